// SPDX-License-Identifier: Apache-2.0
//
// Necessary conditions, derived from the syntax tree.
//
// Sound means: never claim a need that libyara does not have. Three things
// make that subtle, and each is handled in one place:
//   - `not`. It is pushed down to what can be decided exactly without looking
//     at strings: filesize and the name of the file. Under a negation
//     everything else may be true.
//   - undefined values (a read beyond the end, @a of a string that does not
//     occur). A comparison with one is not true, so a comparison that is not
//     negated needs its reads and its strings. What `not undefined` is has
//     changed between versions, so negated comparisons need nothing.
//   - names. A loop variable hides a rule or an external of the same name.
#include "rules/needs.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "rules/fold.h"

namespace beachcomb::rules {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

// A rule that refers to rules that refer to rules could double with each step.
constexpr std::size_t kMaxNodes = 4000;

Need yes(const Expr& expr, std::string reason) {
  Need need;
  need.reason = std::move(reason);
  need.span = expr.span;
  return need;
}

Need no() {
  Need need;
  need.kind = Need::Kind::no;
  return need;
}

// Of children that are all equally good: count of them.
Need at_least(std::uint32_t count, std::vector<Need> children) {
  if (count > children.size()) return no();
  if (count == 1 && children.size() == 1) return std::move(children[0]);
  Need need;
  need.kind = Need::Kind::at_least;
  need.count = count;
  need.children = std::move(children);
  return need;
}

Need all_of(std::vector<Need> children) {
  if (children.empty()) return Need{};
  const auto count = static_cast<std::uint32_t>(children.size());
  return at_least(count, std::move(children));
}

std::size_t nodes_in(const Need& need) {
  std::size_t count = 1;
  for (const Need& child : need.children) count += nodes_in(child);
  return count;
}

// The comparison that holds where `kind` does not.
ExprKind opposite(ExprKind kind) {
  switch (kind) {
    case ExprKind::eq:
      return ExprKind::ne;
    case ExprKind::ne:
      return ExprKind::eq;
    case ExprKind::lt:
      return ExprKind::ge;
    case ExprKind::ge:
      return ExprKind::lt;
    case ExprKind::le:
      return ExprKind::gt;
    default:
      return ExprKind::le;
  }
}

// a < b is b > a.
ExprKind mirrored(ExprKind kind) {
  switch (kind) {
    case ExprKind::lt:
      return ExprKind::gt;
    case ExprKind::gt:
      return ExprKind::lt;
    case ExprKind::le:
      return ExprKind::ge;
    case ExprKind::ge:
      return ExprKind::le;
    default:
      return kind;
  }
}

struct Range {
  std::int64_t low, high;
};

// The values x with `x kind value`; nothing for ne, which is no range.
std::optional<Range> range_of(ExprKind kind, std::int64_t value) {
  switch (kind) {
    case ExprKind::eq:
      return Range{value, value};
    case ExprKind::lt:
      return value == kLeast ? Range{1, 0} : Range{kLeast, value - 1};
    case ExprKind::le:
      return Range{kLeast, value};
    case ExprKind::gt:
      return value == kMost ? Range{1, 0} : Range{value + 1, kMost};
    case ExprKind::ge:
      return Range{value, kMost};
    default:
      return std::nullopt;
  }
}

bool is_comparison(ExprKind kind) {
  return kind >= ExprKind::eq && kind <= ExprKind::ge;
}

// Derives the need of one rule.
// True or false, and not a number that is taken for that.
bool is_truth(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::boolean:
    case ExprKind::string:
    case ExprKind::string_at:
    case ExprKind::string_in:
    case ExprKind::of:
    case ExprKind::for_of:
    case ExprKind::for_in:
    case ExprKind::not_:
    case ExprKind::defined:
    case ExprKind::and_:
    case ExprKind::or_:
    case ExprKind::contains:
    case ExprKind::icontains:
    case ExprKind::startswith:
    case ExprKind::istartswith:
    case ExprKind::endswith:
    case ExprKind::iendswith:
    case ExprKind::iequals:
    case ExprKind::matches:
      return true;
    default:
      return is_comparison(expr.kind);
  }
}

