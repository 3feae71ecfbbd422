// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_REPORT_FORMAT_H_
#define BEACHCOMB_REPORT_FORMAT_H_

#include <cstdint>
#include <string>

namespace beachcomb::report {

std::string with_commas(std::uint64_t number);      // 1,234,567
std::string bytes_for_people(std::uint64_t bytes);  // 1.43 GB
std::string time_for_people(std::int64_t time);     // 2021-03-02 10:11:12 UTC
std::string time_rfc3339(std::int64_t time);        // 2021-03-02T10:11:12.5Z

}  // namespace beachcomb::report

#endif  // BEACHCOMB_REPORT_FORMAT_H_
