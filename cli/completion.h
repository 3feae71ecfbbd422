// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_COMPLETION_H_
#define BEACHCOMB_CLI_COMPLETION_H_

#include <string>

#include "flags.h"

namespace beachcomb::cli {

// What a shell reads to complete commands and options.
std::string bash_completion(Command::Table commands);
std::string fish_completion(Command::Table commands);
std::string zsh_completion(Command::Table commands);

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_COMPLETION_H_
