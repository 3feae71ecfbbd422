// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_EVIDENCE_NEIGHBOURS_H_
#define BEACHCOMB_EVIDENCE_NEIGHBOURS_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "beachcomb/evidence.h"
#include "os/attributes.h"
#include "os/descriptor.h"

namespace beachcomb::evidence {

// The entries of the last folder that was asked for, so that a folder full of
// shells is read once and each file in it hashed once. Not thread-safe.
class Neighbours {
 public:
  explicit Neighbours(std::uint32_t window_hours)
      : window_hours_(window_hours) {}

  // What changed beside the item at about the same time. No link is followed.
  ItemContext around(const EvidenceItem& item);

 private:
  struct Entry {
    FileRecord record;  // its path is the name
    os::FileType type = os::FileType::regular;
  };
  struct Digest {
    std::string sha256;
    std::string reason;
  };

  void open(const EvidenceItem& item);
  void list();
  const Digest& digest_of(const Entry& entry);
  Neighbour neighbour_of(const Entry& entry);

  std::uint32_t window_hours_;
  std::string path_;  // of the folder
  os::Descriptor folder_;
  std::vector<Entry> entries_;
  bool whole_ = true;
  std::string fault_;
  std::map<std::string, Digest> digests_;
};

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_NEIGHBOURS_H_
