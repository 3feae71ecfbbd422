// SPDX-License-Identifier: Apache-2.0
//
// One pass, one token at a time, no tables but the list of keywords. Three
// places of YARA are not what a reader expects, and rules in the wild rely on
// all of them:
//
//  - "{" opens a rule or a hex string. libyara tells them apart by trying a
//    regular expression over the whole hex string; a "{" after "=" is a hex
//    string in every source that it accepts, so that is what we test. It also
//    keeps the answer local: a broken hex string stays a broken hex string.
//  - `include` is a keyword only when blanks and a quote follow on its line.
//  - A comment that is not closed runs to the end of the file without an
//    error, as in libyara.
#include "rules/lexer.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "rules/keywords.h"
#include "text/ascii.h"

namespace beachcomb::rules {
namespace {

using text::is_digit;

constexpr bool is_octal(char c) { return c >= '0' && c <= '7'; }
constexpr bool is_hex(char c) { return text::hex_digit(c) >= 0; }
constexpr bool is_letter(char c) { return text::is_letter(c) || c == '_'; }
constexpr bool is_word(char c) { return is_letter(c) || is_digit(c); }

// What may stand in a hex string beside comments.
constexpr bool is_hex_string_byte(char c) {
  return is_hex(c) ||
         std::string_view(" -|~?[]()\n\r\t").find(c) != std::string_view::npos;
}

constexpr std::size_t kMaxIdentifier = 128;  // libyara's limit

class Lexer {
 public:
  explicit Lexer(std::string_view source) : source_(source) {}

  Tokens run() {
    // A token is about six bytes of source in public rules.
    tokens_.tokens.reserve(source_.size() / 6 + 1);
    // libyara does not take it for a blank; isolate.cc makes it one.
    if (starts("\xef\xbb\xbf")) advance(3);
    while (skip_blanks_and_comments()) push(next());
    push(token(TokenKind::end, at_));
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
  }
  bool starts(std::string_view text) const {
    return source_.substr(at_, text.size()) == text;
  }
  std::size_t end_of_line(std::size_t from) const {
    return std::min(source_.find('\n', from), source_.size());
  }
  template <typename Predicate>
  std::size_t scan(std::size_t from, Predicate is) const {
    while (from < source_.size() && is(source_[from])) ++from;
    return from;
  }

  // libyara drops what follows a NUL inside of quotes or slashes; we refuse it,
  // because a string that means less than it says helps nobody.
  bool has_nul(std::size_t end) const {
    return source_.substr(at_, end - at_).find('\0') != source_.npos;
  }

  Position position() const {
    return {static_cast<std::uint32_t>(at_), line_,
            static_cast<std::uint32_t>(at_ - line_start_ + 1)};
  }

  // Moves to `end`, keeping count of lines.
  void advance(std::size_t end) {
    for (std::size_t n = source_.find('\n', at_); n < end;
         n = source_.find('\n', n + 1)) {
      ++line_;
      line_start_ = n + 1;
    }
    at_ = end;
  }

  Token token(TokenKind kind, std::size_t end, bool one_line = true) {
    const Position begin = position();
    if (one_line) {
      at_ = end;
    } else {
      advance(end);
    }
    return {kind, {begin, position()}, nullptr};
  }
  Token error(const char* message, std::size_t end, bool one_line = true) {
    Token bad = token(TokenKind::error, end, one_line);
    bad.message = message;
    return bad;
  }
  void push(const Token& token) {
    last_ = token.kind;
    tokens_.tokens.push_back(token);
  }

  bool skip_blanks_and_comments();
  Token next();
  Token word();
  std::optional<Token> include();
  Token number();
  Token text();
  Token regexp();
  Token brace();
  Token string_name(TokenKind kind);
  Token punctuation();
  std::size_t end_of_hex(std::size_t from, bool strict) const;

