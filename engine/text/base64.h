// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_TEXT_BASE64_H_
#define BEACHCOMB_TEXT_BASE64_H_

#include <optional>
#include <string>
#include <string_view>

namespace beachcomb::text {

// RFC 4648, with padding, in one line.
std::string base64(std::string_view bytes);
// What base64() wrote, and nothing else: no white space, padding in place.
std::optional<std::string> from_base64(std::string_view text);

std::string hex(std::string_view bytes);  // lower case

}  // namespace beachcomb::text

#endif  // BEACHCOMB_TEXT_BASE64_H_
