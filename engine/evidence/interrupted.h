// SPDX-License-Identifier: Apache-2.0
//
// A removal that was announced and has no result: the process or the machine
// was stopped in the middle of it. The journal says which private folder it
// was to use; where the file is now says how far it came.
#ifndef BEACHCOMB_EVIDENCE_INTERRUPTED_H_
#define BEACHCOMB_EVIDENCE_INTERRUPTED_H_

#include <optional>

#include "evidence/removal.h"

namespace beachcomb::evidence {

// Nothing: the file stands at its place, all is as if nothing had been begun.
// Without `open`, nothing is changed and the text says what would be done.
// REQUIRES: the copy of the item was verified.
std::optional<Outcome> continue_removal(OpenCase* open,
                                        const EvidenceItem& item,
                                        std::vector<std::string>* warnings);

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_INTERRUPTED_H_
