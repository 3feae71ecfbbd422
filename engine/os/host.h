// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_OS_HOST_H_
#define BEACHCOMB_OS_HOST_H_

#include <cstdint>
#include <string>

namespace beachcomb::os {

std::string host_name();
std::string system_name();  // "Debian GNU/Linux 12 (bookworm), Linux 6.1.0"
std::string time_zone();    // "CET +01:00"
std::string current_user();
std::string group_name(std::uint32_t gid);  // the number where it has none
std::int64_t now();                         // nanoseconds since 1970, UTC

}  // namespace beachcomb::os

#endif  // BEACHCOMB_OS_HOST_H_
