// SPDX-License-Identifier: Apache-2.0
#include "unwrap/script_marks.h"

#include <array>
#include <string>
#include <vector>

namespace beachcomb::unwrap {
namespace {

// Joins are marks only with the letter behind them: '.' alone is a string that
// many a program has.
constexpr std::array<std::string_view, 8> kJoins = {
    "'.'", "\".\"", "' . '", "\" . \"", "\"&\"", "\" & \"", "\"+\"", "'+'"};
constexpr std::array<std::string_view, 7> kQuotable = {
    "base64_decode", "strrev",    "urldecode",   "hex2bin",
    "str_rot13",     "gzinflate", "gzuncompress"};
constexpr std::array<std::string_view, 54> kMarks = {
    // functions that decode or build text
    "(base64_decode(", "base64_decode (", "base64_decode/*", "(strrev(",
    "gzinflate(", "gzuncompress(", "gzdecode(", "str_rot13(", "hex2bin(",
    "convert_uudecode", "pack('h", "pack(\"h", ").chr(", ") . chr(", ").\\chr(",
    ",chr(", ", chr(", "map('chr'", "map(\"chr\"", "frombase64string",
    "fromcharcode", "strreverse", "decodebuffer", "+chr(", "&chr(", "& chr(",
    "unescape(",
    // what runs a text
    "eval(", "eval (", "create_function", "executeglobal", "/e'", "/e\"",
    // names that are no names
    "${'", "${\"", "'^'", "\"^\"", "' ^ '", "\"](", "'](", "*/(", "*/[", "_++",
    // "(~'" and the like
    "(~'", "(~\"", "=~'", "=~\"", ".~'", ".~\"",
    // letters as escapes
    "\\x6", "\\x73", "\\x74", "\\u006", "\\u007"};
constexpr std::array<std::string_view, 4> kOctal = {"\\14", "\\15", "\\16",
                                                    "\\17"};

std::vector<std::string> all_marks() {
  std::vector<std::string> marks(kMarks.begin(), kMarks.end());
  marks.insert(marks.end(), kOctal.begin(), kOctal.end());
  for (const std::string_view join : kJoins) {
    for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyz_")) {
      marks.push_back(std::string(join) + c);
    }
  }
  // 'base64_decode' as a text, and on one
  for (const std::string_view name : kQuotable) {
    for (const char* form : {"'", "\"", "('", "(\""}) {
      marks.push_back(std::string(name) + form);
    }
  }
  return marks;
}

}  // namespace

std::span<const std::string_view> script_marks() {
  static const std::vector<std::string> texts = all_marks();
  static const std::vector<std::string_view> marks(texts.begin(), texts.end());
  return marks;
}

}  // namespace beachcomb::unwrap
