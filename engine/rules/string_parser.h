// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_RULES_STRING_PARSER_H_
#define BEACHCOMB_RULES_STRING_PARSER_H_

#include "rules/ast.h"
#include "rules/token_stream.h"

namespace beachcomb::rules {

// The section `strings:` of a rule, if there is one.
bool parse_strings(TokenStream& in, Rule* rule);

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_STRING_PARSER_H_
