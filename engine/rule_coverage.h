// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_RULE_COVERAGE_H_
#define BEACHCOMB_RULE_COVERAGE_H_

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "beachcomb/explain.h"
#include "beachcomb/rule_tests.h"

namespace beachcomb {

// Gathers what the samples of one rule have shown of it.
class CoverageOfRule {
 public:
  void add(const Explanation& explanation);
  RuleCoverage result(std::string pack, std::string rule) const;

 private:
  // A part of the condition, by its place in the tree.
  struct Part {
    std::string text;
    std::uint32_t line = 0;
    bool held = false;
    bool failed = false;
  };
  void add(const ConditionPart& part, const std::string& place);
  void add_below(const ConditionPart& part, const std::string& place);
  void assume_all_below(const std::string& place);

  std::vector<ExplainedString> strings_;  // without places
  std::map<std::string, Part> parts_;
};

}  // namespace beachcomb

#endif  // BEACHCOMB_RULE_COVERAGE_H_
