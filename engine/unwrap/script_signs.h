// SPDX-License-Identifier: Apache-2.0
//
// Most scripts of a server are plain, and folding one costs more than scanning
// it. So a first pass looks at strings and calls only, and adds up signs: a
// decoder on a literal, 'ba'.'se64' in pieces, letters as escapes, a run of
// chr(), a string that is called, a comment between a name and its
// parenthesis. One sign can stand in any program; kEnough of them, or one that
// has no other purpose, do not.
#ifndef BEACHCOMB_UNWRAP_SCRIPT_SIGNS_H_
#define BEACHCOMB_UNWRAP_SCRIPT_SIGNS_H_

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "unwrap/script_lexer.h"
#include "unwrap/text.h"

namespace beachcomb::unwrap {

// Whether a script carries signs of obfuscation, so that folding it is worth
// the time: one quick pass without a copy, over the sections of PHP or, when
// there are none, over all of it.
bool is_obfuscated(std::string_view text, Dialect dialect);

// That pass. One thread, one script, then thrown away.
class ScriptSigns {
 public:
  // The text must outlive it.
  ScriptSigns(std::string_view text, Dialect dialect)
      : text_(text), dialect_(dialect), php_(dialect == Dialect::php) {}

  bool are_enough();

 private:
  static constexpr int kEnough = 2;

  char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  std::size_t after_space(std::size_t i) const {
    while (i < text_.size() && is_space(text_[i])) ++i;
    return i;
  }
  char before(std::size_t i) const {
    while (i > 0 && is_space(text_[i - 1])) --i;
    return i > 0 ? text_[i - 1] : '\0';
  }
  std::string_view name_at(std::size_t i) const {
    std::size_t end = i;
    while (is_word(at(end))) ++end;
    return text_.substr(std::min(i, text_.size()), end - i);
  }
  std::string_view name_before(std::size_t i) const {
    while (i > 0 && is_space(text_[i - 1])) --i;
    const std::size_t end = i;
    while (i > 0 && is_word(text_[i - 1]) && end - i < 40) --i;
    return text_.substr(i, end - i);
  }

  // script_signs.cc: the way through the script, comments, and the sum
  void look_through();
  void look_through_sections();
  void look();
  void line_comment();
  void comment();
  bool is_underscore(std::size_t end) const;

  // script_signs_calls.cc: decoders, what runs a text, names that are values
  void call();
  void dynamic_call();
  void character(std::size_t open);
  void pattern(std::size_t quote_at);
  bool is_in_sink() const;
  bool is_reversed_name(std::size_t quote_at) const;
  bool has_bare_sink() const;

  // script_signs_strings.cc: strings, and variables that spell one
  void string();
  void join(std::string_view literal, std::size_t next);
  bool is_join(char c) const;
  bool escaped_letter(std::size_t slash, char quote) const;
  void variable();
  void dynamic_variable(std::size_t quote_at);
  void pick(std::size_t open);

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

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_SCRIPT_SIGNS_H_
