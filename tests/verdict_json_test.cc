// SPDX-License-Identifier: Apache-2.0
#include "catch.h"
#include "json/verdict.h"

namespace beachcomb::json {
namespace {

Verdict full_verdict() {
  Verdict verdict;
  verdict.path = "/srv/\xff/a.zip";
  verdict.outcome = Outcome::detected;
  verdict.reason = Reason::encrypted;
  verdict.detail = "b.php";
  verdict.size = 123;
  verdict.mtime = 1'614'679'872'500'000'000;
  verdict.sha256 = std::string(64, 'a');
  verdict.findings.push_back({.rule = {.name = "Rule",
                                       .pack = "pack",
                                       .description = "what",
                                       .family = "family",
                                       .references = {"https://example.test/"},
                                       .mitre = {"T1505.003"},
                                       .tags = {"php"},
                                       .score = 90},
                              .layer = 1,
                              .matches = {{.id = "$a",
                                           .offset = 4,
                                           .length = 5,
                                           .line = 1,
                                           .column = 5,
                                           .snippet = "x"}},
                              .matches_omitted = 2});
  verdict.layers.push_back({.id = 1,
                            .parent = 0,
                            .via = "zip",
                            .offset = 7,
                            .length = 8,
                            .name = "\xfe.php",
                            .size = 9,
                            .sha256 = std::string(64, 'b'),
                            .line = 3,
                            .reason = Reason::size_limit});
  verdict.layer_counts.scanned = 1;
  return verdict;
}

TEST_CASE("a verdict comes back from its JSON") {
  const Json json = to_json(full_verdict());
  const auto back = verdict_from(Json::parse(line_of(json)));
  REQUIRE(back.ok());
  CHECK(to_json(*back) == json);
  CHECK(back->path == "/srv/\xff/a.zip");
  CHECK(back->layers.at(0).name == "\xfe.php");
  CHECK(back->reason == Reason::encrypted);
}

TEST_CASE("what is no verdict is an error, and odd fields are left out") {
  for (const char* text :
       {"1", "[]", "{}", R"({"type":"summary"})",
        R"({"type":"verdict","path":"a"})",
        R"({"type":"verdict","path":"","outcome":"clean"})",
        R"({"type":"verdict","path":{"bytes":"?"},"outcome":"clean"})",
        R"({"type":"verdict","path":"a","outcome":"fine"})"}) {
    CAPTURE(text);
    CHECK_FALSE(verdict_from(Json::parse(text)).ok());
  }
  const auto verdict = verdict_from(Json::parse(
      R"({"type":"verdict","path":"a","outcome":"detected","size":-1,)"
      R"("sha256":5,"findings":[3,{"score":1e9,"matches":{}}],"layers":7})"));
  REQUIRE(verdict.ok());
  CHECK(verdict->size == 0);
  CHECK(verdict->findings.size() == 2);
  CHECK(verdict->score() == 0);
}

}  // namespace
}  // namespace beachcomb::json
