// SPDX-License-Identifier: Apache-2.0
//
// The part of the lexer that knows escapes: of names and of strings.
#include <algorithm>

#include "unwrap/script_lexer.h"
#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

// Up to `most` digits of the base at `at`; how many there are.
std::size_t read_digits(std::string_view text, std::size_t at, int base,
                        std::size_t most, std::uint32_t* value) {
  std::size_t count = 0;
  *value = 0;
  while (count < most && at + count < text.size()) {
    const int digit = hex_digit(text[at + count]);
    if (digit < 0 || digit >= base) break;
    *value = *value * static_cast<std::uint32_t>(base) +
             static_cast<std::uint32_t>(digit);
    ++count;
  }
  return count;
}

// \uXXXX, \uuXXXX (Java), \u{X...}, \UXXXXXXXX behind the backslash at `at`:
// how many bytes behind it they take, 0 when it is none.
std::size_t read_unicode(std::string_view text, std::size_t at,
                         std::uint32_t* code_point) {
  if (at + 1 >= text.size()) return 0;
  std::size_t i = at + 1;
  if (text[i] == 'U') {
    return read_digits(text, i + 1, 16, 8, code_point) == 8 ? 9 : 0;
  }
  if (text[i] != 'u') return 0;
  while (i < text.size() && text[i] == 'u') ++i;
  if (i < text.size() && text[i] == '{') {
    const std::size_t count = read_digits(text, i + 1, 16, 8, code_point);
    const bool closed =
        i + 1 + count < text.size() && text[i + 1 + count] == '}';
    return count > 0 && closed ? i + 1 + count - at : 0;
  }
  return read_digits(text, i, 16, 4, code_point) == 4 ? i + 3 - at : 0;
}

// Characters that C# and JScript drop from a name.
bool is_format_character(std::uint32_t code_point) {
  return code_point == 0xAD || (code_point >= 0x200B && code_point <= 0x200F) ||
         (code_point >= 0x202A && code_point <= 0x202E) ||
         (code_point >= 0x2060 && code_point <= 0x206F) || code_point == 0xFEFF;
}

bool is_alphanumeric(std::uint32_t code_point) {
  return code_point < 0x80 && (is_word(static_cast<char>(code_point)));
}

// A one-letter escape; -1 when the letter has no meaning.
int simple_escape(char c, bool php) {
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case 'v':
      return '\v';
    case 'f':
      return '\f';
    case 'e':
      return php ? 27 : -1;
    case 'b':
      return php ? -1 : '\b';
    case 'a':
      return php ? -1 : '\a';
    default:
      return -1;
  }
}

class Unescaper {
 public:
  Unescaper(std::string_view raw, bool php, char quote)
      : raw_(raw), php_(php), quote_(quote) {
    out_.reserve(raw.size());
  }

  std::string run(bool* unescaped) {
    while (at_ < raw_.size()) {
      if (raw_[at_] != '\\' || at_ + 1 >= raw_.size()) {
        out_.push_back(raw_[at_++]);
      } else if (!numeric()) {
        simple();
      }
    }
    *unescaped = unescaped_;
    return std::move(out_);
  }

 private:
  void put(std::uint32_t value, bool wide) {
    unescaped_ = unescaped_ || is_alphanumeric(value);
    if (php_ && !wide) {
      out_.push_back(static_cast<char>(value & 0xFF));
    } else {
      append_utf8(value, &out_);
    }
  }

  bool numeric() {
    const char c = raw_[at_ + 1];
    std::uint32_t value = 0;
    if (c == 'x') {
      const std::size_t count = read_digits(raw_, at_ + 2, 16, 2, &value);
      if (count == 0) return false;
      put(value, false);
      at_ += 2 + count;
      return true;
    }
    if (c >= '0' && c <= '7') {
      at_ += 1 + read_digits(raw_, at_ + 1, 8, 3, &value);
      put(value, false);
      return true;
    }
    if (c != 'u' && c != 'U') return false;
    const std::size_t count = read_unicode(raw_, at_, &value);
    if (count == 0) return false;
    at_ += 1 + count;
    if (value >= 0xD800 && value < 0xDC00) {
      std::uint32_t low = 0;
      const std::size_t more = at_ < raw_.size() && raw_[at_] == '\\'
                                   ? read_unicode(raw_, at_, &low)
                                   : 0;
      if (more != 0 && low >= 0xDC00 && low < 0xE000) {
        value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
        at_ += 1 + more;
      }
    }
    put(value, true);
    return true;
  }

