// SPDX-License-Identifier: Apache-2.0
#include "unwrap/script_lexer.h"

#include <algorithm>
#include <array>

#include "unwrap/script_sections.h"
#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

// Longer ones first.
constexpr std::array<std::string_view, 37> kSymbols = {
    "===", "!==", "<=>", "?\?=", "...", ">>>", "?->", "<<=", ">>=", "**=",
    "==",  "!=",  "<=",  ">=",   "=>",  "->",  "::",  "++",  "--",  "&&",
    "||",  "?\?", ".=",  "+=",   "-=",  "*=",  "/=",  "%=",  "^=",  "|=",
    "&=",  "<<",  ">>",  "**",   "<>",  "?.",  "@@"};
// A regular expression is no longer than this, so that a line full of slashes
// is not read to its end for each.
constexpr std::size_t kLongestRegexp = 4096;

bool ends_operand(const Token& token) {
  switch (token.kind) {
    case Token::Kind::string:
    case Token::Kind::number:
    case Token::Kind::variable:
      return true;
    case Token::Kind::name:
      return token.text != "return" && token.text != "typeof";
    case Token::Kind::symbol:
      return token.text == ")" || token.text == "]" || token.text == "}";
    default:
      return false;
  }
}

}  // namespace

Token Lexer::next() {
  Token token;
  skip_gap(&token);
  token.begin = at_;
  const char c = at(at_);
  if (at_ >= text_.size()) {
    token.kind = Token::Kind::end;
  } else if (dialect_ == Dialect::php && c == '?' && at(at_ + 1) == '>') {
    read_close(&token);
  } else if (dialect_ == Dialect::vbscript && c == '"') {
    read_basic_string(&token);
  } else if (c == '"' || (c == '\'' && dialect_ != Dialect::vbscript) ||
             (c == '`' &&
              (dialect_ == Dialect::javascript || dialect_ == Dialect::php))) {
    read_string(&token, c);
  } else if (dialect_ == Dialect::csharp && (c == '@' || c == '$') &&
             (at(at_ + 1) == '"' ||
              (at(at_ + 1) != c && at(at_ + 2) == '"' &&
               (at(at_ + 1) == '@' || at(at_ + 1) == '$')))) {
    read_verbatim(&token);
  } else if (is_digit(c)) {
    read_number(&token);
  } else if (dialect_ == Dialect::php && c == '$' && is_word(at(at_ + 1)) &&
             !is_digit(at(at_ + 1))) {
    ++at_;
    const std::size_t begin = at_;
    while (is_word(at(at_))) ++at_;
    token.kind = Token::Kind::variable;
    token.text = text_.substr(begin, at_ - begin);
  } else if (starts_name()) {
    read_name(&token);
  } else if (!(dialect_ == Dialect::php && c == '<' && read_heredoc(&token)) &&
             !(c == '/' && dialect_ == Dialect::javascript &&
               !operand_before_ && read_regexp(&token))) {
    read_symbol(&token);
  }
  token.end = at_;
  operand_before_ = ends_operand(token);
  return token;
}

void Lexer::skip_gap(Token* token) {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (is_space(c)) {
      if (c == '\n' || c == '\r') token->newline = true;
      ++at_;
    } else if (dialect_ == Dialect::vbscript && c == '_' &&
               (at(at_ + 1) == '\n' || at(at_ + 1) == '\r')) {
      at_ += 2;  // the statement goes on
      if (at(at_) == '\n') ++at_;
    } else if (byte_of(c) == 0xEF && byte_of(at(at_ + 1)) == 0xBB &&
               byte_of(at(at_ + 2)) == 0xBF) {
      at_ += 3;  // a byte order mark
    } else if (skip_comment()) {
      token->comment = true;
    } else {
      break;
    }
    token->gap = true;
  }
}

void Lexer::skip_to_line_end() {
  while (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r') {
    if (dialect_ == Dialect::php && text_[at_] == '?' && at(at_ + 1) == '>') {
      break;
    }
    ++at_;
  }
}

bool Lexer::skip_comment() {
  const char c = text_[at_];
  if (dialect_ == Dialect::vbscript) {
    const bool rem = starts_nocase(text_.substr(at_, 4), "rem ") &&
                     (at_ == 0 || !is_word(text_[at_ - 1]));
    if (c != '\'' && !rem) return false;
    skip_to_line_end();
    return true;
  }
  if (c == '#' && dialect_ == Dialect::php && at(at_ + 1) != '[') {
    skip_to_line_end();
    return true;
  }
  if (c != '/') return false;
  if (at(at_ + 1) == '/') {
    skip_to_line_end();
    return true;
  }
  if (at(at_ + 1) != '*') return false;
  const std::size_t end = text_.find("*/", at_ + 2);
  at_ = end == text_.npos ? text_.size() : end + 2;
  return true;
}

