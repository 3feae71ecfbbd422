// SPDX-License-Identifier: Apache-2.0
#include "beachcomb/rule_tests.h"

#include <nlohmann/json.hpp>

#include "beachcomb/report.h"

namespace beachcomb {

// Names of files are bytes; `printable` makes them text.
std::string as_json(const RuleTestReport& report) {
  using Json = nlohmann::ordered_json;
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
  const Json all{{"passed", report.problems.empty()},
                 {"rules", std::move(rules)},
                 {"problems", std::move(problems)}};
  return all.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace beachcomb
