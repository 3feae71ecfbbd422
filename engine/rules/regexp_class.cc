// SPDX-License-Identifier: Apache-2.0
//
// Escapes and character classes of regular expressions.
#include <utility>

#include "rules/regexp.h"
#include "rules/regexp_cursor.h"
#include "text/ascii.h"

namespace beachcomb::rules {
namespace {

using Kind = RegexpNode::Kind;

using text::hex_digit;

std::uint8_t byte(char c) { return static_cast<std::uint8_t>(c); }

std::bitset<256> bytes_of(std::string_view list) {
  std::bitset<256> set;
  for (const char c : list) set.set(byte(c));
  return set;
}

// At a backslash: its value, and past it.
bool escaped_byte(RegexpCursor& cursor, std::uint8_t* value) {
  const char c = cursor.peek(1);
  if (cursor.at + 1 >= cursor.end)
    return cursor.fail("illegal escape sequence");
  if (c == 'x') {
    const int high = hex_digit(cursor.peek(2));
    const int low = hex_digit(cursor.peek(3));
    if (high < 0 || low < 0) return cursor.fail("illegal escape sequence");
    *value = static_cast<std::uint8_t>(high * 16 + low);
    cursor.at += 4;
    return true;
  }
  cursor.at += 2;
  switch (c) {
    case 'n':
      *value = '\n';
      break;
    case 't':
      *value = '\t';
      break;
    case 'r':
      *value = '\r';
      break;
    case 'f':
      *value = '\f';
      break;
    case 'a':
      *value = '\a';
      break;
    default:
      *value = byte(c);
  }
  return true;
}

// a-z, \x00-\xFF, \.-a: what is before the dash is one byte, escaped or not.
bool class_range(RegexpCursor& cursor, std::bitset<256>* set, bool* found) {
  std::size_t size = 1;
  if (cursor.peek() == '\\') {
    size = 2;
    if (cursor.peek(1) == 'x' && hex_digit(cursor.peek(2)) >= 0 &&
        hex_digit(cursor.peek(3)) >= 0) {
      size = 4;
    }
  }
  *found = cursor.at + size + 1 < cursor.end && cursor.peek(size) == '-' &&
           cursor.peek(size + 1) != ']';
  if (!*found) return true;
  std::uint8_t low = byte(cursor.peek());
  if (size == 1) {
    ++cursor.at;
  } else if (!escaped_byte(cursor, &low)) {
    return false;
  }
  ++cursor.at;  // the dash
  std::uint8_t high = byte(cursor.peek());
  if (cursor.peek() != '\\') {
    ++cursor.at;
  } else if (!escaped_byte(cursor, &high)) {
    return false;
  }
  if (high < low) return cursor.fail("bad character range");
  for (unsigned b = low; b <= high; ++b) set->set(b);
  return true;
}

bool class_item(RegexpCursor& cursor, std::bitset<256>* set) {
  bool is_range = false;
  if (!class_range(cursor, set, &is_range)) return false;
  if (is_range) return true;
  if (cursor.peek() == '\\') {
    if (std::string_view("wWsSdD").find(cursor.peek(1)) !=
        std::string_view::npos) {
      RegexpNode node;
      if (!parse_escape(cursor, &node)) return false;
      *set |= node.bytes;
      return true;
    }
    std::uint8_t value = 0;
    if (!escaped_byte(cursor, &value)) return false;
    set->set(value);
    return true;
  }
  if (byte(cursor.peek()) < 32 || byte(cursor.peek()) >= 127) {
    return cursor.fail("non-ascii character in character class");
  }
  set->set(byte(cursor.peek()));
  ++cursor.at;
  return true;
}
}  // namespace

bool parse_escape(RegexpCursor& cursor, RegexpNode* node) {
  const char c = cursor.peek(1);
  node->kind = Kind::byte_class;
  switch (c) {
    case 'w':
      node->bytes = word_bytes();
      break;
    case 'W':
      node->bytes = ~word_bytes();
      break;
    case 's':
      node->bytes = space_bytes();
      break;
    case 'S':
      node->bytes = ~space_bytes();
      break;
    case 'd':
      node->bytes = digit_bytes();
      break;
    case 'D':
      node->bytes = ~digit_bytes();
      break;
    default: {
      if (text::is_digit(c))
        return cursor.fail("backreferences are not allowed");
      std::uint8_t value = 0;
      if (!escaped_byte(cursor, &value)) return false;
      node->kind = Kind::literal;
      node->text = static_cast<char>(value);
      return true;
    }
  }
  cursor.at += 2;
  return true;
}

bool parse_class(RegexpCursor& cursor, RegexpNode* node) {
  node->kind = Kind::byte_class;
  ++cursor.at;
  if (cursor.peek() == '^' && cursor.more()) {
    node->negated = true;
    ++cursor.at;
  }
  if (cursor.peek() == ']' && cursor.more()) {
    node->bytes.set(']');
    ++cursor.at;
  }
  while (cursor.more() && cursor.peek() != ']') {
    if (!class_item(cursor, &node->bytes)) return false;
  }
  if (!cursor.more()) return cursor.fail("missing ] of character class");
  ++cursor.at;
  return true;
}

bool class_matches(const RegexpNode& node, std::uint8_t b, bool nocase) {
  bool listed = node.bytes[b];
  if (nocase && text::is_letter(static_cast<char>(b)))
    listed = listed || node.bytes[b ^ 0x20U];
  return listed != node.negated;
}

const std::bitset<256>& word_bytes() {
  static const std::bitset<256> kSet = bytes_of(
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
  return kSet;
}

const std::bitset<256>& space_bytes() {
  static const std::bitset<256> kSet = bytes_of(" \t\n\v\f\r");
  return kSet;
}

const std::bitset<256>& digit_bytes() {
  static const std::bitset<256> kSet = bytes_of("0123456789");
  return kSet;
}

}  // namespace beachcomb::rules
