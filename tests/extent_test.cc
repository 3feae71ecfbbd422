// SPDX-License-Identifier: Apache-2.0
#include "evidence/extent.h"

#include <string>
#include <utility>
#include <vector>

#include "catch.h"

namespace beachcomb::evidence {
namespace {

Match match_at(std::uint64_t offset, std::uint32_t length) {
  Match match;
  match.id = "$a";
  match.offset = offset;
  match.length = length;
  return match;
}

Finding finding_of(int score, std::vector<Match> matches) {
  Finding finding;
  finding.rule.name = "R";
  finding.rule.score = score;
  finding.matches = std::move(matches);
  return finding;
}

// A page with what a rule looks for: `needle` stands in `text`.
Verdict found(const std::string& text, const std::string& needle,
              int score = 90) {
  const std::size_t at = text.find(needle);
  REQUIRE(at != text.npos);
  Verdict verdict;
  verdict.outcome = Outcome::detected;
  verdict.findings.push_back(finding_of(
      score, {match_at(0, 5),
              match_at(at, static_cast<std::uint32_t>(needle.size()))}));
  return verdict;
}

bool is_whole(const std::string& text, const std::string& needle) {
  return mixed_content(found(text, needle), text).empty();
}

const std::string kNeedle = "sandpiper_needle(1);";

TEST_CASE("a file of one line is the shell") {
  CHECK(is_whole("<?php " + kNeedle + "?>", kNeedle));
}

TEST_CASE("a form around it makes no page of it") {
  CHECK(is_whole("<html><body><form><input name=c></form>\n<?php " + kNeedle +
                     "\n?></body></html>\n",
                 kNeedle));
}

TEST_CASE("a line in a page of an application is not the page") {
  const std::string page =
      "<?php\n/* Front page of the application */\ndefine('X', true);\n"
      "require __DIR__ . '/load.php';\n";
  CHECK_FALSE(is_whole("<?php " + kNeedle + "\n" + page.substr(6), kNeedle));
  CHECK_FALSE(is_whole(page + kNeedle, kNeedle));
  CHECK_FALSE(is_whole(page + "\n\n<?php " + kNeedle, kNeedle));
}

TEST_CASE("much other text is a page, whatever it is") {
  const std::string text(3000, 'x');
  CHECK_FALSE(is_whole("<?p>\n" + text + "\n" + kNeedle, kNeedle));
}

TEST_CASE("findings from end to end are the file") {
  const std::string text = "<?php\n" + kNeedle + "\nclass A { require 1; }\n" +
                           std::string(3000, 'x') + "\nsandpiper_other(2);\n";
  Verdict verdict = found(text, kNeedle);
  CHECK_FALSE(mixed_content(verdict, text).empty());
  verdict.findings[0].matches.push_back(
      match_at(text.find("sandpiper_other"), 18));
  CHECK(mixed_content(verdict, text).empty());
}

TEST_CASE("only what makes it malicious says where the shell is") {
  const std::string text = "<?php\n" + kNeedle + "\nclass A { require 1; }\n" +
                           std::string(3000, 'x') + "\nsandpiper_other(2);\n";
  Verdict verdict = found(text, kNeedle);
  verdict.findings.push_back(
      finding_of(50, {match_at(text.find("sandpiper_other"), 18)}));
  CHECK_FALSE(mixed_content(verdict, text).empty());
}

TEST_CASE("a member of a container is not the container") {
  Verdict verdict = found(kNeedle, kNeedle);
  verdict.findings[0].layer = 2;
  verdict.layers.push_back({.id = 1, .parent = 0, .via = "gzip"});
  verdict.layers.push_back({.id = 2, .parent = 1, .via = "base64"});
  CHECK(mixed_content(verdict, kNeedle).find("gzip") != std::string::npos);
  verdict.layers[0] = {.id = 1, .parent = 0, .via = "zip", .name = "a/b.php"};
  CHECK(mixed_content(verdict, kNeedle).find("a/b.php") != std::string::npos);
}

TEST_CASE("a member that is stored as it is is found twice") {
  Verdict verdict = found(kNeedle, kNeedle);
  verdict.findings.push_back(verdict.findings[0]);
  verdict.findings[1].layer = 1;
  verdict.layers.push_back(
      {.id = 1, .parent = 0, .via = "zip", .name = "a/b.php"});
  CHECK(mixed_content(verdict, kNeedle).find("a/b.php") != std::string::npos);
}

TEST_CASE("what is encoded stands where its wrapping stands") {
  const std::string text =
      "<?php sandpiper_decode('" + std::string(400, 'Q') + "');\n";
  Verdict verdict = found(text, "<?php");
  verdict.findings[0].layer = 1;
  verdict.layers.push_back(
      {.id = 1, .parent = 0, .via = "base64", .offset = 10, .length = 420});
  CHECK(mixed_content(verdict, text).empty());
  const std::string page = text + "require 'x';\n" + std::string(3000, 'x');
  CHECK_FALSE(mixed_content(verdict, page).empty());
}

TEST_CASE("a dump that Exchange wrote is the shell, whole") {
  const std::string text = "Name : OAB\r\n" + std::string(3000, 'x') + kNeedle;
  Verdict verdict = found(text, kNeedle);
  verdict.findings[0].layer = 1;
  verdict.layers.push_back(
      {.id = 1, .parent = 0, .via = "ExternalUrl", .offset = 3000});
  CHECK(mixed_content(verdict, text).empty());
}

TEST_CASE("places beyond the end and findings without one are a page's") {
  Verdict verdict = found(kNeedle, kNeedle);
  verdict.findings[0].matches = {match_at(~std::uint64_t{0}, ~0u)};
  CHECK_FALSE(mixed_content(verdict, kNeedle).empty());
  verdict.findings[0].matches.clear();
  CHECK_FALSE(mixed_content(verdict, kNeedle).empty());
  CHECK_FALSE(mixed_content(verdict, "").empty());
}

}  // namespace
}  // namespace beachcomb::evidence
