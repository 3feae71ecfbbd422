// SPDX-License-Identifier: Apache-2.0
//
// The tokens of the languages that web shells are written in. They differ in
// how strings, comments and names look and in little else that matters here,
// so one lexer serves them all. It never fails: what no language knows is a
// token of one character, and what has no end ends with the section. Each byte
// is looked at a bounded number of times, whatever stands there.
#ifndef BEACHCOMB_UNWRAP_SCRIPT_LEXER_H_
#define BEACHCOMB_UNWRAP_SCRIPT_LEXER_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace beachcomb::unwrap {

enum class Dialect { php, javascript, csharp, java, vbscript };

struct Token {
  enum class Kind {
    end,
    string,
    number,
    name,
    variable,  // PHP's $name
    symbol,
    close,  // PHP's ?> up to the next <?php, or to the end
  };
  Kind kind = Kind::end;
  std::size_t begin = 0;
  std::size_t end = 0;
  // What it means: of a string the decoded bytes, of a name the name with its
  // \u escapes decoded, of a variable the name without '$', of a number and a
  // symbol the text as it stands.
  std::string text;
  std::int64_t number = 0;
  bool is_integer = false;
  // Of a string: holds variables, so that `text` is what stands between the
  // quotes, undecoded.
  bool interpolated = false;
  bool unescaped = false;  // an escape stood for a letter or a digit
  bool changed = false;    // `text` is not what stands between the quotes
  bool gap = false;        // white space or a comment before it
  bool newline = false;    // a line ended before it
  bool comment = false;    // a comment stood before it

  bool is(std::string_view symbol) const {
    return kind == Kind::symbol && text == symbol;
  }
};

class Lexer {
 public:
  // The section [begin, end) of the text, which must outlive the lexer.
  Lexer(std::string_view text, std::size_t begin, std::size_t end,
        Dialect dialect)
      : text_(text.substr(0, end)), at_(begin), dialect_(dialect) {}

  Token next();

  // Undoes the escapes of a string; used for the pieces of interpolated ones.
  static std::string unescape(std::string_view raw, Dialect dialect, char quote,
                              bool* unescaped);

 private:
  void skip_gap(Token* token);
  bool skip_comment();
  void skip_to_line_end();
  void read_close(Token* token);
  void read_string(Token* token, char quote);
  void read_verbatim(Token* token);
  void read_basic_string(Token* token);
  bool read_heredoc(Token* token);
  bool read_regexp(Token* token);
  void read_number(Token* token);
  void read_basic_number(Token* token);
  void read_name(Token* token);
  void read_symbol(Token* token);
  bool starts_name() const;
  char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }

  std::string_view text_;
  std::size_t at_;
  Dialect dialect_;
  bool operand_before_ = false;  // a '/' after it divides
};

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_SCRIPT_LEXER_H_
