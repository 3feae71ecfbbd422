// SPDX-License-Identifier: Apache-2.0
//
// Hex strings and regular expressions: what parses, and into which tree.
#include <string>

#include "catch.h"
#include "rules/hex.h"
#include "rules/literals.h"
#include "rules/regexp.h"

namespace beachcomb::rules {
namespace {

// The tree in canonical spelling, or the message.
std::string hex(std::string_view text) {
  Diagnostic problem;
  const auto parsed = parse_hex(text, {}, &problem);
  if (!parsed) return problem.message;
  const std::string printed = print_hex(*parsed);
  const auto again = parse_hex(printed, {}, nullptr);
  REQUIRE(again);
  CHECK(same(*parsed, *again));
  return printed;
}

std::string regexp(std::string_view text) {
  Diagnostic problem;
  const auto parsed = parse_regexp(text, {}, &problem);
  if (!parsed) return problem.message;
  const std::string printed = print_regexp(*parsed);
  const auto again = parse_regexp(printed, {}, nullptr);
  REQUIRE(again);
  CHECK(same(*parsed, *again));
  return printed;
}

struct Case {
  const char* source;
  const char* result;
};

TEST_CASE("hex strings", "[rules][hex]") {
  const Case cases[] = {
      {"{01}", "{ 01 }"},
      {"{ 0a\tfF\r\n?? 4? ?B }", "{ 0A FF ?? 4? ?B }"},
      {"{ ~01 ~4? ~?b }", "{ ~01 ~4? ~?B }"},
      {"{ 01 [2] 02 [3-4] 03 [5-] 04 [-] 05 }",
       "{ 01 [2] 02 [3-4] 03 [5-] 04 [0-] 05 }"},
      {"{ 01 [0-0] [ 2 - 3 ] 02 }", "{ 01 [0-0] [2-3] 02 }"},
      {"{ 01 // x }\n 02 /* } */ }", "{ 01 02 }"},
      {"{ ( 01 ) }", "{ ( 01 ) }"},
      {"{ (01|02 ??|( 03 [1-2] 04 | 05 )) }",
       "{ ( 01 | 02 ?? | ( 03 [1-2] 04 | 05 ) ) }"},
      {"{ (01 [200] 02) 03 }", "{ ( 01 [200] 02 ) 03 }"},
      // Refused by libyara as well
      {"{ }", "hex string: expected a byte"},
      {"{ 0 1 }", "hex string: uneven number of digits"},
      {"{ ~?? }", "hex string: ~?? matches nothing"},
      {"{ [2] 01 }", "hex string: cannot begin with a jump"},
      {"{ 01 [2] }", "hex string: cannot end with a jump"},
      {"{ 01 [0] 02 }", "hex string: invalid jump length"},
      {"{ 01 [3-2] 02 }", "hex string: invalid jump range"},
      {"{ 01 [] 02 }", "hex string: invalid jump length"},
      {"{ 01 [-3] 02 }", "hex string: a jump needs a lower bound"},
      {"{ 01 [2147483648] 02 }", "hex string: jump too long"},
      {"{ 01 [/**/2] 02 }", "hex string: invalid jump length"},
      {"{ (01 [201] 02) }",
       "hex string: jump over 200 bytes inside "
       "alternatives"},
      {"{ (01 [2-] 02) }", "hex string: unbounded jump inside alternatives"},
      {"{ (01 |) }", "hex string: expected a byte"},
      {"{ (01 | 02 }", "hex string: expected )"},
      {"{ 01 ) }", "hex string: expected }"},
      {"{ 0/**/1 }", "hex string: uneven number of digits"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.source);
    CHECK(hex(c.source) == c.result);
  }
  CHECK(hex("{ " + std::string(600, '(')) == "hex string: nested too deep");
}

TEST_CASE("hex nodes know where they are", "[rules][hex]") {
  const auto parsed = parse_hex("{ 01\n ( 02 | 03 ) }", {100, 7, 20}, nullptr);
  REQUIRE(parsed);
  CHECK(parsed->span == Span{{100, 7, 20}, {119, 8, 15}});
  REQUIRE(parsed->tokens.size() == 2);
  CHECK(parsed->tokens[0].span == Span{{102, 7, 22}, {104, 7, 24}});
  CHECK(parsed->tokens[1].span == Span{{106, 8, 2}, {117, 8, 13}});
  CHECK(parsed->tokens[1].alternatives[1][0].span ==
        Span{{113, 8, 9}, {115, 8, 11}});
  Diagnostic problem;
  CHECK(!parse_hex("{ 01\n zz }", {100, 7, 20}, &problem));
  CHECK(problem.span.begin == Position{106, 8, 2});
}

TEST_CASE("regular expressions", "[rules][regexp]") {
  const Case cases[] = {
      {"/abc/", "/abc/"},
      {"/abc/i", "/abc/i"},
      {"/a.c/is", "/a.c/is"},
      {"/a\\/b/", "/a\\/b/"},
      {"/a{b/", "/a\\{b/"},
      {"/{/", "/\\{/"},
      {"/a{,b}]}/", "/a\\{,b\\}\\]\\}/"},
      {"/a*b+c?d{2}e{2,}f{2,3}g{,3}h{,}/", "/a*b+c?d{2}e{2,}f{2,3}g{0,3}h*/"},
      {"/a*?b+?c??d{2}?e{2,}?/", "/a*?b+?c??d{2}?e{2,}?/"},
      {"/a{0}/", "/a{0}/"},
      {"/a{2,32767}/", "/a{2,}/"},
      {"/(ab)(c|d)e/", "/ab(c|d)e/"},
      {"/(ab)*/", "/(ab)*/"},
      {"/((a))/", "/a/"},
      {"/(a|)/", "/a|/"},
      {"/a||b|/", "/a||b|/"},
      {"/(a|b)|c/", "/(a|b)|c/"},
      {"/^a$|\\bb\\B/", "/^a$|\\bb\\B/"},
      {"/(^)*/", "/(^)*/"},
      {"/\\x41\\n\\t\\r\\f\\a\\q\\./", "/A\\x0a\\x09\\x0d\\x0c\\x07q\\./"},
      {"/\xC3\xA9/", "/\\xc3\\xa9/"},
      {"/\\w\\W\\s\\S\\d\\D/", "/\\w\\W\\s\\S\\d\\D/"},
      {"/[a-c]/", "/[a-c]/"},
      {"/[^a-c]/", "/[^a-c]/"},
      {"/[]a]/", "/[\\]a]/"},
      {"/[^]a]/", "/[^\\]a]/"},
      {"/[a-]/", "/[\\-a]/"},
      {"/[-a]/", "/[\\-a]/"},
      {"/[\\x00-\\x03\\]]/", "/[\\x00-\\x03\\]]/"},
      {"/[\\w]/", "/\\w/"},
      {"/[\\d\\s_]/", "/[\\x09-\\x0d 0-9_]/"},
      {"/[\\w-z]/", "/[w-z]/"},
      {"/[\\.-0]/", "/[\\.-0]/"},
      {"/[\xC3-\xC5]/", "/[\\xc3-\\xc5]/"},
      {"/[\\b]/", "/[b]/"},
      {"/[[]/", "/[\\[]/"},
      // Depends on the version of libyara, so it is left alone
      {"/a{1, 2}/", "/a{1, 2}/"},
      // Refused by libyara as well
      {"//", "regular expression: empty"},
      {"/(/", "regular expression: expected an expression"},
      {"/()/", "regular expression: expected an expression"},
      {"/(a/", "regular expression: expected )"},
      {"/a)/", "regular expression: unexpected )"},
      {"/|a/", "regular expression: expected an expression"},
      {"/(|a)/", "regular expression: expected an expression"},
      {"/*a/", "regular expression: nothing to repeat"},
      {"/a**/", "regular expression: nothing to repeat"},
      {"/a{2}{3}/", "regular expression: nothing to repeat"},
      {"/{2}/", "regular expression: nothing to repeat"},
      {"/^*/", "regular expression: nothing to repeat"},
      {"/\\b+/", "regular expression: nothing to repeat"},
      {"/(?:a)/", "regular expression: nothing to repeat"},
      {"/a{3,2}/", "regular expression: bad repeat interval"},
      {"/a{2,32768}/", "regular expression: repeat interval too large"},
      {"/a{99999999999}/", "regular expression: repeat interval too large"},
      {"/\\1/", "regular expression: backreferences are not allowed"},
      {"/\\x4/", "regular expression: illegal escape sequence"},
      {"/[a/", "regular expression: missing ] of character class"},
      {"/[c-a]/", "regular expression: bad character range"},
      {"/[\xC3\xA9]/",
       "regular expression: non-ascii character in character "
       "class"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.source);
    CHECK(regexp(c.source) == c.result);
  }
  CHECK(regexp("/" + std::string(600, '(') + "a" + std::string(600, ')') +
               "/") == "regular expression: nested too deep");
}

TEST_CASE("the regexp tree keeps literals whole", "[rules][regexp]") {
  const auto parsed = parse_regexp("/ab(cd)e*f[x]/i", {10, 2, 5}, nullptr);
  REQUIRE(parsed);
  CHECK(parsed->nocase);
  CHECK(!parsed->dot_all);
  CHECK(parsed->has_greedy);
  CHECK(!parsed->has_lazy);
  const RegexpNode& root = parsed->root;
  REQUIRE(root.kind == RegexpNode::Kind::concatenation);
  REQUIRE(root.children.size() == 4);
  CHECK(root.children[0].text == "abcd");
  CHECK(root.children[1].kind == RegexpNode::Kind::repeat);
  CHECK(root.children[1].span == Span{{17, 2, 12}, {19, 2, 14}});
  CHECK(root.children[2].text == "f");
  CHECK(root.children[3].kind == RegexpNode::Kind::byte_class);
}

TEST_CASE("classes fold case before they negate", "[rules][regexp]") {
  const auto listed = parse_regexp("/[a]/", {}, nullptr);
  const auto negated = parse_regexp("/[^a]/", {}, nullptr);
  REQUIRE((listed && negated));
  CHECK(class_matches(listed->root, 'a', false));
  CHECK(!class_matches(listed->root, 'A', false));
  CHECK(class_matches(listed->root, 'A', true));
  CHECK(!class_matches(negated->root, 'a', false));
  CHECK(class_matches(negated->root, 'A', false));
  CHECK(!class_matches(negated->root, 'A', true));
  CHECK(class_matches(negated->root, '!', true));
}

TEST_CASE("integers", "[rules][literals]") {
  CHECK(parse_integer("0") == 0);
  CHECK(parse_integer("10KB") == 10240);
  CHECK(parse_integer("2MB") == 2 * 1024 * 1024);
  CHECK(parse_integer("0x4d5A") == 0x4D5A);
  CHECK(parse_integer("0o17") == 15);
  CHECK(parse_integer("9223372036854775807") == INT64_MAX);
  CHECK(!parse_integer("9223372036854775808"));
  CHECK(!parse_integer("0xFFFFFFFFFFFFFFFF"));
  CHECK(parse_integer("9007199254740991KB") == 9007199254740991 * 1024);
  CHECK(!parse_integer("9007199254740992KB"));
}

TEST_CASE("text strings and reals survive printing", "[rules][literals]") {
  std::string all;
  for (int b = 0; b < 256; ++b) all += static_cast<char>(b);
  CHECK(unquote(quote(all)) == all);
  CHECK(quote("a\"\\\n\x01") == "\"a\\\"\\\\\\n\\x01\"");
  CHECK(unquote("\"\\x41\\t\\\\x\"") == "A\t\\x");
  for (const double real : {0.0, 1.5, 0.1, 1e300, 123456789.125, 5e-324}) {
    CHECK(!(parse_real(print_real(real)) < real));
    CHECK(!(parse_real(print_real(real)) > real));
  }
  CHECK(print_real(2) == "2.0");
}

}  // namespace
}  // namespace beachcomb::rules
