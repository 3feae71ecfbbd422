// SPDX-License-Identifier: Apache-2.0
#include "evidence/private_folder.h"

#include <cerrno>
#include <random>

#include "os/attributes.h"
#include "os/host.h"
#include "os/safe_path.h"

namespace beachcomb::evidence {

std::string private_name() {
  constexpr char kDigits[] = "0123456789abcdef";
  std::random_device random;  // the system's, good for secrets
  std::string name = ".beachcomb-";
  for (int i = 0; i < 32; ++i) name += kDigits[random() & 15u];
  return name;
}

os::Status open_private_folder(const os::Descriptor& parent,
                               const std::string& name,
                               os::Descriptor* folder) {
  // A journal is checked before it is believed, but a name costs nothing.
  if (!name.starts_with(".beachcomb-") || name.find('/') != name.npos) {
    return os::Status{EINVAL};
  }
  os::Descriptor opened;
  os::Status status = os::open_file(parent.get(), name.c_str(), false, &opened);
  if (!status.ok()) return status;
  FileRecord record;
  os::FileStat stat;
  status = os::stat_of(opened, &stat);
  if (status.ok()) status = os::record_of(opened, &record);
  if (!status.ok()) return status;
  if (stat.type != os::FileType::directory || (record.mode & 0077u) != 0 ||
      record.owner_name != os::current_user()) {
    return os::Status{ELOOP};
  }
  *folder = std::move(opened);
  return {};
}

os::Status remove_private_folder(const os::Descriptor& parent,
                                 const std::string& name,
                                 const os::Descriptor& folder) {
  os::FileStat opened, there;
  os::Status status = os::stat_of(folder, &opened);
  if (status.ok()) {
    status = os::stat_at(parent.get(), name.c_str(), false, &there);
  }
  if (!status.ok()) return status;
  if (there.device != opened.device || there.inode != opened.inode) {
    return os::Status{ENOENT};
  }
  return os::remove_folder(parent.get(), name.c_str());
}

}  // namespace beachcomb::evidence
