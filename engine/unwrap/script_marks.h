// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_UNWRAP_SCRIPT_MARKS_H_
#define BEACHCOMB_UNWRAP_SCRIPT_MARKS_H_

#include <span>
#include <string_view>

namespace beachcomb::unwrap {

// Literals of which any obfuscated script has one: the search that all files
// share looks for these, and is_obfuscated() only at files that have one.
std::span<const std::string_view> script_marks();

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_SCRIPT_MARKS_H_
