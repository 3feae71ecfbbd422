// SPDX-License-Identifier: Apache-2.0
//
// SARIF 2.1.0: a result for each finding. Its first location is one that a
// viewer can open, in the file itself: the match, or where what the match is
// in begins. The matches in a layer are related locations in the artifact that
// the layer is. What was not read is a notification of the invocation, so that
// a log without results does not pass for a clean tree.
#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "beachcomb/sha256.h"
#include "report/facts.h"
#include "report/formats.h"
#include "report/sarif_artifacts.h"
#include "report/sarif_log.h"
#include "report/sarif_notifications.h"
#include "report/sarif_rules.h"
#include "text/format.h"
#include "text/snippet.h"

namespace beachcomb::report {
namespace {

using json::Json;

constexpr NotificationKind kStopped = {"stopped", "the run was stopped",
                                       "error"};
constexpr NotificationKind kOmitted = {
    "findings-left-out", "a file has more findings than are listed", "note"};

std::string hash_of(std::string_view text) {
  return sha256_hex(std::as_bytes(std::span(text)));
}

// With columns where the snippet has what stands before the match.
Json region_of(const Match& match) {
  Json region = Json::object();
  if (match.line != 0) {
    region["startLine"] = match.line;
    const std::uint64_t before = match.column - 1;
    if (match.column != 0 && before <= text::kSnippetBefore) {
      const auto column = [&](std::uint64_t bytes) {
        return character_column(match.snippet, bytes + 1);
      };
      region["startColumn"] = column(before);
      if (before + match.length <= match.snippet.size()) {
        region["endColumn"] = column(before + match.length);
      }
    }
  }
  region["byteOffset"] = match.offset;
  region["byteLength"] = match.length;
  return region;
}

// Of what is wrapped in the file: where the outermost wrapping begins.
Json region_of(const Layer& outermost) {
  Json region = Json::object();
  if (outermost.line != 0) region["startLine"] = outermost.line;
  region["byteOffset"] = outermost.offset;
  if (outermost.length != 0) region["byteLength"] = outermost.length;
  return region;
}

// Null for the file itself.
const Layer* outermost_of(const Finding& finding, const Verdict& verdict) {
  const Layer* layer = layer_of(finding, verdict);
  // Parents come before their children.
  for (auto at = verdict.layers.rbegin(); at != verdict.layers.rend(); ++at) {
    if (layer != nullptr && at->id == layer->parent) layer = &*at;
  }
  return layer;
}

Json location_of(Json artifact, Json region) {
  Json place{{"artifactLocation", std::move(artifact)}};
  if (!region.empty()) place["region"] = std::move(region);
  return {{"physicalLocation", std::move(place)}};
}

std::string message_of(const Finding& finding, const Verdict& verdict) {
  const RuleInfo& rule = finding.rule;
  std::string text = rule.description;
  if (!text.empty()) text += text.ends_with('.') ? " " : ". ";
  text += fmt::format("Rule {}.{} ({}, score {}", rule.pack, rule.name,
                      name_of(level_of(rule.score)), rule.score);
  if (!rule.family.empty()) text += ", family " + rule.family;
  text += ") holds for " + chain_of(finding, verdict);
  if (!finding.matches.empty()) {
    const Match& first = finding.matches.front();
    text += "; first match: " + first.id;
    text += first.line != 0 ? fmt::format(" in line {}", first.line)
                            : fmt::format(" at byte {}", first.offset);
  }
  text += '.';
  if (finding.matches_omitted != 0) {
    text +=
        fmt::format(" {} more {} not listed.", finding.matches_omitted,
                    finding.matches_omitted == 1 ? "match is" : "matches are");
  }
  return text;
}

// What stays the same while the finding does: wherever the lines move to, and
// wherever the same content lies.
Json fingerprints(const Finding& finding, const Verdict& verdict) {
  std::string place = sarif_rule_id(finding.rule);
  place += '\0' + verdict.chain(finding.layer) + '\0';
  if (!finding.matches.empty()) {
    place += finding.matches[0].id + '\0' + finding.matches[0].snippet;
  }
  // The name is that of GitHub, which looks at no other.
  Json json{{"primaryLocationLineHash", hash_of(place).substr(0, 16) + ":1"}};
  const Layer* layer = layer_of(finding, verdict);
  const std::string& content = layer ? layer->sha256 : verdict.sha256;
  if (!content.empty()) {
    json["ruleAndContent/v1"] =
        hash_of(sarif_rule_id(finding.rule) + '\0' + content);
  }
  return json;
}

NotificationKind kind_of(Reason reason) {
  const ReasonInfo& info = info_of(reason);
  const char* level = info.outcome == Outcome::failed ? "error"
                      : info.leaves_unread            ? "warning"
                                                      : "note";
  return {info.name, info.text, level};
}

class Sarif : public Sink {
 public:
  Sarif(Output& output, const ReportOptions& options)
      : run_(options.run), log_(output), artifacts_(options.run) {}

