// SPDX-License-Identifier: Apache-2.0
//
// What can be done with rules, in the order of the help.
#include "commands.h"

namespace beachcomb::cli {
namespace {

const Command* const kTable[] = {
    &kRulesNewCommand,     &kRulesListCommand,    &kRulesShowCommand,
    &kRulesExplainCommand, &kRulesCheckCommand,   &kRulesTestCommand,
    &kRulesPlanCommand,    &kRulesProfileCommand, &kRulesFmtCommand,
    &kRulesDiffCommand,
};

}  // namespace

const Command kRulesCommand = {
    .name = "rules",
    .operands = "",
    .help = "write, check and understand rules",
    .more = "Tools for people who write rules.",
    .flags = {},
    .run = nullptr,
    .subcommands = [] { return Command::Table(kTable); },
};

}  // namespace beachcomb::cli
