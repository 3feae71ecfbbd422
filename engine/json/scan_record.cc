// SPDX-License-Identifier: Apache-2.0
//
// The other way of report/ndjson.cc: what a scan wrote, read back.
#include <algorithm>
#include <cstddef>

#include "beachcomb/scan_record.h"
#include "json/fields.h"
#include "json/verdict.h"

namespace beachcomb {
namespace {

using json::Json;

using json::number_at;

void add_reasons(const Json& json, const char* key,
                 std::map<Reason, std::uint64_t>* counts) {
  const auto found = json.find(key);
  if (found == json.end() || !found->is_object()) return;
  for (auto i = static_cast<std::size_t>(Reason::none) + 1;
       i <= static_cast<std::size_t>(Reason::unsupported); ++i) {
    const auto reason = static_cast<Reason>(i);
    const std::string name(info_of(reason).name);
    if (const auto count = number_at(*found, name.c_str()); count != 0) {
      (*counts)[reason] += count;
    }
  }
}

ScanAccount account_from(const Json& json) {
  ScanAccount account;
  account.files = number_at(json, "files");
  account.clean = number_at(json, "clean");
  account.known_good = number_at(json, "known_good");
  account.overruled = number_at(json, "overruled");
  account.detected = number_at(json, "detected");
  add_reasons(json, "skipped", &account.not_scanned);
  add_reasons(json, "failed", &account.not_scanned);
  account.layers = number_at(json, "layers");
  add_reasons(json, "layers_skipped", &account.layers_not_scanned);
  if (const std::uint64_t errors = number_at(json, "errors"); errors != 0) {
    account.files += errors;
    account.not_scanned[Reason::scan_error] += errors;
  }
  account.bytes = number_at(json, "bytes");
  const auto seconds = json.find("seconds");
  if (seconds != json.end() && seconds->is_number()) {
    account.seconds = seconds->get<double>();
  }
  account.complete = json::flag_at(json, "complete");
  return account;
}

std::string request_of(const Json& id) {
  return "request " + (id.is_string() ? id.get<std::string>() : id.dump());
}

// Content that came in a request without a name has no path; the id says which
// it was.
void name_after_request(Json* json) {
  const auto id = json->find("id");
  const auto path = json->find("path");
  if (id == json->end() || path == json->end() || *path != "") return;
  *path = request_of(*id);
}

// A request that was answered with an error asked for something, too.
Verdict refused(const Json& json) {
  Verdict verdict;
  const auto id = json.find("id");
  verdict.path = id != json.end() ? request_of(*id)
                                  : "request in line " +
                                        std::to_string(number_at(json, "line"));
  verdict.outcome = Outcome::failed;
  verdict.reason = Reason::scan_error;
  const auto why = json.find("error");
  if (why != json.end() && why->is_string()) verdict.detail = *why;
  return verdict;
}

}  // namespace

Result<ScanRecord> parse_scan(std::string_view ndjson) {
  ScanRecord record;
  const auto wrong = [](std::uint64_t line, const std::string& what) {
    return Error{"line " + std::to_string(line) + ": " + what};
  };
  for (std::uint64_t line = 1; !ndjson.empty(); ++line) {
    const std::size_t end = std::min(ndjson.find('\n'), ndjson.size());
    const std::string_view text = ndjson.substr(0, end);
    ndjson.remove_prefix(std::min(end + 1, ndjson.size()));
    if (text.find_first_not_of(" \t\r") == text.npos) continue;
    Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return wrong(line, "not a JSON object");
    const auto type = json.find("type");
    if (type == json.end() || !type->is_string()) {
      return wrong(line, "not a record of a scan");
    }
    if (*type == "verdict") {
      name_after_request(&json);
      Result<Verdict> verdict = json::verdict_from(json);
      if (!verdict) return wrong(line, verdict.error().message);
      if (verdict->outcome != Outcome::clean) {
        record.verdicts.push_back(std::move(*verdict));
      }
    } else if (*type == "error") {
      record.verdicts.push_back(refused(json));
    } else if (*type == "summary") {
      if (record.account) return wrong(line, "a second summary");
      record.account = account_from(json);
    }
  }
  return record;
}

}  // namespace beachcomb