  std::string_view source_;
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  std::uint32_t line_ = 1;
  TokenKind last_ = TokenKind::end;
  Tokens tokens_;
};

// False at the end of the source.
bool Lexer::skip_blanks_and_comments() {
  while (at_ < source_.size()) {
    const char c = source_[at_];
    if (c == '\n') {
      line_start_ = ++at_;
      ++line_;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      ++at_;
    } else if (c == '/' && peek(1) == '/') {
      const Position begin = position();
      at_ = end_of_line(at_);
      tokens_.comments.push_back({{begin, position()}});
    } else if (c == '/' && peek(1) == '*') {
      const Position begin = position();
      const std::size_t close = source_.find("*/", at_ + 2);
      advance(close == std::string_view::npos ? source_.size() : close + 2);
      tokens_.comments.push_back({{begin, position()}});
    } else {
      return true;
    }
  }
  return false;
}

Token Lexer::next() {
  const char c = peek();
  if (is_letter(c)) return word();
  if (is_digit(c)) return number();
  switch (c) {
    case '"':
      return text();
    case '/':
      return regexp();
    case '{':
      return brace();
    case '$':
      return string_name(TokenKind::string_id);
    case '#':
      return string_name(TokenKind::string_count);
    case '@':
      return string_name(TokenKind::string_offset);
    case '!':
      if (peek(1) == '=') return token(TokenKind::ne, at_ + 2);
      return string_name(TokenKind::string_length);
    default:
      return punctuation();
  }
}

Token Lexer::word() {
  const std::size_t end = scan(at_, is_word);
  const std::string_view name = source_.substr(at_, end - at_);
  if (name == "include") {
    if (std::optional<Token> found = include()) return *found;
  }
  const TokenKind kind = keyword(name);
  if (kind != TokenKind::identifier) return token(kind, end);
  if (name.size() > kMaxIdentifier) {
    return error("identifier too long (more than 128 bytes)", end);
  }
  return token(TokenKind::identifier, end);
}

std::optional<Token> Lexer::include() {
  const std::size_t blanks = at_ + std::string_view("include").size();
  const std::size_t quote =
      scan(blanks, [](char c) { return c == ' ' || c == '\t'; });
  if (quote == blanks || quote >= source_.size() || source_[quote] != '"') {
    return std::nullopt;
  }
  const std::size_t close =
      scan(quote + 1, [](char c) { return c != '"' && c != '\n'; });
  if (close >= source_.size() || source_[close] != '"') {
    return error("unterminated path of include", close);
  }
  return token(TokenKind::include, close + 1);
}

Token Lexer::number() {
  // The longest of the four forms wins, so "0x" is 0 and then x.
  if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'o')) {
    const std::size_t end =
        peek(1) == 'x' ? scan(at_ + 2, is_hex) : scan(at_ + 2, is_octal);
    if (end > at_ + 2) return token(TokenKind::integer, end);
  }
  std::size_t end = scan(at_, is_digit);
  const std::string_view rest = source_.substr(end, 2);
  if (rest == "KB" || rest == "MB") return token(TokenKind::integer, end + 2);
  if (rest.size() == 2 && rest[0] == '.' && is_digit(rest[1])) {
    return token(TokenKind::real, scan(end + 1, is_digit));
  }
  return token(TokenKind::integer, end);
}

Token Lexer::text() {
  const char* problem = nullptr;
  std::size_t i = at_ + 1;
  while (i < source_.size() && source_[i] != '"' && source_[i] != '\n') {
    if (source_[i] != '\\') {
      ++i;
      continue;
    }
    const char escape = i + 1 < source_.size() ? source_[i + 1] : '\n';
    if (escape == '\n') break;
    const bool hex = escape == 'x' && i + 3 < source_.size() &&
                     is_hex(source_[i + 2]) && is_hex(source_[i + 3]);
    if (!hex &&
        std::string_view("trn\"\\").find(escape) == std::string_view::npos) {
      problem = "illegal escape sequence in text string";
    }
    i += hex ? 4 : 2;
  }
  i = std::min(i, source_.size());
  if (i == source_.size() || source_[i] != '"') {
    return error("unterminated text string", end_of_line(i));
  }
  if (has_nul(i)) problem = "NUL byte in text string";
  if (problem != nullptr) return error(problem, i + 1);
  return token(TokenKind::text, i + 1);
}

