// SPDX-License-Identifier: Apache-2.0
//
// Paths as formats want them that leave the machine. The rest says a path as
// it was typed, raw bytes.
#ifndef BEACHCOMB_REPORT_PATHS_H_
#define BEACHCOMB_REPORT_PATHS_H_

#include <string>
#include <string_view>

#include "beachcomb/report.h"
#include "beachcomb/verdict.h"

namespace beachcomb::report {

bool leads_upwards(std::string_view path);

// Without the segments that say nothing: "a//./b" is "a/b".
std::string normal(std::string_view path);

// normal(), and without "..". It is the system that knows where a link on the
// way leads; what the path names may itself be a link that was found.
std::string resolved(const std::string& path);

// Where the file is on its machine, however its path was spelled: below the
// folder of the run, when it is relative. As it is where that folder is not
// known, and where nothing says that it is a path at all: bytes in memory may
// have any name.
std::string full_path(const Verdict& verdict, const RunFacts& run);

}  // namespace beachcomb::report

#endif  // BEACHCOMB_REPORT_PATHS_H_
