// SPDX-License-Identifier: Apache-2.0
#include "rules/fold.h"

namespace beachcomb::rules {

std::optional<std::int64_t> fold(const Expr& expr) {
  if (expr.kind == ExprKind::integer) return expr.integer;
  std::int64_t result = 0;
  if (expr.kind == ExprKind::minus) {
    const auto value = fold(*expr.args[0]);
    if (!value || __builtin_sub_overflow(std::int64_t{0}, *value, &result)) {
      return std::nullopt;
    }
    return result;
  }
  if (expr.args.size() != 2) return std::nullopt;
  const auto left = fold(*expr.args[0]);
  const auto right = fold(*expr.args[1]);
  if (!left || !right) return std::nullopt;
  bool overflow = true;
  switch (expr.kind) {
    case ExprKind::add:
      overflow = __builtin_add_overflow(*left, *right, &result);
      break;
    case ExprKind::subtract:
      overflow = __builtin_sub_overflow(*left, *right, &result);
      break;
    case ExprKind::multiply:
      overflow = __builtin_mul_overflow(*left, *right, &result);
      break;
    default:
      break;  // not worth it: nobody writes filesize < 7 \ 2
  }
  if (overflow) return std::nullopt;
  return result;
}

}  // namespace beachcomb::rules
