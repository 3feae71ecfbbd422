// SPDX-License-Identifier: Apache-2.0
//
// Elastic Common Schema: one event a line. Its fields have one value each
// (rule.name, file.path), so that an alert is one rule on one file. What was
// not scanned whole is an event of its own even where something was found: a
// search for failures must not miss a file because an alert speaks of it, too.
// What the schema has no field for is below `beachcomb`. docs/formats/ecs.md
// says which field comes from where.
#include <algorithm>

#include "beachcomb/version.h"
#include "json/summary.h"
#include "json/verdict.h"
#include "report/attack.h"
#include "report/event_sink.h"
#include "report/facts.h"
#include "report/formats.h"
#include "report/paths.h"
#include "text/base64.h"
#include "text/format.h"
#include "text/utf8.h"

namespace beachcomb::report {
namespace {

using json::Json;

constexpr std::string_view kEcsVersion = "9.4.0";

// As the alerts of Elastic Security have it.
int severity_number(Severity severity) {
  switch (severity) {
    case Severity::critical:
      return 99;
    case Severity::high:
      return 73;
    case Severity::medium:
      return 47;
    case Severity::low:
      break;
  }
  return 21;
}

std::string_view log_level(Level level) {
  switch (level) {
    case Level::malicious:
      return "critical";
    case Level::suspicious:
      return "warning";
    case Level::notice:
      break;
  }
  return "notice";
}

void add_once(std::string_view text, Json* array) {
  if (std::find(array->begin(), array->end(), text) == array->end()) {
    array->push_back(text);
  }
}

// Ids, names and pages, in the same order.
struct AttackList {
  Json ids = Json::array();
  Json names = Json::array();
  Json pages = Json::array();

  void add(std::string_view id, std::string_view name) {
    const std::size_t before = ids.size();
    add_once(id, &ids);
    if (ids.size() == before) return;
    names.push_back(name.empty() ? id : name);
    pages.push_back(attack_url(id));
  }

  void add_technique(std::string_view id) {
    const Technique* known = find_technique(id);
    add(id, known == nullptr ? std::string_view() : known->name);
  }

  Json json() const {
    return {{"id", ids}, {"name", names}, {"reference", pages}};
  }
};

Json threat_json(const RuleInfo& rule) {
  AttackList techniques, subtechniques, tactics;
  for (const std::string& id : rule.mitre) {
    if (!is_technique_id(id)) continue;
    techniques.add_technique(parent_technique(id));
    if (parent_technique(id) != id) subtechniques.add_technique(id);
    const Technique* known = find_technique(id);
    if (known == nullptr) continue;
    for (const std::string_view tactic : known->tactics) {
      if (!tactic.empty()) tactics.add(tactic, find_tactic(tactic)->name);
    }
  }
  Json json;
  if (!techniques.ids.empty()) json["technique"] = techniques.json();
  if (!subtechniques.ids.empty()) {
    json["technique"]["subtechnique"] = subtechniques.json();
  }
  if (!tactics.ids.empty()) json["tactic"] = tactics.json();
  if (const Software* software = find_software(rule.family)) {
    json["software"] = {{"id", software->id},
                        {"name", software->name},
                        {"type", "Malware"},
                        {"reference", attack_url(software->id)}};
  }
  if (!json.empty()) json["framework"] = "MITRE ATT&CK";
  return json;
}

Json rule_json(const RuleInfo& rule) {
  Json json{{"id", text_of(rule.pack + '.' + rule.name)},
            {"name", text_of(rule.name)},
            {"ruleset", text_of(rule.pack)}};
  if (!rule.family.empty()) json["category"] = text_of(rule.family);
  if (!rule.description.empty()) {
    json["description"] = text_of(rule.description);
  }
  if (!rule.references.empty()) {
    json["reference"] = text_of(rule.references.front());
  }
  return json;
}

// One of the three that the schema has; empty for any other.
std::string_view file_type(const Verdict& verdict) {
  if (verdict.is_directory) return "dir";
  if (verdict.mtime.has_value()) return "file";
  if (verdict.reason == Reason::symlink) return "symlink";
  return {};
}

Json file_json(const Verdict& verdict, const std::string& path) {
  const PathParts parts = parts_of(path);
  Json json{{"path", text_of(path)}, {"name", text_of(parts.name)}};
  if (!parts.directory.empty()) json["directory"] = text_of(parts.directory);
  if (!parts.extension.empty()) json["extension"] = text_of(parts.extension);
  if (!file_type(verdict).empty()) json["type"] = file_type(verdict);
  if (verdict.mtime.has_value()) {
    json["size"] = verdict.size;
    json["mtime"] = text::time_rfc3339(*verdict.mtime);
  }
  if (!verdict.sha256.empty()) json["hash"]["sha256"] = verdict.sha256;
  return json;
}

// A field is text in each document, or in none: a name is never an object.
Json layer_json(const Layer& layer, const std::string& chain) {
  Json json = json::layer_json(layer);
  json["chain"] = chain;
  if (!layer.name.empty()) json["name"] = text_of(layer.name);
  put_bytes("name_bytes", layer.name, &json);
  return json;
}

class Ecs : public EventSink {
 public:
  using EventSink::EventSink;

