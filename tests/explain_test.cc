// SPDX-License-Identifier: Apache-2.0
#include "beachcomb/explain.h"

#include <algorithm>
#include <string>

#include "catch.h"
#include "support.h"

namespace beachcomb {
namespace {

Explanation explain(const std::string& rules, std::string_view bytes,
                    const std::string& name = "r",
                    const std::string& path = "/srv/a.php") {
  const RuleSet set = test::rules_of(rules);
  Explainer explainer(set);
  const std::vector<std::size_t> found = explainer.find(name);
  REQUIRE(found.size() == 1);
  Explanation e =
      explainer.explain(found[0], test::bytes_of(bytes), {path, ""});
  CHECK(e.agrees);
  return e;
}

Explanation of_condition(const std::string& condition, std::string_view bytes,
                         const std::string& strings = "") {
  return explain("import \"math\" import \"pe\" rule r { " +
                     (strings.empty() ? "" : "strings: " + strings) +
                     " condition: " + condition + " }",
                 bytes);
}

// "all(yes a, no b)", as it came out.
std::string outline(const ConditionPart& part) {
  std::string text(name_of(part.truth));
  text += ' ';
  if (part.parts.empty()) return text + part.text;
  using Kind = ConditionPart::Kind;
  text += part.kind == Kind::all        ? "all"
          : part.kind == Kind::any      ? "any"
          : part.kind == Kind::opposite ? "not"
          : part.kind == Kind::so_many  ? std::to_string(part.needed)
          : part.kind == Kind::none_of  ? "none"
          : part.kind == Kind::turns    ? "turns"
                                        : part.text;
  text += '(';
  for (const ConditionPart& below : part.parts) {
    if (text.back() != '(') text += ", ";
    text += outline(below);
  }
  return text + ')';
}

// "+$a -filesize < 10 +1 of $b $c"
std::string changes(const Explanation& e) {
  std::string text;
  for (const ConditionChange& change : e.changes) {
    if (!text.empty()) text += "; ";
    text += change.wanted ? '+' : '-';
    if (change.of.empty()) {
      text += change.text;
      continue;
    }
    text += std::to_string(change.more) + " of";
    for (const std::string& one : change.of) text += ' ' + one;
  }
  return text + (e.changes_may_fail ? " (may fail)" : "");
}

constexpr const char* kThree = "$a = \"aa\" $b = \"bb\" $c = \"cc\"";

TEST_CASE("a condition is a tree of what each part came to") {
  const Explanation e = of_condition(
      "filesize < 10 and ($a or $b) and not $c and 2 of them", "xx aa", kThree);
  CHECK_FALSE(e.matches);
  CHECK(e.condition_truth == Truth::no);
  CHECK(outline(e.condition) ==
        "no all(yes filesize < 10, yes any(yes $a, no $b), yes not(no $c), "
        "no 2(yes $a, no $b, no $c))");
  CHECK(e.condition.parts[0].value == "filesize = 5");
  CHECK(e.condition.parts[1].parts[0].value == "#a = 1");
  CHECK(e.condition.parts[3].value == "1 of 3, 2 needed");
}

TEST_CASE("values are shown with what they are made of") {
  const Explanation e = of_condition(
      "uint16be(1) + #a * 2 == 0x6262 + 2 and @a[2] > 100 and "
      "filename == \"a.php\"",
      "abb aa", "$a = \"aa\"");
  CHECK(e.condition.parts[0].truth == Truth::yes);
  CHECK(e.condition.parts[0].value ==
        "uint16be(1) = 25186, #a = 1, #a * 2 = 2, "
        "uint16be(1) + #a * 2 = 25188");
  CHECK(e.condition.parts[1].truth == Truth::undefined);
  CHECK(e.condition.parts[1].value == "@a[2] = undefined");
  CHECK(e.condition.parts[2].value == "filename = \"a.php\"");
}

TEST_CASE("strings are listed with every place") {
  const Explanation e = explain(
      "rule r { strings: $a = \"b\" nocase $p = /c+/ private $ = { 41 ?? } "
      "condition: any of them }",
      "ab\nB cc\nA1");
  CHECK(e.matches);
  REQUIRE(e.strings.size() == 3);
  CHECK(e.strings[0].id == "$a");
  CHECK(e.strings[0].declaration == "\"b\" nocase");
  REQUIRE(e.strings[0].count == 2);
  CHECK(e.strings[0].matches[1].offset == 3);
  CHECK(e.strings[0].matches[1].line == 2);
  CHECK(e.strings[0].matches[1].column == 1);
  CHECK(e.strings[1].count == 2);  // private, and "cc" and "c"
  CHECK(e.strings[2].id == "$");
  CHECK(e.strings[2].count == 1);
  CHECK(e.strings[2].matches[0].length == 2);
  CHECK(e.changes.empty());
}

TEST_CASE("loops show turns") {
  const Explanation e = of_condition(
      "for 2 i in (1..#a) : (@a[i] % 2 == 1) and for all of ($b, $c) : (# < 2)",
      "aa aa aa", "$a = \"aa\" $b = \"bb\" $c = \"a a\"");
  CHECK(outline(e.condition) ==
        "no all("
        "no turns(no i = 1(no @a[i] % 2 == 1), yes i = 2(yes @a[i] % 2 == 1), "
        "no i = 3(no @a[i] % 2 == 1)), "
        "no turns(yes $b(yes # < 2), no $c(no # < 2)))");
  CHECK(e.condition.parts[0].value == "1 of 3 turns hold, 2 needed, #a = 3");
}

TEST_CASE("what modules say is asked of libyara") {
  Explanation e = of_condition(
      "math.entropy(0, filesize) > 0.5 and pe.number_of_sections > 1", "abab");
  CHECK(e.condition_truth == Truth::no);
  CHECK(outline(e.condition) ==
        "no all(yes math.entropy(0, filesize) > 0.5, "
        "undefined pe.number_of_sections > 1)");
  CHECK(e.condition.parts[0].value == "as libyara says");
  // A part of a loop that stands for itself, and one that does not.
  e = of_condition(
      "for any i in (0..3) : (math.max(i, 2) == 2 or "
      "uint8(i) == 0x62)",
      "abab");
  CHECK(e.matches);
  CHECK(e.condition_truth == Truth::yes);
  e = of_condition(
      "for any i in (0..3) : (uint8(i) == 0x62 and "
      "math.max(1, 2) == 2)",
      "abab");
  CHECK(e.condition.kind == ConditionPart::Kind::turns);
  CHECK(e.condition_truth == Truth::yes);
  // With strings.
  e = of_condition("math.entropy(@a, !a) < 9.5 and filename matches /p+$/",
                   "xaax", "$a = \"aa\"");
  CHECK(e.condition_truth == Truth::yes);
}

TEST_CASE("rules that a rule refers to") {
  const std::string rules =
      "private rule Hidden { strings: $a = \"aa\" condition: $a } "
      "rule Other { condition: filesize > 100 } "
      "rule r { condition: Hidden and (Other or any of (O*)) }";
  const Explanation e = explain(rules, "aa");
  CHECK(outline(e.condition) ==
        "no all(yes Hidden, no any(no Other, no 1(no Other)))");
  CHECK(e.condition.parts[0].value == "rule Hidden = matches");
  CHECK(changes(e) == "+Other");
  const Explanation hidden = explain(rules, "aa", "Hidden");
  CHECK(hidden.is_private);
  CHECK(hidden.matches);
  CHECK(hidden.condition_truth == Truth::yes);
}

TEST_CASE("a global rule that fails") {
  const Explanation e = explain(
      "rule r { condition: filesize > 1 } "
      "global private rule Small { condition: filesize < 3 }",
      "abcd");
  CHECK_FALSE(e.matches);
  CHECK(e.condition_truth == Truth::yes);
  CHECK(e.failing_globals == std::vector<std::string>{"Small"});
}

TEST_CASE("the fewest parts that would have to change") {
  const auto of = [](const std::string& condition, std::string_view bytes) {
    return changes(of_condition(condition, bytes, kThree));
  };
  CHECK(of("$a and $b and $c", "aa") == "+$b; +$c");
  CHECK(of("($a and $b) or $c", "zz") == "+$c");
  CHECK(of("($a and $b) or ($a and $c and filesize > 2)", "aa") == "+$b");
  CHECK(of("all of them", "aa cc") == "+$b");
  CHECK(of("2 of them", "aa") == "+1 of $b $c");
  CHECK(of("none of them", "aa bb") == "-$a; -$b");
  CHECK(of("none of them and filesize < 2", "aa") == "-$a; +filesize < 2");
  CHECK(of("not ($a and $b) and $c", "aa bb cc") == "-1 of $a $b");
  CHECK(of("not any of ($a, $b) and $c", "aa bb cc") == "-$a; -$b");
  CHECK(of("false and any of them", "aa").empty());
  CHECK(of("uint32(100) == 1 and any of them", "aa") == "+uint32(100) == 1");
  CHECK(of("50% of them", "aa") == "+1 of $b $c");
  // The same part in two places is one; what contradicts itself is said.
  CHECK(of("($a and filesize > 0) and ($a or false) and any of ($b, $c)",
           "bb") == "+$a");
  CHECK(of("$a and not $a and any of them", "aa") == "-$a (may fail)");
}

TEST_CASE("names with and without the pack") {
  const auto set = RuleSet::compile(
      {RuleSource{"one", "1", "rule same { condition: true }"},
       RuleSource{"two", "2", "rule same { condition: false }"}});
  REQUIRE(set.ok());
  Explainer explainer(*set);
  CHECK(explainer.find("same").size() == 2);
  REQUIRE(explainer.find("two.same").size() == 1);
  CHECK(explainer.find("three.same").empty());
  const Explanation e =
      explainer.explain(explainer.find("two.same")[0], {}, {"/a", ""});
  CHECK(e.pack == "two");
  CHECK_FALSE(e.matches);
}

TEST_CASE("wildcards that reach into other packs are unknown") {
  const auto set =
      RuleSet::compile({RuleSource{"one", "1", "rule x1 { condition: true }"},
                        RuleSource{"two", "2",
                                   "rule x1 { condition: true } "
                                   "rule r { condition: 2 of (x*) }"}});
  REQUIRE(set.ok());
  Explainer explainer(*set);
  const Explanation e =
      explainer.explain(explainer.find("two.r")[0], {}, {"/a", ""});
  CHECK(e.condition_truth == Truth::unknown);
  CHECK(e.agrees);
}

TEST_CASE("a difference is told") {
  FileExplanation file;
  file.verdict.path = "a";
  Explanation& e = file.explanations.emplace_back();
  e.rule = "r";
  e.agrees = false;
  e.detail = "libyara says that the rule matches";
  CHECK_FALSE(file.all_agree());
  CHECK(as_text(file).find("libyara says") != std::string::npos);
  CHECK(as_json(file).find("\"agrees\": false") != std::string::npos);
}

}  // namespace
}  // namespace beachcomb
