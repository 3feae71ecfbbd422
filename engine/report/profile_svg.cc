// SPDX-License-Identifier: Apache-2.0
//
// A bar for each of the dearest rules. Plain SVG, no script and no font that
// has to be fetched, so that it can stand in a report.
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "beachcomb/profile.h"
#include "beachcomb/report.h"
#include "text/format.h"
#include "text/xml.h"

namespace beachcomb {
namespace {

constexpr std::size_t kBars = 20;
constexpr int kWidth = 860;
constexpr int kLeft = 360;   // of the bars; the names are before
constexpr int kRight = 110;  // for the figures behind
constexpr int kRow = 22;
constexpr int kTop = 44;

std::string escaped(std::string_view text) {
  return text::xml_escaped(printable(text));
}

double milliseconds(std::chrono::nanoseconds time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

}  // namespace

std::string as_svg(const Profile& profile) {
  const std::size_t bars = std::min(kBars, profile.rules.size());
  const int height = kTop + static_cast<int>(bars) * kRow + 12;
  const double most =
      bars == 0 ? 1 : std::max(milliseconds(profile.rules[0].time), 1e-6);
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
      "viewBox=\"0 0 {0} {1}\" font-family=\"sans-serif\" font-size=\"12\">\n"
      "<rect width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n"
      "<text x=\"12\" y=\"24\" font-size=\"15\">Time in libyara by rule: "
      "{2:.1f} ms in all</text>\n",
      kWidth, height, milliseconds(profile.total));
  for (std::size_t i = 0; i < bars; ++i) {
    const RuleProfile& rule = profile.rules[i];
    const int y = kTop + static_cast<int>(i) * kRow;
    const double time = milliseconds(rule.time);
    const double width = std::max(1.0, (kWidth - kLeft - kRight) * time / most);
    svg += fmt::format(
        "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\n"
        "<rect x=\"{}\" y=\"{}\" width=\"{:.1f}\" height=\"{}\" "
        "fill=\"{}\"/>\n"
        "<text x=\"{:.1f}\" y=\"{}\">{:.1f} ms, {}</text>\n",
        kLeft - 8, y + 14, escaped(rule.rule), kLeft, y + 2, width, kRow - 6,
        rule.always_runs ? "#c0392b" : "#2f6f9f", kLeft + width + 6, y + 14,
        time, text::counted(rule.files, "file"));
  }
  return svg + "</svg>\n";
}

}  // namespace beachcomb
