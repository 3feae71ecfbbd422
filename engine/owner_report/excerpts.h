// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_OWNER_REPORT_EXCERPTS_H_
#define BEACHCOMB_OWNER_REPORT_EXCERPTS_H_

#include <vector>

#include "owner_report/model.h"

namespace beachcomb::owner_report {

// For each of the findings of a verdict, in their order. Rules overlap: the
// same line is shown once in a file, where it is met first.
std::vector<std::vector<Excerpt>> excerpts_of(const Verdict& verdict);

}  // namespace beachcomb::owner_report

#endif  // BEACHCOMB_OWNER_REPORT_EXCERPTS_H_
