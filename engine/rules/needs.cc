// SPDX-License-Identifier: Apache-2.0
//
// The needs of a namespace: the rules one after another, since a rule may refer
// to those before it, then the global rules on top of each. What a condition
// needs is in condition_needs*.cc.
#include "rules/needs.h"

#include <utility>

#include "rules/condition_needs.h"
#include "rules/need_tree.h"

namespace beachcomb::rules {

std::vector<Need> needs_of(const std::vector<const Rule*>& rules,
                           const std::vector<std::string>& externals,
                           bool complete) {
  NeedsContext context{rules, externals, complete, {}, {}};
  context.known.reserve(rules.size());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    Need need = ConditionNeeds(static_cast<std::uint32_t>(i), context).run();
    context.known.push_back(std::move(need));
    // The first of two rules with a name is the one that libyara knows.
    context.index_of.emplace(rules[i]->name, i);
  }
  // A global rule that does not hold silences its namespace, also the rules
  // that stand before it.
  std::vector<Need> globals;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i]->is_global) globals.push_back(context.known[i]);
  }
  if (globals.empty()) return std::move(context.known);
  const Need global = all_of(std::move(globals));
  for (Need& need : context.known) {
    need = all_of({std::move(need), global});
  }
  return std::move(context.known);
}

}  // namespace beachcomb::rules
