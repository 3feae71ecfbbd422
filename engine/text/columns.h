// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_TEXT_COLUMNS_H_
#define BEACHCOMB_TEXT_COLUMNS_H_

#include <cstddef>
#include <string_view>

namespace beachcomb::text {

// How many columns a terminal takes for a text without control characters: two
// for the wide characters of East Asia and for emoji, none for combining marks.
std::size_t columns_of(std::string_view text);

}  // namespace beachcomb::text

#endif  // BEACHCOMB_TEXT_COLUMNS_H_
