// SPDX-License-Identifier: Apache-2.0
//
// The prefilter's "no" must never meet libyara's "yes". The first eight bytes
// of the input choose random rules and files that nearly match them; the ninth
// chooses how they are scanned; what follows is one more file, so that the
// fuzzer has bytes to play with. Each file is scanned with the prefilter and
// without, and the findings must be the same.
#include <chrono>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "beachcomb/rule_set.h"
#include "beachcomb/scanner.h"
#include "fuzz.h"
#include "rule_generator.h"
#include "support.h"

namespace beachcomb {
namespace {

// What the ninth byte may ask for.
constexpr std::uint8_t kModules = 1;
// To scan each file until the prefilter has learnt. All of these bits, so that
// it is asked for rarely: it takes long.
constexpr std::uint8_t kOften = 14;

// The prefilter chooses its triggers anew after 256 samples.
constexpr int kManyTimes = 260;

ScanResult scan(Scanner& scanner, const tests::GeneratedFile& file) {
  const std::string path = "/srv/" + file.name;
  const FileFacts facts{path, "root"};
  if (!scanner.may_match(file.bytes.size(), facts)) return {};
  return scanner.scan(test::bytes_of(file.bytes), facts);
}

void check_file(const std::string& source, Scanner& fast, Scanner& slow,
                const tests::GeneratedFile& file, int times) {
  const std::chrono::nanoseconds before = slow.stats().scan_time;
  const ScanResult all = scan(slow, file);
  // Some regular expressions cost libyara much on the smallest file.
  if (slow.stats().scan_time - before > std::chrono::milliseconds(2)) times = 1;
  // On such a file the two may differ: one rule on which libyara gives up
  // costs those that are scanned together with it.
  if (all.reason.has_value()) return;
  const std::string expected = test::outline(all.findings);
  for (int i = 0; i < times; ++i) {
    const std::string found = test::outline(scan(fast, file).findings);
    fuzz::require(
        found == expected, "the prefilter changes no finding",
        source + "\nwith the prefilter:\n" + found + "without:\n" + expected);
  }
}

void check(std::uint64_t seed, std::uint8_t how, std::string_view bytes) {
  tests::GeneratorOptions options;
  options.modules = (how & kModules) != 0;
  const tests::GeneratedCase random = tests::generate_case(seed, options);
  const auto rules =
      RuleSet::compile({RuleSource{"random", "random.yar", random.source}});
  if (!rules) return;  // libyara refused all of them
  Scanner fast(*rules);
  Scanner slow(*rules, {.prefilter = false});
  const int times = (how & kOften) == kOften ? kManyTimes : 1;
  for (const tests::GeneratedFile& file : random.files) {
    check_file(random.source, fast, slow, file, times);
  }
  check_file(random.source, fast, slow, {"a.php", std::string(bytes)}, 1);
}

}  // namespace
}  // namespace beachcomb

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  std::uint64_t seed = 0;
  if (size < sizeof seed + 1) return 0;
  std::memcpy(&seed, data, sizeof seed);
  const std::string_view rest = beachcomb::fuzz::text_of(data, size);
  beachcomb::check(seed, data[sizeof seed], rest.substr(sizeof seed + 1));
  return 0;
}
