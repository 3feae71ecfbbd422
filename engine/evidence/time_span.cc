// SPDX-License-Identifier: Apache-2.0
#include "evidence/time_span.h"

namespace beachcomb::evidence {

std::vector<std::int64_t> times_of_change(const FileTimes& times) {
  std::vector<std::int64_t> out = {times.modified, times.changed};
  if (times.born) out.push_back(*times.born);
  return out;
}

std::vector<Span> spans_around(const FileTimes& times, std::uint32_t hours) {
  const std::int64_t width = std::int64_t{hours} * 3600 * 1'000'000'000;
  std::vector<Span> spans;
  for (const std::int64_t time : times_of_change(times)) {
    // Anyone may give a file any time, the first and the last included.
    spans.push_back({time < INT64_MIN + width ? INT64_MIN : time - width,
                     time > INT64_MAX - width ? INT64_MAX : time + width});
  }
  return spans;
}

}  // namespace beachcomb::evidence
