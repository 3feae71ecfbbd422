// SPDX-License-Identifier: Apache-2.0
#include "input.h"

#include <cstddef>
#include <vector>

#include "os/file_system.h"
#include "os/process.h"

namespace beachcomb::cli {

Result<std::string> read_input(const std::string& path) {
  os::Descriptor file;
  os::Status status = path == "-"
                          ? os::duplicate_standard_input(&file)
                          : os::open_file(os::kHere, path.c_str(), true, &file);
  std::string text;
  std::vector<std::byte> buffer(std::size_t{1} << 20);
  std::size_t length = buffer.size();
  while (status.ok() && length == buffer.size()) {
    status = os::read_full(file, buffer, &length);
    if (!status.ok()) break;
    for (std::size_t i = 0; i < length; ++i) {
      text += static_cast<char>(buffer[i]);
    }
  }
  if (!status.ok()) return Error{path + ": " + status.text()};
  return text;
}

}  // namespace beachcomb::cli