class Deriver {
 public:
  Deriver(const std::vector<const Rule*>& rules, std::uint32_t at,
          const std::vector<Need>& before,
          const std::vector<std::string>& externals)
      : rules_(rules),
        rule_(*rules[at]),
        at_(at),
        before_(before),
        externals_(externals) {}

  Need derive() { return of(*rule_.condition, false); }

 private:
  Need of(const Expr& expr, bool negated);
  Need of_junction(const Expr& expr, bool negated);
  Need of_string(const Expr& expr, bool negated);
  Need of_count(const Expr& expr, ExprKind kind, std::int64_t value);
  Need of_comparison(const Expr& expr, bool negated);
  Need of_values(const Expr& expr);
  void collect_values(const Expr& expr, std::vector<Need>* needs);
  Need of_read(const Expr& expr, ExprKind kind, std::int64_t value);
  Need of_external(const Expr& expr, bool negated);
  Need of_identifier(const Expr& expr, bool negated);
  Need of_set(const Expr& expr);
  Need of_not(const Expr& expr, bool negated);
  Need of_for_of(const Expr& expr);
  Need of_for_in(const Expr& expr);
  Need quantified(const Expr& expr, const Quantifier& quantifier,
                  std::vector<Need> children);

  Need string_need(std::uint32_t number, const Span& span) const;
  std::vector<std::uint32_t> strings_of(const Loop& loop) const;
  std::vector<Need> rules_of(const Loop& loop) const;
  bool is_external(const Expr& expr) const;
  bool is_hidden(const std::string& name) const {
    return std::find(hidden_.begin(), hidden_.end(), name) != hidden_.end();
  }

  const std::vector<const Rule*>& rules_;
  const Rule& rule_;
  std::uint32_t at_;
  const std::vector<Need>& before_;  // of the rules before this one
  const std::vector<std::string>& externals_;
  std::optional<std::uint32_t> current_;  // what "$" is inside of `for ... of`
  std::vector<std::string> hidden_;       // loop variables
  bool undefined_may_do_ = false;         // see of_not
};

Need Deriver::string_need(std::uint32_t number, const Span& span) const {
  Need need;
  need.kind = Need::Kind::string;
  need.rule = at_;
  need.string = number;
  need.span = span;
  return need;
}

Need Deriver::of(const Expr& expr, bool negated) {
  switch (expr.kind) {
    case ExprKind::boolean:
      return (expr.integer != 0) != negated ? yes(expr, "always true") : no();
    case ExprKind::not_:
      return of_not(expr, negated);
    case ExprKind::and_:
    case ExprKind::or_:
      return of_junction(expr, negated);
    case ExprKind::string:
    case ExprKind::string_at:
    case ExprKind::string_in:
      return of_string(expr, negated);
    case ExprKind::identifier:
      return of_identifier(expr, negated);
    case ExprKind::contains:
    case ExprKind::icontains:
    case ExprKind::startswith:
    case ExprKind::istartswith:
    case ExprKind::endswith:
    case ExprKind::iendswith:
    case ExprKind::iequals:
      return of_external(expr, negated);
    case ExprKind::eq:
    case ExprKind::ne:
    case ExprKind::lt:
    case ExprKind::le:
    case ExprKind::gt:
    case ExprKind::ge:
      return of_comparison(expr, negated);
    case ExprKind::count:
      return negated ? yes(expr, "negated count")
                     : of_count(expr, ExprKind::ne, 0);
    case ExprKind::of:
      return negated ? yes(expr, "negated set") : of_set(expr);
    case ExprKind::for_of:
      return negated ? yes(expr, "negated loop") : of_for_of(expr);
    case ExprKind::for_in:
      return negated ? yes(expr, "negated loop") : of_for_in(expr);
    default:
      // Numbers as conditions, modules, `defined`, `matches`: may be true.
      return negated ? yes(expr, "negated value") : of_values(expr);
  }
}

