// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_EVIDENCE_NAME_FINDER_H_
#define BEACHCOMB_EVIDENCE_NAME_FINDER_H_

#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace beachcomb::evidence {

// Looks for many file names at once, as they are, percent-encoded or escaped,
// in any case. A name counts where it is not part of a longer one: "a.php" is
// not in "data.php", but in "/a.php?x" and in "%2Fa%2Ephp".
class NameFinder {
 public:
  // `names` are raw bytes; an empty one is never found.
  explicit NameFinder(const std::vector<std::string>& names);
  // Calls `found` with the place in `names` of each name that the line has.
  void find(std::string_view line,
            const std::function<void(std::size_t)>& found);

 private:
  struct Name {
    std::string folded;
    std::size_t index;
  };
  void find_folded(const std::function<void(std::size_t)>& found) const;
  std::array<std::vector<Name>, 256> by_first_byte_;
  std::string folded_;  // of the line; kept for its memory
};

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_NAME_FINDER_H_
