// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

namespace beachcomb::cli {
namespace {

const Command kCommands[] = {
    {"scan", "PATH...", "scan files and folders for web shells",
     "Scans every file below each PATH and says what was found, and what could "
     "not be\nscanned.",
     scan_flags(), run_scan},
    {"rules", "plan|test [RULES...]", "see how rules are ruled out, test them",
     "plan: for each rule, what a file needs at least for the rule to match, "
     "and which text is\nlooked for before libyara runs. Without RULES, of the "
     "built-in packs.\n\n"
     "test: tries each rule of the packs RULES on its samples, which stand "
     "beside the rules in\nsamples/hit/RULE.zip and samples/miss/RULE.zip "
     "(password infected), or as files in\nsamples/hit/RULE/. Exit code 1 when "
     "a rule misses a sample, hits a near-miss or has no sample.",
     rules_flags(), run_rules},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }

}  // namespace beachcomb::cli
