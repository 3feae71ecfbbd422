// SPDX-License-Identifier: Apache-2.0
//
// The findings of a check for machines: our own JSON, and SARIF 2.1.0 (OASIS),
// which code hosts show beside the line. What is silenced is in both, with the
// reason, so that a reviewer sees what was accepted.
#include <cstddef>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "beachcomb/report.h"
#include "beachcomb/rule_check.h"
#include "text/utf8.h"

namespace beachcomb {
namespace {

using Json = nlohmann::ordered_json;

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

// A path as a URI reference: bytes that have a meaning there are escaped.
std::string uri_of(const std::string& path) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
        (c >= '0' && c <= '9') ||
        std::string_view("/-._~").find(c) != std::string_view::npos;
    if (plain) {
      uri += c;
    } else {
      uri += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return uri;
}

// SARIF counts characters, we count bytes. Beyond the line that we have, the
// bytes are all that is known.
int characters(const std::string& line, int column) {
  int count = 1;
  std::string_view rest = line;
  std::size_t bytes = static_cast<std::size_t>(std::max(column, 1)) - 1;
  while (bytes > 0 && !rest.empty()) {
    const std::size_t length =
        std::min(text::first_character(rest).length, bytes);
    rest.remove_prefix(std::min(length, rest.size()));
    bytes -= length;
    ++count;
  }
  return count;
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
  std::string text = printable(finding.message);
  if (!finding.hint.empty()) text += " (" + printable(finding.hint) + ')';
  Json place{{"artifactLocation", {{"uri", uri_of(finding.path)}}}};
  if (finding.line > 0) place["region"] = region_of(finding);
  Json location{{"physicalLocation", std::move(place)}};
  if (!finding.rule.empty()) {
    location["logicalLocations"] = Json::array(
        {Json{{"name", printable(finding.rule)}, {"kind", "object"}}});
  }
  Json result{{"ruleId", finding.lint},
              {"level", name_of(finding.level)},
              {"message", {{"text", text}}},
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
  Json rules = Json::array();
  for (const LintInfo& lint : lints()) {
    rules.push_back(
        {{"id", lint.name},
         {"shortDescription", {{"text", std::string(lint.summary) + '.'}}},
         {"help",
          {{"text", std::string("docs/lints.md, section ") + lint.name}}},
         {"defaultConfiguration", {{"level", name_of(lint.level)}}}});
  }
  Json results = Json::array();
  for (const auto* findings : {&report.findings, &report.silenced}) {
    for (const RuleFinding& finding : *findings) {
      results.push_back(result_of(finding));
    }
  }
  const Json driver{{"name", "beachcomb"}, {"rules", std::move(rules)}};
  const Json run{{"tool", {{"driver", driver}}},
                 {"columnKind", "unicodeCodePoints"},
                 {"results", std::move(results)}};
  return dumped({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                 {"version", "2.1.0"},
                 {"runs", Json::array({run})}});
}

}  // namespace beachcomb
