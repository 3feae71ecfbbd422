// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_UNWRAP_CODE_WORDS_H_
#define BEACHCOMB_UNWRAP_CODE_WORDS_H_

#include <cstddef>
#include <string_view>

namespace beachcomb::unwrap {

// Whether a decoded text has words of a script for a server, of at least so
// many letters.
bool holds_code(std::string_view text, std::size_t least = 0);

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_CODE_WORDS_H_
