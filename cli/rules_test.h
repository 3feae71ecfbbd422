// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_RULES_TEST_H_
#define BEACHCOMB_CLI_RULES_TEST_H_

#include "flags.h"

namespace beachcomb::cli {

// `beachcomb rules test`; the packs are in Arguments::rules. The exit code.
int test_rules(const Arguments& arguments);

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_RULES_TEST_H_
