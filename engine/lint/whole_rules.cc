// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <unordered_map>

#include "lint/lint.h"
#include "rules/printer.h"

namespace beachcomb::lint {
namespace {

// What a rule looks for, without its name and what is said about it.
std::string body_of(const rules::Rule& rule) {
  std::string body;
  for (const rules::StringDecl& string : rule.strings) {
    body += rules::print(string, rules::Spelling::canonical) + '\n';
  }
  return body + rules::print(*rule.condition, rules::Spelling::canonical) +
         (rule.is_global ? "\nglobal" : "");
}

}  // namespace

void find_twins(Files* files) {
  struct Place {
    const SourceFile* file;
    const rules::Rule* rule;
  };
  std::unordered_map<std::string, Place> seen;
  for (SourceFile& file : *files) {
    for (RuleFacts& facts : file.rules) {
      const auto [first, is_new] =
          seen.emplace(body_of(*facts.rule), Place{&file, facts.rule});
      if (is_new) continue;
      const Place& place = first->second;
      facts.twin = place.rule->name;
      facts.twin_place =
          (place.file == &file ? "line " : place.file->path + ':') +
          std::to_string(place.rule->name_span.begin.line);
    }
  }
}

void duplicate_rule(const SourceFile& file, const Files&, Findings* findings) {
  for (const RuleFacts& facts : file.rules) {
    if (facts.twin.empty()) continue;
    findings->add(facts.rule->name_span, facts.rule->name,
                  "the same strings and condition as " + facts.twin,
                  facts.twin + " stands at " + facts.twin_place);
  }
}

void own_source(const SourceFile& file, const Files&, Findings* findings) {
  for (const RuleFacts& facts : file.rules) {
    const rules::RuleKnowledge& known = facts.knowledge;
    const bool hits_all = std::any_of(
        known.certain.begin(), known.certain.end(), [&](const auto& part) {
          return part.holds && part.part == facts.rule->condition.get();
        });
    if (!facts.hits_itself || hits_all) continue;
    findings->add(facts.rule->name_span, facts.rule->name,
                  "the rule matches the file that it stands in",
                  "break a telling string with an escape, \"\\x65val\" for "
                  "\"eval\"");
  }
}

}  // namespace beachcomb::lint
