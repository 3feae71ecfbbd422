// SPDX-License-Identifier: Apache-2.0
#include "os/replace_file.h"

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

Status replace_file(const char* path, std::string_view content) {
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

}  // namespace beachcomb::os
