// SPDX-License-Identifier: Apache-2.0
//
// What Exchange writes when a virtual directory is reset: its settings, one a
// line. In 2021 the OAB directory's ExternalUrl was set to a page of script
// and the dump then saved as .aspx (CVE-2021-27065). The value of each URL is
// a layer, put together again where the dump broke the line, so that rules
// for pages see the page alone.
#ifndef BEACHCOMB_UNWRAP_VDIR_H_
#define BEACHCOMB_UNWRAP_VDIR_H_

#include "unwrap/unwrapper.h"

namespace beachcomb::unwrap {

extern const Unwrapper kVirtualDirectory;

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_VDIR_H_
