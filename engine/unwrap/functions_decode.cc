// SPDX-License-Identifier: Apache-2.0
//
// PHP's functions that decode, as a constant evaluator needs them.
#include <algorithm>
#include <array>

#include "unwrap/codec.h"
#include "unwrap/script_value.h"
#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

Value inflated(const Call& call, Wrapper wrapper) {
  Inflated result = inflate(call.text(0), wrapper, call.most, call.expired);
  if (!result.ok) return {};
  Value value = Value::of(std::move(result.bytes));
  value.cut = result.cut;
  return value;
}

// gzuncompress() of data that lack their header is a common slip.
Value inflated_or_raw(const Call& call, Wrapper wrapper) {
  Value value = inflated(call, wrapper);
  return value.known() ? value : inflated(call, Wrapper::raw);
}

// Of the other alphabet PHP knows nothing: '-' and '_' are skipped.
Value from_base64(const Call& call) {
  std::string text = call.text(0);
  std::erase_if(text, [](char c) { return c == '-' || c == '_'; });
  return Value::of(decode_base64(text));
}

// In another base than ten it is worth what PHP says, and not known here.
Value to_number(const Call& call) {
  if (call.number(1, 10) != 10) return {};
  return Value::of(call.number(0, 0));
}

// The escapes of C; a backslash before anything else is dropped.
Value strip_c_slashes(const Call& call) {
  static constexpr std::string_view kLetters = "ntrabvf";
  static constexpr std::string_view kMeanings = "\n\t\r\a\b\v\f";
  const std::string text = call.text(0);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out.push_back(text[i]);
      continue;
    }
    const char c = text[++i];
    const std::size_t letter = kLetters.find(c);
    const bool hex =
        c == 'x' && i + 1 < text.size() && hex_digit(text[i + 1]) >= 0;
    if (letter != kLetters.npos) {
      out.push_back(kMeanings[letter]);
    } else if (hex || (c >= '0' && c < '8')) {
      const std::size_t most = hex ? 2 : 3;
      if (hex) ++i;
      unsigned value = 0;
      std::size_t end = i;
      while (end < text.size() && end < i + most) {
        const int digit = hex_digit(text[end]);
        if (digit < 0 || (!hex && digit > 7)) break;
        value = value * (hex ? 16 : 8) + static_cast<unsigned>(digit);
        ++end;
      }
      out.push_back(static_cast<char>(value));
      i = end - 1;
    } else {
      out.push_back(c);
    }
  }
  return Value::of(std::move(out));
}

Value strip_slashes(const Call& call) {
  std::string out;
  const std::string text = call.text(0);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && ++i == text.size()) break;
    out.push_back(text[i]);
  }
  return Value::of(std::move(out));
}

void put_number(std::int64_t number, std::size_t width, bool big_endian,
                std::string* out) {
  for (std::size_t i = 0; i < width; ++i) {
    const std::size_t shift = (big_endian ? width - 1 - i : i) * 8;
    out->push_back(
        static_cast<char>(static_cast<std::uint64_t>(number) >> shift));
  }
}

std::string pack_hex(std::string digits, std::size_t count, bool low_first) {
  if (digits.size() > count) digits.resize(count);
  if (digits.size() % 2 != 0) digits.push_back('0');
  for (char& c : digits) c = hex_digit(c) < 0 ? '0' : c;  // as PHP does
  if (low_first) {
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
      std::swap(digits[i], digits[i + 1]);
    }
  }
  return decode_hex(digits);
}

// Filled up with what the code says; "*" is as long as the text.
std::string pack_text(std::string text, std::size_t count, char code,
                      std::uint64_t most) {
  if (count == std::string::npos) {
    if (code == 'Z') text.push_back('\0');
  } else if (count <= most) {
    text.resize(count, code == 'A' ? ' ' : '\0');
    if (code == 'Z' && !text.empty()) text.back() = '\0';
  }
  return text;
}

// The codes that shells use: hexadecimal text, bytes, text, numbers.
Value pack(const Call& call) {
  const std::string format = call.text(0);
  std::string out;
  std::size_t argument = 1;
  for (std::size_t i = 0; i < format.size();) {
    const char code = format[i++];
    std::size_t repeat = 0;
    const bool all = i < format.size() && format[i] == '*';
    const bool counted = i < format.size() && is_digit(format[i]);
    if (all) ++i;
    while (i < format.size() && is_digit(format[i]) && repeat < 100000000) {
      repeat = repeat * 10 + static_cast<std::size_t>(format[i++] - '0');
    }
    if (!counted) repeat = all ? std::string::npos : 1;
    const std::size_t width =
        std::string_view("cC").find(code) != 0 && code != 'c' && code != 'C'
            ? std::string_view("nvsS").find(code) != std::string_view::npos ? 2
                                                                            : 4
            : 1;
    switch (code) {
      case 'H':
      case 'h':
        if (!call.has_text(argument)) return {};
        out += pack_hex(call.text(argument++), repeat, code == 'h');
        break;
      case 'A':
      case 'a':
      case 'Z': {
        if (!call.has_text(argument)) return {};
        out += pack_text(call.text(argument++), repeat, code, call.most);
        break;
      }
      case 'c':
      case 'C':
      case 'n':
      case 'N':
      case 'v':
      case 'V':
      case 's':
      case 'S':
      case 'l':
      case 'L':
        for (std::size_t n = 0; n < repeat && argument < call.count(); ++n) {
          put_number(call.number(argument++, 0), width,
                     code == 'n' || code == 'N', &out);
        }
        break;
      default:
        return {};
    }
  }
  return Value::of(std::move(out));
}

