// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "unwrap/script_signs.h"
#include "unwrap/script_value.h"

namespace beachcomb::unwrap {
namespace {

constexpr std::size_t kLongLiteral = 64;

// Base64, hexadecimal or worse: no white space, and no path or word list.
bool is_packed(std::string_view literal) {
  const std::string_view sample = literal.substr(0, 256);
  if (std::all_of(sample.begin(), sample.end(),
                  [](char c) { return hex_digit(c) >= 0; })) {
    return true;
  }
  std::size_t odd = 0;
  std::size_t changes = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const char c = sample[i];
    if (!is_letter(c) && !is_digit(c) && c != '+' && c != '/' && c != '=') {
      ++odd;
    }
    if (i > 0 && is_digit(c) != is_digit(sample[i - 1])) ++changes;
  }
  return odd * 16 <= sample.size() && changes * 16 >= sample.size();
}

}  // namespace

void ScriptSigns::string() {
  const char quote = text_[at_];
  const std::size_t begin = at_ + 1;
  std::size_t end = begin;
  int letters = 0;  // as escapes
  int others = 0;
  const std::size_t first = std::min(text_.find(quote, at_ + 1), text_.size());
  const bool plain =
      dialect_ == Dialect::vbscript ||
      text_.substr(begin, first - begin).find('\\') == text_.npos;
  if (plain) end = first;
  for (; !plain && end < text_.size() && text_[end] != quote; ++end) {
    if (text_[end] != '\\') continue;
    if (escaped_letter(end, quote)) {
      ++letters;
    } else if (at(end + 1) == 'x' || is_digit(at(end + 1))) {
      ++others;
    }
    ++end;
  }
  at_ = std::min(end + 1, text_.size());
  if (letters >= 3 && others * 2 <= letters) score_ += kEnough;
  const std::string_view literal =
      text_.substr(begin, std::min(end, text_.size()) - begin);
  const std::size_t next = after_space(at_);
  const char c = at(next);
  if (is_join(c)) {
    const char other = at(after_space(next + 1));
    if (php_ && is_in_sink() && (other == '"' || other == '\'')) {
      score_ += kEnough;
    }
    join(literal, after_space(next + 1));
  } else if (c == '^' && php_) {
    const char other = at(after_space(next + 1));
    if (other == '"' || other == '\'') score_ += kEnough;
  } else if (c == '(' && php_ && literal.size() > 2 && next == at_ &&
             std::all_of(literal.begin(), literal.end(), is_word)) {
    score_ += kEnough;
  } else if (c == '[' && next == at_ && is_digit(at(next + 1))) {
    ++score_;
  }
  if (literal.size() >= kLongLiteral && !long_) long_ = is_packed(literal);
}

// 'ba'.'se64': words in pieces
void ScriptSigns::join(std::string_view literal, std::size_t next) {
  if (literal.empty() || !(at(next) == '"' || at(next) == '\'')) return;
  // Scripts that are not PHP are rare enough to look at each.
  if (!php_) ++joins_;
  if (literal.size() > 12) return;
  const std::size_t end = text_.find(at(next), next + 1);
  if (end == text_.npos || end - next > 13 || end == next + 1) return;
  const std::string_view other = text_.substr(next + 1, end - next - 1);
  const auto plain = [](char c) {
    return c > ' ' && c != '<' && c != '>' && c != '\\' && c != '%';
  };
  if (std::all_of(literal.begin(), literal.end(), plain) &&
      std::all_of(other.begin(), other.end(), plain)) {
    ++joins_;
    const std::string word = std::string(literal) + std::string(other);
    if (is_notable_name(lower(word))) score_ += kEnough;
  }
}

bool ScriptSigns::is_join(char c) const {
  return php_ ? c == '.'
              : c == '+' || (c == '&' && dialect_ == Dialect::vbscript);
}

// \x65 \145 \u0065 for a letter, digit or '_'
bool ScriptSigns::escaped_letter(std::size_t slash, char quote) const {
  if (php_ && quote == '\'') return false;
  const char c = at(slash + 1);
  int value = -1;
  if (c == 'x') {
    value = hex_digit(at(slash + 2)) * 16 + hex_digit(at(slash + 3));
  } else if (c >= '0' && c <= '1') {
    value = (c - '0') * 64 + (at(slash + 2) - '0') * 8 + (at(slash + 3) - '0');
  } else if (c == 'u' && at(slash + 2) == '0' && at(slash + 3) == '0') {
    value = hex_digit(at(slash + 4)) * 16 + hex_digit(at(slash + 5));
  }
  return value > 32 && value < 127 && is_word(static_cast<char>(value));
}

void ScriptSigns::variable() {
  if (at(at_ + 1) == '{') dynamic_variable(after_space(at_ + 2));
  std::size_t i = at_ + 1;
  while (i < text_.size() && is_word(text_[i])) ++i;
  if (i == at_ + 1) {
    ++at_;
    return;
  }
  if (at(i) == '[' || at(i) == '{') pick(i);
  at_ = i;
}

// ${"name"} and ${"na"."me"}, but not ${"name" . $number}
void ScriptSigns::dynamic_variable(std::size_t quote_at) {
  const char quote = at(quote_at);
  if (quote != '"' && quote != '\'') return;
  const std::size_t end = text_.find(quote, quote_at + 1);
  if (end == text_.npos || end - quote_at > 200) return;
  const std::string_view name = text_.substr(quote_at + 1, end - quote_at - 1);
  if (quote == '"' && name.find('$') != name.npos) return;
  const std::size_t next = after_space(end + 1);
  const char other = at(after_space(next + 1));
  if (at(next) == '}' || (at(next) == '.' && (other == '"' || other == '\''))) {
    score_ += kEnough;
  }
}

// $x[14].$x[3]: the letters of a name from an alphabet, in any order
void ScriptSigns::pick(std::size_t open) {
  std::size_t close = open + 1;
  int place = 0;
  while (is_digit(at(close)) && close < open + 6) {
    place = place * 10 + (at(close++) - '0');
  }
  if (close == open + 1 || (at(close) != ']' && at(close) != '}')) return;
  const std::size_t join = after_space(close + 1);
  const std::string_view name = text_.substr(at_, open - at_);
  if (name != picked_) {
    picked_ = name;
    picks_ = 0;
    descents_ = 0;
  } else if (place < last_place_) {
    ++descents_;
  }
  last_place_ = place;
  if (at(join) == '.' && at(after_space(join + 1)) == '$' && ++picks_ >= 4 &&
      descents_ > 0) {
    score_ += kEnough;
  }
}

}  // namespace beachcomb::unwrap
