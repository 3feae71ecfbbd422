// SPDX-License-Identifier: Apache-2.0
#include "beachcomb/rule_tests.h"

#include <nlohmann/json.hpp>

#include "beachcomb/report.h"

namespace beachcomb {
namespace {

using Json = nlohmann::ordered_json;

Json parts_json(const std::vector<RuleCoverage::Part>& parts) {
  Json json = Json::array();
  for (const RuleCoverage::Part& part : parts) {
    json.push_back({{"text", printable(part.text)}, {"line", part.line}});
  }
  return json;
}

Json coverage_json(const RuleCoverage& coverage) {
  Json unseen = Json::array();
  for (const std::string& string : coverage.strings_unseen) {
    unseen.push_back(printable(string));
  }
  return {{"pack", printable(coverage.pack)},
          {"rule", printable(coverage.rule)},
          {"strings", coverage.strings},
          {"strings_unseen", std::move(unseen)},
          {"parts", coverage.parts},
          {"never_held", parts_json(coverage.never_held)},
          {"never_failed", parts_json(coverage.never_failed)}};
}

}  // namespace

// Names of files are bytes; `printable` makes them text.
std::string as_json(const RuleTestReport& report) {
  Json rules = Json::array();
  for (const TestedRule& rule : report.rules) {
    rules.push_back({{"pack", printable(rule.pack)},
                     {"rule", rule.rule},
                     {"hit", rule.hits},
                     {"miss", rule.misses}});
  }
  Json problems = Json::array();
  for (const RuleProblemFound& problem : report.problems) {
    Json json{{"fault", name_of(problem.fault)},
              {"pack", printable(problem.pack)},
              {"rule", printable(problem.rule)}};
    if (!problem.sample.empty()) json["sample"] = printable(problem.sample);
    if (!problem.detail.empty()) json["detail"] = printable(problem.detail);
    problems.push_back(std::move(json));
  }
  Json all{{"passed", report.problems.empty()},
           {"rules", std::move(rules)},
           {"problems", std::move(problems)}};
  if (!report.coverage.empty()) {
    all["coverage"] = Json::array();
    for (const RuleCoverage& coverage : report.coverage) {
      all["coverage"].push_back(coverage_json(coverage));
    }
  }
  return all.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace beachcomb
