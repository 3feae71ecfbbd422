// SPDX-License-Identifier: Apache-2.0
#include "rules/needs.h"

#include <string>
#include <vector>

#include "catch.h"
#include "rules/need_tree.h"
#include "rules/parser.h"

namespace beachcomb::rules {
namespace {

struct Analysed {
  ParsedFile file;
  std::vector<const Rule*> rules;
  std::vector<Need> needs;
};

Analysed analyse(const std::string& source, bool complete = true) {
  Analysed a;
  a.file = parse(source);
  INFO(source);
  REQUIRE(a.file.errors.empty());
  for (const Item& item : a.file.items) {
    if (const auto* rule = std::get_if<Rule>(&item)) a.rules.push_back(rule);
  }
  a.needs = needs_of(a.rules, {"filename", "extension"}, complete);
  return a;
}

// What the last rule needs, in words.
std::string need_of(const std::string& source, bool complete = true) {
  const Analysed a = analyse(source, complete);
  return print_need(a.needs.back(), a.rules);
}

constexpr char kStrings[] =
    "strings: $a = \"ab\" $b1 = \"cd\" $b2 = /ef+/ $b3 = { 01 ?? 02 } "
    "$ = \"anon\" $e = /x*/ ";

std::string rule_with(std::string_view condition) {
  std::string source = "rule r { ";
  source += kStrings;
  source += "condition: ";
  source += condition;
  return source + " }";
}

struct Case {
  const char* condition;
  const char* need;
};

void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    CAPTURE(c.condition);
    CHECK(need_of(rule_with(c.condition)) == c.need);
  }
}

TEST_CASE("strings and junctions", "[rules][needs]") {
  check({
      {"$a", "$a"},
      {"$a and $b1", "$a and $b1"},
      {"$a and $a", "$a"},
      {"$a or $b1", "$a or $b1"},
      {"$a and ($b1 or $b2 and $b3)", "$a and ($b1 or ($b2 and $b3))"},
      {"$a or true", "anything ('true' is true of every file)"},
      {"$a and true", "$a"},
      {"$a and false", "never"},
      {"$a or false", "$a"},
      {"$a in (0..10)", "$a"},
      {"$e", "anything ('$e' uses a string that can match nothing)"},
      {"$e and $a", "$a"},
      {"\"text\"", "anything ('\"text\"' is true of every file)"},
      {"\"\"", "never"},
      {"unheard_of",
       "anything ('unheard_of' names something that is not known here)"},
      {"pe.is_pe", "anything ('pe.is_pe' is known after the scan only)"},
      {"math.entropy(0, filesize) > 7.0",
       "anything ('math.entropy(0, filesize) > 7.0' is known after the scan "
       "only)"},
      {"$a and math.entropy(0, filesize) > 7.0", "$a"},
      {"$a or math.entropy(0, filesize) > 7.0",
       "anything ('math.entropy(0, filesize) > 7.0' is known after the scan "
       "only)"},
  });
}

TEST_CASE("negation", "[rules][needs]") {
  check({
      {"not $a", "anything ('$a' can hold where no string occurs)"},
      {"not not $a", "$a"},
      {"$a and not $b1", "$a"},
      {"not ($a or $b1)", "anything ('$a' can hold where no string occurs)"},
      {"not filesize > 10", "filesize <= 10"},
      {"not (filesize > 10 or filesize < 5)", "filesize in (5..10)"},
      {"not (filesize > 10 and filesize < 20)",
       "filesize <= 10 or filesize >= 20"},
      {"not uint16(0) == 0x5A4D",
       "filesize <= 1 or uint16(0) <= 0x5a4c or uint16(0) >= 0x5a4e"},
      {"not (not uint16(0) == 0x5A4D)", "filesize <= 1 or uint16(0) == 0x5a4d"},
      {"not (uint16(0) == 0x5A4D and $a)",
       "anything ('$a' can hold where no string occurs)"},
      {"not (#a == 0)", "$a"},
      {"not (#a < 2 or false)", "$a"},
      {"not (not $a or not $b1)", "$a and $b1"},
      {"not defined uint32(100)", "filesize <= 103"},
      {"defined uint32(100)", "filesize >= 104"},
      {"defined @a", "$a"},
      {"not defined @a",
       "anything ('defined @a' is known after the scan only)"},
      {"not true", "never"},
  });
}

TEST_CASE("sizes", "[rules][needs]") {
  check({
      {"filesize < 10KB", "filesize <= 10239"},
      {"filesize < 5 * 2", "filesize <= 9"},
      {"10 > filesize", "filesize <= 9"},
      {"filesize >= 10 and filesize <= 20", "filesize in (10..20)"},
      {"filesize > 10 and filesize < 5", "never"},
      {"filesize == 7", "filesize == 7"},
      {"filesize != 7", "filesize <= 6 or filesize >= 8"},
      {"filesize < 0", "never"},
      {"filesize >= 0", "anything ('filesize >= 0' is true of every file)"},
      {"filesize > -1", "anything ('filesize > -1' is true of every file)"},
      {"filesize != -1", "anything ('filesize != -1' is true of every file)"},
      {"filesize > 9223372036854775807", "never"},
      {"$a and filesize < 100 and $b1", "filesize <= 99 and $a and $b1"},
      {"filesize < 1.5",
       "anything ('filesize < 1.5' is known after the scan only)"},
      {"filesize < #a", "$a"},
      {"1 == 1", "anything ('1 == 1' is true of every file)"},
      {"1 == 2", "never"},
      {"5", "anything ('5' is true of every file)"},
      {"0", "never"},
      {"1 << 70", "never"},
      {"1 << 3 == 8 and $a", "$a"},
  });
}

