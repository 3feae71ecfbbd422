// SPDX-License-Identifier: Apache-2.0
#include <spdlog/spdlog.h>

#include <string>
#include <vector>

#include "beachcomb/report.h"
#include "commands.h"
#include "output.h"
#include "rule_loading.h"
#include "shared_flags.h"

namespace beachcomb::cli {
namespace {

int run_rules_plan(const Arguments& arguments) {
  Arguments all = arguments;
  all.rules.insert(all.rules.end(), all.paths.begin(), all.paths.end());
  const Result<RuleSet> rules = rules_for(all);
  if (!rules) {
    spdlog::error("{}", printable(rules.error().message));
    return kExitIncomplete;
  }
  const std::vector<RulePlan> plans = rules->plans();
  std::string text;
  if (arguments.format == "json") {
    text = as_json(plans) + '\n';
  } else {
    for (const RulePlan& plan : plans) {
      text += printable(plan.pack + '.' + plan.rule) + '\n' + as_text(plan);
    }
  }
  return write_output(arguments.output, text, "the plan") ? kExitNothingFound
                                                          : kExitIncomplete;
}

constexpr Flag kFlags[] = {
    kRulesFlag,  kPacksFlag, kDefineFlag,  kTextOrJsonFlag,
    kOutputFlag, kQuietFlag, kVerboseFlag, kHelpFlag,
};

}  // namespace

const Command kRulesPlanCommand = {
    .name = "plan",
    .operands = "[RULES...]",
    .help = "show how rules are ruled out before they run",
    .more =
        "Shows for each rule what a file needs at least for the rule to match, "
        "and which text is\nlooked for before libyara runs. Without RULES, of "
        "the built-in packs.",
    .flags = kFlags,
    .run = run_rules_plan,
    .exit_codes =
        "Exit code: 0 the plan was written, 2 it could not be, or "
        "the call was wrong.\n",
};

}  // namespace beachcomb::cli
