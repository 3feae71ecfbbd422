// SPDX-License-Identifier: Apache-2.0
//
// Charts as SVG in the page. A level has a pattern as well as a colour, so
// that a page from a black and white printer says the same; and every chart
// has a title, a description and, beside it, a table.
#include <algorithm>
#include <array>

#include "owner_report/html.h"
#include "text/format.h"
#include "text/utf8.h"

namespace beachcomb::owner_report {
namespace {

constexpr double kWidth = 720;
constexpr double kLeft = 44;
constexpr double kRight = 8;
constexpr double kTop = 10;
constexpr double kPlot = 170;  // height of the bars' space

constexpr std::array<const char*, 3> kClasses = {
    "bar bar-notice", "bar bar-suspicious", "bar bar-malicious"};

// 1, 2, 5, 10, 20, 50 ... so that at most five steps reach `most`.
std::uint64_t step_for(std::uint64_t most) {
  std::uint64_t step = 1;
  for (int i = 0; step * 5 < most; ++i) {
    step = i % 3 == 1 ? step / 2 * 5 : step * 2;
  }
  return step;
}

void write_bar(double x, double y, double width, double height,
               std::size_t level, Markup& out) {
  out << "<rect class=\"" << std::string_view(kClasses[level]) << "\" x=\"" << x
      << "\" y=\"" << y << "\" width=\"" << width << "\" height=\"" << height
      << "\"/>";
}

std::string counts_text(const LevelCounts& counts) {
  constexpr std::array<const char*, 3> kWords = {" with weak signs",
                                                 " suspicious", " malicious"};
  std::string text;
  for (std::size_t level = 3; level-- > 0;) {
    if (counts[level] == 0) continue;
    if (!text.empty()) text += ", ";
    text += text::with_commas(counts[level]) + kWords[level];
  }
  return text;
}

std::string description(const TimeChart& chart) {
  const auto busiest = std::max_element(chart.bins.begin(), chart.bins.end(),
                                        [](const TimeBin& a, const TimeBin& b) {
                                          return sum(a.counts) < sum(b.counts);
                                        });
  return "One bar for each " + chart.unit + ", from " +
         chart.bins.front().label + " to " + chart.bins.back().label +
         ". The highest stands for " +
         text::counted(sum(busiest->counts), "file") + ": " + busiest->label +
         ".";
}

std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> all;
  while (!text.empty()) {
    const std::size_t length = beachcomb::text::first_character(text).length;
    all.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return all;
}

// Cut in the middle, for both ends of a folder's name say something.
std::string shortened(const std::string& text, std::size_t most) {
  const std::vector<std::string_view> all = characters(text);
  if (all.size() <= most) return text;
  const std::size_t head = most / 2;
  const std::size_t tail = most - head - 1;
  std::string out;
  for (std::size_t i = 0; i < head; ++i) out += all[i];
  out += "\u2026";
  for (std::size_t i = all.size() - tail; i < all.size(); ++i) out += all[i];
  return out;
}

void write_axis(std::uint64_t step, double scale, std::uint64_t top,
                Markup& out) {
  for (std::uint64_t tick = 0; tick <= top; tick += step) {
    const double y = kTop + kPlot - static_cast<double>(tick) * scale;
    out << "<line class=\"" << std::string_view(tick == 0 ? "axis" : "grid")
        << "\" x1=\"" << kLeft << "\" x2=\"" << kWidth - kRight << "\" y1=\""
        << y << "\" y2=\"" << y << "\"/><text class=\"tick\" x=\"" << kLeft - 8
        << "\" y=\"" << y + 4 << "\" text-anchor=\"end\">"
        << text::with_commas(tick) << "</text>\n";
  }
}

}  // namespace

void write_patterns(Markup& out) {
  out << "<svg class=\"patterns\" width=\"0\" height=\"0\" "
         "aria-hidden=\"true\" focusable=\"false\"><defs>"
         "<pattern id=\"hatch\" width=\"6\" height=\"6\" "
         "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
         "<rect class=\"hatch-ground\" width=\"6\" height=\"6\"/>"
         "<rect class=\"hatch-line\" width=\"2.5\" height=\"6\"/></pattern>"
         "</defs></svg>\n";
}

void write_time_chart(const TimeChart& chart, Markup& out) {
  std::uint64_t most = 1;
  for (const TimeBin& bin : chart.bins) most = std::max(most, sum(bin.counts));
  const std::uint64_t step = step_for(most);
  const std::uint64_t top = (most + step - 1) / step * step;
  const double scale = kPlot / static_cast<double>(top);
  const double room =
      (kWidth - kLeft - kRight) / static_cast<double>(chart.bins.size());
  const double width = std::clamp(room * 0.76, 2.0, 34.0);
  out << "<figure class=\"chart\" tabindex=\"0\">\n<svg viewBox=\"0 0 720 "
         "212\" "
         "role=\"img\" aria-labelledby=\"times-title times-text\">\n"
         "<title id=\"times-title\">Files by the time they bear</title>\n"
         "<desc id=\"times-text\">"
      << description(chart) << "</desc>\n";
  write_axis(step, scale, top, out);
  for (std::size_t i = 0; i < chart.bins.size(); ++i) {
    const TimeBin& bin = chart.bins[i];
    const double left = kLeft + room * static_cast<double>(i);
    if (sum(bin.counts) != 0) {
      out << "<g><title>" << bin.label << ": " << counts_text(bin.counts)
          << "</title>";
      double y = kTop + kPlot;
      for (std::size_t level = 3; level-- > 0;) {
        if (bin.counts[level] == 0) continue;
        const double height = static_cast<double>(bin.counts[level]) * scale;
        y -= height;
        write_bar(left + (room - width) / 2, y, width, height, level, out);
      }
      out << "</g>\n";
    }
    if (!bin.short_label.empty()) {
      const double middle = left + room / 2;
      const double bottom = kTop + kPlot;
      out << "<line class=\"mark\" x1=\"" << middle << "\" x2=\"" << middle
          << "\" y1=\"" << bottom << "\" y2=\"" << bottom + 5
          << "\"/><text class=\"tick\" text-anchor=\"middle\" x=\""
          << std::min(middle, kWidth - kRight - 30) << "\" y=\"" << bottom + 20
          << "\">" << bin.short_label << "</text>\n";
    }
  }
  out << "</svg>\n<figcaption>" << description(chart)
      << " The time is the one of last modification, in UTC.</figcaption>\n"
         "</figure>\n";
}

namespace {

constexpr double kRow = 24;
constexpr double kLongest = 250;  // bar
constexpr double kCharacter = 7.3;
constexpr std::size_t kMostLabel = 48;  // characters, indentation included

double indent_of(const FolderRow& row) {
  return 4 + 18 * static_cast<double>(std::min<std::size_t>(row.depth, 9));
}

std::string label_of(const FolderRow& row) {
  std::string label = printable(row.label);
  if (row.label.empty()) {
    label = text::counted(row.hidden, "more folder");
  } else if (row.hidden > 1) {
    label += " (" + text::counted(row.hidden, "folder") + ")";
  }
  const auto indent = static_cast<std::size_t>(indent_of(row) / kCharacter);
  return shortened(label, kMostLabel - indent);
}

void write_folder(const FolderRow& row, double y, double bars, double most,
                  Markup& out) {
  const double x = indent_of(row);
  out << "<g><title>" << row.path << ": " << counts_text(row.counts)
      << "</title>";
  if (row.depth > 0) {
    out << "<path class=\"branch\" d=\"M" << x - 10 << " " << y - 4 << "V"
        << y + 10 << "H" << x - 3 << "\"/>";
  }
  out << "<text class=\"folder\" x=\"" << x << "\" y=\"" << y + 14 << "\">"
      << label_of(row) << "</text>";
  double left = bars;
  for (std::size_t level = 3; level-- > 0;) {
    if (row.counts[level] == 0) continue;
    const double width =
        std::max(2.0, static_cast<double>(row.counts[level]) / most * kLongest);
    write_bar(left, y + 4, width, 13, level, out);
    left += width;
  }
  out << "<text class=\"tick\" x=\"" << left + 7 << "\" y=\"" << y + 15 << "\">"
      << text::with_commas(sum(row.counts)) << "</text></g>\n";
}

}  // namespace

void write_folder_map(const std::vector<FolderRow>& rows, Markup& out) {
  if (rows.empty()) return;
  const double most = static_cast<double>(sum(rows.front().counts));
  const double height = kRow * static_cast<double>(rows.size()) + 8;
  double bars = 0;  // where they begin: behind the longest label
  for (const FolderRow& row : rows) {
    const auto length = static_cast<double>(characters(label_of(row)).size());
    bars = std::max(bars, indent_of(row) + length * kCharacter + 16);
  }
  const double width = bars + kLongest + 60;
  out << "<figure class=\"chart map\" tabindex=\"0\">\n<svg viewBox=\"0 0 "
      << width << " " << height << "\" width=\"" << width
      << "\" role=\"img\" aria-labelledby=\"map-title map-text\">\n"
         "<title id=\"map-title\">Folders with findings</title>\n"
         "<desc id=\"map-text\">A tree of folders. A bar beside each shows "
         "how many files were found in it and below it.</desc>\n";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    write_folder(rows[i], kRow * static_cast<double>(i) + 4, bars, most, out);
  }
  out << "</svg>\n<figcaption>Folders with findings, as a tree. The bar is for "
         "the files in a folder and below it.</figcaption>\n</figure>\n";
}

void write_legend(const LevelCounts& levels, Markup& out) {
  constexpr std::array<const char*, 3> kNames = {"weak signs", "suspicious",
                                                 "malicious"};
  out << "<ul class=\"legend\">";
  for (std::size_t level = 3; level-- > 0;) {
    if (levels[level] == 0) continue;
    out << "<li><svg width=\"16\" height=\"12\" aria-hidden=\"true\" "
           "focusable=\"false\">";
    write_bar(0.5, 0.5, 15, 11, level, out);
    out << "</svg> " << std::string_view(kNames[level]) << "</li>";
  }
  out << "</ul>\n";
}

}  // namespace beachcomb::owner_report
