// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_RULES_HEX_H_
#define BEACHCOMB_RULES_HEX_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/source.h"

namespace beachcomb::rules {

struct HexNode;

// One alternative, or the whole string. Never empty; never begins or ends with
// a jump.
using HexSequence = std::vector<HexNode>;

struct HexNode {
  enum class Kind : std::uint8_t { byte, jump, alternatives };
  Kind kind = Kind::byte;

  // byte: matches b when ((b & mask) == value) != negated. 4? has mask F0,
  // ?? has mask 0; value has no bit outside of mask
  std::uint8_t value = 0;
  std::uint8_t mask = 0xFF;
  bool negated = false;

  // jump: min to max bytes of any value; no max is [n-]
  std::uint32_t min = 0;
  std::optional<std::uint32_t> max;

  // alternatives: ( one | two )
  std::vector<HexSequence> alternatives;

  Span span;
};

struct HexString {
  HexSequence tokens;
  Span span;
};

// Parses "{ ... }". `at` is the place of the opening brace in the file, so that
// spans are places in the file.
std::optional<HexString> parse_hex(std::string_view text, const Position& at,
                                   Diagnostic* problem);

// "{ 4D 5A [2-4] ( 01 | ~?2 ) }"
std::string print_hex(const HexString& hex);

bool same(const HexString& a, const HexString& b);

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_HEX_H_
