// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_PREFILTER_COMMON_WORDS_H_
#define BEACHCOMB_PREFILTER_COMMON_WORDS_H_

#include <span>
#include <string_view>

namespace beachcomb::prefilter {

// Words in lower case by how many files have them: row i, words with a space
// after each, is one file in 2^(i+1).
std::span<const std::string_view> common_words();

}  // namespace beachcomb::prefilter

#endif  // BEACHCOMB_PREFILTER_COMMON_WORDS_H_
