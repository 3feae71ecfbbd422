// SPDX-License-Identifier: Apache-2.0
//
// A first version of a rule, from files that it is to match.
//
// What is drafted is a list of strings and of the structures of statements that
// stand in all of the files and in no clean file that was at hand, and a
// condition that asks for most of them. A machine does not know which of them
// the next version of the same shell will have; who reads the draft does.
#ifndef BEACHCOMB_DRAFT_H_
#define BEACHCOMB_DRAFT_H_

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "beachcomb/export.h"
#include "beachcomb/result.h"

namespace beachcomb {

struct DraftOptions {
  std::string name;                // of the rule
  std::vector<std::string> files;  // that it is to match
  std::vector<std::string> clean;  // files and folders that it must not
  int threads = 0;                 // 0: one for each processor
};

struct DraftString {
  std::string text;  // its bytes; of a structure, its regular expression
  bool wide = false;
  bool structure = false;
  std::uint64_t clean_files = 0;  // in which it stands
};

struct Draft {
  std::string source;  // the rule, with what is to be known about it above
  std::vector<DraftString> strings;  // in the order of the rule
  // Where they stand in what is wrapped in a file, and not in the file itself:
  // "a.php > base64".
  std::vector<std::string> chains;
  std::uint64_t clean_files = 0;        // that were scanned
  std::vector<std::string> clean_hits;  // of these, the first that it matches
  std::uint64_t clean_hit_count = 0;
  bool clean_complete = true;  // all of the clean files could be read
};

// Compiled, and tried on the files and the clean ones. The Error is for files
// that can't be read, that have nothing in common, or a bad name.
BEACHCOMB_API Result<Draft> draft(const DraftOptions& options,
                                  std::stop_token stop = {});

// Puts a draft and its samples where `rules test` finds them:
// FOLDER/NAME.yar and FOLDER/samples/hit/NAME.zip, with the password
// `infected`. What is wrapped in a file is a sample as it is without the
// wrapping, which `rules test` does not undo. Overwrites nothing.
BEACHCOMB_API Result<std::vector<std::string>> save_draft(
    const Draft& draft, const DraftOptions& options, const std::string& folder);

BEACHCOMB_API std::string as_json(const Draft& draft);

}  // namespace beachcomb

#endif  // BEACHCOMB_DRAFT_H_