 private:
  std::string finding_event(const Finding& finding,
                            const Verdict& verdict) const override {
    return json::line_of(alert(finding, verdict));
  }
  std::string file_event(const Verdict& verdict) const override {
    return json::line_of(file(verdict));
  }
  std::string run_event(const Summary& summary) const override {
    return json::line_of(account(summary));
  }

  // What each event has. `dataset` says of which kind it is.
  Json base(std::string_view kind, std::string_view dataset,
            std::string_view level, const std::string& message) const {
    const std::string created = text::time_rfc3339(now());
    Json json{{"@timestamp", created},
              {"ecs", {{"version", kEcsVersion}}},
              {"message", message},
              {"log", {{"level", level}}}};
    json["event"] = {{"kind", kind},
                     {"module", kProduct},
                     {"dataset", dataset},
                     {"provider", kProduct},
                     {"created", created}};
    json["observer"] = {{"vendor", kProduct},
                        {"product", kProduct},
                        {"version", version()},
                        {"type", "scanner"}};
    put_host(&json);
    json["beachcomb"]["run"]["id"] = id_of_run();
    if (!run().rules.empty()) json["beachcomb"]["run"]["rules"] = run().rules;
    return json;
  }

  void put_host(Json* json) const {
    Json host = Json::object();
    if (!run().host.empty()) {
      const std::string name = text_of(run().host);
      host = {{"name", name}, {"hostname", name}};
      (*json)["related"]["hosts"] = Json::array({name});
    }
    if (!run().system.empty()) {
      host["os"]["full"] = text_of(run().system);
      if (is_linux(run())) host["os"]["type"] = "linux";
    }
    if (!host.empty()) (*json)["host"] = std::move(host);
  }

  Json alert(const Finding& finding, const Verdict& verdict) const {
    const RuleInfo& rule = finding.rule;
    const Level level = level_of(rule.score);
    Json json = base("alert", "beachcomb.finding", log_level(level),
                     headline(finding, verdict));
    Json& event = json["event"];
    event["category"] = {
        finds(rule) == Finds::other ? "intrusion_detection" : "malware",
        "file"};
    event["type"] = Json::array({"info"});
    event["action"] = "rule-matched";
    event["id"] = finding_id(finding, verdict, run());
    event["severity"] = severity_number(severity_of(rule.score));
    event["risk_score"] = rule.score;
    if (!rule.description.empty()) event["reason"] = text_of(rule.description);
    json["rule"] = rule_json(rule);
    if (!rule.tags.empty()) json["tags"] = rule.tags;
    if (Json threat = threat_json(rule); !threat.empty()) {
      json["threat"] = std::move(threat);
    }
    put_file(verdict, &json);
    Json& own = json["beachcomb"];
    own["level"] = name_of(level);
    if (verdict.windowed) own["windowed"] = true;
    if (rule.references.size() > 1) own["references"] = rule.references;
    own["matches"] = Json::array();
    for (const Match& match : finding.matches) {
      own["matches"].push_back(json::match_json(match));
    }
    if (finding.matches_omitted != 0) {
      own["matches_omitted"] = finding.matches_omitted;
    }
    if (const Layer* layer = layer_of(finding, verdict)) {
      own["layer"] = layer_json(*layer, chain_of(finding, verdict));
      if (!layer->sha256.empty()) put_hash(layer->sha256, &json);
    }
    return json;
  }

