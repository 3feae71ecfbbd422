// SPDX-License-Identifier: Apache-2.0
//
// Most scripts of a server are plain, and folding one costs more than scanning
// it. So a first pass looks at strings and calls only, and adds up signs: a
// decoder on a literal, 'ba'.'se64' in pieces, letters as escapes, a run of
// chr(), a string that is called, a comment between a name and its
// parenthesis. One sign can stand in any program; kEnough of them, or one that
// has no other purpose, do not.
#include "unwrap/script_marks.h"

#include <algorithm>
#include <array>

#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

constexpr int kEnough = 2;
constexpr std::size_t kLongLiteral = 64;

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

template <std::size_t N>
bool is_one_of(std::string_view name,
               const std::array<std::string_view, N>& names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view n) {
    return equal_nocase(n, name);
  });
}

constexpr std::array<bool, 256> interesting() {
  std::array<bool, 256> table{};
  for (const char c : {'\'', '"', '(', '\\', '$', '/', '#', '~', '?', '+'}) {
    table[static_cast<unsigned char>(c)] = true;
  }
  return table;
}
constexpr std::array<bool, 256> kInteresting = interesting();

class Scan {
 public:
  Scan(std::string_view text, Dialect dialect)
      : text_(text), dialect_(dialect), php_(dialect == Dialect::php) {}

  bool run() {
    std::size_t code = 0;
    bool echo = false;
    if (php_ && find_php(text_, 0, &code, &echo)) {
      at_ = code;
      sections_ = true;
    }
    while (at_ < text_.size() && score_ < kEnough) {
      if (!kInteresting[byte_of(text_[at_])]) {
        ++at_;
        continue;
      }
      look();
    }
    const int rest = (sink_ ? 1 : 0) + (decoder_ ? 1 : 0) + (long_ ? 1 : 0) +
                     (dynamic_ ? 1 : 0) + std::min(joins_, 2);
    // Scripts that are not PHP are rare enough to look at each.
    return score_ >= kEnough || score_ + rest >= (php_ ? kEnough : 1);
  }

 private:
  char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  std::size_t after_space(std::size_t i) const {
    while (i < text_.size() && is_space(text_[i])) ++i;
    return i;
  }
  std::string_view name_before(std::size_t i) const {
    while (i > 0 && is_space(text_[i - 1])) --i;
    const std::size_t end = i;
    while (i > 0 && is_word(text_[i - 1]) && end - i < 40) --i;
    return text_.substr(i, end - i);
  }
  char before(std::size_t i) const {
    while (i > 0 && is_space(text_[i - 1])) --i;
    return i > 0 ? text_[i - 1] : '\0';
  }
  bool is_join(char c) const {
    return php_ ? c == '.'
                : c == '+' || (c == '&' && dialect_ == Dialect::vbscript);
  }

  void look() {
    const char c = text_[at_];
    if (c == '"' || (c == '\'' && dialect_ != Dialect::vbscript)) {
      string();
    } else if (c == '(') {
      call();
      ++at_;
    } else if (c == '/' && at(at_ + 1) == '*' &&
               dialect_ != Dialect::vbscript) {
      comment();
    } else if ((c == '/' && at(at_ + 1) == '/' &&
                dialect_ != Dialect::vbscript) ||
               (c == '#' && php_) ||
               (c == '\'' && dialect_ == Dialect::vbscript)) {
      while (at_ < text_.size() && text_[at_] != '\n' &&
             !(php_ && text_[at_] == '?' && at(at_ + 1) == '>')) {
        ++at_;
      }
    } else if (c == '?' && php_ && sections_ && at(at_ + 1) == '>') {
      bool echo = false;
      if (!find_php(text_, at_ + 2, &at_, &echo)) at_ = text_.size();
    } else if (c == '$' && php_) {
      variable();
    } else if (c == '\\' && !php_ && (at(at_ + 1) | 0x20) == 'u') {
      score_ += kEnough;  // a letter of a name as an escape
      ++at_;
    } else if (c == '~' && php_) {
      const char quote = at(after_space(at_ + 1));
      if ((quote == '\'' || quote == '"') &&
          byte_of(at(after_space(at_ + 1) + 1)) >= 0x80) {
        score_ += kEnough;
      }
      ++at_;
    } else if (c == '+' && php_ && at(at_ + 1) == '+' &&
               ++increments_ > 12 && at(at_ - 1) == '_') {
      score_ += kEnough;
      at_ += 2;
    } else {
      ++at_;
    }
  }

