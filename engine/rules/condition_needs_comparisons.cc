// SPDX-License-Identifier: Apache-2.0
//
// Comparisons that are asked exactly, since they need no string: filesize, an
// integer at a fixed place, an external, each against a constant. These may be
// negated. All others are left to general_comparison.
#include <limits>
#include <utility>

#include "rules/condition_needs.h"
#include "rules/need_tree.h"

namespace beachcomb::rules {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

bool is_ordered(ExprKind op) {
  return op >= ExprKind::eq && op <= ExprKind::ge;
}

// The operators that a need can ask of an external. `matches` and the order of
// texts are not worth it: rules name files with the others.
bool is_text_operator(ExprKind op) {
  switch (op) {
    case ExprKind::eq:
    case ExprKind::ne:
    case ExprKind::contains:
    case ExprKind::icontains:
    case ExprKind::startswith:
    case ExprKind::istartswith:
    case ExprKind::endswith:
    case ExprKind::iendswith:
    case ExprKind::iequals:
      return true;
    default:
      return false;
  }
}

}  // namespace

Need ConditionNeeds::comparison(const Expr& e, Want want) {
  const Expr& left = *e.args[0];
  const Expr& right = *e.args[1];
  if (auto found = exact(e, e.kind, left, right, want)) return *found;
  if (!is_ordered(e.kind)) {
    if (want != Want::holds) return unknown(e);
    return all_of({has_value(e, left), has_value(e, right)});
  }
  if (auto found = exact(e, mirrored(e.kind), right, left, want)) {
    return *found;
  }
  const ExprKind op = want == Want::fails ? opposite(e.kind) : e.kind;
  return general_comparison(e, op, left, &right, want);
}

// Of the comparison `left op right`, which may be `e` with its sides swapped.
std::optional<Need> ConditionNeeds::exact(const Expr& e, ExprKind op,
                                          const Expr& left, const Expr& right,
                                          Want want) {
  if (auto found = external_comparison(e, op, left, right, want)) return found;
  if (!is_ordered(op)) return std::nullopt;
  const std::optional<std::int64_t> bound = value(right, {}).constant();
  if (!bound) return std::nullopt;
  if (left.kind == ExprKind::filesize) {
    // The size of a file is never undefined: it fails or it holds.
    return size_comparison(e, want == Want::fails ? opposite(op) : op, *bound);
  }
  if (left.kind != ExprKind::read_integer) return std::nullopt;
  return read_comparison(e, op, left, *bound, want);
}

Need ConditionNeeds::size_comparison(const Expr& e, ExprKind op,
                                     std::int64_t bound) {
  const auto size = [&e](std::int64_t low, std::int64_t high) {
    return size_need(low, high, e.span);
  };
  Need found;
  switch (op) {
    case ExprKind::eq:
      found = size(bound, bound);
      break;
    case ExprKind::ne:
      found = bound <= 0 ? size(bound < 0 ? 0 : 1, kMost)
              : bound == kMost
                  ? size(0, kMost - 1)
                  : any_of({size(0, bound - 1), size(bound + 1, kMost)});
      break;
    case ExprKind::lt:
      found = bound <= 0 ? no() : size(0, bound - 1);
      break;
    case ExprKind::le:
      found = size(0, bound);
      break;
    case ExprKind::gt:
      found = bound == kMost ? no() : size(bound < 0 ? 0 : bound + 1, kMost);
      break;
    default:
      found = size(bound, kMost);
      break;
  }
  return found.kind == Need::Kind::yes ? constant(e, true) : found;
}

// Where a read looks, if that is fixed and inside of what a file can be.
// Elsewhere it is undefined; value() knows.
std::optional<std::int64_t> ConditionNeeds::place_of(const Expr& read) {
  const std::optional<std::int64_t> place = value(*read.args[0], {}).constant();
  const std::int64_t bytes = read.read.bits / 8;
  if (!place || *place < 0 || *place > kMost - bytes) return std::nullopt;
  return place;
}

// uint16(0) == 0x5A4D
std::optional<Need> ConditionNeeds::read_comparison(const Expr& e, ExprKind op,
                                                    const Expr& read,
                                                    std::int64_t bound,
                                                    Want want) {
  const std::optional<std::int64_t> place = place_of(read);
  if (!place) return std::nullopt;
  if (want == Want::fails) op = opposite(op);
  const auto between = [&](std::int64_t low, std::int64_t high) {
    return read_need(read.read, static_cast<std::uint64_t>(*place), low, high,
                     e.span);
  };
  const Need below = bound == kLeast ? no() : between(kLeast, bound - 1);
  const Need above = bound == kMost ? no() : between(bound + 1, kMost);
  const Need equal = between(bound, bound);
  Need found;
  switch (op) {
    case ExprKind::eq:
      found = equal;
      break;
    case ExprKind::ne:
      found = any_of({below, above});
      break;
    case ExprKind::lt:
      found = below;
      break;
    case ExprKind::le:
      found = between(kLeast, bound);
      break;
    case ExprKind::gt:
      found = above;
      break;
    default:
      found = between(bound, kMost);
      break;
  }
  if (want == Want::holds) return found;
  // Or the place is beyond the end of the file, and all this undefined.
  const std::int64_t bytes = read.read.bits / 8;
  return any_of({size_need(0, *place + bytes - 1, e.span), std::move(found)});
}

// An external is never undefined, so that it fails is as good to ask.
std::optional<Need> ConditionNeeds::external_comparison(const Expr& e,
                                                        ExprKind op,
                                                        const Expr& left,
                                                        const Expr& right,
                                                        Want want) const {
  if (left.kind != ExprKind::identifier || !is_external(left.text) ||
      !is_text_operator(op)) {
    return std::nullopt;
  }
  const Expr* literal = &right;
  if (right.kind == ExprKind::identifier) {
    const Binding* binding = find_binding(right.text);
    if (binding == nullptr || binding->text == nullptr) return std::nullopt;
    literal = binding->text;
  }
  if (literal->kind != ExprKind::text) return std::nullopt;
  Need need;
  need.kind = Need::Kind::external;
  need.negated = want == Want::fails;
  need.op = op;
  need.name = left.text;
  need.text = literal->text;
  need.span = e.span;
  return need;
}

}  // namespace beachcomb::rules
