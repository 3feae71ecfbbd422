// SPDX-License-Identifier: Apache-2.0
#include "rules/literals.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <limits>
#include <system_error>

#include "text/ascii.h"

namespace beachcomb::rules {
namespace {

using text::hex_digit;

char simple_escape(char c) {
  switch (c) {
    case 't':
      return '\t';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    default:
      return c;  // the quote and the backslash
  }
}

}  // namespace

std::string unquote(std::string_view token) {
  if (token.size() < 2) return {};
  token = token.substr(1, token.size() - 2);
  std::string bytes;
  bytes.reserve(token.size());
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] != '\\' || i + 1 >= token.size()) {
      bytes += token[i];
    } else if (token[i + 1] == 'x' && i + 3 < token.size()) {
      bytes += static_cast<char>(hex_digit(token[i + 2]) * 16 +
                                 hex_digit(token[i + 3]));
      i += 3;
    } else {
      bytes += simple_escape(token[++i]);
    }
  }
  return bytes;
}

std::string quote(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string token = "\"";
  for (const char c : bytes) {
    const auto b = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      token += '\\';
      token += c;
    } else if (c == '\t' || c == '\n' || c == '\r') {
      token += c == '\t' ? "\\t" : c == '\n' ? "\\n" : "\\r";
    } else if (b >= 0x20 && b < 0x7F) {
      token += c;
    } else {
      token += "\\x";
      token += kDigits[b >> 4];
      token += kDigits[b & 15];
    }
  }
  return token + '"';
}

std::optional<std::int64_t> parse_integer(std::string_view token) {
  int base = 10;
  std::int64_t unit = 1;
  if (token.starts_with("0x") || token.starts_with("0o")) {
    base = token[1] == 'x' ? 16 : 8;
    token.remove_prefix(2);
  } else if (token.ends_with("KB") || token.ends_with("MB")) {
    unit = token[token.size() - 2] == 'K' ? 1024 : 1024 * 1024;
    token.remove_suffix(2);
  }
  std::int64_t value = 0;
  const auto [end, error] =
      std::from_chars(token.data(), token.data() + token.size(), value, base);
  if (error != std::errc() || end != token.data() + token.size() ||
      value > std::numeric_limits<std::int64_t>::max() / unit) {
    return std::nullopt;
  }
  return value * unit;
}

double parse_real(std::string_view token) {
  double value = 0;
  const auto result =
      std::from_chars(token.data(), token.data() + token.size(), value);
  // YARA has no way to write a number that is too small.
  if (result.ec == std::errc::result_out_of_range &&
      token.find_first_not_of("0.") < token.find('.')) {
    return std::numeric_limits<double>::infinity();
  }
  return value;
}

std::string print_real(double value) {
  // 309 digits before the point, 1,074 behind it at most.
  std::array<char, 1536> buffer;
  const auto [end, error] =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                    std::chars_format::fixed);
  std::string text(buffer.data(), end);
  if (text.find('.') == std::string::npos) text += ".0";
  return text;
}

}  // namespace beachcomb::rules