  void comment() {
    const std::size_t begin = at_;
    const std::size_t end = text_.find("*/", at_ + 2);
    at_ = end == text_.npos ? text_.size() : end + 2;
    if (begin > 0 && is_word(text_[begin - 1]) && at(at_) == '(') {
      const std::string_view name = name_before(begin);
      // function/*...*/( is a style, a call like that is none
      if (!equal_nocase(name, "function") && !equal_nocase(name, "array")) {
        score_ += php_ ? kEnough : 1;
      }
    }
  }

  void variable() {
    const char next = at(at_ + 1);
    if (next == '{') {
      const char quote = at(after_space(at_ + 2));
      if (quote == '"' || quote == '\'') score_ += kEnough;
    }
    std::size_t i = at_ + 1;
    while (i < text_.size() && is_word(text_[i])) ++i;
    if (i == at_ + 1) {
      ++at_;
      return;
    }
    // $x[3].$x[14].
    if ((at(i) == '[' || at(i) == '{') && is_digit(at(i + 1))) {
      std::size_t close = i + 1;
      while (is_digit(at(close))) ++close;
      const std::size_t join = after_space(close + 1);
      if ((at(close) == ']' || at(close) == '}') && at(join) == '.' &&
          at(after_space(join + 1)) == '$' && ++picks_ >= 4) {
        score_ += kEnough;
      }
    }
    at_ = i;
  }

  void call() {
    const char last = before(at_);
    if (last == ']' || last == '}') dynamic_ = php_ || dynamic_;
    const std::string_view name = name_before(at_);
    if (name.empty()) return;
    const std::size_t start =
        static_cast<std::size_t>(name.data() - text_.data());
    if (php_ && start > 0 && text_[start - 1] == '$') {
      dynamic_ = true;
      return;
    }
    if (name.size() <= 4 && equal_nocase(name.substr(0, 3), "chr")) {
      chr_run_ = at_ - last_chr_ < 40 ? chr_run_ + 1 : 1;
      last_chr_ = at_;
      if (chr_run_ >= 4) score_ += kEnough;
      return;
    }
    const std::size_t next = after_space(at_ + 1);
    const char first = at(next);
    const bool literal = first == '"' || first == '\'';
    std::size_t end = next;
    while (is_word(at(end)) && end < next + 40) ++end;
    const std::string_view inner = text_.substr(next, end - next);
    if (is_one_of(name, kSinks)) {
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
      if (literal && !is_one_of(name, kPlain)) score_ += kEnough;
    } else if (literal && equal_nocase(name, "preg_replace")) {
      pattern(next);
    }
  }
  std::string_view name_at(std::size_t i) const {
    std::size_t end = i;
    while (is_word(at(end))) ++end;
    return text_.substr(std::min(i, text_.size()), end - i);
  }

