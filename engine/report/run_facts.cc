// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <system_error>

#include "beachcomb/report.h"
#include "os/host.h"

namespace beachcomb {

RunFacts run_facts() {
  RunFacts facts;
  facts.started = os::now();
  facts.host = os::host_name();
  facts.system = os::system_name();
  std::error_code error;
  facts.directory = std::filesystem::current_path(error).string();
  return facts;
}

}  // namespace beachcomb
