// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_EVIDENCE_CHECKS_H_
#define BEACHCOMB_EVIDENCE_CHECKS_H_

#include <map>
#include <string>

#include "beachcomb/engine.h"
#include "beachcomb/evidence.h"
#include "evidence/found_file.h"

namespace beachcomb::evidence {

// What must hold before a file of a case is touched. Changes nothing. Not
// thread-safe; what it is made with must outlive it.
class Checks {
 public:
  Checks(const os::Descriptor& case_folder, const RuleSet& rules,
         const RemoveOptions& options)
      : case_folder_(case_folder),
        engine_(rules, options_for_content(options)),
        options_(options) {}

  bool is_wanted(std::uint32_t item) const;
  // What the case says about the item, without a look at the file.
  Refusal of_item(const EvidenceItem& item) const;
  // The copy, read whole; each only once.
  Refusal of_copy(const EvidenceItem& item);
  // All that can be said of the file as it stands now, but for its links.
  Refusal of_file(const EvidenceItem& item, FoundFile* found) const;

 private:
  static ScanOptions options_for_content(const RemoveOptions& options);
  Refusal of_content(const EvidenceItem& item, FoundFile* found) const;
  bool holds(const EvidenceItem& item, Bytes bytes,
             const std::string& path) const;

  const os::Descriptor& case_folder_;
  Engine engine_;
  const RemoveOptions& options_;
  std::map<std::string, FileDigests> copies_;  // by name
};

// Whether a copy holds what was copied, in words if not.
Refusal check_copy(const os::Descriptor& case_folder, const EvidenceItem& item,
                   std::map<std::string, FileDigests>* known);

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_CHECKS_H_
