// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_TEXT_UTF8_H_
#define BEACHCOMB_TEXT_UTF8_H_

#include <cstddef>
#include <string_view>

namespace beachcomb::text {

struct Character {
  char32_t code = 0;       // of an invalid byte: the byte
  std::size_t length = 1;  // bytes
  bool valid = false;      // shortest form, no surrogate, up to U+10FFFF
};

// REQUIRES: !text.empty()
Character first_character(std::string_view text);

bool is_utf8(std::string_view text);

}  // namespace beachcomb::text

#endif  // BEACHCOMB_TEXT_UTF8_H_
