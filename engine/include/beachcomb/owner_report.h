// SPDX-License-Identifier: Apache-2.0
//
// The notice to the owner of a server: what was found, what was done with it,
// what was not done, and what to do next. For people who are no experts, and
// for their lawyers and insurers. docs/report.md shows what is in it.
#ifndef BEACHCOMB_OWNER_REPORT_H_
#define BEACHCOMB_OWNER_REPORT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/evidence.h"
#include "beachcomb/export.h"
#include "beachcomb/report.h"
#include "beachcomb/scan_record.h"

namespace beachcomb {

struct OwnerReportSource {
  std::optional<ScanRecord> scan;
  std::optional<Case> evidence;
  std::int64_t made = 0;  // nanoseconds since 1970, UTC
  std::string tool;       // "beachcomb 0.1.0"
  std::string addressee;  // whom the notice is for
  std::string contact;    // whom to ask
};

struct OwnerReportFormat {
  std::string_view name;
  std::string_view help;
  std::vector<std::string_view> endings;  // of file names: ".html"
};
// The first is what is written when nothing is said.
BEACHCOMB_API const std::vector<OwnerReportFormat>& owner_report_formats();

// False when the output could not be written.
// REQUIRES: `format` is the name of one of those.
BEACHCOMB_API bool write_owner_report(std::string_view format,
                                      const OwnerReportSource& source,
                                      Output& output);

}  // namespace beachcomb

#endif  // BEACHCOMB_OWNER_REPORT_H_
