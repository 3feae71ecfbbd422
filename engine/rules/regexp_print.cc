// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "rules/regexp.h"

namespace beachcomb::rules {
namespace {

using Kind = RegexpNode::Kind;

bool is_plain(std::uint8_t b) {
  // Printable, and no meaning of its own in or out of a class.
  return word_bytes()[b] ||
         (b < 0x7F && b >= ' ' &&
          std::string_view(" !\"#%&',:;<=>@_`~").find(static_cast<char>(b)) !=
              std::string_view::npos);
}

void print_byte(std::uint8_t b, std::string* out) {
  static constexpr char kDigits[] = "0123456789abcdef";
  if (is_plain(b)) {
    *out += static_cast<char>(b);
  } else if (b > ' ' && b < 0x7F) {
    *out += '\\';
    *out += static_cast<char>(b);
  } else {
    *out += "\\x";
    *out += kDigits[b >> 4];
    *out += kDigits[b & 15];
  }
}

void print_class(const RegexpNode& node, std::string* out) {
  if (!node.negated) {
    struct Named {
      const std::bitset<256>& bytes;
      const char* lower;
      const char* upper;
    };
    for (const Named& named :
         {Named{word_bytes(), "\\w", "\\W"}, Named{space_bytes(), "\\s", "\\S"},
          Named{digit_bytes(), "\\d", "\\D"}}) {
      if (node.bytes == named.bytes) {
        *out += named.lower;
        return;
      }
      if (node.bytes == ~named.bytes) {
        *out += named.upper;
        return;
      }
    }
  }
  *out += node.negated ? "[^" : "[";
  for (unsigned low = 0; low < 256; ++low) {
    if (!node.bytes[low]) continue;
    unsigned high = low;
    while (high + 1 < 256 && node.bytes[high + 1]) ++high;
    print_byte(static_cast<std::uint8_t>(low), out);
    if (high > low + 1) *out += '-';
    if (high > low) print_byte(static_cast<std::uint8_t>(high), out);
    low = high;
  }
  *out += ']';
}

void print_quantifier(const RegexpNode& node, std::string* out) {
  if (!node.max && node.min <= 1) {
    *out += node.min == 0 ? '*' : '+';
  } else if (node.min == 0 && node.max == 1U) {
    *out += '?';
  } else {
    *out += '{' + std::to_string(node.min);
    if (node.max != node.min) *out += ',';
    if (node.max && node.max != node.min) *out += std::to_string(*node.max);
    *out += '}';
  }
  if (node.lazy) *out += '?';
}

void print_node(const RegexpNode& node, std::string* out);

void print_group(const RegexpNode& node, std::string* out) {
  *out += '(';
  print_node(node, out);
  *out += ')';
}

void print_repeat(const RegexpNode& node, std::string* out) {
  const RegexpNode& child = node.children.front();
  const bool single = child.kind == Kind::any ||
                      child.kind == Kind::byte_class ||
                      (child.kind == Kind::literal && child.text.size() == 1);
  if (single) {
    print_node(child, out);
  } else {
    print_group(child, out);
  }
  print_quantifier(node, out);
}

void print_node(const RegexpNode& node, std::string* out) {
  switch (node.kind) {
    case Kind::empty:
      break;
    case Kind::literal:
      for (const char c : node.text) {
        print_byte(static_cast<std::uint8_t>(c), out);
      }
      break;
    case Kind::any:
      *out += '.';
      break;
    case Kind::byte_class:
      print_class(node, out);
      break;
    case Kind::word_boundary:
      *out += "\\b";
      break;
    case Kind::not_boundary:
      *out += "\\B";
      break;
    case Kind::start:
      *out += '^';
      break;
    case Kind::end:
      *out += '$';
      break;
    case Kind::repeat:
      print_repeat(node, out);
      break;
    case Kind::concatenation:
      for (const RegexpNode& child : node.children) {
        if (child.kind == Kind::alternation) {
          print_group(child, out);
        } else {
          print_node(child, out);
        }
      }
      break;
    case Kind::alternation:
      for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (i > 0) *out += '|';
        if (node.children[i].kind == Kind::alternation) {
          print_group(node.children[i], out);
        } else {
          print_node(node.children[i], out);
        }
      }
      break;
  }
}

}  // namespace

std::string print_regexp(const Regexp& regexp) {
  // The tree has one of the two meanings only.
  if (regexp.version_dependent) return regexp.spelling;
  std::string out = "/";
  print_node(regexp.root, &out);
  out += '/';
  if (regexp.nocase) out += 'i';
  if (regexp.dot_all) out += 's';
  return out;
}

bool same(const RegexpNode& a, const RegexpNode& b) {
  return a.kind == b.kind && a.text == b.text && a.bytes == b.bytes &&
         a.negated == b.negated && a.lazy == b.lazy && a.min == b.min &&
         a.max == b.max &&
         std::equal(a.children.begin(), a.children.end(), b.children.begin(),
                    b.children.end(),
                    [](const RegexpNode& x, const RegexpNode& y) {
                      return same(x, y);
                    });
}

bool same(const Regexp& a, const Regexp& b) {
  return a.nocase == b.nocase && a.dot_all == b.dot_all && same(a.root, b.root);
}

}  // namespace beachcomb::rules
