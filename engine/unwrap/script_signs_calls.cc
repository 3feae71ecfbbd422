// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>

#include "unwrap/script_signs.h"
#include "unwrap/script_value.h"

namespace beachcomb::unwrap {
namespace {

constexpr std::array<std::string_view, 17> kDecoders = {
    "base64_decode",    "gzinflate",        "gzuncompress", "gzdecode",
    "str_rot13",        "strrev",           "hex2bin",      "pack",
    "convert_uudecode", "rawurldecode",     "urldecode",    "strreverse",
    "unescape",         "frombase64string", "fromcharcode", "atob",
    "decodebuffer"};
constexpr std::array<std::string_view, 8> kSinks = {
    "eval",          "assert",           "create_function", "execute",
    "executeglobal", "executestatement", "jscriptevaluate", "call_user_func"};
// Of these a literal argument is common, unless it is in pieces.
constexpr std::array<std::string_view, 4> kPlain = {"pack", "urldecode",
                                                    "strrev", "rawurldecode"};

// In what a sink runs, these have no plain purpose either.
constexpr std::array<std::string_view, 8> kBuilders = {
    "chr",     "implode",   "join",      "str_replace",
    "sprintf", "array_map", "array_pop", "strtr"};

template <std::size_t N>
bool is_one_of(std::string_view name,
               const std::array<std::string_view, N>& names) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view n) { return equal_nocase(n, name); });
}

}  // namespace

void ScriptSigns::call() {
  const char last = before(at_);
  if (php_ && (last == ']' || last == '}')) dynamic_call();
  const std::string_view name = name_before(at_);
  if (name.empty()) return;
  const std::size_t start =
      static_cast<std::size_t>(name.data() - text_.data());
  if (php_ && start > 0 && text_[start - 1] == '$') {
    dynamic_call();
    return;
  }
  if (name.size() <= 4 && equal_nocase(name.substr(0, 3), "chr")) {
    character(at_);
    return;
  }
  const std::size_t next = after_space(at_ + 1);
  const char first = at(next);
  const bool literal = first == '"' || first == '\'';
  std::size_t end = next;
  while (is_word(at(end)) && end < next + 40) ++end;
  const std::string_view inner = text_.substr(next, end - next);
  if (php_ && is_in_sink() &&
      (is_one_of(name, kDecoders) || is_one_of(name, kBuilders))) {
    score_ += kEnough;
  }
  if (is_one_of(name, kSinks)) {
    sink_at_ = at_;
    if (!equal_nocase(name, "assert") &&
        !equal_nocase(name, "call_user_func")) {
      sink_ = true;
    }
    if (is_one_of(inner, kDecoders) || equal_nocase(inner, "chr")) {
      score_ += kEnough;
    }
    if (first == '$' && at(next + 1 + name_at(next + 1).size()) == '(') {
      score_ += kEnough;
    }
  } else if (is_one_of(name, kDecoders)) {
    if (!is_one_of(name, kPlain)) decoder_ = true;
    if (is_one_of(inner, kDecoders)) ++score_;
    if (literal && (!is_one_of(name, kPlain) || is_reversed_name(next))) {
      score_ += kEnough;
    }
  } else if (literal && equal_nocase(name, "preg_replace")) {
    pattern(next);
  }
}

// A function whose name is a value, above all one on what was sent.
void ScriptSigns::dynamic_call() {
  dynamic_ = true;
  const std::string_view next = text_.substr(after_space(at_ + 1), 12);
  const std::string_view sent = next.substr(next.starts_with('@') ? 1 : 0);
  for (const std::string_view name :
       {"$_POST", "$_GET", "$_REQUEST", "$_COOKIE", "${"}) {
    if (sent.starts_with(name)) score_ += kEnough;
  }
  // $f[0]($f[1]('...')) and $f($g('...'))
  std::size_t i = after_space(at_ + 1);
  if (at(i) != '$') return;
  i += 1 + name_at(i + 1).size();
  if (at(i) == '[') i = std::min(text_.find(']', i), text_.size() - 1) + 1;
  if (at(i) == '(') score_ += kEnough;
}

// chr(101).chr(118)
void ScriptSigns::character(std::size_t open) {
  const std::size_t begin = after_space(open + 1);
  const bool hex = at(begin) == '0' && lower(at(begin + 1)) == 'x';
  std::size_t i = hex ? begin + 2 : begin;
  int code = 0;
  while (i < begin + 6 && hex_digit(at(i)) >= 0 && (hex || is_digit(at(i)))) {
    code = code * (hex ? 16 : 10) + hex_digit(at(i++));
  }
  // Control characters are what programs write so; the others calculate.
  if (php_ &&
      (i == begin || at(after_space(i)) != ')' || code < 32 || code > 126)) {
    return;
  }
  chr_run_ = open - last_chr_ < 40 ? chr_run_ + 1 : 1;
  last_chr_ = open;
  if (chr_run_ >= 4) score_ += kEnough;
}

// preg_replace("/x/e", ...)
void ScriptSigns::pattern(std::size_t quote_at) {
  const std::size_t end = text_.find(text_[quote_at], quote_at + 1);
  if (end == text_.npos || end - quote_at < 3) return;
  std::size_t i = end;
  bool runs = false;
  while (i > quote_at && is_letter(text_[i - 1]) && end - i < 8) {
    runs = runs || text_[i - 1] == 'e';
    --i;
  }
  if (runs && i > quote_at + 1 && !is_word(text_[i - 1])) score_ += kEnough;
}

// Within the first argument of what runs a text.
bool ScriptSigns::is_in_sink() const {
  constexpr std::size_t kNear = 64;
  return sink_at_ != 0 && at_ - sink_at_ <= kNear &&
         text_.substr(sink_at_, at_ - sink_at_).find_first_of(";{") ==
             text_.npos;
}

// 'edoced_46esab', and what is no word in either direction
bool ScriptSigns::is_reversed_name(std::size_t quote_at) const {
  const std::string_view word = name_at(quote_at + 1);
  const std::string name(word.rbegin(), word.rend());
  return is_one_of(std::string_view(name), kDecoders) ||
         is_one_of(std::string_view(name), kSinks) ||
         is_notable_name(lower(name));
}

// VBScript: Execute s
bool ScriptSigns::has_bare_sink() const {
  if (dialect_ != Dialect::vbscript) return false;
  for (std::size_t i = find_nocase(text_, "execute"); i != text_.npos;
       i = find_nocase(text_, "execute", i + 1)) {
    const char last = i > 0 ? text_[i - 1] : '\n';
    const std::string_view word = name_at(i);
    if (last != '.' && !is_word(last) && is_one_of(word, kSinks)) return true;
  }
  return false;
}

}  // namespace beachcomb::unwrap
