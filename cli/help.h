// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_HELP_H_
#define BEACHCOMB_CLI_HELP_H_

#include <string>
#include <string_view>

#include "flags.h"

namespace beachcomb::cli {

// `path` is how a command is called, "rules plan".
std::string overview(Command::Table commands);
std::string help_of(const Command& command, std::string_view path);
std::string man_page(Command::Table commands);

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_HELP_H_
