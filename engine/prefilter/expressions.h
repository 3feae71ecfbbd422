// SPDX-License-Identifier: Apache-2.0
//
// A YARA string as regular expressions for RE2, to confirm it where its
// literals stand.
//
// Each matches at least wherever the string does. What makes a regular
// expression slow is widened: large bounds become no bounds, a word boundary
// between wide characters is left out. A hex string with a far jump becomes one
// expression for each side of it.
#ifndef BEACHCOMB_PREFILTER_EXPRESSIONS_H_
#define BEACHCOMB_PREFILTER_EXPRESSIONS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "rules/ast.h"

namespace beachcomb::prefilter {

struct Expression {
  std::string pattern;
  // A match of the string and its neighbours are within so many bytes of any of
  // its literals; 0: may be far away.
  std::uint64_t reach = 0;
};

// All of these match wherever the string does. None: the literals of the
// string (clauses_of) say all there is to say, or nothing is known.
std::vector<Expression> expressions_of(const rules::StringDecl& string);

}  // namespace beachcomb::prefilter

#endif  // BEACHCOMB_PREFILTER_EXPRESSIONS_H_
