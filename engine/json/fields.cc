// SPDX-License-Identifier: Apache-2.0
#include "json/fields.h"

#include "text/base64.h"
#include "text/format.h"
#include "text/utf8.h"

namespace beachcomb::json {

Json path_json(const std::string& path) {
  if (text::is_utf8(path)) return path;
  return Json{{"bytes", text::base64(path)}};
}

std::optional<std::string> path_from(const Json& json) {
  if (json.is_string()) return json.get<std::string>();
  if (!json.is_object()) return std::nullopt;
  return text::from_base64(text_at(json, "bytes"));
}

std::string text_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || !found->is_string()) return {};
  return found->get<std::string>();
}

bool flag_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_boolean() && found->get<bool>();
}

std::string path_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found == json.end() ? std::string() : path_from(*found).value_or("");
}

std::optional<std::int64_t> time_at(const Json& json, const char* key) {
  return text::time_from_rfc3339(text_at(json, key));
}

void put_times(const FileTimes& times, Json* json) {
  (*json)["mtime"] = text::time_rfc3339(times.modified);
  (*json)["ctime"] = text::time_rfc3339(times.changed);
  (*json)["atime"] = text::time_rfc3339(times.accessed);
  if (times.born) (*json)["btime"] = text::time_rfc3339(*times.born);
}

FileTimes times_from(const Json& json) {
  return {.modified = time_at(json, "mtime").value_or(0),
          .changed = time_at(json, "ctime").value_or(0),
          .accessed = time_at(json, "atime").value_or(0),
          .born = time_at(json, "btime")};
}

std::vector<std::string> texts_at(const Json& json, const char* key) {
  std::vector<std::string> texts;
  for (const Json& text : array_at(json, key)) {
    if (text.is_string()) texts.push_back(text.get<std::string>());
  }
  return texts;
}

const Json& object_at(const Json& json, const char* key) {
  static const Json kNone = Json::object();
  const auto found = json.find(key);
  return found == json.end() || !found->is_object() ? kNone : *found;
}

const Json& array_at(const Json& json, const char* key) {
  static const Json kNone = Json::array();
  const auto found = json.find(key);
  return found == json.end() || !found->is_array() ? kNone : *found;
}

}  // namespace beachcomb::json
