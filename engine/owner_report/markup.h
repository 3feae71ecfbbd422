// SPDX-License-Identifier: Apache-2.0
//
// Text and markup, told apart by their types. What stands as a literal in the
// program is markup and is written as it is; every other value is text,
// belongs to the attacker, and is escaped. To forget the escaping one would
// have to write more, not less.
#ifndef BEACHCOMB_OWNER_REPORT_MARKUP_H_
#define BEACHCOMB_OWNER_REPORT_MARKUP_H_

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>

#include "beachcomb/report.h"

namespace beachcomb::owner_report {

// Not thread-safe. Hands on what was written in pieces of some size.
class Markup {
 public:
  using Escape = std::string (*)(std::string_view);
  Markup(Output& output, Escape escape) : output_(output), escape_(escape) {}

  template <std::size_t N>
  Markup& operator<<(const char (&markup)[N]) {
    return raw(std::string_view(markup, N - 1));
  }
  Markup& operator<<(std::string_view text) { return raw(escape_(text)); }
  Markup& operator<<(const std::string& text) {
    return *this << std::string_view(text);
  }
  Markup& operator<<(std::integral auto number) {
    return raw(std::to_string(number));
  }
  // With one place behind the point, as SVG needs no more.
  Markup& operator<<(double number);

  // For what is markup and no literal.
  Markup& raw(std::string_view markup);

  bool flush();

 private:
  static constexpr std::size_t kPiece = 64u << 10;
  Output& output_;
  Escape escape_;
  std::string pending_;
  bool ok_ = true;
};

// printable(), and then what HTML takes for its own, in text and in quotes.
std::string html_escaped(std::string_view text);

// The same for Markdown outside of code.
std::string markdown_escaped(std::string_view text);
// A span of Markdown code that holds exactly printable(text).
std::string markdown_code(std::string_view text);

}  // namespace beachcomb::owner_report

#endif  // BEACHCOMB_OWNER_REPORT_MARKUP_H_
