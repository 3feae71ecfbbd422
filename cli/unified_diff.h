// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_UNIFIED_DIFF_H_
#define BEACHCOMB_CLI_UNIFIED_DIFF_H_

#include <string>
#include <string_view>

namespace beachcomb::cli {

// What turns `before` into `after`, as `diff -u` and `patch` write and read
// it. Empty when they are equal.
std::string unified_diff(std::string_view path, std::string_view before,
                         std::string_view after);

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_UNIFIED_DIFF_H_