constexpr std::array<Function, 24> kFunctions = {{
    {"base64_decode", 1, from_base64, "base64"},
    {"gzinflate", 1, [](const Call& c) { return inflated(c, Wrapper::raw); },
     "gzinflate"},
    {"gzuncompress", 1,
     [](const Call& c) { return inflated_or_raw(c, Wrapper::zlib); },
     "gzuncompress"},
    {"gzdecode", 1,
     [](const Call& c) { return inflated_or_raw(c, Wrapper::gzip); },
     "gzdecode"},
    {"zlib_decode", 1,
     [](const Call& c) { return inflated_or_raw(c, Wrapper::any); },
     "gzdecode"},
    {"str_rot13", 1, [](const Call& c) { return Value::of(rot13(c.text(0))); },
     "rot13"},
    {"strrev", 1,
     [](const Call& c) {
       const std::string text = c.text(0);
       return Value::of(std::string(text.rbegin(), text.rend()));
     },
     "strrev"},
    {"urldecode", 1,
     [](const Call& c) { return Value::of(decode_percent(c.text(0), true)); },
     "urldecode"},
    {"rawurldecode", 1,
     [](const Call& c) { return Value::of(decode_percent(c.text(0), false)); },
     "urldecode"},
    {"convert_uudecode", 1,
     [](const Call& c) { return Value::of(decode_uu(c.text(0))); }, "uuencode"},
    {"hex2bin", 1,
     [](const Call& c) { return Value::of(decode_hex(c.text(0))); }, "hex"},
    {"pack", 2, pack, "pack"},
    {"quoted_printable_decode", 1,
     [](const Call& c) {
       return Value::of(decode_quoted_printable(c.text(0)));
     },
     "quoted-printable"},
    {"html_entity_decode", 1,
     [](const Call& c) { return Value::of(decode_entities(c.text(0))); },
     "html-entities"},
    {"htmlspecialchars_decode", 1,
     [](const Call& c) { return Value::of(decode_entities(c.text(0))); },
     "html-entities"},
    {"stripcslashes", 1, strip_c_slashes, "escapes"},
    {"stripslashes", 1, strip_slashes, ""},
    {"chr", 1,
     [](const Call& c) {
       return Value::of(std::string(1, static_cast<char>(c.number(0, 0))));
     },
     "chr"},
    {"ord", 1,
     [](const Call& c) {
       const std::string text = c.text(0);
       return Value::of(std::int64_t{text.empty() ? 0 : byte_of(text[0])});
     },
     ""},
    {"hexdec", 1,
     [](const Call& c) {
       std::int64_t value = 0;
       for (const char digit : c.text(0).substr(0, 15)) {
         if (hex_digit(digit) >= 0) value = value * 16 + hex_digit(digit);
       }
       return Value::of(value);
     },
     ""},
    {"octdec", 1,
     [](const Call& c) {
       std::int64_t value = 0;
       for (const char digit : c.text(0).substr(0, 20)) {
         if (digit >= '0' && digit < '8') value = value * 8 + (digit - '0');
       }
       return Value::of(value);
     },
     ""},
    {"bindec", 1,
     [](const Call& c) {
       std::int64_t value = 0;
       for (const char digit : c.text(0).substr(0, 62)) {
         if (digit == '0' || digit == '1') value = value * 2 + (digit - '0');
       }
       return Value::of(value);
     },
     ""},
    {"dechex", 1,
     [](const Call& c) {
       static constexpr std::string_view kDigits = "0123456789abcdef";
       std::string out;
       auto number = static_cast<std::uint64_t>(c.number(0, 0));
       do {
         out.insert(out.begin(), kDigits[number % 16]);
         number /= 16;
       } while (number != 0);
       return Value::of(std::move(out));
     },
     ""},
    {"intval", 1, to_number, ""},
}};

}  // namespace

std::span<const Function> decoding_functions() { return kFunctions; }

}  // namespace beachcomb::unwrap