// "not" of what is undefined is undefined, which counts as false, so under two
// negations an undefined value is as good as a true one.
Need Deriver::of_not(const Expr& expr, bool negated) {
  const bool outer = undefined_may_do_;
  undefined_may_do_ = outer || negated;
  Need need = of(*expr.args[0], !negated);
  undefined_may_do_ = outer;
  return need;
}

// De Morgan: under a negation and and or change places. That not(a and b)
// needs not(a) or not(b) holds for undefined values, too: an operand that is
// undefined counts as false in either.
Need Deriver::of_junction(const Expr& expr, bool negated) {
  std::vector<Need> children;
  for (const ExprPtr& arg : expr.args) children.push_back(of(*arg, negated));
  const bool all = (expr.kind == ExprKind::and_) != negated;
  if (all) return all_of(std::move(children));
  return at_least(1, std::move(children));
}

// `at` and `in` need the string, and more that is not looked into.
Need Deriver::of_string(const Expr& expr, bool negated) {
  if (negated) return yes(expr, "negated string");
  if (undefined_may_do_ && expr.kind != ExprKind::string) {
    return yes(expr, "a place that may be undefined");
  }
  if (expr.text == "$") {
    if (current_.has_value()) return string_need(*current_, expr.span);
    return yes(expr, "string of an outer loop");
  }
  for (std::uint32_t i = 0; i < rule_.strings.size(); ++i) {
    if (rule_.strings[i].name == expr.text) return string_need(i, expr.span);
  }
  return yes(expr, "unknown string");
}

// `#a kind value`: the string must occur unless 0 would do.
Need Deriver::of_count(const Expr& expr, ExprKind kind, std::int64_t value) {
  const bool zero_would_do = (kind == ExprKind::eq && value == 0) ||
                             (kind == ExprKind::ne && value != 0) ||
                             (kind == ExprKind::lt && value > 0) ||
                             (kind == ExprKind::le && value >= 0) ||
                             (kind == ExprKind::gt && value < 0) ||
                             (kind == ExprKind::ge && value <= 0);
  if (zero_would_do) return yes(expr, "the string may be missing");
  return of_string(expr, false);
}

// The strings without which a value is undefined: @a and !a, and what is
// computed from them.
void Deriver::collect_values(const Expr& expr, std::vector<Need>* needs) {
  switch (expr.kind) {
    case ExprKind::offset:
    case ExprKind::length:
      needs->push_back(of_string(expr, false));
      return;
    case ExprKind::minus:
    case ExprKind::bit_not:
    case ExprKind::bit_or:
    case ExprKind::bit_xor:
    case ExprKind::bit_and:
    case ExprKind::shift_left:
    case ExprKind::shift_right:
    case ExprKind::add:
    case ExprKind::subtract:
    case ExprKind::multiply:
    case ExprKind::divide:
    case ExprKind::modulo:
    case ExprKind::read_integer:
      for (const ExprPtr& arg : expr.args) collect_values(*arg, needs);
      return;
    default:
      return;
  }
}

Need Deriver::of_values(const Expr& expr) {
  std::vector<Need> needs;
  if (is_comparison(expr.kind) && !undefined_may_do_) {
    for (const ExprPtr& arg : expr.args) collect_values(*arg, &needs);
  }
  if (needs.empty()) return yes(expr, "a value that is not looked into");
  return all_of(std::move(needs));
}

Need Deriver::of_comparison(const Expr& expr, bool negated) {
  const Expr* left = expr.args[0].get();
  const Expr* right = expr.args[1].get();
  ExprKind kind = expr.kind;
  if (is_external(*left) || is_external(*right)) {
    return of_external(expr, negated);
  }
  if (fold(*left).has_value()) {
    std::swap(left, right);
    kind = mirrored(kind);
  }
  const std::optional<std::int64_t> value = fold(*right);
  if (value.has_value() && left->kind == ExprKind::filesize) {
    if (negated) kind = opposite(kind);
    const std::optional<Range> range = range_of(kind, *value);
    if (!range.has_value()) return yes(expr, "filesize is not one value");
    if (range->low > range->high || range->high < 0) return no();
    Need need;
    need.kind = Need::Kind::size;
    need.low = std::max<std::int64_t>(range->low, 0);
    need.high = range->high;
    need.span = expr.span;
    return need;
  }
  if (negated) return yes(expr, "negated comparison");
  if (undefined_may_do_) return yes(expr, "a value that may be undefined");
  if (value.has_value() && left->kind == ExprKind::count) {
    return of_count(*left, kind, *value);
  }
  if (value.has_value() && left->kind == ExprKind::read_integer) {
    return of_read(*left, kind, *value);
  }
  return of_values(expr);
}

