// SPDX-License-Identifier: Apache-2.0
#include "report/sarif_notifications.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "report/sarif_log.h"

namespace beachcomb::report {
namespace {

using json::Json;

constexpr std::uint64_t kListed = 100;

Json notification(const NotificationKind& kind, std::size_t index,
                  std::string_view text) {
  return {{"descriptor", {{"id", kind.id}, {"index", index}}},
          {"level", kind.level},
          {"message", sarif_message(std::string(text) + '.')}};
}

}  // namespace

std::size_t SarifNotifications::index_of(const NotificationKind& kind) {
  const auto found =
      std::find_if(kinds_.begin(), kinds_.end(),
                   [&](const Counted& c) { return c.kind.id == kind.id; });
  if (found != kinds_.end()) {
    return static_cast<std::size_t>(found - kinds_.begin());
  }
  kinds_.push_back({kind, 0});
  return kinds_.size() - 1;
}

void SarifNotifications::add(const NotificationKind& kind,
                             std::string_view text, Json location) {
  const std::size_t index = index_of(kind);
  if (++kinds_[index].count > kListed) return;
  Json added = notification(kind, index, text);
  if (!location.is_null()) {
    Json place;
    place["physicalLocation"]["artifactLocation"] = std::move(location);
    added["locations"] = Json::array({std::move(place)});
  }
  list_.push_back(std::move(added));
}

Json SarifNotifications::list() const {
  Json all = list_;
  for (std::size_t i = 0; i < kinds_.size(); ++i) {
    const auto& [kind, count] = kinds_[i];
    if (count <= kListed) continue;
    all.push_back(notification(kind, i,
                               fmt::format("{} more are not listed: {}",
                                           count - kListed, kind.summary)));
  }
  return all;
}

Json SarifNotifications::kinds() const {
  Json all = Json::array();
  for (const Counted& counted : kinds_) {
    all.push_back({{"id", counted.kind.id},
                   {"shortDescription",
                    sarif_message(std::string(counted.kind.summary) + '.')}});
  }
  return all;
}

}  // namespace beachcomb::report
