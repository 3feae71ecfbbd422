// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_JSON_SUMMARY_H_
#define BEACHCOMB_JSON_SUMMARY_H_

#include "beachcomb/ledger.h"
#include "json/fields.h"

namespace beachcomb::json {

// The account of a run: docs/ndjson.md, summary, without its `type`.
Json account_json(const Summary& summary);
// With it: the last line of ndjson.
Json summary_json(const Summary& summary);

}  // namespace beachcomb::json

#endif  // BEACHCOMB_JSON_SUMMARY_H_
