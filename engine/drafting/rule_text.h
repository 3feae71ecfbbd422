// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_DRAFTING_RULE_TEXT_H_
#define BEACHCOMB_DRAFTING_RULE_TEXT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "beachcomb/draft.h"

namespace beachcomb::drafting {

// What a drafted rule is made of.
struct Parts {
  std::string name;
  std::vector<DraftString> strings;  // strings first, then structures
  std::vector<std::string> hashes;   // of the files
  std::size_t largest = 0;           // of the texts, in bytes
};

std::string rule_text(const Parts& parts);

// What stands behind `$name =`. With `broken`, the first byte is an escape.
std::string declaration(const DraftString& string, bool broken = false);

// s1, s2 of strings, c1, c2 of the structures behind them.
std::string id_of(const std::vector<DraftString>& strings, std::size_t i);

}  // namespace beachcomb::drafting

#endif  // BEACHCOMB_DRAFTING_RULE_TEXT_H_
