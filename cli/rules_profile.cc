// SPDX-License-Identifier: Apache-2.0
#include <spdlog/spdlog.h>

#include <string>

#include "beachcomb/profile.h"
#include "beachcomb/report.h"
#include "commands.h"
#include "os/process.h"
#include "output.h"
#include "progress.h"
#include "rule_loading.h"
#include "shared_flags.h"
#include "values.h"

namespace beachcomb::cli {
namespace {

int run_rules_profile(const Arguments& arguments) {
  if (arguments.paths.empty()) {
    spdlog::error("name a TREE to scan: best one of clean files");
    return kExitIncomplete;
  }
  const Result<RuleSet> rules = rules_for(arguments);
  if (!rules) {
    spdlog::error("{}", printable(rules.error().message));
    return kExitIncomplete;
  }
  ScanOptions options = arguments.scan;
  options.walk.roots = arguments.paths;
  options.min_score = 0;
  Profile measured;
  {
    Monitor monitor(options.walk,
                    !arguments.quiet && os::is_terminal(os::kStandardError));
    measured =
        profile(options, *rules, monitor.stop_token(), monitor.progress());
  }
  const std::string text =
      arguments.format == "json"
          ? as_json(measured) + '\n'
          : as_text(measured, {.verbose = arguments.verbose});
  if (!write_output(arguments.output, text, "the profile")) {
    return kExitIncomplete;
  }
  if (!arguments.plot.empty() &&
      !write_output(arguments.plot, as_svg(measured), "the plot")) {
    return kExitIncomplete;
  }
  const Summary& summary = measured.summary;
  return summary.is_whole() ? kExitNothingFound : kExitIncomplete;
}

constexpr Flag kFlags[] = {
    kRulesFlag,
    kPacksFlag,
    kDefineFlag,
    kThreadsFlag.reworded(kThreadsFlag.help, "With 1 the times are steadier."),
    kShallowFlag,
    kTextOrJsonFlag,
    kOutputFlag,
    {"--plot", "FILE", ValueKind::file, kOutputGroup,
     "draw the dearest rules there, as SVG", "",
     [](Arguments& a, const std::string& v) -> FlagError {
       a.plot = v;
       return {};
     },
     nullptr, "", kOutput},
    kQuietFlag,
    kVerboseFlag.reworded("list all rules and all strings"),
    kHelpFlag,
};

}  // namespace

const Command kRulesProfileCommand = {
    .name = "profile",
    .operands = "TREE...",
    .help = "measure what each rule costs on a tree",
    .more =
        "Scans each TREE and says for each rule how many files the prefilter "
        "let through for it,\nhow long libyara took with them, which took "
        "longest, and for the dearest rules what\nlooking for each of their "
        "strings alone costs in that file. Rules are run one by one, so\nthe "
        "sum is more than a scan takes.",
    .flags = kFlags,
    .run = run_rules_profile,
    .exit_codes =
        "Exit code: 0 all was scanned, 2 not all could be, or the call was "
        "wrong.\n",
};

}  // namespace beachcomb::cli
