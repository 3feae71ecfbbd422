// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_RULES_KEYWORDS_H_
#define BEACHCOMB_RULES_KEYWORDS_H_

#include <string_view>

#include "rules/lexer.h"

namespace beachcomb::rules {

// The reserved word of this name, or TokenKind::identifier. `include` is not
// among them: only what follows makes it one.
TokenKind keyword(std::string_view name);

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_KEYWORDS_H_
