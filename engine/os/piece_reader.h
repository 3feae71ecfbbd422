// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_OS_PIECE_READER_H_
#define BEACHCOMB_OS_PIECE_READER_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "beachcomb/result.h"
#include "os/descriptor.h"
#include "os/file_system.h"

namespace beachcomb::os {

// The content of a file from its start to its end, or to a limit, a piece at a
// time, in memory that its size does not change. Where the descriptor stands
// neither matters nor changes. Not thread-safe.
class PieceReader {
 public:
  static constexpr std::size_t kPiece = 256u << 10;

  // The file must outlive the reader.
  explicit PieceReader(
      const Descriptor& file,
      std::uint64_t most = std::numeric_limits<std::uint64_t>::max())
      : file_(file), most_(most), buffer_(kPiece) {}

  // The next piece, there until the next call. Empty at the end, at the limit
  // and from an error on, which status() then has.
  Bytes next();

  const Status& status() const { return status_; }
  std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  const Descriptor& file_;
  std::uint64_t most_;
  std::vector<std::byte> buffer_;
  std::uint64_t bytes_read_ = 0;
  bool at_end_ = false;
  Status status_;
};

}  // namespace beachcomb::os

#endif  // BEACHCOMB_OS_PIECE_READER_H_
