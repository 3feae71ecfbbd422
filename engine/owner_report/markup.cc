// SPDX-License-Identifier: Apache-2.0
#include "owner_report/markup.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/xml.h"

namespace beachcomb::owner_report {

Markup& Markup::operator<<(double number) {
  return raw(fmt::format("{:.1f}", number));
}

Markup& Markup::raw(std::string_view markup) {
  pending_ += markup;
  if (pending_.size() >= kPiece) flush();
  return *this;
}

bool Markup::flush() {
  ok_ = ok_ && output_.write(pending_);
  pending_.clear();
  return ok_;
}

std::string html_escaped(std::string_view text) {
  return text::xml_escaped(printable(text));
}

std::string markdown_escaped(std::string_view text) {
  // Any of these may begin something, anywhere in a line. The others only
  // begin something where the conditions below say, and are left alone
  // elsewhere, so that the source reads like text.
  constexpr std::string_view kAlways = "\\`*_{}[]<>#|~&!@$^=";
  const std::string shown = printable(text);
  const auto all_digits_before = [&shown](std::size_t end) {
    return end > 0 && shown.find_first_not_of("0123456789") >= end;
  };
  std::string out;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const char c = shown[i];
    const bool list = i == 0 ? c == '-' || c == '+'
                             : (c == '.' || c == ')') && all_digits_before(i);
    // What GitHub makes a link of by itself.
    const bool scheme = c == ':' && shown.compare(i + 1, 1, "/") == 0;
    const bool www = c == '.' && i >= 3 && (shown[i - 1] | 32) == 'w' &&
                     (shown[i - 2] | 32) == 'w' && (shown[i - 3] | 32) == 'w';
    if (kAlways.find(c) != kAlways.npos || list || scheme || www) out += '\\';
    out += c;
  }
  return out;
}

std::string markdown_code(std::string_view text) {
  const std::string shown = printable(text);
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : shown) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  // A blank at both ends is taken off again, and keeps a fence from growing.
  const bool pad = shown.empty() || shown.front() == '`' ||
                   shown.back() == '`' || shown.front() == ' ';
  const std::string edge = pad ? " " : "";
  return fence + edge + shown + edge + fence;
}

}  // namespace beachcomb::owner_report
