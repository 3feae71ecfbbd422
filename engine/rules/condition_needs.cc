// SPDX-License-Identifier: Apache-2.0
#include "rules/condition_needs.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "rules/need_tree.h"
#include "rules/printer.h"

namespace beachcomb::rules {
namespace {

constexpr std::size_t kMaxInlinedHeight = 100;
constexpr std::size_t kMaxInlinedNodes = 1000;

// Conditions can be long, and loops visit them many times.
std::string excerpt(const Expr& e) {
  constexpr std::size_t kLongestSource = 200;
  constexpr std::size_t kLongest = 60;
  if (e.span.size() > kLongestSource) return "a part of the condition";
  std::string text = print(e);
  text = text.substr(e.parentheses, text.size() - 2U * e.parentheses);
  if (text.size() > kLongest) text = text.substr(0, kLongest) + "...";
  return '\'' + text + '\'';
}

const char* in_words(Why why) {
  switch (why) {
    case Why::constant:
      return " is true of every file";
    case Why::absence:
      return " can hold where no string occurs";
    case Why::rule_absence:
      return " can hold where another rule does not";
    case Why::unknown:
      return " is known after the scan only";
    case Why::unknown_name:
      return " names something that is not known here";
    case Why::empty_match:
      return " uses a string that can match nothing";
    case Why::too_large:
      return " is too large to be analysed";
  }
  return "";
}

}  // namespace

ConditionNeeds::ConditionNeeds(std::uint32_t rule, const NeedsContext& context)
    : rule_(*context.rules[rule]), number_(rule), context_(context) {
  for (std::size_t i = 0; i < rule_.strings.size(); ++i) {
    const std::string& name = rule_.strings[i].name;
    if (name != "$") string_index_.emplace(name, i);
    matches_empty_.push_back(matches_empty(rule_.strings[i]));
  }
}

Need ConditionNeeds::run() { return need(*rule_.condition, Want::holds); }

bool ConditionNeeds::may_hold(const Expr& part) {
  budget_ = kBudget;
  return need(part, Want::holds).kind != Need::Kind::no;
}

bool ConditionNeeds::may_fail(const Expr& part) {
  budget_ = kBudget;
  return need(part, Want::fails).kind != Need::Kind::no;
}

Need ConditionNeeds::unknown(const Expr& e, Why why) {
  const auto [found, is_new] = excerpts_.try_emplace(&e);
  if (is_new) found->second = excerpt(e);
  return yes(found->second + in_words(why), e.span);
}

Need ConditionNeeds::constant(const Expr& e, bool value) {
  return value ? unknown(e, Why::constant) : no();
}

Need ConditionNeeds::need(const Expr& e, Want want) {
  if (out_of_budget()) return unknown(e, Why::too_large);
  switch (e.kind) {
    case ExprKind::boolean:
      return constant(e, (e.integer != 0) == (want != Want::fails));
    case ExprKind::and_:
    case ExprKind::or_:
      return junction(e, want);
    case ExprKind::not_:
      return need(*e.args[0],
                  want == Want::fails ? Want::not_false : Want::fails);
    case ExprKind::defined:
      return defined(e, want);
    case ExprKind::string:
    case ExprKind::string_at:
    case ExprKind::string_in:
      return string_use(e, want);
    case ExprKind::of:
      return of(e, want);
    case ExprKind::for_of:
    case ExprKind::for_in:
      // Loops are never undefined. That one fails says nothing that a need
      // could ask, since needs ask for no absence.
      if (want == Want::fails) return unknown(e);
      return e.kind == ExprKind::for_of ? for_of(e) : for_in(e);
    case ExprKind::identifier:
      return identifier(e, want);
    case ExprKind::text:
      // A literal counts as true unless it is empty.
      return constant(e, e.text.empty() == (want == Want::fails));
    case ExprKind::eq:
    case ExprKind::ne:
    case ExprKind::lt:
    case ExprKind::le:
    case ExprKind::gt:
    case ExprKind::ge:
    case ExprKind::contains:
    case ExprKind::icontains:
    case ExprKind::startswith:
    case ExprKind::istartswith:
    case ExprKind::endswith:
    case ExprKind::iendswith:
    case ExprKind::iequals:
    case ExprKind::matches:
      return comparison(e, want);
    default:
      return truth_of_value(e, want);
  }
}

// `and` and `or` take undefined for false and are never undefined themselves,
// so that it has not failed means that it holds.
Need ConditionNeeds::junction(const Expr& e, Want want) {
  const Want each = want == Want::fails ? Want::fails : Want::holds;
  std::vector<Need> children;
  children.reserve(e.args.size());
  for (const ExprPtr& arg : e.args) children.push_back(need(*arg, each));
  const bool together = (e.kind == ExprKind::and_) == (each == Want::holds);
  return together ? all_of(std::move(children)) : any_of(std::move(children));
}

const ConditionNeeds::Binding* ConditionNeeds::find_binding(
    std::string_view name) const {
  for (auto b = bindings_.rbegin(); b != bindings_.rend(); ++b) {
    if (b->name == name) return &*b;
  }
  return nullptr;
}

bool ConditionNeeds::is_external(std::string_view name) const {
  return find_binding(name) == nullptr &&
         std::find(context_.externals.begin(), context_.externals.end(),
                   name) != context_.externals.end();
}

// Whether `e`, of which a member is taken, is the module of this name.
bool ConditionNeeds::is_module(const Expr& e, std::string_view name) const {
  return e.kind == ExprKind::identifier && e.text == name &&
         find_binding(name) == nullptr && !is_external(name);
}

// libyara looks for a loop variable first, then for an external or a module,
// then for a rule.
Need ConditionNeeds::identifier(const Expr& e, Want want) {
  if (const Binding* binding = find_binding(e.text)) {
    if (binding->text != nullptr) return need(*binding->text, want);
    return truth_of_value(e, want);
  }
  if (!is_external(e.text)) return rule_reference(e, e.text, want);
  // A text is true when it is not empty, and an external is never undefined.
  Need external;
  external.kind = Need::Kind::external;
  external.op = want == Want::fails ? ExprKind::eq : ExprKind::ne;
  external.name = e.text;
  external.span = e.span;
  return external;
}

// A rule that holds has its needs met, but for global rules: a reference does
// not ask them. That a rule does not hold is nothing to search for.
Need ConditionNeeds::rule_reference(const Expr& e, std::string_view name,
                                    Want want) {
  const auto found = context_.index_of.find(name);
  if (found == context_.index_of.end()) return unknown(e, Why::unknown_name);
  if (want == Want::fails) return unknown(e, Why::rule_absence);
  const Need& inlined = context_.known[found->second];
  // Chains of rules would pile up, in size and in height.
  const Extent extent = extent_of(inlined);
  if (extent.height > kMaxInlinedHeight || extent.nodes > kMaxInlinedNodes ||
      extent.nodes >= budget_) {
    return unknown(e, Why::too_large);
  }
  budget_ -= extent.nodes;
  return inlined;
}

// Only reads are worth it, and what is undefined while a string does not
// occur.
Need ConditionNeeds::defined(const Expr& e, Want want) {
  const Expr& operand = *e.args[0];
  if (operand.kind == ExprKind::read_integer) {
    if (const auto place = place_of(operand)) {
      const std::int64_t size = *place + operand.read.bits / 8;
      return want == Want::fails
                 ? size_need(0, size - 1, e.span)
                 : size_need(size, std::numeric_limits<std::int64_t>::max(),
                             e.span);
    }
  }
  if (want == Want::fails) return unknown(e);
  if (precedence(operand.kind) <= Precedence::comparison) return unknown(e);
  return has_value(e, operand);
}

std::optional<std::size_t> ConditionNeeds::find_string(
    std::string_view name) const {
  if (name == "$") return current_string_;
  const auto found = string_index_.find(name);
  if (found == string_index_.end()) return std::nullopt;
  return found->second;
}

Need ConditionNeeds::string_use(const Expr& e, Want want) {
  // `$a` is never undefined; `$a at x` is while x is, in 4.5 and not in 4.2.
  const bool plain = e.kind == ExprKind::string;
  if (want == Want::fails || (want == Want::not_false && !plain)) {
    return unknown(e, Why::absence);
  }
  const std::optional<std::size_t> string = find_string(e.text);
  if (e.kind == ExprKind::string_at) return occurs_at(e, string, *e.args[0]);
  // Inside of a range it occurs as well.
  return occurs(e, string);
}

Need ConditionNeeds::occurs(const Expr& e, std::optional<std::size_t> string) {
  if (!string) return unknown(e, Why::unknown_name);
  if (matches_empty_[*string]) return unknown(e, Why::empty_match);
  Need need;
  need.kind = Need::Kind::string;
  need.rule = number_;
  need.string = static_cast<std::uint32_t>(*string);
  need.span = e.span;
  return need;
}

// At a place that is known, the first bytes of the string are there: a question
// that is cheaper than the string, and often rarer.
Need ConditionNeeds::occurs_at(const Expr& e, std::optional<std::size_t> string,
                               const Expr& place) {
  const Interval where = value(place, {});
  // No match begins before the file, nor at a place that is undefined.
  if (!where.defined || (where.integer && where.max < 0)) return no();
  std::vector<Need> all;
  all.push_back(occurs(e, string));
  const std::optional<std::int64_t> offset = where.constant();
  if (!offset || !string) return all_of(std::move(all));
  const std::string bytes = first_bytes(rule_.strings[*string]);
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t left = bytes.size() - at;
    const std::size_t size = left >= 4 ? 4 : left >= 2 ? 2 : 1;
    std::int64_t number = 0;
    for (const char c : bytes.substr(at, size)) {
      number = number << 8 | static_cast<std::uint8_t>(c);
    }
    const IntegerRead read{static_cast<std::uint8_t>(8 * size), false,
                           size > 1};
    all.push_back(read_need(read, static_cast<std::uint64_t>(*offset) + at,
                            number, number, e.span));
    at += size;
  }
  return all_of(std::move(all));
}

}  // namespace beachcomb::rules
