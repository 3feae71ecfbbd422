// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_UNWRAP_H_
#define BEACHCOMB_UNWRAP_H_

#include <cstdint>
#include <string>
#include <vector>

namespace beachcomb {

// What may be unwrapped from one file. Beyond a limit a layer is skipped, and
// the verdict of the file says which and why. Time is ScanOptions::timeout,
// which is for the file and all that is in it.
struct UnwrapOptions {
  bool enabled = true;
  std::uint32_t depth = 16;          // layers in layers
  std::uint64_t layers = 250'000;    // of one file
  std::uint64_t bytes = 4ull << 30;  // of all layers of one file
  // Of one layer; of a larger one only the start is scanned.
  std::uint64_t layer_bytes = 32ull << 20;
  // Of the layers that one thread holds at a time: a layer and those that it
  // stands in, without the file.
  std::uint64_t live_bytes = 64ull << 20;
  // All layers of a file may have so many times its size. Small files may
  // have 64 MiB in any case.
  std::uint64_t ratio = 250;
  // Tried on encrypted members.
  std::vector<std::string> passwords = {"infected"};
};

}  // namespace beachcomb

#endif  // BEACHCOMB_UNWRAP_H_