TEST_CASE("integers at fixed places", "[rules][needs]") {
  check({
      {"uint16(0) == 0x5A4D", "uint16(0) == 0x5a4d"},
      {"0x5A4D == uint16(0)", "uint16(0) == 0x5a4d"},
      {"uint16(0) == 0x5A4D or uint32be(2 + 2) == 0x3C3F7068",
       "uint16(0) == 0x5a4d or uint32be(4) == 0x3c3f7068"},
      {"uint8(0) > 5", "uint8(0) >= 6"},
      {"int8(3) <= -1", "int8(3) <= -1"},
      {"uint32(0) & 0xFFFF == 0x5A4D",
       "anything ('uint32(0) & 0xFFFF == 0x5A4D' is known after the scan "
       "only)"},
      {"0xFFFF & uint32(0) != 0x5A4D",
       "anything ('0xFFFF & uint32(0) != 0x5A4D' is known after the scan "
       "only)"},
      {"uint8(-1) == 0", "never"},
      {"uint8(filesize) == 0",
       "anything ('uint8(filesize) == 0' is known after the scan only)"},
      {"uint8(@a) == 5", "$a"},
      {"uint8(0) == uint8(1)",
       "anything ('uint8(0) == uint8(1)' is known after the scan only)"},
      {"uint8(0) == 300", "never"},
      {"$a at 0", "$a and uint16be(0) == 0x6162"},
      {"$a at 4 - 1", "$a and uint16be(3) == 0x6162"},
      {"$b2 at 0", "$b2 and uint8(0) == 0x65"},
      {"$b3 at 1", "$b3 and uint8(1) == 1"},
      {"$a at -1", "never"},
      {"$a at filesize - 2", "$a"},
      {"$a at uint32(0)", "$a"},
  });
}

TEST_CASE("counts, places and lengths", "[rules][needs]") {
  check({
      {"#a > 0", "$a"},
      {"#a >= 0", "anything ('#a >= 0' can hold where no string occurs)"},
      {"#a == 3", "$a"},
      {"#a != 0", "$a"},
      {"#a != 1", "anything ('#a != 1' can hold where no string occurs)"},
      {"#a == 0", "anything ('#a == 0' can hold where no string occurs)"},
      {"#a < 5", "anything ('#a < 5' can hold where no string occurs)"},
      {"2 < #a", "$a"},
      {"#a", "$a"},
      {"not #a", "anything ('#a' can hold where no string occurs)"},
      {"#a in (0..10) > 1", "$a"},
      {"#a + #b1 > 3", "$a or $b1"},
      {"#a * #b1 > 3", "$a and $b1"},
      {"#a > #b1", "$a"},
      {"#a - 1 >= 0", "$a"},
      {"#a & 3 == 1", "$a"},
      {"#e > 0", "anything ('#e > 0' can hold where no string occurs)"},
      {"@a < 100", "$a"},
      {"@a[2] != 100", "$a"},
      {"@a < @b1", "$a and $b1"},
      {"!a[1] + 2 > 3", "$a"},
      {"-@a <= 0", "$a"},
      {"not (@a < 100)",
       "anything ('@a < 100' can hold where no string occurs)"},
  });
}

TEST_CASE("sets of strings", "[rules][needs]") {
  check({
      {"any of ($b*)", "$b1 or $b2 or $b3"},
      {"all of ($b*)", "$b1 and $b2 and $b3"},
      {"2 of ($b*)", "2 of ($b1, $b2, $b3)"},
      {"filesize <= 10239 and $a and 2 of ($b*)",
       "filesize <= 10239 and $a and 2 of ($b1, $b2, $b3)"},
      {"4 of ($b*)", "never"},
      {"2 of ($a, $a)", "$a"},
      {"2 of ($a, $a, $b1)", "2 of ($a, $a, $b1)"},
      {"50% of ($b*)", "2 of ($b1, $b2, $b3)"},
      {"33% of ($b*)", "$b1 or $b2 or $b3"},
      {"34% of ($b*)", "2 of ($b1, $b2, $b3)"},
      {"100% of ($b*)", "$b1 and $b2 and $b3"},
      // $e can match nothing and is there for nothing.
      {"all of them", "$a and $b1 and $b2 and $b3 and $"},
      {"2 of them", "$a or $b1 or $b2 or $b3 or $"},
      {"any of them",
       "anything ('any of them' uses a string that can match "
       "nothing)"},
      {"none of ($b*)",
       "anything ('none of ($b*)' can hold where no string occurs)"},
      {"0 of ($b*)", "anything ('0 of ($b*)' can hold where no string occurs)"},
      {"not any of ($b*)",
       "anything ('any of ($b*)' can hold where no string occurs)"},
      {"not none of ($b*)",
       "anything ('none of ($b*)' can hold where no string occurs)"},
      {"#a of ($b*)",
       "anything ('#a of ($b*)' can hold where no string occurs)"},
      {"(#a + 1) of ($b*)", "$b1 or $b2 or $b3"},
      {"uint8(0) of ($b*)",
       "anything ('uint8(0) of ($b*)' can hold where no string occurs)"},
      {"any of ($b*) in (0..100)", "$b1 or $b2 or $b3"},
      {"all of ($a, $b1) at 0",
       "$a and uint16be(0) == 0x6162 and $b1 and uint16be(0) == 0x6364"},
      {"none of ($b*) in (0..100)",
       "anything ('none of ($b*) in (0..100)' can hold where no string "
       "occurs)"},
      {"any of ($)", "$"},
      {"any of ($zz*)",
       "anything ('any of ($zz*)' names something that is not known here)"},
  });
}

