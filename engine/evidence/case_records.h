// SPDX-License-Identifier: Apache-2.0
//
// The records of the journal and what they mean: docs/evidence.md lists them.
#ifndef BEACHCOMB_EVIDENCE_CASE_RECORDS_H_
#define BEACHCOMB_EVIDENCE_CASE_RECORDS_H_

#include <nlohmann/json.hpp>
#include <string>

#include "beachcomb/evidence.h"

namespace beachcomb::evidence {

using Json = nlohmann::ordered_json;

Json to_json(const FileRecord& record);
Json to_json(const FileDigests& digests);
Json to_json(const CaseFacts& facts);
FileDigests digests_from(const Json& json);

// The fields of a `collected` record.
Json collected_fields(const EvidenceItem& item);

// Takes the next record into account. What is wrong with it, or nothing: a
// record that is signed and out of its order is a mistake of ours, but nothing
// is removed on the word of a journal that makes no sense.
std::string apply(const Json& record, Case* state);

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_CASE_RECORDS_H_
