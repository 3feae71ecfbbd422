// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_RULES_REGEXP_H_
#define BEACHCOMB_RULES_REGEXP_H_

#include <bitset>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/source.h"

namespace beachcomb::rules {

struct RegexpNode {
  enum class Kind : std::uint8_t {
    empty,          // the missing alternative of (a|)
    literal,        // one byte or more in a row
    any,            // . is all but a line feed; with the flag s it is all
    byte_class,     // [...], \w \W \s \S \d \D
    word_boundary,  // \b
    not_boundary,   // \B
    start,          // ^
    end,            // $
    repeat,         // one child
    concatenation,  // two children or more, none of them a concatenation and
                    // no two literals side by side
    alternation,    // two children or more
  };
  Kind kind = Kind::empty;
  std::string text;        // of literal
  std::bitset<256> bytes;  // of byte_class, as listed: see class_matches
  bool negated = false;    // of byte_class
  bool lazy = false;       // of repeat
  std::uint32_t min = 0;   // of repeat
  std::optional<std::uint32_t> max;  // no max: * + {n,}
  std::vector<RegexpNode> children;
  Span span;
};

struct Regexp {
  RegexpNode root;
  bool nocase = false;      // /.../i
  bool dot_all = false;     // /.../s
  bool has_greedy = false;  // libyara refuses strings that have both
  bool has_lazy = false;
  // "{1, 2}" with a blank is a quantifier since 4.3 and six literal bytes
  // before. The tree has the quantifier; who derives something from the tree
  // that must hold for both must not.
  bool version_dependent = false;
  std::string spelling;  // slashes and flags included
  Span span;
};

// Whether a byte_class takes this byte. With nocase, libyara folds the listed
// bytes and negates after that: /[^a]/i takes neither "a" nor "A".
bool class_matches(const RegexpNode& node, std::uint8_t byte, bool nocase);

// The quantifier bound of libyara: {,32767}.
inline constexpr std::uint32_t kMaxRepeat = 32767;

// Parses "/.../is". `at` is the place of the first slash in the file.
std::optional<Regexp> parse_regexp(std::string_view text, const Position& at,
                                   Diagnostic* problem);

// From the tree, not from the spelling.
std::string print_regexp(const Regexp& regexp);

bool same(const RegexpNode& a, const RegexpNode& b);
bool same(const Regexp& a, const Regexp& b);

// The sets behind \w, \s and \d.
const std::bitset<256>& word_bytes();
const std::bitset<256>& space_bytes();
const std::bitset<256>& digit_bytes();

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_REGEXP_H_
