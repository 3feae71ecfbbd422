// SPDX-License-Identifier: Apache-2.0
//
// The prefilter's "no" must never meet libyara's "yes". Random rules over the
// whole grammar and files built from pieces of them are scanned with the
// prefilter and without; the findings must be the same. Set
// BEACHCOMB_RANDOM_CASES and BEACHCOMB_RANDOM_SEED for longer runs.
#include <cstdlib>
#include <string>

#include "catch.h"
#include "rule_generator.h"
#include "support.h"

namespace beachcomb {
namespace {

std::uint64_t number_from(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

struct Counts {
  std::uint64_t files = 0;
  std::uint64_t findings = 0;
  std::uint64_t ruled_out = 0;  // files that libyara did not see
  std::uint64_t failed = 0;     // files on which libyara gave up
};

ScanResult scan(Scanner& scanner, const tests::GeneratedFile& file) {
  const std::string path = "/srv/" + file.name;
  const FileFacts facts{path, "root"};
  if (!scanner.may_match(file.bytes.size(), facts)) return {};
  return scanner.scan(test::bytes_of(file.bytes), facts);
}

void check_case(std::uint64_t seed, Counts* counts) {
  const tests::GeneratedCase generated = tests::generate_case(seed);
  const auto rules =
      RuleSet::compile({RuleSource{"random", "random.yar", generated.source}});
  if (!rules) return;  // libyara refused all of them
  Scanner fast(*rules);
  Scanner slow(*rules, {.prefilter = false});
  for (const tests::GeneratedFile& file : generated.files) {
    const std::uint64_t passed = fast.stats().files_passed;
    const std::string with = test::outline(scan(fast, file).findings);
    const ScanResult all = scan(slow, file);
    const std::string without = test::outline(all.findings);
    ++counts->files;
    // One rule on which libyara gives up costs all of them when they are
    // scanned together; alone, the others still have their findings.
    if (all.reason.has_value()) {
      ++counts->failed;
      continue;
    }
    counts->findings += without.empty() ? 0 : 1;
    counts->ruled_out += fast.stats().files_passed == passed ? 1 : 0;
    if (with == without) continue;
    FAIL_CHECK("seed " << seed << ", file of " << file.bytes.size()
                       << " bytes\nwith the prefilter:\n"
                       << with << "without:\n"
                       << without << generated.source);
  }
}

TEST_CASE("the prefilter never changes a finding") {
  const std::uint64_t cases = number_from("BEACHCOMB_RANDOM_CASES", 300);
  const std::uint64_t first = number_from("BEACHCOMB_RANDOM_SEED", 1);
  Counts counts;
  for (std::uint64_t seed = first; seed < first + cases; ++seed) {
    check_case(seed, &counts);
  }
  WARN(counts.files << " files, " << counts.findings << " with findings, "
                    << counts.ruled_out << " ruled out, " << counts.failed
                    << " on which libyara gave up");
  // The test means something only when both happen, often.
  CHECK(counts.findings > cases / 4);
  CHECK(counts.ruled_out > cases / 4);
}

}  // namespace
}  // namespace beachcomb
