// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_RULE_FORMAT_H_
#define BEACHCOMB_RULE_FORMAT_H_

#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/export.h"
#include "beachcomb/result.h"

namespace beachcomb {

// Rule source in the layout of this project (docs/writing-rules.md). Only
// blanks and line breaks change: tokens and comments stay as they are and in
// their order, so a rule means what it meant. Formatting twice is formatting
// once. What does not parse is not formatted; the Error says where,
// "line:column: reason".
BEACHCOMB_API Result<std::string> format_rules(std::string_view source);

struct FormattedFile {
  std::string path;  // "-" is standard input
  bool changed = false;
  std::string diff{};   // where it was asked for
  std::string text{};   // of standard input: as it is now
  std::string error{};  // why it could not be formatted
};

BEACHCOMB_API std::string as_json(const std::vector<FormattedFile>& files);

}  // namespace beachcomb

#endif  // BEACHCOMB_RULE_FORMAT_H_