void Lexer::read_close(Token* token) {
  token->kind = Token::Kind::close;
  std::size_t code = 0;
  bool echo = false;
  if (find_php(text_, at_ + 2, &code, &echo)) {
    token->text = echo ? "<?=" : "<?php ";
    at_ = code;
  } else {
    at_ = text_.size();
  }
}

void Lexer::read_string(Token* token, char quote) {
  const std::size_t begin = ++at_;
  const bool one_line = dialect_ != Dialect::php && quote != '`';
  bool plain = true;
  bool variables = false;
  while (at_ < text_.size() && text_[at_] != quote) {
    const char c = text_[at_];
    if (c == '\\') {
      plain = false;
      ++at_;
    } else if (c == '$' || (c == '{' && at(at_ + 1) == '$')) {
      variables =
          variables || (c == '{' || at(at_ + 1) == '{' ||
                        (dialect_ == Dialect::php && is_word(at(at_ + 1)) &&
                         !is_digit(at(at_ + 1))));
    } else if (one_line && (c == '\n' || c == '\r')) {
      break;
    }
    ++at_;
  }
  at_ = std::min(at_, text_.size());
  const std::string_view raw = text_.substr(begin, at_ - begin);
  if (at_ < text_.size() && text_[at_] == quote) ++at_;
  token->kind = Token::Kind::string;
  if (dialect_ == Dialect::php && quote == '`') {
    token->kind = Token::Kind::symbol;  // runs a program
    token->text = text_.substr(begin - 1, at_ - begin + 1);
    return;
  }
  const bool may_hold =
      (dialect_ == Dialect::php && quote == '"') || quote == '`';
  if (variables && may_hold) {
    token->interpolated = true;
    token->text = raw;
  } else if (plain) {
    token->text = raw;
  } else {
    token->text = unescape(raw, dialect_, quote, &token->unescaped);
    token->changed = true;
  }
}

// C#: @"a ""quoted"" text"; $"..." holds variables.
void Lexer::read_verbatim(Token* token) {
  token->kind = Token::Kind::string;
  bool verbatim = false;
  for (; text_[at_] != '"'; ++at_) {
    if (text_[at_] == '@') verbatim = true;
    if (text_[at_] == '$') token->interpolated = true;
  }
  if (!verbatim) {
    const bool interpolated = token->interpolated;
    read_string(token, '"');
    token->interpolated = interpolated;
    return;
  }
  read_basic_string(token);
}

void Lexer::read_basic_string(Token* token) {
  token->kind = Token::Kind::string;
  ++at_;
  while (at_ < text_.size()) {
    const std::size_t stop = dialect_ == Dialect::vbscript
                                 ? text_.find_first_of("\"\r\n", at_)
                                 : text_.find('"', at_);
    const std::size_t end = std::min(stop, text_.size());
    token->text += text_.substr(at_, end - at_);
    at_ = end;
    if (at(at_) != '"') break;
    ++at_;
    if (at(at_) != '"') break;
    token->text += '"';
    token->changed = true;
    ++at_;
  }
}

// <<<"NAME", <<<'NAME', <<<NAME
bool Lexer::read_heredoc(Token* token) {
  if (text_.substr(at_, 3) != "<<<") return false;
  std::size_t i = at_ + 3;
  while (at(i) == ' ' || at(i) == '\t') ++i;
  const char quote = at(i) == '"' || at(i) == '\'' ? at(i++) : '\0';
  const std::size_t begin = i;
  while (is_word(at(i))) ++i;
  const std::string_view label = text_.substr(begin, i - begin);
  if (label.empty() || label.size() > 255) return false;
  if (quote != '\0' && at(i) == quote) ++i;
  if (at(i) == '\r') ++i;
  if (at(i) != '\n') return false;
  const std::size_t body = i;
  std::size_t end = text_.size();
  at_ = text_.size();
  for (std::size_t line = body; line != text_.npos;
       line = text_.find('\n', line + 1)) {
    std::size_t first = line + 1;
    while (at(first) == ' ' || at(first) == '\t') ++first;
    if (text_.substr(first, label.size()) != label ||
        is_word(at(first + label.size()))) {
      continue;
    }
    end = std::max(line, body + 1);
    at_ = first + label.size();
    break;
  }
  const std::string_view raw = text_.substr(body + 1, end - body - 1);
  token->kind = Token::Kind::string;
  token->text = raw;
  if (quote == '\'') return true;
  if (raw.find('$') != raw.npos) {
    token->interpolated = true;
  } else if (raw.find('\\') != raw.npos) {
    token->text = unescape(raw, dialect_, '"', &token->unescaped);
    token->changed = true;
  }
  return true;
}

