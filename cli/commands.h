// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_COMMANDS_H_
#define BEACHCOMB_CLI_COMMANDS_H_

#include "flags.h"

namespace beachcomb::cli {

inline constexpr int kExitNothingFound = 0;
inline constexpr int kExitFound = 1;
inline constexpr int kExitIncomplete = 2;  // and wrong calls

// The table of commands. A new one is a file with its row, and a line here and
// in commands.cc, or in the table of the command that it belongs to.
Command::Table commands();

extern const Command kScanCommand;
extern const Command kRulesCommand;
extern const Command kRulesCheckCommand;
extern const Command kRulesFmtCommand;
extern const Command kRulesPlanCommand;
extern const Command kRulesTestCommand;
extern const Command kEvidenceCommand;
extern const Command kEvidenceCollectCommand;
extern const Command kEvidenceVerifyCommand;
extern const Command kEvidenceRemoveCommand;
extern const Command kEvidenceRestoreCommand;
extern const Command kRulesExplainCommand;
extern const Command kRulesListCommand;
extern const Command kRulesShowCommand;
extern const Command kRulesDiffCommand;
extern const Command kReportCommand;
extern const Command kConfigCommand;
extern const Command kRulesProfileCommand;
extern const Command kRulesNewCommand;

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_COMMANDS_H_
