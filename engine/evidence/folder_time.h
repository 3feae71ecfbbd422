// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_EVIDENCE_FOLDER_TIME_H_
#define BEACHCOMB_EVIDENCE_FOLDER_TIME_H_

#include "beachcomb/evidence.h"

namespace beachcomb::evidence {

// Whether a folder with this time of modification has been changed by nobody
// but us since the item was copied. Only then may it get its old time back.
bool is_known_time(const Case& state, const EvidenceItem& item,
                   const FileRecord& folder);

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_FOLDER_TIME_H_
