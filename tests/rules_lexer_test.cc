// SPDX-License-Identifier: Apache-2.0
#include "rules/lexer.h"

#include <string>
#include <vector>

#include "catch.h"

namespace beachcomb::rules {
namespace {

// Every token's text, joined by one blank; an error token is "!message!".
std::string texts(std::string_view source) {
  std::string out;
  for (const Token& token : tokenize(source).tokens) {
    if (token.kind == TokenKind::end) break;
    if (!out.empty()) out += ' ';
    if (token.kind == TokenKind::error) {
      out += '!' + std::string(token.message) + '!';
    } else {
      out += token.span.in(source);
    }
  }
  return out;
}

TokenKind only_kind(std::string_view source) {
  const Tokens tokens = tokenize(source);
  REQUIRE(tokens.tokens.size() == 2);
  return tokens.tokens[0].kind;
}

TEST_CASE("tokens are cut where libyara cuts them", "[rules][lexer]") {
  struct Case {
    const char* source;
    const char* texts;
  };
  const Case cases[] = {
      {"", ""},
      {"a.b[1](2)", "a . b [ 1 ] ( 2 )"},
      {"1..2", "1 .. 2"},
      {"1.5..2", "1.5 .. 2"},
      {"1.", "1 ."},
      {"0x1F 0xG 0o17 0o8", "0x1F 0 xG 0o17 0 o8"},
      {"10KB 10MB 10kB 10KBx", "10KB 10MB 10 kB 10KB x"},
      {"2of them", "2 of them"},
      {"$a*$b", "$a* $b"},
      {"#a*2", "#a * 2"},
      {"!a!=!b", "!a != !b"},
      {"!=! @ # $", "!= ! @ # $"},
      {"<<=>>===!=", "<< = >> == = !="},
      {"a<=b>=c<d>e", "a <= b >= c < d > e"},
      {"\"a\\\"b\" \"\\x41\\t\\r\\n\\\\\"",
       "\"a\\\"b\" \"\\x41\\t\\r\\n\\\\\""},
      {"/a\\/b/is/c/i /d/s /e/si", "/a\\/b/is /c/i /d/s /e/s i"},
      {"/[/]/", "/[/ ] !unterminated regular expression!"},
      {"a//b\nc/*d*/e", "a c e"},
      {"a /* never closed", "a"},
      {"= { 01 02 } {", "= { 01 02 } {"},
      {"= { 01 /* } */ // }\n }", "= { 01 /* } */ // }\n }"},
      {"include \"x\" include\t\"y\" include y",
       "include \"x\" include\t\"y\" "
       "include y"},
      {"int8 uint16 int32be uint64", "int8 uint16 int32be uint64"},
      {"~-+*\\%&|^:,", "~ - + * \\ % & | ^ : ,"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.source);
    CHECK(texts(c.source) == c.texts);
  }
}

TEST_CASE("what is no token is an error that ends soon", "[rules][lexer]") {
  struct Case {
    const char* source;
    const char* texts;
  };
  const Case cases[] = {
      {"\"abc\nrule", "!unterminated text string! rule"},
      {"\"abc", "!unterminated text string!"},
      {"\"abc\\\nrule", "!unterminated text string! rule"},
      {"\"a\\q\" rule", "!illegal escape sequence in text string! rule"},
      {"\"\\x4\" rule", "!illegal escape sequence in text string! rule"},
      {"/abc\nrule", "!unterminated regular expression! rule"},
      {"= { 01 ZZ 02 } rule", "= !invalid character in hex string! rule"},
      {"= { 01 \"",
       "= !unterminated hex string! 01 "
       "!unterminated text string!"},
      // At the start it is a blank.
      {"\xEF\xBB\xBFrule \xEF\xBB\xBF", "rule !non-ascii character!"},
      {"a ; b", "a !unexpected character! b"},
      {"include \"x\nrule", "!unterminated path of include! rule"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.source);
    CHECK(texts(c.source) == c.texts);
  }
  const std::string nul("\"a\0b\" /a\0b/ rule", 16);
  CHECK(texts(nul) ==
        "!NUL byte in text string! !NUL byte in regular expression! rule");
}

TEST_CASE("every keyword is one and nothing else is", "[rules][lexer]") {
  struct Case {
    const char* source;
    TokenKind kind;
  };
  const Case cases[] = {
      {"all", TokenKind::kw_all},
      {"xor", TokenKind::kw_xor},
      {"entrypoint", TokenKind::kw_entrypoint},
      {"base64", TokenKind::kw_base64},
      {"base64wide", TokenKind::kw_base64wide},
      {"uint8be", TokenKind::integer_function},
      {"uint8bee", TokenKind::identifier},
      {"Rule", TokenKind::identifier},
      {"rules", TokenKind::identifier},
      {"include", TokenKind::identifier},
      {"_", TokenKind::identifier},
      {"$", TokenKind::string_id},
      {"$*", TokenKind::string_wildcard},
      {"1.5", TokenKind::real},
  };
  for (const Case& c : cases) {
    CAPTURE(c.source);
    CHECK(only_kind(c.source) == c.kind);
  }
  CHECK(only_kind(std::string(128, 'a')) == TokenKind::identifier);
  CHECK(only_kind(std::string(129, 'a')) == TokenKind::error);
}

TEST_CASE("positions count bytes, lines and columns", "[rules][lexer]") {
  const std::string source = "a /*\n\n*/ bc\r\n  = { 01\n02 } d // e";
  const Tokens tokens = tokenize(source);
  REQUIRE(tokens.tokens.size() == 6);
  CHECK(tokens.tokens[1].span == Span{{9, 3, 4}, {11, 3, 6}});
  CHECK(tokens.tokens[2].span == Span{{15, 4, 3}, {16, 4, 4}});
  CHECK(tokens.tokens[3].span == Span{{17, 4, 5}, {26, 5, 5}});
  CHECK(tokens.tokens[4].span == Span{{27, 5, 6}, {28, 5, 7}});
  CHECK(tokens.tokens[5].kind == TokenKind::end);
  CHECK(tokens.tokens[5].span.begin.offset == source.size());
  REQUIRE(tokens.comments.size() == 2);
  CHECK(tokens.comments[0].span == Span{{2, 1, 3}, {8, 3, 3}});
  CHECK(tokens.comments[1].span.in(source) == "// e");
}

}  // namespace
}  // namespace beachcomb::rules
