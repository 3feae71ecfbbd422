// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_UNWRAP_SCRIPT_MARKS_H_
#define BEACHCOMB_UNWRAP_SCRIPT_MARKS_H_

#include <span>
#include <string_view>

#include "unwrap/script_lexer.h"

namespace beachcomb::unwrap {

// Whether a script carries signs of obfuscation, so that folding it is worth
// the time: one quick pass without a copy, over the sections of PHP or, when
// there are none, over all of it.
bool is_obfuscated(std::string_view text, Dialect dialect);

// Literals of which any obfuscated script has one.
std::span<const std::string_view> script_marks();

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_SCRIPT_MARKS_H_
