// SPDX-License-Identifier: Apache-2.0
#include "beachcomb/version.h"

namespace beachcomb {

std::string_view version() { return BEACHCOMB_VERSION; }

}  // namespace beachcomb
