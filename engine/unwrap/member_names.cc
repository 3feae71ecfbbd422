// SPDX-License-Identifier: Apache-2.0
#include "unwrap/member_names.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <utility>

#include "text/path.h"
#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

// Where things stand in the header of a zip's member.
constexpr std::string_view kHeader = "PK\3\4";
constexpr std::size_t kSystem = 5;
constexpr char kDos = 0;  // and Windows
constexpr std::size_t kFlags = 6;
constexpr std::size_t kNameLength = 26;
constexpr std::size_t kExtraLength = 28;
constexpr std::size_t kName = 30;
constexpr unsigned kIsUtf8 = 1u << 11;  // of the flags

unsigned number_at(std::string_view text, std::size_t at) {
  return byte_of(text[at]) | unsigned{byte_of(text[at + 1])} << 8;
}

// As libarchive does with the names that it converts. In what is no UTF-8 a
// backslash may be half of a character.
void use_slashes(std::string* name) {
  if (name->find('/') != name->npos || !is_utf8(*name)) return;
  std::replace(name->begin(), name->end(), '\\', '/');
}

// The header that `text` ends with, or nothing.
std::string_view last_header(std::string_view text) {
  if (text.size() < kName) return {};
  for (std::size_t at = text.size() - kName;; --at) {
    at = text.rfind(kHeader, at);
    if (at == text.npos) return {};
    const std::string_view header = text.substr(at);
    const std::size_t length = kName + number_at(header, kNameLength) +
                               number_at(header, kExtraLength);
    if (length == header.size()) return header;
    if (at == 0) return {};
  }
}

}  // namespace

os::ThreadCharset::Kind charset_for_names(int (*support)(archive*)) {
  return support == archive_read_support_format_tar
             ? os::ThreadCharset::Kind::ascii
             : os::ThreadCharset::Kind::utf8;
}

std::string member_name(archive_entry* entry) {
  if (const char* name = archive_entry_pathname(entry)) return name;
  if (const char* name = archive_entry_pathname_utf8(entry)) return name;
  return {};
}

std::string zip_member_name(std::string name, Source& source,
                            std::uint64_t end) {
  // Nothing was converted.
  if (!name.empty() && std::all_of(name.begin(), name.end(),
                                   [](char c) { return byte_of(c) < 0x80; })) {
    return name;
  }
  // Nearly every header is short, and none is longer than two fields.
  for (const std::uint64_t most :
       {std::uint64_t{1} << 10, std::uint64_t{kName + 2 * 0xFFFF}}) {
    const std::uint64_t length = std::min(end, most);
    const std::string bytes =
        source.copy(end - length, static_cast<std::size_t>(length));
    const std::string_view header = last_header(bytes);
    if (header.empty()) continue;
    // Else it is in no known character set, or its UTF-8 stands elsewhere.
    if (name.empty() || (number_at(header, kFlags) & kIsUtf8) != 0) {
      name = header.substr(kName, number_at(header, kNameLength));
      name.resize(std::min(name.size(), name.find('\0')));
      if (header[kSystem] == kDos) use_slashes(&name);
    }
    break;
  }
  return name;
}

std::string name_behind(const Context& context) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 17>
      kEndings = {{{".gz", ""},
                   {".bz2", ""},
                   {".xz", ""},
                   {".zst", ""},
                   {".lz4", ""},
                   {".lz", ""},
                   {".z", ""},
                   {".gzip", ""},
                   {".bzip2", ""},
                   {".zstd", ""},
                   {".tgz", ".tar"},
                   {".tbz", ".tar"},
                   {".tbz2", ".tar"},
                   {".txz", ".tar"},
                   {".tzst", ".tar"},
                   {".taz", ".tar"},
                   {".svgz", ".svg"}}};
  const std::string_view name = text::name_in(context.path);
  for (const auto& [from, to] : kEndings) {
    if (context.extension == from && name.size() > from.size()) {
      return std::string(name.substr(0, name.size() - from.size())) +
             std::string(to);
    }
  }
  return {};
}

}  // namespace beachcomb::unwrap
