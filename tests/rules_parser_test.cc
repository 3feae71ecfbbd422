// SPDX-License-Identifier: Apache-2.0
//
// Files, rules, meta, strings, recovery after errors.
#include "rules/parser.h"

#include <string>

#include "catch.h"
#include "rules/printer.h"

namespace beachcomb::rules {
namespace {

const Rule& only_rule(const ParsedFile& file) {
  REQUIRE(file.errors.empty());
  REQUIRE(file.items.size() == 1);
  return std::get<Rule>(file.items[0]);
}

#define ALPHABET \
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

constexpr char kWhole[] =
    R"(import "pe"
include "other.yar"
// before
private global rule first : tag1 tag2
{
  meta:
    author = "a\"\x62"
    score = 75
    offset = -0x10
    enabled = true
  strings:
    $a = "ab\n" wide ascii nocase fullword private
    $b = { 4D 5A ?? } private
    $c = /a+/is wide
    $ = "x" xor(1-9)
    $ = "y" xor /* why */ wide
)"
    "    $d = \"z\" base64(\"" ALPHABET "\") base64wide(\"" ALPHABET
    "\")"
    R"(
    $e = "w" xor(5)
  condition:
    all of them
}
)";

TEST_CASE("a rule with everything", "[rules][parser]") {
  const std::string source = kWhole;
  const ParsedFile file = parse(source);
  REQUIRE(file.errors.empty());
  REQUIRE(file.items.size() == 3);
  CHECK(std::get<Import>(file.items[0]).module == "pe");
  CHECK(std::get<Include>(file.items[1]).path == "other.yar");
  const Rule& rule = std::get<Rule>(file.items[2]);
  CHECK(rule.name == "first");
  CHECK(rule.is_private);
  CHECK(rule.is_global);
  REQUIRE(rule.tags.size() == 2);
  CHECK(rule.tags[1].name == "tag2");
  REQUIRE(rule.meta.size() == 4);
  CHECK(std::get<std::string>(rule.meta[0].value) == "a\"b");
  CHECK(std::get<std::int64_t>(rule.meta[1].value) == 75);
  CHECK(std::get<std::int64_t>(rule.meta[2].value) == -16);
  CHECK(std::get<bool>(rule.meta[3].value));
  CHECK(rule.meta[2].span.in(source) == "offset = -0x10");

  REQUIRE(rule.strings.size() == 7);
  const StringModifiers& a = rule.strings[0].modifiers;
  CHECK((a.wide && a.ascii && a.nocase && a.fullword && a.is_private));
  CHECK(rule.strings[0].text == "ab\n");
  CHECK(rule.strings[1].type == StringDecl::Type::hex);
  CHECK(rule.strings[1].hex->tokens.size() == 3);
  CHECK(rule.strings[1].modifiers.is_private);
  CHECK(rule.strings[2].regexp->nocase);
  CHECK(rule.strings[2].regexp->dot_all);
  CHECK(rule.strings[2].modifiers.wide);
  CHECK(!rule.strings[2].modifiers.ascii);
  CHECK(rule.strings[3].name == "$");
  CHECK(*rule.strings[3].modifiers.xor_range == XorRange{1, 9});
  CHECK(*rule.strings[4].modifiers.xor_range == XorRange{0, 255});
  CHECK(rule.strings[4].modifiers.wide);
  CHECK(rule.strings[5].modifiers.base64->size() == 64);
  CHECK(rule.strings[5].modifiers.base64wide->size() == 64);
  CHECK(*rule.strings[6].modifiers.xor_range == XorRange{5, 5});
  CHECK(rule.strings[4].span.in(source) == "$ = \"y\" xor /* why */ wide");
  CHECK(rule.strings[4].value_span.in(source) == "\"y\"");
  CHECK(rule.strings[6].name_span.in(source) == "$e");
  CHECK(rule.span.in(source).substr(0, 7) == "private");
  CHECK(rule.span.in(source).back() == '}');
  CHECK(rule.name_span.begin == Position{62, 4, 21});
  REQUIRE(file.comments.size() == 2);
  CHECK(file.comments[0].span.in(source) == "// before");
  CHECK(file.comments[1].span.in(source) == "/* why */");
}

TEST_CASE("printing and parsing again gives the same tree",
          "[rules][parser][printer]") {
  const ParsedFile file = parse(kWhole);
  for (const Spelling s : {Spelling::as_written, Spelling::canonical}) {
    const ParsedFile again = parse(print(file.items, s));
    CHECK(again.errors.empty());
    CHECK(same(file.items, again.items));
  }
}

