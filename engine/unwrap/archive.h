// SPDX-License-Identifier: Apache-2.0
//
// Containers and compressed files, read with libarchive. Nothing is written
// anywhere: a member goes from the decompressor into a Piece.
//
// libarchive can guess formats, and guesses "mtree" or "raw" for many a text
// file. Here only the format that the magic number names is switched on, and
// behind a compression only tar, cpio and "no container at all". Each
// compression is one step: a .gz in a .gz is a layer in a layer, so that the
// budget for depth holds.
//
// Members that were skipped still cost time where the format has no index
// (tar.gz, 7z), so that is bounded, too. So is the index of a zip, which
// libarchive keeps in memory: above a count it is read front to back.
#ifndef BEACHCOMB_UNWRAP_ARCHIVE_H_
#define BEACHCOMB_UNWRAP_ARCHIVE_H_

#include <string_view>

#include "beachcomb/scanner.h"
#include "unwrap/unwrapper.h"

namespace beachcomb::unwrap {

extern const Unwrapper kZip, kTar, kSevenZip, kRar, kCab, kIso, kCpio, kAr;
extern const Unwrapper kGzip, kBzip2, kXz, kZstd, kLz4, kLzip, kCompress;

// The same for a file that is read in windows. False when the name is not of
// one of these unwrappers.
bool unwrap_large(std::string_view unwrapper, Windows& file,
                  const Context& context, Output& output);

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_ARCHIVE_H_
