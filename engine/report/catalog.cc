// SPDX-License-Identifier: Apache-2.0
#include "beachcomb/catalog.h"

#include <nlohmann/json.hpp>

#include "beachcomb/report.h"
#include "json/fields.h"
#include "report/plan.h"

namespace beachcomb {
namespace {

using Json = nlohmann::ordered_json;

Json problems_json(const std::vector<RuleProblem>& problems) {
  Json json = Json::array();
  for (const RuleProblem& problem : problems) {
    json.push_back({{"path", printable(problem.path)},
                    {"line", problem.line},
                    {"column", problem.column},
                    {"reason", printable(problem.reason)}});
  }
  return json;
}

Json details_json(const std::vector<RuleChange::Detail>& details) {
  Json json = Json::array();
  for (const RuleChange::Detail& detail : details) {
    Json one{{"name", printable(detail.what)}};
    if (!detail.before.empty()) one["before"] = printable(detail.before);
    if (!detail.after.empty()) one["after"] = printable(detail.after);
    json.push_back(std::move(one));
  }
  return json;
}

Json rule_json(const CatalogRule& rule) {
  Json json{{"rule", printable(rule.info.name)},
            {"pack", printable(rule.info.pack)},
            {"score", rule.info.score}};
  if (!rule.info.family.empty()) json["family"] = printable(rule.info.family);
  if (!rule.info.mitre.empty()) {
    json["mitre"] = Json::array();
    for (const std::string& id : rule.info.mitre) {
      json["mitre"].push_back(printable(id));
    }
  }
  if (!rule.info.tags.empty()) json["tags"] = rule.info.tags;
  if (rule.is_private) json["private"] = true;
  if (rule.is_global) json["global"] = true;
  json["path"] = printable(rule.path);
  json["line"] = rule.line;
  json["meta"] = Json::array();
  for (const auto& [name, value] : rule.meta) {
    json["meta"].push_back({{"name", name}, {"value", printable(value)}});
  }
  json["strings"] = Json::array();
  for (const std::string& string : rule.strings) {
    json["strings"].push_back(printable(string));
  }
  json["condition"] = printable(rule.condition);
  if (!rule.samples) return json;
  json["source"] = rule.source;
  json["plan"] = rule.plan ? report::json_of(*rule.plan) : Json(nullptr);
  json["samples"] = Json::array();
  for (const std::string& sample : *rule.samples) {
    json["samples"].push_back(printable(sample));
  }
  return json;
}

Json tree_json(const TreeDifference& tree) {
  Json files = Json::array();
  for (const FileChange& change : tree.files) {
    files.push_back({{"path", json::path_json(change.path)},
                     {"before", change.before},
                     {"after", change.after},
                     {"gained", change.gained},
                     {"lost", change.lost}});
  }
  return {{"complete", tree.complete}, {"files", std::move(files)}};
}

}  // namespace

std::string as_json(const Catalog& catalog) {
  Json rules = Json::array();
  for (const CatalogRule& rule : catalog.rules) {
    rules.push_back(rule_json(rule));
  }
  const Json all{{"rules", std::move(rules)},
                 {"problems", problems_json(catalog.problems)}};
  return all.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string as_json(const RuleDifference& difference) {
  constexpr const char* kKinds[] = {"added", "removed", "changed"};
  Json changes = Json::array();
  for (const RuleChange& change : difference.changes) {
    Json json{{"kind", kKinds[static_cast<std::size_t>(change.kind)]},
              {"pack", printable(change.pack)},
              {"rule", printable(change.rule)},
              {"in_meaning", change.in_meaning()}};
    if (change.kind == RuleChange::Kind::changed) {
      json["condition"] =
          change.condition
              ? Json{{"before", printable(change.conditions.before)},
                     {"after", printable(change.conditions.after)}}
              : Json(nullptr);
      json["strings"] = details_json(change.strings);
      json["meta"] = details_json(change.meta);
      json["modifiers"] = change.modifiers;
      json["tags"] = change.tags;
    }
    changes.push_back(std::move(json));
  }
  Json all{{"same", difference.same},
           {"changes", std::move(changes)},
           {"problems", problems_json(difference.problems)}};
  if (difference.tree) all["tree"] = tree_json(*difference.tree);
  return all.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace beachcomb
