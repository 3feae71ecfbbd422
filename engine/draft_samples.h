// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_DRAFT_SAMPLES_H_
#define BEACHCOMB_DRAFT_SAMPLES_H_

#include <string>
#include <vector>

#include "beachcomb/result.h"

namespace beachcomb::drafting {

// A file that a rule is drafted from, and the text of it that says most.
struct Sample {
  std::string path;
  std::string bytes;  // of the file
  // Of the file, or of the layer that its wrapping hides.
  std::string text;
  std::string chain;  // "a.php > base64" where the text is of a layer
};

Result<std::vector<Sample>> read_samples(const std::vector<std::string>& paths);

}  // namespace beachcomb::drafting

#endif  // BEACHCOMB_DRAFT_SAMPLES_H_
