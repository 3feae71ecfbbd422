// SPDX-License-Identifier: Apache-2.0
//
// STIX 2.1: one bundle. What a run found is of two kinds. Rules, families and
// techniques are knowledge that does not depend on the run: their ids and times
// are the same in each bundle, so that a platform takes them once and a bundle
// never overwrites what an analyst changed. Files, observations and sightings
// are of this run and this machine. A rule goes along as the pattern of its
// indicator, with all that it needs to compile.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <variant>

#include "beachcomb/version.h"
#include "report/attack.h"
#include "report/facts.h"
#include "report/formats.h"
#include "report/paths.h"
#include "report/stix_observables.h"
#include "rules/parser.h"
#include "rules/printer.h"
#include "text/ascii.h"
#include "text/format.h"
#include "text/uri.h"
#include "text/utf8.h"

namespace beachcomb::report {
namespace {

using json::Json;

constexpr std::string_view kWebShell = "T1505.003";

// When it is not known when something was made known first.
constexpr const char* kUndated = "1970-01-01T00:00:00.000Z";

// ATT&CK's own ids, of those that our rules use most.
constexpr std::array kAttackIds = {
    std::pair{kWebShell,
              "attack-pattern--5d0d3609-d06d-49e1-b9c9-b544e0c618cb"},
};

std::string attack_pattern_id(std::string_view technique) {
  for (const auto& [known, id] : kAttackIds) {
    if (technique == known) return id;
  }
  return "attack-pattern--" + stable_id({"attack-pattern", technique});
}

Json object(const std::string& id, std::string_view time) {
  return {{"type", id.substr(0, id.find("--"))},
          {"spec_version", "2.1"},
          {"id", id},
          {"created", time},
          {"modified", time}};
}

// The `date` of the rule's metadata: the source ends with the rule itself.
std::string date_of(const std::string& source) {
  std::string date = kUndated;
  for (const rules::Item& item : rules::parse(source).items) {
    const auto* rule = std::get_if<rules::Rule>(&item);
    if (rule == nullptr) continue;
    for (const rules::Meta& meta : rule->meta) {
      const auto* value = std::get_if<std::string>(&meta.value);
      if (meta.name != "date" || value == nullptr) continue;
      const std::string midnight = *value + "T00:00:00.000Z";
      if (text::time_from_rfc3339(midnight)) date = midnight;
    }
  }
  return date;
}

Json references_of(const RuleInfo& rule) {
  Json all = Json::array();
  for (const std::string& reference : rule.references) {
    const std::string shown = printable(reference);
    all.push_back(
        {{"source_name", "reference"},
         {text::is_web_address(reference) ? "url" : "description", shown}});
  }
  return all;
}

class Stix : public Sink {
 public:
  Stix(Output& output, const ReportOptions& options)
      : output_(output), options_(options), run_(run_id(options.run)) {
    options_.clock = clock_of(options);
  }

  bool on_verdict(const Verdict& verdict) override {
    if (verdict.findings.empty()) return true;
    begin();
    const std::string observed = add_observed_data(verdict);
    // One for each rule, however many layers it holds for.
    std::map<std::string, int> counts;
    for (const Finding& finding : verdict.findings) {
      ++counts[indicator_of(finding.rule)];
    }
    for (const Finding& finding : verdict.findings) {
      const auto count = counts.extract(indicator_of(finding.rule));
      if (!count.empty() && !count.key().empty()) {
        add_sighting(finding, verdict, count.key(), count.mapped(), observed);
      }
    }
    return flush();
  }

  bool on_finish(const Summary& summary) override {
    begin();
    add_account(summary);
    pending_ += "\n]}\n";
    return flush();
  }

 private:
  void begin();
  void add(const Json& object);
  bool add_once(const Json& object);  // true the first time
  bool flush();

  std::string indicator_of(const RuleInfo& rule);
  void add_indicator(const RuleInfo& rule, const std::string& id,
                     const std::string& source);
  void add_malware(const RuleInfo& rule, const std::string& indicator);
  void add_technique(std::string_view technique, const std::string& indicator);
  void relate(const std::string& from, const char* how, const std::string& to);
  std::string add_observed_data(const Verdict& verdict);
  void add_sighting(const Finding& finding, const Verdict& verdict,
                    const std::string& indicator, int count,
                    const std::string& observed);
  void add_account(const Summary& summary);

