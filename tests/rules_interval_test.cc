// SPDX-License-Identifier: Apache-2.0
#include "rules/interval.h"

#include "catch.h"

namespace beachcomb::rules {
namespace {

TEST_CASE("intervals", "[rules][needs]") {
  const Interval small = Interval::between(1, 5);
  const Interval top = Interval::exactly(INT64_MAX);
  CHECK(apply(ExprKind::add, small, small).max == 10);
  CHECK(apply(ExprKind::subtract, small, small).min == -4);
  CHECK(apply(ExprKind::multiply, small, Interval::between(-2, 3)).min == -10);
  CHECK(apply(ExprKind::minus, small).min == -5);
  CHECK(apply(ExprKind::bit_not, small).max == -2);
  // What leaves 64 bits may be anything.
  CHECK(apply(ExprKind::add, top, small).min == INT64_MIN);
  CHECK(apply(ExprKind::minus, Interval::exactly(INT64_MIN)).max == INT64_MAX);
  // Constants.
  CHECK(apply(ExprKind::divide, Interval::exactly(7), Interval::exactly(2))
            .constant() == 3);
  CHECK(!apply(ExprKind::divide, small, Interval::exactly(0)).constant());
  CHECK(!apply(ExprKind::divide, Interval::exactly(1), Interval::exactly(0))
             .defined);
  CHECK(!apply(ExprKind::modulo, Interval::exactly(INT64_MIN),
               Interval::exactly(-1))
             .defined);
  CHECK(!apply(ExprKind::shift_left, small, Interval::nothing()).defined);
  CHECK(apply(ExprKind::bit_and, Interval::any_integer(),
              Interval::between(0, 15))
            .max == 15);
  // The integer that stands for undefined is undefined.
  CHECK(!Interval::exactly(kUndefined).constant());
  CHECK(Interval::any_integer().undefined);
  CHECK(!small.undefined);
}

}  // namespace
}  // namespace beachcomb::rules
