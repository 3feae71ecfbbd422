// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_DRAFTING_PIECES_H_
#define BEACHCOMB_DRAFTING_PIECES_H_

#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace beachcomb::drafting {

// Readable text that a rule could look for, and whether it is wide. What looks
// like encoded data is left out.
std::set<std::pair<std::string, bool>> pieces_of(std::string_view bytes);

// What statements look like when their author's names and texts are taken out,
// as the source of a regular expression: `copy($_FILES['f']['tmp_name'], $x)`
// is copy\(\$_FILES\[["'][^"']{0,80}["']\]... The value is the longest run of
// plain bytes in it.
struct Structure {
  std::string source;
  std::string plain;

  bool operator<(const Structure& other) const { return source < other.source; }
};
std::set<Structure> structures_of(std::string_view bytes);

}  // namespace beachcomb::drafting

#endif  // BEACHCOMB_DRAFTING_PIECES_H_
