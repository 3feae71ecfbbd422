// SPDX-License-Identifier: Apache-2.0
#include "os/mounts.h"

#include <sys/sysmacros.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace beachcomb::os {
namespace {

constexpr std::array<std::string_view, 17> kPseudo = {
    "proc",      "sysfs",    "cgroup",     "cgroup2",   "debugfs",
    "tracefs",   "configfs", "devpts",     "bpf",       "pstore",
    "mqueue",    "efivarfs", "securityfs", "hugetlbfs", "binfmt_misc",
    "selinuxfs", "fusectl"};

// FUSE says in its type what is behind it; fuseblk (NTFS, exFAT) is a disk.
constexpr std::array<std::string_view, 19> kNetwork = {
    "nfs",       "nfs4",           "cifs",        "smb3",          "smbfs",
    "afs",       "ceph",           "9p",          "lustre",        "glusterfs",
    "ncpfs",     "gfs2",           "fuse.sshfs",  "fuse.rclone",   "fuse.s3fs",
    "fuse.ceph", "fuse.glusterfs", "fuse.davfs2", "fuse.curlftpfs"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list,
              std::string_view type) {
  return std::find(list.begin(), list.end(), type) != list.end();
}

}  // namespace

Mounts Mounts::read() {
  Mounts mounts;
  std::ifstream file("/proc/self/mountinfo");
  // 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    std::string id, parent, device, field, type;
    fields >> id >> parent >> device;
    while (fields >> field && field != "-") {
    }
    fields >> type;
    unsigned major_number = 0, minor_number = 0;
    char colon = 0;
    std::istringstream(device) >> major_number >> colon >> minor_number;
    const std::uint64_t key = makedev(major_number, minor_number);
    if (contains(kPseudo, type)) {
      mounts.not_local_[key] = FileSystemKind::pseudo;
    } else if (contains(kNetwork, type)) {
      mounts.not_local_[key] = FileSystemKind::network;
    }
  }
  return mounts;
}

FileSystemKind Mounts::kind_of(std::uint64_t device) const {
  const auto found = not_local_.find(device);
  return found == not_local_.end() ? FileSystemKind::local : found->second;
}

}  // namespace beachcomb::os