Need Deriver::of_read(const Expr& expr, ExprKind kind, std::int64_t value) {
  const std::optional<std::int64_t> offset = fold(*expr.args[0]);
  const std::optional<Range> range = range_of(kind, value);
  if (!offset.has_value() || !range.has_value()) {
    return yes(expr, "bytes at a place that is not fixed");
  }
  // libyara takes a negative offset for one beyond every end.
  if (*offset < 0 || range->low > range->high) return no();
  Need need;
  need.kind = Need::Kind::read;
  need.low = range->low;
  need.high = range->high;
  need.offset = static_cast<std::uint64_t>(*offset);
  need.read = expr.read;
  need.span = expr.span;
  return need;
}

bool Deriver::is_external(const Expr& expr) const {
  return expr.kind == ExprKind::identifier && !is_hidden(expr.text) &&
         std::find(externals_.begin(), externals_.end(), expr.text) !=
             externals_.end();
}

// Text externals are never undefined, so these may be negated.
Need Deriver::of_external(const Expr& expr, bool negated) {
  const Expr* name = expr.args[0].get();
  const Expr* text = expr.args[1].get();
  const bool symmetric = expr.kind == ExprKind::eq || expr.kind == ExprKind::ne;
  if (symmetric && !is_external(*name)) std::swap(name, text);
  const bool ordered = is_comparison(expr.kind) && !symmetric;
  if (!is_external(*name) || text->kind != ExprKind::text || ordered) {
    return yes(expr, "a text that is not looked into");
  }
  Need need;
  need.kind = Need::Kind::external;
  need.negated = negated;
  need.op = expr.kind;
  need.name = name->text;
  need.text = text->text;
  need.span = expr.span;
  return need;
}

// A rule that holds has its needs met. Nothing follows from one that does not.
Need Deriver::of_identifier(const Expr& expr, bool negated) {
  if (!is_hidden(expr.text)) {
    for (std::uint32_t i = 0; i < at_; ++i) {
      if (rules_[i]->name != expr.text) continue;
      return negated ? yes(expr, "negated rule") : before_[i];
    }
  }
  return yes(expr, "a variable that is not known before the scan");
}

std::vector<std::uint32_t> Deriver::strings_of(const Loop& loop) const {
  std::vector<std::uint32_t> numbers;
  const auto add = [&](std::uint32_t i) {
    // Named twice counts twice in libyara; a set can't say that, but then
    // at_least of fewer children would not be sound.
    numbers.push_back(i);
  };
  for (std::uint32_t i = 0; i < rule_.strings.size(); ++i) {
    if (loop.over == Loop::Over::them) add(i);
  }
  if (loop.over == Loop::Over::them) return numbers;
  for (const SetItem& item : loop.set) {
    for (std::uint32_t i = 0; i < rule_.strings.size(); ++i) {
      const std::string& name = rule_.strings[i].name;
      if (item.wildcard ? name.starts_with(item.name) : name == item.name) {
        add(i);
      }
    }
  }
  return numbers;
}

std::vector<Need> Deriver::rules_of(const Loop& loop) const {
  std::vector<Need> needs;
  for (const SetItem& item : loop.set) {
    for (std::uint32_t i = 0; i < at_; ++i) {
      const std::string& name = rules_[i]->name;
      if (item.wildcard ? name.starts_with(item.name) : name == item.name) {
        needs.push_back(before_[i]);
      }
    }
  }
  return needs;
}