  Output& output_;
  ReportOptions options_;
  const std::string run_;
  std::string author_;  // ids of identities
  std::string host_;
  std::string pending_;
  bool is_begun_ = false;
  std::map<std::pair<std::string, std::string>, std::string> indicators_;
  std::unordered_set<std::string> written_;
};

void Stix::begin() {
  if (is_begun_) return;
  is_begun_ = true;
  pending_ = R"({"type":"bundle","id":"bundle--)" + run_ + R"(","objects":[)";
  author_ = "identity--" + stable_id({"identity", kProduct});
  Json author = object(author_, kUndated);
  author["name"] = kProduct;
  author["identity_class"] = "system";
  pending_ += '\n' + author.dump();
  written_.insert(author_);
  if (options_.run.host.empty()) return;
  // A host is another one once its system is: what never changes has no date.
  host_ = "identity--" +
          stable_id({"host", options_.run.host, options_.run.system});
  Json host = object(host_, kUndated);
  host["name"] = printable(options_.run.host);
  host["identity_class"] = "system";
  if (!options_.run.system.empty()) {
    host["description"] = printable(options_.run.system);
  }
  add(host);
}

// ASCII only, so that no name can hide a line.
void Stix::add(const Json& object) {
  pending_ += ",\n";
  pending_ += object.dump(-1, ' ', true, Json::error_handler_t::replace);
}

bool Stix::add_once(const Json& object) {
  if (!written_.insert(object["id"]).second) return false;
  add(object);
  return true;
}

bool Stix::flush() {
  const bool is_written = output_.write(pending_);
  pending_.clear();
  return is_written;
}

// JSON is UTF-8. Bytes of a rule that are not are escaped in its strings.
std::string utf8_source(std::string source) {
  if (text::is_utf8(source)) return source;
  const rules::ParsedFile file = rules::parse(source);
  if (!file.errors.empty()) return {};
  return rules::print(file.items, rules::Spelling::canonical);
}

// Empty when the source of the rule is not known.
std::string Stix::indicator_of(const RuleInfo& rule) {
  const auto [known, is_new] =
      indicators_.emplace(std::pair(rule.pack, rule.name), "");
  if (!is_new || !options_.rule_source) return known->second;
  const std::string source = utf8_source(options_.rule_source(rule));
  if (source.empty()) return {};
  known->second =
      "indicator--" + stable_id({"indicator", rule.pack, rule.name, source});
  add_indicator(rule, known->second, source);
  const bool is_web_shell = std::find(rule.mitre.begin(), rule.mitre.end(),
                                      kWebShell) != rule.mitre.end();
  if (is_web_shell && !rule.family.empty()) add_malware(rule, known->second);
  for (const std::string& technique : rule.mitre) {
    if (is_technique_id(technique)) add_technique(technique, known->second);
  }
  return known->second;
}

void Stix::add_indicator(const RuleInfo& rule, const std::string& id,
                         const std::string& source) {
  const std::string date = date_of(source);
  Json indicator = object(id, date);
  indicator["created_by_ref"] = author_;
  indicator["name"] = printable(rule.pack + '.' + rule.name);
  if (!rule.description.empty()) {
    indicator["description"] = printable(rule.description);
  }
  indicator["indicator_types"] = Json::array(
      {level_of(rule.score) == Level::malicious ? "malicious-activity"
                                                : "anomalous-activity"});
  indicator["pattern"] = source;
  indicator["pattern_type"] = "yara";
  indicator["valid_from"] = date;
  indicator["confidence"] = std::clamp(rule.score, 0, 100);
  if (!rule.tags.empty()) {
    for (const std::string& tag : rule.tags) {
      indicator["labels"].push_back(printable(tag));
    }
  }
  if (Json references = references_of(rule); !references.empty()) {
    indicator["external_references"] = std::move(references);
  }
  add(indicator);
}

void Stix::add_malware(const RuleInfo& rule, const std::string& indicator) {
  const std::string id =
      "malware--" + stable_id({"malware", text::lower(rule.family)});
  Json malware = object(id, kUndated);
  malware["created_by_ref"] = author_;
  malware["name"] = printable(rule.family);
  malware["malware_types"] = {"webshell"};
  malware["is_family"] = true;
  if (const Software* known = find_software(rule.family)) {
    malware["name"] = known->name;
    malware["external_references"] =
        Json::array({Json{{"source_name", "mitre-attack"},
                          {"url", attack_url(known->id)},
                          {"external_id", known->id}}});
  }
  add_once(malware);
  relate(indicator, "indicates", id);
}

void Stix::add_technique(std::string_view technique,
                         const std::string& indicator) {
  Json pattern = object(attack_pattern_id(technique), kUndated);
  const Technique* known = find_technique(technique);
  pattern["name"] = known == nullptr ? technique : known->name;
  if (known != nullptr) {
    for (const std::string_view tactic : known->tactics) {
      const Tactic* found = find_tactic(tactic);
      if (found == nullptr) continue;
      pattern["kill_chain_phases"].push_back(
          {{"kill_chain_name", "mitre-attack"}, {"phase_name", found->phase}});
    }
  }
  pattern["external_references"] =
      Json::array({Json{{"source_name", "mitre-attack"},
                        {"url", attack_url(technique)},
                        {"external_id", technique}}});
  add_once(pattern);
  relate(indicator, "indicates", pattern["id"]);
}

void Stix::relate(const std::string& from, const char* how,
                  const std::string& to) {
  Json relation = object(
      "relationship--" + stable_id({"relationship", from, how, to}), kUndated);
  relation["created_by_ref"] = author_;
  relation["relationship_type"] = how;
  relation["source_ref"] = from;
  relation["target_ref"] = to;
  add_once(relation);
}

std::string Stix::add_observed_data(const Verdict& verdict) {
  const std::string now = stix_time(options_.clock());
  std::string id =
      "observed-data--" + stable_id({"observed-data", run_, verdict.path});
  Json observed = object(id, now);
  observed["created_by_ref"] = author_;
  observed["first_observed"] = now;
  observed["last_observed"] = now;
  observed["number_observed"] = 1;
  const std::string path = full_path(verdict, options_.run);
  for (const Json& observable : stix_observables(verdict, path)) {
    add_once(observable);
    Json& refs = observed["object_refs"];
    if (std::find(refs.begin(), refs.end(), observable["id"]) == refs.end()) {
      refs.push_back(observable["id"]);
    }
  }
  add_once(observed);
  return id;
}

void Stix::add_sighting(const Finding& finding, const Verdict& verdict,
                        const std::string& indicator, int count,
                        const std::string& observed) {
  const std::string now = stix_time(options_.clock());
  Json sighting = object(
      "sighting--" + stable_id({"sighting", run_, verdict.path, indicator}),
      now);
  sighting["created_by_ref"] = author_;
  sighting["description"] = headline(finding, verdict);
  sighting["confidence"] = std::clamp(finding.rule.score, 0, 100);
  sighting["first_seen"] = now;
  sighting["last_seen"] = now;
  sighting["count"] = count;
  sighting["sighting_of_ref"] = indicator;
  sighting["observed_data_refs"] = {observed};
  if (!host_.empty()) sighting["where_sighted_refs"] = {host_};
  add_once(sighting);
}

// STIX has no place for what could not be seen, so that it is said in words.
void Stix::add_account(const Summary& summary) {
  const Ledger& ledger = summary.ledger;
  const std::string now = stix_time(options_.clock());
  Json note = object("note--" + stable_id({"note", run_}), now);
  note["created_by_ref"] = author_;
  note["abstract"] = summary.is_whole() ? "Everything was scanned"
                                        : "Not everything was scanned";
  std::string text = fmt::format(
      "{} {} met {} files: {} clean, {} detected, {} skipped, {} failed.",
      kProduct, version(), ledger.files(), ledger.count(Outcome::clean),
      ledger.count(Outcome::detected), ledger.count(Outcome::skipped),
      ledger.count(Outcome::failed));
  for (const auto& [reason, count] : ledger.reasons()) {
    text += fmt::format(" {}: {}.", info_of(reason).text, count);
  }
  for (const auto& [reason, count] : ledger.layers().skipped) {
    text += fmt::format(" In files, {}: {}.", info_of(reason).text, count);
  }
  if (!summary.complete) text += " The run was stopped early.";
  note["content"] = std::move(text);
  note["object_refs"] = {host_.empty() ? author_ : host_};
  add(note);
}

}  // namespace

std::unique_ptr<Sink> make_stix(Output& output, const ReportOptions& options) {
  return std::make_unique<Stix>(output, options);
}

}  // namespace beachcomb::report
