// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_EXPLAIN_CHANGES_H_
#define BEACHCOMB_EXPLAIN_CHANGES_H_

#include "beachcomb/explain.h"

namespace beachcomb::explain {

// Sets the changes of an explanation whose condition came out as `condition`:
// the fewest parts that would have to come out otherwise for it to hold. Each
// part counts once, wherever it stands.
void find_changes(const ConditionPart& condition, Explanation* explanation);

}  // namespace beachcomb::explain

#endif  // BEACHCOMB_EXPLAIN_CHANGES_H_
