// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_RULES_FOLD_H_
#define BEACHCOMB_RULES_FOLD_H_

#include <cstdint>
#include <optional>

#include "rules/ast.h"

namespace beachcomb::rules {

// The value of a constant integer expression; nothing when it is not constant,
// or overflows, or is undefined.
std::optional<std::int64_t> fold(const Expr& expr);

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_FOLD_H_
