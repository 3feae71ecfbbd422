// SPDX-License-Identifier: Apache-2.0
#include "rules/needs.h"

namespace beachcomb::rules {
namespace {

constexpr std::int64_t kMost = INT64_MAX;

// A value of a read, as rules write it: 0x5a4d.
std::string hexadecimal(std::int64_t value) {
  if (value < 10) return std::to_string(value);
  constexpr char kDigits[] = "0123456789abcdef";
  std::string digits;
  for (; value > 0; value /= 16) digits.insert(0, 1, kDigits[value % 16]);
  return "0x" + digits;
}

std::string read_range(const Need& need) {
  const std::string what =
      read_name(need.read) + "(" + std::to_string(need.offset) + ")";
  const std::int64_t values = std::int64_t{1} << need.read.bits;
  const std::int64_t least = need.read.is_signed ? -values / 2 : 0;
  if (need.low == need.high) return what + " == " + hexadecimal(need.low);
  if (need.low <= least) return what + " <= " + hexadecimal(need.high);
  if (need.high >= least + values - 1) {
    return what + " >= " + hexadecimal(need.low);
  }
  return what + " in (" + hexadecimal(need.low) + ".." +
         hexadecimal(need.high) + ")";
}

std::string size_range(std::int64_t low, std::int64_t high) {
  if (low == high) return "filesize == " + std::to_string(low);
  if (low == 0) return "filesize <= " + std::to_string(high);
  if (high == kMost) return "filesize >= " + std::to_string(low);
  return "filesize in (" + std::to_string(low) + ".." + std::to_string(high) +
         ")";
}

std::string joined(const Need& need, const char* between,
                   const std::vector<const Rule*>& rules) {
  std::string text;
  for (const Need& child : need.children) {
    if (!text.empty()) text += between;
    const bool nested =
        child.kind == Need::Kind::at_least &&
        (child.count == 1 || child.count == child.children.size());
    const std::string inner = print_need(child, rules);
    text += nested ? "(" + inner + ")" : inner;
  }
  return text;
}

}  // namespace

std::string print_need(const Need& need,
                       const std::vector<const Rule*>& rules) {
  switch (need.kind) {
    case Need::Kind::yes:
      return "anything (" + need.reason + ")";
    case Need::Kind::no:
      return "never";
    case Need::Kind::string:
      return rules[need.rule]->strings[need.string].name;
    case Need::Kind::size:
      return size_range(need.low, need.high);
    case Need::Kind::read:
      return read_range(need);
    case Need::Kind::external:
      return std::string(need.negated ? "not " : "") + need.name + " " +
             operator_text(need.op) + " \"" + need.text + "\"";
    case Need::Kind::at_least:
      break;
  }
  if (need.count == need.children.size()) return joined(need, " and ", rules);
  if (need.count == 1) return joined(need, " or ", rules);
  return std::to_string(need.count) + " of (" + joined(need, ", ", rules) + ")";
}

}  // namespace beachcomb::rules
