// SPDX-License-Identifier: Apache-2.0
//
// Internal to the formatter (beachcomb/rule_format.h).
//
// Source becomes a row of pieces, tokens and comments in one order. Each piece
// is told whether it begins a line and how far in; then they are written. The
// author decides where a condition breaks, as long as it fits; we decide all
// else. Nothing but white space can change this way, which is also checked:
// format.cc compares what came out with what went in.
#ifndef BEACHCOMB_RULES_FORMAT_H_
#define BEACHCOMB_RULES_FORMAT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/lexer.h"
#include "rules/spans.h"

namespace beachcomb::rules {

inline constexpr int kIndent = 2;       // columns of one level
inline constexpr int kLineLimit = 100;  // conditions are broken beyond it

// Where a piece belongs.
enum class Place : std::uint8_t {
  item,       // begins an import, include or rule
  brace,      // the brace that opens or closes a rule
  section,    // meta, strings, condition
  entry,      // begins a line of meta or strings
  condition,  // of a condition: breaks where its author did
  rest,       // stays on the line of what is before it
};

struct Piece {
  std::string text;
  TokenKind kind = TokenKind::end;  // of a token
  Place place = Place::rest;
  bool is_comment = false;
  bool ends_line = false;      // a // comment
  bool opens_section = false;  // the colon, or the brace of a rule
  int breaks = 0;              // line breaks before it, in the source
  int column = 0;              // of the source, from 0
  int indent = 0;              // columns, where it begins a line
};

// All tokens but the last, and all comments.
std::vector<Piece> pieces_of(std::string_view source, const Tokens& tokens,
                             const std::vector<ItemSpan>& items);

// Whether a blank belongs between these; `next` is null at the end. `state`
// tells a condition from what is around it.
bool needs_blank(const Piece* before_last, const Piece& last,
                 const Piece& piece, const Piece* next);

// One condition, from pieces[begin] to before pieces[end], as lines, each with
// its indentation; blank lines are empty.
std::vector<std::string> condition_lines(const std::vector<Piece>& pieces,
                                         std::size_t begin, std::size_t end);

// A comment or hex string of several lines that begins in `column` on a line
// that is indented by `indent`; its first line has no indentation.
std::string placed_comment(const Piece& comment, int column);
std::string placed_hex(std::string_view text, int column, int indent);

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_FORMAT_H_
