// SPDX-License-Identifier: Apache-2.0
#include "prefilter/frequency.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>

#include "prefilter/common_words.h"
#include "text/ascii.h"

namespace beachcomb::prefilter {
namespace {

using WordBits = std::unordered_map<std::string_view, double>;

const WordBits& word_bits() {
  static const WordBits* const kBits = [] {
    auto* bits = new WordBits;
    double row = 1;
    for (std::string_view words : common_words()) {
      while (!words.empty()) {
        const std::size_t space = words.find(' ');
        bits->emplace(words.substr(0, space), row);
        words.remove_prefix(std::min(words.size(), space + 1));
      }
      row += 1;
    }
    return bits;
  }();
  return *kBits;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

// A word that is not common: each letter halves its chance, about.
double bits_of_word(std::string_view word) {
  const auto known = word_bits().find(word);
  if (known != word_bits().end()) return known->second;
  return 1.0 + 1.1 * static_cast<double>(word.size());
}

double bits_of_other(char c) {
  if (c == ' ') return 0.3;
  if (c == '\0') return 3.0;
  return std::string_view("=()<>\"'./;,-:\n\r\t").find(c) !=
                 std::string_view::npos
             ? 0.8
             : 2.0;
}

}  // namespace

double expected_share(const Literal& literal) {
  const std::string text = text::lower(literal.bytes);
  double bits = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_word(text[i])) {
      bits += bits_of_other(text[i++]);
      continue;
    }
    const std::size_t begin = i;
    while (i < text.size() && is_word(text[i])) ++i;
    bits += bits_of_word(std::string_view(text).substr(begin, i - begin));
  }
  return std::exp2(-bits);
}

}  // namespace beachcomb::prefilter
