// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_OS_MOUNTS_H_
#define BEACHCOMB_OS_MOUNTS_H_

#include <cstdint>
#include <map>

namespace beachcomb::os {

enum class FileSystemKind {
  local,
  pseudo,   // made up by the kernel: /proc, /sys, ...
  network,  // the bytes come over a wire
};

// The mounted file systems as they were when this was made. Immutable, so
// safe for concurrent use.
class Mounts {
 public:
  // Reads /proc/self/mountinfo. Where that is not there, all is local.
  static Mounts read();
  FileSystemKind kind_of(std::uint64_t device) const;

 private:
  std::map<std::uint64_t, FileSystemKind> not_local_;
};

}  // namespace beachcomb::os

#endif  // BEACHCOMB_OS_MOUNTS_H_
