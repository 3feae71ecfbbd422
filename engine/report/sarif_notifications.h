// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_REPORT_SARIF_NOTIFICATIONS_H_
#define BEACHCOMB_REPORT_SARIF_NOTIFICATIONS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "json/fields.h"

namespace beachcomb::report {

struct NotificationKind {
  std::string_view id;       // kebab-case
  std::string_view summary;  // a sentence without its full stop
  const char* level;         // "error", "warning" or "note"
};

// What a SARIF log says about the run itself. A tree that can't be read has
// one for each of its files, so only the first of each kind are listed, and
// how many more there are.
class SarifNotifications {
 public:
  // `text` is a sentence without its full stop; `location` is an
  // artifactLocation, or null. What the kind points to must outlive this.
  void add(const NotificationKind& kind, std::string_view text,
           json::Json location = {});

  json::Json list() const;
  json::Json kinds() const;  // as reportingDescriptors

 private:
  struct Counted {
    NotificationKind kind;
    std::uint64_t count;
  };
  std::size_t index_of(const NotificationKind& kind);

  std::vector<Counted> kinds_;
  json::Json list_ = json::Json::array();
};

}  // namespace beachcomb::report

#endif  // BEACHCOMB_REPORT_SARIF_NOTIFICATIONS_H_
