// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

namespace beachcomb::cli {
namespace {

const Command kCommands[] = {
    {"scan", "PATH...", "scan files and folders for web shells",
     "Scans every file below each PATH and says what was found, and what could "
     "not be\nscanned.",
     scan_flags(), run_scan},
    {"rules", "plan [RULES...]", "show how rules are ruled out quickly",
     "For each rule, what a file needs at least for the rule to match, and "
     "which text is\nlooked for before libyara runs. Without RULES, of the "
     "built-in packs.",
     rules_flags(), run_rules},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }

}  // namespace beachcomb::cli
