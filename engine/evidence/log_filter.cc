// SPDX-License-Identifier: Apache-2.0
//
// A line without a time belongs to the line before it: to a stack trace, to a
// message of several lines. So what stands since the last line with a time is
// held back until one of its lines is wanted, or the next time comes. In a log
// in which no line has a time that is known here, every line stands for itself.
#include "evidence/log_filter.h"

#include <algorithm>
#include <utility>

namespace beachcomb::evidence {
namespace {

// A longer line is taken for several, a longer message is not held back.
constexpr std::size_t kMostLine = 1u << 20;
constexpr std::size_t kMostHeld = 1u << 20;
constexpr std::size_t kMostHeader = 64u << 10;
constexpr std::size_t kBlock = 1u << 20;

std::vector<std::string> names_of(const std::vector<Sought>& sought) {
  std::vector<std::string> names;
  names.reserve(sought.size());
  for (const Sought& s : sought) names.push_back(s.name);
  return names;
}

// In order, with those that touch made one.
std::vector<Span> joined(std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end(),
            [](const Span& a, const Span& b) { return a.from < b.from; });
  std::vector<Span> out;
  for (const Span& span : spans) {
    if (!out.empty() && span.from <= out.back().to) {
      out.back().to = std::max(out.back().to, span.to);
    } else {
      out.push_back(span);
    }
  }
  return out;
}

std::string_view without_end(std::string_view raw) {
  if (raw.ends_with('\n')) raw.remove_suffix(1);
  if (raw.ends_with('\r')) raw.remove_suffix(1);
  return raw;
}

std::uint64_t count_lines(std::string_view text) {
  const auto ends = std::count(text.begin(), text.end(), '\n');
  return static_cast<std::uint64_t>(ends) +
         (text.empty() || text.ends_with('\n') ? 0 : 1);
}

}  // namespace

LogFilter::LogFilter(const std::vector<Sought>& sought,
                     std::uint64_t most_bytes, ToUtc to_utc)
    : sought_(sought),
      most_bytes_(most_bytes),
      to_utc_(std::move(to_utc)),
      names_(names_of(sought)) {
  for (const Sought& s : sought) {
    for (const Span& span : s.spans) {
      spans_.push_back(span);
      due_.push_back({span, s.item});
    }
  }
  spans_ = joined(std::move(spans_));
}

void LogFilter::take(Bytes piece) {
  std::string_view rest(
      reinterpret_cast<const char*>(piece.data()),  // NOLINT: bytes are chars
      piece.size());
  while (!rest.empty() && !cut_) {
    const std::size_t end = rest.find('\n');
    const std::size_t length = end == rest.npos ? rest.size() : end + 1;
    if (unfinished_.empty() && end != rest.npos && length <= kMostLine) {
      line(rest.substr(0, length));
      rest.remove_prefix(length);
      continue;
    }
    const std::size_t part = std::min(length, kMostLine - unfinished_.size());
    unfinished_.append(rest.substr(0, part));
    rest.remove_prefix(part);
    if (unfinished_.size() < kMostLine && !unfinished_.ends_with('\n')) break;
    const std::string whole = std::exchange(unfinished_, {});
    line(whole);
  }
}

void LogFilter::finish() {
  if (!unfinished_.empty() && !cut_) line(unfinished_);
  unfinished_.clear();
  held_.clear();
}

void LogFilter::line(std::string_view raw) {
  const std::string_view text = without_end(raw);
  const auto stamp = clock_.read(text);
  if (clock_.was_header()) return header(raw);
  in_header_ = false;
  if (stamp || !timed_) {
    held_.clear();
    keeping_ = false;
  }
  timed_ = timed_ || stamp.has_value();
  bool wanted =
      stamp && is_due(stamp->local ? to_utc_(stamp->time) : stamp->time);
  wanted = is_named(text) || wanted;
  if (wanted && !keeping_) {
    keeping_ = true;
    keep(std::exchange(header_, {}));
    keep(std::exchange(held_, {}));
  }
  if (keeping_) {
    keep(raw);
  } else {
    hold(raw);
  }
}

void LogFilter::header(std::string_view raw) {
  if (!in_header_) header_.clear();
  in_header_ = true;
  keeping_ = false;
  held_.clear();
  if (header_.size() + raw.size() <= kMostHeader) header_.append(raw);
}

bool LogFilter::is_due(std::int64_t time) {
  const auto after = std::upper_bound(
      spans_.begin(), spans_.end(), time,
      [](std::int64_t t, const Span& s) { return t < s.from; });
  if (after == spans_.begin() || !std::prev(after)->holds(time)) return false;
  std::erase_if(due_, [this, time](const Due& due) {
    const bool found = due.span.holds(time);
    if (found) items_.insert(due.item);
    return found;
  });
  return true;
}

bool LogFilter::is_named(std::string_view text) {
  bool any = false;
  names_.find(text, [this, &any](std::size_t index) {
    any = true;
    items_.insert(sought_[index].item);
  });
  return any;
}

void LogFilter::hold(std::string_view raw) {
  if (held_.size() + raw.size() > kMostHeld) held_.clear();
  held_.append(raw);
}

void LogFilter::keep(std::string_view raw) {
  if (raw.empty() || cut_) return;
  if (bytes_ + raw.size() > most_bytes_) {
    cut_ = true;
    return;
  }
  if (kept_.empty() || kept_.back().size() + raw.size() > kBlock) {
    kept_.emplace_back().reserve(std::max(kBlock, raw.size()));
  }
  kept_.back().append(raw);
  bytes_ += raw.size();
  lines_ += count_lines(raw);
}

}  // namespace beachcomb::evidence
