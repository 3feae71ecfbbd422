// SPDX-License-Identifier: Apache-2.0
#include "report/sarif_artifacts.h"

#include "json/verdict.h"
#include "report/paths.h"
#include "report/sarif_log.h"
#include "text/format.h"
#include "text/uri.h"

namespace beachcomb::report {
namespace {

using json::Json;

constexpr const char* kDirectoryId = "WORKDIR";

std::string folder_uri(const std::string& folder) {
  return "file://" + text::percent_encoded(folder) + (folder == "/" ? "" : "/");
}

Json file_artifact(const Verdict& verdict, Json location) {
  Json artifact{{"location", std::move(location)},
                {"length", verdict.size},
                {"roles", {"analysisTarget"}}};
  if (!verdict.sha256.empty()) {
    artifact["hashes"] = {{"sha-256", verdict.sha256}};
  }
  if (verdict.mtime) {
    artifact["lastModifiedTimeUtc"] = text::time_rfc3339(*verdict.mtime);
  }
  return artifact;
}

// A member of a container is named by its path in there, everything else by
// where it begins. A name that leads out of its container is no path.
Json layer_artifact(const Layer& layer, std::size_t parent) {
  Json artifact{{"parentIndex", parent}, {"roles", {"resultFile"}}};
  std::string name = normal(layer.name);
  if (name.empty() || name == "/" || leads_upwards(name)) {
    artifact["offset"] = layer.offset;
  } else {
    artifact["location"] = {{"uri", text::percent_encoded(name)}};
  }
  artifact["length"] = layer.size;
  if (!layer.sha256.empty()) artifact["hashes"] = {{"sha-256", layer.sha256}};
  const std::string from = layer.name.empty() ? "" : ": " + layer.name;
  artifact["description"] = sarif_message(layer.via + from);
  return artifact;
}

}  // namespace

SarifArtifacts::SarifArtifacts(const RunFacts& run)
    : directory_(normal(run.directory)) {
  for (const std::string& root : run.roots) {
    std::string prefix = resolved(root);
    if (!prefix.starts_with('/')) continue;
    if (prefix != "/") prefix += '/';
    roots_.push_back(
        {std::move(prefix), "ROOT" + std::to_string(roots_.size() + 1)});
  }
}

Json SarifArtifacts::location(const std::string& path) const {
  const std::string full = resolved(path);
  if (!full.starts_with('/')) {
    return {{"uri", full.empty() ? "./" : text::percent_encoded(full)},
            {"uriBaseId", kDirectoryId}};
  }
  const Root* nearest = nullptr;
  for (const Root& root : roots_) {
    const bool is_below =
        full.starts_with(root.prefix) && full.size() > root.prefix.size();
    if (!is_below) continue;
    if (nearest == nullptr || nearest->prefix.size() < root.prefix.size()) {
      nearest = &root;
    }
  }
  if (nearest == nullptr)
    return {{"uri", "file://" + text::percent_encoded(full)}};
  return {{"uri", text::percent_encoded(full.substr(nearest->prefix.size()))},
          {"uriBaseId", nearest->id}};
}

SarifArtifacts::Indexes SarifArtifacts::add(const Verdict& verdict) {
  Indexes indexes{{0, count_}};
  add(file_artifact(verdict, location(verdict.path)));
  for (const Layer& layer : verdict.layers) {
    const auto parent = indexes.find(layer.parent);
    if (parent == indexes.end()) continue;
    const std::size_t index = count_;
    add(layer_artifact(layer, parent->second));
    indexes.emplace(layer.id, index);
  }
  return indexes;
}

void SarifArtifacts::add(const Json& artifact) {
  if (count_ != 0) text_ += ",\n";
  text_ += json::line_of(artifact);
  ++count_;
}

std::string SarifArtifacts::directory_uri() const {
  return directory_.empty() ? "" : folder_uri(directory_);
}

Json SarifArtifacts::base_ids() const {
  Json ids = Json::object();
  ids[kDirectoryId] = {
      {"description", sarif_message("Where the scan was started.")}};
  if (!directory_.empty()) ids[kDirectoryId]["uri"] = directory_uri();
  for (const Root& root : roots_) {
    std::string folder = root.prefix;
    if (folder.size() > 1) folder.pop_back();
    ids[root.id] = {{"uri", folder_uri(folder)},
                    {"description", sarif_message("What was scanned.")}};
  }
  return ids;
}

}  // namespace beachcomb::report