// So many of the children.
Need Deriver::quantified(const Expr& expr, const Quantifier& quantifier,
                         std::vector<Need> children) {
  const auto size = static_cast<std::int64_t>(children.size());
  std::int64_t count = 0;
  switch (quantifier.kind) {
    case Quantifier::Kind::none:
      return yes(expr, "none of a set");
    case Quantifier::Kind::any:
      count = 1;
      break;
    case Quantifier::Kind::all:
      count = size;
      break;
    case Quantifier::Kind::count:
    case Quantifier::Kind::percent: {
      const std::optional<std::int64_t> value = fold(*quantifier.value);
      if (!value.has_value()) return yes(expr, "a number that is not fixed");
      count = *value;
      if (quantifier.kind == Quantifier::Kind::count) break;
      // As libyara computes it.
      for (count = 0; count < size && static_cast<double>(count) /
                                              static_cast<double>(size) * 100 <
                                          static_cast<double>(*value);) {
        ++count;
      }
      break;
    }
  }
  // What zero of a set means has changed between versions.
  if (count <= 0) return yes(expr, "none of a set may do");
  if (count > size) return yes(expr, "more than there are");
  return at_least(static_cast<std::uint32_t>(count), std::move(children));
}

Need Deriver::of_set(const Expr& expr) {
  const Loop& loop = *expr.loop;
  if (loop.over == Loop::Over::rules) {
    return quantified(expr, loop.quantifier, rules_of(loop));
  }
  if (loop.over != Loop::Over::them && loop.over != Loop::Over::strings) {
    return yes(expr, "a set that is not looked into");
  }
  std::vector<Need> children;
  for (const std::uint32_t number : strings_of(loop)) {
    children.push_back(string_need(number, expr.span));
  }
  return quantified(expr, loop.quantifier, std::move(children));
}

Need Deriver::of_for_of(const Expr& expr) {
  const Loop& loop = *expr.loop;
  if (loop.over != Loop::Over::them && loop.over != Loop::Over::strings) {
    return yes(expr, "a set that is not looked into");
  }
  const std::optional<std::uint32_t> outer = current_;
  std::vector<Need> children;
  for (const std::uint32_t number : strings_of(loop)) {
    current_ = number;
    children.push_back(of(*loop.body, false));
  }
  current_ = outer;
  if (!is_truth(*loop.body)) {
    // libyara adds up what the turns are worth: one that is worth five counts
    // as five.
    const Need least = quantified(expr, loop.quantifier, children);
    if (least.kind != Need::Kind::at_least) return least;
    return at_least(1, std::move(children));
  }
  return quantified(expr, loop.quantifier, std::move(children));
}

// The body must hold at least once, unless the loop may have no turn at all.
Need Deriver::of_for_in(const Expr& expr) {
  const Loop& loop = *expr.loop;
  const Quantifier& quantifier = loop.quantifier;
  bool once = quantifier.kind == Quantifier::Kind::any;
  if (quantifier.kind == Quantifier::Kind::count) {
    const std::optional<std::int64_t> count = fold(*quantifier.value);
    once = count.has_value() && *count > 0;
  }
  if (!once) return yes(expr, "a loop that may have no turn");
  for (const LoopVariable& variable : loop.variables) {
    hidden_.push_back(variable.name);
  }
  Need need = of(*loop.body, false);
  hidden_.resize(hidden_.size() - loop.variables.size());
  return need;
}

}  // namespace

std::vector<Need> needs_of(const std::vector<const Rule*>& rules,
                           const std::vector<std::string>& externals) {
  std::vector<Need> needs;
  std::vector<Need> globals;
  for (std::uint32_t i = 0; i < rules.size(); ++i) {
    Need need = Deriver(rules, i, needs, externals).derive();
    if (nodes_in(need) > kMaxNodes) {
      need = yes(*rules[i]->condition, "the condition is too large");
    }
    if (rules[i]->is_global) globals.push_back(need);
    needs.push_back(std::move(need));
  }
  if (globals.empty()) return needs;
  for (Need& need : needs) {
    std::vector<Need> together = globals;
    together.push_back(std::move(need));
    need = all_of(std::move(together));
  }
  return needs;
}

}  // namespace beachcomb::rules
