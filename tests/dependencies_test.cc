// SPDX-License-Identifier: Apache-2.0
//
// Rules that refer to rules answer the same, compiled alone or with all others.
#include <string>
#include <vector>

#include "catch.h"
#include "support.h"

namespace beachcomb {
namespace {

std::string found(const RuleSet& rules, bool prefilter,
                  const std::string& bytes) {
  Scanner scanner(rules, {.prefilter = prefilter});
  const FileFacts facts{"/f", ""};
  if (!scanner.may_match(bytes.size(), facts)) return "";
  return test::outline(scanner.scan(test::bytes_of(bytes), facts).findings);
}

// In pack b, libyara counts `one` twice: once for each pack that has the name.
TEST_CASE("a wildcard over rules counts namesakes of other packs") {
  const std::vector<RuleSource> sources = {
      {"a", "a.yar", "rule one { strings: $a = \"brillig\" condition: $a }"},
      {"b", "b.yar",
       "rule one { strings: $a = \"slithy\" condition: $a }\n"
       "rule other { strings: $a = \"toves\" condition: $a }\n"
       "rule twice { condition: 2 of (o*) }\n"
       "rule refers { condition: twice }\n"}};
  const auto rules = RuleSet::compile(sources);
  REQUIRE(rules);
  const std::string expected = "one@0: $a=0+6\nrefers@0:\ntwice@0:\n";
  CHECK(found(*rules, false, "slithy") == expected);
  CHECK(found(*rules, true, "slithy") == expected);
  CHECK(found(*rules, true, "toves") == "other@0: $a=0+5\n");
}

TEST_CASE("a wildcard over rules counts those before it once") {
  const auto rules = RuleSet::compile(
      {{"b", "b.yar",
        "rule one { strings: $a = \"slithy\" condition: $a }\n"
        "rule other { strings: $a = \"toves\" condition: $a }\n"
        "rule twice { condition: 2 of (o*) }\n"}});
  REQUIRE(rules);
  for (const bool prefilter : {false, true}) {
    CHECK(found(*rules, prefilter, "slithy") == "one@0: $a=0+6\n");
    CHECK(found(*rules, prefilter, "slithy toves") ==
          "one@0: $a=0+6\nother@0: $a=7+5\ntwice@0:\n");
  }
}

}  // namespace
}  // namespace beachcomb
