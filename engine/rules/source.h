// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_RULES_SOURCE_H_
#define BEACHCOMB_RULES_SOURCE_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace beachcomb::rules {

// A place in rule source. The column counts bytes, not characters: libyara
// knows no encoding either, and an editor can convert.
struct Position {
  std::uint32_t offset = 0;  // from 0
  std::uint32_t line = 1;    // from 1
  std::uint32_t column = 1;  // from 1

  bool operator==(const Position&) const = default;
};

// Half open: `end` is the position after the last byte.
struct Span {
  Position begin;
  Position end;

  std::uint32_t size() const { return end.offset - begin.offset; }
  std::string_view in(std::string_view source) const {
    return source.substr(begin.offset, size());
  }

  bool operator==(const Span&) const = default;
};

// What is wrong with the source, and where. Messages are for rule authors:
// lower case, no full stop, names the thing that was found.
struct Diagnostic {
  Span span;
  std::string message;
};

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_SOURCE_H_
