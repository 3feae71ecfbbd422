// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_STATS_H_
#define BEACHCOMB_CLI_STATS_H_

#include <string>

#include "beachcomb/ledger.h"
#include "beachcomb/rule_set.h"

namespace beachcomb::cli {

// Where the time of a run went, and which rules let most files pass.
std::string stats_text(const Summary& summary, const RuleSet& rules);

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_STATS_H_
