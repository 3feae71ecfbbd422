// SPDX-License-Identifier: Apache-2.0
#include "rules/need_tree.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <set>
#include <tuple>
#include <utility>

namespace beachcomb::rules {
namespace {

using Kind = Need::Kind;

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

bool is_junction(const Need& need, bool all) {
  if (need.kind != Kind::at_least) return false;
  return need.count == (all ? need.children.size() : 1u);
}

// Takes the children of nested needs of the same kind for its own.
std::vector<Need> flatten(bool all, std::vector<Need> children) {
  if (std::none_of(children.begin(), children.end(),
                   [all](const Need& n) { return is_junction(n, all); })) {
    return children;
  }
  std::vector<Need> flat;
  for (Need& child : children) {
    if (is_junction(child, all)) {
      std::move(child.children.begin(), child.children.end(),
                std::back_inserter(flat));
    } else {
      flat.push_back(std::move(child));
    }
  }
  return flat;
}

// What makes two needs without children the same one.
auto key_of(const Need& n) {
  return std::tuple(n.kind, n.negated, n.rule, n.string, n.low, n.high,
                    n.offset, n.read.bits, n.read.is_signed, n.read.big_endian,
                    n.op, n.name, n.text);
}

// Keeps the first of equal ones.
void drop_repeated(std::vector<Need>* needs) {
  std::set<decltype(key_of(Need{}))> seen;
  std::erase_if(*needs, [&seen](const Need& n) {
    return n.children.empty() && !seen.insert(key_of(n)).second;
  });
}

Need join(std::size_t count, std::vector<Need> children) {
  if (children.size() == 1) {
    Need only = std::move(children.front());
    return only;
  }
  Need need;
  need.kind = Kind::at_least;
  need.count = static_cast<std::uint32_t>(count);
  need.children = std::move(children);
  return need;
}

}  // namespace

Need yes(std::string reason, const Span& span) {
  Need need;
  need.reason = std::move(reason);
  need.span = span;
  return need;
}

Need no() {
  Need need;
  need.kind = Kind::no;
  return need;
}

Need size_need(std::int64_t low, std::int64_t high, const Span& span) {
  low = std::max<std::int64_t>(low, 0);
  if (low > high) return no();
  if (low == 0 && high == kMost) return yes("true of every file", span);
  Need need;
  need.kind = Kind::size;
  need.low = low;
  need.high = high;
  need.span = span;
  return need;
}

Need read_need(const IntegerRead& read, std::uint64_t offset, std::int64_t low,
               std::int64_t high, const Span& span) {
  const std::int64_t values = std::int64_t{1} << read.bits;
  const std::int64_t least = read.is_signed ? -values / 2 : 0;
  const std::int64_t most = least + values - 1;
  if (low > high || low > most || high < least) return no();
  if (low <= least && high >= most) {
    // Any value will do, but it has to be there.
    return size_need(static_cast<std::int64_t>(offset) + read.bits / 8, kMost,
                     span);
  }
  Need need;
  need.kind = Kind::read;
  need.low = low;
  need.high = high;
  need.offset = offset;
  need.read = read;
  need.span = span;
  return need;
}

Need all_of(std::vector<Need> children) {
  children = flatten(true, std::move(children));
  Need reason;
  std::int64_t low = 0;
  std::int64_t high = kMost;
  Span size_span;
  std::vector<Need> rest;
  for (Need& child : children) {
    if (child.kind == Kind::no) return no();
    if (child.kind == Kind::yes) {
      if (reason.reason.empty()) reason = std::move(child);
    } else if (child.kind == Kind::size) {
      if (low == 0 && high == kMost) size_span = child.span;
      low = std::max(low, child.low);
      high = std::min(high, child.high);
    } else {
      rest.push_back(std::move(child));
    }
  }
  Need size = size_need(low, high, size_span);
  if (size.kind == Kind::no) return size;
  // The cheapest question first.
  if (size.kind == Kind::size) rest.insert(rest.begin(), std::move(size));
  if (rest.empty()) {
    return reason.reason.empty() ? yes("true of every file", {}) : reason;
  }
  drop_repeated(&rest);
  const std::size_t count = rest.size();
  return join(count, std::move(rest));
}

Need any_of(std::vector<Need> children) {
  children = flatten(false, std::move(children));
  for (Need& child : children) {
    if (child.kind == Kind::yes) return std::move(child);
  }
  std::erase_if(children, [](const Need& n) { return n.kind == Kind::no; });
  if (children.empty()) return no();
  drop_repeated(&children);
  return join(1, std::move(children));
}

Need at_least(std::uint64_t count, std::vector<Need> children) {
  Need reason;
  std::erase_if(children, [&](Need& n) {
    if (n.kind == Kind::yes) {
      if (count > 0) --count;
      if (reason.reason.empty()) reason = n;
    }
    return n.kind == Kind::yes || n.kind == Kind::no;
  });
  if (count == 0) return reason;
  if (count > children.size()) return no();
  if (count == children.size()) return all_of(std::move(children));
  if (count == 1) return any_of(std::move(children));
  return join(count, std::move(children));
}

Extent extent_of(const Need& need) {
  Extent whole;
  for (const Need& child : need.children) {
    const Extent part = extent_of(child);
    whole.nodes += part.nodes;
    whole.height = std::max(whole.height, part.height + 1);
  }
  return whole;
}

}  // namespace beachcomb::rules
