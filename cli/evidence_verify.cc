// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "beachcomb/report.h"
#include "commands.h"
#include "config.h"
#include "evidence.h"
#include "output.h"
#include "shared_flags.h"

namespace beachcomb::cli {
namespace {

std::string text_of(const Verification& v) {
  std::string text;
  if (v.fault.empty()) {
    text = fmt::format("intact: {} records, {} copies\n", v.records, v.copies);
  } else {
    text = fmt::format("NOT INTACT: {}\n", printable(v.fault));
  }
  for (const std::string& note : v.notes) {
    text += fmt::format("note: {}\n", printable(note));
  }
  if (!v.head.empty()) text += fmt::format("journal: {}\n", v.head);
  if (!v.key.empty()) text += fmt::format("key:     {}\n", v.key);
  return text;
}

int run_verify(const Arguments& arguments) {
  std::string folder = arguments.evidence.folder;
  if (folder.empty() && arguments.paths.size() == 1) {
    folder = arguments.paths[0];
  }
  if (folder.empty() || arguments.paths.size() > 1) {
    spdlog::error("name one case: beachcomb evidence verify DIR");
    return kExitIncomplete;
  }
  const Verification verification =
      verify_case(folder, arguments.evidence.key_file, arguments.evidence.head);
  if (!write_output(arguments.output, text_of(verification), "the result")) {
    return kExitIncomplete;
  }
  return verification.fault.empty() ? kExitNothingFound : kExitFound;
}

constexpr Flag kFlags[] = {
    kCaseFlag,
    kKeyFlag.reworded(
        "the journal must be signed with this key",
        "Without it, the journal is checked against the key that it names "
        "itself: whoever made a journal of his own is not noticed so."),
    {"--head", "HASH", ValueKind::text, kCaseGroup,
     "the journal must have a line with this hash",
     "Each call says the hash of the last line that it wrote. Whoever noted "
     "it elsewhere notices that lines were cut off the end.",
     [](Arguments& a, const std::string& v) -> FlagError {
       a.evidence.head = v;
       return {};
     }},
    kOutputFlag,
    kHelpFlag,
    kConfigFlag,
};

}  // namespace

const Command kEvidenceVerifyCommand = {
    .name = "verify",
    .operands = "DIR",
    .help = "check that nothing in a case was changed",
    .more =
        "Reads the case again, the journal with its chain and signatures and "
        "every copy with its\ndigests, and names the first thing that is "
        "wrong. Changes nothing.",
    .flags = kFlags,
    .run = run_verify,
    .exit_codes =
        "Exit code: 0 the case is intact, 1 something is wrong with it, 2 the "
        "call was wrong.\n",
};

}  // namespace beachcomb::cli
