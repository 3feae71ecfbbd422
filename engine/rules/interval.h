// SPDX-License-Identifier: Apache-2.0
//
// What an integer of a condition can be, without a file to look at.
#ifndef BEACHCOMB_RULES_INTERVAL_H_
#define BEACHCOMB_RULES_INTERVAL_H_

#include <cstdint>
#include <optional>

#include "rules/ast.h"

namespace beachcomb::rules {

// libyara keeps "undefined" as this integer, so a computation that happens to
// give it is undefined from there on.
inline constexpr std::int64_t kUndefined =
    static_cast<std::int64_t>(0xFFFABADAFABADAFFULL);

// All values that an expression may take: an integer in [min, max] if
// `integer`, something else or nobody knows what if not; nothing at all if not
// `defined`; and no value if `undefined`.
struct Interval {
  bool defined = true;
  bool undefined = true;
  bool integer = false;
  std::int64_t min = INT64_MIN;
  std::int64_t max = INT64_MAX;

  static Interval between(std::int64_t min, std::int64_t max) {
    return {true, min <= kUndefined && kUndefined <= max, true, min, max};
  }
  static Interval exactly(std::int64_t value) { return between(value, value); }
  static Interval any_integer() { return between(INT64_MIN, INT64_MAX); }
  static Interval unknown() { return {}; }
  static Interval nothing() { return {false, true, true, 0, 0}; }

  Interval or_undefined() const {
    Interval copy = *this;
    copy.undefined = true;
    return copy;
  }

  // The value, if there is only one.
  std::optional<std::int64_t> constant() const {
    if (!integer || !defined || undefined || min != max) return std::nullopt;
    return min;
  }
};

// The operators of one and of two operands; any other kind is unknown.
Interval apply(ExprKind op, const Interval& a);
Interval apply(ExprKind op, const Interval& a, const Interval& b);

// Whether some value of a and some value of b stand in this relation.
bool may_compare(ExprKind comparison, const Interval& a, const Interval& b);

// < for >=, and so on. REQUIRES: one of eq ne lt le gt ge
ExprKind opposite(ExprKind comparison);

// < for >: the comparison with its sides swapped.
ExprKind mirrored(ExprKind comparison);

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_INTERVAL_H_
