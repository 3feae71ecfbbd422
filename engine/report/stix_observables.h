// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_REPORT_STIX_OBSERVABLES_H_
#define BEACHCOMB_REPORT_STIX_OBSERVABLES_H_

#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/verdict.h"
#include "json/fields.h"

namespace beachcomb::report {

// RFC 3339 with milliseconds, as STIX has it.
std::string stix_time(std::int64_t time);

// The cyber observables of STIX 2.1 (6.7, 6.4) that a detected file is: itself
// first, then its folder and the layers that something was found in, as what
// the file contains. Their ids are those that the standard derives from what
// they are, so that each producer has the same for the same file.
//
// `path` is that of the file in full.
std::vector<json::Json> stix_observables(const Verdict& verdict,
                                         std::string_view path);

}  // namespace beachcomb::report

#endif  // BEACHCOMB_REPORT_STIX_OBSERVABLES_H_
