// SPDX-License-Identifier: Apache-2.0
//
// The two pieces that may have several lines.
#include <algorithm>

#include "rules/format.h"

namespace beachcomb::rules {
namespace {

constexpr std::string_view kBlanks = " \t\r";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0;;) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    if (end == text.npos) return lines;
    at = end + 1;
  }
}

// "55  8B(EC" with one blank where there are some.
std::string with_single_blanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = kBlanks.find(c) != kBlanks.npos;
    if (!blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

bool has_comment(std::string_view text) {
  return text.find("//") != text.npos || text.find("/*") != text.npos;
}

// How many more parentheses a line of a hex string opens than it closes.
int opened_in(std::string_view line) {
  line = line.substr(0, std::min(line.find("//"), line.find("/*")));
  return static_cast<int>(std::count(line.begin(), line.end(), '(') -
                          std::count(line.begin(), line.end(), ')'));
}

std::string spaces(int count) {
  return std::string(static_cast<std::size_t>(std::max(count, 0)), ' ');
}

}  // namespace

// The lines move with the first one, so that what is drawn in a comment stays.
std::string placed_comment(const Piece& comment, int column) {
  const std::vector<std::string_view> lines = lines_of(comment.text);
  std::string out(lines[0].substr(0, lines[0].find_last_not_of(kBlanks) + 1));
  const int shift = column - comment.column;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    out += '\n';
    const std::string_view text = trimmed(lines[i]);
    if (text.empty()) continue;
    const std::string_view before =
        lines[i].substr(0, lines[i].find_first_not_of(kBlanks));
    if (shift == 0 || before.find_first_not_of(' ') != before.npos) {
      out += before;  // tabs mean what nobody knows
    } else {
      out += spaces(static_cast<int>(before.size()) + shift);
    }
    out += text;
  }
  return out;
}

std::string placed_hex(std::string_view text, int column, int indent) {
  const std::string_view inside = text.substr(1, text.size() - 2);
  std::vector<std::string_view> lines = lines_of(inside);
  for (std::string_view& line : lines) line = trimmed(line);
  if (lines.size() == 1) {
    return "{ " +
           (has_comment(lines[0]) ? std::string(lines[0])
                                  : with_single_blanks(lines[0])) +
           " }";
  }
  // What follows the brace on its line sets the column; else one level in.
  const bool aligned = !lines[0].empty();
  const int content = aligned ? column + 2 : indent + kIndent;
  std::string out = aligned ? "{ " + std::string(lines[0]) : "{";
  int depth = opened_in(lines[0]);
  bool blank = false;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    const bool last = i + 1 == lines.size();
    if (line.empty() && !last) {
      blank = true;
      continue;
    }
    if (blank && !last && out != "{") out += '\n';
    blank = false;
    if (last && line.empty()) return out + '\n' + spaces(indent) + '}';
    const int closing = line[0] == ')' ? 1 : 0;
    out += '\n' + spaces(content + (depth - closing) * kIndent);
    out += line;
    depth += opened_in(line);
  }
  return out + " }";
}

}  // namespace beachcomb::rules
