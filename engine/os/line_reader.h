// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_OS_LINE_READER_H_
#define BEACHCOMB_OS_LINE_READER_H_

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "os/descriptor.h"
#include "os/file_system.h"

namespace beachcomb::os {

struct Line {
  std::string text;  // without its end
  bool cut = false;  // it was longer than the limit; this is its start
};

// The lines of a file or a pipe, each as soon as it has arrived, in memory
// that an endless line does not exceed. Not thread-safe.
class LineReader {
 public:
  struct Options {
    char separator = '\n';
    std::size_t limit;       // of a line, in bytes
    std::size_t read_bytes;  // at once, at most
  };

  LineReader(Descriptor input, const Options& options)
      : input_(std::move(input)),
        options_(options),
        buffer_(options.read_bytes) {}

  // Waits for the next line. The last one needs no separator. Nothing at the
  // end, when `stop` is requested before the line is here, and after an error,
  // which `status` then has.
  std::optional<Line> next(const std::stop_token& stop, Status* status);

  // Whether the next line is here already.
  bool has_line() const {
    return rest().find(options_.separator) != std::string_view::npos;
  }

 private:
  // What was read and not handed out yet.
  std::string_view rest() const {
    return {buffer_.data() + begin_, end_ - begin_};
  }
  void append(std::string_view piece, Line* line) const;
  bool fill(const std::stop_token& stop, Status* status);

  Descriptor input_;
  Options options_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool at_end_ = false;
};

}  // namespace beachcomb::os

#endif  // BEACHCOMB_OS_LINE_READER_H_
