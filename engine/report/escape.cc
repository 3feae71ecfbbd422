// SPDX-License-Identifier: Apache-2.0
//
// File names and the bytes around a match belong to the attacker. On a
// terminal a control sequence could hide a line, and a bidirectional override
// could turn "gpj.aspx" around; both become visible here.
#include <array>
#include <cstdio>

#include "beachcomb/report.h"
#include "text/utf8.h"

namespace beachcomb {
namespace {

struct Range {
  char32_t first, last;
};

// Controls, invisible and direction-changing characters, and what is no
// character at all.
constexpr std::array<Range, 14> kHidden = {{
    {0x00, 0x1f},
    {0x7f, 0x9f},
    {0xad, 0xad},
    {0x61c, 0x61c},
    {0x115f, 0x1160},
    {0x180b, 0x180f},
    {0x200b, 0x200f},
    {0x2028, 0x202e},
    {0x2060, 0x206f},
    {0xfe00, 0xfe0f},
    {0xfeff, 0xfeff},
    {0xfff0, 0xfffb},
    {0xfffe, 0xffff},
    {0xe0000, 0xe0fff},
}};

bool is_hidden(char32_t c) {
  for (const Range& range : kHidden) {
    if (range.first <= c && c <= range.last) return true;
  }
  return false;
}

void append_escaped(char32_t c, std::string* out) {
  std::array<char, 16> buffer;
  if (c == '\n') {
    *out += "\\n";
  } else if (c == '\r') {
    *out += "\\r";
  } else if (c == '\t') {
    *out += "\\t";
  } else {
    const char* format = c < 0x100 ? "\\x%02x" : "\\u{%x}";
    std::snprintf(buffer.data(), buffer.size(), format,
                  static_cast<unsigned>(c));
    *out += buffer.data();
  }
}

}  // namespace

std::string printable(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  while (!bytes.empty()) {
    const text::Character c = text::first_character(bytes);
    if (!c.valid || is_hidden(c.code)) {
      append_escaped(c.code, &out);
    } else {
      out += bytes.substr(0, c.length);
    }
    bytes.remove_prefix(c.length);
  }
  return out;
}

}  // namespace beachcomb
