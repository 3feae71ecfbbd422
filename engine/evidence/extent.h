// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_EVIDENCE_EXTENT_H_
#define BEACHCOMB_EVIDENCE_EXTENT_H_

#include <string>
#include <string_view>

#include "beachcomb/verdict.h"

namespace beachcomb::evidence {

// Why a file must not be removed without a person's decision: the finding is
// in a member of a container, or in a page that has other content as well.
// Empty when the file is the shell, whole. `bytes` is the file.
std::string mixed_content(const Verdict& verdict, std::string_view bytes);

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_EXTENT_H_
