// SPDX-License-Identifier: Apache-2.0
#include "prefilter/formula.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "prefilter/expressions.h"
#include "prefilter/frequency.h"
#include "text/ascii.h"

namespace beachcomb::prefilter {
namespace {

using rules::ExprKind;
using rules::Need;

constexpr double kImpossible = std::numeric_limits<double>::infinity();

// The bytes at need.offset as a number, as libyara reads them. False when they
// are beyond the end, where libyara has "undefined", which makes every
// comparison false.
bool read_integer(const Need& need, Bytes bytes, std::int64_t* value) {
  const std::size_t width = need.read.bits / 8u;
  if (need.offset > bytes.size() || bytes.size() - need.offset < width) {
    return false;
  }
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < width; ++i) {
    const std::size_t at = need.read.big_endian ? i : width - 1 - i;
    number =
        number << 8 | std::to_integer<std::uint64_t>(bytes[need.offset + at]);
  }
  if (need.read.is_signed) {
    const int unused = 64 - need.read.bits;
    *value = static_cast<std::int64_t>(number << unused) >> unused;
  } else {
    *value = static_cast<std::int64_t>(number);
  }
  return true;
}

bool read_holds(const Need& need, const Facts& facts) {
  if (!facts.is_read) return true;
  std::int64_t value = 0;
  if (!read_integer(need, facts.start, &value)) return false;
  return need.low <= value && value <= need.high;
}

bool size_holds(const Need& need, const Facts& facts) {
  const auto size = static_cast<std::int64_t>(facts.size);
  return need.low <= size && size <= need.high;
}

}  // namespace

bool external_holds(const Need& need, std::string_view value) {
  const std::string_view text = need.text;
  const auto icase = [&](auto compare) {
    return compare(std::string_view(text::lower(value)),
                   std::string_view(text::lower(text)));
  };
  // libyara's own idea of an empty text is not worth knowing.
  const bool is_equality = need.op == ExprKind::eq || need.op == ExprKind::ne;
  if (text.empty() && !is_equality) return true;
  bool holds = true;
  switch (need.op) {
    case ExprKind::eq:
      holds = value == text;
      break;
    case ExprKind::ne:
      holds = value != text;
      break;
    case ExprKind::contains:
      holds = value.find(text) != value.npos;
      break;
    case ExprKind::startswith:
      holds = value.starts_with(text);
      break;
    case ExprKind::endswith:
      holds = value.ends_with(text);
      break;
    case ExprKind::icontains:
      holds = icase([](auto v, auto t) { return v.find(t) != v.npos; });
      break;
    case ExprKind::istartswith:
      holds = icase([](auto v, auto t) { return v.starts_with(t); });
      break;
    case ExprKind::iendswith:
      holds = icase([](auto v, auto t) { return v.ends_with(t); });
      break;
    case ExprKind::iequals:
      holds = icase([](auto v, auto t) { return v == t; });
      break;
    default:
      return true;  // not decided here: it may hold
  }
  return holds != need.negated;
}

Formula::Formula(const Need& need, const std::vector<const rules::Rule*>& rules,
                 Vocabulary* vocabulary)
    : rules_(&rules), vocabulary_(vocabulary), nodes_(1) {
  build(0, need);
  rules_ = nullptr;
  vocabulary_ = nullptr;
}

void Formula::build(std::size_t at, const Need& need) {
  switch (need.kind) {
    case Need::Kind::yes:
      nodes_[at].kind = Kind::yes;
      return;
    case Need::Kind::no:
      nodes_[at].kind = Kind::no;
      return;
    case Need::Kind::string:
      build_string(at, (*rules_)[need.rule]->strings[need.string]);
      return;
    case Need::Kind::size:
    case Need::Kind::read:
    case Need::Kind::external:
      nodes_[at].kind = need.kind == Need::Kind::size   ? Kind::size
                        : need.kind == Need::Kind::read ? Kind::read
                                                        : Kind::external;
      nodes_[at].test = static_cast<std::uint32_t>(tests_.size());
      tests_.push_back(need);
      return;
    case Need::Kind::at_least:
      break;
  }
  const auto first = static_cast<std::uint32_t>(nodes_.size());
  const auto size = static_cast<std::uint32_t>(need.children.size());
  nodes_[at] = {.kind = Kind::at_least,
                .count = need.count,
                .first = first,
                .size = size};
  nodes_.resize(nodes_.size() + size);
  for (std::uint32_t i = 0; i < size; ++i) build(first + i, need.children[i]);
  // What is surely true or false needs no look at every file.
  std::uint32_t sure = 0, possible = 0;
  for (std::uint32_t i = 0; i < size; ++i) {
    sure += nodes_[first + i].kind == Kind::yes;
    possible += nodes_[first + i].kind != Kind::no;
  }
  if (sure >= need.count) nodes_[at].kind = Kind::yes;
  if (possible < need.count) nodes_[at].kind = Kind::no;
}

// The clauses say whether it is worth to look for the string as a whole, and
// the expressions whether it is there.
void Formula::build_string(std::size_t at, const rules::StringDecl& string) {
  const std::vector<Clause> clauses = clauses_of(string);
  const std::vector<Expression> expressions = expressions_of(string);
  const std::size_t size = clauses.size() + expressions.size();
  if (size == 0) {
    nodes_[at].kind = Kind::yes;
    return;
  }
  nodes_[at] = {.kind = Kind::at_least,
                .count = static_cast<std::uint32_t>(size),
                .first = static_cast<std::uint32_t>(nodes_.size()),
                .size = static_cast<std::uint32_t>(size)};
  std::optional<std::uint32_t> rarest;
  double least = kImpossible;
  for (const Clause& clause : clauses) {
    const std::uint32_t number = vocabulary_->clause(clause);
    nodes_.push_back({.kind = Kind::clause, .first = number});
    double share = 0;
    for (const Literal& literal : clause) share += expected_share(literal);
    if (share < least) rarest = number;
    least = std::min(least, share);
  }
  for (const Expression& expression : expressions) {
    nodes_.push_back({.kind = Kind::expression,
                      .first = vocabulary_->expression(expression, rarest)});
  }
}

