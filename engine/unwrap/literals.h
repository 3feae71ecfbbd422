// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_UNWRAP_LITERALS_H_
#define BEACHCOMB_UNWRAP_LITERALS_H_

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "unwrap/unwrapper.h"

namespace beachcomb::unwrap {

// Takes a decoded text, the steps, where it stood, and whether it is only the
// start of what did; false: no more.
using TakeLiteral =
    std::function<bool(std::string bytes, std::vector<std::string_view> steps,
                       std::size_t begin, std::size_t end, bool cut)>;

// Decodes what stands in any text in one of the plain encodings, whatever it
// is used for, and decodes to code: base64, base32, hexadecimal, uuencoded
// files, escapes, lists of character codes.
void decode_literals(std::string_view text, const Output& output,
                     const TakeLiteral& take);

// Whether a literal is long and in one of the encodings, or short and decodes
// to code.
bool is_encoded(std::string_view literal);

// What such words look like in each encoding.
std::span<const std::string_view> literal_marks();

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_LITERALS_H_
