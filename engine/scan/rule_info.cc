// SPDX-License-Identifier: Apache-2.0
#include "scan/rule_info.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

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

}  // namespace

RuleInfo info_of(const YR_RULE* rule) {
  RuleInfo info;
  info.name = rule->identifier;
  info.pack = rule->ns->name;
  info.score = kDefaultScore;
  const YR_META* meta = nullptr;
  yr_rule_metas_foreach(rule, meta) {
    const std::string_view key = meta->identifier;
    if (key == "score" && meta->type == META_TYPE_INTEGER) {
      info.score =
          static_cast<int>(std::clamp<std::int64_t>(meta->integer, 0, 100));
    }
    if (meta->type != META_TYPE_STRING) continue;
    if (key == "description") info.description = meta->string;
    if (key == "family") info.family = meta->string;
    if (key == "reference") info.references.emplace_back(meta->string);
    if (key == "mitre") append_list(meta->string, &info.mitre);
  }
  const char* tag = nullptr;
  yr_rule_tags_foreach(rule, tag) info.tags.emplace_back(tag);
  return info;
}

}  // namespace beachcomb::scan
