// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_SCAN_REQUESTS_H_
#define BEACHCOMB_CLI_SCAN_REQUESTS_H_

#include <optional>
#include <string>

#include "beachcomb/pipeline.h"
#include "beachcomb/requests.h"
#include "beachcomb/rule_set.h"
#include "flags.h"

namespace beachcomb::cli {

// What was typed that `scan --requests` can't do; empty when all is well.
std::string wrong_requests_call(const Arguments& arguments);

// `scan --requests`. Nothing when the answers could not be written, after
// saying so on standard error.
std::optional<Served> serve_requests(const Arguments& arguments,
                                     const ScanOptions& options,
                                     const RuleSet& rules);

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_SCAN_REQUESTS_H_
