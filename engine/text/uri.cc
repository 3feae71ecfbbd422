// SPDX-License-Identifier: Apache-2.0
#include "text/uri.h"

#include <algorithm>

#include "text/ascii.h"

namespace beachcomb::text {
namespace {

bool is_alphanumeric(char c) { return is_letter(c) || is_digit(c); }

}  // namespace

std::string percent_encoded(std::string_view path) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  constexpr std::string_view kPlain = "/-._~";
  std::string text;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_alphanumeric(c) || kPlain.find(c) != kPlain.npos) {
      text += c;
    } else {
      text += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return text;
}

bool is_web_address(std::string_view text) {
  if (!text.starts_with("https://") && !text.starts_with("http://")) {
    return false;
  }
  constexpr std::string_view kPlain = "-._~:/?#[]@!$&'()*+,;=%";
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return is_alphanumeric(c) || kPlain.find(c) != kPlain.npos;
  });
}

}  // namespace beachcomb::text
