// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_RULES_LEXER_H_
#define BEACHCOMB_RULES_LEXER_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "rules/source.h"

namespace beachcomb::rules {

enum class TokenKind : std::uint8_t {
  end,    // after the last token; always there
  error,  // bytes that are no token; Token::message says why
  identifier,
  string_id,         // $a, or $ alone
  string_wildcard,   // $a*
  string_count,      // #a, or # alone
  string_offset,     // @a, or @ alone
  string_length,     // !a, or ! alone
  integer,           // 10, 10KB, 0x1F, 0o17
  real,              // 1.5
  text,              // "..." with the quotes
  regexp,            // /.../is with slashes and flags
  hex,               // { 0A ?? [2-4] } with the braces
  integer_function,  // uint16be and its eleven sisters
  include,           // include "path", the whole of it
  // Operators and punctuation
  dot_dot,
  lt,
  gt,
  le,
  ge,
  eq,
  ne,
  shift_left,
  shift_right,
  left_brace,
  right_brace,
  left_paren,
  right_paren,
  left_bracket,
  right_bracket,
  colon,
  comma,
  dot,
  assign,
  plus,
  minus,
  star,
  backslash,
  percent,
  ampersand,
  pipe,
  caret,
  tilde,
  // Keywords
  kw_all,
  kw_and,
  kw_any,
  kw_ascii,
  kw_at,
  kw_base64,
  kw_base64wide,
  kw_condition,
  kw_contains,
  kw_defined,
  kw_endswith,
  kw_entrypoint,
  kw_false,
  kw_filesize,
  kw_for,
  kw_fullword,
  kw_global,
  kw_icontains,
  kw_iendswith,
  kw_iequals,
  kw_import,
  kw_in,
  kw_istartswith,
  kw_matches,
  kw_meta,
  kw_nocase,
  kw_none,
  kw_not,
  kw_of,
  kw_or,
  kw_private,
  kw_rule,
  kw_startswith,
  kw_strings,
  kw_them,
  kw_true,
  kw_wide,
  kw_xor,
};

struct Token {
  TokenKind kind = TokenKind::end;
  Span span;
  const char* message = nullptr;  // of an error token; a literal
};

// A comment with its marks: "// ..." without the line break, or "/* ... */".
struct Comment {
  Span span;
};

struct Tokens {
  std::vector<Token> tokens;      // in source order, then one `end`
  std::vector<Comment> comments;  // in source order
};

// Cuts YARA source into tokens the way libyara's own lexer does. Never fails:
// what is no token becomes an `error` token that ends at the end of its line
// at the latest, so that one stray quote cannot hide the rules behind it.
// REQUIRES: source.size() < 2^32
Tokens tokenize(std::string_view source);

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_LEXER_H_
