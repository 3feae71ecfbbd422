// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CAPI_RULES_H_
#define BEACHCOMB_CAPI_RULES_H_

#include "beachcomb.h"
#include "beachcomb/rule_set.h"

struct beachcomb_rules {
  beachcomb::RuleSet set;
};

#endif  // BEACHCOMB_CAPI_RULES_H_