TEST_CASE("same() sees every difference in meaning", "[rules][parser]") {
  const std::string base =
      "import \"a\" include \"b\" rule r : t { meta: m = 1 strings: $a = \"x\" "
      "wide $b = { 01 } $c = /x/ condition: $a and 1.5 < 2 and any of ($b, "
      "$c*) and for any i in (1..2) : (#a in (1..i) == 3) and uint8(0) == 1 }";
  const struct {
    const char* from;
    const char* to;
  } changes[] = {
      {"import \"a\"", "import \"b\""},
      {"include \"b\"", "include \"c\""},
      {"rule r", "rule s"},
      {"rule r", "private rule r"},
      {"rule r", "global rule r"},
      {": t", ": u"},
      {": t", ": t u"},
      {"m = 1", "m = 2"},
      {"m = 1", "n = 1"},
      {"m = 1", "m = \"1\""},
      {"m = 1", "m = true"},
      {"$a = \"x\"", "$a = \"y\""},
      {"$a = \"x\"", "$d = \"x\""},
      {" wide", ""},
      {" wide", " wide ascii"},
      {"{ 01 }", "{ 02 }"},
      {"{ 01 }", "{ ~01 }"},
      {"/x/", "/x/i"},
      {"/x/", "/[x]/"},
      {"1.5", "1.6"},
      {"1.5", "2"},
      {"$c*", "$c"},
      {"any of", "all of"},
      {"any of", "1 of"},
      {"$c*)", "$c*) at 0"},
      {"for any i", "for any j"},
      {"for any i", "for none i"},
      {"(1..2) :", "(1, 2) :"},
      {"(1..i)", "(2..i)"},
      {"#a in", "#b in"},
      {"uint8(", "int8("},
      {"uint8(", "uint8be("},
      {"== 1 }", "!= 1 }"},
  };
  const ParsedFile original = parse(base);
  REQUIRE(original.errors.empty());
  for (const auto& change : changes) {
    std::string text = base;
    const std::size_t place = text.find(change.from);
    REQUIRE(place != std::string::npos);
    text.replace(place, std::string(change.from).size(), change.to);
    CAPTURE(text);
    const ParsedFile changed = parse(text);
    REQUIRE(changed.errors.empty());
    CHECK(!same(original.items, changed.items));
    CHECK(!same(changed.items, original.items));
  }
  // What does not matter.
  CHECK(same(parse("rule a { condition: (0x10 == 16) }").items,
             parse("rule a // x\n{ condition: ((16 == 0x10)) }").items));
}

TEST_CASE("one bad rule does not cost another", "[rules][parser]") {
  const std::string source =
      "rule a { condition: true }\n"
      "rule b { condition: ((( }\n"
      "garbage\n"
      "rule c { strings: $a = { 0G } condition: $a }\n"
      "rule d { strings: $a = \"x\n condition: $a }\n"
      "rule e { condition: true\n"
      "rule f { condition: true } }\n"
      "import pe\n"
      "rule g { condition: true }\n";
  const ParsedFile file = parse(source);
  REQUIRE(file.items.size() == 3);
  CHECK(std::get<Rule>(file.items[0]).name == "a");
  CHECK(std::get<Rule>(file.items[1]).name == "f");
  CHECK(std::get<Rule>(file.items[2]).name == "g");
  const struct {
    std::uint32_t line;
    std::uint32_t column;
    const char* message;
  } errors[] = {
      {2, 25, "unexpected '}', expected an expression"},
      {3, 1, "unexpected 'garbage', expected rule, import or include"},
      {4, 24, "invalid character in hex string"},
      {5, 24, "unterminated text string"},
      {7, 25, "unexpected end of rule, expected an operator or '}'"},
      {8, 28, "unexpected '}', expected rule, import or include"},
      {9, 8, "unexpected 'pe', expected module name in quotes"},
  };
  REQUIRE(file.errors.size() == std::size(errors));
  for (std::size_t i = 0; i < std::size(errors); ++i) {
    CAPTURE(i);
    CHECK(file.errors[i].span.begin.line == errors[i].line);
    CHECK(file.errors[i].span.begin.column == errors[i].column);
    CHECK(file.errors[i].message == errors[i].message);
  }
}

TEST_CASE("each wrong string and key of a rule is said", "[rules][parser]") {
  const ParsedFile file = parse(
      "rule a { meta: b = c d = 1.5 strings: $a = $b = { 5 } c $c = \"x\"\n"
      "condition: $c and }\n"
      "rule b { condition: true }\n");
  REQUIRE(file.items.size() == 1);
  std::vector<std::uint32_t> columns;
  for (const Diagnostic& error : file.errors) {
    columns.push_back(error.span.begin.column);
  }
  CHECK(columns == std::vector<std::uint32_t>{20, 26, 44, 52, 19});
}

TEST_CASE("a byte order mark is a blank", "[rules][parser]") {
  CHECK(parse("\xef\xbb\xbfrule a { condition: true }").items.size() == 1);
  CHECK(!parse("rule a { \xef\xbb\xbf condition: true }").errors.empty());
}

