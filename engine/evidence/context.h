// SPDX-License-Identifier: Apache-2.0
//
// What stood around the items of a case when they were collected: what else
// changed in their folders at about the same time, and what the logs of the
// server say of them.
#ifndef BEACHCOMB_EVIDENCE_CONTEXT_H_
#define BEACHCOMB_EVIDENCE_CONTEXT_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "beachcomb/evidence.h"
#include "evidence/open_case.h"

namespace beachcomb::evidence {

// For items of the case by their numbers. What can't be read is recorded; an
// Error means that the case can't be written.
std::optional<Error> record_context(OpenCase& open,
                                    const std::vector<std::uint32_t>& numbers,
                                    const ContextOptions& options,
                                    const OnItem& on_item, Collected* counts);

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_CONTEXT_H_
