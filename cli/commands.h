// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_COMMANDS_H_
#define BEACHCOMB_CLI_COMMANDS_H_

#include "flags.h"

namespace beachcomb::cli {

inline constexpr int kExitNothingFound = 0;
inline constexpr int kExitFound = 1;
inline constexpr int kExitIncomplete = 2;  // and wrong calls

// The table of commands: one row and one file for each.
std::span<const Command> commands();

int run_scan(const Arguments& arguments);
int run_rules(const Arguments& arguments);

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_COMMANDS_H_
