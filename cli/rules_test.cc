// SPDX-License-Identifier: Apache-2.0
#include "rules_test.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <set>
#include <string>

#include "beachcomb/report.h"
#include "beachcomb/rule_tests.h"
#include "commands.h"
#include "output.h"

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
  return text + fmt::format(
                    "{} rules in {} packs, {} samples to hit, {} to miss: {}\n",
                    report.rules.size(), packs.size(), hits, misses,
                    count == 0   ? "all well"
                    : count == 1 ? "1 problem"
                                 : fmt::format("{} problems", count));
}

}  // namespace

int test_rules(const Arguments& arguments) {
  if (arguments.rules.empty()) {
    spdlog::error(
        "name the folder of a pack, or of several: rules with samples beside "
        "them");
    return kExitIncomplete;
  }
  const auto report =
      beachcomb::test_rules(arguments.rules, arguments.externals);
  if (!report) {
    spdlog::error("{}", printable(report.error().message));
    return kExitIncomplete;
  }
  FileOutput output(true);
  const std::string text = arguments.format == "json"
                               ? as_json(*report) + '\n'
                               : text_of(*report, arguments.verbose);
  if (!output.open(arguments.output).ok() || !output.write(text) ||
      !output.flush()) {
    spdlog::error("{}: the results could not be written",
                  printable(arguments.output));
    return kExitIncomplete;
  }
  return report->problems.empty() ? kExitNothingFound : kExitFound;
}

}  // namespace beachcomb::cli
