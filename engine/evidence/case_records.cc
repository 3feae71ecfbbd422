// SPDX-License-Identifier: Apache-2.0
#include "evidence/case_records.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

#include "evidence/context_records.h"
#include "json/fields.h"
#include "json/verdict.h"
#include "text/base64.h"
#include "text/format.h"

namespace beachcomb::evidence {
namespace {

using json::array_at;
using json::flag_at;
using json::number_at;
using json::object_at;
using json::path_at;
using json::text_at;
using json::time_at;

FileRecord record_from(const Json& json) {
  FileRecord record;
  record.path = path_at(json, "path");
  record.device = number_at(json, "device");
  record.inode = number_at(json, "inode");
  record.links = number_at(json, "links");
  record.size = number_at(json, "size");
  record.mode = number_at<std::uint32_t>(json, "mode");
  record.owner = number_at<std::uint32_t>(json, "owner");
  record.group = number_at<std::uint32_t>(json, "group");
  record.owner_name = text_at(json, "owner_name");
  record.group_name = text_at(json, "group_name");
  record.times = json::times_from(json);
  record.immutable = flag_at(json, "immutable");
  record.append_only = flag_at(json, "append_only");
  for (const Json& attribute : array_at(json, "xattrs")) {
    record.attributes.push_back(
        {text_at(attribute, "name"),
         text::from_base64(text_at(attribute, "value")).value_or("")});
  }
  return record;
}

CaseFacts facts_from(const Json& json) {
  return {.id = text_at(json, "id"),
          .operator_name = text_at(json, "operator"),
          .authority = text_at(json, "authority"),
          .ticket = text_at(json, "ticket"),
          .tool = text_at(json, "tool"),
          .tool_version = text_at(json, "tool_version"),
          .packs = text_at(json, "packs"),
          .rules = text_at(json, "rules"),
          .host = text_at(json, "host"),
          .system = text_at(json, "system"),
          .time_zone = text_at(json, "time_zone"),
          .user = text_at(json, "user")};
}

EvidenceItem* item_of(const Json& record, Case* state) {
  const std::uint64_t number = number_at(record, "item");
  return number == 0 || number > state->items.size()
             ? nullptr
             : &state->items[number - 1];
}

std::string take_opened(const Json& record, Case* state) {
  if (number_at(record, "format") != 1) {
    return "is of a format that this version does not know";
  }
  state->facts = facts_from(object_at(record, "case"));
  state->opened = time_at(record, "time").value_or(0);
  return {};
}

// A later call, maybe by somebody else with other rules.
std::string take_continued(const Json& record, Case* state) {
  state->facts = facts_from(object_at(record, "case"));
  return {};
}

std::string take_collected(const Json& record, Case* state) {
  EvidenceItem item;
  item.number = number_at<std::uint32_t>(record, "item");
  if (item.number != state->items.size() + 1) return "has a wrong item";
  item.file = record_from(object_at(record, "file"));
  item.folder = record_from(object_at(record, "folder"));
  item.found_as = path_at(record, "found_as");
  item.digests = digests_from(object_at(record, "digests"));
  item.copy = text_at(record, "copy");
  item.copy_sha256 = text_at(record, "copy_sha256");
  item.changed_since_scan = flag_at(record, "changed_since_scan");
  item.mixed = text_at(record, "mixed");
  item.collected = time_at(record, "time").value_or(0);
  auto verdict = json::verdict_from(object_at(record, "verdict"));
  if (!verdict || item.file.path.empty() || item.copy.empty()) {
    return "lacks what an item needs";
  }
  item.verdict = std::move(*verdict);
  state->items.push_back(std::move(item));
  return {};
}

std::string take_failure(const Json& record, Case* state) {
  state->not_copied.emplace_back(path_at(record, "path"),
                                 text_at(record, "reason"));
  return {};
}

std::string take_begun(const Json& record, Case* state) {
  EvidenceItem* const item = item_of(record, state);
  if (item == nullptr) return "is about no item";
  item->state = ItemState::unclear;
  item->pending_event = text_at(record, "event");
  item->pending_folder = text_at(record, "folder");
  return {};
}

std::string take_end(const Json& record, Case* state, ItemState removal,
                     ItemState restoration) {
  EvidenceItem* const item = item_of(record, state);
  if (item == nullptr) return "is about no item";
  // A refusal without an announcement changes nothing.
  if (!item->pending_event.empty()) {
    item->state = item->pending_event == "removing" ? removal : restoration;
  }
  item->pending_event.clear();
  item->pending_folder.clear();
  item->last_refusal = text_at(record, "reason");
  return {};
}

std::string take_done(const Json& record, Case* state) {
  if (EvidenceItem* const item = item_of(record, state)) {
    item->folder_left =
        text::time_from_rfc3339(text_at(record, "folder_mtime"));
  }
  return take_end(record, state, ItemState::removed, ItemState::restored);
}

std::string take_refused(const Json& record, Case* state) {
  return take_end(record, state, ItemState::copied, ItemState::removed);
}

std::string take_note(const Json&, Case*) { return {}; }

using Take = std::string (*)(const Json& record, Case* state);

struct Row {
  std::string_view event;
  Take take;
};

constexpr Row kEvents[] = {
    {"opened", take_opened},
    {"continued", take_continued},
    {"recovered", take_note},
    {"collecting", take_note},
    {"collected", take_collected},
    {"collect-failed", take_failure},
    {"reading-context", take_note},
    {"context", take_context},
    {"context-log", take_context_log},
    {"removing", take_begun},
    {"removed", take_done},
    {"remove-refused", take_refused},
    {"reappeared", take_note},
    {"restoring", take_begun},
    {"restored", take_done},
    {"restore-refused", take_refused},
};

}  // namespace

Json to_json(const FileRecord& record) {
  Json json{{"path", json::path_json(record.path)},
            {"device", record.device},
            {"inode", record.inode},
            {"links", record.links},
            {"size", record.size},
            {"mode", record.mode},
            {"owner", record.owner},
            {"owner_name", record.owner_name},
            {"group", record.group},
            {"group_name", record.group_name}};
  json::put_times(record.times, &json);
  if (record.immutable) json["immutable"] = true;
  if (record.append_only) json["append_only"] = true;
  Json attributes = Json::array();
  for (const ExtendedAttribute& attribute : record.attributes) {
    attributes.push_back(
        {{"name", attribute.name}, {"value", text::base64(attribute.value)}});
  }
  if (!attributes.empty()) json["xattrs"] = attributes;
  return json;
}

Json to_json(const FileDigests& digests) {
  return {{"md5", digests.md5},
          {"sha1", digests.sha1},
          {"sha256", digests.sha256},
          {"size", digests.size}};
}

FileDigests digests_from(const Json& json) {
  return {.md5 = text_at(json, "md5"),
          .sha1 = text_at(json, "sha1"),
          .sha256 = text_at(json, "sha256"),
          .size = number_at(json, "size")};
}

Json to_json(const CaseFacts& facts) {
  return {{"id", facts.id},
          {"operator", facts.operator_name},
          {"authority", facts.authority},
          {"ticket", facts.ticket},
          {"tool", facts.tool},
          {"tool_version", facts.tool_version},
          {"packs", facts.packs},
          {"rules", facts.rules},
          {"host", facts.host},
          {"system", facts.system},
          {"time_zone", facts.time_zone},
          {"user", facts.user}};
}

Json collected_fields(const EvidenceItem& item) {
  Json json{{"item", item.number},
            {"found_as", json::path_json(item.found_as)},
            {"file", to_json(item.file)},
            {"folder", to_json(item.folder)},
            {"digests", to_json(item.digests)},
            {"copy", item.copy},
            {"copy_sha256", item.copy_sha256},
            {"verdict", json::to_json(item.verdict)}};
  if (item.changed_since_scan) json["changed_since_scan"] = true;
  if (!item.mixed.empty()) json["mixed"] = item.mixed;
  return json;
}

std::string apply(const Json& record, Case* state) {
  const std::string event = text_at(record, "event");
  const auto* const row =
      std::find_if(std::begin(kEvents), std::end(kEvents),
                   [&event](const Row& r) { return r.event == event; });
  if (row == std::end(kEvents)) return "has the unknown event '" + event + "'";
  if ((event == "opened") != state->events.empty()) return "is out of order";
  std::string wrong = row->take(record, state);
  if (!wrong.empty()) return wrong;
  CustodyEvent entry;
  entry.sequence = number_at(record, "seq");
  entry.time = time_at(record, "time").value_or(0);
  entry.event = event;
  if (const auto number = number_at(record, "item"); number != 0) {
    entry.item = static_cast<std::uint32_t>(number);
  }
  entry.actor = text_at(record, "actor");
  entry.detail = text_at(record, "reason");
  state->events.push_back(std::move(entry));
  return {};
}

}  // namespace beachcomb::evidence
