// SPDX-License-Identifier: Apache-2.0
//
// The table of unwrappers: one row and one file for each; those that
// libarchive does share one.
#include <array>

#include "unwrap/archive.h"
#include "unwrap/mail.h"
#include "unwrap/pst.h"
#include "unwrap/unwrapper.h"
#include "unwrap/vdir.h"

namespace beachcomb::unwrap {

std::span<const Unwrapper> unwrappers() {
  static const std::array kUnwrappers = {
      kZip,  kTar,  kSevenZip, kRar,   kCab, kIso,
      kCpio, kAr,   kGzip,     kBzip2, kXz,  kZstd,
      kLz4,  kLzip, kCompress, kMail,  kPst, kVirtualDirectory,
  };
  return kUnwrappers;
}

}  // namespace beachcomb::unwrap
