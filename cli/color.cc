// SPDX-License-Identifier: Apache-2.0
#include "color.h"

#include "os/process.h"

namespace beachcomb::cli {

bool wants_color(const Environment& environment) {
  const auto no_color = environment.find("NO_COLOR");
  if (no_color != environment.end() && !no_color->second.empty()) return false;
  const auto terminal = environment.find("TERM");
  return terminal == environment.end() || terminal->second != "dumb";
}

bool has_color(const Arguments& arguments) {
  return arguments.output == "-" && os::is_terminal(os::kStandardOutput) &&
         wants_color(arguments.environment);
}

}  // namespace beachcomb::cli
