// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_VERSION_H_
#define BEACHCOMB_VERSION_H_

#include <string_view>

#include "beachcomb/export.h"

namespace beachcomb {

// Of the library that runs, "1.2.3", as https://semver.org has it.
BEACHCOMB_API std::string_view version();

}  // namespace beachcomb

#endif  // BEACHCOMB_VERSION_H_
