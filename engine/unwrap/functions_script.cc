// SPDX-License-Identifier: Apache-2.0
//
// The functions of VBScript, and those of JScript, C# and Java, which go by
// the last part of their name: System.Convert.FromBase64String.
#include <algorithm>
#include <array>

#include "unwrap/codec.h"
#include "unwrap/script_value.h"
#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

Value same(const Call& call) { return call.arguments[0]; }

// A character of a script: a byte up to 127, else UTF-8.
std::string character(std::int64_t code) {
  std::string out;
  append_utf8(code < 0 ? 0xFFFD : static_cast<std::uint32_t>(code), &out);
  return out;
}

Value from_char_codes(const Call& call) {
  std::string out;
  for (std::size_t i = 0; i < call.count(); ++i) {
    if (!call.arguments[i].is_scalar()) return {};
    out += character(call.number(i, 0));
  }
  return Value::of(std::move(out));
}

// Chr() gives a byte of the page's code page; two of them may be a letter.
Value basic_character(const Call& call) {
  const std::int64_t code = call.number(0, 0);
  if (code > 255) {
    return Value::of(character(code));
  }
  return Value::of(std::string(1, static_cast<char>(code)));
}

Value backwards(const Call& call) {
  const std::string text = call.text(0);
  return Value::of(std::string(text.rbegin(), text.rend()));
}

std::string replaced(const std::string& text, const std::string& from,
                     const std::string& to, bool all, std::uint64_t most) {
  std::string out;
  std::size_t at = 0;
  while (!from.empty() && out.size() < most) {
    const std::size_t hit = text.find(from, at);
    if (hit == std::string::npos) break;
    out.append(text, at, hit - at).append(to);
    at = hit + from.size();
    if (!all) break;
  }
  return out.append(text, at, std::string::npos);
}

// VBScript's optional arguments: where to begin, how many, without case.
Value replace(const Call& call) {
  if (!call.has_text(1) || !call.has_text(2) || call.number(3, 1) != 1 ||
      call.number(4, -1) != -1 || call.number(5, 0) != 0) {
    return {};
  }
  // JScript replaces the first only; the others all.
  return Value::of(replaced(call.text(0), call.text(1), call.text(2),
                            call.dialect != Dialect::javascript, call.most));
}

Value trimmed(const Call& call) {
  if (!call.arguments[0].is_scalar()) return call.arguments[0];
  const std::string text = call.text(0);
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == text.npos) return Value::of(std::string());
  return Value::of(
      text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

// A number in another base is not known here.
Value to_text(const Call& call) {
  return call.count() > 1 ? Value{} : call.arguments[0];
}

// What has a meaning in an address stays as it is.
Value decode_uri(const Call& call) {
  constexpr std::string_view kReserved = ";/?:@&=+$,#";
  const std::string text = call.text(0);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool has_digits = text[i] == '%' && i + 2 < text.size();
    const int high = has_digits ? hex_digit(text[i + 1]) : -1;
    const int low = has_digits ? hex_digit(text[i + 2]) : -1;
    const auto c = static_cast<char>(high * 16 + low);
    if (high < 0 || low < 0 || kReserved.find(c) != kReserved.npos) {
      out.push_back(text[i]);
    } else {
      out.push_back(c);
      i += 2;
    }
  }
  return Value::of(std::move(out));
}

Value middle(const Call& call) {
  const std::string text = call.text(0);
  const std::int64_t begin = call.number(1, 1);
  const std::int64_t length =
      call.number(2, static_cast<std::int64_t>(text.size()));
  if (begin < 1 || length < 0) return {};
  const auto from = static_cast<std::size_t>(begin - 1);
  if (from > text.size()) return Value::of(std::string());
  return Value::of(text.substr(from, static_cast<std::size_t>(length)));
}

Value split_text(const Call& call) {
  const std::string text = call.text(0);
  const std::string by = call.has_text(1) ? call.text(1) : std::string(" ");
  constexpr std::size_t kMostItems = 1 << 16;
  Value list = Value::array();
  std::size_t at = 0;
  while (list.items.size() < kMostItems && at <= text.size()) {
    const std::size_t end = by.empty() ? at + 1 : text.find(by, at);
    if (by.empty() && at == text.size()) break;
    list.items.push_back({std::to_string(list.items.size()),
                          Value::of(text.substr(at, end - at))});
    if (end == std::string::npos) break;
    at = end + by.size();
  }
  return list;
}

