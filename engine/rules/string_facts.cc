// SPDX-License-Identifier: Apache-2.0
//
// What a string declaration says about every match of it.
#include <algorithm>
#include <cstddef>
#include <string>

#include "rules/condition_needs.h"
#include "text/ascii.h"

namespace beachcomb::rules {
namespace {

using Kind = RegexpNode::Kind;

// Two reads of four bytes are plenty.
constexpr std::size_t kMaxBytes = 8;

bool takes_nothing(const RegexpNode& node) {
  const auto& children = node.children;
  switch (node.kind) {
    case Kind::literal:
    case Kind::any:
    case Kind::byte_class:
      return false;
    case Kind::repeat:
      return node.min == 0 || takes_nothing(children.front());
    case Kind::concatenation:
      return std::all_of(children.begin(), children.end(), takes_nothing);
    case Kind::alternation:
      return std::any_of(children.begin(), children.end(), takes_nothing);
    default:
      return true;
  }
}

// Up to the first letter if its case is open.
std::string from_text(const std::string& text, bool nocase, bool wide) {
  std::string bytes;
  for (const char c : text) {
    if ((nocase && text::is_letter(c)) || bytes.size() >= kMaxBytes) break;
    bytes += c;
    if (wide) bytes += '\0';
  }
  return bytes;
}

std::string from_hex(const HexString& hex) {
  std::string bytes;
  for (const HexNode& node : hex.tokens) {
    const bool exact =
        node.kind == HexNode::Kind::byte && !node.negated && node.mask == 0xFF;
    if (!exact || bytes.size() >= kMaxBytes) break;
    bytes += static_cast<char>(node.value);
  }
  return bytes;
}

// The literal with which every match begins, if there is one.
const RegexpNode* first_literal(const Regexp& regexp) {
  const RegexpNode* node = &regexp.root;
  if (node->kind == Kind::concatenation) node = &node->children.front();
  const bool usable = node->kind == Kind::literal && !regexp.version_dependent;
  return usable ? node : nullptr;
}

}  // namespace

bool matches_empty(const StringDecl& string) {
  return string.type == StringDecl::Type::regexp &&
         takes_nothing(string.regexp->root);
}

std::string first_bytes(const StringDecl& string) {
  const StringModifiers& m = string.modifiers;
  // More than one form, or one that is not in the clear.
  if (m.xor_range || m.base64 || m.base64wide || (m.wide && m.ascii)) return {};
  switch (string.type) {
    case StringDecl::Type::text:
      return from_text(string.text, m.nocase, m.wide);
    case StringDecl::Type::hex:
      return from_hex(*string.hex);
    case StringDecl::Type::regexp:
      if (const RegexpNode* literal = first_literal(*string.regexp)) {
        return from_text(literal->text, m.nocase || string.regexp->nocase,
                         m.wide);
      }
      return {};
  }
  return {};
}

}  // namespace beachcomb::rules
