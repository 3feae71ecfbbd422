// SPDX-License-Identifier: Apache-2.0
//
// Which fixed bytes a YARA string can't do without.
//
// A regular expression engine that confirms every match would say more, but
// costs more on every file; literals cost the same however complicated the
// string is, and libyara confirms anyway on the few files that are left.
#ifndef BEACHCOMB_PREFILTER_LITERALS_H_
#define BEACHCOMB_PREFILTER_LITERALS_H_

#include <compare>
#include <string>
#include <vector>

#include "rules/ast.h"

namespace beachcomb::prefilter {

struct Literal {
  std::string bytes;
  bool nocase = false;  // ASCII letters match either case; then `bytes` is
                        // lower case

  auto operator<=>(const Literal&) const = default;
};

// At least one of these occurs wherever the string does.
using Clause = std::vector<Literal>;

// Shorter ones are in nearly every file and say nothing.
inline constexpr std::size_t kMinLiteral = 2;

// All of these hold wherever the string matches; none is "may be anywhere".
std::vector<Clause> clauses_of(const rules::StringDecl& string);

}  // namespace beachcomb::prefilter

#endif  // BEACHCOMB_PREFILTER_LITERALS_H_
