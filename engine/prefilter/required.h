// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_PREFILTER_REQUIRED_H_
#define BEACHCOMB_PREFILTER_REQUIRED_H_

#include <string>
#include <vector>

#include "rules/hex.h"
#include "rules/regexp.h"

namespace beachcomb::prefilter {

// Of each inner vector at least one text stands in every match; with nocase in
// any case. No inner vector is empty, but texts may be.
std::vector<std::vector<std::string>> required_texts(
    const rules::Regexp& regexp, bool nocase);
std::vector<std::vector<std::string>> required_texts(
    const rules::HexString& hex);

}  // namespace beachcomb::prefilter

#endif  // BEACHCOMB_PREFILTER_REQUIRED_H_
