// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_UNWRAP_TRANSFER_H_
#define BEACHCOMB_UNWRAP_TRANSFER_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace beachcomb::unwrap {

// The encodings of RFC 2045, as forgiving as mail programs are: what is not
// in the alphabet is passed over, padding in the middle ends a group and no
// more. At most `most` bytes; `is_cut` is set when there would be more.
std::string from_base64(std::string_view text, std::uint64_t most,
                        bool* is_cut);
std::string from_quoted_printable(std::string_view text, std::uint64_t most,
                                  bool* is_cut);

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_TRANSFER_H_
