// SPDX-License-Identifier: Apache-2.0
//
// The table of unwrappers: one row and one file for each; those that
// libarchive does share one.
#include <array>

#include "unwrap/archive.h"
#include "unwrap/mail.h"
#include "unwrap/pst.h"
#include "unwrap/text_unwrappers.h"
#include "unwrap/unwrapper.h"
#include "unwrap/vdir.h"

namespace beachcomb::unwrap {

std::span<const Unwrapper> unwrappers() {
  static const std::array kUnwrappers = {
      kZip,
      kTar,
      kSevenZip,
      kRar,
      kCab,
      kIso,
      kCpio,
      kAr,
      kGzip,
      kBzip2,
      kXz,
      kZstd,
      kLz4,
      kLzip,
      kCompress,
      kMail,
      kPst,
      kVirtualDirectory,
      wide_text(),
      utf7(),
      declared_text(),
      html_entities(),
      script(),
      server_page(),
      hidden_script(),
      embedded_text(),
      literals(),
      script_encoder(),
      dotnet(),
      java_class(),
  };
  return kUnwrappers;
}

}  // namespace beachcomb::unwrap
