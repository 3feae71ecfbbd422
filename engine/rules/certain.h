// SPDX-License-Identifier: Apache-2.0
//
// What of a condition is decided before there is a file: contradictions, and
// tests that always succeed. From the analysis of needs.h, so both are sure;
// what is not found here may still be so.
#ifndef BEACHCOMB_RULES_CERTAIN_H_
#define BEACHCOMB_RULES_CERTAIN_H_

#include <string>
#include <vector>

#include "rules/ast.h"
#include "rules/needs.h"

namespace beachcomb::rules {

struct CertainPart {
  const Expr* part = nullptr;
  bool holds = false;  // always true; else never
};

// What is known of one rule without a file.
struct RuleKnowledge {
  Need need;  // without those of global rules
  // The smallest parts that are certain, outside of loops, in source order.
  std::vector<CertainPart> certain;
};

// One for each rule, in the same order; the arguments are those of needs_of().
std::vector<RuleKnowledge> knowledge_of(
    const std::vector<const Rule*>& rules,
    const std::vector<std::string>& externals, bool complete = true);

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_CERTAIN_H_
