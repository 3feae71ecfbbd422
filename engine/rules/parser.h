// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_RULES_PARSER_H_
#define BEACHCOMB_RULES_PARSER_H_

#include <string_view>
#include <vector>

#include "beachcomb/result.h"
#include "rules/ast.h"
#include "rules/lexer.h"
#include "rules/source.h"

namespace beachcomb::rules {

// What could be made of a file of rules. An item that does not parse is missing
// from `items` and has an entry in `errors`, more where several of its strings
// or metadata are wrong; the items around it are there.
struct ParsedFile {
  std::vector<Item> items;         // in source order
  std::vector<Comment> comments;   // in source order, all of them
  std::vector<Diagnostic> errors;  // in source order
};

// Parses YARA 4.x source: whatever libyara 4.2.3 to 4.5 takes parses, and most
// of what they refuse for its form is an error here. What needs the meaning of
// names (types, undefined or unused identifiers, duplicate rules) is left to
// libyara. Never fails and never recurses deeper than kMaxDepth.
ParsedFile parse(std::string_view source);

// All or nothing: the message of the Error is "line:column: message" of the
// first error.
Result<ParsedFile> parse_all(std::string_view source);

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_PARSER_H_
