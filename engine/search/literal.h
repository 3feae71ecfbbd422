// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_SEARCH_LITERAL_H_
#define BEACHCOMB_SEARCH_LITERAL_H_

#include <compare>
#include <string>

namespace beachcomb::search {

struct Literal {
  std::string bytes;
  bool nocase = false;  // ASCII letters match either case; then `bytes` is
                        // lower case

  auto operator<=>(const Literal&) const = default;
};

}  // namespace beachcomb::search

#endif  // BEACHCOMB_SEARCH_LITERAL_H_
