// SPDX-License-Identifier: Apache-2.0
//
// Files that must be on the disk, whole, before anything else is done.
#ifndef BEACHCOMB_OS_DURABLE_H_
#define BEACHCOMB_OS_DURABLE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "os/descriptor.h"
#include "os/file_system.h"

namespace beachcomb::os {

// A folder for reading and for the `at` arguments; a link is followed.
Status open_any_folder(const char* path, Descriptor* folder);
// With the rights that only this user has; no error when it is there.
Status make_folder(int at, const char* name);
// For reading and appending, made when it is not there.
Status open_journal(int at, const char* name, bool create, Descriptor* file);
Status truncate(const Descriptor& file, std::uint64_t size);
// Puts `text` into a file of this user that takes the place of `name` at once,
// or not at all.
Status put_file(int at, const char* name, std::string_view text);
// Gives an existing file another content, all of it or nothing: whoever opens
// it meanwhile sees the old content or the new. Keeps the mode, and the owner
// where that is allowed; a symbolic link stays one.
Status replace_content(const char* path, std::string_view content);
// A file of at most `most` bytes, whole; a link is followed when `follow`.
Status read_file(int at, const char* name, bool follow, std::size_t most,
                 std::string* text);

}  // namespace beachcomb::os

#endif  // BEACHCOMB_OS_DURABLE_H_
