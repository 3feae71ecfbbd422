// SPDX-License-Identifier: Apache-2.0
//
// Both ways between a Verdict and the JSON of docs/ndjson.md. What is read may
// come from anywhere: every field is checked for its kind, and a field that is
// missing has its default.
#include "json/verdict.h"

#include <algorithm>

#include "beachcomb/report.h"
#include "json/fields.h"
#include "text/base64.h"
#include "text/format.h"
#include "text/path.h"
#include "text/utf8.h"

namespace beachcomb::json {
namespace {

Json finding_json(const Finding& finding, const Verdict& verdict) {
  const RuleInfo& rule = finding.rule;
  Json json{{"rule", rule.name}, {"pack", rule.pack}, {"score", rule.score}};
  if (!rule.family.empty()) json["family"] = rule.family;
  if (!rule.description.empty()) json["description"] = rule.description;
  if (!rule.references.empty()) json["reference"] = rule.references;
  if (!rule.mitre.empty()) json["mitre"] = rule.mitre;
  if (!rule.tags.empty()) json["tags"] = rule.tags;
  json["layer"] = finding.layer;
  if (finding.layer != 0) {
    json["chain"] = printable(chain_from_file(verdict, finding.layer));
  }
  json["matches"] = Json::array();
  for (const Match& match : finding.matches) {
    json["matches"].push_back(match_json(match));
  }
  if (finding.matches_omitted != 0) {
    json["matches_omitted"] = finding.matches_omitted;
  }
  return json;
}

}  // namespace

Json match_json(const Match& match) {
  Json json{
      {"id", match.id}, {"offset", match.offset}, {"length", match.length}};
  if (match.line != 0) {
    json["line"] = match.line;
    json["column"] = match.column;
  }
  json["snippet"] = printable(match.snippet);
  return json;
}

Json layer_json(const Layer& layer) {
  Json json{{"id", layer.id},         {"parent", layer.parent},
            {"via", layer.via},       {"offset", layer.offset},
            {"length", layer.length}, {"size", layer.size}};
  if (!layer.name.empty()) json["name"] = path_json(layer.name);
  if (!layer.sha256.empty()) json["sha256"] = layer.sha256;
  if (layer.line != 0) json["file_line"] = layer.line;
  if (layer.reason != Reason::none) {
    json["reason"] = info_of(layer.reason).name;
  }
  return json;
}

Json reasons_json(const std::map<Reason, std::uint64_t>& reasons) {
  Json json = Json::object();
  for (const auto& [reason, count] : reasons) {
    json[std::string(info_of(reason).name)] = count;
  }
  return json;
}

Json to_json(const Verdict& verdict) {
  Json json{{"type", "verdict"},
            {"path", path_json(verdict.path)},
            {"outcome", name_of(verdict.outcome)}};
  if (verdict.outcome == Outcome::detected) {
    json["level"] = name_of(level_of(verdict.score()));
    json["score"] = verdict.score();
  }
  if (verdict.reason.has_value()) {
    json["reason"] = info_of(*verdict.reason).name;
    if (!verdict.detail.empty()) json["detail"] = printable(verdict.detail);
  }
  if (verdict.is_directory) json["directory"] = true;
  if (verdict.has_size()) json["size"] = verdict.size;
  if (!verdict.sha256.empty()) json["sha256"] = verdict.sha256;
  if (verdict.mtime.has_value()) {
    json["mtime"] = text::time_rfc3339(*verdict.mtime);
  }
  if (verdict.windowed) json["windowed"] = true;
  if (verdict.known_good) json["known_good"] = true;
  if (!verdict.overruled.empty()) json["overruled"] = verdict.overruled;
  const LayerCounts& counts = verdict.layer_counts;
  if (counts.scanned != 0) json["layers_scanned"] = counts.scanned;
  if (!counts.skipped.empty()) {
    json["layers_skipped"] = reasons_json(counts.skipped);
  }
  if (verdict.findings.empty() && verdict.layers.empty()) return json;
  json["findings"] = Json::array();
  for (const Finding& finding : verdict.findings) {
    json["findings"].push_back(finding_json(finding, verdict));
  }
  if (verdict.findings_omitted != 0) {
    json["findings_omitted"] = verdict.findings_omitted;
  }
  json["layers"] = Json::array();
  for (const Layer& layer : verdict.layers) {
    json["layers"].push_back(layer_json(layer));
  }
  return json;
}

namespace {

std::optional<Reason> reason_of(const Json& json) {
  const std::string name = text_at(json, "reason");
  for (auto i = static_cast<std::size_t>(Reason::none) + 1;
       i <= static_cast<std::size_t>(Reason::unsupported); ++i) {
    const auto reason = static_cast<Reason>(i);
    if (info_of(reason).name == name) return reason;
  }
  return std::nullopt;
}

Match match_from(const Json& json) {
  return {.id = text_at(json, "id"),
          .offset = number_at(json, "offset"),
          .length = number_at<std::uint32_t>(json, "length"),
          .line = number_at(json, "line"),
          .column = number_at(json, "column"),
          .snippet = text_at(json, "snippet")};
}

Finding finding_from(const Json& json) {
  Finding finding;
  finding.rule = {.name = text_at(json, "rule"),
                  .pack = text_at(json, "pack"),
                  .description = text_at(json, "description"),
                  .family = text_at(json, "family"),
                  .references = texts_at(json, "reference"),
                  .mitre = texts_at(json, "mitre"),
                  .tags = texts_at(json, "tags"),
                  .score = static_cast<int>(
                      std::min<std::uint64_t>(number_at(json, "score"), 100))};
  finding.layer = number_at<std::uint32_t>(json, "layer");
  for (const Json& match : array_at(json, "matches")) {
    finding.matches.push_back(match_from(match));
  }
  finding.matches_omitted = number_at(json, "matches_omitted");
  return finding;
}

Layer layer_from(const Json& json) {
  Layer layer;
  layer.id = number_at<std::uint32_t>(json, "id");
  layer.parent = number_at<std::uint32_t>(json, "parent");
  layer.via = text_at(json, "via");
  layer.offset = number_at(json, "offset");
  layer.length = number_at(json, "length");
  layer.name = path_at(json, "name");
  layer.size = number_at(json, "size");
  layer.sha256 = text_at(json, "sha256");
  layer.line = number_at(json, "file_line");
  layer.reason = reason_of(json).value_or(Reason::none);
  return layer;
}

std::optional<Outcome> outcome_from(const std::string& name) {
  for (const Outcome outcome :
       {Outcome::clean, Outcome::detected, Outcome::skipped, Outcome::failed}) {
    if (name_of(outcome) == name) return outcome;
  }
  return std::nullopt;
}

}  // namespace

Result<Verdict> verdict_from(const Json& json) {
  if (!json.is_object() || text_at(json, "type") != "verdict") {
    return Error{"not a verdict"};
  }
  Verdict verdict;
  const auto path =
      json.contains("path") ? path_from(json["path"]) : std::nullopt;
  const auto outcome = outcome_from(text_at(json, "outcome"));
  if (!path || path->empty()) return Error{"a verdict without a path"};
  if (!outcome) return Error{"a verdict without an outcome"};
  verdict.path = *path;
  verdict.outcome = *outcome;
  verdict.reason = reason_of(json);
  verdict.detail = text_at(json, "detail");
  verdict.is_directory = flag_at(json, "directory");
  verdict.size = number_at(json, "size");
  verdict.mtime = time_at(json, "mtime");
  verdict.sha256 = text_at(json, "sha256");
  verdict.windowed = flag_at(json, "windowed");
  verdict.known_good = flag_at(json, "known_good");
  verdict.overruled = texts_at(json, "overruled");
  verdict.layer_counts.scanned = number_at(json, "layers_scanned");
  for (const Json& finding : array_at(json, "findings")) {
    verdict.findings.push_back(finding_from(finding));
  }
  verdict.findings_omitted = number_at(json, "findings_omitted");
  for (const Json& layer : array_at(json, "layers")) {
    verdict.layers.push_back(layer_from(layer));
  }
  return verdict;
}

std::string chain_from_file(const Verdict& verdict, std::uint32_t layer) {
  std::string text(text::name_in(verdict.path));
  if (layer != 0) text += " > " + verdict.chain(layer);
  return text;
}

std::string line_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace beachcomb::json
