// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

namespace beachcomb::cli {
namespace {

const Command* const kCommands[] = {
    &kScanCommand,   &kRulesCommand,  &kEvidenceCommand,
    &kReportCommand, &kConfigCommand,
};

}  // namespace

Command::Table commands() { return kCommands; }

}  // namespace beachcomb::cli
