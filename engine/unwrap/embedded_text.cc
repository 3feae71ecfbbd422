// SPDX-License-Identifier: Apache-2.0
//
// A page inside another text, with only those characters encoded that this
// other text minds: a parameter in the log of a server or a proxy
// ("content=%3C%3Fphp+..."), a string in JSON ("\u003C?php ..."). Unlike in an
// encoded literal, most of it can be read, so what counts is where a page
// begins; it is decoded from delimiter to delimiter.
#include <algorithm>
#include <array>

#include "unwrap/code_words.h"
#include "unwrap/codec.h"
#include "unwrap/text.h"
#include "unwrap/text_unwrappers.h"

namespace beachcomb::unwrap {
namespace {

// The beginning of a page.
constexpr std::array<std::string_view, 7> kPercent = {
    "%3c%3f", "%3c%25", "%3c?", "%3cscript", "%3ccf", "%3cjsp", "%253c"};
constexpr std::array<std::string_view, 6> kString = {
    "\\u003c?",       "\\u003c%",  "\\u003cscript",
    "\\u003c\\u0025", "\\u003ccf", "\\u003cjsp"};
constexpr std::array<std::string_view, 13> kMarks = [] {
  std::array<std::string_view, 13> marks;
  std::copy(kPercent.begin(), kPercent.end(), marks.begin());
  std::copy(kString.begin(), kString.end(), marks.begin() + kPercent.size());
  return marks;
}();

// What stands in a parameter as it is, and '+' for a space.
bool is_in_parameter(char c) {
  return is_letter(c) || is_digit(c) ||
         std::string_view("-_.~!*()%+:,/@$").find(c) != std::string_view::npos;
}

// Whether the quote at `at` has a backslash that is not one itself.
bool is_escaped(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (at > count && text[at - 1 - count] == '\\') ++count;
  return count % 2 != 0;
}

template <std::size_t N>
bool starts_with_any(std::string_view text,
                     const std::array<std::string_view, N>& words) {
  for (const std::string_view word : words) {
    if (starts_nocase(text, word)) return true;
  }
  return false;
}

class Finder {
 public:
  Finder(std::string_view text, Output& output)
      : text_(text), output_(output) {}

  void run() {
    std::uint64_t steps = 0;
    for (std::size_t at = 0; at < text_.size() && more_; ++at) {
      const char c = text_[at];
      if (c == '%' && starts_with_any(text_.substr(at, 16), kPercent)) {
        at = parameter(at);
      } else if (c == '\\' && starts_with_any(text_.substr(at, 16), kString)) {
        at = string(at);
      }
      if (++steps % 65536 == 0 && output_.expired()) return;
    }
  }

 private:
  std::size_t parameter(std::size_t at) {
    std::size_t begin = at;
    while (begin > done_ && is_in_parameter(text_[begin - 1])) --begin;
    std::size_t end = at;
    while (end < text_.size() && is_in_parameter(text_[end])) ++end;
    const std::string_view coded = text_.substr(begin, end - begin);
    take(decode_percent(coded, true), "urldecode", begin, end);
    return done_ = end;
  }

  std::size_t string(std::size_t at) {
    std::size_t begin = at;
    while (begin > done_ && text_[begin - 1] != '\n' &&
           (text_[begin - 1] != '"' || is_escaped(text_, begin - 1))) {
      --begin;
    }
    std::size_t end = at;
    while (end < text_.size() && text_[end] != '"' && text_[end] != '\n') {
      end += text_[end] == '\\' ? 2 : 1;
    }
    end = std::min(end, text_.size());
    const std::string_view coded = text_.substr(begin, end - begin);
    take(decode_json(coded), "escapes", begin, end);
    return done_ = end;
  }

  void take(std::string bytes, std::string_view step, std::size_t begin,
            std::size_t end) {
    const bool page = bytes.find('<') != std::string::npos ||
                      find_nocase(bytes, "%3c") != std::string::npos;
    if (!page || !looks_like_text(bytes) ||
        !(holds_code(bytes) || find_nocase(bytes, "%3c%") != bytes.npos)) {
      return;
    }
    Piece piece;
    piece.via = {std::string(step)};
    piece.offset = begin;
    piece.length = end - begin;
    piece.bytes = std::move(bytes);
    fit(output_, &piece);
    more_ = output_.add(std::move(piece));
  }

  std::string_view text_;
  Output& output_;
  std::size_t done_ = 0;  // what is before was looked at
  bool more_ = true;
};

bool recognises(Bytes bytes, const Context&) { return bytes.size() >= 16; }

void unwrap(Bytes bytes, const Context&, Output& output) {
  Finder(view_of(bytes), output).run();
}

}  // namespace

const Unwrapper& embedded_text() {
  static constexpr Unwrapper row = {"embedded-text", recognises, kMarks,
                                    unwrap};
  return row;
}

}  // namespace beachcomb::unwrap
