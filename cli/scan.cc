// SPDX-License-Identifier: Apache-2.0
#include <spdlog/spdlog.h>

#include <cstdio>
#include <string>

#include "beachcomb/catalog.h"
#include "beachcomb/pipeline.h"
#include "beachcomb/report.h"
#include "commands.h"
#include "interrupts.h"
#include "os/process.h"
#include "progress.h"
#include "rule_loading.h"
#include "scan_outputs.h"
#include "scan_requests.h"
#include "stats.h"

namespace beachcomb::cli {
namespace {

int exit_code(const Summary& summary) {
  if (summary.ledger.count(Outcome::detected) > 0) return kExitFound;
  return summary.is_whole() ? kExitNothingFound : kExitIncomplete;
}

// What is wrong with the call; empty when all is well.
std::string wrong_call(const Arguments& arguments) {
  if (arguments.requests) return wrong_requests_call(arguments);
  if (arguments.paths.empty() && arguments.scan.walk.files_from.empty()) {
    return "nothing to scan; name a PATH or use --files-from";
  }
  return {};
}

void say_why_it_ended(const Summary& summary) {
  if (summary.detail.empty()) return;
  spdlog::error("the scan ended early: {}", printable(summary.detail));
}

// Nobody may read them, which is no reason to fail.
void write_stats(const Summary& summary, const RuleSet& rules) {
  const std::string text = stats_text(summary, rules);
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
}

int run_requests(const Arguments& arguments, const ScanOptions& options,
                 const RuleSet& rules) {
  const auto served = serve_requests(arguments, options, rules);
  if (!served.has_value()) return kExitIncomplete;
  say_why_it_ended(served->scans);
  const int code = exit_code(served->scans);
  return code == kExitNothingFound && served->errors > 0 ? kExitIncomplete
                                                         : code;
}

// Ctrl-C ends whoever writes the list as well, and the end of that pipe may
// come before the request to stop: the list was cut off all the same.
class UntilInterrupt : public Sink {
 public:
  explicit UntilInterrupt(Sink& next) : next_(next) {}
  bool on_verdict(const Verdict& verdict) override {
    return next_.on_verdict(verdict);
  }
  bool on_finish(const Summary& summary) override {
    cut_off_ = interrupted();
    if (!cut_off_) return next_.on_finish(summary);
    Summary told = summary;
    told.complete = false;
    return next_.on_finish(told);
  }
  bool cut_off() const { return cut_off_; }

 private:
  Sink& next_;
  bool cut_off_ = false;
};

int run_scan(const Arguments& arguments) {
  Result<ScanOptions> loaded = scan_options(arguments);
  if (!loaded) {
    spdlog::error("{}", printable(loaded.error().message));
    return kExitIncomplete;
  }
  ScanOptions& options = *loaded;
  if (const std::string wrong = wrong_call(arguments); !wrong.empty()) {
    spdlog::error("{}", printable(wrong));
    return kExitIncomplete;
  }
  options.walk.roots = arguments.paths;
  const Result<RuleSet> rules = rules_for(arguments);
  if (!rules) {
    spdlog::error("{}", printable(rules.error().message));
    return kExitIncomplete;
  }
  if (arguments.requests) return run_requests(arguments, options, *rules);
  ReportOptions report{.run = run_facts(),
                       .rule_source = [&rules](const RuleInfo& rule) {
                         return standalone_source(*rules, rule);
                       }};
  report.run.rules = rules->fingerprint();
  report.run.roots = options.walk.roots;
  const auto outputs = ScanOutputs::open(arguments, std::move(report));
  if (outputs == nullptr) return kExitIncomplete;
  options.walk.outputs = outputs->files();
  Summary summary;
  {
    Monitor monitor(options.walk, arguments.progress.value_or(
                                      !arguments.quiet &&
                                      os::is_terminal(os::kStandardError)));
    outputs->before_terminal([&monitor] { return monitor.clear_line(); });
    UntilInterrupt sink(outputs->sink());
    summary =
        run(options, *rules, sink, monitor.stop_token(), monitor.progress());
    if (sink.cut_off()) summary.complete = false;
    outputs->before_terminal({});
  }
  say_why_it_ended(summary);
  const bool all_written = outputs->finish();
  if (arguments.stats) write_stats(summary, *rules);
  return all_written ? exit_code(summary) : kExitIncomplete;
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
