// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_PREFILTER_FREQUENCY_H_
#define BEACHCOMB_PREFILTER_FREQUENCY_H_

#include "prefilter/literals.h"

namespace beachcomb::prefilter {

// A rough guess of the share of web files, 0 to 1, that a literal stands in.
// Only speed depends on it.
double expected_share(const Literal& literal);

}  // namespace beachcomb::prefilter

#endif  // BEACHCOMB_PREFILTER_FREQUENCY_H_
