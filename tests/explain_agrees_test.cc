// SPDX-License-Identifier: Apache-2.0
//
// The promise of explain.h: it never disagrees with libyara. Random rules over
// the whole grammar, and our own packs on all of their samples.
// BEACHCOMB_RANDOM_CASES and BEACHCOMB_RANDOM_SEED for longer runs;
// BEACHCOMB_EXPLAIN_RULES and BEACHCOMB_EXPLAIN_FILES name a folder of other
// rules and one of files to try.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "beachcomb/explain.h"
#include "catch.h"
#include "rule_generator.h"
#include "samples/sample_files.h"
#include "support.h"

namespace beachcomb {
namespace {

namespace fs = std::filesystem;

std::uint64_t number_from(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

struct Counts {
  std::uint64_t pairs = 0;  // of a rule and a file
  std::uint64_t matches = 0;
  std::uint64_t unknown = 0;
  std::uint64_t undefined = 0;
  std::uint64_t unfinished = 0;
  std::uint64_t unexplained = 0;  // without questions
  std::uint64_t changes = 0;      // misses with a set of changes
  std::uint64_t may_fail = 0;     // of these
  std::uint64_t differ = 0;
};

void count(const Explanation& e, const std::string& what, Counts* counts) {
  ++counts->pairs;
  counts->matches += e.matches;
  const bool finished =
      !e.reason.has_value() || e.reason == Reason::too_many_matches;
  counts->unfinished += !finished;
  const bool unknown = e.condition_truth == Truth::unknown;
  counts->unknown += finished && unknown;
  counts->unexplained += finished && unknown && !e.detail.empty();
  counts->undefined += e.condition_truth == Truth::undefined;
  counts->changes += !e.changes.empty();
  counts->may_fail += e.changes_may_fail;
  if (e.agrees) return;
  if (++counts->differ > 5) return;
  UNSCOPED_INFO(what << ": " << e.pack << '.' << e.rule << ": " << e.detail
                     << "\n  " << e.condition.text);
}

std::string told(const Counts& c) {
  return std::to_string(c.pairs) + " pairs of a rule and a file, " +
         std::to_string(c.matches) + " matches, " +
         std::to_string(c.undefined) + " undefined, " +
         std::to_string(c.unknown) + " unknown (" +
         std::to_string(c.unexplained) + " not explained), " +
         std::to_string(c.unfinished) + " not finished by libyara, " +
         std::to_string(c.changes) + " with changes, " +
         std::to_string(c.may_fail) + " that may not do, " +
         std::to_string(c.differ) + " that differ";
}

TEST_CASE("explanations of random rules agree with libyara") {
  const std::uint64_t cases = number_from("BEACHCOMB_RANDOM_CASES", 300);
  const std::uint64_t first = number_from("BEACHCOMB_RANDOM_SEED", 1);
  Counts counts;
  for (std::uint64_t seed = first; seed < first + cases; ++seed) {
    tests::GeneratorOptions options;
    options.modules = seed % 3 == 0;
    const tests::GeneratedCase generated = tests::generate_case(seed, options);
    const auto rules = RuleSet::compile(
        {RuleSource{"random", "random.yar", generated.source}});
    if (!rules) continue;
    Explainer explainer(*rules);
    for (const tests::GeneratedFile& file : generated.files) {
      const std::string path = "/srv/" + file.name;
      for (std::size_t i = 0; i < rules->rule_count(); ++i) {
        const Explanation e =
            explainer.explain(i, test::bytes_of(file.bytes), {path, "root"});
        count(e, "seed " + std::to_string(seed), &counts);
      }
    }
  }
  WARN(told(counts));
  CHECK(counts.differ == 0);
  // The test means something only when rules match and fail, and are known.
  CHECK(counts.matches * 20 > counts.pairs);
  CHECK(counts.matches * 2 < counts.pairs);
  CHECK(counts.unknown * 100 < counts.pairs);
  CHECK(counts.unexplained == 0);
  CHECK(counts.changes * 4 > counts.pairs);
}

// Every `step`th pair of a rule and a file.
void explain_all(Explainer& explainer, std::size_t rules,
                 const std::string& path, Bytes bytes, std::size_t step,
                 Counts* counts, std::size_t* at) {
  for (std::size_t i = 0; i < rules; ++i) {
    if ((*at)++ % step != 0) continue;
    count(explainer.explain(i, bytes, {path, "root"}), path, counts);
  }
}

TEST_CASE("explanations of the packs on their samples agree with libyara") {
  const auto rules = RuleSet::compile(builtin_rules());
  REQUIRE(rules.ok());
  Explainer explainer(*rules);
  Counts counts;
  std::size_t at = 0;
  const auto step =
      static_cast<std::size_t>(number_from("BEACHCOMB_EXPLAIN_STEP", 29));
  for (const auto& pack :
       fs::directory_iterator(fs::path(BEACHCOMB_SOURCE) / "signatures")) {
    for (const char* folder : {"samples/hit", "samples/miss"}) {
      const auto sources = samples::sources_in((pack.path() / folder).string());
      REQUIRE(sources.ok());
      for (const samples::Source& source : *sources) {
        const std::vector<std::size_t> own =
            explainer.find(pack.path().filename().string() + '.' + source.rule);
        const auto read = samples::for_each_sample(
            source, [&](const std::string& name, Bytes bytes) {
              const std::string path = '/' + name;
              for (const std::size_t rule : own) {
                count(explainer.explain(rule, bytes, {path, ""}), source.path,
                      &counts);
              }
              explain_all(explainer, rules->rule_count(), path, bytes, step,
                          &counts, &at);
            });
        REQUIRE(read.ok());
      }
    }
  }
  WARN(told(counts));
  CHECK(counts.differ == 0);
  CHECK(counts.unknown == 0);
  CHECK(counts.pairs > 1000);
  CHECK(counts.matches > 300);
}

TEST_CASE("explanations of other rules on other files agree with libyara") {
  const char* folder = std::getenv("BEACHCOMB_EXPLAIN_RULES");
  const char* files = std::getenv("BEACHCOMB_EXPLAIN_FILES");
  if (folder == nullptr || files == nullptr) return;
  auto sources = load_rules(folder);
  REQUIRE(sources.ok());
  const auto rules = RuleSet::compile(std::move(*sources));
  REQUIRE(rules.ok());
  Explainer explainer(*rules);
  Counts counts;
  std::size_t at = 0;
  const auto step =
      static_cast<std::size_t>(number_from("BEACHCOMB_EXPLAIN_STEP", 29));
  for (const auto& entry : fs::recursive_directory_iterator(files)) {
    if (!entry.is_regular_file()) continue;
    const std::string bytes = test::read_file(entry.path().string());
    explain_all(explainer, rules->rule_count(), entry.path().string(),
                test::bytes_of(bytes), step, &counts, &at);
  }
  WARN(rules->rule_count() << " rules: " << told(counts));
  CHECK(counts.differ == 0);
}

}  // namespace
}  // namespace beachcomb
