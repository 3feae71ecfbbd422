// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "beachcomb/report.h"
#include "commands.h"
#include "config.h"
#include "evidence.h"
#include "output.h"
#include "progress.h"
#include "rule_loading.h"
#include "shared_flags.h"

namespace beachcomb::cli {
namespace {

std::string end_of(const Removed& removed, bool dry_run) {
  const std::string counts = fmt::format(
      "{} {}, {} {}", removed.removed, dry_run ? "would be removed" : "removed",
      removed.refused, removed.refused == 1 ? "stays" : "stay");
  if (!dry_run) return fmt::format("{}\njournal: {}\n", counts, removed.head);
  return counts +
         "\nNothing was changed: this was a dry run. With --yes it is done.\n";
}

int run_remove(const Arguments& arguments) {
  const Result<RuleSet> rules = rules_for(arguments);
  if (!rules) {
    spdlog::error("{}", printable(rules.error().message));
    return kExitIncomplete;
  }
  auto options = case_options(arguments, &*rules);
  if (!options) return kExitIncomplete;
  const Monitor monitor(WalkOptions{}, false);  // for Ctrl-C
  options->stop = monitor.stop_token();
  const auto output = open_output(arguments.output, false);
  if (output == nullptr) return kExitIncomplete;
  const bool dry_run = !arguments.evidence.yes;
  const auto removed = remove_files(
      *options, *rules,
      {.dry_run = dry_run,
       .level = arguments.evidence.level,
       .items = arguments.evidence.items,
       .mixed_items = arguments.evidence.mixed_items,
       .passwords = arguments.scan.unwrap.passwords},
      [&](const ItemResult& r) { output->write(line_of(r, "stays: ")); });
  if (!removed) {
    spdlog::error("{}", printable(removed.error().message));
    return kExitIncomplete;
  }
  output->write(end_of(*removed, dry_run));
  if (!finish_output(*output, "the results")) return kExitIncomplete;
  return removed->refused == 0 ? kExitNothingFound : kExitFound;
}

FlagError set_level(Arguments& arguments, const std::string& text) {
  for (const Level level :
       {Level::notice, Level::suspicious, Level::malicious}) {
    if (name_of(level) == text) arguments.evidence.level = level;
  }
  return {};
}

constexpr Flag kFlags[] = {
    kCaseFlag,
    {"--yes", "", ValueKind::none, kCaseGroup,
     "remove; without it nothing is changed", "",
     [](Arguments& a, const std::string&) -> FlagError {
       a.evidence.yes = true;
       return {};
     },
     nullptr, "", kTypedOnly},
    {"--level", "LEVEL", ValueKind::choice, kCaseGroup,
     "remove what is at least malicious, suspicious or notice", "", set_level,
     [] { return std::string("malicious suspicious notice"); }, "malicious"},
    {"--item", "N", ValueKind::text, kCaseGroup, "only this item of the case",
     "",
     [](Arguments& a, const std::string& v) -> FlagError {
       return add_item(v, &a.evidence.items);
     },
     nullptr, "", kTypedOnly | kRepeats},
    {"--mixed-item", "N", ValueKind::text, kCaseGroup,
     "remove this item although it has other content as well",
     "The whole file goes: the page that the shell stands in, or the archive. "
     "Look at it first.",
     [](Arguments& a, const std::string& v) -> FlagError {
       return add_item(v, &a.evidence.mixed_items);
     },
     nullptr, "", kTypedOnly | kRepeats},
    kOperatorFlag,
    kAuthorityFlag,
    kTicketFlag,
    kKeyFlag,
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

const Command kEvidenceRemoveCommand = {
    .name = "remove",
    .operands = "--case DIR",
    .help = "remove the files of a case, and nothing else",
    .more =
        "Says which files of the case would be removed, and of the others why "
        "not; with --yes it\nremoves them. A file is removed only if its copy "
        "was verified, it is still the same file\nwith the same content, and "
        "the same rule still holds.",
    .flags = kFlags,
    .run = run_remove,
    .exit_codes =
        "Exit code: 0 nothing stays, 1 something stays, 2 it could not be done "
        "at all, or the\ncall was wrong.\n",
};

}  // namespace beachcomb::cli
