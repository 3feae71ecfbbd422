// SPDX-License-Identifier: Apache-2.0
//
// A folder of our own beside the file. Between looking at a file by its name
// and unlinking that name somebody may put another file there, and unlink(2)
// knows names only. So the name is moved into a folder that nobody else may
// enter, is looked at again, and only there is it unlinked; what turns out to
// be another file is moved back. The same on the way back: a restored file
// gets its content, owner and mode before anybody can open it.
//
// It stands in the folder of the file because a file can be moved within one
// file system only, and its name is random and in the journal before it is
// made, so that the next call finds it after a crash.
#ifndef BEACHCOMB_EVIDENCE_PRIVATE_FOLDER_H_
#define BEACHCOMB_EVIDENCE_PRIVATE_FOLDER_H_

#include <string>

#include "os/descriptor.h"
#include "os/file_system.h"

namespace beachcomb::evidence {

// ".beachcomb-" and 32 hex digits.
std::string private_name();

// Opens one that an earlier call made. Refuses, as a link, whatever is not a
// folder of this user that nobody else may enter.
os::Status open_private_folder(const os::Descriptor& parent,
                               const std::string& name, os::Descriptor* folder);

// Only if it is empty and still the one that was opened.
os::Status remove_private_folder(const os::Descriptor& parent,
                                 const std::string& name,
                                 const os::Descriptor& folder);

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_PRIVATE_FOLDER_H_
