// SPDX-License-Identifier: Apache-2.0
#include "prefilter/expressions.h"

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "text/ascii.h"

namespace beachcomb::prefilter {
namespace {

using rules::HexNode;
using rules::HexSequence;
using rules::RegexpNode;

// libyara cuts a hex string at a jump that may be longer than this.
constexpr std::uint32_t kFarJump = 200;
// Bounds above these are widened: of one byte, and of anything longer.
constexpr std::uint32_t kMostOfByte = 16;
constexpr std::uint32_t kMostOfGroup = 4;
// libyara follows a regular expression for 4,096 bytes in either direction.
constexpr std::uint64_t kFarEnough = 1000;

std::string escaped(unsigned byte) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  return {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
}

std::string set_of(const std::bitset<256>& bytes) {
  if (bytes.all()) return ".";
  std::string text = "[";
  for (unsigned first = 0; first < 256; ++first) {
    if (!bytes[first]) continue;
    unsigned last = first;
    while (last < 255 && bytes[last + 1]) ++last;
    text += escaped(first);
    if (last > first) text += '-' + escaped(last);
    first = last;
  }
  return text + ']';
}

std::string bounds(std::uint32_t min, std::optional<std::uint32_t> max,
                   std::uint32_t most) {
  min = std::min(min, most);
  if (max > most) max.reset();
  if (min == max) return '{' + std::to_string(min) + '}';
  return '{' + std::to_string(min) + ',' + (max ? std::to_string(*max) : "") +
         '}';
}

// One byte of a text, in either case when `nocase`.
std::string byte_pattern(char c, bool nocase) {
  const auto byte = static_cast<unsigned char>(c);
  if (!nocase || !text::is_letter(c)) return escaped(byte);
  return '[' + escaped(byte) + escaped(byte ^ 0x20u) + ']';
}

// The length of the longest match.
std::uint64_t longest(const RegexpNode& node) {
  switch (node.kind) {
    case RegexpNode::Kind::literal:
      return node.text.size();
    case RegexpNode::Kind::any:
    case RegexpNode::Kind::byte_class:
      return 1;
    case RegexpNode::Kind::repeat:
      return longest(node.children.front()) * node.max.value_or(kFarEnough + 1);
    case RegexpNode::Kind::concatenation: {
      std::uint64_t sum = 0;
      for (const RegexpNode& child : node.children) sum += longest(child);
      return std::min(sum, kFarEnough * 2);
    }
    case RegexpNode::Kind::alternation: {
      std::uint64_t most = 0;
      for (const RegexpNode& child : node.children) {
        most = std::max(most, longest(child));
      }
      return most;
    }
    default:
      return 0;
  }
}

// A regular expression as RE2 spells it; wide: a NUL after each byte.
class RegexpWriter {
 public:
  RegexpWriter(const rules::Regexp& regexp, bool nocase, bool wide)
      : nocase_(nocase),
        dot_all_(regexp.dot_all),
        wide_(wide),
        is_long_(longest(regexp.root) > kFarEnough) {}

  std::string of(const RegexpNode& node) const {
    switch (node.kind) {
      case RegexpNode::Kind::empty:
        return "";
      case RegexpNode::Kind::literal: {
        std::string text;
        for (const char c : node.text) {
          text += padded(byte_pattern(c, nocase_));
        }
        return text;
      }
      case RegexpNode::Kind::any:
        return padded(dot_all_ ? "." : "[^\\x0a]");
      case RegexpNode::Kind::byte_class:
        return padded(of_class(node));
      case RegexpNode::Kind::word_boundary:
        return wide_ || is_long_ ? "" : kBoundary;
      case RegexpNode::Kind::not_boundary:
        return wide_ ? "" : "\\B";
      case RegexpNode::Kind::start:
        return "^";
      case RegexpNode::Kind::end:
        return "\\z";
      case RegexpNode::Kind::repeat:
        return of_repeat(node);
      case RegexpNode::Kind::concatenation:
        return of_concatenation(node);
      case RegexpNode::Kind::alternation: {
        std::string text = "(?:";
        for (const RegexpNode& child : node.children) {
          text += of(child) + '|';
        }
        text.back() = ')';
        return text;
      }
    }
    return "";
  }

 private:
  // For libyara both ends of the data are word boundaries, and so is the place
  // where it gives up after some thousand bytes. That one can only be at either
  // end of a match.
  std::string of_concatenation(const RegexpNode& node) const {
    std::string text;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const RegexpNode& child = node.children[i];
      const bool is_inner = i > 0 && i + 1 < node.children.size();
      if (child.kind == RegexpNode::Kind::word_boundary && is_inner && !wide_) {
        text += kBoundary;
      } else {
        text += of(child);
      }
    }
    return text;
  }

