// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_RULE_SET_IMPL_H_
#define BEACHCOMB_RULE_SET_IMPL_H_

#include <memory>
#include <string>

#include "beachcomb/rule_set.h"
#include "prefilter/prefilter.h"
#include "scan/rule_base.h"

namespace beachcomb {

struct RuleSet::Impl {
  std::unique_ptr<const scan::RuleBase> base;
  std::unique_ptr<const prefilter::Prefilter> prefilter;
  std::string fingerprint;
};

}  // namespace beachcomb

#endif  // BEACHCOMB_RULE_SET_IMPL_H_
