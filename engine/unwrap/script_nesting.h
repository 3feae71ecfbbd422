// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_UNWRAP_SCRIPT_NESTING_H_
#define BEACHCOMB_UNWRAP_SCRIPT_NESTING_H_

#include "unwrap/script_folder.h"

namespace beachcomb::unwrap {

// Counts how deep the folder is in itself, while it lives.
class Folder::Nesting {
 public:
  explicit Nesting(int* depth) : depth_(depth) { ++*depth_; }
  ~Nesting() { --*depth_; }
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;

  // A level takes about a kilobyte of stack and a few calls.
  bool too_deep() const { return *depth_ > 200; }

 private:
  int* depth_;
};

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_SCRIPT_NESTING_H_
