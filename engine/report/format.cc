// SPDX-License-Identifier: Apache-2.0
#include "report/format.h"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace beachcomb::report {
namespace {

struct UtcTime {
  std::chrono::year_month_day date;
  std::chrono::hh_mm_ss<std::chrono::nanoseconds> clock;
};

UtcTime utc(std::int64_t time) {
  const std::chrono::sys_time<std::chrono::nanoseconds> point{
      std::chrono::nanoseconds(time)};
  const auto day = std::chrono::floor<std::chrono::days>(point);
  return {std::chrono::year_month_day(day),
          std::chrono::hh_mm_ss<std::chrono::nanoseconds>(point - day)};
}

std::string to_seconds(const UtcTime& t, char between) {
  return fmt::format(
      "{:04}-{:02}-{:02}{}{:02}:{:02}:{:02}", static_cast<int>(t.date.year()),
      static_cast<unsigned>(t.date.month()),
      static_cast<unsigned>(t.date.day()), between, t.clock.hours().count(),
      t.clock.minutes().count(), t.clock.seconds().count());
}

}  // namespace

std::string with_commas(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string bytes_for_people(std::uint64_t bytes) {
  constexpr std::array<const char*, 6> kUnits = {"bytes", "KB", "MB",
                                                 "GB",    "TB", "PB"};
  double value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (value >= 1000 && unit + 1 < kUnits.size()) {
    value /= 1000;
    ++unit;
  }
  if (unit == 0) return fmt::format("{} bytes", bytes);
  return fmt::format(fmt::runtime(value < 10 ? "{:.2f} {}" : "{:.0f} {}"),
                     value, kUnits[unit]);
}

std::string time_for_people(std::int64_t time) {
  return to_seconds(utc(time), ' ') + " UTC";
}

std::string time_rfc3339(std::int64_t time) {
  const UtcTime t = utc(time);
  return fmt::format("{}.{:09}Z", to_seconds(t, 'T'),
                     t.clock.subseconds().count());
}

}  // namespace beachcomb::report