  void simple() {
    const char c = raw_[at_ + 1];
    at_ += 2;
    const int meaning = simple_escape(c, php_);
    if (meaning >= 0) {
      out_.push_back(static_cast<char>(meaning));
    } else if (c == '\\' || c == quote_ || (php_ && c == '$')) {
      out_.push_back(c);
    } else if (php_) {
      out_.push_back('\\');
      out_.push_back(c);
    } else if (c != '\n') {
      out_.push_back(c);
    }
  }

  std::string_view raw_;
  bool php_;
  char quote_;
  std::size_t at_ = 0;
  std::string out_;
  bool unescaped_ = false;
};

std::string unescape_single(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\\' && i + 1 < raw.size() &&
        (raw[i + 1] == '\\' || raw[i + 1] == '\'')) {
      ++i;
    }
    out.push_back(raw[i]);
  }
  return out;
}

}  // namespace

std::string Lexer::unescape(std::string_view raw, Dialect dialect, char quote,
                            bool* unescaped) {
  const bool php = dialect == Dialect::php;
  *unescaped = false;
  if (php && quote == '\'') return unescape_single(raw);
  return Unescaper(raw, php, quote).run(unescaped);
}

bool Lexer::starts_name() const {
  const char c = at(at_);
  if (is_word(c)) return true;
  if (dialect_ == Dialect::php) {
    return c == '\\' && is_word(at(at_ + 1)) && !is_digit(at(at_ + 1));
  }
  if (dialect_ == Dialect::vbscript) {
    return c == '[' && is_letter(at(at_ + 1));
  }
  if (c == '@' && dialect_ == Dialect::csharp) return is_word(at(at_ + 1));
  if (c == '$') return dialect_ != Dialect::csharp;
  std::uint32_t code_point = 0;
  return c == '\\' && read_unicode(text_, at_, &code_point) != 0;
}

void Lexer::read_name(Token* token) {
  token->kind = Token::Kind::name;
  const std::size_t begin = at_;
  const bool escapes =
      dialect_ != Dialect::php && dialect_ != Dialect::vbscript;
  if (dialect_ == Dialect::vbscript && text_[at_] == '[') {
    ++at_;
    while (is_word(at(at_))) ++at_;
    token->text = text_.substr(begin + 1, at_ - begin - 1);
    if (at(at_) == ']') ++at_;
    return;
  }
  if (text_[at_] == '@' || (dialect_ == Dialect::php && text_[at_] == '\\')) {
    ++at_;
  }
  while (at_ < text_.size()) {
    const char c = text_[at_];
    std::uint32_t code_point = 0;
    if (escapes && c == '\\') {
      const std::size_t length = read_unicode(text_, at_, &code_point);
      if (length == 0) break;
      at_ += 1 + length;
      token->unescaped = token->unescaped || is_alphanumeric(code_point);
      if (!is_format_character(code_point)) {
        append_utf8(code_point, &token->text);
      }
    } else if (is_word(c) || (escapes && c == '$') ||
               (dialect_ == Dialect::php && c == '\\' &&
                is_word(at(at_ + 1)))) {
      token->text.push_back(c);
      ++at_;
    } else {
      break;
    }
  }
  // Raw format characters, in UTF-8.
  if (!escapes) return;
  for (const std::string_view hidden :
       {"\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D", "\xE2\x80\x8E",
        "\xE2\x80\x8F", "\xE2\x81\xA0", "\xEF\xBB\xBF", "\xC2\xAD"}) {
    std::size_t i = token->text.find(hidden);
    if (i == std::string::npos) continue;
    std::string rest;
    for (std::size_t from = 0; from < token->text.size(); from = i) {
      i = std::min(token->text.find(hidden, from), token->text.size());
      rest += token->text.substr(from, i - from);
      i = std::min(i + hidden.size(), token->text.size());
    }
    token->text = std::move(rest);
    token->unescaped = true;
  }
}

}  // namespace beachcomb::unwrap
