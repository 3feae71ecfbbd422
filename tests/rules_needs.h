// SPDX-License-Identifier: Apache-2.0
//
// What rules need, in words.
#ifndef BEACHCOMB_TESTS_RULES_NEEDS_H_
#define BEACHCOMB_TESTS_RULES_NEEDS_H_

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "catch.h"
#include "rules/needs.h"
#include "rules/parser.h"

namespace beachcomb::rules {

struct Analysed {
  ParsedFile file;
  std::vector<const Rule*> rules;
  std::vector<Need> needs;
};

inline Analysed analyse(const std::string& source, bool complete = true) {
  Analysed a;
  a.file = parse(source);
  INFO(source);
  REQUIRE(a.file.errors.empty());
  for (const Item& item : a.file.items) {
    if (const auto* rule = std::get_if<Rule>(&item)) a.rules.push_back(rule);
  }
  a.needs = needs_of(a.rules, {"filename", "extension"}, complete);
  return a;
}

// What the last rule needs, in words.
inline std::string need_of(const std::string& source, bool complete = true) {
  const Analysed a = analyse(source, complete);
  return print_need(a.needs.back(), a.rules);
}

inline constexpr char kStrings[] =
    "strings: $a = \"ab\" $b1 = \"cd\" $b2 = /ef+/ $b3 = { 01 ?? 02 } "
    "$ = \"anon\" $e = /x*/ ";

inline std::string rule_with(std::string_view condition) {
  std::string source = "rule r { ";
  source += kStrings;
  source += "condition: ";
  source += condition;
  return source + " }";
}

struct Case {
  const char* condition;
  const char* need;
};

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_TESTS_RULES_NEEDS_H_
