// SPDX-License-Identifier: Apache-2.0
//
// The findings of a check for people, in the form that compilers have taught
// them:
//
//     pack/a.yar:12:9: error: undefined string "$b" [compile-error]
//        12 |   $a and $b
//           |          ^~
//           = did you mean '$c'?
#include <fmt/format.h>

#include <algorithm>

#include "beachcomb/report.h"
#include "beachcomb/rule_check.h"
#include "text/columns.h"
#include "text/format.h"

namespace beachcomb {
namespace {

constexpr std::size_t kWidth = 100;  // of the source that is shown

struct Colors {
  const char* bold = "";
  const char* level = "";
  const char* mark = "";
  const char* off = "";
};

Colors colors_for(RuleLevel level, bool color) {
  if (!color) return {};
  const char* tone = level == RuleLevel::error     ? "\x1b[1;31m"
                     : level == RuleLevel::warning ? "\x1b[1;35m"
                                                   : "\x1b[1;36m";
  return {"\x1b[1m", tone, "\x1b[1;32m", "\x1b[0m"};
}

// Tabs as a blank, so that what is below stays below.
std::string shown(std::string_view source) {
  std::string text(source);
  std::replace(text.begin(), text.end(), '\t', ' ');
  return printable(text);
}

// The line with its caret; of a long one, the part around it.
std::string excerpt(const RuleFinding& finding, const Colors& colors) {
  const std::string& line = finding.source;
  const std::size_t at = std::min(
      static_cast<std::size_t>(std::max(finding.column, 1)) - 1, line.size());
  std::size_t end = finding.end_line == finding.line
                        ? static_cast<std::size_t>(finding.end_column) - 1
                        : line.size();
  end = std::clamp(end, std::min(at + 1, line.size()), line.size());
  std::size_t first = line.find_first_not_of(" \t");
  if (first == line.npos || first > at) first = 0;
  std::string before = "";
  if (line.size() - first > kWidth && at - first > kWidth / 2) {
    first = at - kWidth / 2;
    before = "...";
  }
  const std::size_t last = std::min(line.size(), first + kWidth);
  end = std::max(std::min(end, last), std::min(at + 1, last));
  const std::string_view whole = line;
  const std::string head = before + shown(whole.substr(first, at - first));
  const std::string middle = shown(whole.substr(at, end - at));
  const std::string tail =
      shown(whole.substr(end, last - end)) + (last < line.size() ? "..." : "");
  std::string marks(std::max<std::size_t>(text::columns_of(middle), 1), '~');
  marks[0] = '^';
  return fmt::format("{:>6} | {}{}{}\n{:>6} | {}{}{}{}\n", finding.line, head,
                     middle, tail, "", std::string(text::columns_of(head), ' '),
                     colors.mark, marks, colors.off);
}

std::string text_of(const RuleFinding& finding, bool color) {
  const Colors colors = colors_for(finding.level, color);
  std::string where = printable(finding.path);
  if (finding.line > 0) {
    where += fmt::format(":{}:{}", finding.line, std::max(finding.column, 1));
  }
  std::string text =
      fmt::format("{}{}: {}{}:{} {}{}{} [{}]\n", colors.bold, where,
                  colors.level, name_of(finding.level), colors.off, colors.bold,
                  printable(finding.message), colors.off, finding.lint);
  if (!finding.source.empty()) text += excerpt(finding, colors);
  if (!finding.hint.empty()) {
    text += fmt::format("       = {}\n", printable(finding.hint));
  }
  if (!finding.accepted.empty()) {
    text += fmt::format("       = silenced: {}\n", printable(finding.accepted));
  }
  return text;
}

}  // namespace

std::string as_text(const RuleCheckReport& report, bool color, bool verbose) {
  std::string text;
  std::size_t levels[3] = {};
  for (const RuleFinding& finding : report.findings) {
    text += text_of(finding, color);
    ++levels[static_cast<std::size_t>(finding.level)];
  }
  if (verbose) {
    for (const RuleFinding& finding : report.silenced) {
      text += text_of(finding, color);
    }
  }
  text += fmt::format(
      "{}, {}: {}, {}, {}", text::counted(report.files, "file"),
      text::counted(report.rules, "rule"), text::counted(levels[0], "error"),
      text::counted(levels[1], "warning"), text::counted(levels[2], "note"));
  if (!report.silenced.empty()) {
    text += fmt::format(", {} silenced", report.silenced.size());
  }
  return text + '\n';
}

}  // namespace beachcomb
