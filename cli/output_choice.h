// SPDX-License-Identifier: Apache-2.0
//
// Which format goes where, of commands that write several outputs at once:
//
//     -f text -o - -f ecs -o events.ndjson
//
// An -o belongs to the -f before it, unless that one has its output already.
// An -f without an -o is for standard output; of an -o without an -f, the
// ending of the name tells the format. One -f and one -o belong together in
// either order.
#ifndef BEACHCOMB_CLI_OUTPUT_CHOICE_H_
#define BEACHCOMB_CLI_OUTPUT_CHOICE_H_

#include <string>
#include <string_view>
#include <vector>

#include "flags.h"
#include "shared_flags.h"

namespace beachcomb::cli {

// As `set` of a Flag.
FlagError add_format(Arguments& arguments, const std::string& name);
FlagError add_output(Arguments& arguments, const std::string& path);

// As `choices` of a Flag: the names in a table of formats.
template <auto kTable>
std::string format_names() {
  std::string names;
  for (const auto& format : kTable()) {
    if (!names.empty()) names += ' ';
    names += format.name;
  }
  return names;
}

// The rows of such a command.
template <auto kTable>
constexpr Flag formats_flag(const char* help, const char* more,
                            const char* fallback) {
  return {"-f,--format",
          "NAME",
          ValueKind::choice,
          kOutputGroup,
          help,
          more,
          add_format,
          format_names<kTable>,
          fallback,
          kRepeats | kOutput | kOfPaths};
}
constexpr Flag outputs_flag(const char* help, const char* more) {
  Flag flag = kOutputFlag.reworded(help, more);
  flag.set = add_output;
  flag.traits |= kRepeats | kOfPaths;
  return flag;
}

// Complete pairs, at least one. `format_for` says the format of a path that
// came without one. It is an error when two go to the same place.
Result<std::vector<OutputChoice>> chosen_outputs(
    const Arguments& arguments,
    Result<std::string> (*format_for)(const std::string& path));

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_OUTPUT_CHOICE_H_
