// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_SCAN_PLACES_H_
#define BEACHCOMB_SCAN_PLACES_H_

#include <vector>

#include "beachcomb/result.h"
#include "beachcomb/scanner.h"
#include "beachcomb/verdict.h"

namespace beachcomb::scan {

// Fills in line, column and snippet of each match.
void add_places(Bytes bytes, std::vector<Finding>* findings);

// The same for a file that is not in memory: snippets only.
void add_snippets(Windows& windows, std::vector<Finding>* findings);

}  // namespace beachcomb::scan

#endif  // BEACHCOMB_SCAN_PLACES_H_
