// SPDX-License-Identifier: Apache-2.0
#include "report/ocsf_objects.h"

#include <string>
#include <utility>

#include "json/verdict.h"
#include "report/attack.h"

namespace beachcomb::report::ocsf {
namespace {

Code file_type(const Verdict& verdict) {
  if (verdict.is_directory) return {2, "Folder"};
  if (verdict.mtime.has_value()) return {1, "Regular File"};
  if (verdict.reason == Reason::symlink) return {7, "Symbolic Link"};
  if (verdict.reason == Reason::fifo) return {6, "Named Pipe"};
  if (verdict.reason == Reason::socket) return {5, "Local Socket"};
  return kUnknown;
}

Json sha256_json(const std::string& sha256) {
  return {{"algorithm_id", 3}, {"algorithm", "SHA-256"}, {"value", sha256}};
}

template <typename Entry>
Json attack_entry(std::string_view id, const Entry* known) {
  Json json{{"uid", id}, {"src_url", attack_url(id)}};
  if (known != nullptr) json["name"] = known->name;
  return json;
}

}  // namespace

Code severity_code(Severity severity) {
  switch (severity) {
    case Severity::critical:
      return {5, "Critical"};
    case Severity::high:
      return {4, "High"};
    case Severity::medium:
      return kMedium;
    case Severity::low:
      break;
  }
  return {2, "Low"};
}

Code confidence_code(Level level) {
  switch (level) {
    case Level::malicious:
      return {3, "High"};
    case Level::suspicious:
      return {2, "Medium"};
    case Level::notice:
      break;
  }
  return {1, "Low"};
}

void put(const char* key, const char* id_key, Code code, Json* json) {
  (*json)[id_key] = code.id;
  (*json)[key] = code.name;
}

Json file_json(const Verdict& verdict, const std::string& path) {
  const PathParts parts = parts_of(path);
  // A name is required, and "/" has none.
  Json json{{"name", text_of(parts.name.empty() ? path : parts.name)},
            {"path", text_of(path)}};
  put("type", "type_id", file_type(verdict), &json);
  if (!parts.extension.empty()) json["ext"] = text_of(parts.extension);
  if (!parts.directory.empty()) {
    json["parent_folder"] = text_of(parts.directory);
  }
  if (verdict.mtime.has_value()) {
    json["size"] = verdict.size;
    json["modified_time"] = milliseconds(*verdict.mtime);
  }
  if (!verdict.sha256.empty()) {
    json["hashes"] = Json::array({sha256_json(verdict.sha256)});
  }
  return json;
}

Json attacks_json(const RuleInfo& rule) {
  Json attacks = Json::array();
  for (const std::string& id : rule.mitre) {
    if (!is_technique_id(id)) continue;
    const std::string_view parent = parent_technique(id);
    Json attack{{"technique", attack_entry(parent, find_technique(parent))}};
    const Technique* known = find_technique(id);
    if (parent != id) attack["sub_technique"] = attack_entry(id, known);
    if (known == nullptr) {
      attacks.push_back(std::move(attack));
      continue;
    }
    attack["version"] = kAttackVersion;
    // An attack has one tactic.
    for (const std::string_view tactic : known->tactics) {
      if (tactic.empty()) continue;
      attack["tactic"] = attack_entry(tactic, find_tactic(tactic));
      attacks.push_back(attack);
    }
  }
  return attacks;
}

Json analytic_json(const RuleInfo& rule) {
  Json json{{"uid", text_of(rule.pack + '.' + rule.name)},
            {"name", text_of(rule.name)},
            {"category", text_of(rule.pack)}};
  put("type", "type_id", {1, "Rule"}, &json);
  if (!rule.description.empty()) json["desc"] = text_of(rule.description);
  return json;
}

Json malware_json(const RuleInfo& rule, Json file) {
  const Code kind =
      finds(rule) == Finds::web_shell ? Code{20, "Webshell"} : kUnknown;
  Json json{{"classification_ids", {kind.id}},
            {"classifications", {kind.name}},
            {"name", text_of(rule.family.empty() ? rule.name : rule.family)},
            {"uid", text_of(rule.pack + '.' + rule.name)},
            {"provider", kProduct},
            {"files", Json::array({std::move(file)})}};
  put("severity", "severity_id", severity_code(severity_of(rule.score)), &json);
  return Json::array({std::move(json)});
}

Json data_json(const Finding& finding, const Verdict& verdict) {
  Json data{{"matches", Json::array()}};
  for (const Match& match : finding.matches) {
    data["matches"].push_back(json::match_json(match));
  }
  if (finding.matches_omitted != 0) {
    data["matches_omitted"] = finding.matches_omitted;
  }
  if (const Layer* layer = layer_of(finding, verdict)) {
    data["layer"] = json::layer_json(*layer);
    data["layer"]["chain"] = chain_of(finding, verdict);
  }
  return data;
}

}  // namespace beachcomb::report::ocsf
