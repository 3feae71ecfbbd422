// SPDX-License-Identifier: Apache-2.0
//
// Which fixed bytes a YARA string can't do without.
//
// Every file is searched for literals: they cost the same however complicated
// the string is. The string as a whole (expressions.h) is searched for only in
// the few files where enough of them stand.
#ifndef BEACHCOMB_PREFILTER_LITERALS_H_
#define BEACHCOMB_PREFILTER_LITERALS_H_

#include <string>
#include <vector>

#include "rules/ast.h"
#include "search/database.h"
#include "search/literal.h"

namespace beachcomb::prefilter {

using search::Database;
using search::Literal;
using search::Scratch;

// At least one of these occurs wherever the string does.
using Clause = std::vector<Literal>;

// Shorter ones are in nearly every file and say nothing.
inline constexpr std::size_t kMinLiteral = 2;

// The bytes that a text string stands for, with its modifiers but nocase.
std::vector<std::string> variants_of(const rules::StringDecl& string);

// All of these hold wherever the string matches; none is "may be anywhere".
std::vector<Clause> clauses_of(const rules::StringDecl& string);

}  // namespace beachcomb::prefilter

#endif  // BEACHCOMB_PREFILTER_LITERALS_H_
