// SPDX-License-Identifier: Apache-2.0
#include "rules/needs.h"

namespace beachcomb::rules {
namespace {

constexpr std::int64_t kMost = INT64_MAX;

std::string range(const std::string& what, std::int64_t low, std::int64_t high,
                  std::int64_t least) {
  if (low == high) return what + " == " + std::to_string(low);
  if (low == least) return what + " <= " + std::to_string(high);
  if (high == kMost) return what + " >= " + std::to_string(low);
  return what + " in (" + std::to_string(low) + ".." + std::to_string(high) +
         ")";
}

std::string joined(const Need& need, const char* between,
                   const std::vector<const Rule*>& rules) {
  std::string text;
  for (const Need& child : need.children) {
    if (!text.empty()) text += between;
    const bool nested = child.kind == Need::Kind::at_least;
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
      return range("filesize", need.low, need.high, 0);
    case Need::Kind::read:
      return range(
          read_name(need.read) + "(" + std::to_string(need.offset) + ")",
          need.low, need.high, INT64_MIN);
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
