// SPDX-License-Identifier: Apache-2.0
//
// What rules need because of others, and what keeps the analysis small.
#include <string>
#include <vector>

#include "catch.h"
#include "rules/need_tree.h"
#include "rules_needs.h"

namespace beachcomb::rules {
namespace {

TEST_CASE("rules refer to rules", "[rules][needs]") {
  const std::string first =
      "rule one { strings: $x = \"abc\" condition: $x } "
      "private rule two { condition: filesize < 100 and one } ";
  const std::vector<Case> cases = {
      {"one", "$x"},
      {"two", "filesize <= 99 and $x"},
      {"not one", "anything ('one' can hold where another rule does not)"},
      {"not not one", "$x"},
      {"any of (one, two)", "$x or (filesize <= 99 and $x)"},
      // This rule, three, does not hold while it is being asked.
      {"all of (t*)", "never"},
      {"any of (t*)", "filesize <= 99 and $x"},
      {"2 of (o*, t*)", "$x or (filesize <= 99 and $x)"},
      {"none of (one)",
       "anything ('none of (one)' can hold where another rule does not)"},
      {"three", "anything ('three' names something that is not known here)"},
      {"any of (th*)", "never"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.condition);
    CHECK(need_of(first + "rule three { condition: " + c.condition + " }") ==
          c.need);
  }
  CHECK(need_of(first + "rule four { condition: 2 of (one, two) }") ==
        "filesize <= 99 and $x");
}

TEST_CASE("global rules are needed by all of the namespace", "[rules][needs]") {
  const Analysed a = analyse(
      "rule one { strings: $x = \"abc\" condition: $x } "
      "global rule size { condition: filesize < 100 } "
      "rule two { condition: one and filesize > 10 }");
  CHECK(print_need(a.needs[0], a.rules) == "filesize <= 99 and $x");
  CHECK(print_need(a.needs[1], a.rules) == "filesize <= 99");
  CHECK(print_need(a.needs[2], a.rules) == "filesize in (11..99) and $x");
  CHECK(a.needs[2].children[1].rule == 0);
}

TEST_CASE("a rule that is not known here may be what a wildcard asks for",
          "[rules][needs]") {
  const std::string source =
      "rule one { strings: $x = \"abc\" condition: $x } "
      "rule last { condition: any of (o*) }";
  CHECK(need_of(source) == "$x");
  CHECK(need_of(source, false).starts_with("anything ("));
}

// Rules r0, r1, ... where each asks of the one before, twice or once.
std::string chain_of_rules(int length, bool twice) {
  std::string source =
      "rule r0 { strings: $a = \"ab\" condition: #a > 1 or filesize > 100 } ";
  for (int i = 1; i <= length; ++i) {
    std::string before = "r";
    before += std::to_string(i - 1);
    const std::string size = std::to_string(i);
    source += "rule r" + size + " { condition: ";
    if (twice) {
      source += "(" + before + " and filesize > " + size + ") or ";
    }
    source += before + (i % 2 == 0 ? " and" : " or");
    source += " filesize < " + size + " } ";
  }
  return source;
}

TEST_CASE("an analysis is bounded", "[rules][needs]") {
  for (const bool twice : {true, false}) {
    const Analysed a = analyse(chain_of_rules(twice ? 64 : 5000, twice));
    for (const Need& need : a.needs) {
      CHECK(extent_of(need).nodes < 5000);
      CHECK(extent_of(need).height < 200);
    }
  }
  // 34 * 34 * 34 turns.
  const std::string loops = need_of(
      "rule r { condition: for all i in (0..31) : (for all j in (0..31) : "
      "(for all k in (0..31) : (uint8(i + j * 32 + k * 1024) == k))) }");
  CHECK(loops.starts_with("uint8(0) == 0 and "));
}

TEST_CASE("a set of many strings is not too large", "[rules][needs]") {
  std::string source = "rule r { strings: ";
  for (int i = 0; i < 9000; ++i) {
    const std::string number = std::to_string(i);
    source += "$s" + number + " = \"text" + number + "\" ";
  }
  const Analysed a = analyse(source + "condition: any of them }");
  CHECK(a.needs[0].kind == Need::Kind::at_least);
  CHECK(a.needs[0].children.size() == 9000);
}

TEST_CASE("needs have a place", "[rules][needs]") {
  const std::string source =
      "rule one { condition: elf.x == 1 }\n"
      "rule two { condition:\n  filesize < 5 }";
  const Analysed a = analyse(source);
  CHECK(a.needs[0].reason == "'elf.x == 1' is known after the scan only");
  CHECK(a.needs[0].span.begin == Position{22, 1, 23});
  CHECK(a.needs[1].span.in(source) == "filesize < 5");
}

}  // namespace
}  // namespace beachcomb::rules
