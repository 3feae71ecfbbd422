// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_SCAN_DEPENDENCIES_H_
#define BEACHCOMB_SCAN_DEPENDENCIES_H_

#include "scan/rule_base.h"

namespace beachcomb::scan {

// Fills in depends_on: the rules that each rule refers to, those that they
// refer to, and the global rules before and after it with theirs; in order.
void find_dependencies(Namespace* space);

}  // namespace beachcomb::scan

#endif  // BEACHCOMB_SCAN_DEPENDENCIES_H_
