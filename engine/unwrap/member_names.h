// SPDX-License-Identifier: Apache-2.0
//
// What the members of a container are called, as the bytes that stand there.
// libarchive would rather convert a name to the character set of the locale:
// in the C locale a name in UTF-8 is lost on the way, in another one it comes
// out composed (é as one character, where a Mac wrote two). So it is asked
// under a locale of our choice, whatever that of the process is, and where it
// knows less than the container says, we read that ourselves.
#ifndef BEACHCOMB_UNWRAP_MEMBER_NAMES_H_
#define BEACHCOMB_UNWRAP_MEMBER_NAMES_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "os/charset.h"
#include "unwrap/archive_source.h"
#include "unwrap/unwrapper.h"

struct archive;
struct archive_entry;

namespace beachcomb::unwrap {

// Under which locale libarchive finds the names of such a container. A tar's
// stay as they are where they can't be converted, so there nothing may be. The
// others write UTF-16, or say which names are in UTF-8.
os::ThreadCharset::Kind charset_for_names(int (*support)(archive*));

// Raw bytes where the container has them, else UTF-8. Empty without one.
std::string member_name(archive_entry* entry);

// The name in the header of a zip's member that ends at `end`, when its bytes
// say more than `name`, which libarchive made of them.
std::string zip_member_name(std::string name, Source& source,
                            std::uint64_t end);

// Behind a compression libarchive calls what it finds "data": the name is
// that of the file without what the compression added.
std::string name_behind(const Context& context);

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_MEMBER_NAMES_H_
