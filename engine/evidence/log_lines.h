// SPDX-License-Identifier: Apache-2.0
//
// When the lines of a log were written. Nothing here reads a file.
//
// Logs are written by attackers as much as by servers: a request, a user name
// or a referrer may look like a time. So a time counts only where the form of
// the log has it, and in the common log format, where a user name stands
// before it, the last one before the request does.
#ifndef BEACHCOMB_EVIDENCE_LOG_LINES_H_
#define BEACHCOMB_EVIDENCE_LOG_LINES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace beachcomb::evidence {

struct Stamp {
  // Nanoseconds since 1970, UTC; or what a clock on the server's wall showed,
  // counted the same way, when the line does not say its zone.
  std::int64_t time = 0;
  bool local = false;
};

// The time of a line in one of the forms of Apache, nginx, lighttpd, Tomcat,
// Exchange, or in RFC 3339; without the line break.
std::optional<Stamp> stamp_of(std::string_view line);

// The same for the lines of one log in their order: those of IIS have their
// time, in UTC, where its header says.
class LineClock {
 public:
  std::optional<Stamp> read(std::string_view line);
  // Of the line that was read last.
  bool was_header() const { return was_header_; }

 private:
  void read_header(std::string_view line);
  bool was_header_ = false;
  std::optional<std::size_t> date_column_;
  std::optional<std::size_t> time_column_;
  std::string date_;  // of a header; for lines that have only a time
};

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_LOG_LINES_H_
