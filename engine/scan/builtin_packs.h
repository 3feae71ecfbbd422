// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_SCAN_BUILTIN_PACKS_H_
#define BEACHCOMB_SCAN_BUILTIN_PACKS_H_

#include <span>

namespace beachcomb {

// A tar.gz of signatures/<pack>/*.yar, made when the program was built.
std::span<const unsigned char> builtin_packs();

}  // namespace beachcomb

#endif  // BEACHCOMB_SCAN_BUILTIN_PACKS_H_
