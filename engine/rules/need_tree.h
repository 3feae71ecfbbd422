// SPDX-License-Identifier: Apache-2.0
//
// Puts needs together. Internal to the analysis (needs.h).
//
// Every function gives the simplest need that says the same: `no` and `yes`
// are absorbed, sizes that are needed together melt into one, nested and equal
// needs collapse. The prefilter evaluates the result for every file, so it is
// worth to do this once here.
#ifndef BEACHCOMB_RULES_NEED_TREE_H_
#define BEACHCOMB_RULES_NEED_TREE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "rules/needs.h"

namespace beachcomb::rules {

Need yes(std::string reason, const Span& span);
Need no();

// The size of the file is in [low, high].
Need size_need(std::int64_t low, std::int64_t high, const Span& span);

// The bytes at `offset` exist and their value is in [low, high].
Need read_need(const IntegerRead& read, std::uint64_t offset, std::int64_t low,
               std::int64_t high, const Span& span);

// All of the children; one of them; so many of them. A child that is given
// twice counts twice, as in "2 of ($a, $a)".
Need all_of(std::vector<Need> children);
Need any_of(std::vector<Need> children);
Need at_least(std::uint64_t count, std::vector<Need> children);

// How many needs there are in this one, itself included; how deep they nest.
struct Extent {
  std::size_t nodes = 1;
  std::size_t height = 1;
};
Extent extent_of(const Need& need);

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_NEED_TREE_H_
