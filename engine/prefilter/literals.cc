// SPDX-License-Identifier: Apache-2.0
#include "prefilter/literals.h"

#include <algorithm>
#include <string_view>

#include "prefilter/required.h"
#include "text/ascii.h"

namespace beachcomb::prefilter {
namespace {

using rules::StringDecl;
using rules::StringModifiers;

std::string widened(std::string_view text) {
  std::string wide;
  for (const char c : text) {
    wide.push_back(c);
    wide.push_back('\0');
  }
  return wide;
}

// The variants of one literal that the modifiers ascii and wide ask for.
void add_variants(const std::string& text, const StringModifiers& modifiers,
                  std::vector<std::string>* out) {
  if (modifiers.ascii || !modifiers.wide) out->push_back(text);
  if (modifiers.wide) out->push_back(widened(text));
}

// Base64 of `text` at each of the three places where it may begin within a
// group, without the characters that depend on what stands around it.
void add_base64(const std::string& text, const std::string& alphabet,
                std::vector<std::string>* out) {
  constexpr std::string_view kUsual =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::string_view digits = alphabet.size() == 64 ? alphabet : kUsual;
  for (std::size_t shift = 0; shift < 3; ++shift) {
    const std::string padded = std::string(shift, '\0') + text;
    std::string encoded;
    for (std::size_t bit = 0; bit + 6 <= padded.size() * 8; bit += 6) {
      const auto byte = [&](std::size_t i) {
        return i < padded.size() ? static_cast<unsigned char>(padded[i]) : 0u;
      };
      const unsigned pair = byte(bit / 8) << 8 | byte(bit / 8 + 1);
      encoded.push_back(digits[(pair >> (10 - bit % 8)) & 63u]);
    }
    const std::size_t skip = shift == 0 ? 0 : shift + 1;
    if (encoded.size() > skip) out->push_back(encoded.substr(skip));
  }
}

// Vectorscan takes a literal that begins with a NUL for an empty one. What
// follows is as necessary.
std::string without_leading_nuls(const std::string& text) {
  const std::size_t first = text.find_first_not_of('\0');
  return first == text.npos ? std::string() : text.substr(first);
}

Clause clause_of(const std::vector<std::string>& texts, bool nocase) {
  Clause clause;
  for (const std::string& text : texts) {
    const std::string bytes = without_leading_nuls(text);
    clause.push_back({nocase ? text::lower(bytes) : bytes, nocase});
  }
  std::sort(clause.begin(), clause.end());
  clause.erase(std::unique(clause.begin(), clause.end()), clause.end());
  return clause;
}

bool is_usable(const Clause& clause) {
  return !clause.empty() &&
         std::all_of(clause.begin(), clause.end(), [](const Literal& literal) {
           return literal.bytes.size() >= kMinLiteral;
         });
}

}  // namespace

std::vector<std::string> variants_of(const StringDecl& string) {
  const StringModifiers& modifiers = string.modifiers;
  std::vector<std::string> plain;
  add_variants(string.text, modifiers, &plain);
  if (!modifiers.base64 && !modifiers.base64wide) {
    if (!modifiers.xor_range) return plain;
    std::vector<std::string> keyed;
    for (int key = modifiers.xor_range->min; key <= modifiers.xor_range->max;
         ++key) {
      for (std::string text : plain) {
        for (char& c : text) c = static_cast<char>(c ^ key);
        keyed.push_back(std::move(text));
      }
    }
    return keyed;
  }
  std::vector<std::string> encoded;
  for (const std::string& text : plain) {
    if (modifiers.base64) add_base64(text, *modifiers.base64, &encoded);
    if (!modifiers.base64wide) continue;
    std::vector<std::string> narrow;
    add_base64(text, *modifiers.base64wide, &narrow);
    for (const std::string& one : narrow) encoded.push_back(widened(one));
  }
  return encoded;
}

std::vector<Clause> clauses_of(const StringDecl& string) {
  std::vector<Clause> clauses;
  if (string.type == StringDecl::Type::text) {
    clauses.push_back(clause_of(variants_of(string), string.modifiers.nocase));
  } else {
    const bool nocase =
        string.modifiers.nocase || (string.regexp && string.regexp->nocase);
    const auto required = string.type == StringDecl::Type::hex
                              ? required_texts(*string.hex)
                              : required_texts(*string.regexp, nocase);
    for (const std::vector<std::string>& any_of : required) {
      std::vector<std::string> variants;
      for (const std::string& text : any_of) {
        add_variants(text, string.modifiers, &variants);
      }
      clauses.push_back(clause_of(variants, nocase));
    }
  }
  std::erase_if(clauses, [](const Clause& c) { return !is_usable(c); });
  return clauses;
}

}  // namespace beachcomb::prefilter
