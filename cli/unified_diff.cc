// SPDX-License-Identifier: Apache-2.0
//
// Myers' algorithm ("An O(ND) Difference Algorithm and Its Variations", 1986)
// on lines, between the lines that are equal at the start and at the end. Its
// memory grows with the square of the differences, so texts that differ in
// more than kMostEdits lines are shown as one replacement.
#include "unified_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace beachcomb::cli {
namespace {

constexpr std::ptrdiff_t kMostEdits = 4000;
constexpr std::size_t kContext = 3;

using Lines = std::vector<std::string_view>;

// Each with its line break; the last may have none.
Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    lines.push_back(text.substr(0, end + 1));
    text.remove_prefix(end + 1);
  }
  return lines;
}

struct Edit {
  char mark;  // ' ', '-', '+'
  std::string_view line;
};

// The end of the furthest path on each diagonal, for each number of edits.
using Row = std::vector<std::ptrdiff_t>;

bool takes_insertion(const Row& row, std::ptrdiff_t d, std::ptrdiff_t k,
                     std::ptrdiff_t middle) {
  const auto at = [&](std::ptrdiff_t i) {
    return row[static_cast<std::size_t>(middle + i)];
  };
  return k == -d || (k != d && at(k - 1) < at(k + 1));
}

// Appends the edits between two texts, last to first. False: too many.
bool shortest_edits(const Lines& a, const Lines& b, std::vector<Edit>* edits) {
  const auto n = static_cast<std::ptrdiff_t>(a.size());
  const auto m = static_cast<std::ptrdiff_t>(b.size());
  const std::ptrdiff_t most = std::min(n + m, kMostEdits);
  const std::ptrdiff_t middle = most + 1;
  Row row(static_cast<std::size_t>(2 * middle + 1), 0);
  std::vector<Row> rows;  // rows[d]: before step d, around the middle
  const auto slot = [&](std::ptrdiff_t k) -> std::ptrdiff_t& {
    return row[static_cast<std::size_t>(middle + k)];
  };
  std::ptrdiff_t d = 0;
  for (bool done = false; !done; ++d) {
    if (d > most) return false;
    rows.emplace_back(row.begin() + (middle - d - 1),
                      row.begin() + (middle + d + 2));
    for (std::ptrdiff_t k = -d; k <= d && !done; k += 2) {
      std::ptrdiff_t x =
          takes_insertion(row, d, k, middle) ? slot(k + 1) : slot(k - 1) + 1;
      while (x < n && x - k < m &&
             a[static_cast<std::size_t>(x)] ==
                 b[static_cast<std::size_t>(x - k)]) {
        ++x;
      }
      slot(k) = x;
      done = x >= n && x - k >= m;
    }
  }
  std::ptrdiff_t x = n, y = m;
  for (--d; d >= 0; --d) {
    const Row& before = rows[static_cast<std::size_t>(d)];
    const std::ptrdiff_t k = x - y;
    const bool inserted = takes_insertion(before, d, k, d + 1);
    const std::ptrdiff_t k0 = inserted ? k + 1 : k - 1;
    const std::ptrdiff_t x0 =
        d == 0 ? 0 : before[static_cast<std::size_t>(d + 1 + k0)];
    const std::ptrdiff_t y0 = d == 0 ? 0 : x0 - k0;
    const std::ptrdiff_t start = d == 0 ? 0 : (inserted ? x0 : x0 + 1);
    for (; x > start; --x, --y) {
      edits->push_back({' ', a[static_cast<std::size_t>(x - 1)]});
    }
    if (d > 0) {
      edits->push_back(inserted ? Edit{'+', b[static_cast<std::size_t>(y0)]}
                                : Edit{'-', a[static_cast<std::size_t>(x0)]});
    }
    x = x0;
    y = y0;
  }
  return true;
}

std::vector<Edit> edits_between(Lines a, Lines b) {
  std::vector<Edit> edits;
  std::vector<Edit> tail;
  std::size_t same = 0;
  while (same < a.size() && same < b.size() && a[same] == b[same]) {
    edits.push_back({' ', a[same++]});
  }
  while (a.size() > same && b.size() > same && a.back() == b.back()) {
    tail.push_back({' ', a.back()});
    a.pop_back();
    b.pop_back();
  }
  const auto drop = static_cast<std::ptrdiff_t>(same);
  a.erase(a.begin(), a.begin() + drop);
  b.erase(b.begin(), b.begin() + drop);
  std::vector<Edit> between;
  if (!shortest_edits(a, b, &between)) {
    between.clear();
    for (auto it = b.rbegin(); it != b.rend(); ++it) {
      between.push_back({'+', *it});
    }
    for (auto it = a.rbegin(); it != a.rend(); ++it) {
      between.push_back({'-', *it});
    }
  }
  edits.insert(edits.end(), between.rbegin(), between.rend());
  edits.insert(edits.end(), tail.rbegin(), tail.rend());
  return edits;
}

std::string range(std::size_t first, std::size_t count) {
  // An empty range is named by the line before it.
  const std::size_t line = count == 0 ? first : first + 1;
  return count == 1 ? std::to_string(line) : fmt::format("{},{}", line, count);
}

}  // namespace

std::string unified_diff(std::string_view path, std::string_view before,
                         std::string_view after) {
  if (before == after) return {};
  const std::vector<Edit> edits =
      edits_between(lines_of(before), lines_of(after));
  std::string out = fmt::format("--- {0}\n+++ {0}\n", path);
  std::size_t old_line = 0, new_line = 0;  // before edits[at]
  for (std::size_t at = 0; at < edits.size();) {
    std::size_t change = at;
    while (change < edits.size() && edits[change].mark == ' ') ++change;
    if (change == edits.size()) break;
    const std::size_t begin = std::max(at, change - std::min(change, kContext));
    old_line += begin - at;
    new_line += begin - at;
    // Up to the first change that is followed by more than twice the context.
    std::size_t end = change;
    for (std::size_t i = change, equal = 0;
         i < edits.size() && equal <= 2 * kContext; ++i) {
      equal = edits[i].mark == ' ' ? equal + 1 : 0;
      if (equal == 0) end = i + 1;
    }
    end = std::min(end + kContext, edits.size());
    std::string body;
    std::size_t old_count = 0, new_count = 0;
    for (std::size_t i = begin; i < end; ++i) {
      body += edits[i].mark;
      body += edits[i].line;
      if (!body.ends_with('\n')) body += "\n\\ No newline at end of file\n";
      old_count += edits[i].mark != '+';
      new_count += edits[i].mark != '-';
    }
    out += fmt::format("@@ -{} +{} @@\n", range(old_line, old_count),
                       range(new_line, new_count));
    out += body;
    old_line += old_count;
    new_line += new_count;
    at = end;
  }
  return out;
}

}  // namespace beachcomb::cli
