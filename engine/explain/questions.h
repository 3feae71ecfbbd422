// SPDX-License-Identifier: Apache-2.0
//
// What to ask of libyara so that a condition can be explained.
//
// Asked are: where each string of the rule stands (libyara alone knows how it
// matches), whether the rules that it refers to hold, and what the parts come
// to that we don't evaluate ourselves (modules, regular expressions on texts).
// It is all written down as rules again, and one scan with these answers it.
#ifndef BEACHCOMB_EXPLAIN_QUESTIONS_H_
#define BEACHCOMB_EXPLAIN_QUESTIONS_H_

#include <string>
#include <string_view>
#include <vector>

#include "rules/ast.h"

namespace beachcomb::explain {

// The rules that are added have names that begin so; no wildcard of a rule
// writer means them.
inline constexpr std::string_view kStringsRule = "__beachcomb_strings";
inline constexpr std::string_view kHoldsRule = "__beachcomb_holds_";
inline constexpr std::string_view kDefinedRule = "__beachcomb_defined_";

// One rule of a pack with its source text.
struct SourceRule {
  const rules::Rule* tree = nullptr;
  std::string_view text;  // from the first modifier to the brace
};

// The parts of the condition that libyara has to be asked about: number i is
// answered by the rules kHoldsRule and kDefinedRule + i.
std::vector<const rules::Expr*> parts_to_ask(const rules::Rule& rule);

// Rules that answer all questions about the last of `rules`, which are those it
// depends on, and itself. They are neither private nor global here, so that
// each says for itself whether its condition holds.
std::string questions(std::string_view imports,
                      const std::vector<SourceRule>& rules,
                      const rules::Rule& about,
                      const std::vector<const rules::Expr*>& parts);

}  // namespace beachcomb::explain

#endif  // BEACHCOMB_EXPLAIN_QUESTIONS_H_