Value join_list(const Call& call, std::string_view default_glue) {
  if (!call.arguments[0].is_array()) return {};
  const std::string glue =
      call.has_text(1) ? call.text(1) : std::string(default_glue);
  std::string out;
  bool first = true;
  for (const Value::Item& item : call.arguments[0].items) {
    if (!item.value.is_scalar() || out.size() > call.most) return {};
    if (!first) out += glue;
    first = false;
    out += item.value.as_text();
  }
  return Value::of(std::move(out));
}

Value reverse_list(const Call& call) {
  if (!call.arguments[0].is_array()) return {};
  Value list = call.arguments[0];
  std::reverse(list.items.begin(), list.items.end());
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    list.items[i].key = std::to_string(i);
  }
  return list;
}

Value list_of_arguments(const Call& call) {
  Value list = Value::array();
  for (const Value& argument : call.arguments) {
    list.items.push_back({std::to_string(list.items.size()), argument});
  }
  return list;
}

Value recase(const Call& call, bool upper) {
  std::string text = lower(call.text(0));
  for (char& c : text) {
    if (upper && is_letter(c)) c = static_cast<char>(c - 32);
  }
  return Value::of(std::move(text));
}

Value base64(const Call& call) {
  return Value::of(decode_base64(call.text(0)));
}

// "decode" is the name of many a function: only what must be meant.
Value careful_base64(const Call& call) {
  const std::string text = call.text(0);
  if (text.size() < 8 || text.size() % 4 != 0 ||
      !std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter(c) || is_digit(c) || c == '+' || c == '/' || c == '=';
      })) {
    return {};
  }
  std::string decoded = decode_base64(text);
  if (!looks_like_text(decoded) && !has_known_magic(decoded)) return {};
  return Value::of(std::move(decoded));
}

// substring(a, b) by positions; substr(a, n) and Substring(a, n) by length.
Value slice(const Call& call, bool by_length) {
  const std::string text = call.text(0);
  const auto size = static_cast<std::int64_t>(text.size());
  const std::int64_t begin =
      std::clamp<std::int64_t>(call.number(1, 0), 0, size);
  std::int64_t end = call.number(2, by_length ? size - begin : size);
  if (!by_length && call.dialect == Dialect::javascript && end < begin) {
    end = std::max<std::int64_t>(end, 0);
    return Value::of(text.substr(static_cast<std::size_t>(end),
                                 static_cast<std::size_t>(begin - end)));
  }
  if (by_length) end = begin + std::clamp<std::int64_t>(end, 0, size - begin);
  end = std::clamp<std::int64_t>(end, begin, size);
  return Value::of(text.substr(static_cast<std::size_t>(begin),
                               static_cast<std::size_t>(end - begin)));
}

Value code_at(const Call& call) {
  const std::string text = call.text(0);
  const std::int64_t at = call.number(1, 0);
  if (at < 0 || at >= static_cast<std::int64_t>(text.size())) return {};
  return Value::of(std::int64_t{byte_of(text[static_cast<std::size_t>(at)])});
}

