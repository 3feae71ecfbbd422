// SPDX-License-Identifier: Apache-2.0
//
// The lines of one log that are worth keeping: those of the time in which an
// item changed, and those that name it, whenever that was. A log is read once,
// for all items.
#ifndef BEACHCOMB_EVIDENCE_LOG_FILTER_H_
#define BEACHCOMB_EVIDENCE_LOG_FILTER_H_

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/result.h"
#include "evidence/log_lines.h"
#include "evidence/name_finder.h"
#include "evidence/time_span.h"

namespace beachcomb::evidence {

struct Sought {
  std::uint32_t item = 0;
  std::string name;  // of the file, without its folder
  std::vector<Span> spans;
};

// From what a clock on the wall showed to UTC.
using ToUtc = std::function<std::int64_t(std::int64_t)>;

// Not thread-safe. Keeps what it holds on to.
class LogFilter {
 public:
  LogFilter(const std::vector<Sought>& sought, std::uint64_t most_bytes,
            ToUtc to_utc);

  // The log, in pieces.
  void take(Bytes piece);
  void finish();

  // The lines kept, with their line breaks, in blocks.
  const std::vector<std::string>& kept() const { return kept_; }
  std::uint64_t lines() const { return lines_; }
  // Some were not kept, because there were too many.
  bool cut() const { return cut_; }
  // To which items a line belongs.
  const std::set<std::uint32_t>& items() const { return items_; }

 private:
  struct Due {
    Span span;
    std::uint32_t item;
  };

  void line(std::string_view raw);
  void header(std::string_view raw);
  bool is_due(std::int64_t time);
  bool is_named(std::string_view text);
  void hold(std::string_view raw);
  void keep(std::string_view raw);

  std::vector<Sought> sought_;
  std::uint64_t most_bytes_;
  ToUtc to_utc_;
  NameFinder names_;
  LineClock clock_;
  std::vector<Span> spans_;  // of all items, in order, apart from each other
  std::vector<Due> due_;     // of items to which no time led yet

  std::string unfinished_;  // a line whose end was not seen yet
  std::string header_;      // of the lines that follow; not kept so far
  bool in_header_ = false;
  bool timed_ = false;  // a line had a time
  bool keeping_ = false;
  std::string held_;  // the lines since the last one with a time

  std::vector<std::string> kept_;
  std::uint64_t bytes_ = 0;
  std::uint64_t lines_ = 0;
  bool cut_ = false;
  std::set<std::uint32_t> items_;
};

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_LOG_FILTER_H_
