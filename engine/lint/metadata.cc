// SPDX-License-Identifier: Apache-2.0
//
// Names, tags and metadata, as the configuration wants them.
#include <algorithm>
#include <charconv>
#include <utility>

#include "lint/lint.h"

namespace beachcomb::lint {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

// 2021-03-02, of the calendar.
bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' ||
      !is_digits(text.substr(0, 4)) || !is_digits(text.substr(5, 2)) ||
      !is_digits(text.substr(8, 2))) {
    return false;
  }
  const int year = std::stoi(std::string(text.substr(0, 4)));
  const int month = std::stoi(std::string(text.substr(5, 2)));
  const int day = std::stoi(std::string(text.substr(8, 2)));
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

bool is_hash(std::string_view text) {
  return (text.size() == 32 || text.size() == 40 || text.size() == 64) &&
         text.find_first_not_of("0123456789abcdefABCDEF") == text.npos;
}

bool is_url(std::string_view text) {
  return (text.starts_with("http://") || text.starts_with("https://")) &&
         text.find(' ') == text.npos && text.size() > 10;
}

// What is wrong with a value; empty if nothing is.
std::string problem_with(const rules::Meta& meta, const MetaRule& rule) {
  const auto* text = std::get_if<std::string>(&meta.value);
  const auto* integer = std::get_if<std::int64_t>(&meta.value);
  switch (rule.type) {
    case MetaType::any:
      break;
    case MetaType::integer:
      if (integer == nullptr) return "must be a whole number";
      break;
    case MetaType::boolean:
      if (!std::holds_alternative<bool>(meta.value)) {
        return "must be true or false";
      }
      break;
    case MetaType::text:
    case MetaType::date:
    case MetaType::hash:
    case MetaType::url:
      if (text == nullptr) return "must be a text";
      if (rule.type == MetaType::date && !is_date(*text)) {
        return "must be a day such as 2021-03-02";
      }
      if (rule.type == MetaType::hash && !is_hash(*text)) {
        return "must be an MD5, SHA-1 or SHA-256 in hex";
      }
      if (rule.type == MetaType::url && !is_url(*text)) {
        return "must be a URL";
      }
  }
  if (integer != nullptr && ((rule.min && *integer < *rule.min) ||
                             (rule.max && *integer > *rule.max))) {
    if (!rule.max) return "must be at least " + std::to_string(*rule.min);
    if (!rule.min) return "must be at most " + std::to_string(*rule.max);
    return "must be from " + std::to_string(*rule.min) + " to " +
           std::to_string(*rule.max);
  }
  if (text != nullptr && !matches(rule.pattern, *text)) {
    return "must match " + rule.pattern_text;
  }
  return {};
}

}  // namespace

void missing_metadata(const SourceFile& file, const Files&,
                      Findings* findings) {
  for (const RuleFacts& facts : file.rules) {
    const rules::Rule& rule = *facts.rule;
    if (rule.is_private) continue;  // reports nothing
    for (const auto& [key, wanted] : file.config.meta) {
      if (!wanted.required) continue;
      std::vector<std::string> others;
      bool found = false;
      for (const rules::Meta& meta : rule.meta) {
        found = found || meta.name == key;
        others.push_back(meta.name);
      }
      if (found) continue;
      const std::string near = nearest(key, others);
      findings->add(rule.name_span, rule.name,
                    "the metadata has no '" + key + "'",
                    near.empty() ? "" : "is '" + near + "' meant to be it?");
    }
  }
}

void malformed_metadata(const SourceFile& file, const Files&,
                        Findings* findings) {
  for (const RuleFacts& facts : file.rules) {
    for (const rules::Meta& meta : facts.rule->meta) {
      const auto wanted = file.config.meta.find(meta.name);
      if (wanted == file.config.meta.end()) continue;
      const std::string problem = problem_with(meta, wanted->second);
      if (problem.empty()) continue;
      findings->add(meta.span, facts.rule->name,
                    "'" + meta.name + "' " + problem);
    }
  }
}

void rule_name(const SourceFile& file, const Files&, Findings* findings) {
  for (const RuleFacts& facts : file.rules) {
    if (matches(file.config.name, facts.rule->name)) continue;
    findings->add(facts.rule->name_span, facts.rule->name,
                  "the name does not match " + file.config.name_text);
  }
}

void unknown_tag(const SourceFile& file, const Files&, Findings* findings) {
  if (!file.config.tags) return;
  const std::vector<std::string>& known = *file.config.tags;
  for (const RuleFacts& facts : file.rules) {
    for (const rules::Tag& tag : facts.rule->tags) {
      if (std::find(known.begin(), known.end(), tag.name) != known.end()) {
        continue;
      }
      const std::string near = nearest(tag.name, known);
      findings->add(tag.span, facts.rule->name,
                    "no tag is called '" + tag.name + "'",
                    near.empty() ? "" : "did you mean '" + near + "'?");
    }
  }
}

}  // namespace beachcomb::lint
