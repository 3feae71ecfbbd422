// SPDX-License-Identifier: Apache-2.0
#include "owner_report/markup.h"

#include <fmt/format.h>

#include <algorithm>

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
  std::string out;
  for (const char c : printable(text)) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (c == '\'') {
      out += "&#39;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string markdown_escaped(std::string_view text) {
  // Any of these may begin something, somewhere in a line. A full stop and a
  // hyphen do so only at its start or in an address; both are escaped where
  // that could be, so that sentences stay legible as plain text.
  constexpr std::string_view kAlways = "\\`*_{}[]<>#|~&!@$^=";
  const std::string shown = printable(text);
  std::string out;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const char c = shown[i];
    const bool inside = i > 0 && i + 1 < shown.size() && shown[i - 1] != ' ' &&
                        shown[i + 1] != ' ';
    const bool starts = i == 0 && (c == '-' || c == '+');
    const bool number = c == '.' || c == ')';
    const bool ends_number =
        number && i > 0 &&
        std::all_of(shown.begin(), shown.begin() + static_cast<long>(i),
                    [](char digit) { return digit >= '0' && digit <= '9'; });
    const bool address = (c == '.' || c == ':') && inside;
    if (kAlways.find(c) != kAlways.npos || starts || ends_number || address) {
      out += '\\';
    }
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
