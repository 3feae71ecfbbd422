// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_HELP_H_
#define BEACHCOMB_CLI_HELP_H_

#include <span>
#include <string>

#include "flags.h"

namespace beachcomb::cli {

std::string overview(std::span<const Command> commands);
std::string help_of(const Command& command);
std::string man_page(std::span<const Command> commands);
std::string bash_completion(std::span<const Command> commands);

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_HELP_H_
