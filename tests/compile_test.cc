// SPDX-License-Identifier: Apache-2.0
//
// One bad rule costs one rule: what is left, and what is said about the rest.
#include "beachcomb/rule_set.h"
#include "catch.h"
#include "support.h"

namespace beachcomb {
namespace {

using test::TempFolder;

struct Compiled {
  std::optional<RuleSet> rules;
  std::string error;
  std::vector<RuleProblem> problems;  // errors only
  std::size_t warnings = 0;

  // "file:line rule: reason" of each.
  std::string said() const {
    std::string text;
    for (const RuleProblem& p : problems) {
      text += p.path + ':' + std::to_string(p.line) + ' ' + p.rule + ": " +
              p.reason + '\n';
    }
    return text;
  }
  bool says(std::string_view text) const {
    return said().find(text) != std::string::npos;
  }
  // Which of these one-letter rules are left: each holds for its own letter.
  std::string left(std::string_view letters) const {
    if (!rules.has_value()) return "";
    Scanner scanner(*rules);
    std::string found;
    for (const Finding& f :
         scanner.scan(test::bytes_of(letters), {"x", "root"}).findings) {
      found += f.rule.name + ' ';
    }
    return found;
  }
};

Compiled compile(std::vector<RuleSource> sources,
                 const Externals& externals = {}) {
  Compiled compiled;
  std::vector<RuleProblem> problems;
  auto rules = RuleSet::compile(std::move(sources), externals, &problems);
  if (rules) {
    compiled.rules = *rules;
  } else {
    compiled.error = rules.error().message;
  }
  for (RuleProblem& p : problems) {
    if (p.is_error) {
      compiled.problems.push_back(std::move(p));
    } else {
      ++compiled.warnings;
    }
  }
  return compiled;
}

Compiled compile(std::string text) {
  return compile({{"pack", "test.yar", std::move(text)}});
}

// A good rule that holds where its own name is.
std::string good(const std::string& name) {
  return "rule " + name + " { strings: $a = \"" + name + "\" condition: $a }\n";
}

const std::string kLetters = "A1 B1 C1 D1 E1";

TEST_CASE("good rules compile without a word") {
  const Compiled c = compile(good("A1") + good("B1"));
  CHECK(c.problems.empty());
  REQUIRE(c.rules.has_value());
  CHECK(c.rules->rule_count() == 2);
  CHECK(c.left(kLetters) == "A1 B1 ");
}

TEST_CASE("a syntax error costs its rule, and says where it is") {
  const Compiled c = compile(
      good("A1") + "rule BAD {\n  strings:\n    $a = \"x\"\n  condition:\n" +
      "    $a and and\n}\n" + good("B1"));
  CHECK(c.left(kLetters) == "A1 B1 ");
  REQUIRE(c.problems.size() == 1);
  CHECK(c.problems[0].path == "test.yar");
  CHECK(c.problems[0].line == 6);
  CHECK(c.problems[0].column > 0);
  CHECK(c.problems[0].rule == "BAD");
  CHECK(c.says("syntax error"));
}

TEST_CASE("an undefined identifier costs its rule, with line and column") {
  const Compiled c =
      compile(good("A1") + "rule BAD {\n  condition:\n    nosuch == 1\n}\n" +
              good("B1"));
  CHECK(c.left(kLetters) == "A1 B1 ");
  REQUIRE(c.problems.size() == 1);
  CHECK(c.problems[0].line == 4);
  CHECK(c.problems[0].column == 5);
  CHECK(c.problems[0].rule == "BAD");
  CHECK(c.problems[0].reason == "undefined identifier \"nosuch\"");
}

TEST_CASE("an undefined string costs its rule") {
  const Compiled c = compile("rule BAD { condition: $nosuch }\n" + good("A1"));
  CHECK(c.left(kLetters) == "A1 ");
  REQUIRE(c.problems.size() == 1);
  CHECK(c.says("BAD: undefined string \"$nosuch\""));
}

TEST_CASE("rules that refer to a bad one are left out, and named") {
  const Compiled c =
      compile(good("A1") + "rule BAD { condition: oops }\n" +
              "rule User { condition: BAD and true }\n" +
              "rule UserOfUser { condition: User }\n" + good("B1") +
              "rule Fine { condition: A1 and B1 }\n");
  CHECK(c.left(kLetters) == "A1 B1 Fine ");
  CHECK(c.problems.size() == 3);
  CHECK(c.says("BAD: undefined identifier \"oops\""));
  CHECK(c.says("User: undefined identifier \"BAD\""));
  CHECK(c.says("UserOfUser: undefined identifier \"User\""));
}

TEST_CASE("many bad rules among good ones each cost themselves") {
  std::string text;
  for (int i = 0; i < 20; ++i) {
    text += "rule Bad" + std::to_string(i) + " { condition: no" +
            std::to_string(i) + " }\n";
    text += "rule Good" + std::to_string(i) + " { condition: true }\n";
  }
  const Compiled c = compile(text);
  REQUIRE(c.rules.has_value());
  CHECK(c.rules->rule_count() == 20);
  CHECK(c.problems.size() == 20);
}

TEST_CASE("the second of two rules with one name is left out") {
  const Compiled c =
      compile(good("A1") + "rule A1 { condition: true }\n" + good("B1"));
  CHECK(c.left("B1") == "B1 ");
  REQUIRE(c.problems.size() == 1);
  CHECK(c.problems[0].line == 2);
  CHECK(c.says("duplicated"));
}

TEST_CASE("a name may be used again in another pack") {
  const Compiled c =
      compile({{"one", "one.yar", good("A1")}, {"two", "two.yar", good("A1")}});
  CHECK(c.problems.empty());
  CHECK(c.left(kLetters) == "A1 A1 ");
}

TEST_CASE("an unknown module costs the rules that need it") {
  const Compiled c =
      compile("import \"nosuchmodule\"\n" + good("A1") +
              "rule NeedsIt { condition: nosuchmodule.x == 1 }\n" + good("B1"));
  CHECK(c.left(kLetters) == "A1 B1 ");
  CHECK(c.says("nosuchmodule"));
  CHECK(c.says("NeedsIt"));
  CHECK(c.problems[0].line == 1);
}

TEST_CASE("a rule without its closing brace does not take the next with it") {
  const Compiled c =
      compile(good("A1") + "rule BAD { condition: true\n" + good("B1"));
  CHECK(c.left(kLetters) == "A1 B1 ");
  CHECK(c.says("BAD"));
}

TEST_CASE("a string without its closing quote costs its rule") {
  const Compiled c = compile(
      good("A1") + "rule BAD { strings: $a = \"open\n  condition: $a }\n" +
      good("B1"));
  CHECK(c.left(kLetters) == "A1 B1 ");
  CHECK(c.says("BAD"));
}

TEST_CASE("what does not end before the text does costs its rule") {
  for (const std::string end :
       {"rule", "}", "word", "import \"x", "rule BAD",
        "rule BAD { condition: true", "rule BAD { strings: $a = \"x }",
        "rule BAD { strings: $a = /x }", "rule BAD { condition: true\n\n"}) {
    CAPTURE(end);
    const Compiled c = compile(good("A1") + good("B1") + end);
    CHECK(c.left(kLetters) == "A1 B1 ");
    REQUIRE(c.problems.size() == 1);
    CHECK(c.problems[0].line == 3);
    CHECK(c.says("BAD") == end.starts_with("rule BAD"));
  }
}

TEST_CASE("a bad regular expression costs its rule") {
  const Compiled c =
      compile(good("A1") + "rule BAD { strings: $a = /a(b/ condition: $a }\n" +
              good("B1"));
  CHECK(c.left(kLetters) == "A1 B1 ");
  CHECK(c.says("BAD"));
}

TEST_CASE("text that is no rule costs itself only") {
  const Compiled c = compile(good("A1") + "this is no rule\n" + good("B1"));
  CHECK(c.left(kLetters).find("A1 ") != std::string::npos);
  CHECK(c.left(kLetters).find("B1 ") != std::string::npos);
  CHECK_FALSE(c.problems.empty());
}

TEST_CASE("a file that is nothing but garbage costs itself only") {
  const Compiled c = compile({{"a", "a.yar",
                               "\x7f"
                               "ELF\x02\x01 garbage"},
                              {"b", "b.yar", good("B1")}});
  CHECK(c.left(kLetters) == "B1 ");
  REQUIRE_FALSE(c.problems.empty());
  CHECK(c.problems[0].path == "a.yar");
}

TEST_CASE("rules behind a NUL are not lost without a word") {
  const Compiled c = compile(good("A1") + std::string(1, '\0') + good("B1"));
  const bool scanned = c.left(kLetters).find("B1 ") != std::string::npos;
  CHECK((scanned || !c.problems.empty()));
}

TEST_CASE("a set with no rule left is an error") {
  CHECK(compile("rule BAD { condition: oops }").error ==
        "no rule is left to scan with");
  CHECK_FALSE(compile("").error.empty());
  CHECK_FALSE(compile("// nothing").error.empty());
  CHECK_FALSE(compile(std::vector<RuleSource>{}).error.empty());
}

TEST_CASE("a set without rules can be asked for, and finds nothing") {
  const RuleSet none = *RuleSet::none();
  CHECK(none.rule_count() == 0);
  CHECK(none.always_running().empty());
  CHECK(none.plans().empty());
  for (const bool prefilter : {true, false}) {
    Scanner scanner(none, {.prefilter = prefilter});
    const ScanResult result =
        scanner.scan(test::bytes_of("anything"), {"/a.php", "root"});
    CHECK(result.findings.empty());
    CHECK_FALSE(result.reason.has_value());
  }
}

TEST_CASE("warnings are not errors") {
  // An alternative that matches everything makes a slow rule.
  const Compiled c =
      compile("rule Slow { strings: $a = /.*x/ condition: $a }\n");
  CHECK(c.problems.empty());
  CHECK(c.warnings > 0);
}

TEST_CASE("included rules are there, in their place") {
  const TempFolder folder;
  folder.write("sub/inner.yar", good("B1"));
  const std::string outer =
      folder.write("outer.yar", good("A1") + "include \"sub/inner.yar\"\n" +
                                    "rule Both { condition: A1 and B1 }\n");
  const Compiled c = compile({{"p", outer, test::read_file(outer)}});
  CHECK(c.problems.empty());
  CHECK(c.left(kLetters) == "A1 B1 Both ");
}

TEST_CASE("a bad rule in an include is named with its own file and line") {
  const TempFolder folder;
  const std::string inner =
      folder.write("inner.yar", "\n\nrule BAD { condition: oops }\n");
  const std::string outer = folder.write(
      "outer.yar", good("A1") + "include \"inner.yar\"\n" + good("B1"));
  const Compiled c = compile({{"p", outer, test::read_file(outer)}});
  CHECK(c.left(kLetters) == "A1 B1 ");
  REQUIRE(c.problems.size() == 1);
  CHECK(c.problems[0].path == inner);
  CHECK(c.problems[0].line == 3);
}

TEST_CASE("positions behind an include stay true") {
  const TempFolder folder;
  folder.write("inner.yar", good("A1"));
  const std::string outer = folder.write(
      "outer.yar", "include \"inner.yar\"\n\nrule BAD { condition: oops }\n");
  const Compiled c = compile({{"p", outer, test::read_file(outer)}});
  REQUIRE(c.problems.size() == 1);
  CHECK(c.problems[0].path == outer);
  CHECK(c.problems[0].line == 3);
}

TEST_CASE("an include that is not there is said, and the rest goes on") {
  const TempFolder folder;
  const std::string outer = folder.write(
      "outer.yar", good("A1") + "include \"none.yar\"\n" + good("B1"));
  const Compiled c = compile({{"p", outer, test::read_file(outer)}});
  CHECK(c.left(kLetters) == "A1 B1 ");
  REQUIRE(c.problems.size() == 1);
  CHECK(c.problems[0].line == 2);
  CHECK(c.problems[0].column == 1);
  CHECK(c.says("can't open include file \"none.yar\""));
}

TEST_CASE("includes that include each other end") {
  const TempFolder folder;
  folder.write("b.yar", "include \"a.yar\"\n" + good("B1"));
  const std::string a =
      folder.write("a.yar", "include \"b.yar\"\n" + good("A1"));
  const Compiled c = compile({{"p", a, test::read_file(a)}});
  CHECK(c.says("nested too deeply"));
  CHECK(c.left("A1") == "A1 ");
  CHECK(c.left("B1") == "B1 ");
}

TEST_CASE("the word include in a comment or a string includes nothing") {
  const Compiled c = compile(
      "// include \"none.yar\"\n/* include \"none.yar\" */\n"
      "rule A1 { strings: $a = \"include \\\"none.yar\\\"\" condition: $a }\n");
  CHECK(c.problems.empty());
  CHECK(c.rules.has_value());
}

TEST_CASE("externals of the user are defined, with their types") {
  const Compiled c = compile(
      {{"p", "t.yar",
        "rule R { condition: t == \"x\" and i == 7 and f > 1.4 and b }"}},
      {{"t", std::string("x")},
       {"i", std::int64_t{7}},
       {"f", 1.5},
       {"b", true}});
  CHECK(c.problems.empty());
  CHECK(c.left("") == "R ");
}

TEST_CASE("the fingerprint tells sets apart") {
  const auto print = [](std::string text, const Externals& externals = {}) {
    return compile({{"p", "t", std::move(text)}}, externals)
        .rules->fingerprint();
  };
  CHECK(print(good("A1")) == print(good("A1")));
  CHECK(print(good("A1")) != print(good("B1")));
  CHECK(print(good("A1")) != print(good("A1"), {{"x", std::int64_t{1}}}));
  CHECK(print(good("A1"), {{"x", std::int64_t{2}}}) !=
        print(good("A1"), {{"x", std::int64_t{1}}}));
  CHECK(print(good("A1")).size() == 64);
}

TEST_CASE("two sources are not taken for one with the same text") {
  const auto one = compile({{"p", "t", good("A1") + good("B1")}});
  const auto two = compile({{"p", "t", good("A1")}, {"p", "u", good("B1")}});
  CHECK(one.rules->fingerprint() != two.rules->fingerprint());
}

TEST_CASE("an included text is part of the fingerprint") {
  const TempFolder folder;
  const std::string outer =
      folder.write("outer.yar", "include \"inner.yar\"\n");
  const auto print = [&] {
    return compile({{"p", outer, test::read_file(outer)}}).rules->fingerprint();
  };
  folder.write("inner.yar", good("A1"));
  const std::string before = print();
  folder.write("inner.yar", good("B1"));
  CHECK(print() != before);
}

TEST_CASE("the built-in rules are what is_checked says of them") {
  std::vector<RuleSource> sources = builtin_rules();
  const auto quick = RuleSet::compile(sources);
  REQUIRE(quick);
  for (RuleSource& source : sources) {
    CHECK(source.is_checked);
    source.is_checked = false;
  }
  std::vector<RuleProblem> problems;
  const auto whole = RuleSet::compile(sources, {}, &problems);
  REQUIRE(whole);
  for (const RuleProblem& problem : problems) {
    if (!problem.is_error) continue;  // "may slow down scanning"
    FAIL_CHECK(problem.path << ':' << problem.line << ": " << problem.reason);
  }
  REQUIRE(whole->rule_count() == quick->rule_count());
  for (std::size_t i = 0; i < quick->rule_count(); ++i) {
    CHECK(whole->rule_name(i) == quick->rule_name(i));
  }
  CHECK(as_json(whole->plans()) == as_json(quick->plans()));
  CHECK(whole->fingerprint() == quick->fingerprint());
  for (const RulePlan& plan : whole->plans()) CHECK(!plan.needs.empty());
}

TEST_CASE("a checked source is compiled when the user defines variables") {
  std::vector<RuleSource> sources = {
      {"p", "p.yar", "rule R { condition: filename contains \"x\" }", true}};
  std::vector<RuleProblem> problems;
  CHECK_FALSE(RuleSet::compile(sources, {{"filename", true}}, &problems));
  CHECK(problems.size() == 1);
}

}  // namespace
}  // namespace beachcomb
