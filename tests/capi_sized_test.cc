// SPDX-License-Identifier: Apache-2.0
//
// Structs of <beachcomb.h> from programs that are older or newer than the
// library, with versions that there will be one day.
#include "capi/sized.h"

#include <cstdint>
#include <limits>

#include "catch.h"

namespace beachcomb::capi {
namespace {

struct First {
  std::size_t struct_size;
  std::uint64_t depth;
};

struct Second {
  std::size_t struct_size;
  std::uint64_t depth;
  std::uint64_t width;
};

constexpr Second kDefaults = {sizeof(Second), 16, 7};

TEST_CASE("an older program has the defaults of what it lacks") {
  const First from = {sizeof from, 2};
  Second to = kDefaults;
  REQUIRE(take_sized(&from, sizeof(First), &to));
  CHECK(to.depth == 2);
  CHECK(to.width == 7);
}

TEST_CASE("a newer program may not ask for what the library lacks") {
  Second from = {sizeof from, 2, 0};
  First to = {sizeof to, 16};
  REQUIRE(take_sized(&from, sizeof(First), &to));
  CHECK(to.depth == 2);
  // Every byte of it counts.
  from.width = std::uint64_t{1} << 56;
  to.depth = 16;
  CHECK_FALSE(take_sized(&from, sizeof(First), &to));
  CHECK(to.depth == 16);
}

TEST_CASE("a size that can't be is refused") {
  Second to = kDefaults;
  for (const std::size_t size :
       {std::size_t{0}, sizeof(First) - 1, kMostBytes + 1,
        std::numeric_limits<std::size_t>::max()}) {
    First from = {size, 2};
    CHECK_FALSE(take_sized(&from, sizeof(First), &to));
    CHECK_FALSE(give_sized(kDefaults, size, sizeof(First), &from));
    CHECK(from.depth == 2);
  }
  CHECK(to.depth == 16);
}

TEST_CASE("a program gets what it has room for") {
  struct {
    First given;
    std::uint64_t behind = 5;
  } older;
  REQUIRE(give_sized(kDefaults, sizeof(First), sizeof(First), &older.given));
  CHECK(older.given.struct_size == sizeof(First));
  CHECK(older.given.depth == 16);
  CHECK(older.behind == 5);

  Second newer = {0, 1, 1};
  REQUIRE(
      give_sized(First{sizeof(First), 3}, sizeof newer, sizeof(First), &newer));
  CHECK(newer.struct_size == sizeof newer);
  CHECK(newer.depth == 3);
  CHECK(newer.width == 0);
}

}  // namespace
}  // namespace beachcomb::capi
