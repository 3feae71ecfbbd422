// SPDX-License-Identifier: Apache-2.0
//
// For people: what was found, the surest finding of a file in full and the
// others in a line each, and at the end the account of everything that was met.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "report/facts.h"
#include "report/formats.h"
#include "text/format.h"

namespace beachcomb::report {
namespace {

constexpr std::size_t kPlacesShown = 3;  // of a finding, without -v

class Text : public Sink {
 public:
  Text(Output& output, const ReportOptions& options)
      : output_(output), options_(options) {}

  bool on_verdict(const Verdict& verdict) override {
    switch (verdict.outcome) {
      case Outcome::detected:
        return output_.write(detected(verdict));
      case Outcome::failed:
        return output_.write(left_out("failed", kYellow, verdict));
      case Outcome::skipped:
        // What was asked for and not read is never passed over.
        return !(options_.verbose || has_unread_layers(verdict)) ||
               output_.write(left_out("skipped", kDim, verdict));
      case Outcome::clean:
        return output_.write(clean(verdict));
    }
    return true;
  }

  bool on_finish(const Summary& summary) override {
    return !options_.show_ledger || output_.write(ledger(summary));
  }

 private:
  static constexpr const char* kRed = "1;31";
  static constexpr const char* kYellow = "33";
  static constexpr const char* kGreen = "32";
  static constexpr const char* kBold = "1";
  static constexpr const char* kDim = "2";

  std::string paint(const char* color, std::string_view text) const {
    if (!options_.color) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", color, text);
  }

  std::string_view color_of(Level level) const {
    return level == Level::malicious ? kRed : kYellow;
  }

  std::string clean(const Verdict& verdict) const {
    std::string known = trust(verdict);
    if (!known.empty()) known.insert(0, "  ");
    return fmt::format("{} {}{}\n", paint(kGreen, "clean"),
                       printable(verdict.path), known);
  }

  std::string left_out(const char* word, const char* color,
                       const Verdict& verdict) const {
    const std::string_view why = info_of(*verdict.reason).text;
    std::string text = fmt::format("{} {}: {}", paint(color, word),
                                   printable(verdict.path), why);
    const std::string detail = printable(verdict.detail);
    // The system often says the same with a capital letter.
    if (!detail.empty() && detail.substr(1) != why.substr(1)) {
      text += fmt::format(" ({}{})", detail, more_layers(verdict));
    }
    return text + '\n';
  }

  static bool has_unread_layers(const Verdict& verdict) {
    return !verdict.layer_counts.skipped.empty();
  }

  // Behind the one layer that the detail of a verdict names.
  static std::string more_layers(const Verdict& verdict) {
    std::uint64_t count = 0;
    for (const auto& [reason, skipped] : verdict.layer_counts.skipped) {
      count += skipped;
    }
    if (count < 2) return {};
    return fmt::format(" and {} more", text::with_commas(count - 1));
  }

  std::string detected(const Verdict& verdict) const {
    const Level level = level_of(verdict.score());
    std::string text = fmt::format(
        "{} {}  {}\n", paint(color_of(level).data(), name_of(level)),
        paint(kBold, printable(verdict.path)),
        paint(kDim,
              fmt::format("{}, {}", text::bytes_for_people(verdict.size),
                          text::time_for_people(verdict.mtime.value_or(0)))));
    std::vector<const Finding*> findings;
    for (const Finding& finding : verdict.findings) {
      findings.push_back(&finding);
    }
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding* a, const Finding* b) {
                       return a->rule.score > b->rule.score;
                     });
    text += describe(*findings.front(), verdict);
    for (std::size_t i = 1; i < findings.size(); ++i) {
      text += options_.verbose
                  ? describe(*findings[i], verdict)
                  : headline(*findings[i]) + wrapping(*findings[i], verdict);
    }
    if (verdict.findings_omitted != 0) {
      text += fmt::format("       and {} more findings in its layers\n",
                          text::with_commas(verdict.findings_omitted));
    }
    if (verdict.windowed) {
      text += "       large file, scanned in overlapping windows\n";
    }
    if (verdict.reason.has_value()) {
      text += fmt::format("       {} {} ({}{})\n",
                          paint(kYellow, "not all of it was scanned:"),
                          info_of(*verdict.reason).text,
                          printable(verdict.detail), more_layers(verdict));
    }
    return text + '\n';
  }

  std::string headline(const Finding& finding) const {
    const RuleInfo& rule = finding.rule;
    const std::string color(color_of(level_of(rule.score)));
    std::string text = fmt::format(
        "  {} {}", paint(color.c_str(), fmt::format("{:>4}", rule.score)),
        printable(rule.name));
    if (!rule.family.empty()) text += "  " + printable(rule.family);
    text += '\n';
    return text;
  }

  // "in backup.zip > web/a.php > base64, wrapped in line 3"
  std::string wrapping(const Finding& finding, const Verdict& verdict) const {
    if (finding.layer == 0) return {};
    std::string text = fmt::format("       in {}", chain_of(finding, verdict));
    for (const Layer& layer : verdict.layers) {
      if (layer.id == finding.layer && layer.line != 0) {
        text += paint(kDim, fmt::format(", wrapped in line {}", layer.line));
      }
    }
    return text + '\n';
  }

