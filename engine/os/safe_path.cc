// SPDX-License-Identifier: Apache-2.0
//
// The steps of open_folder() are opened with O_PATH, which needs no right to
// list a folder, only the right to pass through it; and component by
// component, because openat2(2) stops at PATH_MAX and seccomp filters of older
// containers refuse it.
//
// A lease tells of others with SIGIO unless another signal is asked for, and
// that one ends the process. SIGURG does nothing by default; whether the lease
// is being broken is asked with F_GETLEASE, so the signal itself is not used.
#include "os/safe_path.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <utility>

namespace beachcomb::os {
namespace {

Status result_of(int returned) {
  return returned == 0 ? Status{} : Status{errno};
}

Status open_at(int at, const char* name, int flags, Descriptor* out,
               mode_t mode = 0) {
  int fd;
  do {
    fd = ::openat(at, name, flags | O_CLOEXEC, mode);
  } while (fd < 0 && errno == EINTR);
  if (fd < 0) return Status{errno};
  *out = Descriptor(fd);
  return {};
}

// With O_DIRECTORY a link answers ENOTDIR, which says too little.
Status step_into(int at, const char* name, int flags, Descriptor* out) {
  Status status = open_at(at, name, flags | O_NOFOLLOW | O_DIRECTORY, out);
  if (status.code != ENOTDIR) return status;
  FileStat stat;
  const bool is_link =
      stat_at(at, name, false, &stat).ok() && stat.type == FileType::symlink;
  return Status{is_link ? ELOOP : ENOTDIR};
}

// A file system that does not know RENAME_NOREPLACE: a second name first, then
// the first name away. link(2) never writes over.
Status move_by_link(int from_at, const char* from, int to_at, const char* to) {
  if (::linkat(from_at, from, to_at, to, 0) != 0) return Status{errno};
  return result_of(::unlinkat(from_at, from, 0));
}

}  // namespace

Status open_folder(std::string_view path, Descriptor* folder) {
  if (path.empty() || path.front() != '/') return Status{EINVAL};
  if (path.find('\0') != path.npos) return Status{EINVAL};
  Descriptor here;
  if (Status status = step_into(AT_FDCWD, "/", O_PATH, &here); !status.ok()) {
    return status;
  }
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string name(path.substr(at, end - at));
    at = end + 1;
    if (name.empty() || name == ".") continue;
    // Nobody records such a path, so it is a mistake or worse.
    if (name == "..") return Status{EINVAL};
    Descriptor next;
    if (Status status = step_into(here.get(), name.c_str(), O_PATH, &next);
        !status.ok()) {
      return status;
    }
    here = std::move(next);
  }
  // The same folder again, now for reading and fsync.
  return step_into(here.get(), ".", O_RDONLY, folder);
}

Status make_private_folder(int at, const char* name, Descriptor* folder) {
  if (::mkdirat(at, name, 0700) != 0) return Status{errno};
  return step_into(at, name, O_RDONLY, folder);
}

Status move_file(int from_at, const char* from, int to_at, const char* to) {
  const long moved = ::syscall(SYS_renameat2, from_at, from, to_at, to,
                               static_cast<unsigned>(RENAME_NOREPLACE));
  if (moved == 0) return {};
  if (errno != EINVAL && errno != ENOSYS) return Status{errno};
  return move_by_link(from_at, from, to_at, to);
}

Status link_file(int from_at, const char* from, int to_at, const char* to) {
  return result_of(::linkat(from_at, from, to_at, to, 0));
}

Status unlink_file(int at, const char* name) {
  return result_of(::unlinkat(at, name, 0));
}

Status remove_folder(int at, const char* name) {
  return result_of(::unlinkat(at, name, AT_REMOVEDIR));
}

Status create_file_at(int at, const char* name, Descriptor* file) {
  return open_at(at, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, file, 0600);
}

Status sync(const Descriptor& file) {
  if (::fsync(file.get()) == 0) return {};
  // Some file systems have nothing to flush for a folder, and say EINVAL.
  return errno == EINVAL ? Status{} : Status{errno};
}

bool is_read_only(const Descriptor& file) {
  struct statvfs system {};
  return ::fstatvfs(file.get(), &system) == 0 &&
         (system.f_flag & ST_RDONLY) != 0;
}

Lease take_lease(const Descriptor& file) {
  if (::fcntl(file.get(), F_SETSIG, SIGURG) != 0) return Lease::not_supported;
  if (::fcntl(file.get(), F_SETLEASE, F_RDLCK) == 0) return Lease::held;
  return errno == EAGAIN || errno == EBUSY ? Lease::busy : Lease::not_supported;
}

bool still_held(const Descriptor& file) {
  return ::fcntl(file.get(), F_GETLEASE) == F_RDLCK;
}

bool lock(const Descriptor& file) {
  int locked;
  do {
    locked = ::flock(file.get(), LOCK_EX | LOCK_NB);
  } while (locked != 0 && errno == EINTR);
  return locked == 0;
}

}  // namespace beachcomb::os
