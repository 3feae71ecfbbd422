// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_SCAN_RULE_INFO_H_
#define BEACHCOMB_SCAN_RULE_INFO_H_

#include <yara.h>

#include <string>

#include "beachcomb/verdict.h"
#include "rules/ast.h"

namespace beachcomb::scan {

// What the metadata of a rule says, from either form of it.
RuleInfo info_of(const YR_RULE* rule);
RuleInfo info_of(const rules::Rule& rule, const std::string& pack);

}  // namespace beachcomb::scan

#endif  // BEACHCOMB_SCAN_RULE_INFO_H_
