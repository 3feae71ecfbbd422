// SPDX-License-Identifier: Apache-2.0
#include "overwriting.h"

#include <optional>
#include <vector>

#include "os/file_system.h"
#include "os/process.h"
#include "service_output.h"

namespace beachcomb::cli {
namespace {

std::optional<FileIdentity> regular(const os::Status& status,
                                    const os::FileStat& stat) {
  if (!status.ok() || stat.type != os::FileType::regular) return std::nullopt;
  return FileIdentity{stat.device, stat.inode};
}

std::optional<FileIdentity> file_at(const std::string& path) {
  os::FileStat stat;
  const os::Status status = os::stat_at(os::kHere, path.c_str(), true, &stat);
  return regular(status, stat);
}

std::optional<FileIdentity> standard_input() {
  os::Descriptor file;
  os::FileStat stat;
  os::Status status = os::duplicate_standard_input(&file);
  if (status.ok()) status = os::stat_of(file, &stat);
  return regular(status, stat);
}

std::vector<std::string> inputs(const Arguments& arguments) {
  std::vector<std::string> paths = arguments.paths;
  paths.insert(paths.end(), arguments.reads.begin(), arguments.reads.end());
  if (arguments.requests) paths.emplace_back("-");
  return paths;
}

}  // namespace

std::string overwriting(const Arguments& arguments) {
  for (const std::string& output : arguments.writes) {
    if (output == "-" || is_service(output)) continue;
    const auto written = file_at(output);
    if (!written.has_value()) continue;
    for (const std::string& input : inputs(arguments)) {
      if ((input == "-" ? standard_input() : file_at(input)) != written) {
        continue;
      }
      return "what is written to " + output + " would overwrite " +
             (input == "-" ? "what is on standard input" : "what is read") +
             "; name another file";
    }
  }
  return {};
}

}  // namespace beachcomb::cli
