// SPDX-License-Identifier: Apache-2.0
//
// Rule text from where it is kept: files and folders, and the packs inside
// the program. The latter are a compressed tar (cmake/PackSignatures.cmake),
// so that no scanner, ours included, takes the program for what its rules
// describe.
#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <new>

#include "beachcomb/rule_set.h"
#include "scan/builtin_packs.h"
#include "text/ascii.h"
#include "text/exception.h"

namespace beachcomb {
namespace {

namespace fs = std::filesystem;

bool is_rule_file(const fs::path& path) {
  return path.extension() == ".yar" || path.extension() == ".yara";
}

Result<std::string> read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), {});
  if (!file.good() && !file.eof()) {
    return Error{path.string() + ": cannot be read"};
  }
  return text;
}

Result<std::vector<fs::path>> rule_files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::recursive_directory_iterator it(folder, error), end;
       !error && it != end; it.increment(error)) {
    if (it->is_regular_file(error) && is_rule_file(it->path())) {
      files.push_back(it->path());
    }
  }
  if (error) return Error{folder.string() + ": " + error.message()};
  std::sort(files.begin(), files.end());
  return files;
}

struct ArchiveFree {
  void operator()(archive* reader) const { archive_read_free(reader); }
};

void for_each_builtin(
    const std::function<void(const fs::path& path, std::string text)>& take) {
  const std::unique_ptr<archive, ArchiveFree> reader(archive_read_new());
  if (reader == nullptr) throw std::bad_alloc();
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_format_tar(reader.get());
  if (archive_read_open_memory(reader.get(), builtin_packs().data(),
                               builtin_packs().size()) != ARCHIVE_OK) {
    return;
  }
  archive_entry* entry = nullptr;
  while (archive_read_next_header(reader.get(), &entry) == ARCHIVE_OK) {
    std::string text(static_cast<std::size_t>(archive_entry_size(entry)), '\0');
    archive_read_data(reader.get(), text.data(), text.size());
    take(archive_entry_pathname(entry), std::move(text));
  }
}

Result<std::vector<RuleSource>> load(const std::string& path) {
  std::error_code error;
  std::vector<fs::path> files = {path};
  fs::path base = fs::path(path).parent_path();
  if (fs::is_directory(path, error)) {
    auto below = rule_files_below(path);
    if (!below) return below.error();
    if (below->empty()) {
      return Error{path + ": no rule files (*.yar, *.yara) in this folder"};
    }
    files = std::move(*below);
    base = path;
  } else if (!fs::exists(path, error)) {
    return Error{path + ": no such file or folder"};
  }
  std::vector<RuleSource> sources;
  for (const fs::path& file : files) {
    auto text = read_text(file);
    if (!text) return text.error();
    const fs::path pack = file.lexically_relative(base).replace_extension();
    sources.push_back({pack.string(), file.string(), std::move(*text)});
  }
  return sources;
}

}  // namespace

Result<std::vector<RuleSource>> load_rules(const std::string& path) {
  try {
    return load(path);
  } catch (...) {
    return Error{path + ": " + text::current_exception()};
  }
}

std::vector<RuleSource> builtin_rules() {
  std::vector<RuleSource> sources;
  try {
    for_each_builtin([&sources](const fs::path& path, std::string text) {
      if (!is_rule_file(path)) return;
      sources.push_back(
          {path.begin()->string(), path.string(), std::move(text), true});
    });
    std::sort(sources.begin(), sources.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
  } catch (...) {
    sources.clear();  // some of the rules would be taken for all
  }
  return sources;
}

std::string builtin_check_config() {
  std::string config;
  for_each_builtin([&config](const fs::path& path, std::string text) {
    if (path == "beachcomb.toml") config = std::move(text);
  });
  return config;
}

ExternalValue parse_external(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  const char* end = text.data() + text.size();
  std::int64_t integer = 0;
  if (const auto parsed = std::from_chars(text.data(), end, integer);
      parsed.ec == std::errc() && parsed.ptr == end) {
    return integer;
  }
  double number = 0;
  const bool is_number =
      !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return text::is_digit(c) || c == '.' || c == '-';
      });
  if (const auto parsed = std::from_chars(text.data(), end, number);
      is_number && parsed.ec == std::errc() && parsed.ptr == end) {
    return number;
  }
  return std::string(text);
}

}  // namespace beachcomb
