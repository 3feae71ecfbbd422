// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_SCAN_RULE_SET_IMPL_H_
#define BEACHCOMB_SCAN_RULE_SET_IMPL_H_

#include <string>
#include <vector>

#include "beachcomb/rule_set.h"
#include "beachcomb/verdict.h"
#include "scan/compiler.h"

namespace beachcomb {

struct RuleSet::Impl {
  std::vector<RuleSource> sources;  // as compiled: without includes and with
                                    // bad rules blanked out
  Externals externals;
  scan::YaraRules rules;
  std::vector<RuleInfo> infos;  // by the index of the rule in `rules`
  std::string fingerprint;
};

}  // namespace beachcomb

#endif  // BEACHCOMB_SCAN_RULE_SET_IMPL_H_
