// SPDX-License-Identifier: Apache-2.0
//
// Regular expressions that cost more than they look.
//
// libyara does not backtrack, so nothing takes exponential time. But each way
// to match is a thread of its machine: repetitions without a bound keep them
// alive to the end of the file, repetitions in repetitions multiply them, and
// beyond 1,024 the scan of the file fails with "too many RE fibers".
#include <algorithm>
#include <bitset>
#include <cstdint>

#include "lint/lint.h"

namespace beachcomb::lint {
namespace {

using rules::RegexpNode;
using Kind = RegexpNode::Kind;

template <typename Visit>
void for_each_node(const RegexpNode& node, const Visit& visit) {
  visit(node);
  for (const RegexpNode& child : node.children) for_each_node(child, visit);
}

bool is_unbounded(const RegexpNode& node) {
  return node.kind == Kind::repeat && !node.max;
}

bool may_be_empty(const RegexpNode& node) {
  switch (node.kind) {
    case Kind::literal:
    case Kind::any:
    case Kind::byte_class:
      return false;
    case Kind::repeat:
      return node.min == 0 || may_be_empty(node.children[0]);
    case Kind::concatenation:
      return std::all_of(node.children.begin(), node.children.end(),
                         may_be_empty);
    case Kind::alternation:
      return std::any_of(node.children.begin(), node.children.end(),
                         may_be_empty);
    default:
      return true;
  }
}

// The bytes that a match may begin with.
std::bitset<256> first_bytes(const RegexpNode& node,
                             const rules::Regexp& whole) {
  std::bitset<256> bytes;
  switch (node.kind) {
    case Kind::literal:
      for (unsigned b = 0; b < 256; ++b) {
        const auto fold = [&](unsigned c) {
          return whole.nocase && c >= 'A' && c <= 'Z' ? c + 32 : c;
        };
        bytes[b] = fold(b) == fold(static_cast<unsigned char>(node.text[0]));
      }
      return bytes;
    case Kind::any:
      bytes.set();
      if (!whole.dot_all) bytes.reset('\n');
      return bytes;
    case Kind::byte_class:
      for (unsigned b = 0; b < 256; ++b) {
        bytes[b] =
            class_matches(node, static_cast<std::uint8_t>(b), whole.nocase);
      }
      return bytes;
    case Kind::repeat:
      return first_bytes(node.children[0], whole);
    case Kind::concatenation:
      for (const RegexpNode& child : node.children) {
        bytes |= first_bytes(child, whole);
        if (!may_be_empty(child)) break;
      }
      return bytes;
    case Kind::alternation:
      for (const RegexpNode& child : node.children) {
        bytes |= first_bytes(child, whole);
      }
      return bytes;
    default:
      return bytes;
  }
}

// Many turns, and not always as many.
bool repeats_often(const RegexpNode& node) {
  constexpr std::uint32_t kOften = 10;
  return node.kind == Kind::repeat &&
         (!node.max || *node.max - node.min >= kOften);
}

// Whether the end of one turn of `body` can be the beginning of the next: a
// repetition in it, with nothing needed before or behind.
bool is_ambiguous(const RegexpNode& body, const rules::Regexp& whole) {
  if (repeats_often(body)) return true;
  if (body.kind == Kind::alternation) {
    std::bitset<256> seen;
    for (const RegexpNode& child : body.children) {
      if (is_ambiguous(child, whole)) return true;
      // Two alternatives of one byte that share a byte.
      if (child.kind == Kind::any || child.kind == Kind::byte_class ||
          (child.kind == Kind::literal && child.text.size() == 1)) {
        const std::bitset<256> bytes = first_bytes(child, whole);
        if ((bytes & seen).any()) return true;
        seen |= bytes;
      }
    }
    return false;
  }
  if (body.kind != Kind::concatenation) return false;
  for (std::size_t i = 0; i < body.children.size(); ++i) {
    if (!is_ambiguous(body.children[i], whole)) continue;
    bool alone = true;
    for (std::size_t j = 0; j < body.children.size(); ++j) {
      alone = alone && (j == i || may_be_empty(body.children[j]));
    }
    if (alone) return true;
  }
  return false;
}

}  // namespace

void unbounded_regexp(const SourceFile& file, const Files&,
                      Findings* findings) {
  for (const RuleFacts& facts : file.rules) {
    for (const rules::StringDecl& string : facts.rule->strings) {
      if (string.type != rules::StringDecl::Type::regexp) continue;
      const RegexpNode* first = nullptr;
      int count = 0;
      for_each_node(string.regexp->root, [&](const RegexpNode& node) {
        if (!is_unbounded(node)) return;
        if (first == nullptr) first = &node;
        ++count;
      });
      if (first == nullptr) continue;
      findings->add(
          first->span, facts.rule->name,
          quoted(first->span.in(file.text)) + " in " + string.name +
              " has no bound" +
              (count > 1 ? ", nor have " + std::to_string(count - 1) + " more"
                         : ""),
          "write {" + std::to_string(first->min) + ",100} or what is enough");
    }
  }
}

void catastrophic_regexp(const SourceFile& file, const Files&,
                         Findings* findings) {
  for (const RuleFacts& facts : file.rules) {
    for (const rules::StringDecl& string : facts.rule->strings) {
      if (string.type != rules::StringDecl::Type::regexp) continue;
      bool reported = false;
      for_each_node(string.regexp->root, [&](const RegexpNode& node) {
        if (reported || !repeats_often(node) ||
            !is_ambiguous(node.children[0], *string.regexp)) {
          return;
        }
        reported = true;
        findings->add(node.span, facts.rule->name,
                      quoted(node.span.in(file.text)) + " in " + string.name +
                          " can match the same text in many ways",
                      "let one repetition do, or put something between that "
                      "neither matches");
      });
    }
  }
}

}  // namespace beachcomb::lint