bool Lexer::read_regexp(Token* token) {
  bool in_class = false;
  const std::size_t stop = std::min(at_ + kLongestRegexp, text_.size());
  for (std::size_t i = at_ + 1; i < stop; ++i) {
    const char c = text_[i];
    if (c == '\n') return false;
    if (c == '\\') {
      ++i;
    } else if (c == '[') {
      in_class = true;
    } else if (c == ']') {
      in_class = false;
    } else if (c == '/' && !in_class) {
      ++i;
      while (is_letter(at(i))) ++i;
      token->kind = Token::Kind::symbol;
      token->text = text_.substr(at_, i - at_);
      at_ = i;
      return true;
    }
  }
  return false;
}

void Lexer::read_number(Token* token) {
  token->kind = Token::Kind::number;
  const std::size_t begin = at_;
  unsigned base = 10;
  if (text_[at_] == '0' && lower(at(at_ + 1)) == 'x') {
    base = 16;
    at_ += 2;
  } else if (text_[at_] == '0' && lower(at(at_ + 1)) == 'b') {
    base = 2;
    at_ += 2;
  } else if (text_[at_] == '0' && is_digit(at(at_ + 1)) &&
             dialect_ != Dialect::vbscript && dialect_ != Dialect::csharp) {
    base = 8;
  }
  token->is_integer = true;
  std::uint64_t value = 0;
  for (; at_ < text_.size(); ++at_) {
    const int digit = hex_digit(text_[at_]);
    if (text_[at_] == '_' && is_digit(at(at_ + 1))) continue;
    if (digit < 0 || digit >= static_cast<int>(base)) break;
    if (value >> 58 != 0) token->is_integer = false;
    value = value * base + static_cast<unsigned>(digit);
  }
  if (base == 10 && at(at_) == '.' && is_digit(at(at_ + 1))) {
    token->is_integer = false;
    ++at_;
    while (is_digit(at(at_))) ++at_;
  }
  // 1e3, 10L, 0x41u, 08
  while (is_word(at(at_)) && byte_of(at(at_)) < 0x80) {
    if (base == 10 && lower(text_[at_]) == 'e') token->is_integer = false;
    ++at_;
  }
  token->number = static_cast<std::int64_t>(value);
  token->text = text_.substr(begin, at_ - begin);
}

// &H41, &O101
void Lexer::read_basic_number(Token* token) {
  token->kind = Token::Kind::number;
  const std::size_t begin = at_;
  const int base = lower(at(at_ + 1)) == 'h' ? 16 : 8;
  std::uint64_t value = 0;
  at_ += 2;
  for (; hex_digit(at(at_)) >= 0 && hex_digit(at(at_)) < base; ++at_) {
    value = value * static_cast<unsigned>(base) +
            static_cast<unsigned>(hex_digit(text_[at_]));
  }
  if (at(at_) == '&') ++at_;
  token->is_integer = true;
  token->number = static_cast<std::int64_t>(value & 0xFFFFFFFF);
  token->text = text_.substr(begin, at_ - begin);
}

void Lexer::read_symbol(Token* token) {
  token->kind = Token::Kind::symbol;
  if (dialect_ == Dialect::vbscript && text_[at_] == '&' &&
      ((lower(at(at_ + 1)) == 'h' && hex_digit(at(at_ + 2)) >= 0) ||
       (lower(at(at_ + 1)) == 'o' && is_digit(at(at_ + 2))))) {
    read_basic_number(token);
    return;
  }
  const std::string_view rest = text_.substr(at_, 3);
  std::size_t length = 1;
  static constexpr std::string_view kSecond = "=>-:+&|?*<.@";
  if (rest.size() > 1 && kSecond.find(rest[1]) != kSecond.npos) {
    for (const std::string_view symbol : kSymbols) {
      if (rest[0] == symbol[0] && rest.starts_with(symbol)) {
        length = symbol.size();
        break;
      }
    }
  }
  token->text = text_.substr(at_, length);
  at_ += length;
}

}  // namespace beachcomb::unwrap
