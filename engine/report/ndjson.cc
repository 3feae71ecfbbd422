// SPDX-License-Identifier: Apache-2.0
//
// One JSON object a line; docs/ndjson.md is the schema.
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "report/base64.h"
#include "report/format.h"
#include "report/formats.h"
#include "report/utf8.h"

namespace beachcomb::report {
namespace {

using Json = nlohmann::ordered_json;

// A path is bytes; JSON is UTF-8.
Json path_json(const std::string& path) {
  if (is_utf8(path)) return path;
  return Json{{"bytes", base64(path)}};
}

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

Json reasons_json(const std::map<Reason, std::uint64_t>& reasons) {
  Json json = Json::object();
  for (const auto& [reason, count] : reasons) {
    json[std::string(info_of(reason).name)] = count;
  }
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
    const std::string name = verdict.path.substr(verdict.path.rfind('/') + 1);
    json["chain"] = printable(name + " > " + verdict.chain(finding.layer));
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

Json verdict_json(const Verdict& verdict) {
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
  // Of entries that were opened.
  if (verdict.mtime.has_value()) {
    json["size"] = verdict.size;
    if (!verdict.sha256.empty()) json["sha256"] = verdict.sha256;
    json["mtime"] = time_rfc3339(*verdict.mtime);
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

Json summary_json(const Summary& summary) {
  const Ledger& ledger = summary.ledger;
  Json reasons[2] = {Json::object(), Json::object()};
  for (const auto& [reason, count] : ledger.reasons()) {
    const ReasonInfo& info = info_of(reason);
    reasons[info.outcome == Outcome::failed][std::string(info.name)] = count;
  }
  return {{"type", "summary"},
          {"files", ledger.files()},
          {"clean", ledger.count(Outcome::clean)},
          {"known_good", ledger.known_good()},
          {"overruled", ledger.overruled()},
          {"detected", ledger.count(Outcome::detected)},
          {"malicious", ledger.count(Level::malicious)},
          {"suspicious", ledger.count(Level::suspicious)},
          {"notice", ledger.count(Level::notice)},
          {"skipped", reasons[0]},
          {"failed", reasons[1]},
          {"layers", ledger.layers().scanned},
          {"layers_skipped", reasons_json(ledger.layers().skipped)},
          {"bytes", ledger.bytes()},
          {"layer_bytes", ledger.layers().bytes},
          {"seconds", summary.seconds},
          {"complete", summary.complete}};
}

class Ndjson : public Sink {
 public:
  explicit Ndjson(Output& output) : output_(output) {}
  bool on_verdict(const Verdict& verdict) override {
    return write(verdict_json(verdict));
  }
  bool on_finish(const Summary& summary) override {
    return write(summary_json(summary));
  }

 private:
  bool write(const Json& json) {
    // `replace`: rule names and metadata are the last bytes that may not be
    // UTF-8.
    return output_.write(
        json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n');
  }
  Output& output_;
};

}  // namespace

std::unique_ptr<Sink> make_ndjson(Output& output, const ReportOptions&) {
  return std::make_unique<Ndjson>(output);
}

}  // namespace beachcomb::report