TEST_CASE("loops", "[rules][needs]") {
  check({
      {"for any of ($b*) : ($)", "$b1 or $b2 or $b3"},
      {"for all of ($b*) : ($ in (0..10))", "$b1 and $b2 and $b3"},
      {"for 2 of ($b*) : (# > 1)", "2 of ($b1, $b2, $b3)"},
      {"for any of ($a, $b1) : ($ at 0)",
       "($a and uint16be(0) == 0x6162) or ($b1 and uint16be(0) == 0x6364)"},
      {"for all of ($b*) : (# > 0 and $a)", "$b1 and $a and $b2 and $b3"},
      // The body is an integer: three times $b1 is as good.
      {"for 3 of ($b*) : (#)", "$b1 or $b2 or $b3"},
      {"for all of ($b*) : (# or false)", "$b1 or $b2 or $b3"},
      {"for none of ($b*) : ($)",
       "anything ('for none of ($b*) : ($)' can hold where no string occurs)"},
      {"for any of ($b*) : (not $)",
       "anything ('$' can hold where no string occurs)"},
      {"not for any of ($b*) : ($)",
       "anything ('for any of ($b*) : ($)' is known after the scan only)"},
      {"for any i in (1..3) : (uint8(i) == 0x41)",
       "uint8(1) == 0x41 or uint8(2) == 0x41 or uint8(3) == 0x41"},
      {"for all i in (1, 2) : (uint8(i) == 0x41)",
       "uint8(1) == 0x41 and uint8(2) == 0x41"},
      {"for any i in (1..#a) : (@a[i] < 100 and $b1)", "$a and $b1"},
      {"for any i in (1..#a) : (true)", "$a"},
      {"for any i in (0..100) : ($a at i)", "$a"},
      {"for all i in (0..filesize) : ($a at i and filesize > 3)",
       "filesize >= 4 and $a"},
      {"for none i in (1..#a) : ($b1)", "$a"},
      {"for any s in pe.sections : (s.name == \"x\" and $a)", "$a"},
      {"for any k, v in pe.version_info : (k == \"x\")",
       "anything ('k == \"x\"' is known after the scan only)"},
      {"for any s in (\".php\", \".asp\") : (filename endswith s)",
       "filename endswith \".php\" or filename endswith \".asp\""},
      {"for any i in (1, 2) : (for any j in (1..2) : (uint8(i + j) == i))",
       "uint8(2) == 1 or uint8(3) == 1 or uint8(3) == 2 or "
       "uint8(4) == 2"},
      {"for any i in (5..1) : (true)", "never"},
      {"for 2 i in (1, 2, 3) : (i)", "anything ('i' is true of every file)"},
  });
}

TEST_CASE("externals", "[rules][needs]") {
  check({
      {"filename == \"a.php\"", "filename == \"a.php\""},
      {"\"a.php\" == filename", "filename == \"a.php\""},
      {"not filename contains \"x\"", "not filename contains \"x\""},
      {"filename iendswith \".PHP\" and $a",
       "filename iendswith \".PHP\" and $a"},
      {"not (filename matches /x/i or extension == \".js\")",
       "not extension == \".js\""},
      {"filename", "filename != \"\""},
      {"not filename", "filename == \"\""},
      {"filename == extension",
       "anything ('filename == extension' is known after the scan only)"},
      {"for any filename in (1, 2) : (filename == 1)",
       "anything ('filename == 1' is true of every file)"},
  });
}

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
      "rule one { condition: pe.x == 1 }\n"
      "rule two { condition:\n  filesize < 5 }";
  const Analysed a = analyse(source);
  CHECK(a.needs[0].reason == "'pe.x == 1' is known after the scan only");
  CHECK(a.needs[0].span.begin == Position{22, 1, 23});
  CHECK(a.needs[1].span.in(source) == "filesize < 5");
}

}  // namespace
}  // namespace beachcomb::rules
