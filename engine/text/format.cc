// SPDX-License-Identifier: Apache-2.0
#include "text/format.h"

#include <fmt/format.h>

#include <array>
#include <chrono>

#include "text/ascii.h"

namespace beachcomb::text {
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

std::string counted(std::uint64_t count, std::string_view one) {
  return counted(count, one, std::string(one) + 's');
}

std::string counted(std::uint64_t count, std::string_view one,
                    std::string_view many) {
  return fmt::format("{} {}", with_commas(count), count == 1 ? one : many);
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

std::optional<std::int64_t> time_from_rfc3339(std::string_view text) {
  constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:dd";
  if (text.size() <= kForm.size() || text.back() != 'Z') return std::nullopt;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    if (kForm[i] == 'd' ? !is_digit(text[i]) : text[i] != kForm[i]) {
      return std::nullopt;
    }
  }
  const auto number = [text](std::size_t at, std::size_t digits) {
    int value = 0;
    for (std::size_t i = at; i < at + digits; ++i) {
      value = 10 * value + (text[i] - '0');
    }
    return value;
  };
  std::string_view fraction = text.substr(kForm.size());
  fraction.remove_suffix(1);
  if (!fraction.empty() &&
      (fraction[0] != '.' || fraction.size() < 2 || fraction.size() > 10)) {
    return std::nullopt;
  }
  std::int64_t nanoseconds = 0;
  for (std::size_t i = 1; i < 10; ++i) {
    if (i < fraction.size() && !is_digit(fraction[i])) return std::nullopt;
    nanoseconds =
        10 * nanoseconds + (i < fraction.size() ? fraction[i] - '0' : 0);
  }
  const std::chrono::year_month_day date{
      std::chrono::year(number(0, 4)),
      std::chrono::month(static_cast<unsigned>(number(5, 2))),
      std::chrono::day(static_cast<unsigned>(number(8, 2)))};
  // What nanoseconds in 64 bits can say.
  if (!date.ok() || number(0, 4) < 1678 || number(0, 4) > 2261) {
    return std::nullopt;
  }
  const std::chrono::sys_time<std::chrono::nanoseconds> time =
      std::chrono::sys_days(date) + std::chrono::hours(number(11, 2)) +
      std::chrono::minutes(number(14, 2)) +
      std::chrono::seconds(number(17, 2)) +
      std::chrono::nanoseconds(nanoseconds);
  return time.time_since_epoch().count();
}

}  // namespace beachcomb::text
