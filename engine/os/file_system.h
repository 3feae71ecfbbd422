// SPDX-License-Identifier: Apache-2.0
//
// Files and directories, opened relative to an open directory wherever one is
// at hand: shorter look-ups for the kernel, paths of any length, and no way to
// be led elsewhere by a folder that is replaced while we walk.
#ifndef BEACHCOMB_OS_FILE_SYSTEM_H_
#define BEACHCOMB_OS_FILE_SYSTEM_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "os/descriptor.h"

namespace beachcomb::os {

enum class FileType { regular, directory, symlink, fifo, socket, device };
std::string_view name_of(FileType type);  // "file", "folder", ...

struct FileStat {
  FileType type = FileType::regular;
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t links = 0;
  std::uint64_t size = 0;  // bytes
  std::int64_t mtime = 0;  // nanoseconds since 1970, UTC
  std::uint32_t owner = 0;
};

// What the system answered. Zero is success.
struct Status {
  int code = 0;
  bool ok() const { return code == 0; }
  bool not_found() const;
  bool permission_denied() const;
  bool is_symlink() const;  // refused because the last component is a link
  std::string text() const;
};

// The current directory, for the `at` arguments below.
inline constexpr int kHere = -100;

Status stat_at(int at, const char* name, bool follow, FileStat* stat);
Status stat_of(const Descriptor& file, FileStat* stat);

// For reading. Does not wait for a FIFO's writer, does not change the access
// time where that is allowed.
Status open_file(int at, const char* name, bool follow, Descriptor* file);

// Fills as much of `buffer` as the file has from here on.
Status read_full(const Descriptor& file, std::span<std::byte> buffer,
                 std::size_t* bytes_read);
// Waits until there is something to read, the end included; false when the
// time runs out.
bool wait_readable(const Descriptor& file, int milliseconds);
// What is there now, at most the buffer: one read(2).
Status read_some(const Descriptor& file, std::span<std::byte> buffer,
                 std::size_t* bytes_read);

// The same from a place in the file.
Status read_full_at(const Descriptor& file, std::uint64_t offset,
                    std::span<std::byte> buffer, std::size_t* bytes_read);
Status read_at(const Descriptor& file, std::uint64_t offset,
               std::span<std::byte> buffer, std::size_t* bytes_read);

struct DirectoryEntry {
  std::string name;
  std::optional<FileType> type;  // nothing when the file system does not say
};

// An open directory: names are read from it, files are opened relative to it.
// Reading is not thread-safe; descriptor() may be used by many threads.
class Directory {
 public:
  static Status open(int at, const char* name, bool follow,
                     std::unique_ptr<Directory>* directory);
  ~Directory();
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  int descriptor() const;
  Status stat(FileStat* stat) const;
  // Appends up to `limit` entries without "." and ".."; fewer at the end.
  Status read(std::size_t limit, std::vector<DirectoryEntry>* entries);

 private:
  struct Stream;
  explicit Directory(std::unique_ptr<Stream> stream);
  std::unique_ptr<Stream> stream_;
};

// Lets this process have as many open files as it may: a walk keeps a folder
// open for as long as files in it are waiting.
void raise_open_file_limit();

}  // namespace beachcomb::os

#endif  // BEACHCOMB_OS_FILE_SYSTEM_H_
