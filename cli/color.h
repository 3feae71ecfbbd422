// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_COLOR_H_
#define BEACHCOMB_CLI_COLOR_H_

#include "flags.h"

namespace beachcomb::cli {

// False where NO_COLOR is set to something (no-color.org) or TERM is "dumb".
// What is no terminal gets no colors whatever they say.
bool wants_color(const Environment& environment);

// For commands that write one text: whether it goes to a terminal with colors.
bool has_color(const Arguments& arguments);

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_COLOR_H_
