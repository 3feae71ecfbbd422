// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "beachcomb/catalog.h"
#include "catch.h"
#include "support.h"

namespace beachcomb {
namespace {

constexpr char kRules[] =
    "import \"pe\"\n"
    "import \"math\"\n"
    "rule Text { strings: $a = \"pe.is_pe\" condition: $a }\n"
    "rule Page { condition: pe.is_pe }\n"
    "rule Both { condition: math.entropy(0, filesize) > 7 and pe.is_dll() }\n"
    "rule Loop { condition: for any s in pe.sections : (s.name == \"x\") }\n"
    "rule Refers { condition: Page or filesize == 4 }\n"
    "rule RefersToAll { condition: any of (Te*) }\n";

std::string source_of(const std::string& rules, const char* name) {
  RuleInfo rule;
  rule.pack = "pack";
  rule.name = name;
  return standalone_source(test::rules_of(rules), rule);
}

// libyara fills each module that is imported anew for each content.
TEST_CASE("a rule by itself has the modules that it uses and no other") {
  const auto imports = [](const char* name) {
    const std::string source = source_of(kRules, name);
    CHECK_NOTHROW(test::rules_of(source));
    return source.substr(0, source.find("rule "));
  };
  CHECK(imports("Text").empty());
  CHECK(imports("Page") == "import \"pe\"\n");
  CHECK(imports("Both") == "import \"math\"\nimport \"pe\"\n");
  CHECK(imports("Loop") == "import \"pe\"\n");
  CHECK(imports("Refers") == "import \"pe\"\n");
  CHECK(imports("RefersToAll").empty());
}

TEST_CASE("a global rule brings its modules along") {
  const std::string source = source_of(
      std::string(kRules) + "global rule Program { condition: pe.is_pe }\n",
      "Text");
  CHECK(source.starts_with("import \"pe\"\nrule Text"));
}

}  // namespace
}  // namespace beachcomb
