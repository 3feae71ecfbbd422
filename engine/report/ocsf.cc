// SPDX-License-Identifier: Apache-2.0
//
// Open Cybersecurity Schema Framework: one event a line, of three classes.
// A rule that holds for a file is a Detection Finding. A file that could not be
// read, or was left out, is a File Activity of ours that failed, or was not
// tried: the class of a scan has no place for one file, and a field of our own
// would be found by nobody. The account is a Scan Activity. All of a run have
// one correlation_uid. docs/formats/ocsf.md says which field comes from where.
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "beachcomb/version.h"
#include "json/summary.h"
#include "json/verdict.h"
#include "report/event_sink.h"
#include "report/facts.h"
#include "report/formats.h"
#include "report/ocsf_objects.h"
#include "report/paths.h"

namespace beachcomb::report {
namespace ocsf {
namespace {

constexpr std::string_view kOcsfVersion = "1.8.0";

struct Class {
  Code category;
  Code self;
};
constexpr Class kDetectionFinding = {{2, "Findings"},
                                     {2004, "Detection Finding"}};
constexpr Class kFileActivity = {{1, "System Activity"},
                                 {1001, "File System Activity"}};
constexpr Class kScanActivity = {{6, "Application Activity"},
                                 {6007, "Scan Activity"}};

constexpr Code kInformational = {1, "Informational"};
constexpr Code kSuccess = {1, "Success"};
constexpr Code kFailure = {2, "Failure"};

constexpr Code kHostname = {1, "Hostname"};
constexpr Code kFileName = {7, "File Name"};
constexpr Code kHash = {8, "Hash"};
constexpr Code kFilePath = {45, "File Path"};

// What an analyst pivots on, by where it stands in the event.
void observe(const std::string& name, Code type, const std::string& value,
             Json* event) {
  if (value.empty()) return;
  (*event)["observables"].push_back({{"name", name},
                                     {"type_id", type.id},
                                     {"type", type.name},
                                     {"value", value}});
}

void observe_file(const std::string& where, const Verdict& verdict,
                  const std::string& path, Json* event) {
  observe(where + ".path", kFilePath, text_of(path), event);
  observe(where + ".name", kFileName, text_of(parts_of(path).name), event);
  observe(where + ".hashes[0].value", kHash, verdict.sha256, event);
}

class Ocsf : public EventSink {
 public:
  using EventSink::EventSink;

 private:
  std::string finding_event(const Finding& found,
                            const Verdict& verdict) const override {
    return json::line_of(finding(found, verdict));
  }
  std::string file_event(const Verdict& verdict) const override {
    return json::line_of(file(verdict));
  }
  std::string run_event(const Summary& summary) const override {
    return json::line_of(scan(summary));
  }

  // What each event has.
  Json base(const Class& of, Code activity, Code severity,
            const std::string& uid, const std::string& message) const {
    Json json;
    put("category_name", "category_uid", of.category, &json);
    put("class_name", "class_uid", of.self, &json);
    put("activity_name", "activity_id", activity, &json);
    json["type_uid"] = of.self.id * 100 + activity.id;
    json["type_name"] = fmt::format("{}: {}", of.self.name, activity.name);
    put("severity", "severity_id", severity, &json);
    json["time"] = milliseconds(now());
    json["message"] = message;
    json["metadata"] = {{"version", kOcsfVersion},
                        {"product",
                         {{"name", kProduct},
                          {"vendor_name", kProduct},
                          {"version", version()}}},
                        {"log_name", kProduct},
                        {"uid", uid},
                        {"correlation_uid", id_of_run()}};
    json["device"] = device_json();
    json["observables"] = Json::array();
    observe("device.hostname", kHostname, text_of(run().host), &json);
    json["unmapped"] = Json::object();
    if (!run().rules.empty()) json["unmapped"]["rules"] = run().rules;
    return json;
  }

  Json device_json() const {
    Json device;
    // One of the two is required.
    if (run().host.empty()) {
      device["name"] = kUnknown.name;
    } else {
      device["hostname"] = text_of(run().host);
    }
    put("type", "type_id", kUnknown, &device);
    if (run().system.empty()) return device;
    device["os"]["name"] = text_of(run().system);
    put("type", "type_id", is_linux(run()) ? Code{200, "Linux"} : kUnknown,
        &device["os"]);
    return device;
  }

  Json scan_json() const {
    Json scan{{"uid", id_of_run()}, {"name", "beachcomb scan"}};
    put("type", "type_id", kUnknown, &scan);
    return scan;
  }

