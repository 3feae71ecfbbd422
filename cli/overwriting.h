// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_OVERWRITING_H_
#define BEACHCOMB_CLI_OVERWRITING_H_

#include <string>

#include "flags.h"

namespace beachcomb::cli {

// What is wrong when one of the call's outputs is a file that it reads, which
// would be emptied before it is looked at: a found file is evidence. Empty when
// all is well.
std::string overwriting(const Arguments& arguments);

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_OVERWRITING_H_
