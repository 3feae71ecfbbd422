// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_INPUT_H_
#define BEACHCOMB_CLI_INPUT_H_

#include <string>

#include "beachcomb/result.h"

namespace beachcomb::cli {

// A file whole; "-" is standard input.
Result<std::string> read_input(const std::string& path);

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_INPUT_H_
