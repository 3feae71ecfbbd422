// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CAPI_OPTIONS_H_
#define BEACHCOMB_CAPI_OPTIONS_H_

#include "beachcomb/pipeline.h"
#include "beachcomb/scanner.h"
#include "capi/boundary.h"

namespace beachcomb::capi {

// `given` NULL: the defaults.
Answer options_from(const beachcomb_options* given, ScanOptions* options);
Answer walk_from(const beachcomb_walk* given, WalkOptions* walk);
// `given` NULL: nothing is known. Points into what is given.
Answer facts_from(const beachcomb_facts* given, FileFacts* facts);

}  // namespace beachcomb::capi

#endif  // BEACHCOMB_CAPI_OPTIONS_H_