bool Formula::holds(std::size_t at, const Facts& facts) const {
  const Node& node = nodes_[at];
  switch (node.kind) {
    case Kind::yes:
      return true;
    case Kind::no:
      return false;
    case Kind::size:
      return size_holds(tests_[node.test], facts);
    case Kind::read:
      return read_holds(tests_[node.test], facts);
    case Kind::external: {
      const Need& need = tests_[node.test];
      return external_holds(need, need.name == "filename"    ? facts.name
                                  : need.name == "extension" ? facts.extension
                                                             : facts.path);
    }
    case Kind::clause:
      return facts.content == nullptr || facts.content->may_have(node.first);
    case Kind::expression:
      return facts.content == nullptr || facts.content->may_match(node.first);
    case Kind::at_least:
      break;
  }
  std::uint32_t missing = node.count;
  for (std::uint32_t i = 0; i < node.size; ++i) {
    if (node.size - i < missing) return false;
    if (holds(node.first + i, facts) && --missing == 0) return true;
  }
  return missing == 0;
}

bool Formula::has_external() const {
  return std::any_of(tests_.begin(), tests_.end(), [](const Need& need) {
    return need.kind == Need::Kind::external;
  });
}

// The intersection where all children must hold, else the union of them.
std::pair<std::uint64_t, std::uint64_t> Formula::size_bounds(
    std::size_t at) const {
  constexpr std::uint64_t kMost = ~std::uint64_t{0};
  const Node& node = nodes_[at];
  if (node.kind == Kind::size) {
    const Need& need = tests_[node.test];
    if (need.high < 0) return {kMost, 0};
    return {static_cast<std::uint64_t>(std::max<std::int64_t>(need.low, 0)),
            static_cast<std::uint64_t>(need.high)};
  }
  if (node.kind == Kind::no) return {kMost, 0};
  if (node.kind != Kind::at_least) return {0, kMost};
  const bool all = node.count == node.size;
  std::uint64_t low = all ? 0 : kMost;
  std::uint64_t high = all ? kMost : 0;
  for (std::uint32_t i = 0; i < node.size; ++i) {
    const auto [child_low, child_high] = size_bounds(node.first + i);
    low = all ? std::max(low, child_low) : std::min(low, child_low);
    high = all ? std::min(high, child_high) : std::max(high, child_high);
  }
  return {low, high};
}

std::vector<std::uint32_t> Formula::trigger(
    const Vocabulary& vocabulary, const std::vector<double>& costs) const {
  Choice choice = choose(0, vocabulary, costs);
  if (choice.cost == kImpossible) return {};
  return std::move(choice.literals);
}

// The cheapest set of literals that can't all be missing where this node
// holds. Of "n of m" any m - n + 1 children contain one that holds.
Formula::Choice Formula::choose(std::size_t at, const Vocabulary& vocabulary,
                                const std::vector<double>& costs) const {
  const Node& node = nodes_[at];
  if (node.kind == Kind::no) return {};
  if (node.kind == Kind::clause) {
    Choice choice;
    choice.literals = vocabulary.literals_of(node.first);
    for (const std::uint32_t id : choice.literals) choice.cost += costs[id];
    return choice;
  }
  if (node.kind != Kind::at_least) return {kImpossible, {}};
  std::vector<Choice> choices;
  for (std::uint32_t i = 0; i < node.size; ++i) {
    choices.push_back(choose(node.first + i, vocabulary, costs));
  }
  std::sort(choices.begin(), choices.end(),
            [](const Choice& a, const Choice& b) { return a.cost < b.cost; });
  Choice together;
  for (std::uint32_t i = 0; i < node.size - node.count + 1; ++i) {
    together.cost += choices[i].cost;
    together.literals.insert(together.literals.end(),
                             choices[i].literals.begin(),
                             choices[i].literals.end());
  }
  return together;
}

// Children may change places: what is below them they refer to by number.
// What is known without a search costs nothing and stands first, expressions
// last.
void Formula::order(const Vocabulary& vocabulary,
                    const std::vector<double>& costs) {
  for (std::size_t at = 0; at < nodes_.size(); ++at) {
    if (nodes_[at].kind != Kind::at_least) continue;
    const auto begin = nodes_.begin() + nodes_[at].first;
    std::vector<std::pair<double, Node>> children;
    for (std::uint32_t i = 0; i < nodes_[at].size; ++i) {
      const Node& child = begin[i];
      const bool is_free = child.kind != Kind::clause &&
                           child.kind != Kind::expression &&
                           child.kind != Kind::at_least;
      children.emplace_back(
          is_free ? -1 : choose(nodes_[at].first + i, vocabulary, costs).cost,
          child);
    }
    std::stable_sort(
        children.begin(), children.end(),
        [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::uint32_t i = 0; i < nodes_[at].size; ++i) {
      begin[i] = children[i].second;
    }
  }
}

std::vector<std::uint32_t> Formula::clauses() const {
  std::vector<std::uint32_t> numbers;
  for (const Node& node : nodes_) {
    if (node.kind == Kind::clause) numbers.push_back(node.first);
  }
  return numbers;
}

}  // namespace beachcomb::prefilter
