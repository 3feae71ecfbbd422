// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_JOURNAL_OUTPUT_H_
#define BEACHCOMB_CLI_JOURNAL_OUTPUT_H_

#include <memory>
#include <string>
#include <string_view>

#include "service_output.h"

namespace beachcomb::cli {

// Where is the path of a socket; "" is that of the system's journal.
std::unique_ptr<ServiceOutput> make_journal_output(const std::string& name,
                                                   std::string_view where,
                                                   Layout layout);

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_JOURNAL_OUTPUT_H_
