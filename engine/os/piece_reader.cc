// SPDX-License-Identifier: Apache-2.0
#include "os/piece_reader.h"

#include <algorithm>
#include <span>

namespace beachcomb::os {

Bytes PieceReader::next() {
  if (at_end_) return {};
  const auto wanted = std::span(buffer_).first(static_cast<std::size_t>(
      std::min<std::uint64_t>(buffer_.size(), most_ - bytes_read_)));
  std::size_t length = 0;
  status_ = read_full_at(file_, bytes_read_, wanted, &length);
  // What is short is the last one: no second call to find that out.
  at_end_ = !status_.ok() || length < buffer_.size();
  if (!status_.ok()) return {};
  bytes_read_ += length;
  return wanted.first(length);
}

}  // namespace beachcomb::os
