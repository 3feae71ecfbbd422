// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "beachcomb/explain.h"
#include "beachcomb/report.h"

namespace beachcomb {
namespace {

using Json = nlohmann::ordered_json;

std::string_view name_of(ConditionPart::Kind kind) {
  constexpr std::string_view kNames[] = {"leaf",    "all",  "any",   "not",
                                         "so-many", "none", "turns", "turn"};
  return kNames[static_cast<std::size_t>(kind)];
}

bool counts(ConditionPart::Kind kind) {
  return kind == ConditionPart::Kind::so_many ||
         kind == ConditionPart::Kind::none_of ||
         kind == ConditionPart::Kind::turns;
}

Json part_json(const ConditionPart& part) {
  Json json{{"kind", name_of(part.kind)},
            {"truth", beachcomb::name_of(part.truth)},
            {"text", printable(part.text)}};
  if (!part.value.empty()) json["value"] = printable(part.value);
  if (counts(part.kind)) {
    json["held"] = part.held;
    json["needed"] = part.needed;
    json["count"] = part.count;
  }
  json["line"] = part.line;
  if (part.parts.empty()) return json;
  json["parts"] = Json::array();
  for (const ConditionPart& below : part.parts) {
    json["parts"].push_back(part_json(below));
  }
  return json;
}

Json string_json(const ExplainedString& string) {
  Json json{{"id", string.id},
            {"declaration", printable(string.declaration)},
            {"count", string.count},
            {"places", Json::array()}};
  for (const Match& match : string.matches) {
    json["places"].push_back({{"offset", match.offset},
                              {"length", match.length},
                              {"line", match.line},
                              {"column", match.column},
                              {"snippet", printable(match.snippet)}});
  }
  return json;
}

Json change_json(const ConditionChange& change) {
  Json json;
  if (change.of.empty()) {
    json["text"] = printable(change.text);
    if (!change.value.empty()) json["value"] = printable(change.value);
  } else {
    json["more"] = change.more;
    json["of"] = Json::array();
    for (const std::string& text : change.of) {
      json["of"].push_back(printable(text));
    }
  }
  json["wanted"] = change.wanted;
  return json;
}

Json explanation_json(const Explanation& e) {
  Json json{{"pack", printable(e.pack)},
            {"rule", printable(e.rule)},
            {"layer", e.layer},
            {"size", e.size},
            {"matches", e.matches},
            {"condition_holds", name_of(e.condition_truth)},
            {"agrees", e.agrees}};
  if (!e.detail.empty()) json["detail"] = printable(e.detail);
  if (e.reason.has_value()) json["reason"] = info_of(*e.reason).name;
  if (e.is_private) json["private"] = true;
  if (!e.failing_globals.empty()) json["failing_globals"] = e.failing_globals;
  if (!e.condition.text.empty()) json["condition"] = part_json(e.condition);
  json["strings"] = Json::array();
  for (const ExplainedString& string : e.strings) {
    json["strings"].push_back(string_json(string));
  }
  if (e.matches) return json;
  json["changes"] = Json::array();
  for (const ConditionChange& change : e.changes) {
    json["changes"].push_back(change_json(change));
  }
  if (e.changes_may_fail) json["changes_may_fail"] = true;
  return json;
}

}  // namespace

std::string as_json(const FileExplanation& explanation) {
  const Verdict& verdict = explanation.verdict;
  Json json{{"path", printable(verdict.path)},
            {"size", verdict.size},
            {"matches", explanation.any_match()},
            {"agrees", explanation.all_agree()}};
  if (verdict.reason.has_value()) {
    json["reason"] = info_of(*verdict.reason).name;
    json["detail"] = printable(verdict.detail);
  }
  json["explanations"] = Json::array();
  for (const Explanation& e : explanation.explanations) {
    Json one = explanation_json(e);
    if (e.layer != 0) one["chain"] = printable(verdict.chain(e.layer));
    json["explanations"].push_back(std::move(one));
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace beachcomb
