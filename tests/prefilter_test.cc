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

// The least that libyara takes for a program of Windows.
std::string program() {
  std::string bytes(512, '\0');
  bytes.replace(0, 2, "MZ");
  bytes[0x3c] = 0x40;
  bytes.replace(0x40, 2, "PE");
  bytes[0x44] = 0x4c;  // for i386
  bytes[0x45] = 0x01;
  bytes[0x58] = 0x0b;  // 32 bits
  bytes[0x59] = 0x01;
  return bytes;
}

TEST_CASE("the module pe says the same with the prefilter") {
  const std::string conditions[] = {
      "pe.is_pe",
      "not pe.is_pe",
      "pe.is_pe == 0",
      "pe.number_of_sections == 0",
      "pe.number_of_sections != 7",
      "not pe.number_of_sections == 0",
      "pe.number_of_sections + 1 >= 0",
      "pe.machine == pe.MACHINE_I386",
      "pe.MACHINE_I386 == 332",
      "pe.machine",
      "pe.characteristics & pe.DLL == 0",
      "pe.timestamp < 5 or filesize == 4",
      "pe.imphash() != \"x\"",
      "pe.imports(\"a.dll\") == 0",
      "pe.exports(\"a\") == 0",
      "pe.exports_index(\"a\") >= 0",
      "pe.section_index(\"a\") >= 0",
      "pe.is_dll() == 0",
      "pe.is_32bit()",
      "pe.is_64bit() == 0",
      "pe.language(0) == 0",
      "pe.locale(0) == 0",
      "pe.rich_signature.version(1) == 0",
      "pe.version_info[\"x\"] != \"y\"",
      "not pe.version_info[\"x\"] contains \"y\"",
      "pe.sections[0].name != \"x\"",
      "for any s in pe.sections : (s.name != \"x\")",
      "for all s in pe.sections : (s.name == \"x\")",
      "for none s in pe.sections : (s.name == \"x\")",
      "for all i in (0..pe.number_of_sections - 1) : (uint8(i) == 1)",
      "for any i in (0..pe.number_of_sections) : (uint8(i) != 1)",
      "for any pe in (1, 2) : (pe == 2)",
      "defined pe.timestamp",
      "not defined pe.timestamp",
  };
  std::size_t held = 0;
  for (const std::string& condition : conditions) {
    const std::string rule =
        "import \"pe\"\nrule R { condition: " + condition + " }\n";
    Scanner fast(test::rules_of(rule));
    Scanner slow(test::rules_of(rule), {.prefilter = false});
    for (const std::string& bytes :
         {std::string(), std::string("text"), std::string("MZ"), program()}) {
      const FileFacts facts{"/f", ""};
      const std::string with =
          test::outline(fast.scan(test::bytes_of(bytes), facts).findings);
      INFO(rule << bytes.size() << " bytes");
      CHECK(with ==
            test::outline(slow.scan(test::bytes_of(bytes), facts).findings));
      held += bytes.size() == 512 && !with.empty() ? 1 : 0;
    }
  }
  CHECK(held > 15);
}

}  // namespace
}  // namespace beachcomb
