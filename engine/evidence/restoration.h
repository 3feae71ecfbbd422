// SPDX-License-Identifier: Apache-2.0
//
// One removed file, put back: made in a private folder with all that was
// recorded about it, read again, and only then moved to its place.
#ifndef BEACHCOMB_EVIDENCE_RESTORATION_H_
#define BEACHCOMB_EVIDENCE_RESTORATION_H_

#include <string>
#include <utility>
#include <vector>

#include "beachcomb/evidence.h"
#include "evidence/found_file.h"
#include "evidence/open_case.h"
#include "evidence/removal.h"

namespace beachcomb::evidence {

class Restoration {
 public:
  Restoration(OpenCase& open, const EvidenceItem& item)
      : open_(open), item_(item) {}

  // REQUIRES: the copy of the item was verified.
  Outcome run();
  std::vector<std::string> take_warnings() {
    return std::move(place_.warnings);
  }

 private:
  // What an interrupted call left is cleared away, unless it had come to its
  // end.
  Refusal settle(bool* is_there);
  Refusal make();
  Refusal make_file();
  // A name more for a file that another item put back.
  bool link_to_other();
  bool link_to(const EvidenceItem& other);
  Outcome restored();
  Outcome refuse(const Refusal& refusal);
  void drop_private();

  OpenCase& open_;
  const EvidenceItem& item_;
  FoundFile place_;
  FileRecord folder_;  // as it was before this call
  std::string private_name_;
  os::Descriptor private_;
  std::vector<std::string> lost_;
};

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_RESTORATION_H_
