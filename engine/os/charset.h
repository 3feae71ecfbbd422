// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_OS_CHARSET_H_
#define BEACHCOMB_OS_CHARSET_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace beachcomb::os {

// The text in UTF-8, at most `most` bytes of it; what has no meaning in the
// charset becomes U+FFFD. False when the system does not know the charset.
bool to_utf8(const std::string& charset, std::string_view text,
             std::uint64_t most, std::string* out);

}  // namespace beachcomb::os

#endif  // BEACHCOMB_OS_CHARSET_H_
