// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "beachcomb/catalog.h"
#include "beachcomb/pipeline.h"
#include "beachcomb/report.h"
#include "commands.h"
#include "os/process.h"
#include "progress.h"
#include "rule_loading.h"
#include "scan_outputs.h"
#include "stats.h"

namespace beachcomb::cli {
namespace {

int exit_code(const Summary& summary) {
  if (summary.ledger.count(Outcome::detected) > 0) return kExitFound;
  const bool all = summary.complete && summary.ledger.all_read();
  return all ? kExitNothingFound : kExitIncomplete;
}

int run_scan(const Arguments& arguments) {
  Result<ScanOptions> loaded = scan_options(arguments);
  if (!loaded) {
    spdlog::error("{}", printable(loaded.error().message));
    return kExitIncomplete;
  }
  ScanOptions& options = *loaded;
  options.walk.roots = arguments.paths;
  if (options.walk.roots.empty() && options.walk.files_from.empty()) {
    spdlog::error("nothing to scan; name a PATH or use --files-from");
    return kExitIncomplete;
  }
  const Result<RuleSet> rules = rules_for(arguments);
  if (!rules) {
    spdlog::error("{}", printable(rules.error().message));
    return kExitIncomplete;
  }
  ReportOptions report{.run = run_facts(),
                       .rule_source = [&rules](const RuleInfo& rule) {
                         return standalone_source(*rules, rule);
                       }};
  report.run.rules = rules->fingerprint();
  report.run.roots = options.walk.roots;
  const auto outputs = ScanOutputs::open(arguments, std::move(report));
  if (outputs == nullptr) return kExitIncomplete;
  Summary summary;
  {
    Monitor monitor(options.walk, arguments.progress.value_or(
                                      !arguments.quiet &&
                                      os::is_terminal(os::kStandardError)));
    outputs->before_terminal([&monitor] { monitor.clear_line(); });
    summary = run(options, *rules, outputs->sink(), monitor.stop_token(),
                  monitor.progress());
    outputs->before_terminal({});
  }
  if (!summary.detail.empty()) {
    spdlog::error("the scan ended early: {}", printable(summary.detail));
  }
  if (arguments.stats) {
    fmt::print(stderr, "{}", stats_text(summary, *rules));
  }
  return outputs->finish() ? exit_code(summary) : kExitIncomplete;
}

}  // namespace

const Command kScanCommand = {
    .name = "scan",
    .operands = "PATH...",
    .help = "scan files and folders for web shells",
    .more =
        "Scans every file below each PATH and says what was found, and "
        "what could not be\nscanned.",
    .flags = scan_flags(),
    .run = run_scan,
};

}  // namespace beachcomb::cli
