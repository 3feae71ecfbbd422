// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_EVIDENCE_TIME_SPAN_H_
#define BEACHCOMB_EVIDENCE_TIME_SPAN_H_

#include <cstdint>
#include <vector>

#include "beachcomb/file_record.h"

namespace beachcomb::evidence {

// Nanoseconds since 1970, UTC, both included.
struct Span {
  std::int64_t from = 0;
  std::int64_t to = 0;
  bool holds(std::int64_t time) const { return from <= time && time <= to; }
};

// When a file came to be what it is: modified, changed, born. Not when it was
// read: that moves with every backup.
std::vector<std::int64_t> times_of_change(const FileTimes& times);

// Each of these with `hours` before and after it.
std::vector<Span> spans_around(const FileTimes& times, std::uint32_t hours);

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_TIME_SPAN_H_
