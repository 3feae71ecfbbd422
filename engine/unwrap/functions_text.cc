// SPDX-License-Identifier: Apache-2.0
//
// PHP's functions that take text apart and put it together again.
#include <algorithm>
#include <array>

#include "unwrap/script_value.h"
#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

std::string replace_all(const std::string& text, const std::string& from,
                        const std::string& to, bool nocase,
                        std::uint64_t most) {
  if (from.empty()) return text;
  const std::string needle = nocase ? lower(from) : from;
  std::string out;
  std::size_t at = 0;
  while (out.size() < most) {
    const std::size_t hit =
        nocase ? find_nocase(text, needle, at) : text.find(needle, at);
    if (hit == std::string::npos) break;
    out.append(text, at, hit - at);
    out += to;
    at = hit + from.size();
  }
  out.append(text, at, std::string::npos);
  return out;
}

// str_replace(search, replace, subject), where the first two may be lists.
Value replace(const Call& call, bool nocase) {
  if (call.count() < 3 || !call.has_text(2)) return {};
  std::string text = call.text(2);
  const Value& search = call.arguments[0];
  const Value& with = call.arguments[1];
  if (search.is_scalar()) {
    if (!with.is_scalar()) return {};
    return Value::of(
        replace_all(text, search.as_text(), with.as_text(), nocase, call.most));
  }
  for (std::size_t i = 0; i < search.items.size(); ++i) {
    if (!search.items[i].value.is_scalar()) return {};
    std::string to;
    if (with.is_scalar()) {
      to = with.as_text();
    } else if (i < with.items.size() && with.items[i].value.is_scalar()) {
      to = with.items[i].value.as_text();
    }
    if (text.size() > call.most || call.expired()) return {};
    text = replace_all(text, search.items[i].value.as_text(), to, nocase,
                       call.most);
  }
  return Value::of(std::move(text));
}

// strtr(text, from, to) by characters, strtr(text, pairs) by words.
Value translate(const Call& call) {
  std::string text = call.text(0);
  if (call.count() >= 3) {
    if (!call.has_text(1) || !call.has_text(2)) return {};
    const std::string from = call.text(1);
    const std::string to = call.text(2);
    std::array<char, 256> map{};
    for (std::size_t i = 0; i < map.size(); ++i) {
      map[i] = static_cast<char>(i);
    }
    for (std::size_t i = 0; i < std::min(from.size(), to.size()); ++i) {
      map[byte_of(from[i])] = to[i];
    }
    for (char& c : text) c = map[byte_of(c)];
    return Value::of(std::move(text));
  }
  if (call.count() != 2 || !call.arguments[1].is_array()) return {};
  const auto& pairs = call.arguments[1].items;
  constexpr std::size_t kMostPairs = 512;
  if (pairs.size() > kMostPairs) return {};
  std::string out;
  for (std::size_t i = 0; i < text.size() && out.size() < call.most;) {
    const Value::Item* longest = nullptr;
    for (const Value::Item& pair : pairs) {
      if (!pair.key.empty() && pair.value.is_scalar() &&
          (longest == nullptr || pair.key.size() > longest->key.size()) &&
          text.compare(i, pair.key.size(), pair.key) == 0) {
        longest = &pair;
      }
    }
    if (longest == nullptr) {
      out.push_back(text[i++]);
    } else {
      out += longest->value.as_text();
      i += longest->key.size();
    }
    if (i % 65536 == 0 && call.expired()) return {};
  }
  return Value::of(std::move(out));
}

// PHP's way with a negative start or length.
Value part(const Call& call) {
  const std::string text = call.text(0);
  const auto size = static_cast<std::int64_t>(text.size());
  std::int64_t begin = call.number(1, 0);
  if (begin < 0) begin = std::max<std::int64_t>(begin + size, 0);
  if (begin >= size) return Value::of(std::string());
  std::int64_t length = call.number(2, size);
  if (length < 0) length = size - begin + length;
  length = std::clamp<std::int64_t>(length, 0, size - begin);
  return Value::of(text.substr(static_cast<std::size_t>(begin),
                               static_cast<std::size_t>(length)));
}

