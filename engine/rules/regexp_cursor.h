// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_RULES_REGEXP_CURSOR_H_
#define BEACHCOMB_RULES_REGEXP_CURSOR_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "rules/regexp.h"

namespace beachcomb::rules {

// Where the regexp parser stands. Internal to regexp*.cc; the two halves of the
// parser share it.
struct RegexpCursor {
  std::string_view text;  // from slash to flags
  Position begin;         // of text
  Diagnostic* problem = nullptr;
  std::size_t at = 0;
  std::size_t end = 0;  // offset of the closing slash

  bool more() const { return at < end; }
  char peek(std::size_t ahead = 0) const {
    return at + ahead < end ? text[at + ahead] : '\0';
  }
  bool starts(std::string_view prefix) const {
    return text.substr(at, std::min(prefix.size(), end - at)) == prefix;
  }
  // A regular expression has no line break.
  Position place(std::size_t offset) const {
    const auto n = static_cast<std::uint32_t>(offset);
    return {begin.offset + n, begin.line, begin.column + n};
  }
  // The first problem stays.
  bool fail(const char* message) {
    if (problem != nullptr && problem->message.empty()) {
      *problem = {{place(at), place(std::min(at + 1, end))},
                  std::string("regular expression: ") + message};
    }
    return false;
  }
};

// At a backslash: a byte_class or a literal of one byte.
bool parse_escape(RegexpCursor& cursor, RegexpNode* node);

// At "[".
bool parse_class(RegexpCursor& cursor, RegexpNode* node);

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_REGEXP_CURSOR_H_
