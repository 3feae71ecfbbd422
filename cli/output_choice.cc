// SPDX-License-Identifier: Apache-2.0
#include "output_choice.h"

#include <utility>

namespace beachcomb::cli {

FlagError add_format(Arguments& arguments, const std::string& name) {
  arguments.outputs.push_back({.format = name, .path = {}});
  return {};
}

FlagError add_output(Arguments& arguments, const std::string& path) {
  if (path.empty()) return "must not be empty";
  std::vector<OutputChoice>& all = arguments.outputs;
  if (all.empty() || !all.back().path.empty()) all.emplace_back();
  all.back().path = path;
  return {};
}

Result<std::vector<OutputChoice>> chosen_outputs(
    const Arguments& arguments,
    Result<std::string> (*format_for)(const std::string& path)) {
  std::vector<OutputChoice> all = arguments.outputs;
  if (all.empty()) all.emplace_back();
  const bool path_came_first =
      all.size() == 2 && all[0].format.empty() && all[1].path.empty();
  if (path_came_first) {
    all[0].format = std::move(all[1].format);
    all.pop_back();
  }
  for (auto choice = all.begin(); choice != all.end(); ++choice) {
    if (choice->path.empty()) choice->path = "-";
    for (auto other = all.begin(); other != choice; ++other) {
      if (other->path == choice->path) {
        return Error{"two outputs can't go to the same place: " +
                     (choice->path == "-" ? "standard output" : choice->path) +
                     "; name another with -o behind one of the formats"};
      }
    }
    if (!choice->format.empty()) continue;
    Result<std::string> format = format_for(choice->path);
    if (!format) return format.error();
    choice->format = std::move(*format);
  }
  return all;
}

}  // namespace beachcomb::cli