  std::string padded(std::string byte) const {
    return wide_ ? byte + "\\x00" : byte;
  }

  // Spelt out, since what "nocase" does to [^a] is libyara's own idea.
  std::string of_class(const RegexpNode& node) const {
    std::bitset<256> bytes;
    for (unsigned b = 0; b < 256; ++b) {
      bytes[b] =
          rules::class_matches(node, static_cast<std::uint8_t>(b), nocase_);
    }
    return set_of(bytes);
  }

  std::string of_repeat(const RegexpNode& node) const {
    const RegexpNode& child = node.children.front();
    const bool is_byte =
        child.kind == RegexpNode::Kind::any ||
        child.kind == RegexpNode::Kind::byte_class ||
        (child.kind == RegexpNode::Kind::literal && child.text.size() == 1);
    return "(?:" + of(child) + ')' +
           bounds(node.min, node.max, is_byte ? kMostOfByte : kMostOfGroup);
  }

  static constexpr const char* kBoundary = "(?:\\b|^|\\z)";

  bool nocase_;
  bool dot_all_;
  bool wide_;
  bool is_long_;
};

std::string of_sequence(const HexSequence& sequence);

std::string of_hex(const HexNode& node) {
  switch (node.kind) {
    case HexNode::Kind::byte: {
      // Nearly all bytes are such, and a set is 256 questions.
      if (node.mask == 0xff && !node.negated) return escaped(node.value);
      std::bitset<256> bytes;
      for (unsigned b = 0; b < 256; ++b) {
        bytes[b] = ((b & node.mask) == node.value) != node.negated;
      }
      return set_of(bytes);
    }
    case HexNode::Kind::jump:
      return '.' + bounds(node.min, node.max, kMostOfByte);
    case HexNode::Kind::alternatives: {
      std::string text = "(?:";
      for (const HexSequence& alternative : node.alternatives) {
        text += of_sequence(alternative) + '|';
      }
      text.back() = ')';
      return text;
    }
  }
  return "";
}

std::string of_sequence(const HexSequence& sequence) {
  std::string text;
  for (const HexNode& node : sequence) text += of_hex(node);
  return text;
}

std::vector<Expression> hex_expressions(const HexSequence& sequence) {
  std::vector<Expression> parts(1);
  for (const HexNode& node : sequence) {
    if (node.kind == HexNode::Kind::jump &&
        (!node.max.has_value() || *node.max > kFarJump)) {
      parts.emplace_back();
    } else {
      parts.back().pattern += of_hex(node);
    }
  }
  return parts;
}

// libyara looks at the neighbours of a wide match in another way, and it does
// not matter much.
std::string fullword(const std::string& pattern) {
  return "(?:^|[^0-9A-Za-z])(?:" + pattern + ")(?:[^0-9A-Za-z]|\\z)";
}

Expression regexp_expression(const rules::StringDecl& string) {
  const rules::StringModifiers& modifiers = string.modifiers;
  const bool nocase = modifiers.nocase || string.regexp->nocase;
  Expression result;
  const std::uint64_t length = longest(string.regexp->root);
  if (length <= kFarEnough) {
    result.reach = length * (modifiers.wide ? 2 : 1) + 2;
  }
  std::string narrow, wide;
  if (!modifiers.wide || modifiers.ascii) {
    narrow =
        RegexpWriter(*string.regexp, nocase, false).of(string.regexp->root);
    if (modifiers.fullword) narrow = fullword(narrow);
  }
  if (modifiers.wide) {
    wide = RegexpWriter(*string.regexp, nocase, true).of(string.regexp->root);
  }
  if (!modifiers.wide) {
    result.pattern = narrow;
  } else {
    result.pattern = modifiers.ascii ? "(?:" + narrow + '|' + wide + ')' : wide;
  }
  return result;
}

}  // namespace

std::vector<Expression> expressions_of(const rules::StringDecl& string) {
  const rules::StringModifiers& modifiers = string.modifiers;
  switch (string.type) {
    case rules::StringDecl::Type::text: {
      // A text is its own literal, but for what stands around it.
      if (!modifiers.fullword || modifiers.wide || modifiers.xor_range ||
          modifiers.base64 || modifiers.base64wide) {
        return {};
      }
      std::string pattern;
      for (const char c : string.text) {
        pattern += byte_pattern(c, modifiers.nocase);
      }
      return {{fullword(pattern), string.text.size() + 2}};
    }
    case rules::StringDecl::Type::hex:
      return hex_expressions(string.hex->tokens);
    case rules::StringDecl::Type::regexp:
      // libyara versions disagree about such an expression; the tree is one
      // reading of it.
      if (string.regexp->version_dependent) return {};
      return {regexp_expression(string)};
  }
  return {};
}

}  // namespace beachcomb::prefilter
