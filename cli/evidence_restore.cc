// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "beachcomb/report.h"
#include "commands.h"
#include "config.h"
#include "evidence.h"
#include "output.h"
#include "progress.h"
#include "shared_flags.h"

namespace beachcomb::cli {
namespace {

int run_restore(const Arguments& arguments) {
  auto options = case_options(arguments, nullptr);
  if (!options) return kExitIncomplete;
  const Monitor monitor(WalkOptions{}, false);  // for Ctrl-C
  options->stop = monitor.stop_token();
  std::vector<std::uint32_t> items;
  for (const std::string& text : arguments.paths) {
    if (const FlagError error = add_item(text, &items)) {
      spdlog::error("item '{}' {}", printable(text), *error);
      return kExitIncomplete;
    }
  }
  const auto output = open_output(arguments.output, false);
  if (output == nullptr) return kExitIncomplete;
  const auto restored =
      restore_files(*options, items, [&](const ItemResult& result) {
        output->write(line_of(result, "not restored: "));
      });
  if (!restored) {
    spdlog::error("{}", printable(restored.error().message));
    return kExitIncomplete;
  }
  output->write(fmt::format("{} restored, {} not\njournal: {}\n",
                            restored->restored, restored->refused,
                            restored->head));
  if (!finish_output(*output, "the results")) return kExitIncomplete;
  return restored->refused == 0 ? kExitNothingFound : kExitFound;
}

constexpr Flag kFlags[] = {
    kCaseFlag, kOperatorFlag, kAuthorityFlag, kTicketFlag,
    kKeyFlag,  kOutputFlag,   kHelpFlag,      kConfigFlag,
};

}  // namespace

const Command kEvidenceRestoreCommand = {
    .name = "restore",
    .operands = "--case DIR [ITEM...]",
    .help = "put removed files back",
    .more =
        "Puts the removed files of a case, or only the named items, back where "
        "they stood, with\nowner, mode, attributes, ACL and times. Never "
        "writes over anything.",
    .flags = kFlags,
    .run = run_restore,
    .exit_codes =
        "Exit code: 0 all of them are back, 1 some are not, 2 it could not be "
        "done at all, or\nthe call was wrong.\n",
};

}  // namespace beachcomb::cli
