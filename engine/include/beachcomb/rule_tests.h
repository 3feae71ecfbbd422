// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_RULE_TESTS_H_
#define BEACHCOMB_RULE_TESTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/export.h"
#include "beachcomb/result.h"
#include "beachcomb/rule_set.h"

namespace beachcomb {

// How a rule fails its test.
enum class RuleFault {
  not_compiled,  // libyara refused the rule
  no_sample,     // nothing says what it must hit
  missed,        // it does not hit a sample that it must hit
  wrong_hit,     // it hits a sample that it must not
  no_rule,       // samples for a rule that the pack does not have
  unreadable,    // a sample that could not be read, or scanned whole
  empty,         // an archive or folder without a file
};

// "wrong-hit", for machines.
BEACHCOMB_API std::string_view name_of(RuleFault fault);

struct RuleProblemFound {
  RuleFault fault;
  std::string pack;
  std::string rule;
  std::string sample{};  // "samples/hit/RULE.zip > name"
  std::string detail{};  // for people
};

// One rule and how many samples it was tried on.
struct TestedRule {
  std::string pack;
  std::string rule;
  std::size_t hits = 0;    // that it must hit
  std::size_t misses = 0;  // that it must not
};

// What no sample of a rule has exercised, to hit or to miss.
struct RuleCoverage {
  struct Part {
    std::string text;        // of the condition
    std::uint32_t line = 0;  // in the rule, from 1
  };
  std::string pack;
  std::string rule;
  std::size_t strings = 0;                    // of the rule
  std::vector<std::string> strings_unseen{};  // "$a = \"abc\"", in no sample
  // Of the condition, without single strings. A part of the body of a loop is
  // one, however many turns there are.
  std::size_t parts = 0;
  std::vector<Part> never_held{};    // a branch that no sample takes
  std::vector<Part> never_failed{};  // no near-miss shows what it is for
};

struct RuleTestReport {
  std::vector<TestedRule> rules;
  std::vector<RuleProblemFound> problems;
  std::vector<RuleCoverage> coverage{};  // when it was asked for
};

BEACHCOMB_API std::string as_json(const RuleTestReport& report);

// Tries the rules of packs on their samples. A path is a pack, a folder with
// packs, or one rule file of a pack. A pack is a folder with *.yar or *.yara,
// and its rules are one namespace; beside them stand samples/hit and
// samples/miss, and in these, for each rule, RULE.zip (with the password
// `infected` or without one), RULE/ with files, or a file RULE.anything.
// Samples are scanned in memory, as they are: nothing is unpacked to disk, and
// what a scan would unwrap is not. The Error is for a wrong call.
BEACHCOMB_API Result<RuleTestReport> test_rules(
    const std::vector<std::string>& paths, const Externals& externals = {},
    bool with_coverage = false);

// The samples of a rule beside its file, "samples/hit/RULE.zip: 3 files".
BEACHCOMB_API std::vector<std::string> samples_of(const std::string& rule_file,
                                                  const std::string& rule);

}  // namespace beachcomb

#endif  // BEACHCOMB_RULE_TESTS_H_
