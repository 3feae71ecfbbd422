// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_TESTS_UNWRAP_VALUES_H_
#define BEACHCOMB_TESTS_UNWRAP_VALUES_H_

#include <string>
#include <string_view>

#include "unwrap/script_folder.h"
#include "unwrap_support.h"

namespace beachcomb::test {

// An expression, and what its language says that it is worth.
struct ValueCase {
  const char* expression;
  std::string_view value;
};

// A script in its normal form; as it stands when there is nothing to fold.
inline std::string folded(std::string_view text, unwrap::Dialect dialect) {
  CollectOutput output;
  unwrap::Folder folder(text, dialect, output);
  folder.fold(0, text.size());
  folder.finish();
  for (const unwrap::Piece& piece : output.pieces) {
    // What was undone on the way may stand before it.
    if (piece.via.back() == "folded") return piece.bytes;
  }
  return std::string(text);
}

// What a literal of the normal form means; anything else as it stands.
inline std::string meaning_of(std::string_view text, bool is_basic) {
  if (text.size() < 2 || (text[0] != '"' && text[0] != '\'') ||
      text.back() != text[0]) {
    return std::string(text);
  }
  std::string out;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    const bool escapes = text[i] == (is_basic ? text[0] : '\\');
    const char next = text[i + 1];
    if (escapes && (next == text[0] || next == '\\')) ++i;
    out += text[i];
  }
  return out;
}

// What the evaluator makes of an expression: the value, or the expression in
// its normal form.
inline std::string value_of(std::string_view expression,
                            unwrap::Dialect dialect) {
  const bool is_basic = dialect == unwrap::Dialect::vbscript;
  // Something to fold, so that the normal form is given out in any case.
  const std::string first = dialect == unwrap::Dialect::php ? "f(chr(65));"
                            : is_basic ? "f(\"a\" & \"b\")\n"
                                       : "f(\"a\"+\"b\");";
  const std::string text = folded(
      first + "value(" + std::string(expression) + (is_basic ? ")" : ");"),
      dialect);
  const std::size_t begin = text.find("value(");
  if (begin == text.npos) return "(lost)";
  return meaning_of(
      std::string_view(text).substr(begin + 6, text.rfind(')') - begin - 6),
      is_basic);
}

}  // namespace beachcomb::test

#endif  // BEACHCOMB_TESTS_UNWRAP_VALUES_H_
