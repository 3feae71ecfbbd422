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
#include <string>
#include <vector>

#include "unwrap/script_sections.h"
#include "unwrap/script_value.h"
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
    if (php_) {
      look_through();
    } else {
      look_through_sections();
    }
    // Scripts that are not PHP are rare enough to look at each.
    if (!php_) {
      return score_ + joins_ > 0 || sink_ || decoder_ || long_ ||
             has_bare_sink();
    }
    const int rest = (sink_ || dynamic_ ? 1 : 0) + (decoder_ ? 1 : 0) +
                     (long_ ? 1 : 0) + std::min(joins_, 2);
    return score_ + rest - (decoder_ && !sink_ ? 1 : 0) >= kEnough;
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

  // VBScript: Execute s
  bool has_bare_sink() const {
    if (dialect_ != Dialect::vbscript) return false;
    for (std::size_t i = find_nocase(text_, "execute"); i != text_.npos;
         i = find_nocase(text_, "execute", i + 1)) {
      const char last = i > 0 ? text_[i - 1] : '\n';
      const std::string_view word = name_at(i);
      if (last != '.' && !is_word(last) && is_one_of(word, kSinks)) return true;
    }
    return false;
  }

  // Within the first argument of what runs a text.
  bool is_in_sink() const {
    constexpr std::size_t kNear = 64;
    return sink_at_ != 0 && at_ - sink_at_ <= kNear &&
           text_.substr(sink_at_, at_ - sink_at_).find_first_of(";{") ==
               text_.npos;
  }

  // $_++ and $__++, of which the letters of a name are counted up
  bool is_underscore(std::size_t end) const {
    std::size_t i = end;
    while (i > 0 && text_[i - 1] == '_') --i;
    return i < end && i > 0 && text_[i - 1] == '$';
  }

  void look_through() {
    while (at_ < text_.size() && score_ < kEnough) {
      if (!kInteresting[byte_of(text_[at_])]) {
        ++at_;
        continue;
      }
      look();
    }
  }

  // The page around them has quotes of its own.
  void look_through_sections() {
    const std::string_view page = text_;
    auto section = next_asp_section(page, 0);
    if (!section.has_value()) look_through();
    while (section.has_value() && score_ < kEnough) {
      if (section->kind == AspSection::Kind::code) {
        text_ = page.substr(section->begin, section->end - section->begin);
        at_ = sink_at_ = last_chr_ = 0;
        look_through();
      }
      section = next_asp_section(page, section->next);
    }
    text_ = page;
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
      line_comment();
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
    } else if (c == '+' && php_ && at(at_ + 1) == '+' && is_underscore(at_)) {
      if (++increments_ > 8) score_ += kEnough;
      at_ += 2;
    } else {
      ++at_;
    }
  }

  void line_comment() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    const std::string_view line = text_.substr(at_, end - at_);
    const std::size_t close = php_ && sections_ ? line.find("?>") : line.npos;
    at_ = close == line.npos ? end : at_ + close;
  }

  void comment() {
    const std::size_t begin = at_;
    const std::size_t end = text_.find("*/", at_ + 2);
    at_ = end == text_.npos ? text_.size() : end + 2;
    if (begin > 0 && is_word(text_[begin - 1]) &&
        (at(at_) == '(' || (php_ && at(at_) == '['))) {
      const std::string_view name = name_before(begin);
      // function/*...*/( is a style, a call like that is none
      if (!equal_nocase(name, "function") && !equal_nocase(name, "array")) {
        score_ += php_ ? kEnough : 1;
      }
    }
  }

  void variable() {
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
  void dynamic_variable(std::size_t quote_at) {
    const char quote = at(quote_at);
    if (quote != '"' && quote != '\'') return;
    const std::size_t end = text_.find(quote, quote_at + 1);
    if (end == text_.npos || end - quote_at > 200) return;
    const std::string_view name =
        text_.substr(quote_at + 1, end - quote_at - 1);
    if (quote == '"' && name.find('$') != name.npos) return;
    const std::size_t next = after_space(end + 1);
    const char other = at(after_space(next + 1));
    if (at(next) == '}' ||
        (at(next) == '.' && (other == '"' || other == '\''))) {
      score_ += kEnough;
    }
  }

  // $x[14].$x[3]: the letters of a name from an alphabet, in any order
  void pick(std::size_t open) {
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

  // chr(101).chr(118)
  void character(std::size_t open) {
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

  void call() {
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
  // 'edoced_46esab', and what is no word in either direction
  bool is_reversed_name(std::size_t quote_at) const {
    const std::string_view word = name_at(quote_at + 1);
    const std::string name(word.rbegin(), word.rend());
    return is_one_of(std::string_view(name), kDecoders) ||
           is_one_of(std::string_view(name), kSinks) ||
           is_notable_name(lower(name));
  }

  // A function whose name is a value, above all one on what was sent.
  void dynamic_call() {
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
    int others = 0;
    const std::size_t first =
        std::min(text_.find(quote, at_ + 1), text_.size());
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

  // \x65 \145 \u0065 for a letter, digit or '_'
  bool escaped_letter(std::size_t slash, char quote) const {
    if (php_ && quote == '\'') return false;
    const char c = at(slash + 1);
    int value = -1;
    if (c == 'x') {
      value = hex_digit(at(slash + 2)) * 16 + hex_digit(at(slash + 3));
    } else if (c >= '0' && c <= '1') {
      value =
          (c - '0') * 64 + (at(slash + 2) - '0') * 8 + (at(slash + 3) - '0');
    } else if (c == 'u' && at(slash + 2) == '0' && at(slash + 3) == '0') {
      value = hex_digit(at(slash + 4)) * 16 + hex_digit(at(slash + 5));
    }
    return value > 32 && value < 127 && is_word(static_cast<char>(value));
  }

  // 'ba'.'se64': words in pieces
  void join(std::string_view literal, std::size_t next) {
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

  // Base64, hexadecimal or worse: no white space, and no path or word list.
  static bool is_packed(std::string_view literal) {
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

  std::string_view text_;
  Dialect dialect_;
  bool php_;
  bool sections_ = false;
  std::size_t at_ = 0;
  int score_ = 0;
  int joins_ = 0;
  std::string_view picked_;
  int picks_ = 0;
  int descents_ = 0;
  int last_place_ = 0;
  int increments_ = 0;
  int chr_run_ = 0;
  std::size_t last_chr_ = 0;
  std::size_t sink_at_ = 0;  // its parenthesis; 0 when there was none
  bool sink_ = false;
  bool decoder_ = false;
  bool long_ = false;
  bool dynamic_ = false;
};

// Joins are marks only with the letter behind them: '.' alone is a string that
// many a program has.
constexpr std::array<std::string_view, 8> kJoins = {
    "'.'", "\".\"", "' . '", "\" . \"", "\"&\"", "\" & \"", "\"+\"", "'+'"};
constexpr std::array<std::string_view, 7> kQuotable = {
    "base64_decode", "strrev",    "urldecode",   "hex2bin",
    "str_rot13",     "gzinflate", "gzuncompress"};
constexpr std::array<std::string_view, 54> kMarks = {
    // functions that decode or build text
    "(base64_decode(", "base64_decode (", "base64_decode/*", "(strrev(",
    "gzinflate(", "gzuncompress(", "gzdecode(", "str_rot13(", "hex2bin(",
    "convert_uudecode", "pack('h", "pack(\"h", ").chr(", ") . chr(", ").\\chr(",
    ",chr(", ", chr(", "map('chr'", "map(\"chr\"", "frombase64string",
    "fromcharcode", "strreverse", "decodebuffer", "+chr(", "&chr(", "& chr(",
    "unescape(",
    // what runs a text
    "eval(", "eval (", "create_function", "executeglobal", "/e'", "/e\"",
    // names that are no names
    "${'", "${\"", "'^'", "\"^\"", "' ^ '", "\"](", "'](", "*/(", "*/[", "_++",
    // "(~'" and the like
    "(~'", "(~\"", "=~'", "=~\"", ".~'", ".~\"",
    // letters as escapes
    "\\x6", "\\x73", "\\x74", "\\u006", "\\u007"};
constexpr std::array<std::string_view, 4> kOctal = {"\\14", "\\15", "\\16",
                                                    "\\17"};

std::vector<std::string> all_marks() {
  std::vector<std::string> marks(kMarks.begin(), kMarks.end());
  marks.insert(marks.end(), kOctal.begin(), kOctal.end());
  for (const std::string_view join : kJoins) {
    for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyz_")) {
      marks.push_back(std::string(join) + c);
    }
  }
  // 'base64_decode' as a text, and on one
  for (const std::string_view name : kQuotable) {
    for (const char* form : {"'", "\"", "('", "(\""}) {
      marks.push_back(std::string(name) + form);
    }
  }
  return marks;
}

}  // namespace

bool is_obfuscated(std::string_view text, Dialect dialect) {
  return Scan(text, dialect).run();
}

std::span<const std::string_view> script_marks() {
  static const std::vector<std::string> texts = all_marks();
  static const std::vector<std::string_view> marks(texts.begin(), texts.end());
  return marks;
}

}  // namespace beachcomb::unwrap
