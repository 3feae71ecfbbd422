// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_TEXT_ASCII_H_
#define BEACHCOMB_TEXT_ASCII_H_

#include <string>
#include <string_view>

namespace beachcomb::text {

// A to Z as a to z, all other bytes as they are, in every locale.
inline std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace beachcomb::text

#endif  // BEACHCOMB_TEXT_ASCII_H_
