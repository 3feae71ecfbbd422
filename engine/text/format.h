// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_TEXT_FORMAT_H_
#define BEACHCOMB_TEXT_FORMAT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace beachcomb::text {

std::string with_commas(std::uint64_t number);  // 1,234,567
// "1 file", "1,234 files"; with a plural of its own: "2 entries".
std::string counted(std::uint64_t count, std::string_view one);
std::string counted(std::uint64_t count, std::string_view one,
                    std::string_view many);
std::string bytes_for_people(std::uint64_t bytes);  // 1.43 GB
std::string time_for_people(std::int64_t time);     // 2021-03-02 10:11:12 UTC
std::string time_rfc3339(std::int64_t time);        // 2021-03-02T10:11:12.5Z
// In UTC, with or without fractions; nothing for any other form.
std::optional<std::int64_t> time_from_rfc3339(std::string_view text);

}  // namespace beachcomb::text

#endif  // BEACHCOMB_TEXT_FORMAT_H_