  Json file(const Verdict& verdict) const {
    const bool has_reason = verdict.reason.has_value();
    const bool is_failure =
        has_reason && info_of(*verdict.reason).leaves_unread;
    Json json = base("event", "beachcomb.file", is_failure ? "error" : "info",
                     has_reason ? reason_line(verdict) : outcome_line(verdict));
    Json& event = json["event"];
    event["category"] = Json::array({"file"});
    // Nothing was accessed when a policy left it out.
    const bool is_left_out = has_reason && !is_failure;
    event["type"] = Json::array({is_left_out ? "info" : "access"});
    event["action"] = is_left_out ? "file-skipped" : "file-scanned";
    if (!is_left_out) event["outcome"] = is_failure ? "failure" : "success";
    event["id"] = verdict_id(verdict, run(), now());
    if (has_reason) {
      const ReasonInfo& why = info_of(*verdict.reason);
      event["reason"] = why.text;
      if (is_failure) {
        json["error"] = {{"code", why.name}, {"message", reason_line(verdict)}};
      }
      json["beachcomb"]["reason"] = why.name;
    }
    put_file(verdict, &json);
    Json& own = json["beachcomb"];
    own["outcome"] = name_of(verdict.outcome);
    if (verdict.known_good) own["known_good"] = true;
    if (!verdict.overruled.empty()) own["overruled"] = verdict.overruled;
    if (verdict.findings_omitted != 0) {
      own["findings_omitted"] = verdict.findings_omitted;
    }
    const LayerCounts& layers = verdict.layer_counts;
    if (!layers.skipped.empty()) {
      own["layers_skipped"] = json::reasons_json(layers.skipped);
    }
    return json;
  }

  void put_file(const Verdict& verdict, Json* json) const {
    const std::string path = full_path(verdict, run());
    (*json)["file"] = file_json(verdict, path);
    put_bytes("path_bytes", path, &(*json)["beachcomb"]);
    if (!verdict.sha256.empty()) put_hash(verdict.sha256, json);
  }

  static void put_hash(const std::string& sha256, Json* json) {
    Json& hashes = (*json)["related"]["hash"];
    if (hashes.is_null()) hashes = Json::array();
    add_once(sha256, &hashes);
  }

  // The account. Numbers, but of one run and with an outcome: an event.
  Json account(const Summary& summary) const {
    const bool whole = summary.is_whole();
    Json json = base("event", "beachcomb.run", whole ? "info" : "error",
                     run_line(summary));
    Json& event = json["event"];
    event["category"] = Json::array({"file"});
    event["type"] = Json::array({"access"});
    event["action"] = "scan-finished";
    event["outcome"] = whole ? "success" : "failure";
    event["id"] = id_of_run();
    if (run().started != 0) event["start"] = text::time_rfc3339(run().started);
    event["end"] = event["created"];
    event["duration"] = static_cast<std::int64_t>(summary.seconds * 1e9);
    json["beachcomb"]["run"].update(json::account_json(summary));
    return json;
  }
};

}  // namespace

std::unique_ptr<Sink> make_ecs(Output& output, const ReportOptions& options) {
  return std::make_unique<Ecs>(output, options);
}

}  // namespace beachcomb::report
