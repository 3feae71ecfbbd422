// SPDX-License-Identifier: Apache-2.0
//
// What a rule needs at least to hold.
//
// Contract: whenever libyara says that a rule matches a file, its Need is true
// of that file. The other way round nothing is promised: what is not
// understood counts as true.
#ifndef BEACHCOMB_RULES_NEEDS_H_
#define BEACHCOMB_RULES_NEEDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "rules/ast.h"

namespace beachcomb::rules {

struct Need {
  enum class Kind : std::uint8_t {
    yes,       // may always be true; `reason` says why nothing is known
    no,        // can't be true
    at_least,  // `count` or more of `children`: all of them is and, 1 is or
    string,    // string number `string` of rule number `rule` occurs
    size,      // low <= filesize <= high
    read,      // the bytes at `offset`, read as `read`, are within [low, high];
               // false where they are beyond the end
    external,  // the text external `name`, `op` and `text` is true, or is not
               // when `negated`
  };
  Kind kind = Kind::yes;
  bool negated = false;      // of external
  std::uint32_t count = 1;   // of at_least; 1 <= count <= children.size()
  std::uint32_t rule = 0;    // of string: index into the rules given
  std::uint32_t string = 0;  // of string: index into Rule::strings
  std::int64_t low = 0;
  std::int64_t high = 0;
  std::uint64_t offset = 0;
  IntegerRead read;
  ExprKind op = ExprKind::eq;
  std::string name;
  std::string text;    // the literal operand of external
  std::string reason;  // of yes, for people: "negated string"
  Span span;           // where in the source
  std::vector<Need> children;
};

// One Need for each rule, in the same order. `rules` are the rules of one
// namespace in the order of their definition; a global rule among them is a
// need of every rule. `externals` are the names of the text externals that are
// known; other identifiers are not understood. `complete` says that libyara
// gets no other rules in this namespace: a rule that our parser did not
// understand may be what `any of (name*)` asks for.
std::vector<Need> needs_of(const std::vector<const Rule*>& rules,
                           const std::vector<std::string>& externals,
                           bool complete = true);

// "filesize <= 10240 and $a and 2 of ($b1, $b2, $b3)"
std::string print_need(const Need& need, const std::vector<const Rule*>& rules);

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_NEEDS_H_
