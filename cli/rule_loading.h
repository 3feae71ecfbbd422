// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_RULE_LOADING_H_
#define BEACHCOMB_CLI_RULE_LOADING_H_

#include <string>
#include <vector>

#include "beachcomb/rule_set.h"
#include "flags.h"

namespace beachcomb::cli {

// The options of the scan with what is known to be good, and whether pages of
// Exchange are judged.
Result<ScanOptions> scan_options(const Arguments& arguments);

// The sources of the rules that the arguments name.
Result<std::vector<RuleSource>> sources_for(const Arguments& arguments);

// On standard error: what was left out, and with `verbose` warnings, too.
void log_problems(const std::vector<RuleProblem>& problems, bool verbose);

// The rules that the arguments name, compiled. Says on standard error which
// rules were left out and why.
Result<RuleSet> rules_for(const Arguments& arguments);

// The packs and rule files that these are from, for people.
std::string names_of_packs(const Arguments& arguments);

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_RULE_LOADING_H_
