// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "beachcomb/pipeline.h"
#include "beachcomb/report.h"
#include "beachcomb/scan_record.h"
#include "commands.h"
#include "config.h"
#include "evidence.h"
#include "input.h"
#include "output.h"
#include "progress.h"
#include "rule_loading.h"
#include "shared_flags.h"
#include "values.h"

namespace beachcomb::cli {
namespace {

// Keeps what was found.
class Found : public Sink {
 public:
  bool on_verdict(const Verdict& verdict) override {
    if (verdict.outcome == Outcome::detected) verdicts_.push_back(verdict);
    return true;
  }
  bool on_finish(const Summary& summary) override {
    all_read_ = summary.is_whole();
    return true;
  }
  std::vector<Verdict> verdicts_;
  bool all_read_ = true;
};

Result<std::vector<Verdict>> verdicts_from(const std::string& path) {
  const Result<std::string> text = read_input(path);
  if (!text) return text.error();
  Result<ScanRecord> scan = parse_scan(*text);
  if (!scan) return Error{path + ": " + scan.error().message};
  // The last line of every scan that came to its end.
  if (!scan->account) {
    return Error{path +
                 ": has no summary: not the whole output of "
                 "`beachcomb scan -f ndjson`"};
  }
  return std::move(scan->verdicts);
}

// What there is to copy; says what is wrong, if something is.
std::optional<std::vector<Verdict>> find(const Arguments& arguments,
                                         const RuleSet& rules,
                                         const std::stop_token& stop,
                                         bool* all_read) {
  if (!arguments.evidence.from.empty()) {
    Result<std::vector<Verdict>> verdicts =
        verdicts_from(arguments.evidence.from);
    if (!verdicts) {
      spdlog::error("{}", printable(verdicts.error().message));
      return std::nullopt;
    }
    return std::move(*verdicts);
  }
  Result<ScanOptions> options = scan_options(arguments);
  if (!options) {
    spdlog::error("{}", printable(options.error().message));
    return std::nullopt;
  }
  options->walk.roots = arguments.paths;
  Found found;
  run(*options, rules, found, stop);
  if (stop.stop_requested()) {
    spdlog::error("interrupted; nothing was copied");
    return std::nullopt;
  }
  *all_read = found.all_read_;
  return std::move(found.verdicts_);
}

std::string end_of(const Arguments& arguments, const CaseOptions& options,
                   const Collected& collected) {
  std::string text =
      fmt::format("{} copied, {} in the case already, {} could not be copied\n",
                  collected.copied, collected.already_there, collected.failed);
  if (arguments.evidence.with_context) {
    text += fmt::format(
        "context: {} neighbours recorded, {} lines of logs kept, {} could not "
        "be read\n",
        collected.neighbours, collected.log_lines, collected.logs_failed);
  }
  text += fmt::format("journal: {}\n", collected.head);
  if (collected.made_key) {
    text += fmt::format(
        "A key was made to sign the journal: {}\n"
        "Keep it, and keep it from others: this case can't be continued "
        "without it.\n",
        printable(options.key_file));
  }
  return text;
}

std::optional<ContextOptions> context_of(const Arguments& arguments) {
  if (!arguments.evidence.with_context) return std::nullopt;
  return arguments.evidence.context;
}

int run_collect(const Arguments& arguments) {
  if (arguments.paths.empty() == arguments.evidence.from.empty()) {
    spdlog::error(
        "name what is to be copied: either PATHs, which are scanned, or "
        "--from FILE with the results of `beachcomb scan -f ndjson`");
    return kExitIncomplete;
  }
  const Result<RuleSet> rules = rules_for(arguments);
  if (!rules) {
    spdlog::error("{}", printable(rules.error().message));
    return kExitIncomplete;
  }
  auto options = case_options(arguments, &*rules);
  if (!options) return kExitIncomplete;
  const Monitor monitor(WalkOptions{}, false);  // for Ctrl-C
  options->stop = monitor.stop_token();
  bool all_read = true;
  const auto verdicts = find(arguments, *rules, options->stop, &all_read);
  if (!verdicts) return kExitIncomplete;
  const auto output = open_output(arguments.output, false);
  if (output == nullptr) return kExitIncomplete;
  const auto collected = collect(
      *options, *verdicts,
      [&](const ItemResult& result) {
        if (!arguments.quiet || !result.done)
          output->write(line_of(result, ""));
      },
      context_of(arguments));
  if (!collected) {
    spdlog::error("{}", printable(collected.error().message));
    return kExitIncomplete;
  }
  output->write(end_of(arguments, *options, *collected));
  const bool all_said = finish_output(*output, "the results");
  if (!all_read) {
    spdlog::warn("not everything could be scanned; `beachcomb scan` says what");
  }
  const bool all_kept = collected->failed == 0 && collected->logs_failed == 0;
  return all_kept && all_read && all_said ? kExitNothingFound : kExitIncomplete;
}

constexpr char kContextGroup[] = "What stands around a file";
constexpr std::uint32_t kMostWindowHours = 10 * 366 * 24;

constexpr Flag kFlags[] = {
    kCaseFlag,
    {"--from", "FILE", ValueKind::file, kCaseGroup,
     "copy what this scan found: the output of scan -f ndjson",
     "Files that changed since are copied, marked, and never removed.",
     set_from, nullptr, "", kInput},
    {"--id", "TEXT", ValueKind::text, kCaseGroup,
     "the name of a new case (default: that of its folder)", "",
     [](Arguments& a, const std::string& v) -> FlagError {
       a.evidence.facts.id = v;
       return {};
     }},
    kOperatorFlag,
    kAuthorityFlag,
    kTicketFlag,
    kKeyFlag,
    {"--context", "", ValueKind::none, kContextGroup,
     "record neighbours and keep lines of logs as well",
     "Neighbours are what else changed in the folder of a file at about the "
     "same time. Of logs, the lines of that time and those that name the file "
     "are kept. Without --logs: those of Apache, nginx, lighttpd and Tomcat "
     "below /var/log, and those of IIS and Exchange on a disk of Windows on "
     "which a file was found.",
     [](Arguments& a, const std::string&) -> FlagError {
       a.evidence.with_context = true;
       return {};
     }},
    {"--context-window", "HOURS", ValueKind::text, kContextGroup,
     "how long before and after a file's times",
     "A file's times are those at which it was modified, changed and born.",
     [](Arguments& a, const std::string& v) -> FlagError {
       return set_number(v, 1u, kMostWindowHours,
                         &a.evidence.context.window_hours);
     },
     nullptr, "24"},
    {"--logs", "PATH", ValueKind::file, kContextGroup,
     "a log, or a folder of logs, to look into",
     "Implies --context. Logs packed with gzip, bzip2, xz or zstd are read as "
     "they are.",
     [](Arguments& a, const std::string& v) -> FlagError {
       a.evidence.with_context = true;
       a.evidence.context.logs.push_back(v);
       return {};
     },
     nullptr, "", kRepeats},
    kRulesFlag,
    kPacksFlag,
    kDefineFlag,
    kArchivePasswordFlag,
    kOutputFlag,
    kQuietFlag,
    kHelpFlag,
    kConfigFlag,
};

}  // namespace

const Command kEvidenceCollectCommand = {
    .name = "collect",
    .operands = "--case DIR [--from FILE | PATH...]",
    .help = "copy found files into a case",
    .more =
        "Copies each file with a finding, with all that the system says about "
        "it, into the case\nDIR, which is made when it is not there. The files "
        "themselves stay as they are.",
    .flags = kFlags,
    .run = run_collect,
    .exit_codes =
        "Exit code: 0 all that was found is in the case, 2 something could not "
        "be copied,\nscanned or, of its context, read, or the call was "
        "wrong.\n",
};

}  // namespace beachcomb::cli
