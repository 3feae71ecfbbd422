// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_TIMEOUT_H_
#define BEACHCOMB_TIMEOUT_H_

#include <algorithm>
#include <chrono>

namespace beachcomb {

// The timeout that a caller wants, at most a year: so long that nobody waits
// for it, and short enough to be added to any time. Zero is none.
inline std::chrono::seconds bounded(std::chrono::seconds timeout) {
  constexpr std::chrono::seconds kLongest = std::chrono::hours(24 * 365);
  return std::clamp(timeout, std::chrono::seconds(0), kLongest);
}

}  // namespace beachcomb

#endif  // BEACHCOMB_TIMEOUT_H_
