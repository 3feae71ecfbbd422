// SPDX-License-Identifier: Apache-2.0
//
// One bad rule must cost one rule. libyara compiles all of a source or
// nothing, and a compiler that met an error is spent. So a source that does
// not compile is compiled again with the culprit blanked out (line breaks
// stay, so that every position stays true) until it does; what depended on the
// culprit fails in the next round and goes the same way.
#ifndef BEACHCOMB_SCAN_ISOLATE_H_
#define BEACHCOMB_SCAN_ISOLATE_H_

#include <vector>

#include "beachcomb/rule_set.h"

namespace beachcomb::scan {

// Replaces each include by the text that it names, as a source of its own in
// the same pack, at its place in the order of rules.
std::vector<RuleSource> resolve_includes(std::vector<RuleSource> sources,
                                         std::vector<RuleProblem>* problems);

// Blanks out what does not compile, and appends why. The result compiles, as
// a whole and in this order.
void isolate_bad_rules(const Externals& externals,
                       std::vector<RuleSource>* sources,
                       std::vector<RuleProblem>* problems);

}  // namespace beachcomb::scan

#endif  // BEACHCOMB_SCAN_ISOLATE_H_
