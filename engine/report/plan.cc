// SPDX-License-Identifier: Apache-2.0
#include "report/plan.h"

#include <algorithm>
#include <string>

#include "beachcomb/report.h"

namespace beachcomb {
namespace {

using Json = nlohmann::ordered_json;

std::string_view name_of(RulePlan::Runs runs) {
  constexpr std::string_view kNames[] = {"when-found", "always", "with-others",
                                         "never"};
  return kNames[static_cast<std::size_t>(runs)];
}

std::string texts_of(const RulePlan& plan) {
  constexpr std::size_t kShown = 8;
  std::string text;
  for (std::size_t i = 0; i < std::min(plan.looks_for.size(), kShown); ++i) {
    text += (i == 0 ? "" : ", ") + plan.looks_for[i];
  }
  if (plan.looks_for.size() > kShown) {
    text += " and " + std::to_string(plan.looks_for.size() - kShown) + " more";
  }
  return text;
}

}  // namespace

nlohmann::ordered_json report::json_of(const RulePlan& plan) {
  Json json{{"runs", name_of(plan.runs)}};
  if (!plan.needs.empty()) json["needs"] = printable(plan.needs);
  json["looks_for"] = plan.looks_for;
  return json;
}

std::string as_text(const RulePlan& plan) {
  if (plan.needs.empty()) {
    return "  always runs: beachcomb's parser does not know this rule\n";
  }
  std::string text = "  needs " + printable(plan.needs) + '\n';
  switch (plan.runs) {
    case RulePlan::Runs::when_found:
      return text + "  looks for " + texts_of(plan) + '\n';
    case RulePlan::Runs::always:
      return text + "  always runs: no fixed text is needed for it to hold\n";
    case RulePlan::Runs::with_others:
      return text + "  runs only where a rule that refers to it does\n";
    case RulePlan::Runs::never:
      return text + "  never runs\n";
  }
  return text;
}

std::string as_json(const std::vector<RulePlan>& plans) {
  Json rules = Json::array();
  for (const RulePlan& plan : plans) {
    Json json{{"rule", printable(plan.rule)}, {"pack", printable(plan.pack)}};
    json.update(report::json_of(plan));
    rules.push_back(std::move(json));
  }
  const Json all{{"rules", std::move(rules)}};
  return all.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace beachcomb