TEST_CASE("what is wrong with a rule is said", "[rules][parser]") {
  const struct {
    const char* source;
    const char* message;
  } cases[] = {
      {"rule { condition: true }", "unexpected '{', expected identifier"},
      {"rule a : { condition: true }", "unexpected '{', expected a tag"},
      {"rule a : t t { condition: true }", "duplicated tag 't'"},
      {"rule a condition: true }", "unexpected 'condition', expected '{'"},
      {"rule a { }", "unexpected '}', expected 'condition'"},
      {"rule a { meta: condition: true }",
       "unexpected 'condition', expected identifier"},
      {"rule a { meta: m condition: true }",
       "unexpected 'condition', expected '='"},
      {"rule a { meta: m = $x condition: true }",
       "unexpected '$x', expected text string, integer, true or false"},
      {"rule a { meta: m = -\"x\" condition: true }",
       "unexpected '\"x\"', expected integer"},
      {"rule a { strings: condition: true }",
       "unexpected 'condition', expected string identifier"},
      {"rule a { strings: $a = 1 condition: true }",
       "unexpected '1', expected text string, hex string or regular "
       "expression"},
      {"rule a { strings: $a = \"\" condition: $a }", "empty string"},
      {"rule a { strings: $a = \"x\" $a = \"y\" condition: $a }",
       "duplicated string '$a'"},
      {"rule a { strings: $a = \"x\" wide wide condition: $a }",
       "duplicated modifier"},
      {"rule a { strings: $a = \"x\" xor xor(1) condition: $a }",
       "duplicated modifier"},
      {"rule a { strings: $a = \"x\" xor(256) condition: $a }",
       "xor key over 255"},
      {"rule a { strings: $a = \"x\" xor(9-1) condition: $a }",
       "xor lower bound exceeds upper bound"},
      {"rule a { strings: $a = \"x\" xor nocase condition: $a }",
       "xor and nocase exclude each other"},
      {"rule a { strings: $a = \"x\" base64 nocase condition: $a }",
       "base64 and nocase exclude each other"},
      {"rule a { strings: $a = \"x\" base64wide fullword condition: $a }",
       "base64 and fullword exclude each other"},
      {"rule a { strings: $a = \"x\" base64 xor condition: $a }",
       "base64 and xor exclude each other"},
      {"rule a { strings: $a = \"x\" base64(\"abc\") condition: $a }",
       "length of base64 alphabet must be 64"},
      {"rule a { strings: $a = { 01 } wide condition: $a }",
       "unexpected 'wide', expected 'condition'"},
      {"rule a { strings: $a = /x/ xor condition: $a }",
       "unexpected 'xor', expected 'condition'"},
      {"rule a { strings: $a = /x+y+?/ condition: $a }",
       "greedy and lazy quantifiers in one regular expression"},
      {"rule a { strings: $a = { 01 [0] 02 } condition: $a }",
       "hex string: invalid jump length"},
      {"rule a { strings: $a = /x)/ condition: $a }",
       "regular expression: unexpected )"},
      {"rule a { condition: true strings: $a = \"x\" }",
       "unexpected 'strings', expected an operator or '}'"},
      {"rule a { condition: true",
       "unexpected end of rule, expected an "
       "operator or '}'"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.source);
    const ParsedFile file = parse(c.source);
    CHECK(file.items.empty());
    REQUIRE(!file.errors.empty());
    CHECK(file.errors[0].message == c.message);
  }
}

TEST_CASE("alphabets of base64 are compared by meaning", "[rules][parser]") {
  constexpr char kUsual[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const auto with = [&](const std::string& modifiers) {
    return parse("rule a { strings: $a = \"x\" " + modifiers +
                 " condition: $a }");
  };
  std::string usual = "(\"";
  usual += kUsual;
  usual += "\")";
  CHECK(with("base64 base64wide" + usual).errors.empty());
  CHECK(same(with("base64").items, with("base64" + usual).items));
  std::string other = usual;
  other[other.find('+')] = '-';
  CHECK(!with("base64 base64wide" + other).errors.empty());
  CHECK(with("base64" + other + " base64wide" + other).errors.empty());
}

TEST_CASE("parse_all is all or nothing", "[rules][parser]") {
  CHECK(parse_all("rule a { condition: true }").ok());
  const auto bad = parse_all("rule a { condition: true }\n rule b { }");
  REQUIRE(!bad.ok());
  CHECK(bad.error().message == "2:11: unexpected '}', expected 'condition'");
}

TEST_CASE("modifiers of rules repeat and come in any order",
          "[rules][parser]") {
  const ParsedFile file =
      parse("global private global rule a { condition: true }");
  CHECK(only_rule(file).is_global);
  CHECK(only_rule(file).is_private);
  CHECK(print(file.items) ==
        "global private rule a {\n  condition:\n    true\n}\n");
}

TEST_CASE("a comment without an end hides the rest, as in libyara",
          "[rules][parser]") {
  const ParsedFile file = parse("rule a { condition: true } /* rule b {");
  CHECK(only_rule(file).name == "a");
}

}  // namespace
}  // namespace beachcomb::rules
