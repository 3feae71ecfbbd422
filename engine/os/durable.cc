// SPDX-License-Identifier: Apache-2.0
#include "os/durable.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "os/process.h"

namespace beachcomb::os {
namespace {

Status last_error() { return Status{errno}; }

Status open_as(int at, const char* name, int flags, mode_t mode,
               Descriptor* file) {
  int fd;
  do {
    fd = ::openat(at, name, flags | O_CLOEXEC, mode);
  } while (fd < 0 && errno == EINTR);
  if (fd < 0) return last_error();
  *file = Descriptor(fd);
  return {};
}

Status fill(const Descriptor& file, const struct stat& like,
            std::string_view content) {
  // The owner first: a change of it takes set-user bits away.
  if (::fchown(file.get(), like.st_uid, like.st_gid) != 0 &&
      ::fchown(file.get(), static_cast<uid_t>(-1), like.st_gid) != 0) {
    errno = 0;  // it is ours then, as with any editor
  }
  if (::fchmod(file.get(), like.st_mode & 07777) != 0) return Status{errno};
  if (const Status status = write_all(file, content); !status.ok()) {
    return status;
  }
  return ::fsync(file.get()) == 0 ? Status{} : Status{errno};
}

}  // namespace

Status open_any_folder(const char* path, Descriptor* folder) {
  return open_as(AT_FDCWD, path, O_RDONLY | O_DIRECTORY, 0, folder);
}

Status make_folder(int at, const char* name) {
  if (::mkdirat(at, name, 0700) == 0 || errno == EEXIST) return {};
  return last_error();
}

Status open_journal(int at, const char* name, bool create, Descriptor* file) {
  return open_as(at, name,
                 O_RDWR | O_APPEND | O_NOFOLLOW | (create ? O_CREAT : 0), 0600,
                 file);
}

Status truncate(const Descriptor& file, std::uint64_t size) {
  return ::ftruncate(file.get(), static_cast<off_t>(size)) == 0 ? Status{}
                                                                : last_error();
}

Status put_file(int at, const char* name, std::string_view text) {
  const std::string temporary = std::string(name) + ".new";
  Descriptor file;
  // What an interrupted call left behind is written over.
  Status status =
      open_as(at, temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW,
              0600, &file);
  if (!status.ok()) return status;
  status = write_all(file, text);
  if (!status.ok()) return status;
  if (::fsync(file.get()) != 0) return last_error();
  if (::renameat(at, temporary.c_str(), at, name) != 0) return last_error();
  return {};
}

Status replace_content(const char* path, std::string_view content) {
  struct Free {
    void operator()(char* text) const { std::free(text); }
  };
  const std::unique_ptr<char, Free> target(::realpath(path, nullptr));
  struct stat like = {};
  if (target == nullptr || ::stat(target.get(), &like) != 0) {
    return Status{errno};
  }
  if (!S_ISREG(like.st_mode)) return Status{EINVAL};
  if (::access(target.get(), W_OK) != 0) return Status{errno};
  std::string temporary = std::string(target.get()) + ".XXXXXX";
  const int fd = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (fd < 0) return Status{errno};
  const Descriptor file(fd);
  Status status = fill(file, like, content);
  if (status.ok() && std::rename(temporary.c_str(), target.get()) != 0) {
    status = Status{errno};
  }
  if (!status.ok()) ::unlink(temporary.c_str());
  return status;
}

Status read_file(int at, const char* name, bool follow, std::size_t most,
                 std::string* text) {
  Descriptor file;
  Status status = open_file(at, name, follow, &file);
  if (!status.ok()) return status;
  FileStat stat;
  status = stat_of(file, &stat);
  if (!status.ok()) return status;
  if (stat.type != FileType::regular) return Status{EINVAL};
  if (stat.size > most) return Status{EFBIG};
  text->resize(static_cast<std::size_t>(stat.size));
  std::size_t length = 0;
  status = read_full(file, std::as_writable_bytes(std::span(*text)), &length);
  text->resize(length);
  return status;
}

}  // namespace beachcomb::os
