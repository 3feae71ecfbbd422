// SPDX-License-Identifier: Apache-2.0
#include "walk/path_list.h"

#include <array>
#include <utility>

#include "os/process.h"

namespace beachcomb::walk {

os::Status PathList::open() {
  if (file_ == "-") return os::duplicate_standard_input(&input_);
  return os::open_file(os::kHere, file_.c_str(), true, &input_);
}

bool PathList::read(const std::stop_token& stop,
                    std::vector<std::string>* paths, os::Status* status) {
  if (!input_.is_open()) {
    *status = open();
    if (!status->ok()) return false;
  }
  // Small reads: the batch that they give stays small, too.
  std::array<std::byte, 4096> buffer;
  for (;;) {
    constexpr int kPatience = 100;  // milliseconds
    while (!os::wait_readable(input_, kPatience)) {
      if (stop.stop_requested()) return false;
    }
    std::size_t n = 0;
    *status = os::read_some(input_, buffer, &n);
    if (!status->ok()) return false;
    if (n == 0) {
      if (!pending_.empty()) paths->push_back(std::exchange(pending_, {}));
      return false;
    }
    for (std::size_t i = 0; i < n; ++i) {
      const char c = static_cast<char>(buffer[i]);
      if (c != separator_) {
        pending_.push_back(c);
      } else if (!pending_.empty()) {
        paths->push_back(std::exchange(pending_, {}));
      }
    }
    if (!paths->empty()) return true;
  }
}

}  // namespace beachcomb::walk
