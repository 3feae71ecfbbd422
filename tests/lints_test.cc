// SPDX-License-Identifier: Apache-2.0
//
// Each lint with conditions and strings that it hits, and near-misses.
// docs/lints.md has one whole example for each, which rules_check_test.py runs.
#include <algorithm>
#include <string>
#include <vector>

#include "beachcomb/rule_check.h"
#include "catch.h"
#include "support.h"

namespace beachcomb {
namespace {

constexpr char kPage[] = "$page = \"sandpiper\\x2dpage\"";

// Whether the lint has something to say about this source.
bool says(const std::string& lint, const std::string& source) {
  const test::TempFolder folder;
  // No beachcomb.toml of somebody else.
  const std::string config = folder.write("beachcomb.toml", "");
  const std::string path = folder.write("a.yar", source);
  RuleCheckOptions options;
  options.config = config;
  const auto report = check_rules({path}, options);
  REQUIRE(report.ok());
  return std::any_of(report->findings.begin(), report->findings.end(),
                     [&](const RuleFinding& f) { return f.lint == lint; });
}

std::string rule_of(const std::string& strings, const std::string& condition) {
  return "rule A { meta: description = \"Detects\" strings: " + strings +
         " condition: " + condition + " }";
}

struct Cases {
  std::vector<std::string> hits;
  std::vector<std::string> misses;
};

void check_conditions(const std::string& lint, const Cases& cases) {
  const std::string strings = std::string(kPage) +
                              " $b = \"sandpiper\\x2db\" $c = "
                              "\"sandpiper\\x2dc\"";
  for (const bool hit : {true, false}) {
    for (const std::string& condition : hit ? cases.hits : cases.misses) {
      INFO(lint << ": " << condition);
      // Uses the strings, so that it compiles.
      const std::string all =
          rule_of(strings, "(any of them) and (" + condition + ")");
      CHECK(says(lint, all) == hit);
    }
  }
}

void check_strings(const std::string& lint, const Cases& cases) {
  for (const bool hit : {true, false}) {
    for (const std::string& strings : hit ? cases.hits : cases.misses) {
      INFO(lint << ": " << strings);
      CHECK(says(lint, rule_of(strings, "all of them")) == hit);
    }
  }
}

}  // namespace

TEST_CASE("mixed-and-or") {
  check_conditions(
      "mixed-and-or",
      {{"$page and $b or $c", "$page or $b and $c", "not ($page or $b and $c)",
        "for any i in (1..2) : ($page and @b[i] > 2 or $c)",
        "($page or $b) and $c or $b"},
       {"($page and $b) or $c", "$page and ($b or $c)", "$page and $b and $c",
        "$page or $b or $c", "$page or (($b and $c))"}});
}

TEST_CASE("never-true") {
  check_conditions(
      "never-true",
      {{"filesize < 10 and filesize > 20", "4 of them",
        "$page or uint8(0) == 256", "uint16(0) < 0", "not (filesize >= 0)",
        "$page or false"},
       {"filesize > 10 and filesize < 20", "3 of them", "uint8(0) == 255",
        "filesize > 0", "not (filesize >= 1)", "#page == 0"}});
}

TEST_CASE("always-true") {
  check_conditions("always-true", {{"filesize >= 0", "$page and true",
                                    "not false", "not (filesize < 0)"},
                                   {"filesize >= 1", "$page", "not $page",
                                    // Undefined where the file is shorter.
                                    "uint8(10) >= 0"}});
  CHECK(says("always-true", "rule A { condition: true }"));
  CHECK_FALSE(says("always-true", "rule A { condition: filesize > 5 }"));
}

TEST_CASE("size-limit") {
  check_conditions(
      "size-limit",
      {{"filesize < 2KB", "filesize == 100000",
        "$page and (filesize > 90KB and filesize < 91KB)", "2000 > filesize"},
       {"filesize < 20KB", "filesize > 2KB",
        // One way of two, and one that is ruled out.
        "$page or filesize < 2KB", "not (filesize < 2KB)", "uint8(1) == 2",
        "filesize > 10KB and filesize < 90KB"}});
}

TEST_CASE("short-string") {
  check_strings("short-string",
                {{"$a = \"\\x24x(\"", "$a = { 24 78 ?? 31 32 }",
                  "$a = /\\x24x.{1,4}\\(\\x29/"},
                 {"$a = \"\\x24x\" $b = \"sandpiper\\x2db\"",
                  "$a = \"\\x24xyz(\"", "$a = { 24 78 79 7A }"}});
  // The first bytes of the file rule out enough.
  CHECK_FALSE(says("short-string", rule_of("$a = \"\\x24x(\"",
                                           "$a and uint32(0) == 0x414243")));
  CHECK_FALSE(says("short-string", rule_of("$a = \"\\x24x(\"", "$a at 0")));
}

TEST_CASE("common-string") {
  check_strings("common-string",
                {{"$a = \"f\\x75nction\"", "$a = \"F\\x75nction\" nocase"},
                 {"$a = \"f\\x75nction sandpiper\"",
                  "$a = \"f\\x75nction\" $b = \"sandpiper\\x2db\""}});
}

TEST_CASE("always-runs") {
  for (const char* condition :
       {"not $page", "#page < 3", "$page or filesize > 10"}) {
    INFO(condition);
    CHECK(says("always-runs", rule_of(kPage, condition)));
  }
  for (const char* condition :
       {"$page", "not $page and uint16(0) == 0x5A4D",
        "not $page and extension == \".php\"", "not $page and true or $page"}) {
    INFO(condition);
    CHECK(says("always-runs", rule_of(kPage, condition)) ==
          (std::string(condition).find("true") != std::string::npos));
  }
  // Private rules run where they are asked for.
  CHECK_FALSE(says("always-runs", "private " + rule_of(kPage, "not $page")));
}

TEST_CASE("duplicate-string") {
  check_strings("duplicate-string",
                {{"$a = \"sandpiper\" $b = \"sandp\\x69per\"",
                  "$a = { 41 42 43 44 } $b = {4142 4344}",
                  "$a = /abcd[0-9]/i $b = /abcd[0-9]/i"},
                 {"$a = \"sandpiper\" $b = \"sandpiper\" wide",
                  "$a = { 41 42 43 44 } $b = { 41 42 43 45 }",
                  "$a = /abcd[0-9]/ $b = /abcd[0-9]/i"}});
}

TEST_CASE("unbounded-regexp") {
  check_strings("unbounded-regexp",
                {{"$a = /sandpiper.*/", "$a = /sandpiper\\s+x/",
                  "$a = /sandpiper(ab|c){2,}x/", "$a = /sandpiper.*?x/"},
                 {"$a = /sandpiper.{0,100}x/", "$a = /sandpiper\\.\\*/",
                  "$a = /sandpiper[.*]x/", "$a = \"sandpiper.*\""}});
}

TEST_CASE("catastrophic-regexp") {
  check_strings(
      "catastrophic-regexp",
      {{"$a = /sandpiper(a+)+x/", "$a = /sandpiper(\\w{1,40}\\s?){1,40}x/",
        "$a = /sandpiper(a|[ab])*x/", "$a = /sandpiper((a|b*)c?){5,90}x/"},
       {"$a = /sandpiper(a+b)+x/", "$a = /sandpiper(\\w{1,40}\\s){1,40}x/",
        "$a = /sandpiper(a|b)*x/", "$a = /sandpiper(.|\\n)*x/",
        "$a = /sandpiper(a{3}){20}x/", "$a = /sandpiper\\s*a+x/"}});
}

TEST_CASE("duplicate-rule") {
  const std::string rule = rule_of(kPage, "$page");
  std::string other = rule;
  other.replace(other.find("rule A"), 6, "rule B");
  CHECK(says("duplicate-rule", rule + other));
  std::string near = other;
  near.replace(near.find("$page }"), 7, "#page > 1 }");
  CHECK_FALSE(says("duplicate-rule", rule + near));
}

TEST_CASE("own-source") {
  CHECK(says("own-source", rule_of("$a = \"sandpiper\"", "$a")));
  CHECK_FALSE(says("own-source", rule_of("$a = \"s\\x61ndpiper\"", "$a")));
}

TEST_CASE("A stop ends the measuring of a tree") {
  const test::TempFolder folder;
  const std::string rules = folder.write(
      "a.yar", "rule A { strings: $a = \"sandpiper\" condition: $a }");
  folder.write("tree/a.txt", "a sandpiper");
  RuleCheckOptions options;
  options.tree = folder / "tree";
  CHECK(check_rules({rules}, options));
  std::stop_source stop;
  stop.request_stop();
  const auto report = check_rules({rules}, options, stop.get_token());
  REQUIRE_FALSE(report);
  CHECK(report.error().message.ends_with(": interrupted"));
}

TEST_CASE("What libyara says is said once") {
  const test::TempFolder folder;
  const std::string path = folder.write(
      "a.yar", rule_of("$a = /sandpiper.*x/ $b = \"x\"", "$a and $c and $d"));
  const auto report = check_rules({path});
  REQUIRE(report.ok());
  std::vector<std::string> errors;
  for (const RuleFinding& finding : report->findings) {
    if (finding.level == RuleLevel::error) errors.push_back(finding.message);
  }
  CHECK(errors == std::vector<std::string>{"unreferenced string \"$b\"",
                                           "undefined string \"$c\"",
                                           "undefined string \"$d\""});
}

}  // namespace beachcomb
