// SPDX-License-Identifier: Apache-2.0
//
// Verdicts as JSON: docs/ndjson.md.
#ifndef BEACHCOMB_JSON_VERDICT_H_
#define BEACHCOMB_JSON_VERDICT_H_

#include <cstdint>
#include <map>
#include <string>

#include "beachcomb/result.h"
#include "beachcomb/verdict.h"
#include "json/fields.h"

namespace beachcomb::json {

Json reasons_json(const std::map<Reason, std::uint64_t>& reasons);

Json match_json(const Match& match);
Json layer_json(const Layer& layer);
Json to_json(const Verdict& verdict);
Result<Verdict> verdict_from(const Json& json);

// In one line, without its end. Bytes that are not UTF-8, in the names and the
// metadata of rules, are replaced.
std::string line_of(const Json& json);

// "backup.zip > web/a.php > base64", from the name of the file on; of layer 0
// that name alone. Raw bytes, as Verdict::chain() has them.
std::string chain_from_file(const Verdict& verdict, std::uint32_t layer);

}  // namespace beachcomb::json

#endif  // BEACHCOMB_JSON_VERDICT_H_
