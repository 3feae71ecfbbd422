// SPDX-License-Identifier: Apache-2.0
#include "os/line_reader.h"

#include <algorithm>
#include <span>

namespace beachcomb::os {

std::optional<Line> LineReader::next(const std::stop_token& stop,
                                     Status* status) {
  Line line;
  bool begun = false;
  for (;;) {
    const std::string_view piece = rest();
    const std::size_t length = piece.find(options_.separator);
    append(piece.substr(0, length), &line);
    begun = begun || !piece.empty();
    if (length != piece.npos) {
      begin_ += length + 1;
      return line;
    }
    begin_ = end_ = 0;
    if (fill(stop, status)) continue;
    // A line that a stop or an error cuts short was not sent so.
    if (at_end_ && begun) return line;
    return std::nullopt;
  }
}

void LineReader::append(std::string_view piece, Line* line) const {
  const std::size_t room = options_.limit - line->text.size();
  line->cut = line->cut || piece.size() > room;
  line->text += piece.substr(0, room);
}

bool LineReader::fill(const std::stop_token& stop, Status* status) {
  constexpr int kPatience = 100;  // milliseconds
  if (at_end_) return false;
  do {
    if (stop.stop_requested()) return false;
  } while (!wait_readable(input_, kPatience));
  *status =
      read_some(input_, std::as_writable_bytes(std::span(buffer_)), &end_);
  at_end_ = status->ok() && end_ == 0;
  return status->ok() && !at_end_;
}

}  // namespace beachcomb::os
