// SPDX-License-Identifier: Apache-2.0
#include "walk/path_list.h"

#include "os/process.h"

namespace beachcomb::walk {

os::Status PathList::open() {
  os::Descriptor input;
  os::Status status =
      file_ == "-" ? os::duplicate_standard_input(&input)
                   : os::open_file(os::kHere, file_.c_str(), true, &input);
  // No system opens a path of 64 KiB: of a longer one the start is enough to
  // say so. Small reads: the batch that they give stays small, too.
  constexpr std::size_t kLongestPath = 64u << 10;
  constexpr std::size_t kRead = 4096;
  if (status.ok()) {
    lines_.emplace(std::move(input),
                   os::LineReader::Options{.separator = separator_,
                                           .limit = kLongestPath,
                                           .read_bytes = kRead});
  }
  return status;
}

bool PathList::read(const std::stop_token& stop,
                    std::vector<std::string>* paths, os::Status* status) {
  if (!lines_.has_value()) {
    *status = open();
    if (!status->ok()) return false;
  }
  while (paths->empty() || lines_->has_line()) {
    std::optional<os::Line> line = lines_->next(stop, status);
    if (!line.has_value()) return false;
    if (!line->text.empty()) paths->push_back(std::move(line->text));
  }
  return true;
}

}  // namespace beachcomb::walk
