// SPDX-License-Identifier: Apache-2.0
//
// Strings: what a rule is found by, and what it says twice.
#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>

#include "lint/lint.h"
#include "rules/printer.h"

namespace beachcomb::lint {
namespace {

using rules::Need;

constexpr std::size_t kShort = 4;  // bytes

std::string percent(double share) {
  char text[32];
  std::snprintf(text, sizeof text, share >= 0.1 ? "%.0f %%" : "%.1f %%",
                100 * share);
  return text;
}

// Rules that libyara runs on every file that the prefilter lets through.
bool is_looked_for(const RuleFacts& facts) {
  return facts.compiled && !facts.rule->is_private &&
         facts.knowledge.need.kind != Need::Kind::no;
}

// One finding for each string: its most common text.
template <typename Accept>
void weak_texts(const RuleFacts& facts, const Accept& accept,
                const std::function<void(const LookedFor&)>& report) {
  std::map<std::size_t, const LookedFor*> worst;
  for (const LookedFor& text : facts.looked_for) {
    if (!accept(text) || text.string >= facts.rule->strings.size()) continue;
    const LookedFor*& known = worst[text.string];
    if (known == nullptr || text.share > known->share) known = &text;
  }
  for (const auto& [string, text] : worst) report(*text);
}

bool is_short(const LookedFor& text) {
  return text.literal.bytes.size() < kShort;
}

// A read of the first bytes, or the name of the file, rules most files out
// before anything is looked for.
bool is_ruled_out_otherwise(const Need& need) {
  if (need.kind == Need::Kind::read || need.kind == Need::Kind::external) {
    return !need.negated;
  }
  if (need.kind != Need::Kind::at_least) return false;
  const std::size_t free = static_cast<std::size_t>(
      std::count_if(need.children.begin(), need.children.end(),
                    [](const Need& n) { return !is_ruled_out_otherwise(n); }));
  return free < need.count;
}

std::string measured(const LookedFor& text, double share) {
  return text.measured
             ? "it stands in " + percent(share) + " of the files"
             : "it is probably in " + percent(share) + " of web files";
}

}  // namespace

void short_string(const SourceFile& file, const Files&, Findings* findings) {
  for (const RuleFacts& facts : file.rules) {
    if (!is_looked_for(facts) || is_ruled_out_otherwise(facts.knowledge.need)) {
      continue;
    }
    weak_texts(facts, is_short, [&](const LookedFor& text) {
      const rules::StringDecl& string = facts.rule->strings[text.string];
      findings->add(string.span, facts.rule->name,
                    "the rule is looked for by the " +
                        std::to_string(text.literal.bytes.size()) + " bytes " +
                        quoted(text.literal.bytes) + " of " + string.name,
                    measured(text, text.share) +
                        "; give it four plain bytes in a row, or ask for "
                        "another string as well");
    });
  }
}

void common_string(const SourceFile& file, const Files&, Findings* findings) {
  for (const RuleFacts& facts : file.rules) {
    if (!is_looked_for(facts) || is_ruled_out_otherwise(facts.knowledge.need)) {
      continue;
    }
    const auto accept = [&](const LookedFor& text) {
      return !is_short(text) && text.share >= file.config.common_share;
    };
    weak_texts(facts, accept, [&](const LookedFor& text) {
      const rules::StringDecl& string = facts.rule->strings[text.string];
      findings->add(
          string.span, facts.rule->name,
          "the rule is looked for by " + quoted(text.literal.bytes) + " of " +
              string.name + ", which is common",
          measured(text, text.share) + "; ask for something rarer as well");
    });
  }
}

void always_runs(const SourceFile& file, const Files&, Findings* findings) {
  for (const RuleFacts& facts : file.rules) {
    const Need& need = facts.knowledge.need;
    if (!is_looked_for(facts) || !facts.looked_for.empty() ||
        is_ruled_out_otherwise(need)) {
      continue;
    }
    // That it is true of all files is said elsewhere.
    if (std::any_of(facts.knowledge.certain.begin(),
                    facts.knowledge.certain.end(), [&](const auto& part) {
                      return part.part == facts.rule->condition.get();
                    })) {
      continue;
    }
    const bool has_reason = need.kind == Need::Kind::yes;
    findings->add(
        facts.rule->name_span, facts.rule->name,
        "no text is needed for the rule to hold, so it runs on every "
        "file",
        has_reason ? need.reason : "ask for a string that must be there");
  }
}

void duplicate_string(const SourceFile& file, const Files&,
                      Findings* findings) {
  for (const RuleFacts& facts : file.rules) {
    std::map<std::string, const rules::StringDecl*> seen;
    for (const rules::StringDecl& string : facts.rule->strings) {
      std::string value = rules::print(string, rules::Spelling::canonical);
      value.erase(0, value.find('='));  // without the name
      const auto [first, is_new] = seen.emplace(std::move(value), &string);
      if (is_new) continue;
      findings->add(
          string.span, facts.rule->name,
          string.name + " is the same string as " + first->second->name,
          first->second->name + " stands at line " +
              std::to_string(first->second->span.begin.line));
    }
  }
}

}  // namespace beachcomb::lint
