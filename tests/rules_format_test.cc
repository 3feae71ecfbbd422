// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>
#include <vector>

#include "beachcomb/rule_format.h"
#include "beachcomb/rule_set.h"
#include "catch.h"
#include "rule_generator.h"
#include "rules/parser.h"

namespace {

using beachcomb::format_rules;

// Formats, and checks what holds for every source.
std::string formatted(const std::string& source) {
  INFO(source);
  const auto text = format_rules(source);
  REQUIRE(text.ok());
  INFO(*text);
  const auto again = format_rules(*text);
  REQUIRE(again.ok());
  CHECK(*again == *text);
  const auto before = beachcomb::rules::parse(source);
  const auto after = beachcomb::rules::parse(*text);
  CHECK(after.errors.empty());
  CHECK(same(before.items, after.items));
  CHECK(before.comments.size() == after.comments.size());
  return *text;
}

// The condition of a rule, formatted, without what is around it.
std::string condition(const std::string& source) {
  const std::string text = formatted(
      "rule A { strings: $a = \"a\" $b = \"b\" $c = \"c\" condition: " +
      source + " }");
  const std::string head = "  condition:\n    ";
  const std::size_t begin = text.find(head) + head.size();
  return text.substr(begin, text.size() - begin - 3);
}

}  // namespace

TEST_CASE("A rule on one line gets the layout") {
  CHECK(formatted("import\"pe\" private global rule A:x  y{meta:a=-5 b=\"x\" "
                  "c=true strings:$a=\"x\"xor( 1 - 5 )wide $b={4D   5A(01|02)}"
                  "condition:all of them}rule B{condition:true}") ==
        R"(import "pe"

private global rule A : x y
{
  meta:
    a = -5
    b = "x"
    c = true
  strings:
    $a = "x" xor(1-5) wide
    $b = { 4D 5A(01|02) }
  condition:
    all of them
}

rule B
{
  condition:
    true
}
)");
}

TEST_CASE("Blanks in conditions") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"$a and( $b or$c )", "$a and ($b or $c)"},
      {"#a-1>- 2", "#a - 1 > -2"},
      {"filesize- -1==~ 5", "filesize - -1 == ~5"},
      {"uint8( 0 )-(1)==- (2)", "uint8(0) - (1) == -(2)"},
      {"50 % of them", "50% of them"},
      {"#a%2==0", "#a % 2 == 0"},
      {"for any i in(1 .. 3):(@a[ i ]<5)", "for any i in (1..3) : (@a[i] < 5)"},
      {"not$a and not( $b )", "not $a and not ($b)"},
      {"$a at 0 or $b in(0..10)", "$a at 0 or $b in (0..10)"},
      {"1 of($a,$b*)", "1 of ($a, $b*)"},
      {"filesize*2<5KB", "filesize * 2 < 5KB"},
  };
  for (const auto& [source, expected] : cases) {
    CHECK(condition(source) == expected);
  }
}

TEST_CASE("A wildcard of rules sticks to its name") {
  CHECK(formatted("rule a1{condition:true}rule B{condition:any of(a *)}")
            .find("any of (a*)") != std::string::npos);
}

TEST_CASE("Conditions keep their line breaks, indented by parentheses") {
  CHECK(condition("$a and\n($b or\n$c)") == "$a and\n    ($b or\n     $c)");
  CHECK(condition("$a\nand (\n$b\nor $c\n)") ==
        "$a\n    and (\n      $b\n      or $c\n    )");
  CHECK(condition("$a and\n\n\n$b") == "$a and\n\n    $b");
  CHECK(condition("for any i in (1..2) : (\n@a[i] > 1 and\n($b or\n$c))") ==
        "for any i in (1..2) : (\n      @a[i] > 1 and\n      ($b or\n"
        "       $c))");
}

TEST_CASE("Conditions that are too long are broken where they are loose") {
  std::string flat = "($a and filesize > 1000000000)";
  for (int i = 0; i < 5; ++i) flat += " or ($b and filesize > 2000000000)";
  const std::string text = condition(flat);
  CHECK(text ==
        "($a and filesize > 1000000000) or ($b and filesize > 2000000000) or\n"
        "    ($b and filesize > 2000000000) or ($b and filesize > 2000000000) "
        "or\n"
        "    ($b and filesize > 2000000000) or ($b and filesize > "
        "2000000000)");
}

TEST_CASE("Comments stay where they are") {
  CHECK(formatted("// one\n\n\n\n// two\nrule A // three\n{ // four\n"
                  "strings: // five\n// six\n$a = \"x\" // seven\n"
                  "/* eight */\n  // nine\n"
                  "condition: // ten\n// eleven\n$a // twelve\nand // more\n"
                  "$a\n// last\n} // end\n// after\nrule B{condition:true}\n"
                  "// file") ==
        R"(// one

// two
rule A // three
{ // four
  strings: // five
    // six
    $a = "x" // seven
  /* eight */
    // nine
  condition: // ten
    // eleven
    $a // twelve
    and // more
    $a
    // last
} // end

// after
rule B
{
  condition:
    true
}
// file
)");
  CHECK(formatted("rule A{strings:$a=// why\n\"x\"/* how */wide condition:$a/*"
                  "x*/and/*y*/$a}") ==
        R"(rule A
{
  strings:
    $a = // why
      "x" /* how */ wide
  condition:
    $a /*x*/ and /*y*/ $a
}
)");
}

TEST_CASE("A comment of several lines moves as a whole") {
  CHECK(formatted("rule A {\n        /* one\n           two */\n"
                  "        condition: true }") ==
        "rule A\n{\n  /* one\n     two */\n  condition:\n    true\n}\n");
  CHECK(formatted("/* one\n\ttwo  \n*/ rule A {condition: true}") ==
        "/* one\n\ttwo\n*/\nrule A\n{\n  condition:\n    true\n}\n");
}

TEST_CASE("Hex strings of several lines keep their lines") {
  CHECK(formatted("rule A {strings: $a = {\n4D 5A // mz\n\n(01 |\n02)\n}\n"
                  "$bb = { 4D\n 5A }\n$c = {4D\n5A\n}\n"
                  "condition: all of them }") ==
        R"(rule A
{
  strings:
    $a = {
      4D 5A // mz

      (01 |
        02)
    }
    $bb = { 4D
            5A }
    $c = { 4D
           5A
    }
  condition:
    all of them
}
)");
}

TEST_CASE("Line ends are those of the file") {
  CHECK(formatted("rule A {\r\n// c \r\ncondition: true\n}") ==
        "rule A\r\n{\r\n  // c\r\n  condition:\r\n    true\r\n}\r\n");
  CHECK(formatted("").empty());
  CHECK(formatted("// only\n\n") == "// only\n");
}

TEST_CASE("What does not parse is not formatted") {
  const auto text = format_rules("rule A { condition: }\n");
  REQUIRE_FALSE(text.ok());
  CHECK(text.error().message.starts_with("1:21: unexpected '}'"));
}

TEST_CASE("Every construct and every rule that is built in") {
  const auto sources = beachcomb::load_rules(BEACHCOMB_TESTS "/rules");
  REQUIRE(sources.ok());
  for (const auto& source : *sources) formatted(source.text);
  for (const auto& source : beachcomb::builtin_rules()) {
    CHECK(formatted(source.text) == source.text);
  }
}

TEST_CASE("Random rules") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed);
    formatted(beachcomb::tests::generate_case(seed).source);
  }
}
