// SPDX-License-Identifier: Apache-2.0
#include "beachcomb/scanner.h"

#include "catch.h"
#include "support.h"

namespace beachcomb {
namespace {

using test::bytes_of;
using test::outline;
using test::rules_of;

ScanResult scan(const RuleSet& rules, std::string_view text,
                const FileFacts& facts = {"/srv/www/Page.ASPX", "www-data"}) {
  Scanner scanner(rules);
  return scanner.scan(bytes_of(text), facts);
}

TEST_CASE("a finding has its matches, with line, column and snippet") {
  const ScanResult result =
      scan(rules_of("rule R { strings: $a = \"needle\" $b = /y{2}/ "
                    "condition: all of them }"),
           "first\r\n  a needle\r\nyy\n");
  REQUIRE(result.findings.size() == 1);
  CHECK_FALSE(result.reason.has_value());
  const Finding& finding = result.findings[0];
  CHECK(finding.rule.name == "R");
  CHECK(finding.rule.pack == "pack");
  CHECK(finding.layer == 0);
  REQUIRE(finding.matches.size() == 2);
  CHECK(finding.matches[0].id == "$a");
  CHECK(finding.matches[0].offset == 11);
  CHECK(finding.matches[0].length == 6);
  CHECK(finding.matches[0].line == 2);
  CHECK(finding.matches[0].column == 5);
  CHECK(finding.matches[0].snippet == "  a needle");
  CHECK(finding.matches[1].offset == 19);
  CHECK(finding.matches[1].line == 3);
  CHECK(finding.matches[1].column == 1);
  CHECK(finding.matches[1].snippet == "yy");
}

TEST_CASE("places are right on the first and last byte and on line ends") {
  const RuleSet rules = rules_of(
      "rule R { strings: $a = \"x\" $n = \"\\n\" condition: any of "
      "them }");
  const ScanResult result = scan(rules, "x\nx\n\nx");
  REQUIRE(result.findings.size() == 1);
  std::string places;
  for (const Match& m : result.findings[0].matches) {
    places +=
        m.id + std::to_string(m.line) + ':' + std::to_string(m.column) + ' ';
  }
  CHECK(places == "$a1:1 $a2:1 $a4:1 $n1:2 $n2:2 $n3:1 ");
}

TEST_CASE("the snippet of a long line is short and begins near the match") {
  const std::string text =
      std::string(5000, 'a') + "needle" + std::string(5000, 'b');
  const ScanResult result =
      scan(rules_of("rule R { strings: $a = \"needle\" condition: $a }"), text);
  const Match& match = result.findings.at(0).matches.at(0);
  CHECK(match.column == 5001);
  CHECK(match.snippet.size() == 120);
  CHECK(match.snippet.find("needle") == 32);
}

TEST_CASE("metadata becomes what is known about the rule") {
  const ScanResult result = scan(
      rules_of("rule R : tag_a tag_b { meta: score = 90 family = \"chopper\" "
               "description = \"d\" reference = \"r1\" reference = \"r2\" "
               "mitre = \"T1505.003, T1190\" condition: true }"),
      "");
  const RuleInfo& rule = result.findings.at(0).rule;
  CHECK(rule.score == 90);
  CHECK(rule.family == "chopper");
  CHECK(rule.description == "d");
  CHECK(rule.references == std::vector<std::string>{"r1", "r2"});
  CHECK(rule.mitre == std::vector<std::string>{"T1505.003", "T1190"});
  CHECK(rule.tags == std::vector<std::string>{"tag_a", "tag_b"});
}

TEST_CASE("a score is between 0 and 100, and 70 where there is none") {
  const auto score = [](const std::string& meta) {
    return scan(rules_of("rule R { " + meta + " condition: true }"), "")
        .findings.at(0)
        .rule.score;
  };
  CHECK(score("") == 70);
  CHECK(score("meta: score = 1000") == 100);
  CHECK(score("meta: score = -5") == 0);
  CHECK(score("meta: score = \"90\"") == 70);
}

TEST_CASE("externals have the values of the file") {
  const RuleSet rules = rules_of(
      "rule Name { condition: filename == \"Page.ASPX\" }\n"
      "rule Path { condition: filepath == \"/srv/www/Page.ASPX\" }\n"
      "rule Ext { condition: extension == \".aspx\" }\n"
      "rule Type { condition: filetype == \"GIF\" }\n"
      "rule Owner { condition: owner == \"www-data\" }\n");
  CHECK(outline(scan(rules, "GIF89a").findings) ==
        "Ext@0:\nName@0:\nOwner@0:\nPath@0:\nType@0:\n");
  // A second file with the same scanner has its own.
  Scanner scanner(rules);
  CHECK(scanner.scan(bytes_of("GIF8"), {"/srv/www/Page.ASPX", "www-data"})
            .findings.size() == 5);
  CHECK(scanner.scan(bytes_of("text"), {"noextension", ""}).findings.empty());
  CHECK(scanner.scan(bytes_of(""), {"/a.b/.htaccess", ""}).findings.empty());
}

TEST_CASE("a default external that the user defines keeps that value") {
  const RuleSet rules =
      rules_of("rule R { condition: owner == \"me\" }", {{"owner", "me"}});
  CHECK(scan(rules, "").findings.size() == 1);
}

TEST_CASE("an empty file is scanned") {
  CHECK(scan(rules_of("rule R { condition: filesize == 0 }"), "")
            .findings.size() == 1);
}

TEST_CASE("bytes of any value are matched") {
  std::string text;
  for (int i = 0; i < 256; ++i) text.push_back(static_cast<char>(i));
  const ScanResult result = scan(
      rules_of("rule R { strings: $a = { 00 01 } $b = { FE FF } condition: "
               "all of them }"),
      text);
  CHECK(outline(result.findings) == "R@0: $a=0+2 $b=254+2\n");
}

TEST_CASE("private rules and private strings are not shown") {
  const ScanResult result =
      scan(rules_of("private rule P { condition: true }\n"
                    "rule R { strings: $a = \"ab\" $b = \"b\" private "
                    "condition: P and $a and $b }"),
           "ab");
  CHECK(outline(result.findings) == "R@0: $a=0+2\n");
}

TEST_CASE("a rule with very many matches lists the first and counts the rest") {
  const ScanResult result =
      scan(rules_of("rule R { strings: $a = \"x\" condition: $a }"),
           std::string(1000, 'x'));
  const Finding& finding = result.findings.at(0);
  CHECK(finding.matches.size() + finding.matches_omitted == 1000);
  CHECK(finding.matches.size() >= 10);
  CHECK(finding.matches.size() < 100);
  CHECK(finding.matches[1].offset == 1);
}

TEST_CASE("too many matches are part of the result, and do not stay") {
  Scanner scanner(
      rules_of("rule Many { strings: $a = \"x\" condition: #a == 3 }\n"
               "rule Other { strings: $b = \"other\" condition: $b }"));
  const std::string many = std::string(1'500'000, 'x') + "other";
  const ScanResult result = scanner.scan(bytes_of(many), {"f", ""});
  REQUIRE(result.reason.has_value());
  CHECK(*result.reason == Reason::too_many_matches);
  CHECK(result.detail.find("rule Many, string $a") != std::string::npos);
  CHECK(outline(result.findings) == "Other@0: $b=1500000+5\n");
  const ScanResult after = scanner.scan(bytes_of("xxx"), {"f", ""});
  CHECK_FALSE(after.reason.has_value());
  CHECK(after.findings.size() == 1);
}

TEST_CASE("a scan that takes too long ends, and the next one works") {
  Scanner scanner(
      rules_of("rule Slow { strings: $a = \"go\" condition: $a and for all i "
               "in (0..2000000000) : ( i >= 0 ) }\n"
               "rule Fast { strings: $b = \"fast\" condition: $b }"),
      {.timeout = std::chrono::seconds(1)});
  const ScanResult result = scanner.scan(bytes_of("go fast"), {"f", ""});
  REQUIRE(result.reason.has_value());
  CHECK(*result.reason == Reason::timeout);
  const ScanResult after = scanner.scan(bytes_of("fast"), {"f", ""});
  CHECK_FALSE(after.reason.has_value());
  CHECK(outline(after.findings) == "Fast@0: $b=0+4\n");
}

TEST_CASE("the time for a scan is that of all its rules together") {
  std::string rules;
  for (int i = 0; i < 24; ++i) {
    rules += "rule R" + std::to_string(i) +
             " { strings: $a = \"go\" condition: $a and for all i in "
             "(0..10000000) : ( i >= 0 ) }\n";
  }
  Scanner scanner(rules_of(rules), {.timeout = std::chrono::seconds(1)});
  const ScanResult result = scanner.scan(bytes_of("go"), {"f", ""});
  REQUIRE(result.reason.has_value());
  CHECK(*result.reason == Reason::timeout);
  CHECK(result.findings.size() < 24);
}

TEST_CASE("the prefilter changes no answer") {
  const RuleSet rules = rules_of(
      "rule A { strings: $a = \"needle\" condition: $a }\n"
      "rule B { strings: $a = \"needle\" $b = \"thread\" condition: $a and "
      "not $b }\n"
      "rule C { strings: $a = \"needle\" condition: #a == 0 and filesize > 3 "
      "}\n"
      "rule D { strings: $a = /n[a-f]+dle/ nocase condition: $a }\n");
  Scanner with(rules), without(rules, {.prefilter = false});
  for (const char* text : {"", "needle", "needle thread", "thread", "NEEDLE",
                           "n", "nee dle", "aaaaaaaaaaaa"}) {
    INFO(text);
    CHECK(outline(with.scan(bytes_of(text), {"f", ""}).findings) ==
          outline(without.scan(bytes_of(text), {"f", ""}).findings));
  }
}

TEST_CASE("many scanners share a rule set") {
  const RuleSet rules =
      rules_of("rule R { strings: $a = \"needle\" condition: $a }");
  Scanner a(rules), b(rules);
  CHECK(a.scan(bytes_of("needle"), {"f", ""}).findings.size() == 1);
  CHECK(b.scan(bytes_of("nothing"), {"f", ""}).findings.empty());
  Scanner moved = std::move(a);
  CHECK(moved.scan(bytes_of("needle"), {"f", ""}).findings.size() == 1);
}

}  // namespace
}  // namespace beachcomb
