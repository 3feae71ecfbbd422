// SPDX-License-Identifier: Apache-2.0
#include "beachcomb/owner_report.h"

#include <array>

#include "owner_report/formats.h"

namespace beachcomb {
namespace owner_report {
namespace {

using Write = bool (*)(const Model& model, Output& output);

struct Row {
  OwnerReportFormat format;
  Write write;
};

const std::array<Row, 3>& rows() {
  static const std::array<Row, 3> kRows = {
      Row{{"html", "one page that needs nothing else", {".html", ".htm"}},
          write_html},
      Row{{"markdown", "for a ticket or a wiki", {".md", ".markdown"}},
          write_markdown},
      Row{{"json", "the same values for programs", {".json"}}, write_json},
  };
  return kRows;
}

// As a shell takes it for one word.
std::string quoted(const std::string& word) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-";
  if (!word.empty() && word.find_first_not_of(kPlain) == word.npos) {
    return word;
  }
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

}  // namespace

std::vector<std::string> verify_commands(const Model& model) {
  if (!model.evidence) return {};
  std::string command = "beachcomb evidence verify ";
  command += quoted(model.evidence->folder);
  if (!model.evidence->head.empty()) {
    command += " --head " + model.evidence->head;
  }
  return {command};
}

std::string mode_text(std::uint32_t mode) {
  std::string octal;
  for (int shift = 9; shift >= 0; shift -= 3) {
    octal += static_cast<char>('0' + (mode >> shift & 7));
  }
  constexpr std::string_view kLetters = "rwxrwxrwx";
  std::string letters(kLetters);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if ((mode >> (8 - i) & 1) == 0) letters[i] = '-';
  }
  return octal + " (" + letters + ")";
}

}  // namespace owner_report

const std::vector<OwnerReportFormat>& owner_report_formats() {
  static const std::vector<OwnerReportFormat> kFormats = [] {
    std::vector<OwnerReportFormat> formats;
    for (const auto& row : owner_report::rows()) formats.push_back(row.format);
    return formats;
  }();
  return kFormats;
}

bool write_owner_report(std::string_view format,
                        const OwnerReportSource& source, Output& output) {
  const owner_report::Model model = owner_report::build_model(source);
  for (const auto& row : owner_report::rows()) {
    if (row.format.name == format) return row.write(model, output);
  }
  return false;
}

}  // namespace beachcomb
