// SPDX-License-Identifier: Apache-2.0
//
// Which length of time a bar stands for: the shortest of hour, day, week,
// month and year that needs no more bars than can be told apart. An attacker
// may have given a file any time; years then become as many as it takes.
#include "owner_report/times.h"

#include <algorithm>
#include <chrono>

#include "text/format.h"

namespace beachcomb::owner_report {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::nanoseconds;
using SysTime = std::chrono::sys_time<nanoseconds>;

enum class Unit { hour, day, week, month, year };
constexpr std::array<const char*, 5> kUnits = {"hour", "day", "week", "month",
                                               "year"};
constexpr std::int64_t kMostBins = 62;

std::chrono::year_month_day date_of(std::int64_t time) {
  return std::chrono::floor<days>(SysTime(nanoseconds(time)));
}

// Counts units from some start.
std::int64_t index_of(Unit unit, std::int64_t time) {
  const SysTime point{nanoseconds(time)};
  const std::int64_t day =
      std::chrono::floor<days>(point).time_since_epoch().count();
  const std::chrono::year_month_day date = date_of(time);
  const auto year = static_cast<int>(date.year());
  switch (unit) {
    case Unit::hour:
      return std::chrono::floor<hours>(point).time_since_epoch().count();
    case Unit::day:
      return day;
    case Unit::week:  // 1970-01-05 was a Monday
      return (day + 3 + 70'000'000) / 7 - 10'000'000;
    case Unit::month:
      return year * 12 + static_cast<int>(unsigned{date.month()}) - 1;
    case Unit::year:
      return year;
  }
  return 0;
}

std::int64_t start_of(Unit unit, std::int64_t index) {
  const auto of_day = [](days day) {
    return std::chrono::duration_cast<nanoseconds>(day).count();
  };
  const auto of_date = [&](std::int64_t year, unsigned month) {
    const std::chrono::sys_days date = std::chrono::year_month_day(
        std::chrono::year(static_cast<int>(year)), std::chrono::month(month),
        std::chrono::day(1));
    return of_day(date.time_since_epoch());
  };
  switch (unit) {
    case Unit::hour:
      return nanoseconds(hours(index)).count();
    case Unit::day:
      return of_day(days(index));
    case Unit::week:
      return of_day(days(index * 7 - 3));
    case Unit::month:
      return of_date(index / 12, static_cast<unsigned>(index % 12) + 1);
    case Unit::year:
      // The first year that nanoseconds can say the start of.
      return of_date(std::max<std::int64_t>(index, 1678), 1);
  }
  return 0;
}

std::string label_of(Unit unit, std::int64_t start) {
  const std::string time = text::time_for_people(start);
  switch (unit) {
    case Unit::hour:
      return time.substr(0, 16);
    case Unit::day:
      return time.substr(0, 10);
    case Unit::week:
      return "week of " + time.substr(0, 10);
    case Unit::month:
      return time.substr(0, 7);
    case Unit::year:
      break;
  }
  return time.substr(0, 4);
}

std::string short_label_of(Unit unit, std::int64_t start) {
  const std::string time = text::time_for_people(start);
  if (unit == Unit::hour) return time.substr(11, 5);
  if (unit == Unit::week) return time.substr(0, 10);
  return label_of(unit, start);
}

}  // namespace

std::uint64_t sum(const LevelCounts& counts) {
  return counts[0] + counts[1] + counts[2];
}

TimeChart time_chart(std::vector<std::pair<std::int64_t, Level>> times,
                     std::uint64_t undated) {
  TimeChart chart;
  chart.undated = undated;
  if (times.empty()) return chart;
  std::sort(times.begin(), times.end());
  const std::int64_t first = times.front().first;
  const std::int64_t last = times.back().first;
  auto unit = Unit::hour;
  const auto span = [&] {
    return index_of(unit, last) - index_of(unit, first) + 1;
  };
  while (unit != Unit::year && span() > kMostBins) {
    unit = static_cast<Unit>(static_cast<int>(unit) + 1);
  }
  std::int64_t step = 1;
  for (const std::int64_t longer : {5, 10, 50}) {
    if (span() / step + 1 > kMostBins) step = longer;
  }
  const std::int64_t origin = index_of(unit, first) / step * step;
  chart.unit = kUnits[static_cast<std::size_t>(unit)];
  if (step > 1) chart.unit = std::to_string(step) + " years";
  const auto bins =
      static_cast<std::size_t>((index_of(unit, last) - origin) / step) + 1;
  // A label for every bar would be too many.
  const std::size_t every = (bins + 7) / 8;
  for (std::size_t i = 0; i < bins; ++i) {
    const auto index = origin + static_cast<std::int64_t>(i) * step;
    const std::int64_t start = start_of(unit, index);
    TimeBin bin{.start = start, .label = label_of(unit, start)};
    if (step > 1) bin.label += " and after";
    if (i % every == 0) bin.short_label = short_label_of(unit, start);
    chart.bins.push_back(std::move(bin));
  }
  for (const auto& [time, level] : times) {
    const auto bin =
        static_cast<std::size_t>((index_of(unit, time) - origin) / step);
    ++chart.bins[bin].counts[static_cast<std::size_t>(level)];
  }
  return chart;
}

}  // namespace beachcomb::owner_report
