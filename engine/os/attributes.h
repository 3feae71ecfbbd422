// SPDX-License-Identifier: Apache-2.0
//
// Everything that the system keeps about a file, read whole and put back.
#ifndef BEACHCOMB_OS_ATTRIBUTES_H_
#define BEACHCOMB_OS_ATTRIBUTES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "beachcomb/file_record.h"
#include "os/file_system.h"

namespace beachcomb::os {

// All but path, flags and attributes, without opening the file; a link is
// not followed.
Status record_at(int at, const char* name, FileRecord* record, FileType* type);
// The same of an open file or folder.
Status record_of(const Descriptor& file, FileRecord* record);
// Inode flags and extended attributes; those that this user may not read are
// left out.
Status read_attributes(const Descriptor& file, FileRecord* record);

// Gives `file` the owner, group, mode, extended attributes (exactly these:
// others that it has are taken away) and the times modified and accessed of
// `record`, in an order in which none undoes another. What could not be set is
// named in `lost`. Flags are not set.
void apply_record(const Descriptor& file, const FileRecord& record,
                  std::vector<std::string>* lost);
Status set_times(const Descriptor& file, std::int64_t accessed,
                 std::int64_t modified);

}  // namespace beachcomb::os

#endif  // BEACHCOMB_OS_ATTRIBUTES_H_
