// SPDX-License-Identifier: Apache-2.0
#include "text/columns.h"

#include <algorithm>
#include <iterator>

#include "text/utf8.h"

namespace beachcomb::text {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// By blocks, after EastAsianWidth.txt (W and F) of Unicode 15.
constexpr Range kWide[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x33FF},
    {0x3400, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x17000, 0x18CFF},
    {0x1B000, 0x1B2FF}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
    {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};

constexpr Range kCombining[] = {
    {0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
    {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
};

bool is_in(char32_t code, const Range* begin, const Range* end) {
  return std::any_of(begin, end, [code](const Range& range) {
    return range.first <= code && code <= range.last;
  });
}

}  // namespace

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const Character character = first_character(text);
    text.remove_prefix(character.length);
    if (is_in(character.code, std::begin(kCombining), std::end(kCombining))) {
      continue;
    }
    columns +=
        is_in(character.code, std::begin(kWide), std::end(kWide)) ? 2 : 1;
  }
  return columns;
}

}  // namespace beachcomb::text
