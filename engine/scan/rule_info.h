// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_SCAN_RULE_INFO_H_
#define BEACHCOMB_SCAN_RULE_INFO_H_

#include <yara.h>

#include "beachcomb/verdict.h"

namespace beachcomb::scan {

// What the metadata of a rule says.
RuleInfo info_of(const YR_RULE* rule);

}  // namespace beachcomb::scan

#endif  // BEACHCOMB_SCAN_RULE_INFO_H_
