// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_TEXT_SNIPPET_H_
#define BEACHCOMB_TEXT_SNIPPET_H_

#include <cstddef>

namespace beachcomb::text {

// What Match::snippet has of the line of a match, in bytes: so many before it,
// where there are any, and so many altogether.
inline constexpr std::size_t kSnippetBefore = 32;
inline constexpr std::size_t kSnippet = 120;

}  // namespace beachcomb::text

#endif  // BEACHCOMB_TEXT_SNIPPET_H_