  std::string describe(const Finding& finding, const Verdict& verdict) const {
    const RuleInfo& rule = finding.rule;
    std::string text = headline(finding) + wrapping(finding, verdict);
    if (!rule.description.empty()) {
      text += fmt::format("       {}\n", printable(rule.description));
    }
    std::vector<const Match*> matches;
    for (const Match& match : finding.matches) matches.push_back(&match);
    std::stable_sort(
        matches.begin(), matches.end(),
        [](const Match* a, const Match* b) { return a->offset < b->offset; });
    std::size_t shown = 0;
    const Match* last = nullptr;
    for (const Match* match : matches) {
      if (shown == kPlacesShown && !options_.verbose) break;
      // Several strings in one line show one line.
      const bool same_line =
          last != nullptr && last->line == match->line && match->line != 0;
      if (same_line && !options_.verbose) continue;
      text += place(*match);
      last = match;
      ++shown;
    }
    return text;
  }

  std::string place(const Match& match) const {
    const std::string where =
        match.line == 0 ? fmt::format("offset {}", match.offset)
                        : fmt::format("line {}:{}", match.line, match.column);
    std::string text = fmt::format("       {}", paint(kDim, where));
    if (options_.verbose) text += ' ' + paint(kDim, printable(match.id));
    return text + "  " + printable(match.snippet) + '\n';
  }

  // "3 symbolic link, 1 FIFO"
  static std::string reasons(const Ledger& ledger, Outcome outcome) {
    std::string text;
    for (const auto& [reason, count] : ledger.reasons()) {
      if (info_of(reason).outcome != outcome) continue;
      if (!text.empty()) text += ", ";
      text +=
          fmt::format("{} {}", text::with_commas(count), info_of(reason).text);
    }
    return text;
  }

  // "12 known good, 1 of them in spite of a rule"
  static std::string known_good(const Ledger& ledger) {
    if (ledger.known_good() == 0) return {};
    std::string text =
        fmt::format("{} known good", text::with_commas(ledger.known_good()));
    if (ledger.overruled() != 0) {
      text += fmt::format(", {} of them in spite of a rule",
                          text::with_commas(ledger.overruled()));
    }
    return text;
  }

  // "layers 1,204   3.20 MB; not scanned whole: 2 encrypted"
  static std::string layers(const LayerCounts& counts) {
    if (counts.scanned == 0 && counts.skipped.empty()) return {};
    std::string text = fmt::format("  {:<9} {:>9}   {}", "layers",
                                   text::with_commas(counts.scanned),
                                   text::bytes_for_people(counts.bytes));
    std::string_view before = "; not scanned whole: ";
    for (const auto& [reason, count] : counts.skipped) {
      text += fmt::format("{}{} {}", before, text::with_commas(count),
                          info_of(reason).text);
      before = ", ";
    }
    return text + '\n';
  }

  std::string ledger(const Summary& summary) const {
    const Ledger& ledger = summary.ledger;
    std::string found;
    for (const Level level :
         {Level::malicious, Level::suspicious, Level::notice}) {
      if (ledger.count(level) == 0) continue;
      if (!found.empty()) found += ", ";
      found += fmt::format("{} {}", text::with_commas(ledger.count(level)),
                           name_of(level));
    }
    const auto row = [&](Outcome outcome, const std::string& why) {
      return fmt::format("  {:<9} {:>9}{}\n", name_of(outcome),
                         text::with_commas(ledger.count(outcome)),
                         why.empty() ? "" : "   " + why);
    };
    const double mb_per_second = static_cast<double>(ledger.bytes()) / 1e6 /
                                 std::max(summary.seconds, 1e-3);
    std::string text = fmt::format("{}, {} in {:.1f} s ({:.0f} MB/s)\n",
                                   text::counted(ledger.files(), "file"),
                                   text::bytes_for_people(ledger.bytes()),
                                   summary.seconds, mb_per_second);
    text += row(Outcome::clean, known_good(ledger));
    text += row(Outcome::detected, found);
    text += row(Outcome::skipped, reasons(ledger, Outcome::skipped));
    text += row(Outcome::failed, reasons(ledger, Outcome::failed));
    text += layers(ledger.layers());
    if (!summary.complete) {
      text += paint(kYellow, "Stopped early: the rest was not scanned.") + '\n';
    } else if (!ledger.all_read()) {
      text += paint(kYellow, "Not everything could be scanned.") + '\n';
    } else if (ledger.count(Outcome::detected) == 0) {
      text +=
          paint(kGreen, "Everything was scanned, nothing was found.") + '\n';
    }
    return text;
  }

  Output& output_;
  ReportOptions options_;
};

}  // namespace

std::unique_ptr<Sink> make_text(Output& output, const ReportOptions& options) {
  return std::make_unique<Text>(output, options);
}

}  // namespace beachcomb::report
