// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_SYSLOG_OUTPUT_H_
#define BEACHCOMB_CLI_SYSLOG_OUTPUT_H_

#include <memory>
#include <string>
#include <string_view>

#include "service_output.h"

namespace beachcomb::cli {

// Where is "" (/dev/log), "unix:/path", "udp://host:port" or
// "tcp://host:port", and then may be "?facility=auth".
Result<std::unique_ptr<ServiceOutput>> make_syslog_output(
    const std::string& name, std::string_view where);

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_SYSLOG_OUTPUT_H_