Value trimmed(const Call& call, bool left, bool right) {
  const std::string text = call.text(0);
  const std::string drop =
      call.has_text(1) ? call.text(1) : std::string(" \t\n\r\0\x0B", 6);
  std::size_t begin = 0;
  std::size_t end = text.size();
  while (left && begin < end && drop.find(text[begin]) != drop.npos) ++begin;
  while (right && end > begin && drop.find(text[end - 1]) != drop.npos) --end;
  return Value::of(text.substr(begin, end - begin));
}

Value repeated(const Call& call) {
  const std::string text = call.text(0);
  const auto times =
      static_cast<std::uint64_t>(std::max<std::int64_t>(call.number(1, 0), 0));
  if (!text.empty() && times > call.most / text.size()) return {};
  std::string out;
  for (std::uint64_t i = 0; i < times && !text.empty(); ++i) out += text;
  return Value::of(std::move(out));
}

// %s %d %c %x %% and %1$s; anything else is left alone.
Value formatted(const Call& call) {
  const std::string format = call.text(0);
  std::string out;
  std::size_t next = 1;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') {
      out.push_back(format[i]);
      continue;
    }
    ++i;
    std::size_t number = 0;
    const std::size_t begin = i;
    while (i < format.size() && is_digit(format[i]) && i < begin + 6) {
      number = number * 10 + static_cast<std::size_t>(format[i++] - '0');
    }
    std::size_t argument = next;
    if (i < format.size() && format[i] == '$') {
      argument = number;
      ++i;
    } else if (i != begin) {
      return {};
    } else if (i < format.size() && format[i] != '%') {
      ++next;
    }
    const char code = i < format.size() ? format[i] : '\0';
    if (code == '%') {
      out.push_back('%');
    } else if (!call.has_text(argument)) {
      return {};
    } else if (code == 's' || code == 'd') {
      out += call.text(argument);
    } else if (code == 'c') {
      out.push_back(static_cast<char>(call.number(argument, 0)));
    } else {
      return {};
    }
    if (out.size() > call.most) return {};
  }
  return Value::of(std::move(out));
}

Value recased(const Call& call, bool upper, bool only_first) {
  std::string text = call.text(0);
  const std::size_t end =
      only_first ? std::min<std::size_t>(1, text.size()) : text.size();
  for (std::size_t i = 0; i < end; ++i) {
    if (!is_letter(text[i])) continue;
    text[i] = upper ? static_cast<char>(lower(text[i]) - 32) : lower(text[i]);
  }
  return Value::of(std::move(text));
}

Value position(const Call& call, bool nocase) {
  if (!call.has_text(1)) return {};
  const std::size_t at = nocase ? find_nocase(call.text(0), lower(call.text(1)))
                                : call.text(0).find(call.text(1));
  if (at == std::string::npos) return {};
  return Value::of(static_cast<std::int64_t>(at));
}

constexpr std::array<Function, 18> kFunctions = {{
    {"str_replace", 3, [](const Call& c) { return replace(c, false); },
     "str_replace", true},
    {"str_ireplace", 3, [](const Call& c) { return replace(c, true); },
     "str_replace", true},
    {"strtr", 2, translate, "strtr"},
    {"substr", 2, part, "substr"},
    {"mb_substr", 2, part, "substr"},
    {"trim", 1, [](const Call& c) { return trimmed(c, true, true); }, ""},
    {"ltrim", 1, [](const Call& c) { return trimmed(c, true, false); }, ""},
    {"rtrim", 1, [](const Call& c) { return trimmed(c, false, true); }, ""},
    {"chop", 1, [](const Call& c) { return trimmed(c, false, true); }, ""},
    {"str_repeat", 2, repeated, ""},
    {"sprintf", 1, formatted, "sprintf"},
    {"strtolower", 1, [](const Call& c) { return recased(c, false, false); },
     ""},
    {"strtoupper", 1, [](const Call& c) { return recased(c, true, false); },
     ""},
    {"ucfirst", 1, [](const Call& c) { return recased(c, true, true); }, ""},
    {"lcfirst", 1, [](const Call& c) { return recased(c, false, true); }, ""},
    {"strlen", 1,
     [](const Call& c) {
       return Value::of(static_cast<std::int64_t>(c.text(0).size()));
     },
     ""},
    {"strpos", 2, [](const Call& c) { return position(c, false); }, ""},
    {"stripos", 2, [](const Call& c) { return position(c, true); }, ""},
}};

}  // namespace

std::span<const Function> text_functions() { return kFunctions; }

}  // namespace beachcomb::unwrap