constexpr std::array<Function, 23> kBasic = {{
    {"chr", 1, basic_character, "chr"},
    {"chrw", 1, from_char_codes, "chr"},
    {"chrb", 1, basic_character, "chr"},
    {"asc", 1, [](const Call& c) { return code_at(c); }, ""},
    {"ascw", 1, [](const Call& c) { return code_at(c); }, ""},
    {"strreverse", 1, backwards, "strreverse"},
    {"replace", 3, replace, "replace"},
    {"mid", 2, middle, "mid"},
    {"left", 2,
     [](const Call& c) -> Value {
       const std::int64_t length = c.number(1, 0);
       if (length < 0) return {};
       return Value::of(c.text(0).substr(0, static_cast<std::size_t>(length)));
     },
     "mid"},
    {"right", 2,
     [](const Call& c) -> Value {
       const std::string text = c.text(0);
       const std::int64_t length = c.number(1, 0);
       if (length < 0) return {};
       const std::size_t count =
           std::min(text.size(), static_cast<std::size_t>(length));
       return Value::of(text.substr(text.size() - count));
     },
     "mid"},
    {"lcase", 1, [](const Call& c) { return recase(c, false); }, ""},
    {"ucase", 1, [](const Call& c) { return recase(c, true); }, ""},
    {"len", 1,
     [](const Call& c) {
       return Value::of(static_cast<std::int64_t>(c.text(0).size()));
     },
     ""},
    {"cstr", 1, same, "", true},
    {"trim", 1, trimmed, "", true},
    {"cint", 1, [](const Call& c) { return Value::of(c.number(0, 0)); }, ""},
    {"clng", 1, [](const Call& c) { return Value::of(c.number(0, 0)); }, ""},
    {"join", 1, [](const Call& c) { return join_list(c, " "); }, "join", true},
    {"split", 1, split_text, ""},
    {"array", 1, list_of_arguments, "", true},
    {"frombase64string", 1, base64, "base64"},
    {"getstring", 1, same, "", true},
    {"unescape", 1,
     [](const Call& c) { return Value::of(decode_unescape(c.text(0))); },
     "unescape"},
}};

constexpr std::array<Function, 17> kScript = {{
    {"fromcharcode", 1, from_char_codes, "fromcharcode"},
    {"unescape", 1,
     [](const Call& c) { return Value::of(decode_unescape(c.text(0))); },
     "unescape"},
    {"decodeuricomponent", 1,
     [](const Call& c) { return Value::of(decode_percent(c.text(0), false)); },
     "urldecode"},
    {"decodeuri", 1, decode_uri, "urldecode"},
    {"urldecode", 1,
     [](const Call& c) { return Value::of(decode_percent(c.text(0), true)); },
     "urldecode"},
    {"unescapedatastring", 1,
     [](const Call& c) { return Value::of(decode_percent(c.text(0), false)); },
     "urldecode"},
    {"htmldecode", 1,
     [](const Call& c) { return Value::of(decode_entities(c.text(0))); },
     "html-entities"},
    {"atob", 1, base64, "base64"},
    {"frombase64string", 1, base64, "base64"},
    {"decodebuffer", 1, base64, "base64"},
    {"parsebase64binary", 1, base64, "base64"},
    {"decodebase64", 1, base64, "base64"},
    {"decode", 1, careful_base64, "base64"},
    {"getstring", 1, same, "", true},
    {"getbytes", 1, same, "", true},
    {"string", 1, same, "", true},
    {"decodestring", 1, careful_base64, "base64"},
}};

constexpr std::array<Function, 16> kMethods = {{
    {"split", 1,
     [](const Call& c) -> Value {
       return c.has_text(1) ? split_text(c) : Value{};
     },
     ""},
    {"tochararray", 1, [](const Call& c) -> Value { return c.arguments[0]; },
     "", true},
    {"reverse", 1, reverse_list, "reverse", true},
    {"join", 1, [](const Call& c) { return join_list(c, ","); }, "join", true},
    {"replace", 3, replace, "replace"},
    {"substr", 2, [](const Call& c) { return slice(c, true); }, "substr"},
    {"substring", 2,
     [](const Call& c) { return slice(c, c.dialect == Dialect::csharp); },
     "substr"},
    {"charat", 2,
     [](const Call& c) -> Value {
       const std::string text = c.text(0);
       const std::int64_t at = c.number(1, 0);
       if (at < 0 || at >= static_cast<std::int64_t>(text.size())) return {};
       return Value::of(text.substr(static_cast<std::size_t>(at), 1));
     },
     "substr"},
    {"charcodeat", 2, code_at, ""},
    {"tolowercase", 1, [](const Call& c) { return recase(c, false); }, ""},
    {"touppercase", 1, [](const Call& c) { return recase(c, true); }, ""},
    {"tolower", 1, [](const Call& c) { return recase(c, false); }, ""},
    {"toupper", 1, [](const Call& c) { return recase(c, true); }, ""},
    {"tostring", 1, to_text, "", true},
    {"trim", 1, trimmed, "", true},
    {"getbytes", 1, same, "", true},
}};

}  // namespace

std::span<const Function> basic_functions() { return kBasic; }
std::span<const Function> script_functions() { return kScript; }
std::span<const Function> script_methods() { return kMethods; }

}  // namespace beachcomb::unwrap
