// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_WALK_VISITED_H_
#define BEACHCOMB_WALK_VISITED_H_

#include <cstdint>
#include <mutex>
#include <unordered_set>

#include "os/file_system.h"

namespace beachcomb::walk {

// The files and folders met so far, by device and inode. Safe for concurrent
// use.
class Visited {
 public:
  // False when it was there already.
  bool insert(const os::FileStat& stat) {
    const std::scoped_lock lock(mutex_);
    // A file that is gone gives its inode to the next: the time tells them
    // apart. That of a folder changes with what is in it.
    const bool is_file = stat.type == os::FileType::regular;
    return seen_.insert({stat.device, stat.inode, is_file ? stat.mtime : 0})
        .second;
  }

 private:
  struct Identity {
    std::uint64_t device;
    std::uint64_t inode;
    std::int64_t mtime;
    bool operator==(const Identity&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Identity& id) const {
      return id.inode * 0x9e3779b97f4a7c15u ^ id.device;
    }
  };
  std::mutex mutex_;
  std::unordered_set<Identity, Hash> seen_;
};

}  // namespace beachcomb::walk

#endif  // BEACHCOMB_WALK_VISITED_H_
