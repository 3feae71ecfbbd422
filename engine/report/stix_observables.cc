// SPDX-License-Identifier: Apache-2.0
#include "report/stix_observables.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "report/facts.h"
#include "text/format.h"
#include "text/utf8.h"

namespace beachcomb::report {
namespace {

using json::Json;

// 2.9 of the standard: of all ids that are made from what an observable is.
constexpr Uuid kObservables = {0x00, 0xab, 0xed, 0xb4, 0xaa, 0x42, 0x46, 0x6c,
                               0x9c, 0x01, 0xfe, 0xd2, 0x33, 0x15, 0xa9, 0xb7};

// Every byte is a character of ISO 8859-1, so nothing of a name is lost.
std::string from_latin1(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += {static_cast<char>(0xc0 | (byte >> 6)),
               static_cast<char>(0x80 | (byte & 0x3f))};
    }
  }
  return text;
}

void put_name(std::string_view bytes, const std::string& key, Json* object) {
  if (text::is_utf8(bytes)) {
    (*object)[key] = bytes;
  } else {
    (*object)[key] = from_latin1(bytes);
    (*object)[key + "_enc"] = "ISO-8859-1";
  }
}

// The id comes from these properties, where they are there, as canonical JSON
// (RFC 8785): sorted, without blanks, escaped as little as can be.
void put_id(const std::vector<const char*>& contributing, Json* object) {
  nlohmann::json parts = nlohmann::json::object();
  for (const char* key : contributing) {
    if (object->contains(key)) parts[key] = (*object)[key];
  }
  const std::string type = (*object)["type"];
  (*object)["id"] = type + "--" + uuid_v5(kObservables, parts.dump());
}

Json observable(const char* type) {
  return {{"type", type}, {"spec_version", "2.1"}, {"id", nullptr}};
}

Json directory(std::string_view path) {
  Json object = observable("directory");
  put_name(path, "path", &object);
  put_id({"path"}, &object);
  return object;
}

void put_file_id(Json* file) {
  put_id({"hashes", "name", "extensions", "parent_directory_ref"}, file);
}

// What was found inside a file: members of an archive, or wrapped otherwise.
struct Contents {
  std::vector<std::string> members;
  std::vector<std::string> others;
};

void put_contents(const Contents& contents, Json* file) {
  if (!contents.members.empty()) {
    (*file)["extensions"]["archive-ext"]["contains_refs"] = contents.members;
  }
  if (!contents.others.empty()) (*file)["contains_refs"] = contents.others;
}

// Only layers with a finding have a hash, and so an object; what another layer
// holds is held by the nearest one above that has. 0 is the file.
std::uint32_t holder_of(const Layer& layer, const Verdict& verdict) {
  std::uint32_t id = layer.parent;
  for (auto at = verdict.layers.rbegin(); at != verdict.layers.rend(); ++at) {
    if (at->id != id) continue;
    if (!at->sha256.empty()) break;
    id = at->parent;
  }
  return id;
}

void add_once(const std::string& id, std::vector<std::string>* ids) {
  if (std::find(ids->begin(), ids->end(), id) == ids->end()) ids->push_back(id);
}

}  // namespace

std::string stix_time(std::int64_t time) {
  return text::time_rfc3339(time).substr(0, 23) + 'Z';
}

std::vector<Json> stix_observables(const Verdict& verdict,
                                   std::string_view path) {
  std::vector<Json> objects(1);
  std::map<std::uint32_t, Contents> contents;
  // Parents come before their children, whose ids theirs are made of.
  for (auto at = verdict.layers.rbegin(); at != verdict.layers.rend(); ++at) {
    if (at->sha256.empty()) continue;
    Json file = observable("file");
    file["hashes"] = {{"SHA-256", at->sha256}};
    file["size"] = at->size;
    if (!at->name.empty()) put_name(at->name, "name", &file);
    put_contents(contents[at->id], &file);
    put_file_id(&file);
    Contents& holder = contents[holder_of(*at, verdict)];
    add_once(file["id"], at->name.empty() ? &holder.others : &holder.members);
    objects.push_back(std::move(file));
  }
  Json file = observable("file");
  if (!verdict.sha256.empty()) file["hashes"] = {{"SHA-256", verdict.sha256}};
  file["size"] = verdict.size;
  const PathParts parts = parts_of(path);
  put_name(parts.name, "name", &file);
  if (verdict.mtime) file["mtime"] = stix_time(*verdict.mtime);
  if (!parts.directory.empty()) {
    objects.push_back(directory(parts.directory));
    file["parent_directory_ref"] = objects.back()["id"];
  }
  put_contents(contents[0], &file);
  put_file_id(&file);
  objects[0] = std::move(file);
  return objects;
}

}  // namespace beachcomb::report
