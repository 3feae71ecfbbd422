// SPDX-License-Identifier: Apache-2.0
//
// One file, from the announcement in the journal to the record of its end.
//
//     removing -> private folder -> moved in -> looked at again
//              -> unlinked there -> folder removed -> flushed -> removed
//
// Whatever is wrong on the way is put back without writing over anything, and
// recorded as remove-refused. What a crash leaves is found by the next call
// through the name of the private folder in the journal.
#ifndef BEACHCOMB_EVIDENCE_REMOVAL_H_
#define BEACHCOMB_EVIDENCE_REMOVAL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "beachcomb/evidence.h"
#include "evidence/found_file.h"
#include "evidence/open_case.h"

namespace beachcomb::evidence {

// What became of one file.
struct Outcome {
  bool done = false;
  std::string text;
  // The call can't go on: the journal can't be written.
  std::optional<Error> error;
};

class Removal {
 public:
  Removal(OpenCase& open, const EvidenceItem& item, FoundFile& found)
      : open_(open), item_(item), found_(found) {}

  // REQUIRES: the file was checked. It must have `links` names, of which this
  // is one.
  Outcome begin(std::uint64_t links);
  // The file is in the private folder of an earlier call.
  Outcome finish(const std::string& private_name, os::Descriptor folder);
  // There is no such file any more.
  Outcome found_gone();
  // Moves what is in the private folder back to its place.
  Outcome put_back(const std::string& private_name, os::Descriptor folder,
                   std::string reason);

 private:
  Outcome take();
  Refusal fault() const;
  Outcome put_back(std::string reason);
  Outcome refuse(std::string reason);
  void remove_folder();
  void sync_parent();
  Outcome removed(Json fields);

  OpenCase& open_;
  const EvidenceItem& item_;
  FoundFile& found_;
  std::uint64_t links_ = 1;
  bool is_folder_ours_ = false;  // nobody else has changed it
  std::string private_name_;
  os::Descriptor private_;
};

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_REMOVAL_H_
