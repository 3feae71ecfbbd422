// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_RULES_SPANS_H_
#define BEACHCOMB_RULES_SPANS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rules/lexer.h"
#include "rules/source.h"

namespace beachcomb::rules {

enum class ItemKind {
  rule,
  import,
  include,
  stray,  // tokens between the items that belong to none of them
};

// One top-level item, found by its tokens alone.
struct ItemSpan {
  ItemKind kind = ItemKind::stray;
  Span span;  // from the first modifier to the closing brace or quote
  std::string_view name;  // of a rule: its identifier, empty if it has none;
                          // of an import or include: what is between the
                          // quotes. Points into the source
  bool closed = true;     // false: a rule whose "}" is missing
  std::size_t first_token = 0;  // in Tokens::tokens
  std::size_t last_token = 0;   // one past
};

// Cuts source into its top-level items, in order and without overlap; what
// lies between two items is blanks and comments. Knows nothing of what is
// inside a rule but its brackets, so that it works on rules that do not parse:
// a rule ends at its "}", and a rule without one ends where the next item
// begins. `rule` and `import` are reserved words that occur nowhere else.
// REQUIRES: source.size() < 2^32
std::vector<ItemSpan> rule_spans(std::string_view source);

// The same from tokens that are already there. `source` is what was tokenized.
std::vector<ItemSpan> rule_spans(std::string_view source, const Tokens& tokens);

// Overwrites a span with spaces. Line breaks stay, so that every other
// position in the source keeps its line and column.
void blank_out(std::string& source, const Span& span);

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_SPANS_H_
