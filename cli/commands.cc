// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

namespace beachcomb::cli {
namespace {

const Command kCommands[] = {
    {"scan", "PATH...", "scan files and folders for web shells",
     "Scans every file below each PATH and says what was found, and what could "
     "not be\nscanned.",
     scan_flags(), run_scan},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }

}  // namespace beachcomb::cli
