// SPDX-License-Identifier: Apache-2.0
//
// Sets and loops.
//
// A loop in libyara adds up what its body gives, turn by turn, and compares the
// sum with the quantifier. Bodies that are conditions give 0 or 1, and the sum
// is a number of turns. A body that is a bare integer, as in `for 3 of them :
// (#)`, gives that integer, and one string that occurs three times will do for
// three. Such a loop tells us only that one turn was not zero.
#include <algorithm>
#include <string>
#include <utility>

#include "rules/condition_needs.h"
#include "rules/need_tree.h"

namespace beachcomb::rules {
namespace {

// Loops over so many constants are taken turn by turn.
constexpr std::size_t kMaxTurns = 32;

// The fewest of `size` strings that are so many per cent, by libyara's own
// arithmetic.
std::uint64_t least_of_percent(std::int64_t percent, std::size_t size) {
  for (std::size_t found = 0; found <= size; ++found) {
    const double share =
        static_cast<double>(found) / static_cast<double>(size) * 100;
    if (share >= static_cast<double>(percent)) return found;
  }
  return size + 1;
}

}  // namespace

ConditionNeeds::Wanted ConditionNeeds::wanted(const Quantifier& quantifier,
                                              std::size_t size) {
  Wanted result;
  switch (quantifier.kind) {
    case Quantifier::Kind::any:
      return result;
    case Quantifier::Kind::all:
      result.all = true;
      return result;
    case Quantifier::Kind::none:
      // Asks for absence, and is always true in the loops of 4.2.
      result.nothing = true;
      return result;
    case Quantifier::Kind::percent:
    case Quantifier::Kind::count:
      break;
  }
  const Interval number = value(*quantifier.value, {});
  const std::optional<std::int64_t> constant = number.constant();
  if (constant && *constant > 0) {
    result.count = quantifier.kind == Quantifier::Kind::percent
                       ? least_of_percent(*constant, size)
                       : static_cast<std::uint64_t>(*constant);
    return result;
  }
  // Zero and less are true of anything; undefined is the same as all, and of
  // percentages it is false. What is at least one needs one.
  result.nothing = !number.integer || (number.defined && number.min <= 0);
  return result;
}

// The strings of a set, each as often as it is named. Not complete if a name
// is unknown to us.
std::vector<std::size_t> ConditionNeeds::members(const Loop& loop,
                                                 bool* complete) const {
  std::vector<std::size_t> found;
  *complete = true;
  const auto add_prefix = [&](std::string_view prefix) {
    for (std::size_t i = 0; i < rule_.strings.size(); ++i) {
      if (rule_.strings[i].name.starts_with(prefix)) found.push_back(i);
    }
  };
  if (loop.over == Loop::Over::them) add_prefix("$");
  for (const SetItem& item : loop.set) {
    const std::size_t before = found.size();
    if (item.wildcard) {
      add_prefix(item.name);
    } else {
      // Anonymous strings share a name: ($) is all of them.
      for (std::size_t i = 0; i < rule_.strings.size(); ++i) {
        if (rule_.strings[i].name == item.name) found.push_back(i);
      }
    }
    if (found.size() == before) *complete = false;
  }
  return found;
}

Need ConditionNeeds::of(const Expr& e, Want want) {
  const Loop& loop = *e.loop;
  // Undefined where a place or a percentage is.
  const bool may_be_undefined =
      loop.place != Loop::Place::anywhere ||
      loop.quantifier.kind == Quantifier::Kind::percent;
  if (want == Want::fails || (want == Want::not_false && may_be_undefined)) {
    return unknown(e, Why::absence);
  }
  if (loop.over == Loop::Over::rules) return of_rules(e);
  bool complete = true;
  const std::vector<std::size_t> strings = members(loop, &complete);
  const Wanted how = wanted(loop.quantifier, strings.size());
  if (how.nothing) return unknown(e, Why::absence);
  if (!complete) return unknown(e, Why::unknown_name);
  std::vector<Need> needs;
  needs.reserve(strings.size());
  for (const std::size_t string : strings) {
    if (out_of_budget()) return unknown(e, Why::too_large);
    needs.push_back(loop.place == Loop::Place::at
                        ? occurs_at(e, string, *loop.place_args[0])
                        : occurs(e, string));
  }
  const std::uint64_t count = how.all ? needs.size() : how.count;
  return at_least(count, std::move(needs));
}

Need ConditionNeeds::of_rules(const Expr& e) {
  const Loop& loop = *e.loop;
  std::vector<Need> needs;
  bool wildcard = false;
  for (const SetItem& item : loop.set) {
    if (!item.wildcard) {
      needs.push_back(rule_reference(e, item.name, Want::holds));
      continue;
    }
    // Every rule so far; this rule itself is among them and has not held.
    wildcard = true;
    for (std::size_t i = 0; i < context_.known.size(); ++i) {
      const std::string& name = context_.rules[i]->name;
      if (name.starts_with(item.name)) {
        needs.push_back(rule_reference(e, name, Want::holds));
      }
    }
    if (rule_.name.starts_with(item.name)) needs.push_back(no());
  }
  const Wanted how = wanted(loop.quantifier, needs.size());
  if (how.nothing) return unknown(e, Why::rule_absence);
  if (wildcard && !context_.complete) {
    needs.push_back(unknown(e, Why::unknown_name));
  }
  // libyara walks the rules of all namespaces for a wildcard, and takes ours
  // once for each that has the name: one rule may count for many.
  if (wildcard && !how.all) return any_of(std::move(needs));
  const std::uint64_t count = how.all ? needs.size() : how.count;
  return at_least(count, std::move(needs));
}

// Whether an expression is worth 0, 1 or undefined and nothing else.
bool ConditionNeeds::is_zero_or_one(const Expr& e) const {
  switch (e.kind) {
    case ExprKind::or_:
      // The first operand that holds is the result, as it is.
      return std::all_of(
          e.args.begin(), e.args.end(),
          [this](const ExprPtr& a) { return is_zero_or_one(*a); });
    case ExprKind::identifier:
      return find_binding(e.text) == nullptr && !is_external(e.text) &&
             context_.index_of.count(e.text) != 0;
    case ExprKind::boolean:
    case ExprKind::string:
    case ExprKind::string_at:
    case ExprKind::string_in:
    case ExprKind::of:
    case ExprKind::for_of:
    case ExprKind::for_in:
      return true;
    default: {
      const Precedence p = precedence(e.kind);
      return p == Precedence::and_ || p == Precedence::not_ ||
             p == Precedence::comparison;
    }
  }
}

Need ConditionNeeds::for_of(const Expr& e) {
  const Loop& loop = *e.loop;
  bool complete = true;
  const std::vector<std::size_t> strings = members(loop, &complete);
  Wanted how = wanted(loop.quantifier, strings.size());
  if (how.nothing) return unknown(e, Why::absence);
  if (!complete) return unknown(e, Why::unknown_name);
  std::vector<Need> turns;
  const std::optional<std::size_t> outer = current_string_;
  for (const std::size_t string : strings) {
    current_string_ = string;
    turns.push_back(need(*loop.body, Want::holds));
  }
  current_string_ = outer;
  return turns_of(*loop.body, std::move(turns), how);
}

// So many turns of a loop, if its body counts turns.
Need ConditionNeeds::turns_of(const Expr& body, std::vector<Need> turns,
                              const Wanted& wanted) const {
  if (!is_zero_or_one(body)) return any_of(std::move(turns));
  const std::uint64_t count = wanted.all ? turns.size() : wanted.count;
  return at_least(count, std::move(turns));
}

// The turns of a loop over constants, if it is one.
std::optional<std::vector<ConditionNeeds::Binding>> ConditionNeeds::items(
    const Loop& loop) {
  if (loop.variables.size() != 1) return std::nullopt;
  Binding binding{loop.variables[0].name, nullptr, std::nullopt};
  std::vector<Binding> found;
  if (loop.over == Loop::Over::range) {
    const auto low = value(*loop.operands[0], {}).constant();
    const auto high = value(*loop.operands[1], {}).constant();
    // The difference of two that are not negative does not overflow.
    if (!low || !high || *low < 0 || *high < *low ||
        *high - *low >= static_cast<std::int64_t>(kMaxTurns)) {
      return std::nullopt;
    }
    for (std::int64_t i = 0; i <= *high - *low; ++i) {
      binding.integer = *low + i;
      found.push_back(binding);
    }
    return found;
  }
  if (loop.over != Loop::Over::list || loop.operands.size() > kMaxTurns) {
    return std::nullopt;
  }
  for (const ExprPtr& operand : loop.operands) {
    binding.text = operand->kind == ExprKind::text ? operand.get() : nullptr;
    binding.integer = value(*operand, {}).constant();
    found.push_back(binding);
  }
  return found;
}

Need ConditionNeeds::for_in(const Expr& e) {
  const Loop& loop = *e.loop;
  const std::size_t depth = bindings_.size();
  const std::optional<std::vector<Binding>> known = items(loop);
  const Wanted how =
      wanted(loop.quantifier, known ? known->size() : std::size_t{1});
  std::vector<Need> both;
  if (how.nothing) {
    both.push_back(unknown(e, Why::absence));
  } else if (known) {
    std::vector<Need> turns;
    for (const Binding& item : *known) {
      bindings_.push_back(item);
      turns.push_back(need(*loop.body, Want::holds));
      bindings_.pop_back();
    }
    both.push_back(turns_of(*loop.body, std::move(turns), how));
  } else {
    // Whatever the variables are, one turn held.
    for (const LoopVariable& variable : loop.variables) {
      bindings_.push_back({variable.name, nullptr, std::nullopt});
    }
    both.push_back(need(*loop.body, Want::holds));
    bindings_.resize(depth);
  }
  if (loop.over == Loop::Over::range) {
    // A loop without a turn is false, whatever its quantifier.
    both.push_back(general_comparison(e, ExprKind::le, *loop.operands[0],
                                      loop.operands[1].get(), Want::holds));
  }
  // Of nothing there is not one item for which the body holds.
  if (loop.over == Loop::Over::collection && !how.nothing && !how.all) {
    both.push_back(has_value(e, *loop.operands[0]));
  }
  return all_of(std::move(both));
}

}  // namespace beachcomb::rules
