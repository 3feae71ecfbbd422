// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_EVIDENCE_CASE_README_H_
#define BEACHCOMB_EVIDENCE_CASE_README_H_

#include <string>

#include "beachcomb/evidence.h"
#include "evidence/signing_key.h"

namespace beachcomb::evidence {

inline constexpr char kReadmeName[] = "README.txt";
inline constexpr char kPublicKeyName[] = "public-key.pem";

// For whoever is handed the folder without a word.
std::string case_readme(const CaseFacts& facts, const PublicKey& key);

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_CASE_README_H_
