// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_KNOWN_BUILTIN_H_
#define BEACHCOMB_KNOWN_BUILTIN_H_

#include <span>
#include <string_view>

namespace beachcomb::known {

// What signatures/known-good/exchange.txt holds, made into tables when the
// program was built. SHA-256, 32 bytes each, sorted.
std::span<const unsigned char> builtin_hashes();
// The pages of Exchange, below its folder, lower case, with "/"; sorted.
std::span<const std::string_view> builtin_pages();

}  // namespace beachcomb::known

#endif  // BEACHCOMB_KNOWN_BUILTIN_H_
