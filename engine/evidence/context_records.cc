// SPDX-License-Identifier: Apache-2.0
#include "evidence/context_records.h"

#include <utility>

#include "json/fields.h"
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

Json to_json(const Neighbour& neighbour) {
  Json json{{"name", json::path_json(neighbour.name)},
            {"type", neighbour.type},
            {"size", neighbour.size},
            {"owner", neighbour.owner},
            {"owner_name", neighbour.owner_name}};
  json::put_times(neighbour.times, &json);
  if (!neighbour.sha256.empty()) json["sha256"] = neighbour.sha256;
  if (!neighbour.reason.empty()) json["reason"] = neighbour.reason;
  return json;
}

Neighbour neighbour_from(const Json& json) {
  Neighbour neighbour;
  neighbour.name = path_at(json, "name");
  neighbour.type = text_at(json, "type");
  neighbour.size = number_at(json, "size");
  neighbour.owner = number_at<std::uint32_t>(json, "owner");
  neighbour.owner_name = text_at(json, "owner_name");
  neighbour.times = json::times_from(json);
  neighbour.sha256 = text_at(json, "sha256");
  neighbour.reason = text_at(json, "reason");
  return neighbour;
}

}  // namespace

Json context_fields(std::uint32_t item, const ItemContext& context) {
  Json json{{"item", item},
            {"looked_at", context.looked_at},
            {"whole_folder", context.whole_folder},
            {"within", context.within},
            {"neighbours", Json::array()}};
  for (const Neighbour& neighbour : context.neighbours) {
    json["neighbours"].push_back(to_json(neighbour));
  }
  if (!context.reason.empty()) json["reason"] = context.reason;
  return json;
}

Json context_log_fields(const ContextLog& log) {
  Json json{{"log", json::path_json(log.path)}};
  if (!log.reason.empty()) json["reason"] = log.reason;
  if (log.sha256.empty()) return json;
  json["items"] = log.items;
  json["sha256"] = log.sha256;
  json["size"] = log.size;
  json["mtime"] = text::time_rfc3339(log.modified);
  json["lines"] = log.lines;
  json["cut"] = log.cut;
  if (log.copy.empty()) return json;
  json["copy"] = log.copy;
  json["copy_sha256"] = log.copy_sha256;
  json["digests"] = to_json(log.digests);
  return json;
}

std::string take_context(const Json& record, Case* state) {
  const std::uint64_t number = number_at(record, "item");
  if (number == 0 || number > state->items.size()) return "is about no item";
  ItemContext context;
  context.looked_at = number_at(record, "looked_at");
  context.whole_folder = flag_at(record, "whole_folder");
  context.within = number_at(record, "within");
  context.reason = text_at(record, "reason");
  for (const Json& neighbour : array_at(record, "neighbours")) {
    context.neighbours.push_back(neighbour_from(neighbour));
  }
  state->items[number - 1].context = std::move(context);
  return {};
}

std::string take_context_log(const Json& record, Case* state) {
  ContextLog log;
  log.path = path_at(record, "log");
  if (log.path.empty()) return "names no log";
  for (const Json& item : array_at(record, "items")) {
    const bool known =
        item.is_number_integer() && item >= 1 && item <= state->items.size();
    if (!known) return "is about no item";
    log.items.push_back(item.get<std::uint32_t>());
  }
  log.sha256 = text_at(record, "sha256");
  log.size = number_at(record, "size");
  log.modified = time_at(record, "mtime").value_or(0);
  log.lines = number_at(record, "lines");
  log.cut = flag_at(record, "cut");
  log.copy = text_at(record, "copy");
  log.copy_sha256 = text_at(record, "copy_sha256");
  log.digests = digests_from(object_at(record, "digests"));
  log.reason = text_at(record, "reason");
  state->logs.push_back(std::move(log));
  return {};
}

}  // namespace beachcomb::evidence
