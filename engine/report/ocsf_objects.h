// SPDX-License-Identifier: Apache-2.0
//
// Objects of OCSF that events are made of.
#ifndef BEACHCOMB_REPORT_OCSF_OBJECTS_H_
#define BEACHCOMB_REPORT_OCSF_OBJECTS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "beachcomb/verdict.h"
#include "json/fields.h"
#include "report/facts.h"

namespace beachcomb::report::ocsf {

using json::Json;

// A number of the schema and the words that it stands for.
struct Code {
  int id;
  std::string_view name;
};
inline constexpr Code kUnknown = {0, "Unknown"};
inline constexpr Code kMedium = {3, "Medium"};

Code severity_code(Severity severity);
// The score of a rule is how sure it is.
Code confidence_code(Level level);

// type_id and type, and the like.
void put(const char* key, const char* id_key, Code code, Json* json);

// Since 1970, as the schema counts.
constexpr std::int64_t milliseconds(std::int64_t nanoseconds) {
  return nanoseconds / 1'000'000;
}

// `path` is that of the file in full.
Json file_json(const Verdict& verdict, const std::string& path);
// Empty when the rule names no technique.
Json attacks_json(const RuleInfo& rule);
Json analytic_json(const RuleInfo& rule);
Json malware_json(const RuleInfo& rule, Json file);
// Where in the file a rule holds; no object has fields for that.
Json data_json(const Finding& finding, const Verdict& verdict);

}  // namespace beachcomb::report::ocsf

#endif  // BEACHCOMB_REPORT_OCSF_OBJECTS_H_
