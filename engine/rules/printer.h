// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_RULES_PRINTER_H_
#define BEACHCOMB_RULES_PRINTER_H_

#include <string>
#include <vector>

#include "rules/ast.h"

namespace beachcomb::rules {

enum class Spelling {
  as_written,  // literals and parentheses as the author wrote them
  canonical,   // from values alone: decimal, "\xNN", no needless parentheses
};

// YARA source that means what the tree means: parsing it gives a tree for which
// same() holds, whichever the spelling. Comments are not in the tree and so not
// in the output.
std::string print(const std::vector<Item>& items,
                  Spelling spelling = Spelling::as_written);
std::string print(const Item& item, Spelling spelling = Spelling::as_written);
std::string print(const Rule& rule, Spelling spelling = Spelling::as_written);

// The parts, each on one line (a hex string as written may have more).
std::string print(const Expr& condition,
                  Spelling spelling = Spelling::as_written);
std::string print(const Meta& meta, Spelling spelling = Spelling::as_written);
std::string print(const StringDecl& string,
                  Spelling spelling = Spelling::as_written);

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_PRINTER_H_
