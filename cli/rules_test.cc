// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <set>
#include <string>

#include "beachcomb/report.h"
#include "beachcomb/rule_tests.h"
#include "commands.h"
#include "output.h"
#include "shared_flags.h"
#include "text/format.h"

namespace beachcomb::cli {
namespace {

std::string_view words_for(RuleFault fault) {
  switch (fault) {
    case RuleFault::not_compiled:
      return "does not compile";
    case RuleFault::no_sample:
      return "has no sample that it must hit";
    case RuleFault::missed:
      return "misses";
    case RuleFault::wrong_hit:
      return "hits, and must not,";
    case RuleFault::no_rule:
      return "is no rule of this pack, but has samples:";
    case RuleFault::unreadable:
      return "could not be tried on";
    case RuleFault::empty:
      return "has no file in";
  }
  return "";
}

std::string text_of(const RuleTestReport& report, bool verbose) {
  std::string text;
  for (const RuleProblemFound& problem : report.problems) {
    text += fmt::format("{}: {} {}", printable(problem.pack),
                        problem.rule.empty() ? "-" : printable(problem.rule),
                        words_for(problem.fault));
    if (!problem.sample.empty()) text += ' ' + printable(problem.sample);
    if (!problem.detail.empty()) text += ": " + printable(problem.detail);
    text += '\n';
  }
  std::set<std::string> packs;
  std::size_t hits = 0;
  std::size_t misses = 0;
  for (const TestedRule& rule : report.rules) {
    packs.insert(rule.pack);
    hits += rule.hits;
    misses += rule.misses;
    if (verbose) {
      text +=
          fmt::format("{}: {} {} to hit, {} to miss\n", printable(rule.pack),
                      printable(rule.rule), rule.hits, rule.misses);
    }
  }
  const std::size_t count = report.problems.size();
  return text +
         fmt::format("{} in {}, {} to hit, {} to miss: {}\n",
                     text::counted(report.rules.size(), "rule"),
                     text::counted(packs.size(), "pack"),
                     text::counted(hits, "sample"), misses,
                     count == 0 ? "all well" : text::counted(count, "problem"));
}

std::string text_of(const RuleCoverage& coverage, bool verbose) {
  const auto name = printable(coverage.pack) + ": " + printable(coverage.rule);
  std::string text;
  for (const std::string& string : coverage.strings_unseen) {
    text += fmt::format("{} no sample has {}\n", name, printable(string));
  }
  for (const RuleCoverage::Part& part : coverage.never_held) {
    text += fmt::format("{} line {}: holds in no sample: {}\n", name, part.line,
                        printable(part.text));
  }
  if (!verbose) return text;
  for (const RuleCoverage::Part& part : coverage.never_failed) {
    text += fmt::format("{} line {}: fails in no sample: {}\n", name, part.line,
                        printable(part.text));
  }
  return text;
}

std::string coverage_text(const RuleTestReport& report, bool verbose) {
  std::string text;
  std::size_t strings = 0;
  std::size_t seen = 0;
  std::size_t parts = 0;
  std::size_t held = 0;
  std::size_t failed = 0;
  for (const RuleCoverage& coverage : report.coverage) {
    text += text_of(coverage, verbose);
    strings += coverage.strings;
    seen += coverage.strings - coverage.strings_unseen.size();
    parts += coverage.parts;
    held += coverage.parts - coverage.never_held.size();
    failed += coverage.parts - coverage.never_failed.size();
  }
  return text + fmt::format(
                    "coverage: {} of {} strings are in a sample; of {} parts "
                    "of conditions {} hold in one and {} fail in one\n",
                    seen, strings, parts, held, failed);
}

int run_rules_test(const Arguments& arguments) {
  if (arguments.paths.empty()) {
    spdlog::error(
        "name the folder of a pack, or of several: rules with samples beside "
        "them");
    return kExitIncomplete;
  }
  const auto report =
      test_rules(arguments.paths, arguments.externals, arguments.coverage);
  if (!report) {
    spdlog::error("{}", printable(report.error().message));
    return kExitIncomplete;
  }
  const std::string text =
      arguments.format == "json"
          ? as_json(*report) + '\n'
          : (arguments.coverage ? coverage_text(*report, arguments.verbose)
                                : std::string()) +
                text_of(*report, arguments.verbose);
  if (!write_output(arguments.output, text, "the results")) {
    return kExitIncomplete;
  }
  return report->problems.empty() ? kExitNothingFound : kExitFound;
}

constexpr Flag kFlags[] = {
    kDefineFlag,
    {"--coverage", "", ValueKind::none, kRulesGroup,
     "say which strings and parts of conditions no sample exercises",
     "A string is exercised by a sample that has it, a part of a condition by "
     "one in which it holds. -v also lists the parts that fail in no sample.",
     [](Arguments& a, const std::string&) -> FlagError {
       a.coverage = true;
       return {};
     }},
    kTextOrJsonFlag,
    kOutputFlag,
    kVerboseFlag,
    kHelpFlag,
};

}  // namespace

const Command kRulesTestCommand = {
    .name = "test",
    .operands = "RULES...",
    .help = "try rules on the samples beside them",
    .more =
        "Tries each rule of the packs RULES on its samples, which stand beside "
        "the rules in\nsamples/hit/RULE.zip and samples/miss/RULE.zip "
        "(password infected), or as files in\nsamples/hit/RULE/.",
    .flags = kFlags,
    .run = run_rules_test,
    .exit_codes =
        "Exit code: 0 all is well, 1 a rule misses a sample, hits a near-miss "
        "or has no sample,\n2 the rules could not be tested, or the call was "
        "wrong.\n",
};

}  // namespace beachcomb::cli
