// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_SCAN_BUILTIN_PACKS_H_
#define BEACHCOMB_SCAN_BUILTIN_PACKS_H_

#include <span>
#include <string>

namespace beachcomb {

// A tar.gz of signatures/<pack>/*.yar and signatures/beachcomb.toml, made when
// the program was built.
std::span<const unsigned char> builtin_packs();

// The text of that beachcomb.toml.
std::string builtin_check_config();

}  // namespace beachcomb

#endif  // BEACHCOMB_SCAN_BUILTIN_PACKS_H_
