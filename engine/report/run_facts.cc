// SPDX-License-Identifier: Apache-2.0
#include "beachcomb/report.h"
#include "os/host.h"

namespace beachcomb {

RunFacts run_facts() {
  RunFacts facts;
  facts.started = os::now();
  facts.host = os::host_name();
  facts.system = os::system_name();
  return facts;
}

}  // namespace beachcomb
