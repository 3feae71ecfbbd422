// SPDX-License-Identifier: Apache-2.0
//
// What samples show of a rule: each string that occurs in one of them, and each
// part of the condition that holds in one and fails in another. The turns of a
// loop are not told apart: a part of its body holds when it does in one of
// them.
#include "rule_coverage.h"

#include <algorithm>
#include <utility>

namespace beachcomb {
namespace {

using Kind = ConditionPart::Kind;

// A string on its own is counted among the strings.
bool is_string(const ConditionPart& part) {
  return part.kind == Kind::leaf && part.text.starts_with('$') &&
         part.text.find(' ') == std::string::npos;
}

}  // namespace

void CoverageOfRule::add(const ConditionPart& part, const std::string& place) {
  if (!part.fixed && !is_string(part)) {
    Part& seen = parts_[place];
    seen.text = part.text;
    seen.line = part.line;
    seen.held = seen.held || part.truth == Truth::yes;
    seen.failed = seen.failed || part.truth == Truth::no ||
                  part.truth == Truth::undefined;
  }
  if (part.kind == Kind::turns) {
    for (const ConditionPart& turn : part.parts) {
      // What the body as a whole comes to is said of the loop.
      for (const ConditionPart& body : turn.parts) add_below(body, place);
    }
    if (part.hidden != 0) assume_all_below(place);
    return;
  }
  add_below(part, place);
}

void CoverageOfRule::add_below(const ConditionPart& part,
                               const std::string& place) {
  for (std::size_t i = 0; i < part.parts.size(); ++i) {
    // So that the places are in order: 7 before 10.
    const std::string number = std::to_string(i);
    std::string deeper = place + '.';
    deeper.append(6 - std::min<std::size_t>(6, number.size()), '0');
    deeper += number;
    add(part.parts[i], deeper);
  }
}

// Of turns that are not shown it is not known what they exercised.
void CoverageOfRule::assume_all_below(const std::string& place) {
  for (auto& [at, part] : parts_) {
    if (at.starts_with(place + '.')) part.held = part.failed = true;
  }
}

void CoverageOfRule::add(const Explanation& explanation) {
  if (explanation.condition.text.empty()) return;
  add(explanation.condition, "");
  strings_.resize(std::max(strings_.size(), explanation.strings.size()));
  for (std::size_t i = 0; i < explanation.strings.size(); ++i) {
    strings_[i].id = explanation.strings[i].id;
    strings_[i].declaration = explanation.strings[i].declaration;
    strings_[i].count += explanation.strings[i].count;
  }
}

RuleCoverage CoverageOfRule::result(std::string pack, std::string rule) const {
  RuleCoverage coverage{std::move(pack), std::move(rule)};
  coverage.strings = strings_.size();
  for (const ExplainedString& string : strings_) {
    if (string.count != 0) continue;
    coverage.strings_unseen.push_back(string.id + " = " + string.declaration);
  }
  coverage.parts = parts_.size();
  for (const auto& [place, part] : parts_) {
    if (!part.held) coverage.never_held.push_back({part.text, part.line});
    if (!part.failed) coverage.never_failed.push_back({part.text, part.line});
  }
  return coverage;
}

}  // namespace beachcomb
