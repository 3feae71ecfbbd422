// SPDX-License-Identifier: Apache-2.0
//
// PHP's functions on lists, and the way from a name to a function.
#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "unwrap/script_value.h"
#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

Value list_of(std::vector<std::string> texts) {
  Value list = Value::array();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    list.items.push_back({std::to_string(i), Value::of(std::move(texts[i]))});
  }
  return list;
}

constexpr std::size_t kMostItems = 1 << 16;

Value joined(const Call& call) {
  const bool first = call.arguments[0].is_array();
  if (!first && (call.count() < 2 || !call.arguments[1].is_array())) return {};
  const Value& list = call.arguments[first ? 0 : 1];
  std::string glue;
  if (!first) {
    glue = call.text(0);
  } else if (call.has_text(1)) {
    glue = call.text(1);
  }
  std::string out;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const Value& item = list.items[i].value;
    if (!item.is_scalar() || out.size() > call.most) return {};
    if (i > 0) out += glue;
    out += item.as_text();
  }
  return Value::of(std::move(out));
}

Value exploded(const Call& call) {
  if (!call.has_text(0) || !call.has_text(1)) return {};
  const std::string by = call.text(0);
  const std::string text = call.text(1);
  // A negative limit leaves out the last ones.
  const std::int64_t limit = call.number(2, kMostItems);
  if (by.empty() || limit < 1) return {};
  std::vector<std::string> parts;
  std::size_t at = 0;
  for (;;) {
    const bool is_last = parts.size() + 1 >= static_cast<std::uint64_t>(limit);
    const std::size_t end = is_last ? text.npos : text.find(by, at);
    parts.push_back(text.substr(at, end - at));
    if (end == std::string::npos || parts.size() > kMostItems) break;
    at = end + by.size();
  }
  return list_of(std::move(parts));
}

Value split(const Call& call) {
  const std::string text = call.text(0);
  const auto size = static_cast<std::size_t>(
      std::clamp<std::int64_t>(call.number(1, 1), 1, 1 << 30));
  if (text.size() / size > kMostItems) return {};
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < text.size(); at += size) {
    parts.push_back(text.substr(at, size));
  }
  return list_of(std::move(parts));
}

Value reversed(const Call& call) {
  if (!call.arguments[0].is_array()) return {};
  Value list = call.arguments[0];
  std::reverse(list.items.begin(), list.items.end());
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    list.items[i].key = std::to_string(i);
  }
  return list;
}

Value merged(const Call& call) {
  Value list = Value::array();
  for (const Value& argument : call.arguments) {
    if (!argument.is_array()) return {};
    for (const Value::Item& item : argument.items) {
      list.items.push_back({std::to_string(list.items.size()), item.value});
    }
  }
  return list;
}

Value mapped(const Call& call) {
  if (call.count() != 2 || !call.has_text(0) || !call.arguments[1].is_array()) {
    return {};
  }
  const Function* function =
      find_function(lower(call.text(0)), call.dialect, false);
  if (function == nullptr || function->least > 1) return {};
  Value list = Value::array();
  std::uint64_t left = call.most;
  for (const Value::Item& item : call.arguments[1].items) {
    std::vector<Value> arguments = {item.value};
    if (!item.value.is_scalar()) return {};
    Value result =
        function->evaluate(Call{arguments, call.dialect, left, call.expired});
    if (!result.known() || result.cost() > left) return {};
    left -= result.cost();
    list.items.push_back({item.key, std::move(result)});
  }
  list.add_step(function->step);
  return list;
}

constexpr std::array<Function, 9> kFunctions = {{
    {"implode", 1, joined, "implode", true},
    {"join", 1, joined, "implode", true},
    {"explode", 2, exploded, "", true},
    {"str_split", 1, split, "", true},
    {"array_reverse", 1, reversed, "array_reverse", true},
    {"array_merge", 1, merged, "", true},
    {"array_map", 2, mapped, "", true},
    {"count", 1,
     [](const Call& c) -> Value {
       if (!c.arguments[0].is_array()) return {};
       return Value::of(static_cast<std::int64_t>(c.arguments[0].items.size()));
     },
     "", true},
    {"array_values", 1, [](const Call& c) { return c.arguments[0]; }, "", true},
}};

using Index = std::unordered_map<std::string_view, const Function*>;

Index index_of(std::initializer_list<std::span<const Function>> tables) {
  Index index;
  for (const std::span<const Function> table : tables) {
    for (const Function& function : table) {
      index.emplace(function.name, &function);
    }
  }
  return index;
}

constexpr std::array<std::string_view, 56> kNotable = {
    "eval",
    "assert",
    "system",
    "exec",
    "passthru",
    "shell_exec",
    "popen",
    "proc_open",
    "pcntl_exec",
    "create_function",
    "preg_replace",
    "call_user_func",
    "call_user_func_array",
    "array_map",
    "array_filter",
    "usort",
    "uasort",
    "uksort",
    "array_walk",
    "register_shutdown_function",
    "file_put_contents",
    "fwrite",
    "fputs",
    "fopen",
    "move_uploaded_file",
    "copy",
    "include",
    "include_once",
    "require",
    "require_once",
    "base64_decode",
    "gzinflate",
    "gzuncompress",
    "gzdecode",
    "str_rot13",
    "strrev",
    "urldecode",
    "rawurldecode",
    "convert_uudecode",
    "hex2bin",
    "pack",
    "chr",
    "str_replace",
    "implode",
    "ini_set",
    "error_reporting",
    "set_time_limit",
    "phpinfo",
    "getenv",
    "curl_exec",
    "file_get_contents",
    "extract",
    "parse_str",
    "preg_replace_callback",
    "ob_start",
    "mb_ereg_replace"};

}  // namespace

std::span<const Function> list_functions() { return kFunctions; }

const Function* find_function(std::string_view name, Dialect dialect,
                              bool method) {
  static const Index php =
      index_of({decoding_functions(), text_functions(), list_functions()});
  static const Index basic = index_of({basic_functions()});
  static const Index script = index_of({script_functions()});
  static const Index methods = index_of({script_methods()});
  const Index& index = method                         ? methods
                       : dialect == Dialect::php      ? php
                       : dialect == Dialect::vbscript ? basic
                                                      : script;
  const auto it = index.find(name);
  return it == index.end() ? nullptr : it->second;
}

bool is_notable_name(std::string_view name) {
  static const std::unordered_set<std::string_view> names(kNotable.begin(),
                                                          kNotable.end());
  return names.contains(name);
}

std::int64_t Call::number(std::size_t i, std::int64_t fallback) const {
  if (i >= arguments.size()) return fallback;
  const Value& value = arguments[i];
  if (value.is_number()) return value.number;
  if (!value.is_text()) return fallback;
  std::string_view text = value.text;
  while (!text.empty() && is_space(text[0])) text.remove_prefix(1);
  std::int64_t number = fallback;
  int base = 10;
  if (dialect == Dialect::vbscript && text.size() > 2 && text[0] == '&') {
    // "&H68" and "&O150"
    base = lower(text[1]) == 'h' ? 16 : lower(text[1]) == 'o' ? 8 : 10;
    if (base != 10) text.remove_prefix(2);
  }
  std::from_chars(text.data(), text.data() + text.size(), number, base);
  return number;
}

}  // namespace beachcomb::unwrap
