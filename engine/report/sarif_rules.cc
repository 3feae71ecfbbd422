// SPDX-License-Identifier: Apache-2.0
#include "report/sarif_rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "beachcomb/report.h"
#include "report/attack.h"
#include "report/facts.h"
#include "report/sarif_log.h"
#include "text/uri.h"

namespace beachcomb::report {
namespace {

using json::Json;

constexpr const char* kTaxonomy = "MITRE ATT&CK";

Json printable_list(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) list.push_back(printable(text));
  return list;
}

// Code hosts show the help beside the result, and refuse rules without.
Json help_of(const RuleInfo& rule) {
  std::string text = fmt::format("A YARA rule of the pack {}.", rule.pack);
  if (!rule.family.empty()) text += " Family: " + rule.family + '.';
  for (const std::string& reference : rule.references) text += ' ' + reference;
  return sarif_message(text);
}

// "security", which code hosts look for, and the rule's own; each once.
Json tags_of(const RuleInfo& rule) {
  Json tags = Json::array({"security"});
  for (const std::string& tag : rule.tags) {
    const std::string text = printable(tag);
    if (std::find(tags.begin(), tags.end(), text) == tags.end()) {
      tags.push_back(text);
    }
  }
  return tags;
}

}  // namespace

const char* sarif_level(Level level) {
  switch (level) {
    case Level::malicious:
      return "error";
    case Level::suspicious:
      return "warning";
    case Level::notice:
      break;
  }
  return "note";
}

std::string sarif_rule_id(const RuleInfo& rule) {
  return printable(rule.pack + '.' + rule.name);
}

std::size_t SarifRules::index_of(const RuleInfo& rule) {
  const auto [found, is_new] =
      indexes_.emplace(rule.pack + '.' + rule.name, rules_.size());
  if (is_new) rules_.push_back(descriptor(rule));
  return found->second;
}

Json SarifRules::descriptor(const RuleInfo& rule) {
  const std::string& summary =
      rule.description.empty() ? rule.name : rule.description;
  Json json{
      {"id", sarif_rule_id(rule)},
      {"shortDescription", sarif_message(summary)},
      {"help", help_of(rule)},
      {"defaultConfiguration",
       {{"level", sarif_level(level_of(rule.score))}, {"rank", rule.score}}}};
  const auto address = std::find_if(
      rule.references.begin(), rule.references.end(), text::is_web_address);
  if (address != rule.references.end()) json["helpUri"] = *address;
  Json properties{{"tags", tags_of(rule)},
                  {"score", rule.score},
                  // Of 10, as text: what code hosts sort by.
                  {"security-severity",
                   fmt::format("{:.1f}", severity_of_ten(rule.score))}};
  if (!rule.family.empty()) properties["family"] = printable(rule.family);
  if (!rule.mitre.empty()) properties["mitre"] = printable_list(rule.mitre);
  json["properties"] = std::move(properties);
  for (const std::string& technique : rule.mitre) {
    if (is_technique_id(technique)) {
      json["relationships"].push_back(relationship(technique));
    }
  }
  return json;
}

Json SarifRules::relationship(const std::string& technique) {
  const auto [found, is_new] =
      technique_indexes_.emplace(technique, techniques_.size());
  if (is_new) {
    Json taxon{{"id", technique}, {"helpUri", attack_url(technique)}};
    if (const Technique* known = find_technique(technique)) {
      taxon["name"] = known->name;
    }
    techniques_.push_back(std::move(taxon));
  }
  return {{"target",
           {{"id", technique},
            {"index", found->second},
            {"toolComponent", {{"name", kTaxonomy}, {"index", 0}}}}},
          {"kinds", {"relevant"}}};
}

Json SarifRules::taxonomies() const {
  if (techniques_.empty()) return Json::array();
  return Json::array(
      {Json{{"name", kTaxonomy},
            {"version", kAttackVersion},
            {"organization", "The MITRE Corporation"},
            {"shortDescription",
             sarif_message("What adversaries do, as MITRE has seen it.")},
            {"informationUri", "https://attack.mitre.org/"},
            {"taxa", techniques_}}});
}

Json SarifRules::supported_taxonomies() const {
  if (techniques_.empty()) return Json::array();
  return Json::array({Json{{"name", kTaxonomy}, {"index", 0}}});
}

}  // namespace beachcomb::report
