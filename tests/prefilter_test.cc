// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "catch.h"
#include "support.h"

namespace beachcomb {
namespace {

TEST_CASE("size bounds are exact") {
  std::string source;
  int count = 0;
  for (const char* op : {"<", "<=", ">", ">=", "==", "!="}) {
    for (const char* sign : {"", "not "}) {
      const std::string name = "r" + std::to_string(count++);
      source += "rule " + name + " { condition: " + sign + "filesize " + op +
                " 10 }\n";
      source += "rule " + name + "m { condition: " + sign + "10 " + op +
                " filesize }\n";
      // Each alone, too: the size then decides before the file is read.
    }
  }
  for (int i = 0; i < count; ++i) {
    const std::string prefix = "rule r" + std::to_string(i) + " ";
    const std::size_t at = source.find(prefix);
    const std::string one =
        source.substr(at, source.find('\n', at) - at) + '\n';
    for (const std::string& rules : {source, one}) {
      Scanner fast(test::rules_of(rules));
      Scanner slow(test::rules_of(rules), {.prefilter = false});
      for (std::size_t size = 0; size <= 20; ++size) {
        const std::string bytes(size, 'x');
        const FileFacts facts{"/f", ""};
        const std::string with =
            fast.may_match(size, facts)
                ? test::outline(
                      fast.scan(test::bytes_of(bytes), facts).findings)
                : "";
        INFO(size << " bytes\n" << rules);
        CHECK(with ==
              test::outline(slow.scan(test::bytes_of(bytes), facts).findings));
      }
    }
  }
}

TEST_CASE("a file that no rule can match by size or name is not for reading") {
  Scanner scanner(test::rules_of(
      "rule Small { strings: $a = \"abcdef\" condition: $a and filesize < 10 "
      "}\n"
      "rule Page { strings: $a = \"abcdef\" condition: $a and extension == "
      "\".page\" }\n"));
  CHECK(scanner.may_match(9, {"/f", ""}));
  CHECK_FALSE(scanner.may_match(10, {"/f", ""}));
  CHECK(scanner.may_match(10, {"/f.PAGE", ""}));
}

TEST_CASE("rules without fixed text are known to run always") {
  const RuleSet rules = test::rules_of(
      "import \"math\"\n"
      "rule Text { strings: $a = \"abcdef\" condition: $a }\n"
      "rule Entropy { condition: math.entropy(0, filesize) > 7.0 }\n");
  REQUIRE(rules.always_running().size() == 1);
  CHECK(rules.rule_name(rules.always_running()[0]).ends_with(".Entropy"));
  const std::vector<RulePlan> plans = rules.plans();
  REQUIRE(plans.size() == 2);
  CHECK(plans[0].looks_for == std::vector<std::string>{"\"abcdef\""});
  CHECK(as_text(plans[1]).find("always runs") != std::string::npos);
}

}  // namespace
}  // namespace beachcomb
