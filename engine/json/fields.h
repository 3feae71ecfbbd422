// SPDX-License-Identifier: Apache-2.0
//
// Fields of JSON that may come from anywhere: one that is missing, or of
// another kind than it should be, has its default.
#ifndef BEACHCOMB_JSON_FIELDS_H_
#define BEACHCOMB_JSON_FIELDS_H_

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "beachcomb/file_record.h"

namespace beachcomb::json {

using Json = nlohmann::ordered_json;

// A path is bytes; JSON is UTF-8: {"bytes": base64} where it is not.
Json path_json(const std::string& path);
std::optional<std::string> path_from(const Json& json);

std::string text_at(const Json& json, const char* key);
std::string path_at(const Json& json, const char* key);
// RFC 3339, as nanoseconds since 1970, UTC.
std::optional<std::int64_t> time_at(const Json& json, const char* key);
bool flag_at(const Json& json, const char* key);
std::vector<std::string> texts_at(const Json& json, const char* key);
// mtime, ctime, atime and, where it is known, btime.
void put_times(const FileTimes& times, Json* json);
FileTimes times_from(const Json& json);

// An empty object, or an empty array.
const Json& object_at(const Json& json, const char* key);
const Json& array_at(const Json& json, const char* key);

// Zero, also for what T can't hold.
template <typename T = std::uint64_t>
T number_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || !found->is_number_integer()) return 0;
  // What was put in as an int is not unsigned until it was read back.
  if (!found->is_number_unsigned() && found->get<std::int64_t>() < 0) return 0;
  const auto number = found->get<std::uint64_t>();
  return number > std::numeric_limits<T>::max() ? T{0} : static_cast<T>(number);
}

}  // namespace beachcomb::json

#endif  // BEACHCOMB_JSON_FIELDS_H_
