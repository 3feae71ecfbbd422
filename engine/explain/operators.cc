// SPDX-License-Identifier: Apache-2.0
//
// Operators on values: libyara's machine instructions, one by one.
#include <algorithm>
#include <cfloat>
#include <cmath>
#include <limits>
#include <string_view>

#include "explain/evaluator.h"
#include "text/ascii.h"

namespace beachcomb::explain {
namespace {

using rules::ExprKind;

std::uint64_t bits_of(std::int64_t value) {
  return static_cast<std::uint64_t>(value);
}

// Sums and products wrap around.
std::int64_t wrapped(std::uint64_t value) {
  return static_cast<std::int64_t>(value);
}

Value divided(ExprKind op, std::int64_t a, std::int64_t b) {
  // Before 4.5 the second of these ends libyara with a signal.
  if (b == 0 || (b == -1 && a == std::numeric_limits<std::int64_t>::min())) {
    return Value::undefined(Value::Type::integer);
  }
  return Value::integer(op == ExprKind::divide ? a / b : a % b);
}

Value shifted(ExprKind op, std::int64_t a, std::int64_t b) {
  if (b < 0) return Value::undefined(Value::Type::integer);
  if (b >= 64) return Value::integer(0);
  return Value::integer(op == ExprKind::shift_left ? wrapped(bits_of(a) << b)
                                                   : a >> b);
}

Value integers(ExprKind op, std::int64_t a, std::int64_t b) {
  switch (op) {
    case ExprKind::eq:
      return Value::boolean(a == b);
    case ExprKind::ne:
      return Value::boolean(a != b);
    case ExprKind::lt:
      return Value::boolean(a < b);
    case ExprKind::le:
      return Value::boolean(a <= b);
    case ExprKind::gt:
      return Value::boolean(a > b);
    case ExprKind::ge:
      return Value::boolean(a >= b);
    case ExprKind::add:
      return Value::integer(wrapped(bits_of(a) + bits_of(b)));
    case ExprKind::subtract:
      return Value::integer(wrapped(bits_of(a) - bits_of(b)));
    case ExprKind::multiply:
      return Value::integer(wrapped(bits_of(a) * bits_of(b)));
    case ExprKind::divide:
    case ExprKind::modulo:
      return divided(op, a, b);
    case ExprKind::bit_or:
      return Value::integer(a | b);
    case ExprKind::bit_xor:
      return Value::integer(a ^ b);
    case ExprKind::bit_and:
      return Value::integer(a & b);
    case ExprKind::shift_left:
    case ExprKind::shift_right:
      return shifted(op, a, b);
    default:
      return Value::not_known();
  }
}

Value reals(ExprKind op, double a, double b) {
  switch (op) {
    case ExprKind::eq:
      return Value::boolean(std::fabs(a - b) < DBL_EPSILON);
    case ExprKind::ne:
      return Value::boolean(std::fabs(a - b) >= DBL_EPSILON);
    case ExprKind::lt:
      return Value::boolean(a < b);
    case ExprKind::le:
      return Value::boolean(a <= b);
    case ExprKind::gt:
      return Value::boolean(a > b);
    case ExprKind::ge:
      return Value::boolean(a >= b);
    case ExprKind::add:
      return Value::real(a + b);
    case ExprKind::subtract:
      return Value::real(a - b);
    case ExprKind::multiply:
      return Value::real(a * b);
    case ExprKind::divide:
      return Value::real(a / b);
    default:
      return Value::not_known();
  }
}

// The bytes as chars, which libyara compares as they are: signed here.
int compare(std::string_view a, std::string_view b) {
  const auto [left, right] =
      std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (left == a.end()) return right == b.end() ? 0 : -1;
  if (right == b.end()) return 1;
  return *left < *right ? -1 : 1;
}

bool texts(ExprKind op, std::string_view a, std::string_view b) {
  switch (op) {
    case ExprKind::eq:
      return a == b;
    case ExprKind::ne:
      return a != b;
    case ExprKind::lt:
      return compare(a, b) < 0;
    case ExprKind::le:
      return compare(a, b) <= 0;
    case ExprKind::gt:
      return compare(a, b) > 0;
    case ExprKind::ge:
      return compare(a, b) >= 0;
    case ExprKind::contains:
      return a.find(b) != a.npos;
    case ExprKind::startswith:
      return a.starts_with(b);
    case ExprKind::endswith:
      return a.ends_with(b);
    case ExprKind::icontains:
      return texts(ExprKind::contains, text::lower(a), text::lower(b));
    case ExprKind::istartswith:
      return texts(ExprKind::startswith, text::lower(a), text::lower(b));
    case ExprKind::iendswith:
      return texts(ExprKind::endswith, text::lower(a), text::lower(b));
    default:
      return text::lower(a) == text::lower(b);
  }
}

bool is_comparison(ExprKind op) {
  return rules::precedence(op) == rules::Precedence::comparison;
}

double real_of(const Value& value) {
  return value.type == Value::Type::real ? value.as_real()
                                         : static_cast<double>(value.bits);
}

}  // namespace

Value apply(ExprKind op, const Value& left, const Value& right) {
  const bool real =
      left.type == Value::Type::real || right.type == Value::Type::real;
  const Value::Type type = is_comparison(op) ? Value::Type::boolean
                           : real            ? Value::Type::real
                                             : Value::Type::integer;
  if (left.unknown || right.unknown) return Value::not_known(type);
  if (left.is_undefined() || right.is_undefined()) {
    // The one comparison that is false then.
    if (real && op == ExprKind::lt) return Value::boolean(false);
    return Value::undefined(type);
  }
  if (left.type == Value::Type::text || right.type == Value::Type::text) {
    if (left.type != right.type) return Value::not_known(type);
    return Value::boolean(texts(op, left.text, right.text));
  }
  if (real) return reals(op, real_of(left), real_of(right));
  return integers(op, left.bits, right.bits);
}

Value negate(const Value& value) {
  if (value.unknown || value.is_undefined()) return value;
  if (value.type == Value::Type::real) return Value::real(-value.as_real());
  return Value::integer(wrapped(0 - bits_of(value.bits)));
}

}  // namespace beachcomb::explain
