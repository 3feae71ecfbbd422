// SPDX-License-Identifier: Apache-2.0
#include "scan/rule_info.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <variant>

namespace beachcomb::scan {
namespace {

// As LOKI has it: a rule that does not say how sure it is.
constexpr int kDefaultScore = 70;

// "T1505.003, T1190" and the like.
void append_list(std::string_view text, std::vector<std::string>* list) {
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    std::string_view item = text.substr(0, comma);
    text.remove_prefix(comma == text.npos ? text.size() : comma + 1);
    const std::size_t first = item.find_first_not_of(' ');
    if (first == item.npos) continue;
    item = item.substr(first, item.find_last_not_of(' ') - first + 1);
    list->emplace_back(item);
  }
}

void add_text(std::string_view key, std::string_view value, RuleInfo* info) {
  if (key == "description") info->description = value;
  if (key == "family") info->family = value;
  if (key == "reference") info->references.emplace_back(value);
  if (key == "mitre") append_list(value, &info->mitre);
}

void add_integer(std::string_view key, std::int64_t value, RuleInfo* info) {
  if (key != "score") return;
  info->score = static_cast<int>(std::clamp<std::int64_t>(value, 0, 100));
}

}  // namespace

RuleInfo info_of(const YR_RULE* rule) {
  RuleInfo info;
  info.name = rule->identifier;
  info.pack = rule->ns->name;
  info.score = kDefaultScore;
  const YR_META* meta = nullptr;
  yr_rule_metas_foreach(rule, meta) {
    if (meta->type == META_TYPE_INTEGER) {
      add_integer(meta->identifier, meta->integer, &info);
    } else if (meta->type == META_TYPE_STRING) {
      add_text(meta->identifier, meta->string, &info);
    }
  }
  const char* tag = nullptr;
  yr_rule_tags_foreach(rule, tag) info.tags.emplace_back(tag);
  return info;
}

RuleInfo info_of(const rules::Rule& rule, const std::string& pack) {
  RuleInfo info;
  info.name = rule.name;
  info.pack = pack;
  info.score = kDefaultScore;
  for (const rules::Meta& meta : rule.meta) {
    if (const auto* integer = std::get_if<std::int64_t>(&meta.value)) {
      add_integer(meta.name, *integer, &info);
    } else if (const auto* text = std::get_if<std::string>(&meta.value)) {
      add_text(meta.name, *text, &info);
    }
  }
  for (const rules::Tag& tag : rule.tags) info.tags.push_back(tag.name);
  return info;
}

}  // namespace beachcomb::scan
