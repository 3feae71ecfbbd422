// SPDX-License-Identifier: Apache-2.0
//
// The order of apply_record(). A chown takes set-id bits and capabilities
// away, an ACL sets the group bits of the mode, a chmod sets the mask of an
// ACL, and every one of them may fail for who is not root. So: owner and group
// first, then the attributes (capabilities and ACLs among them), the mode
// last of those, and the times at the very end. A chmod to the mode that the
// ACL's mask says already changes nothing in the ACL.
#include "os/attributes.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>

#include "os/host.h"
#include "os/process.h"
#include "os/stat_parts.h"

namespace beachcomb::os {
namespace {

std::int64_t nanoseconds(const statx_timestamp& time) {
  return os::nanoseconds(time.tv_sec, time.tv_nsec);
}

timespec from_nanoseconds(std::int64_t time) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  std::int64_t seconds = time / kSecond;
  std::int64_t rest = time % kSecond;
  if (rest < 0) {
    --seconds;
    rest += kSecond;
  }
  return {.tv_sec = seconds, .tv_nsec = rest};
}

Status fill(int at, const char* name, int flags, FileRecord* record,
            FileType* type) {
  struct statx from {};
  if (::statx(at, name, flags | AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT,
              STATX_BASIC_STATS | STATX_BTIME, &from) != 0) {
    return Status{errno};
  }
  record->device = ::makedev(from.stx_dev_major, from.stx_dev_minor);
  record->inode = from.stx_ino;
  record->links = from.stx_nlink;
  record->size = from.stx_size;
  record->mode = from.stx_mode & 07777u;
  record->owner = from.stx_uid;
  record->group = from.stx_gid;
  record->owner_name = user_name(from.stx_uid);
  record->group_name = group_name(from.stx_gid);
  record->times.modified = nanoseconds(from.stx_mtime);
  record->times.changed = nanoseconds(from.stx_ctime);
  record->times.accessed = nanoseconds(from.stx_atime);
  record->times.born.reset();
  if ((from.stx_mask & STATX_BTIME) != 0) {
    record->times.born = nanoseconds(from.stx_btime);
  }
  if (type != nullptr) *type = type_of_mode(from.stx_mode);
  return {};
}

// None where the file system has no attributes.
Status attribute_names(int fd, std::vector<std::string>* names) {
  std::string list;
  for (;;) {
    const ssize_t needed = ::flistxattr(fd, nullptr, 0);
    if (needed < 0) return errno == ENOTSUP ? Status{} : Status{errno};
    list.resize(static_cast<std::size_t>(needed));
    const ssize_t size = ::flistxattr(fd, list.data(), list.size());
    if (size < 0 && errno == ERANGE) continue;  // one was added meanwhile
    if (size < 0) return Status{errno};
    list.resize(static_cast<std::size_t>(size));
    break;
  }
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find('\0', at), list.size());
    names->push_back(list.substr(at, end - at));
    at = end + 1;
  }
  std::sort(names->begin(), names->end());
  return {};
}

bool attribute_value(int fd, const std::string& name, std::string* value) {
  for (;;) {
    const ssize_t needed = ::fgetxattr(fd, name.c_str(), nullptr, 0);
    if (needed < 0) return false;
    value->resize(static_cast<std::size_t>(needed));
    const ssize_t size =
        ::fgetxattr(fd, name.c_str(), value->data(), value->size());
    if (size < 0 && errno == ERANGE) continue;
    if (size < 0) return false;
    value->resize(static_cast<std::size_t>(size));
    return true;
  }
}

