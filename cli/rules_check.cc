// SPDX-License-Identifier: Apache-2.0
#include <spdlog/spdlog.h>

#include "beachcomb/report.h"
#include "beachcomb/rule_check.h"
#include "color.h"
#include "commands.h"
#include "output.h"
#include "progress.h"
#include "shared_flags.h"

namespace beachcomb::cli {
namespace {

int run_rules_check(const Arguments& arguments) {
  RuleCheckOptions options;
  options.externals = arguments.externals;
  options.config = arguments.config;
  options.tree = arguments.tree;
  const Monitor monitor(WalkOptions{}, false);  // for Ctrl-C
  const auto report =
      check_rules(arguments.paths, options, monitor.stop_token());
  if (!report) {
    spdlog::error("{}", printable(report.error().message));
    return kExitIncomplete;
  }
  const std::string text =
      arguments.format == "json" ? as_json(*report) + '\n'
      : arguments.format == "sarif"
          ? as_sarif(*report)
          : as_text(*report, has_color(arguments), arguments.verbose);
  if (!write_output(arguments.output, text, "the findings")) {
    return kExitIncomplete;
  }
  return report->findings.empty() ? kExitNothingFound : kExitFound;
}

constexpr Flag kFlags[] = {
    kDefineFlag,
    {"--config", "FILE", ValueKind::file, kRulesGroup,
     "what is wanted of rules (default: the nearest beachcomb.toml)",
     "Without it the beachcomb.toml in the folder of each rule file is used, "
     "or in the nearest folder above. docs/lints.md says what may stand in it.",
     [](Arguments& a, const std::string& v) -> FlagError {
       a.config = v;
       return {};
     }},
    {"--tree", "PATH", ValueKind::folder, kRulesGroup,
     "measure on these clean files how common the texts of rules are",
     "For each text that a rule is looked for by, the share of files that have "
     "it. Without it, the share is a guess from the words of web applications.",
     [](Arguments& a, const std::string& v) -> FlagError {
       a.tree = v;
       return {};
     }},
    {"-f,--format", "NAME", ValueKind::choice, kOutputGroup,
     "text (default), json, or sarif for code hosts", "", set_format,
     [] { return std::string("text json sarif"); }},
    kOutputFlag,
    kVerboseFlag.reworded("show what is silenced, too, with the reasons"),
    kHelpFlag,
};

}  // namespace

const Command kRulesCheckCommand = {
    .name = "check",
    .operands = "[RULES...]",
    .help = "find what is wrong with rules",
    .more =
        "Compiles rules with libyara and says everything that is wrong with "
        "them, where, and what\nto do; then asks some twenty lints: what is "
        "slow, what can't be true, what does not say\nwhat it seems to say. "
        "docs/lints.md has a section for each, and how one is silenced:\n"
        "`// beachcomb: allow(lint) reason`. RULES are files or folders with "
        "*.yar and *.yara;\nwithout them, the built-in packs.",
    .flags = kFlags,
    .run = run_rules_check,
    .exit_codes =
        "Exit code: 0 nothing was found, 1 something was found, 2 the rules, "
        "the configuration or\nthe tree could not be read, or the call was "
        "wrong.\n",
};

}  // namespace beachcomb::cli