  Json finding(const Finding& found, const Verdict& verdict) const {
    const RuleInfo& rule = found.rule;
    const Level level = level_of(rule.score);
    const std::string id = finding_id(found, verdict, run());
    const std::string path = full_path(verdict, run());
    const Json file = file_json(verdict, path);
    Json json = base(kDetectionFinding, {1, "Create"},
                     severity_code(severity_of(rule.score)),
                     stable_id({"event", id, std::to_string(now())}),
                     headline(found, verdict));
    put("status", "status_id", {1, "New"}, &json);
    json["is_alert"] = level != Level::notice;
    put("confidence", "confidence_id", confidence_code(level), &json);
    json["confidence_score"] = rule.score;
    if (!rule.tags.empty()) json["metadata"]["labels"] = rule.tags;
    json["finding_info"] = finding_info(rule, id, json["time"]);
    json["evidences"] = Json::array({{{"name", chain_of(found, verdict)},
                                      {"file", file},
                                      {"data", data_json(found, verdict)}}});
    if (finds(rule) != Finds::other) {
      json["malware"] = malware_json(rule, file);
      json["malware_scan_info"] = scan_json();
      if (run().started != 0) {
        json["malware_scan_info"]["start_time"] = milliseconds(run().started);
      }
    }
    if (!run().host.empty()) {
      Json host{{"name", text_of(run().host)},
                {"hostname", text_of(run().host)}};
      put("role", "role_id", {3, "Affected"}, &host);
      json["resources"] = Json::array({std::move(host)});
    }
    observe_file("evidences[0].file", verdict, path, &json);
    if (const Layer* layer = layer_of(found, verdict)) {
      observe("evidences[0].data.layer.sha256", kHash, layer->sha256, &json);
    }
    Json& unmapped = json["unmapped"];
    unmapped["level"] = name_of(level);
    if (!rule.references.empty()) unmapped["references"] = rule.references;
    if (verdict.windowed) unmapped["windowed"] = true;
    put_bytes("path_bytes", path, &unmapped);
    return json;
  }

  static Json finding_info(const RuleInfo& rule, const std::string& id,
                           const Json& time) {
    Json info{{"uid", id},
              {"title", text_of(rule.description.empty() ? rule.name
                                                         : rule.description)},
              {"created_time", time},
              {"analytic", analytic_json(rule)}};
    if (!rule.family.empty()) {
      info["types"] = Json::array({text_of(rule.family)});
    }
    if (Json attacks = attacks_json(rule); !attacks.empty()) {
      info["attacks"] = std::move(attacks);
    }
    return info;
  }

  Json file(const Verdict& verdict) const {
    const bool has_reason = verdict.reason.has_value();
    const bool is_failure =
        has_reason && info_of(*verdict.reason).leaves_unread;
    const bool is_left_out = has_reason && !is_failure;
    Json json =
        base(kFileActivity, is_left_out ? Code{99, "Skip"} : Code{2, "Read"},
             is_failure ? kMedium : kInformational,
             verdict_id(verdict, run(), now()),
             has_reason ? reason_line(verdict) : outcome_line(verdict));
    if (is_left_out) {
      put("status", "status_id", {99, "Skipped"}, &json);
    } else {
      put("status", "status_id", is_failure ? kFailure : kSuccess, &json);
    }
    if (has_reason) {
      json["status_code"] = info_of(*verdict.reason).name;
      json["status_detail"] = why(verdict);
    }
    json["actor"] = {{"app_name", kProduct}};
    const std::string path = full_path(verdict, run());
    json["file"] = file_json(verdict, path);
    observe_file("file", verdict, path, &json);
    Json& unmapped = json["unmapped"];
    unmapped["outcome"] = name_of(verdict.outcome);
    if (verdict.known_good) unmapped["known_good"] = true;
    if (!verdict.overruled.empty()) unmapped["overruled"] = verdict.overruled;
    if (verdict.findings_omitted != 0) {
      unmapped["findings_omitted"] = verdict.findings_omitted;
    }
    if (!verdict.layer_counts.skipped.empty()) {
      unmapped["layers_skipped"] =
          json::reasons_json(verdict.layer_counts.skipped);
    }
    put_bytes("path_bytes", path, &unmapped);
    return json;
  }

  Json scan(const Summary& summary) const {
    const Ledger& ledger = summary.ledger;
    const bool whole = summary.is_whole();
    Json json =
        base(kScanActivity,
             summary.complete ? Code{2, "Completed"} : Code{3, "Cancelled"},
             whole ? kInformational : kMedium, id_of_run(), run_line(summary));
    put("status", "status_id", whole ? kSuccess : kFailure, &json);
    json["metadata"]["profiles"] = {"host"};
    json["scan"] = scan_json();
    if (run().started != 0) json["start_time"] = milliseconds(run().started);
    json["end_time"] = json["time"];
    json["duration"] = static_cast<std::int64_t>(summary.seconds * 1e3);
    json["num_files"] = ledger.files();
    json["num_detections"] = ledger.count(Outcome::detected);
    json["num_skipped_items"] = ledger.count(Outcome::skipped);
    json["num_trusted_items"] = ledger.known_good();
    json["total"] =
        ledger.count(Outcome::clean) + ledger.count(Outcome::detected);
    json["unmapped"]["account"] = json::account_json(summary);
    return json;
  }
};

}  // namespace
}  // namespace ocsf

std::unique_ptr<Sink> make_ocsf(Output& output, const ReportOptions& options) {
  return std::make_unique<ocsf::Ocsf>(output, options);
}

}  // namespace beachcomb::report
