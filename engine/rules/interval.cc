// SPDX-License-Identifier: Apache-2.0
//
// libyara's integers are 64 bits wide and wrap around. An interval that would
// leave them becomes "any integer", which is right for either way of wrapping.
// Nothing here is clever: rules compare sizes, counts and headers with
// constants, and for these the bounds below are exact.
#include "rules/interval.h"

#include <algorithm>

namespace beachcomb::rules {
namespace {

struct Bounds {
  std::int64_t min = 0;
  std::int64_t max = 0;
};

bool sum(const Interval& a, const Interval& b, Bounds* out) {
  return !__builtin_add_overflow(a.min, b.min, &out->min) &&
         !__builtin_add_overflow(a.max, b.max, &out->max);
}

bool difference(const Interval& a, const Interval& b, Bounds* out) {
  return !__builtin_sub_overflow(a.min, b.max, &out->min) &&
         !__builtin_sub_overflow(a.max, b.min, &out->max);
}

bool product(const Interval& a, const Interval& b, Bounds* out) {
  std::int64_t corners[4];
  if (__builtin_mul_overflow(a.min, b.min, &corners[0]) ||
      __builtin_mul_overflow(a.min, b.max, &corners[1]) ||
      __builtin_mul_overflow(a.max, b.min, &corners[2]) ||
      __builtin_mul_overflow(a.max, b.max, &corners[3])) {
    return false;
  }
  out->min = *std::min_element(corners, corners + 4);
  out->max = *std::max_element(corners, corners + 4);
  return true;
}

// Of constants only.
Interval shifted(ExprKind op, std::int64_t value, std::int64_t by) {
  if (by < 0) return Interval::nothing();
  if (by >= 64) return Interval::exactly(0);
  if (op == ExprKind::shift_right) return Interval::exactly(value >> by);
  return Interval::exactly(
      static_cast<std::int64_t>(static_cast<std::uint64_t>(value) << by));
}

Interval divided(ExprKind op, std::int64_t value, std::int64_t by) {
  // libyara 4.2 ends the process at INT64_MIN \ -1; later it is undefined.
  if (by == 0 || (value == INT64_MIN && by == -1)) return Interval::nothing();
  return Interval::exactly(op == ExprKind::divide ? value / by : value % by);
}

Interval constants(ExprKind op, std::int64_t a, std::int64_t b) {
  switch (op) {
    case ExprKind::bit_or:
      return Interval::exactly(a | b);
    case ExprKind::bit_xor:
      return Interval::exactly(a ^ b);
    case ExprKind::bit_and:
      return Interval::exactly(a & b);
    case ExprKind::shift_left:
    case ExprKind::shift_right:
      return shifted(op, a, b);
    case ExprKind::divide:
    case ExprKind::modulo:
      return divided(op, a, b);
    default:
      return Interval::any_integer();
  }
}

// Of integers that are there.
Interval defined_apply(ExprKind op, const Interval& a, const Interval& b) {
  Bounds bounds;
  switch (op) {
    case ExprKind::add:
      return sum(a, b, &bounds) ? Interval::between(bounds.min, bounds.max)
                                : Interval::any_integer();
    case ExprKind::subtract:
      return difference(a, b, &bounds)
                 ? Interval::between(bounds.min, bounds.max)
                 : Interval::any_integer();
    case ExprKind::multiply:
      return product(a, b, &bounds) ? Interval::between(bounds.min, bounds.max)
                                    : Interval::any_integer();
    default:
      break;
  }
  if (a.min == a.max && b.min == b.max) return constants(op, a.min, b.min);
  if (op == ExprKind::bit_and && (a.min >= 0 || b.min >= 0)) {
    // A side that is not negative bounds the result.
    const std::int64_t max = a.min < 0   ? b.max
                             : b.min < 0 ? a.max
                                         : std::min(a.max, b.max);
    return Interval::between(0, max);
  }
  return Interval::any_integer().or_undefined();
}

}  // namespace

Interval apply(ExprKind op, const Interval& a) {
  if (!a.defined) return Interval::nothing();
  if (!a.integer) return Interval::unknown();
  Interval result = Interval::any_integer();
  if (op == ExprKind::bit_not) {
    result = Interval::between(~a.max, ~a.min);
  } else if (op == ExprKind::minus && a.min != INT64_MIN) {
    result = Interval::between(-a.max, -a.min);
  }
  return a.undefined ? result.or_undefined() : result;
}

Interval apply(ExprKind op, const Interval& a, const Interval& b) {
  if (!a.defined || !b.defined) return Interval::nothing();
  if (!a.integer || !b.integer) return Interval::unknown();
  const Interval result = defined_apply(op, a, b);
  return a.undefined || b.undefined ? result.or_undefined() : result;
}

bool may_compare(ExprKind comparison, const Interval& a, const Interval& b) {
  if (!a.defined || !b.defined) return false;
  if (!a.integer || !b.integer) return true;
  switch (comparison) {
    case ExprKind::eq:
      return a.min <= b.max && b.min <= a.max;
    case ExprKind::ne:
      return a.min != a.max || b.min != b.max || a.min != b.min;
    case ExprKind::lt:
      return a.min < b.max;
    case ExprKind::le:
      return a.min <= b.max;
    case ExprKind::gt:
      return a.max > b.min;
    case ExprKind::ge:
      return a.max >= b.min;
    default:
      return true;
  }
}

ExprKind opposite(ExprKind comparison) {
  switch (comparison) {
    case ExprKind::eq:
      return ExprKind::ne;
    case ExprKind::ne:
      return ExprKind::eq;
    case ExprKind::lt:
      return ExprKind::ge;
    case ExprKind::le:
      return ExprKind::gt;
    case ExprKind::gt:
      return ExprKind::le;
    default:
      return ExprKind::lt;
  }
}

ExprKind mirrored(ExprKind comparison) {
  switch (comparison) {
    case ExprKind::lt:
      return ExprKind::gt;
    case ExprKind::le:
      return ExprKind::ge;
    case ExprKind::gt:
      return ExprKind::lt;
    case ExprKind::ge:
      return ExprKind::le;
    default:
      return comparison;
  }
}

}  // namespace beachcomb::rules
