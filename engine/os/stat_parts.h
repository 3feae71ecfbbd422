// SPDX-License-Identifier: Apache-2.0
//
// What stat(2) and statx(2) have in common. For this folder only.
#ifndef BEACHCOMB_OS_STAT_PARTS_H_
#define BEACHCOMB_OS_STAT_PARTS_H_

#include <sys/stat.h>

#include <cstdint>

#include "os/file_system.h"

namespace beachcomb::os {

inline FileType type_of_mode(mode_t mode) {
  if (S_ISREG(mode)) return FileType::regular;
  if (S_ISDIR(mode)) return FileType::directory;
  if (S_ISLNK(mode)) return FileType::symlink;
  if (S_ISFIFO(mode)) return FileType::fifo;
  if (S_ISSOCK(mode)) return FileType::socket;
  return FileType::device;
}

// Nanoseconds; times beyond what they can say (before 1678, after 2262) are
// the nearest that can be said. Anyone may give a file any time.
inline std::int64_t nanoseconds(std::int64_t seconds, std::int64_t rest) {
  std::int64_t whole = 0, sum = 0;
  if (__builtin_mul_overflow(seconds, 1'000'000'000, &whole) ||
      __builtin_add_overflow(whole, rest, &sum)) {
    return seconds < 0 ? INT64_MIN : INT64_MAX;
  }
  return sum;
}

}  // namespace beachcomb::os

#endif  // BEACHCOMB_OS_STAT_PARTS_H_
