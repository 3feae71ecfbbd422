// SPDX-License-Identifier: Apache-2.0
#include "rules/certain.h"

#include <cstddef>
#include <cstdint>
#include <utility>

#include "rules/condition_needs.h"

namespace beachcomb::rules {
namespace {

class Search {
 public:
  explicit Search(ConditionNeeds* needs) : needs_(needs) {}

  std::vector<CertainPart> run(const Expr& condition) {
    look(condition);
    return std::move(found_);
  }

 private:
  // A part that is certain because a part of it is, is not named beside it;
  // but what `not` makes of it is what the author sees.
  void look(const Expr& e) {
    if (e.kind == ExprKind::not_ && is_certain(e)) return;
    const std::size_t before = found_.size();
    if (e.kind == ExprKind::and_ || e.kind == ExprKind::or_ ||
        e.kind == ExprKind::not_) {
      for (const ExprPtr& arg : e.args) look(*arg);
    }
    if (found_.size() == before && e.kind != ExprKind::not_) is_certain(e);
  }

  bool is_certain(const Expr& e) {
    const bool never = !needs_->may_hold(e);
    if (!never && needs_->may_fail(e)) return false;
    found_.push_back({&e, !never});
    return true;
  }

  ConditionNeeds* needs_;
  std::vector<CertainPart> found_;
};

}  // namespace

std::vector<RuleKnowledge> knowledge_of(
    const std::vector<const Rule*>& rules,
    const std::vector<std::string>& externals, bool complete) {
  NeedsContext context{rules, externals, complete, {}, {}};
  context.known.reserve(rules.size());
  std::vector<RuleKnowledge> all;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    ConditionNeeds needs(static_cast<std::uint32_t>(i), context);
    Need need = needs.run();
    all.push_back({need, Search(&needs).run(*rules[i]->condition)});
    context.known.push_back(std::move(need));
    context.index_of.emplace(rules[i]->name, i);
  }
  return all;
}

}  // namespace beachcomb::rules
