// SPDX-License-Identifier: Apache-2.0
//
// The file of an item where it stands, opened in a way that nobody can lead
// elsewhere, and compared with what was recorded when it was copied.
#ifndef BEACHCOMB_EVIDENCE_FOUND_FILE_H_
#define BEACHCOMB_EVIDENCE_FOUND_FILE_H_

#include <string>
#include <vector>

#include "beachcomb/evidence.h"
#include "os/descriptor.h"
#include "os/file_system.h"
#include "os/safe_path.h"

namespace beachcomb::evidence {

struct FoundFile {
  os::Descriptor parent;
  std::string name;  // in it
  os::Descriptor file;
  os::FileStat stat;  // of the open file
  os::Lease lease = os::Lease::not_supported;
  std::vector<std::string> warnings;
};

// Why something can't be done, in words for a person; empty when it can.
struct Refusal {
  std::string reason;
  bool gone = false;  // there is nothing at its place
  explicit operator bool() const { return !reason.empty(); }
};

// What is before the last component of a path.
std::string folder_of(const std::string& path);

// The folder of the item, from "/" on, without following a link.
Refusal open_parent(const EvidenceItem& item, FoundFile* found);
// A name in a folder: the same regular file that was copied.
Refusal open_same(const os::Descriptor& folder, const std::string& name,
                  const EvidenceItem& item, FoundFile* found);
// Flags and mounts that forbid to remove it.
Refusal check_removable(const FoundFile& found);

// Reads the file from its start and compares size and SHA-256. The bytes go to
// `content`, where one is given.
Refusal check_digest(const os::Descriptor& file, const FileDigests& digests,
                     std::string* content = nullptr);

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_FOUND_FILE_H_
