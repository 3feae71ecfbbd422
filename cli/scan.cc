// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <memory>

#include "beachcomb/pipeline.h"
#include "beachcomb/report.h"
#include "commands.h"
#include "os/process.h"
#include "output.h"
#include "progress.h"
#include "rule_loading.h"
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
  // Whoever writes a list may wait for each answer before the next path.
  FileOutput output(options.report_clean && options.walk.files_from.empty());
  if (const os::Status status = output.open(arguments.output); !status.ok()) {
    spdlog::error("{}: {}", printable(arguments.output), status.text());
    return kExitIncomplete;
  }
  const bool on_terminal = output.is_terminal();
  ReportOptions report{.color = on_terminal,
                       .verbose = arguments.verbose,
                       .show_ledger = !arguments.quiet,
                       .run = run_facts()};
  report.run.rules = rules->fingerprint();
  report.run.roots = options.walk.roots;
  const auto reporter = make_reporter(arguments.format, output, report);
  if (!reporter) {
    spdlog::error("{}", reporter.error().message);
    return kExitIncomplete;
  }
  std::unique_ptr<Sink> sorted;
  Sink* sink = reporter->get();
  if (arguments.sort_by_path) {
    sorted = make_sorted(*sink);
    sink = sorted.get();
  }
  Summary summary;
  {
    Monitor monitor(options.walk, arguments.progress.value_or(
                                      !arguments.quiet &&
                                      os::is_terminal(os::kStandardError)));
    if (on_terminal) output.before_write([&monitor] { monitor.clear_line(); });
    summary =
        run(options, *rules, *sink, monitor.stop_token(), monitor.progress());
    output.flush();
    output.before_write({});
  }
  if (!summary.detail.empty()) {
    spdlog::error("the scan ended early: {}", printable(summary.detail));
  }
  if (arguments.stats) {
    fmt::print(stderr, "{}", stats_text(summary, *rules));
  }
  // Whoever closes a pipe has seen enough; a disk that is full is an error.
  if (const os::Status& status = output.status();
      !status.ok() && !os::is_closed_pipe(status)) {
    spdlog::error("{}: results could not be written: {}",
                  printable(arguments.output), status.text());
    return kExitIncomplete;
  }
  return exit_code(summary);
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
