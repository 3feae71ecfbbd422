// SPDX-License-Identifier: Apache-2.0
#include "unwrap/codec.h"

#include <algorithm>
#include <array>
#include <utility>

#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

// Groups of `kBits` bits, from the highest.
template <unsigned kBits, typename ValueOf>
std::string decode_bits(std::string_view text, ValueOf value_of) {
  std::string out;
  out.reserve(text.size() * kBits / 8 + 1);
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    const int value = value_of(c);
    if (value < 0) continue;
    bits = bits << kBits | static_cast<std::uint32_t>(value);
    count += kBits;
    if (count >= 8) {
      count -= 8;
      out.push_back(static_cast<char>(bits >> count & 0xFF));
    }
  }
  return out;
}

constexpr std::array<signed char, 256> base64_values() {
  std::array<signed char, 256> values{};
  for (auto& value : values) value = -1;
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    values[static_cast<unsigned char>(kAlphabet[i])] =
        static_cast<signed char>(i);
  }
  values['-'] = 62;
  values['_'] = 63;
  return values;
}
constexpr std::array<signed char, 256> kBase64 = base64_values();

// Two or four digits at `at`; -1 when they are not there.
int hex_number(std::string_view text, std::size_t at, std::size_t digits) {
  if (text.size() < at + digits) return -1;
  int number = 0;
  for (std::size_t i = at; i < at + digits; ++i) {
    const int digit = hex_digit(text[i]);
    if (digit < 0) return -1;
    number = number * 16 + digit;
  }
  return number;
}

void decode_uu_line(std::string_view line, std::string* out) {
  if (line.empty() || starts_nocase(line, "begin ") || line == "end") return;
  const auto value = [&](std::size_t i) {
    return i < line.size() ? (byte_of(line[i]) - 32u) & 63u : 0u;
  };
  std::size_t left = value(0);
  for (std::size_t i = 1; left > 0 && i < line.size(); i += 4) {
    const unsigned bits =
        value(i) << 18 | value(i + 1) << 12 | value(i + 2) << 6 | value(i + 3);
    for (int shift = 16; shift >= 0 && left > 0; shift -= 8, --left) {
      out->push_back(static_cast<char>(bits >> shift & 0xFF));
    }
  }
}

// The names that matter in a script; the others only stand for accents.
constexpr std::array<std::pair<std::string_view, char>, 6> kEntities = {
    {{"lt;", '<'},
     {"gt;", '>'},
     {"amp;", '&'},
     {"quot;", '"'},
     {"apos;", '\''},
     {"nbsp;", ' '}}};

// The length of the entity behind '&' at `at`, whose meaning is added to
// `out`; 0 when it is none.
std::size_t decode_entity(std::string_view text, std::size_t at,
                          std::string* out) {
  const std::string_view rest = text.substr(at + 1, 16);
  if (rest.empty()) return 0;
  if (rest[0] != '#') {
    for (const auto& [name, c] : kEntities) {
      if (starts_nocase(rest, name)) {
        out->push_back(c);
        return name.size() + 1;
      }
    }
    return 0;
  }
  const bool hex = rest.size() > 1 && lower(rest[1]) == 'x';
  std::size_t i = hex ? 2 : 1;
  const std::size_t begin = i;
  std::uint32_t number = 0;
  for (; i < rest.size() && i < begin + 8; ++i) {
    const int digit = hex_digit(rest[i]);
    if (digit < 0 || (!hex && digit > 9)) break;
    number = number * (hex ? 16 : 10) + static_cast<std::uint32_t>(digit);
  }
  if (i == begin) return 0;
  append_utf8(number, out);
  if (i < rest.size() && rest[i] == ';') ++i;
  return i + 1;
}

}  // namespace

std::string decode_base64(std::string_view text) {
  return decode_bits<6>(text, [](char c) { return kBase64[byte_of(c)]; });
}

std::string decode_base32(std::string_view text) {
  return decode_bits<5>(text, [](char c) {
    if (is_letter(c)) return lower(c) - 'a';
    return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
  });
}

std::string decode_hex(std::string_view text) {
  std::string out;
  out.reserve(text.size() / 2);
  int high = -1;
  for (const char c : text) {
    if (is_space(c)) continue;
    const int digit = hex_digit(c);
    if (digit < 0) return {};
    if (high < 0) {
      high = digit;
    } else {
      out.push_back(static_cast<char>(high * 16 + digit));
      high = -1;
    }
  }
  return out;
}

std::string decode_uu(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    decode_uu_line(line, &out);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string rot13(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (!is_letter(c)) continue;
    c = static_cast<char>(lower(c) < 'n' ? c + 13 : c - 13);
  }
  return out;
}

std::string decode_percent(std::string_view text, bool plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int number = text[i] == '%' ? hex_number(text, i + 1, 2) : -1;
    if (number >= 0) {
      out.push_back(static_cast<char>(number));
      i += 2;
    } else {
      out.push_back(plus && text[i] == '+' ? ' ' : text[i]);
    }
  }
  return out;
}

std::string decode_unescape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out.push_back(text[i]);
      continue;
    }
    const bool wide = i + 1 < text.size() && lower(text[i + 1]) == 'u';
    const int number =
        wide ? hex_number(text, i + 2, 4) : hex_number(text, i + 1, 2);
    if (number < 0) {
      out.push_back('%');
    } else {
      append_utf8(static_cast<std::uint32_t>(number), &out);
      i += wide ? 5 : 2;
    }
  }
  return out;
}

std::string decode_json(std::string_view text) {
  static constexpr std::string_view kLetters = "nrtbf";
  static constexpr std::string_view kMeanings = "\n\r\t\b\f";
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out.push_back(text[i]);
      continue;
    }
    const char c = text[++i];
    if (const int unit = c == 'u' ? hex_number(text, i + 1, 4) : -1;
        unit >= 0) {
      auto code = static_cast<std::uint32_t>(unit);
      i += 4;
      const bool high = code >= 0xD800 && code < 0xDC00;
      const int low = high && text.substr(i + 1, 2) == "\\u"
                          ? hex_number(text, i + 3, 4)
                          : -1;
      if (low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10) +
               (static_cast<std::uint32_t>(low) - 0xDC00);
        i += 6;
      }
      append_utf8(code, &out);
      continue;
    }
    const std::size_t letter = kLetters.find(c);
    out.push_back(letter == kLetters.npos ? c : kMeanings[letter]);
  }
  return out;
}

std::string decode_quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      out.push_back(text[i]);
      continue;
    }
    const int number = hex_number(text, i + 1, 2);
    if (number >= 0) {
      out.push_back(static_cast<char>(number));
      i += 2;
      continue;
    }
    // A line that goes on, whatever white space was put behind it.
    std::size_t end = i + 1;
    while (end < text.size() && (text[end] == ' ' || text[end] == '\t')) ++end;
    const std::string_view rest = text.substr(end);
    if (rest.starts_with("\r\n")) {
      i = end + 1;
    } else if (rest.empty() || rest[0] == '\n' || rest[0] == '\r') {
      i = end;
    } else {
      out.push_back('=');
    }
  }
  return out;
}

std::string decode_entities(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length =
        text[i] == '&' ? decode_entity(text, i, &out) : 0;
    if (length == 0) out.push_back(text[i]);
    i += std::max<std::size_t>(length, 1);
  }
  return out;
}

}  // namespace beachcomb::unwrap