  // preg_replace("/x/e", ...)
  void pattern(std::size_t quote_at) {
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

  void string() {
    const char quote = text_[at_];
    const std::size_t begin = at_ + 1;
    std::size_t end = begin;
    int letters = 0;  // as escapes
    for (; end < text_.size() && text_[end] != quote; ++end) {
      if (text_[end] != '\\' || dialect_ == Dialect::vbscript) continue;
      letters += escaped_letter(end, quote) ? 1 : 0;
      ++end;
    }
    at_ = std::min(end + 1, text_.size());
    if (letters >= 3) score_ += kEnough;
    const std::string_view literal =
        text_.substr(begin, std::min(end, text_.size()) - begin);
    const std::size_t next = after_space(at_);
    const char c = at(next);
    if (is_join(c)) {
      join(literal, after_space(next + 1));
    } else if (c == '^' && php_) {
      const char other = at(after_space(next + 1));
      if (other == '"' || other == '\'') score_ += kEnough;
    } else if (c == '(' && php_ && literal.size() > 2 && next == at_) {
      score_ += kEnough;
    } else if (c == '[' && next == at_ && is_digit(at(next + 1))) {
      ++score_;
    }
    if (literal.size() >= kLongLiteral && !long_) long_ = is_packed(literal);
  }

  // \x65 \145 \u0065 for a letter, digit or '_'
  bool escaped_letter(std::size_t slash, char quote) const {
    if (php_ && quote == '\'') return false;
    const char c = at(slash + 1);
    int value = -1;
    if (c == 'x') {
      value = hex_digit(at(slash + 2)) * 16 + hex_digit(at(slash + 3));
    } else if (c >= '0' && c <= '1') {
      value = (c - '0') * 64 + (at(slash + 2) - '0') * 8 +
              (at(slash + 3) - '0');
    } else if (c == 'u' && at(slash + 2) == '0' && at(slash + 3) == '0') {
      value = hex_digit(at(slash + 4)) * 16 + hex_digit(at(slash + 5));
    }
    return value > 32 && value < 127 && is_word(static_cast<char>(value));
  }

  // 'ba'.'se64': words in pieces
  void join(std::string_view literal, std::size_t next) {
    if (literal.empty() || literal.size() > 12 ||
        !(at(next) == '"' || at(next) == '\'')) {
      return;
    }
    const std::size_t end = text_.find(at(next), next + 1);
    if (end == text_.npos || end - next > 13 || end == next + 1) return;
    const std::string_view other = text_.substr(next + 1, end - next - 1);
    if (std::all_of(literal.begin(), literal.end(), is_word) &&
        std::all_of(other.begin(), other.end(), is_word)) {
      ++joins_;
    }
  }

  // Base64, hexadecimal or worse: no white space, and no path or word list.
  static bool is_packed(std::string_view literal) {
    const std::string_view sample = literal.substr(0, 256);
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

  std::string_view text_;
  Dialect dialect_;
  bool php_;
  bool sections_ = false;
  std::size_t at_ = 0;
  int score_ = 0;
  int joins_ = 0;
  int picks_ = 0;
  int increments_ = 0;
  int chr_run_ = 0;
  std::size_t last_chr_ = 0;
  bool sink_ = false;
  bool decoder_ = false;
  bool long_ = false;
  bool dynamic_ = false;
};

constexpr std::array<std::string_view, 44> kMarks = {
    // functions that decode or build text
    "base64_decode", "gzinflate", "gzuncompress", "gzdecode", "str_rot13",
    "strrev", "hex2bin", "convert_uudecode", "urldecode(", "chr(", "chrw(",
    "unescape(", "frombase64string", "fromcharcode", "decodebuffer",
    // what runs a text
    "eval(", "create_function", "execute(", "execute ", "executeglobal",
    "/e'", "/e\"",
    // names in pieces
    "'.'", "\".\"", "' . '", "\" . \"", "\"&\"", "\" & \"", "\"+\"", "'+'",
    "${'", "${\"", "'^'", "\"^\"", "' ^ '", "\"](", "'](", "*/(", "~'", "~\"",
    // letters as escapes
    "\\x6", "\\x7", "\\u00", "\\1"};

}  // namespace

bool is_obfuscated(std::string_view text, Dialect dialect) {
  return Scan(text, dialect).run();
}

std::span<const std::string_view> script_marks() { return kMarks; }

}  // namespace beachcomb::unwrap
