// SPDX-License-Identifier: Apache-2.0
#include <spdlog/spdlog.h>

#include <string>

#include "beachcomb/draft.h"
#include "beachcomb/report.h"
#include "commands.h"
#include "os/process.h"
#include "output.h"
#include "progress.h"
#include "shared_flags.h"

namespace beachcomb::cli {
namespace {

int fail(const std::string& message) {
  spdlog::error("{}", printable(message));
  return kExitIncomplete;
}

int run_rules_new(const Arguments& arguments) {
  if (arguments.paths.size() < 2) {
    return fail("name the rule and at least one FILE that it is to match");
  }
  DraftOptions options;
  options.name = arguments.paths[0];
  options.files = {arguments.paths.begin() + 1, arguments.paths.end()};
  options.clean = arguments.clean;
  const Monitor monitor(WalkOptions{}, false);  // for Ctrl-C
  const Result<Draft> drafted = draft(options, monitor.stop_token());
  if (!drafted) return fail(drafted.error().message);
  if (!arguments.new_pack.empty()) {
    const auto saved = save_draft(*drafted, options, arguments.new_pack);
    if (!saved) return fail(saved.error().message);
    for (const std::string& path : *saved) {
      spdlog::info("wrote {}", printable(path));
    }
  }
  for (const std::string& path : drafted->clean_hits) {
    spdlog::warn("matches a clean file: {}", printable(path));
  }
  const std::string text =
      arguments.format == "json" ? as_json(*drafted) + '\n' : drafted->source;
  if (!write_output(arguments.output, text, "the draft")) {
    return kExitIncomplete;
  }
  if (drafted->clean_hit_count != 0) return kExitFound;
  return drafted->clean_complete ? kExitNothingFound : kExitIncomplete;
}

constexpr Flag kFlags[] = {
    {"--clean", "TREE", ValueKind::file, kRulesGroup,
     "clean files: prefer strings that none of them has",
     "Without it, strings are chosen by how "
     "common their text is thought to be.",
     [](Arguments& a, const std::string& v) -> FlagError {
       a.clean.push_back(v);
       return {};
     },
     nullptr, "", kRepeats},
    {"--pack", "FOLDER", ValueKind::folder, kRulesGroup,
     "put the rule there, and the files beside it as its samples",
     "As NAME.yar and samples/hit/NAME.zip with the password infected, where "
     "rules test finds them. Nothing is overwritten.",
     [](Arguments& a, const std::string& v) -> FlagError {
       a.new_pack = v;
       return {};
     }},
    kTextOrJsonFlag,
    kOutputFlag,
    kHelpFlag,
};

}  // namespace

const Command kRulesNewCommand = {
    .name = "new",
    .operands = "NAME FILE...",
    .help = "draft a rule from files that it is to match",
    .more =
        "Drafts the rule NAME from strings that stand in every FILE and in no "
        "clean file, with\nmetadata to fill in, and tries it on all of them "
        "before it is printed. It is a draft: read\nit before you use it.",
    .flags = kFlags,
    .run = run_rules_new,
    .exit_codes =
        "Exit code: 0 the draft matches no clean file, 1 it does, 2 there is "
        "none, not all clean\nfiles could be read, or the call was wrong.\n",
};

}  // namespace beachcomb::cli
