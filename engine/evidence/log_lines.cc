// SPDX-License-Identifier: Apache-2.0
#include "evidence/log_lines.h"

#include <algorithm>
#include <chrono>

#include "text/ascii.h"

namespace beachcomb::evidence {
namespace {

constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
constexpr std::string_view kDays = "SunMonTueWedThuFriSat";
constexpr std::string_view kMark = "\xef\xbb\xbf";
// Farther into a line nobody writes its time.
constexpr std::size_t kFarthestTime = 4096;

using text::is_digit;

// Reads a text from its start. Each function says whether what it reads was
// there; where it was not, what is left of the text is of no use any more.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  char next() const { return rest_.empty() ? '\0' : rest_.front(); }

  bool skip(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool number(std::size_t least, std::size_t most, int* value) {
    *value = 0;
    std::size_t n = 0;
    for (; n < most && n < rest_.size() && is_digit(rest_[n]); ++n) {
      *value = 10 * *value + (rest_[n] - '0');
    }
    rest_.remove_prefix(n);
    return n >= least;
  }

  // One of the words of three letters; its number from 1.
  bool word(std::string_view words, int* number) {
    if (rest_.size() < 3) return false;
    const std::size_t at = words.find(rest_.substr(0, 3));
    rest_.remove_prefix(3);
    *number = static_cast<int>(at / 3) + 1;
    return at != words.npos && at % 3 == 0;
  }

  // ".123" or ",123" if there is one.
  std::int64_t fraction() {
    if (rest_.size() < 2 || (rest_[0] != '.' && rest_[0] != ',') ||
        !is_digit(rest_[1])) {
      return 0;
    }
    rest_.remove_prefix(1);
    std::int64_t value = 0;
    std::int64_t unit = 1'000'000'000;
    while (!rest_.empty() && is_digit(rest_.front())) {
      if (unit > 1) value += (unit /= 10) * (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return value;
  }

 private:
  std::string_view rest_;
};

struct Clock {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  std::int64_t fraction = 0;

  bool read_time(Cursor* cursor) {
    if (!cursor->number(1, 2, &hour) || !cursor->skip(':') ||
        !cursor->number(2, 2, &minute) || !cursor->skip(':') ||
        !cursor->number(2, 2, &second)) {
      return false;
    }
    fraction = cursor->fraction();
    return true;
  }

  std::optional<std::int64_t> nanoseconds() const {
    using namespace std::chrono;  // NOLINT: for the literals' sake
    const year_month_day date{std::chrono::year(year),
                              std::chrono::month(static_cast<unsigned>(month)),
                              std::chrono::day(static_cast<unsigned>(day))};
    // What 64 bits of nanoseconds can say; and 60 is a leap second.
    if (!date.ok() || year < 1678 || year > 2261 || hour > 23 || minute > 59 ||
        second > 60) {
      return std::nullopt;
    }
    const sys_time<std::chrono::nanoseconds> time =
        sys_days(date) + hours(hour) + minutes(minute) + seconds(second) +
        std::chrono::nanoseconds(fraction);
    return time.time_since_epoch().count();
  }
};

std::optional<Stamp> local_stamp(const Clock& clock) {
  const auto time = clock.nanoseconds();
  if (!time) return std::nullopt;
  return Stamp{*time, true};
}

// "Z", "+0100", "-05:00": minutes east.
bool read_zone(Cursor* cursor, int* minutes) {
  *minutes = 0;
  if (cursor->skip('Z')) return true;
  const bool west = cursor->next() == '-';
  if (!cursor->skip(west ? '-' : '+')) return false;
  int hour = 0, minute = 0;
  if (!cursor->number(2, 2, &hour)) return false;
  cursor->skip(':');
  if (!cursor->number(2, 2, &minute) || hour > 15 || minute > 59) return false;
  *minutes = (west ? -1 : 1) * (60 * hour + minute);
  return true;
}

std::optional<Stamp> stamp_with(const Clock& clock, int zone_minutes) {
  const auto time = clock.nanoseconds();
  if (!time) return std::nullopt;
  return Stamp{*time - std::int64_t{zone_minutes} * 60 * 1'000'000'000, false};
}

// 2021-03-02T10:11:12.123Z of Exchange, 2021/03/02 10:11:12 of nginx,
// 2021-03-02 10:11:12 of lighttpd.
std::optional<Stamp> year_first(std::string_view line) {
  Cursor cursor(line);
  Clock clock;
  const bool quoted = cursor.skip('[') || cursor.skip('"');
  if (!cursor.number(4, 4, &clock.year)) return std::nullopt;
  const char between = cursor.next() == '/' ? '/' : '-';
  if (!cursor.skip(between) || !cursor.number(2, 2, &clock.month) ||
      !cursor.skip(between) || !cursor.number(2, 2, &clock.day) ||
      (!cursor.skip('T') && !cursor.skip(' ')) || !clock.read_time(&cursor)) {
    return std::nullopt;
  }
  Cursor zone = cursor;
  zone.skip(' ');
  if (int minutes = 0; read_zone(&zone, &minutes)) {
    return stamp_with(clock, minutes);
  }
  // More digits or letters at once: it is some other number.
  const char c = cursor.next();
  const bool ends = cursor.at_end() || c == ' ' || c == '\t' || c == ',' ||
                    c == ':' || c == ';' || (quoted && (c == ']' || c == '"'));
  return ends ? local_stamp(clock) : std::nullopt;
}

// 02-Mar-2021 10:11:12.123 of Tomcat.
std::optional<Stamp> tomcat(std::string_view line) {
  Cursor cursor(line);
  Clock clock;
  if (!cursor.number(2, 2, &clock.day) || !cursor.skip('-') ||
      !cursor.word(kMonths, &clock.month) || !cursor.skip('-') ||
      !cursor.number(4, 4, &clock.year) || !cursor.skip(' ') ||
      !clock.read_time(&cursor)) {
    return std::nullopt;
  }
  return local_stamp(clock);
}

// Mar 02, 2021 10:11:12 AM of older ones.
std::optional<Stamp> old_tomcat(std::string_view line) {
  Cursor cursor(line);
  Clock clock;
  if (!cursor.word(kMonths, &clock.month) || !cursor.skip(' ') ||
      !cursor.number(1, 2, &clock.day) || !cursor.skip(',') ||
      !cursor.skip(' ') || !cursor.number(4, 4, &clock.year) ||
      !cursor.skip(' ') || !clock.read_time(&cursor) || !cursor.skip(' ')) {
    return std::nullopt;
  }
  const bool afternoon = cursor.next() == 'P';
  if ((!cursor.skip('A') && !cursor.skip('P')) || !cursor.skip('M') ||
      clock.hour < 1 || clock.hour > 12) {
    return std::nullopt;
  }
  clock.hour = clock.hour % 12 + (afternoon ? 12 : 0);
  return local_stamp(clock);
}

// [Tue Mar 02 10:11:12.123456 2021] of Apache's error log.
std::optional<Stamp> apache_error(std::string_view line) {
  Cursor cursor(line);
  Clock clock;
  int day_of_week = 0;
  if (!cursor.skip('[') || !cursor.word(kDays, &day_of_week) ||
      !cursor.skip(' ') || !cursor.word(kMonths, &clock.month) ||
      !cursor.skip(' ')) {
    return std::nullopt;
  }
  cursor.skip(' ');
  if (!cursor.number(1, 2, &clock.day) || !cursor.skip(' ') ||
      !clock.read_time(&cursor) || !cursor.skip(' ') ||
      !cursor.number(4, 4, &clock.year) || !cursor.skip(']')) {
    return std::nullopt;
  }
  return local_stamp(clock);
}

// [02/Mar/2021:10:11:12 +0100], at the start of `text`.
std::optional<Stamp> bracketed(std::string_view text) {
  Cursor cursor(text);
  Clock clock;
  int zone = 0;
  if (!cursor.skip('[') || !cursor.number(2, 2, &clock.day) ||
      !cursor.skip('/') || !cursor.word(kMonths, &clock.month) ||
      !cursor.skip('/') || !cursor.number(4, 4, &clock.year) ||
      !cursor.skip(':') || !clock.read_time(&cursor) || !cursor.skip(' ') ||
      !read_zone(&cursor, &zone) || !cursor.skip(']')) {
    return std::nullopt;
  }
  return stamp_with(clock, zone);
}

// The common and the combined log format, with or without a host before it.
std::optional<Stamp> common(std::string_view line) {
  line = line.substr(0, kFarthestTime);
  std::size_t request = line.find('"');
  // Apache writes a quote in a user name as \".
  while (request != line.npos && request > 0 && line[request - 1] == '\\') {
    request = line.find('"', request + 1);
  }
  const std::string_view before = line.substr(0, request);
  for (std::size_t at = before.rfind('['); at != before.npos;
       at = at == 0 ? before.npos : before.rfind('[', at - 1)) {
    if (auto stamp = bracketed(before.substr(at))) return stamp;
  }
  // Formats that begin with the request.
  for (std::size_t at = line.find('['); at != line.npos;
       at = line.find('[', at + 1)) {
    if (auto stamp = bracketed(line.substr(at))) return stamp;
  }
  return std::nullopt;
}

// An access log of JSON objects: the first time in it that has a zone.
std::optional<Stamp> json_line(std::string_view line) {
  line = line.substr(0, kFarthestTime);
  for (std::size_t at = line.find('"'); at != line.npos;
       at = line.find('"', at + 1)) {
    const auto stamp = year_first(line.substr(at));
    if (stamp && !stamp->local) return stamp;
    if (const auto other = bracketed(line.substr(at + 1))) return other;
  }
  return std::nullopt;
}

std::string_view without_mark(std::string_view line) {
  if (line.starts_with(kMark)) line.remove_prefix(kMark.size());
  return line;
}

// The nth of the words that stand between single blanks.
std::string_view column(std::string_view line, std::size_t n) {
  for (; n > 0; --n) {
    const std::size_t blank = line.find(' ');
    if (blank == line.npos) return {};
    line.remove_prefix(blank + 1);
  }
  return line.substr(0, line.find(' '));
}

}  // namespace

std::optional<Stamp> stamp_of(std::string_view line) {
  line = without_mark(line);
  if (line.starts_with('{')) return json_line(line);
  for (const auto form : {year_first, tomcat, old_tomcat, apache_error}) {
    if (auto stamp = form(line)) return stamp;
  }
  return common(line);
}

std::optional<Stamp> LineClock::read(std::string_view line) {
  line = without_mark(line);
  was_header_ = false;
  const std::size_t colon = line.find(':');
  if (line.starts_with('#') && colon < 20) {
    was_header_ = true;
    read_header(line);
    return std::nullopt;
  }
  // The first line of what Exchange writes for its front ends.
  if (line.starts_with("DateTime,")) {
    was_header_ = true;
    return std::nullopt;
  }
  if (!time_column_) return stamp_of(line);
  const std::string date(date_column_ ? column(line, *date_column_) : date_);
  // Its times are in UTC, and do not say so.
  auto stamp = stamp_of(date + ' ' + std::string(column(line, *time_column_)));
  if (stamp) stamp->local = false;
  return stamp;
}

void LineClock::read_header(std::string_view line) {
  constexpr std::string_view kDate = "#Date: ";
  constexpr std::string_view kFields = "#Fields: ";
  if (line.starts_with(kDate)) date_ = line.substr(kDate.size(), 10);
  if (!line.starts_with(kFields)) return;
  line.remove_prefix(kFields.size());
  date_column_.reset();
  time_column_.reset();
  for (std::size_t n = 0; !line.empty(); ++n) {
    const std::string_view name = line.substr(0, line.find(' '));
    if (name == "date") date_column_ = n;
    if (name == "time") time_column_ = n;
    line.remove_prefix(std::min(line.size(), name.size() + 1));
  }
}

}  // namespace beachcomb::evidence
