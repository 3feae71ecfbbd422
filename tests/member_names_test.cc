// SPDX-License-Identifier: Apache-2.0
//
// The names of members are the bytes that stand in the container, whatever
// locale the process has that we are a library in.
#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <clocale>

#include "catch.h"
#include "os/charset.h"
#include "unwrap/unwrapper.h"
#include "unwrap_support.h"

namespace beachcomb::unwrap {
namespace {

constexpr char kComposed[] = "web/\xC3\xA9.php";
constexpr char kDecomposed[] = "web/e\xCC\x81.php";  // as a Mac writes it
constexpr char kOtherScript[] = "\xE5\x87\xA0\xE7\xA7\x8D/\xF0\x9F\x8C\x8A.php";
constexpr char kLatin[] = "web/\xE9s.php";  // in no known character set
const std::string kContent = "hello";

using SetFormat = int (*)(archive*);

// What libarchive makes of one file. It, too, wants a locale for the name.
std::string packed(SetFormat set_format, const char* name) {
  const os::ThreadCharset charset(os::ThreadCharset::Kind::utf8);
  archive* writer = archive_write_new();
  REQUIRE(set_format(writer) == ARCHIVE_OK);
  archive_write_set_bytes_in_last_block(writer, 1);
  std::string bytes(1 << 20, '\0');
  std::size_t used = 0;
  REQUIRE(archive_write_open_memory(writer, bytes.data(), bytes.size(),
                                    &used) == ARCHIVE_OK);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, name);
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0644);
  archive_entry_set_size(entry, static_cast<la_int64_t>(kContent.size()));
  REQUIRE(archive_write_header(writer, entry) >= ARCHIVE_WARN);
  archive_write_data(writer, kContent.data(), kContent.size());
  archive_entry_free(entry);
  REQUIRE(archive_write_close(writer) == ARCHIVE_OK);
  archive_write_free(writer);
  bytes.resize(used);
  return bytes;
}

// The names of all members that have the content.
std::vector<std::string> names_in(const std::string& container) {
  std::vector<std::string> names;
  for (const Unwrapper& row : unwrappers()) {
    if (!row.marks.empty()) continue;
    for (Piece& piece : test::unwrapped(row, container)) {
      if (piece.bytes == kContent) names.push_back(std::move(piece.name));
    }
  }
  return names;
}

// Everywhere in `bytes`.
std::string replaced(std::string bytes, const std::string& from,
                     const std::string& to) {
  REQUIRE(from.size() == to.size());
  std::size_t count = 0;
  for (std::size_t i = 0; (i = bytes.find(from, i)) != bytes.npos; ++count) {
    bytes.replace(i, to.size(), to);
  }
  REQUIRE(count > 0);
  return bytes;
}

// Takes the flag "the name is UTF-8" from both headers of a zip's member.
std::string without_flag(std::string zip) {
  for (const auto& [header, flags] :
       {std::pair{"PK\3\4", 6}, std::pair{"PK\1\2", 8}}) {
    const std::size_t at = zip.find(header);
    REQUIRE(at != zip.npos);
    char& high = zip[at + static_cast<std::size_t>(flags) + 1];
    REQUIRE((high & 8) != 0);
    high = static_cast<char>(high & ~8);
  }
  return zip;
}

// The locale of the process, and what it was afterwards.
class ProcessLocale {
 public:
  explicit ProcessLocale(const char* name)
      : before_(std::setlocale(LC_ALL, nullptr)) {
    REQUIRE(std::setlocale(LC_ALL, name) != nullptr);
  }
  ~ProcessLocale() { std::setlocale(LC_ALL, before_.c_str()); }
  ProcessLocale(const ProcessLocale&) = delete;
  ProcessLocale& operator=(const ProcessLocale&) = delete;

 private:
  std::string before_;
};

using Names = std::vector<std::string>;

TEST_CASE("members have the bytes of their names in any locale") {
  const char* const name = GENERATE(as<const char*>{}, "web/plain.php",
                                    kComposed, kDecomposed, kOtherScript);
  const SetFormat format =
      GENERATE(archive_write_set_format_zip, archive_write_set_format_pax,
               archive_write_set_format_ustar, archive_write_set_format_gnutar,
               archive_write_set_format_cpio_newc);
  const std::string container = packed(format, name);
  for (const char* locale : {"C", "C.UTF-8"}) {
    CAPTURE(name, locale);
    const ProcessLocale process(locale);
    CHECK(names_in(container) == Names{name});
  }
}

// These have UTF-16, in which libarchive composes.
TEST_CASE("names in UTF-16 come out as UTF-8 in any locale") {
  const char* const name = GENERATE(as<const char*>{}, kComposed, kOtherScript);
  const std::string container = packed(archive_write_set_format_7zip, name);
  for (const char* locale : {"C", "C.UTF-8"}) {
    CAPTURE(name, locale);
    const ProcessLocale process(locale);
    CHECK(names_in(container) == Names{name});
  }
}

TEST_CASE("a name in no known character set is what stands there") {
  const std::string zip = packed(archive_write_set_format_zip, kComposed);
  const std::string tar = packed(archive_write_set_format_gnutar, kLatin);
  const std::string pax = packed(archive_write_set_format_pax, kComposed);
  for (const char* locale : {"C", "C.UTF-8"}) {
    CAPTURE(locale);
    const ProcessLocale process(locale);
    CHECK(names_in(without_flag(zip)) == Names{kComposed});
    CHECK(names_in(replaced(without_flag(zip), kComposed, kLatin)) ==
          Names{kLatin});
    // It says that it is UTF-8, and is not.
    CHECK(names_in(replaced(zip, kComposed, kLatin)) == Names{kLatin});
    CHECK(names_in(replaced(pax, std::string("path=") + kComposed,
                            std::string("path=") + kLatin)) == Names{kLatin});
    CHECK(names_in(tar) == Names{kLatin});
  }
}

TEST_CASE("a zip from Windows has slashes in its names") {
  const std::string zip =
      replaced(packed(archive_write_set_format_zip, kComposed), kComposed,
               "web\\\xC3\xA9.php");
  std::string windows = zip;
  windows[windows.find("PK\3\4") + 5] = 0;
  CHECK(names_in(windows) == Names{kComposed});
}

TEST_CASE("unwrapping leaves the locale of process and thread alone") {
  const ProcessLocale process("C.UTF-8");
  const locale_t thread = uselocale(nullptr);
  CHECK_FALSE(
      names_in(packed(archive_write_set_format_zip, kComposed)).empty());
  CHECK(std::string(std::setlocale(LC_ALL, nullptr)) == "C.UTF-8");
  CHECK(uselocale(nullptr) == thread);
}

}  // namespace
}  // namespace beachcomb::unwrap
