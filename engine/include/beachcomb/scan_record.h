// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_SCAN_RECORD_H_
#define BEACHCOMB_SCAN_RECORD_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "beachcomb/export.h"
#include "beachcomb/result.h"
#include "beachcomb/verdict.h"

namespace beachcomb {

// The account of a run, as the summary of its ndjson has it.
struct ScanAccount {
  std::uint64_t files = 0;
  std::uint64_t clean = 0;
  std::uint64_t known_good = 0;  // of the clean ones
  std::uint64_t overruled = 0;   // of those
  std::uint64_t detected = 0;
  std::map<Reason, std::uint64_t> not_scanned;  // skipped and failed
  std::uint64_t layers = 0;
  std::map<Reason, std::uint64_t> layers_not_scanned;
  std::uint64_t bytes = 0;
  double seconds = 0;
  bool complete = true;  // false when the run was stopped early
};

// What `scan -f ndjson` wrote, or `scan --requests`: there the path of content
// without a name is "request" and its id, and a request that was answered with
// an error is one more entry, which failed.
struct ScanRecord {
  std::vector<Verdict> verdicts;       // without the clean ones
  std::optional<ScanAccount> account;  // nothing when the run did not end
};

// An Error names the line. Records of other types are passed over, for there
// may be more of them one day; what is no JSON is not.
BEACHCOMB_API Result<ScanRecord> parse_scan(std::string_view ndjson);

}  // namespace beachcomb

#endif  // BEACHCOMB_SCAN_RECORD_H_
