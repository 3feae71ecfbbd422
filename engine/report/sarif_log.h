// SPDX-License-Identifier: Apache-2.0
//
// SARIF 2.1.0 (OASIS): what every log of ours has in common. A log is one JSON
// document, but the order of properties is free, so results are written as they
// come and what is known only at the end, the tool's rules among it, after
// them. Memory holds no result.
#ifndef BEACHCOMB_REPORT_SARIF_LOG_H_
#define BEACHCOMB_REPORT_SARIF_LOG_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "beachcomb/report.h"
#include "json/fields.h"

namespace beachcomb::report {

// A message of plain text. In SARIF such a text is a template: {0} is a
// placeholder and [text](uri) a link, and both may stand in the name of a file.
// The braces are doubled, as 3.11.5 asks for; a space makes the link no link.
json::Json sarif_message(std::string_view bytes);

// SARIF counts characters, we count bytes, both from 1. Beyond the line that
// we have, the bytes are all that is known.
std::uint64_t character_column(std::string_view line, std::uint64_t column);

// The driver of the tool, without its rules.
json::Json sarif_driver();

// A log with one run. Not thread-safe. The output must outlive it.
class SarifWriter {
 public:
  explicit SarifWriter(Output& output) : output_(output) {}
  bool add(const json::Json& result);
  // The last call: what the run has besides its results. The artifacts, where
  // there are any, are objects with commas between them.
  bool finish(const json::Json& run, std::string_view artifacts = {});

 private:
  std::string separator();
  Output& output_;
  bool is_begun_ = false;
};

}  // namespace beachcomb::report

#endif  // BEACHCOMB_REPORT_SARIF_LOG_H_