// Sets those of the record and takes away the others.
void apply_attributes(int fd, const FileRecord& record,
                      std::vector<std::string>* lost) {
  for (const ExtendedAttribute& attribute : record.attributes) {
    std::string value;
    if (attribute_value(fd, attribute.name, &value) &&
        value == attribute.value) {
      continue;  // labels are often set by the system, and by nobody else
    }
    if (::fsetxattr(fd, attribute.name.c_str(), attribute.value.data(),
                    attribute.value.size(), 0) != 0) {
      lost->push_back("extended attribute " + attribute.name + " (" +
                      Status{errno}.text() + ")");
    }
  }
  std::vector<std::string> names;
  if (!attribute_names(fd, &names).ok()) return;
  for (const std::string& name : names) {
    const bool wanted =
        std::any_of(record.attributes.begin(), record.attributes.end(),
                    [&](const ExtendedAttribute& x) { return x.name == name; });
    // A label that the system gives every file can't be taken away.
    if (wanted || name.starts_with("security.")) continue;
    if (::fremovexattr(fd, name.c_str()) != 0) {
      lost->push_back("absence of the extended attribute " + name + " (" +
                      Status{errno}.text() + ")");
    }
  }
}

void apply_owner(int fd, const FileRecord& record,
                 std::vector<std::string>* lost) {
  if (::fchown(fd, record.owner, record.group) == 0) return;
  const std::string why = " (" + Status{errno}.text() + ")";
  struct stat now {};
  if (::fstat(fd, &now) != 0) now.st_uid = ~record.owner;
  if (now.st_gid != record.group &&
      ::fchown(fd, static_cast<uid_t>(-1), record.group) != 0) {
    lost->push_back("group " + record.group_name + " (" + Status{errno}.text() +
                    ")");
  }
  if (now.st_uid != record.owner) {
    lost->push_back("owner " + record.owner_name + why);
  }
}

}  // namespace

Status record_at(int at, const char* name, FileRecord* record, FileType* type) {
  return fill(at, name, 0, record, type);
}

Status record_of(const Descriptor& file, FileRecord* record) {
  return fill(file.get(), "", AT_EMPTY_PATH, record, nullptr);
}

Status read_attributes(const Descriptor& file, FileRecord* record) {
  record->immutable = false;
  record->append_only = false;
  int flags = 0;
  // Many file systems have no flags, and then none is set.
  if (::ioctl(file.get(), FS_IOC_GETFLAGS, &flags) == 0) {
    record->immutable = (flags & FS_IMMUTABLE_FL) != 0;
    record->append_only = (flags & FS_APPEND_FL) != 0;
  }
  record->attributes.clear();
  std::vector<std::string> names;
  if (Status status = attribute_names(file.get(), &names); !status.ok()) {
    return status;
  }
  for (std::string& name : names) {
    std::string value;
    if (!attribute_value(file.get(), name, &value)) continue;
    record->attributes.push_back({std::move(name), std::move(value)});
  }
  return {};
}

void apply_record(const Descriptor& file, const FileRecord& record,
                  std::vector<std::string>* lost) {
  apply_owner(file.get(), record, lost);
  apply_attributes(file.get(), record, lost);
  struct stat now {};
  if (::fstat(file.get(), &now) != 0) now = {};
  // Set-id bits give what the owner may; they are nothing for another owner.
  std::uint32_t mode = record.mode;
  if (now.st_uid != record.owner) mode &= ~std::uint32_t{S_ISUID};
  if (now.st_gid != record.group) mode &= ~std::uint32_t{S_ISGID};
  if ((now.st_mode & 07777u) != mode) ::fchmod(file.get(), mode);
  if (::fstat(file.get(), &now) != 0 || (now.st_mode & 07777u) != record.mode) {
    lost->push_back("mode");
  }
  if (!set_times(file, record.times.accessed, record.times.modified).ok()) {
    lost->push_back("times");
  }
}

Status set_times(const Descriptor& file, std::int64_t accessed,
                 std::int64_t modified) {
  const timespec times[2] = {from_nanoseconds(accessed),
                             from_nanoseconds(modified)};
  if (::futimens(file.get(), times) != 0) return Status{errno};
  return {};
}

}  // namespace beachcomb::os
