// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_REPORT_PLAN_H_
#define BEACHCOMB_REPORT_PLAN_H_

#include <nlohmann/json.hpp>

#include "beachcomb/rule_set.h"

namespace beachcomb::report {

// Without the name of the rule.
nlohmann::ordered_json json_of(const RulePlan& plan);

}  // namespace beachcomb::report

#endif  // BEACHCOMB_REPORT_PLAN_H_
