// SPDX-License-Identifier: Apache-2.0
#include "unwrap/script_signs.h"

#include <array>

#include "unwrap/script_sections.h"

namespace beachcomb::unwrap {
namespace {

constexpr std::array<bool, 256> interesting() {
  std::array<bool, 256> table{};
  for (const char c : {'\'', '"', '(', '\\', '$', '/', '#', '~', '?', '+'}) {
    table[static_cast<unsigned char>(c)] = true;
  }
  return table;
}
constexpr std::array<bool, 256> kInteresting = interesting();

}  // namespace

bool ScriptSigns::are_enough() {
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
    return score_ + joins_ > 0 || sink_ || decoder_ || long_ || has_bare_sink();
  }
  const int rest = (sink_ || dynamic_ ? 1 : 0) + (decoder_ ? 1 : 0) +
                   (long_ ? 1 : 0) + std::min(joins_, 2);
  return score_ + rest - (decoder_ && !sink_ ? 1 : 0) >= kEnough;
}

void ScriptSigns::look_through() {
  while (at_ < text_.size() && score_ < kEnough) {
    if (!kInteresting[byte_of(text_[at_])]) {
      ++at_;
      continue;
    }
    look();
  }
}

// The page around them has quotes of its own.
void ScriptSigns::look_through_sections() {
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

void ScriptSigns::look() {
  const char c = text_[at_];
  if (c == '"' || (c == '\'' && dialect_ != Dialect::vbscript)) {
    string();
  } else if (c == '(') {
    call();
    ++at_;
  } else if (c == '/' && at(at_ + 1) == '*' && dialect_ != Dialect::vbscript) {
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

void ScriptSigns::line_comment() {
  const std::size_t end = std::min(text_.find('\n', at_), text_.size());
  const std::string_view line = text_.substr(at_, end - at_);
  const std::size_t close = php_ && sections_ ? line.find("?>") : line.npos;
  at_ = close == line.npos ? end : at_ + close;
}

void ScriptSigns::comment() {
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

// $_++ and $__++, of which the letters of a name are counted up
bool ScriptSigns::is_underscore(std::size_t end) const {
  std::size_t i = end;
  while (i > 0 && text_[i - 1] == '_') --i;
  return i < end && i > 0 && text_[i - 1] == '$';
}

bool is_obfuscated(std::string_view text, Dialect dialect) {
  return ScriptSigns(text, dialect).are_enough();
}

}  // namespace beachcomb::unwrap
