// SPDX-License-Identifier: Apache-2.0
#include "unwrap/transfer.h"

#include <algorithm>
#include <array>

#include "text/ascii.h"

namespace beachcomb::unwrap {
namespace {

constexpr std::uint8_t kOther = 64;
constexpr std::uint8_t kPadding = 65;

constexpr std::array<std::uint8_t, 256> make_values() {
  std::array<std::uint8_t, 256> values{};
  values.fill(kOther);
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    values[static_cast<unsigned char>(kAlphabet[i])] =
        static_cast<std::uint8_t>(i);
  }
  values['='] = kPadding;
  return values;
}
constexpr std::array<std::uint8_t, 256> kValues = make_values();

}  // namespace

std::string from_base64(std::string_view text, std::uint64_t most,
                        bool* is_cut) {
  std::string out;
  out.reserve(static_cast<std::size_t>(
      std::min<std::uint64_t>(text.size() / 4 * 3 + 3, most)));
  std::uint32_t group = 0;
  int bits = 0;
  for (const char c : text) {
    const std::uint8_t value = kValues[static_cast<unsigned char>(c)];
    if (value == kOther) continue;
    if (value == kPadding) {
      bits = 0;
      continue;
    }
    group = group << 6 | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    if (out.size() >= most) {
      *is_cut = true;
      return out;
    }
    out += static_cast<char>(group >> bits);
  }
  return out;
}

std::string from_quoted_printable(std::string_view text, std::uint64_t most,
                                  bool* is_cut) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (out.size() >= most) {
      *is_cut = true;
      return out;
    }
    if (text[i] != '=') {
      out += text[i++];
      continue;
    }
    // A soft line break, with blanks that mail programs leave before it.
    std::size_t end = text.find_first_not_of(" \t", i + 1);
    if (end == text.npos) break;
    if (text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n') {
      ++end;
    }
    if (text[end] == '\n') {
      i = end + 1;
      continue;
    }
    const int high = i + 2 < text.size() ? text::hex_digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? text::hex_digit(text[i + 2]) : -1;
    if (high >= 0 && low >= 0) {
      out += static_cast<char>(high << 4 | low);
      i += 3;
    } else {
      out += text[i++];
    }
  }
  return out;
}

}  // namespace beachcomb::unwrap