Token Lexer::regexp() {
  std::size_t i = at_ + 1;
  while (i < source_.size() && source_[i] != '/' && source_[i] != '\n') {
    const bool pair =
        source_[i] == '\\' && i + 1 < source_.size() && source_[i + 1] != '\n';
    i += pair ? 2 : 1;
  }
  i = std::min(i, source_.size());
  if (i == source_.size() || source_[i] != '/') {
    return error("unterminated regular expression", i);
  }
  if (has_nul(i)) return error("NUL byte in regular expression", i + 1);
  std::size_t end = i + 1;
  if (end < source_.size() && source_[end] == 'i') ++end;
  if (end < source_.size() && source_[end] == 's') ++end;
  return token(TokenKind::regexp, end);
}

// The offset after the "}" of a hex string, or npos. Strict takes only bytes
// of hex strings; otherwise anything that does not look like the next string
// or section passes, to find the end of a hex string that is wrong inside.
std::size_t Lexer::end_of_hex(std::size_t from, bool strict) const {
  std::size_t i = from + 1;
  while (i < source_.size()) {
    const char c = source_[i];
    if (c == '}') return i + 1;
    if (c == '/' && i + 1 < source_.size() && source_[i + 1] == '/') {
      i = end_of_line(i);
    } else if (c == '/' && i + 1 < source_.size() && source_[i + 1] == '*') {
      const std::size_t close = source_.find("*/", i + 2);
      if (close == std::string_view::npos) break;
      i = close + 2;
    } else if (is_hex_string_byte(c) ||
               (!strict &&
                std::string_view("\"$=:{").find(c) == std::string_view::npos)) {
      ++i;
    } else {
      break;
    }
  }
  return std::string_view::npos;
}

Token Lexer::brace() {
  if (last_ != TokenKind::assign) return token(TokenKind::left_brace, at_ + 1);
  std::size_t end = end_of_hex(at_, true);
  if (end != std::string_view::npos) return token(TokenKind::hex, end, false);
  end = end_of_hex(at_, false);
  if (end == std::string_view::npos) {
    return error("unterminated hex string", at_ + 1);
  }
  return error("invalid character in hex string", end, false);
}

Token Lexer::string_name(TokenKind kind) {
  const std::size_t end = scan(at_ + 1, is_word);
  if (kind == TokenKind::string_id && end < source_.size() &&
      source_[end] == '*') {
    return token(TokenKind::string_wildcard, end + 1);
  }
  return token(kind, end);
}

Token Lexer::punctuation() {
  struct Mark {
    std::string_view text;
    TokenKind kind;
  };
  // Longer marks before their beginnings.
  static constexpr Mark kMarks[] = {
      {"..", TokenKind::dot_dot},
      {"<<", TokenKind::shift_left},
      {">>", TokenKind::shift_right},
      {"<=", TokenKind::le},
      {">=", TokenKind::ge},
      {"==", TokenKind::eq},
      {"<", TokenKind::lt},
      {">", TokenKind::gt},
      {"}", TokenKind::right_brace},
      {"(", TokenKind::left_paren},
      {")", TokenKind::right_paren},
      {"[", TokenKind::left_bracket},
      {"]", TokenKind::right_bracket},
      {":", TokenKind::colon},
      {",", TokenKind::comma},
      {".", TokenKind::dot},
      {"=", TokenKind::assign},
      {"+", TokenKind::plus},
      {"-", TokenKind::minus},
      {"*", TokenKind::star},
      {"\\", TokenKind::backslash},
      {"%", TokenKind::percent},
      {"&", TokenKind::ampersand},
      {"|", TokenKind::pipe},
      {"^", TokenKind::caret},
      {"~", TokenKind::tilde},
  };
  for (const Mark& mark : kMarks) {
    if (starts(mark.text)) return token(mark.kind, at_ + mark.text.size());
  }
  const std::size_t end = scan(at_, [](char c) {
    return (c < ' ' && c != '\n' && c != '\r' && c != '\t') || c == '\x7f' ||
           static_cast<unsigned char>(c) >= 0x80;
  });
  if (end > at_) return error("non-ascii character", end);
  return error("unexpected character", at_ + 1);
}

}  // namespace

Tokens tokenize(std::string_view source) { return Lexer(source).run(); }

}  // namespace beachcomb::rules
