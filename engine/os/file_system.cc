// SPDX-License-Identifier: Apache-2.0
#include "os/file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "os/stat_parts.h"

namespace beachcomb::os {
namespace {

static_assert(kHere == AT_FDCWD);

Status last_error() { return Status{errno}; }

std::optional<FileType> type_of_entry(unsigned char type) {
  switch (type) {
    case DT_REG:
      return FileType::regular;
    case DT_DIR:
      return FileType::directory;
    case DT_LNK:
      return FileType::symlink;
    case DT_FIFO:
      return FileType::fifo;
    case DT_SOCK:
      return FileType::socket;
    case DT_CHR:
    case DT_BLK:
      return FileType::device;
    default:
      return std::nullopt;
  }
}

FileStat from_system(const struct stat& from) {
  return {.type = type_of_mode(from.st_mode),
          .device = from.st_dev,
          .inode = from.st_ino,
          .links = from.st_nlink,
          .size = static_cast<std::uint64_t>(from.st_size),
          .mtime = nanoseconds(from.st_mtim.tv_sec, from.st_mtim.tv_nsec),
          .owner = from.st_uid};
}

// Opens again when a signal came in between.
int open_at(int at, const char* name, int flags) {
  int fd;
  do {
    fd = ::openat(at, name, flags | O_CLOEXEC);
  } while (fd < 0 && errno == EINTR);
  return fd;
}

}  // namespace

std::string_view name_of(FileType type) {
  switch (type) {
    case FileType::regular:
      return "file";
    case FileType::directory:
      return "folder";
    case FileType::symlink:
      return "symlink";
    case FileType::fifo:
      return "fifo";
    case FileType::socket:
      return "socket";
    case FileType::device:
      return "device";
  }
  return "";
}

void Descriptor::close() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

bool Status::not_found() const { return code == ENOENT || code == ENOTDIR; }
bool Status::permission_denied() const {
  return code == EACCES || code == EPERM;
}
bool Status::is_symlink() const { return code == ELOOP; }
std::string Status::text() const {
  return std::error_code(code, std::generic_category()).message();
}

Status stat_at(int at, const char* name, bool follow, FileStat* stat) {
  struct stat buffer;
  if (::fstatat(at, name, &buffer, follow ? 0 : AT_SYMLINK_NOFOLLOW) != 0) {
    return last_error();
  }
  *stat = from_system(buffer);
  return {};
}

Status stat_of(const Descriptor& file, FileStat* stat) {
  struct stat buffer;
  if (::fstat(file.get(), &buffer) != 0) return last_error();
  *stat = from_system(buffer);
  return {};
}

Status open_file(int at, const char* name, bool follow, Descriptor* file) {
  const int flags =
      O_RDONLY | O_NONBLOCK | O_NOCTTY | (follow ? 0 : O_NOFOLLOW);
  int fd = open_at(at, name, flags | O_NOATIME);
  // Only the owner of a file may leave its access time alone.
  if (fd < 0 && errno == EPERM) fd = open_at(at, name, flags);
  if (fd < 0) return last_error();
  *file = Descriptor(fd);
  return {};
}

bool wait_readable(const Descriptor& file, int milliseconds) {
  pollfd poll = {.fd = file.get(), .events = POLLIN, .revents = 0};
  return ::poll(&poll, 1, milliseconds) > 0;
}

Status read_some(const Descriptor& file, std::span<std::byte> buffer,
                 std::size_t* bytes_read) {
  ssize_t n;
  do {
    n = ::read(file.get(), buffer.data(), buffer.size());
  } while (n < 0 && errno == EINTR);
  if (n < 0) return last_error();
  *bytes_read = static_cast<std::size_t>(n);
  return {};
}

Status read_full(const Descriptor& file, std::span<std::byte> buffer,
                 std::size_t* bytes_read) {
  *bytes_read = 0;
  while (*bytes_read < buffer.size()) {
    std::size_t n = 0;
    if (Status status = read_some(file, buffer.subspan(*bytes_read), &n);
        !status.ok()) {
      return status;
    }
    if (n == 0) break;
    *bytes_read += n;
  }
  return {};
}

Status read_at(const Descriptor& file, std::uint64_t offset,
               std::span<std::byte> buffer, std::size_t* bytes_read) {
  ssize_t n;
  do {
    n = ::pread(file.get(), buffer.data(), buffer.size(),
                static_cast<off_t>(offset));
  } while (n < 0 && errno == EINTR);
  if (n < 0) return last_error();
  *bytes_read = static_cast<std::size_t>(n);
  return {};
}

Status read_full_at(const Descriptor& file, std::uint64_t offset,
                    std::span<std::byte> buffer, std::size_t* bytes_read) {
  *bytes_read = 0;
  while (*bytes_read < buffer.size()) {
    std::size_t n = 0;
    if (Status status = read_at(file, offset + *bytes_read,
                                buffer.subspan(*bytes_read), &n);
        !status.ok()) {
      return status;
    }
    if (n == 0) break;
    *bytes_read += n;
  }
  return {};
}

struct Directory::Stream {
  explicit Stream(DIR* opened) : dir(opened) {}
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() { ::closedir(dir); }
  DIR* dir;
};

Directory::Directory(std::unique_ptr<Stream> stream)
    : stream_(std::move(stream)) {}
Directory::~Directory() = default;

Status Directory::open(int at, const char* name, bool follow,
                       std::unique_ptr<Directory>* directory) {
  const int flags = O_RDONLY | O_DIRECTORY | (follow ? 0 : O_NOFOLLOW);
  int fd = open_at(at, name, flags | O_NOATIME);
  if (fd < 0 && errno == EPERM) fd = open_at(at, name, flags);
  if (fd < 0) return last_error();
  DIR* dir = ::fdopendir(fd);
  if (dir == nullptr) {
    Status status = last_error();
    ::close(fd);
    return status;
  }
  directory->reset(new Directory(std::make_unique<Stream>(dir)));
  return {};
}

int Directory::descriptor() const { return ::dirfd(stream_->dir); }

Status Directory::stat(FileStat* stat) const {
  struct stat buffer;
  if (::fstat(descriptor(), &buffer) != 0) return last_error();
  *stat = from_system(buffer);
  return {};
}

Status Directory::read(std::size_t limit,
                       std::vector<DirectoryEntry>* entries) {
  for (std::size_t n = 0; n < limit;) {
    errno = 0;
    const dirent* entry = ::readdir(stream_->dir);
    if (entry == nullptr) return Status{errno};
    const std::string_view name(entry->d_name);
    if (name == "." || name == "..") continue;
    entries->push_back({std::string(name), type_of_entry(entry->d_type)});
    ++n;
  }
  return {};
}

void raise_open_file_limit() {
  rlimit limit;
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace beachcomb::os
