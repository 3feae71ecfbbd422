// SPDX-License-Identifier: Apache-2.0
#include "stats.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "beachcomb/report.h"

namespace beachcomb::cli {
namespace {

constexpr std::size_t kRulesShown = 15;

double seconds(std::chrono::nanoseconds time) {
  return std::chrono::duration<double>(time).count();
}

double percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0
             ? 0.0
             : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

std::string stats_text(const Summary& summary, const RuleSet& rules) {
  const Stats& stats = summary.stats;
  const ScanStats& scan = stats.scan;
  const Ledger& ledger = summary.ledger;
  std::string text = fmt::format(
      "stage       thread-seconds      files\n"
      "not read    {:>14}  {:>9}  (no rule can match by size or name)\n"
      "read        {:>14.3f}  {:>9}  ({} bytes)\n"
      "prefilter   {:>14.3f}  {:>9}  ({} asked for more, {:.2f} %)\n"
      "scan        {:>14.3f}  {:>9}  ({:.2f} % of the files looked at)\n"
      "unwrap      {:>14.3f}  {:>9}  layers ({} bytes)\n"
      "wall clock  {:>14.3f}\n"
      "rules       {:>14}             ({} always run)\n",
      "", stats.files_not_read, seconds(stats.read_time),
      ledger.count(Outcome::clean) + ledger.count(Outcome::detected) -
          stats.files_not_read,
      ledger.bytes(), seconds(scan.prefilter_time), scan.files,
      scan.files_triggered, percent(scan.files_triggered, scan.files),
      seconds(scan.scan_time), scan.files_passed,
      percent(scan.files_passed, scan.files), seconds(stats.unwrap_time),
      ledger.layers().scanned, ledger.layers().bytes, summary.seconds,
      rules.rule_count(), rules.always_running().size());
  std::vector<std::pair<std::uint64_t, std::size_t>> passed;
  for (std::size_t i = 0; i < scan.passed_by_rule.size(); ++i) {
    if (scan.passed_by_rule[i] != 0)
      passed.push_back({scan.passed_by_rule[i], i});
  }
  std::sort(passed.rbegin(), passed.rend());
  if (!passed.empty()) text += "files that a rule let pass:\n";
  for (std::size_t i = 0; i < std::min(passed.size(), kRulesShown); ++i) {
    text += fmt::format("  {:>9}  {}\n", passed[i].first,
                        printable(rules.rule_name(passed[i].second)));
  }
  return text;
}

}  // namespace beachcomb::cli
