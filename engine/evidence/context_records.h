// SPDX-License-Identifier: Apache-2.0
//
// The records of the journal about what stood around the items of a case.
#ifndef BEACHCOMB_EVIDENCE_CONTEXT_RECORDS_H_
#define BEACHCOMB_EVIDENCE_CONTEXT_RECORDS_H_

#include <string>

#include "beachcomb/evidence.h"
#include "evidence/case_records.h"

namespace beachcomb::evidence {

// The fields of `context` and `context-log` records.
Json context_fields(std::uint32_t item, const ItemContext& context);
Json context_log_fields(const ContextLog& log);

// What is wrong with one, or nothing.
std::string take_context(const Json& record, Case* state);
std::string take_context_log(const Json& record, Case* state);

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_CONTEXT_RECORDS_H_
