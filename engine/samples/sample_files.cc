// SPDX-License-Identifier: Apache-2.0
#include "samples/sample_files.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <span>

namespace beachcomb::samples {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPassword = "infected";
// Of one sample: a small archive may hold a huge one.
constexpr std::size_t kMostBytes = 64u << 20;

struct ArchiveFree {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<archive, ArchiveFree>;

std::string reason_of(const Reader& reader) {
  const char* text = archive_error_string(reader.get());
  return text != nullptr ? text : "cannot be read";
}

std::string name_of(archive_entry* entry) {
  // The first is null when the name has letters that the locale does not.
  const char* name = archive_entry_pathname(entry);
  if (name == nullptr) name = archive_entry_pathname_utf8(entry);
  return name != nullptr ? name : "?";
}

// The bytes of the entry that was read last. False when they can't be had.
bool read_entry(const Reader& reader, std::string* bytes) {
  bytes->clear();
  char buffer[16384];
  for (;;) {
    const la_ssize_t got =
        archive_read_data(reader.get(), buffer, sizeof buffer);
    if (got <= 0) return got == 0;
    bytes->append(buffer, static_cast<std::size_t>(got));
    if (bytes->size() > kMostBytes) {
      archive_set_error(reader.get(), ARCHIVE_FATAL, "larger than 64 MiB");
      return false;
    }
  }
}

Result<std::size_t> read_archive(const std::string& path, const Visit& visit) {
  const Reader reader(archive_read_new());
  archive_read_support_format_zip(reader.get());
  archive_read_add_passphrase(reader.get(), kPassword);
  if (archive_read_open_filename(reader.get(), path.c_str(), 65536) !=
      ARCHIVE_OK) {
    return Error{reason_of(reader)};
  }
  std::size_t count = 0;
  std::string bytes;
  archive_entry* entry = nullptr;
  int status = ARCHIVE_OK;
  while ((status = archive_read_next_header(reader.get(), &entry)) ==
             ARCHIVE_OK ||
         status == ARCHIVE_WARN) {
    if (archive_entry_filetype(entry) != AE_IFREG) continue;
    const std::string name = name_of(entry);
    if (!read_entry(reader, &bytes)) {
      return Error{name + ": " + reason_of(reader)};
    }
    visit(name, std::as_bytes(std::span(bytes)));
    ++count;
  }
  if (status != ARCHIVE_EOF) return Error{reason_of(reader)};
  return count;
}

Result<std::size_t> read_file(const fs::path& path, const std::string& name,
                              const Visit& visit) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) return Error{name + ": " + error.message()};
  if (size > kMostBytes) return Error{name + ": larger than 64 MiB"};
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  if (bytes.size() != size) return Error{name + ": cannot be read"};
  visit(name, std::as_bytes(std::span(bytes)));
  return std::size_t{1};
}

Result<std::size_t> read_folder(const fs::path& folder, const Visit& visit) {
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator it(folder, error), end;
       !error && it != end; it.increment(error)) {
    if (it->is_regular_file(error)) files.push_back(it->path());
  }
  if (error) return Error{error.message()};
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    const auto read =
        read_file(file, file.lexically_relative(folder).string(), visit);
    if (!read) return read.error();
  }
  return files.size();
}

}  // namespace

Result<std::vector<Source>> sources_in(const std::string& folder) {
  std::vector<Source> sources;
  std::error_code error;
  if (!fs::exists(folder, error)) return sources;
  for (fs::directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    const fs::path& path = it->path();
    if (path.extension() == ".md") continue;
    std::string rule = path.filename().string();
    if (!it->is_directory(error)) rule = rule.substr(0, rule.find('.'));
    sources.push_back({std::move(rule), path.string()});
  }
  if (error) return Error{folder + ": " + error.message()};
  std::sort(sources.begin(), sources.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  return sources;
}

Result<std::size_t> for_each_sample(const Source& source, const Visit& visit) {
  const fs::path path = source.path;
  std::error_code error;
  if (fs::is_directory(path, error)) return read_folder(path, visit);
  if (path.extension() == ".zip") return read_archive(source.path, visit);
  return read_file(path, "", visit);
}

Result<std::size_t> write_archive(const std::string& path,
                                  const std::vector<Member>& members) {
  struct Free {
    void operator()(archive* writer) const { archive_write_free(writer); }
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
  };
  const std::unique_ptr<archive, Free> writer(archive_write_new());
  archive_write_set_format_zip(writer.get());
  bool ok =
      archive_write_set_options(writer.get(), "zip:encryption=aes256") ==
          ARCHIVE_OK &&
      archive_write_set_passphrase(writer.get(), kPassword) == ARCHIVE_OK &&
      archive_write_open_filename(writer.get(), path.c_str()) == ARCHIVE_OK;
  for (const Member& member : members) {
    if (!ok) break;
    const std::unique_ptr<archive_entry, Free> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), member.name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(),
                           static_cast<la_int64_t>(member.bytes.size()));
    ok = archive_write_header(writer.get(), entry.get()) == ARCHIVE_OK &&
         archive_write_data(writer.get(), member.bytes.data(),
                            member.bytes.size()) ==
             static_cast<la_ssize_t>(member.bytes.size());
  }
  ok = archive_write_close(writer.get()) == ARCHIVE_OK && ok;
  if (ok) return members.size();
  const char* reason = archive_error_string(writer.get());
  return Error{path + ": " + (reason != nullptr ? reason : "not written")};
}

}  // namespace beachcomb::samples
