// SPDX-License-Identifier: Apache-2.0
//
// The notice for programs; docs/report.md has its fields. A verdict is as in
// docs/ndjson.md.
#include "json/verdict.h"
#include "owner_report/formats.h"
#include "text/base64.h"
#include "text/format.h"

namespace beachcomb::owner_report {
namespace {

using json::Json;
using text::time_rfc3339;

Json counts_json(const LevelCounts& counts) {
  return {{"malicious", counts[2]},
          {"suspicious", counts[1]},
          {"notice", counts[0]}};
}

Json tallies_json(const std::vector<Tally>& tallies, const char* name) {
  Json all = Json::array();
  for (const Tally& tally : tallies) {
    Json json{{name, json::path_json(tally.name)}};
    json.update(counts_json(tally.counts));
    all.push_back(std::move(json));
  }
  return all;
}

Json advice_json(const std::vector<Advice>& advice) {
  Json all = Json::array();
  for (const Advice& one : advice) {
    Json json{{"title", one.title}, {"text", one.paragraphs}};
    if (!one.commands.empty()) json["commands"] = one.commands;
    for (const Reference& reference : one.references) {
      json["references"].push_back(
          {{"label", reference.label}, {"url", reference.url}});
    }
    all.push_back(std::move(json));
  }
  return all;
}

Json events_json(const std::vector<CustodyEvent>& events) {
  Json all = Json::array();
  for (const CustodyEvent& event : events) {
    Json json{{"sequence", event.sequence},
              {"time", time_rfc3339(event.time)},
              {"event", event.event},
              {"actor", event.actor}};
    if (!event.detail.empty()) json["detail"] = event.detail;
    all.push_back(std::move(json));
  }
  return all;
}

Json record_json(const FileRecord& record) {
  Json json{{"path", json::path_json(record.path)},
            {"device", record.device},
            {"inode", record.inode},
            {"links", record.links},
            {"size", record.size},
            {"mode", mode_text(record.mode).substr(0, 4)},
            {"uid", record.owner},
            {"gid", record.group},
            {"owner", record.owner_name},
            {"group", record.group_name},
            {"modified", time_rfc3339(record.times.modified)},
            {"changed", time_rfc3339(record.times.changed)},
            {"accessed", time_rfc3339(record.times.accessed)}};
  if (record.times.born) json["born"] = time_rfc3339(*record.times.born);
  if (record.immutable) json["immutable"] = true;
  if (record.append_only) json["append_only"] = true;
  for (const ExtendedAttribute& attribute : record.attributes) {
    json["attributes"].push_back(
        {{"name", attribute.name}, {"value", text::base64(attribute.value)}});
  }
  return json;
}

Json file_json(const FileEntry& file) {
  Json json{{"number", file.number},
            {"action", name_of(file.action)},
            {"family", file.family}};
  if (!file.remark.empty()) json["remark"] = file.remark;
  if (file.item) {
    json["evidence"] = {{"item", file.item->number},
                        {"copy", file.item->copy},
                        {"collected", time_rfc3339(file.item->collected)},
                        {"md5", file.item->digests.md5},
                        {"sha1", file.item->digests.sha1},
                        {"sha256", file.item->digests.sha256},
                        {"changed_since_scan", file.item->changed_since_scan},
                        {"record", record_json(file.item->file)}};
    json["events"] = events_json(file.events);
  }
  json["verdict"] = json::to_json(file.verdict);
  return json;
}

Json case_json(const Model& model) {
  const Case& evidence = *model.evidence;
  const CaseFacts& facts = evidence.facts;
  Json json{{"folder", json::path_json(evidence.folder)},
            {"id", facts.id},
            {"operator", facts.operator_name},
            {"authority", facts.authority},
            {"ticket", facts.ticket},
            {"host", facts.host},
            {"system", facts.system},
            {"time_zone", facts.time_zone},
            {"user", facts.user},
            {"tool", facts.tool},
            {"tool_version", facts.tool_version},
            {"packs", facts.packs},
            {"rules", facts.rules},
            {"opened", time_rfc3339(evidence.opened)},
            {"head", evidence.head},
            {"key", evidence.key},
            {"events", events_json(model.case_events)},
            {"not_copied", Json::array()},
            {"verify", verify_commands(model)}};
  for (const auto& [path, reason] : evidence.not_copied) {
    json["not_copied"].push_back(
        {{"path", json::path_json(path)}, {"reason", reason}});
  }
  return json;
}

Json account_json(const Model& model) {
  Json json = Json::object();
  if (model.account) {
    const ScanAccount& account = *model.account;
    json = {
        {"files", account.files},
        {"clean", account.clean},
        {"known_good", account.known_good},
        {"overruled", account.overruled},
        {"detected", account.detected},
        {"not_scanned", json::reasons_json(account.not_scanned)},
        {"layers", account.layers},
        {"layers_not_scanned", json::reasons_json(account.layers_not_scanned)},
        {"bytes", account.bytes},
        {"seconds", account.seconds}};
  }
  json["complete"] = model.account && model.account->complete;
  json["unread"] = Json::array();
  for (const Unread& unread : model.unread) {
    Json entry{{"path", json::path_json(unread.path)},
               {"reason", unread.reason}};
    if (!unread.detail.empty()) entry["detail"] = printable(unread.detail);
    json["unread"].push_back(std::move(entry));
  }
  return json;
}

}  // namespace

bool write_json(const Model& model, Output& output) {
  Json json{{"type", "owner-report"},
            {"title", model.title},
            {"made", time_rfc3339(model.made)},
            {"tool", model.tool},
            {"summary", model.summary},
            {"levels", counts_json(model.levels)},
            {"families", tallies_json(model.families, "family")},
            {"folders", tallies_json(model.folders, "folder")},
            {"not_done", advice_json(model.not_done)},
            {"next", advice_json(model.next)}};
  if (!model.addressee.empty()) json["for"] = model.addressee;
  if (!model.contact.empty()) json["contact"] = model.contact;
  if (model.has_scan) json["scan"] = account_json(model);
  if (model.evidence) {
    json["case"] = case_json(model);
    json["copied"] = model.copied;
    json["removed"] = model.removed;
  }
  json["times"] = {{"unit", model.times.unit},
                   {"undated", model.times.undated},
                   {"bars", Json::array()}};
  for (const TimeBin& bin : model.times.bins) {
    if (sum(bin.counts) == 0) continue;
    Json bar{{"from", time_rfc3339(bin.start)}};
    bar.update(counts_json(bin.counts));
    json["times"]["bars"].push_back(std::move(bar));
  }
  json["files"] = Json::array();
  for (const FileEntry& file : model.files) {
    json["files"].push_back(file_json(file));
  }
  return output.write(json.dump(1, ' ', false, Json::error_handler_t::replace) +
                      '\n');
}

}  // namespace beachcomb::owner_report
