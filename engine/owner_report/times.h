// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_OWNER_REPORT_TIMES_H_
#define BEACHCOMB_OWNER_REPORT_TIMES_H_

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "beachcomb/verdict.h"

namespace beachcomb::owner_report {

// Files by their level, in the order of Level.
using LevelCounts = std::array<std::uint64_t, 3>;
std::uint64_t sum(const LevelCounts& counts);

// One bar of the chart.
struct TimeBin {
  std::int64_t start = 0;     // nanoseconds since 1970, UTC
  std::string label;          // in full: "week of 2021-03-01"
  std::string short_label{};  // under the bar; empty for most
  LevelCounts counts{};
};

struct TimeChart {
  std::string unit;  // "hour", "day", "week", "month", "year", "5 years"
  std::vector<TimeBin> bins;
  std::uint64_t undated = 0;  // files without a time
};

// Bars of one length of time from the first file to the last, empty ones
// included, so that gaps are seen; at most 62.
TimeChart time_chart(std::vector<std::pair<std::int64_t, Level>> times,
                     std::uint64_t undated);

}  // namespace beachcomb::owner_report

#endif  // BEACHCOMB_OWNER_REPORT_TIMES_H_