  bool on_verdict(const Verdict& verdict) override {
    if (verdict.reason) {
      notifications_.add(kind_of(*verdict.reason), reason_line(verdict),
                         artifacts_.location(verdict.path));
    }
    if (verdict.findings_omitted != 0) {
      notifications_.add(kOmitted,
                         fmt::format("{} findings in layers of {} are left out",
                                     verdict.findings_omitted, verdict.path),
                         artifacts_.location(verdict.path));
    }
    if (verdict.findings.empty()) return true;
    const SarifArtifacts::Indexes indexes = artifacts_.add(verdict);
    for (const Finding& finding : verdict.findings) {
      if (!log_.add(result_of(finding, verdict, indexes))) return false;
    }
    return true;
  }

  bool on_finish(const Summary& summary) override {
    Json invocations = Json::array({invocation(summary)});
    Json driver = sarif_driver();
    driver["rules"] = rules_.rules();
    driver["notifications"] = notifications_.kinds();
    driver["supportedTaxonomies"] = rules_.supported_taxonomies();
    if (!run_.rules.empty()) {
      driver["properties"] = {{"rulesFingerprint", run_.rules}};
    }
    return log_.finish({{"originalUriBaseIds", artifacts_.base_ids()},
                        {"tool", {{"driver", std::move(driver)}}},
                        {"taxonomies", rules_.taxonomies()},
                        {"invocations", std::move(invocations)}},
                       artifacts_.text());
  }

 private:
  Json result_of(const Finding& finding, const Verdict& verdict,
                 const SarifArtifacts::Indexes& indexes);
  Json invocation(const Summary& summary);

  const RunFacts run_;
  SarifWriter log_;
  SarifArtifacts artifacts_;
  SarifRules rules_;
  SarifNotifications notifications_;
};

Json Sarif::result_of(const Finding& finding, const Verdict& verdict,
                      const SarifArtifacts::Indexes& indexes) {
  Json file = artifacts_.location(verdict.path);
  file["index"] = indexes.at(0);
  const Layer* outermost = outermost_of(finding, verdict);
  Json first;
  Json related = Json::array();
  // A layer that is not listed has no artifact to point into.
  const auto inside = indexes.find(finding.layer);
  const std::size_t listed =
      inside == indexes.end() ? 0 : finding.matches.size();
  for (std::size_t i = 0; i < listed; ++i) {
    const Match& match = finding.matches[i];
    Json place =
        location_of(finding.layer == 0 ? file : Json{{"index", inside->second}},
                    region_of(match));
    place["message"] = sarif_message(match.id + ": " + match.snippet);
    if (finding.layer == 0 && i == 0) {
      first = std::move(place);
    } else {
      place["id"] = related.size() + 1;
      related.push_back(std::move(place));
    }
  }
  if (first.is_null()) {
    first = location_of(std::move(file),
                        outermost ? region_of(*outermost) : Json::object());
  }
  Json result{{"ruleId", sarif_rule_id(finding.rule)},
              {"ruleIndex", rules_.index_of(finding.rule)},
              {"level", sarif_level(level_of(finding.rule.score))},
              {"rank", finding.rule.score},
              {"message", sarif_message(message_of(finding, verdict))},
              {"locations", Json::array({std::move(first)})}};
  if (!related.empty()) result["relatedLocations"] = std::move(related);
  result["partialFingerprints"] = fingerprints(finding, verdict);
  return result;
}

Json Sarif::invocation(const Summary& summary) {
  if (!summary.complete) {
    notifications_.add(kStopped,
                       "The run was stopped before everything was scanned");
  }
  Json invocation{{"executionSuccessful", summary.is_whole()}};
  if (run_.started != 0) {
    const auto length =
        static_cast<std::int64_t>(std::llround(summary.seconds * 1e9));
    invocation["startTimeUtc"] = text::time_rfc3339(run_.started);
    invocation["endTimeUtc"] = text::time_rfc3339(run_.started + length);
  }
  if (!run_.host.empty()) invocation["machine"] = printable(run_.host);
  if (const auto folder = artifacts_.directory_uri(); !folder.empty()) {
    invocation["workingDirectory"] = {{"uri", folder}};
  }
  invocation["toolExecutionNotifications"] = notifications_.list();
  return invocation;
}

}  // namespace

std::unique_ptr<Sink> make_sarif(Output& output, const ReportOptions& options) {
  return std::make_unique<Sarif>(output, options);
}

}  // namespace beachcomb::report
