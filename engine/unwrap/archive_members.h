// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_UNWRAP_ARCHIVE_MEMBERS_H_
#define BEACHCOMB_UNWRAP_ARCHIVE_MEMBERS_H_

#include "unwrap/archive_format.h"
#include "unwrap/archive_source.h"
#include "unwrap/unwrapper.h"

namespace beachcomb::unwrap {

// Hands each member of a container to the output, or what stands behind a
// compression: one piece, or the members of the tar or cpio there.
void read_members(const Format& format, Source source, const Context& context,
                  Output& output);

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_ARCHIVE_MEMBERS_H_
