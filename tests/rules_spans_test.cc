// SPDX-License-Identifier: Apache-2.0
#include "rules/spans.h"

#include <string>
#include <vector>

#include "catch.h"

namespace beachcomb::rules {
namespace {

// "rule a|stray|import pe": kinds and names in order; "rule a!" is not closed.
std::string outline(std::string_view source) {
  static constexpr const char* kNames[] = {"rule", "import", "include",
                                           "stray"};
  std::string text;
  for (const ItemSpan& item : rule_spans(source)) {
    if (!text.empty()) text += '|';
    text += kNames[static_cast<int>(item.kind)];
    if (!item.name.empty()) text += ' ' + std::string(item.name);
    if (!item.closed) text += '!';
  }
  return text;
}

TEST_CASE("rule_spans names the items of a source", "[rules][spans]") {
  struct Case {
    const char* source;
    const char* outline;
  };
  const Case cases[] = {
      {"", ""},
      {"  \n // only a comment", ""},
      {"import \"pe\" include \"a/b.yar\" rule a { condition: true }",
       "import pe|include a/b.yar|rule a"},
      {"include\t \"x\"", "include x"},
      {"include\n\"x\"", "stray"},
      {"private global rule a : t1 t2 { condition: a } rule b { condition: b }",
       "rule a|rule b"},
      // A brace inside strings, comments and hex strings is no brace.
      {"rule a { strings: $a = \"}\" $b = /}/ $c = { 7D ( 7D | ?? ) } /* } */ "
       "// }\n condition: all of them } rule b { condition: true }",
       "rule a|rule b"},
      {"rule a { strings: $a = { 01 // }\n 02 } condition: $a }", "rule a"},
      {"rule a { strings: $a = { 01 /* } */ 02 } condition: $a }", "rule a"},
      {"rule a { strings: $a = \"\\\"}\" condition: $a }", "rule a"},
      // Bodies that do not parse.
      {"rule a { condition: ((( and } rule b { condition: true }",
       "rule a|rule b"},
      {"rule a { strings: $a = { ZZ 01 } condition: $a } rule b { }",
       "rule a|rule b"},
      {"rule a { strings: $a = \"x\n condition: $a }\nrule b { condition: 1 }",
       "rule a|rule b"},
      {"rule a { strings: $a = /x\n condition: $a }\nrule b { condition: 1 }",
       "rule a|rule b"},
      // The end of a rule is missing.
      {"rule a { condition: true private rule b { condition: true }",
       "rule a!|rule b"},
      {"rule a { condition: true import \"pe\" rule b { condition: true }",
       "rule a!|import pe|rule b"},
      {"rule a", "rule a!"},
      {"rule rule b { condition: true }", "rule!|rule b"},
      {"rule a { condition: true /* never closed }", "rule a!"},
      // Garbage between items.
      {"foo bar rule a { condition: true } } private global rule b { }",
       "stray|rule a|stray|rule b"},
      {"import rule a { condition: true }", "stray|rule a"},
      {"import pe rule a { condition: true } import", "stray|rule a|stray"},
      {"\xEF\xBB\xBFrule a { condition: true }", "rule a"},
      {"private", "stray"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.source);
    CHECK(outline(c.source) == c.outline);
  }
}

TEST_CASE("spans are exact and blanking one keeps the others",
          "[rules][spans]") {
  const std::string source =
      "/* one */ private rule a {\n condition: (((\n} // two\n"
      "rule b { condition: true }\n";
  const std::vector<ItemSpan> items = rule_spans(source);
  REQUIRE(items.size() == 2);
  CHECK(items[0].span.in(source) == "private rule a {\n condition: (((\n}");
  CHECK(items[0].span.begin == Position{10, 1, 11});
  CHECK(items[0].span.end == Position{44, 3, 2});
  CHECK(items[1].span.begin == Position{52, 4, 1});

  std::string blanked = source;
  blank_out(blanked, items[0].span);
  CHECK(blanked.size() == source.size());
  CHECK(blanked.substr(0, 10) == "/* one */ ");
  CHECK(blanked.substr(10, 34) ==
        std::string(16, ' ') + "\n" + std::string(15, ' ') + "\n ");
  CHECK(outline(blanked) == "rule b");
  CHECK(rule_spans(blanked)[0].span == items[1].span);
}

TEST_CASE("items cover every token once", "[rules][spans]") {
  const std::string source =
      "x y rule a { } } include \"z\" private private rule rule import "
      "\"pe\" global";
  const Tokens tokens = tokenize(source);
  std::size_t next = 0;
  for (const ItemSpan& item : rule_spans(source, tokens)) {
    CHECK(item.first_token == next);
    CHECK(item.last_token > item.first_token);
    next = item.last_token;
  }
  CHECK(next + 1 == tokens.tokens.size());
}

}  // namespace
}  // namespace beachcomb::rules
