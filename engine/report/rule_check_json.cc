// SPDX-License-Identifier: Apache-2.0
//
// The findings of a check for machines: our own JSON, and SARIF 2.1.0 (OASIS),
// which code hosts show beside the line. What is silenced is in both, with the
// reason, so that a reviewer sees what was accepted.
#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "beachcomb/report.h"
#include "beachcomb/rule_check.h"
#include "report/sarif_log.h"
#include "text/uri.h"

namespace beachcomb {
namespace {

using Json = nlohmann::ordered_json;

class TextOutput : public Output {
 public:
  bool write(std::string_view more) override {
    text += more;
    return true;
  }
  std::string text;
};

std::string dumped(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

Json json_of(const RuleFinding& finding) {
  Json json{{"lint", finding.lint},
            {"level", name_of(finding.level)},
            {"path", printable(finding.path)}};
  if (finding.line > 0) {
    json["line"] = finding.line;
    json["column"] = finding.column;
    json["end_line"] = finding.end_line;
    json["end_column"] = finding.end_column;
  }
  if (!finding.rule.empty()) json["rule"] = printable(finding.rule);
  json["message"] = printable(finding.message);
  if (!finding.hint.empty()) json["hint"] = printable(finding.hint);
  if (!finding.source.empty()) json["source"] = printable(finding.source);
  if (!finding.accepted.empty()) json["reason"] = printable(finding.accepted);
  return json;
}

Json list_of(const std::vector<RuleFinding>& findings) {
  Json list = Json::array();
  for (const RuleFinding& finding : findings) list.push_back(json_of(finding));
  return list;
}

// A path as a URI reference.
std::string uri_of(const std::string& path) {
  return (path.starts_with('/') ? "file://" : "") + text::percent_encoded(path);
}

std::uint64_t characters(const std::string& line, int column) {
  return report::character_column(
      line, static_cast<std::uint64_t>(std::max(column, 1)));
}

Json region_of(const RuleFinding& finding) {
  Json region{{"startLine", finding.line},
              {"startColumn", characters(finding.source, finding.column)}};
  if (finding.end_line == finding.line && finding.end_column > finding.column) {
    region["endColumn"] = characters(finding.source, finding.end_column);
  }
  return region;
}

Json result_of(const RuleFinding& finding) {
  std::string text = finding.message;
  if (!finding.hint.empty()) text += " (" + finding.hint + ')';
  Json place{{"artifactLocation", {{"uri", uri_of(finding.path)}}}};
  if (finding.line > 0) place["region"] = region_of(finding);
  Json location{{"physicalLocation", std::move(place)}};
  if (!finding.rule.empty()) {
    location["logicalLocations"] = Json::array(
        {Json{{"name", printable(finding.rule)}, {"kind", "object"}}});
  }
  Json result{{"ruleId", finding.lint},
              {"level", name_of(finding.level)},
              {"message", report::sarif_message(text)},
              {"locations", Json::array({std::move(location)})}};
  if (!finding.accepted.empty()) {
    result["suppressions"] = Json::array({Json{
        {"kind", "inSource"}, {"justification", printable(finding.accepted)}}});
  }
  return result;
}

}  // namespace

std::string as_json(const RuleCheckReport& report) {
  Json json{{"passed", report.findings.empty()},
            {"files", report.files},
            {"rules", report.rules}};
  if (report.tree_files > 0) json["tree_files"] = report.tree_files;
  json["findings"] = list_of(report.findings);
  json["silenced"] = list_of(report.silenced);
  return dumped(json);
}

std::string as_sarif(const RuleCheckReport& report) {
  Json driver = report::sarif_driver();
  driver["rules"] = Json::array();
  for (const LintInfo& lint : lints()) {
    driver["rules"].push_back(
        {{"id", lint.name},
         {"shortDescription",
          report::sarif_message(std::string(lint.summary) + '.')},
         {"help",
          {{"text", std::string("docs/lints.md, section ") + lint.name}}},
         {"defaultConfiguration", {{"level", name_of(lint.level)}}}});
  }
  TextOutput output;
  report::SarifWriter log(output);
  for (const auto* findings : {&report.findings, &report.silenced}) {
    for (const RuleFinding& finding : *findings) log.add(result_of(finding));
  }
  log.finish({{"tool", {{"driver", std::move(driver)}}}});
  return std::move(output.text);
}

}  // namespace beachcomb
