// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_OS_REPLACE_FILE_H_
#define BEACHCOMB_OS_REPLACE_FILE_H_

#include <string_view>

#include "os/file_system.h"

namespace beachcomb::os {

// Gives an existing file another content, all of it or nothing: whoever opens
// it meanwhile sees the old content or the new. Keeps the mode, and the owner
// where that is allowed; a symbolic link stays one.
Status replace_file(const char* path, std::string_view content);

}  // namespace beachcomb::os

#endif  // BEACHCOMB_OS_REPLACE_FILE_H_
