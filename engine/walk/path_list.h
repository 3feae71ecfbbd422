// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_WALK_PATH_LIST_H_
#define BEACHCOMB_WALK_PATH_LIST_H_

#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "os/file_system.h"
#include "os/line_reader.h"

namespace beachcomb::walk {

// The paths in a file or on standard input ("-"), one a line or
// NUL-terminated, as they arrive. Not thread-safe.
class PathList {
 public:
  PathList(std::string file, bool nul_separated)
      : file_(std::move(file)), separator_(nul_separated ? '\0' : '\n') {}

  // Appends the paths that are there, waiting for at least one. False at the
  // end and after an error, which `status` then has.
  // Also false when `stop` is requested.
  bool read(const std::stop_token& stop, std::vector<std::string>* paths,
            os::Status* status);

 private:
  os::Status open();

  std::string file_;
  char separator_;
  std::optional<os::LineReader> lines_;
};

}  // namespace beachcomb::walk

#endif  // BEACHCOMB_WALK_PATH_LIST_H_
