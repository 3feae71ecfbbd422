// SPDX-License-Identifier: Apache-2.0
//
// What is wrong with rules: what libyara says, and what it does not.
#ifndef BEACHCOMB_RULE_CHECK_H_
#define BEACHCOMB_RULE_CHECK_H_

#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/export.h"
#include "beachcomb/result.h"
#include "beachcomb/rule_set.h"

namespace beachcomb {

enum class RuleLevel {
  error,    // libyara refuses the rule
  warning,  // it compiles, and does not do what it should, or slowly
  note,     // it is not as the project wants it
};

BEACHCOMB_API std::string_view name_of(RuleLevel level);  // "warning"

// One thing that a check can find; docs/lints.md has a section for each.
struct LintInfo {
  const char* name;  // "size-limit"
  RuleLevel level;
  const char* summary;  // a sentence without its full stop
};

// All of them, in the order of docs/lints.md.
BEACHCOMB_API std::vector<LintInfo> lints();

struct RuleFinding {
  std::string lint;
  RuleLevel level = RuleLevel::warning;
  std::string path;
  // From 1, in bytes; the end is the column after the last byte. All 0 when
  // the place is not known.
  int line = 0;
  int column = 0;
  int end_line = 0;
  int end_column = 0;
  std::string rule;  // empty outside of a rule
  std::string message;
  std::string hint;      // what to do; may be empty
  std::string source;    // the line
  std::string accepted;  // of what is silenced: the author's reason
};

struct RuleCheckReport {
  std::size_t files = 0;
  std::size_t rules = 0;
  std::size_t tree_files = 0;         // that were measured
  std::vector<RuleFinding> findings;  // in the order of files and lines
  std::vector<RuleFinding> silenced;  // by `beachcomb: allow`
};

struct RuleCheckOptions {
  Externals externals;
  // What the project wants of its rules; empty: the beachcomb.toml beside the
  // rules or in the nearest folder above, if there is one.
  std::string config;
  // Clean files: how many of them have the text that a rule is looked for by
  // is measured there. Empty: it is guessed.
  std::string tree;
};

// Checks files and folders of rules; without a path the built-in packs. The
// Error is for a wrong call, rules, configuration or tree that can't be read,
// and for a stop that was asked for while the tree was measured.
BEACHCOMB_API Result<RuleCheckReport> check_rules(
    const std::vector<std::string>& paths, const RuleCheckOptions& options = {},
    std::stop_token stop = {});

BEACHCOMB_API std::string as_text(const RuleCheckReport& report, bool color,
                                  bool verbose);
BEACHCOMB_API std::string as_json(const RuleCheckReport& report);
// SARIF 2.1.0.
BEACHCOMB_API std::string as_sarif(const RuleCheckReport& report);

}  // namespace beachcomb

#endif  // BEACHCOMB_RULE_CHECK_H_
