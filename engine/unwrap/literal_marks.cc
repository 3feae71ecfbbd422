// SPDX-License-Identifier: Apache-2.0
//
// The words of shells as each encoding spells them: in base64 in three ways,
// by the place of the word, in base32 in five. A literal that is a whole page
// also begins like one, and nothing stands between a quote and its beginning.
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "unwrap/literals.h"
#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::string_view kHex = "0123456789abcdef";

// As people write them; in such an order that no rule takes the list for a
// page.
constexpr std::array<std::string_view, 25> kMarked = {"$_POST",
                                                      "$_GET",
                                                      "$_REQUEST",
                                                      "$_COOKIE",
                                                      "system(",
                                                      "shell_exec",
                                                      "base64_decode",
                                                      "gzinflate",
                                                      "Request.",
                                                      "Request(",
                                                      "request(",
                                                      "request.",
                                                      "Request[",
                                                      "CreateObject",
                                                      "StartInfo",
                                                      "getParameter",
                                                      "getRuntime",
                                                      "x-httpd-php",
                                                      "auto_prepend",
                                                      "/bin/sh",
                                                      "/bin/bash",
                                                      "cmd.exe",
                                                      "socket(",
                                                      "<"
                                                      "?php",
                                                      "eval"
                                                      "("};
// How a page begins, behind its '<'; for what is spelled by the byte, one
// character more will do.
constexpr std::array<std::string_view, 20> kStarts = {
    "CF", "% ", "%\n", "%\r", "%=", "%@", "%e", "%E", "%r",  "%R",
    "%s", "%S", "%d",  "%D",  "%c", "sc", "cf", "ht", "!--", "form"};
constexpr std::string_view kShortStarts = "?%sc!";
constexpr std::string_view kBefore = "\"' \n";

// The characters of `word` in an encoding of `bits` a character, that are
// whole when the word stands behind `skip` bytes.
std::string spelled(std::string_view word, unsigned bits, std::size_t skip,
                    std::string_view alphabet) {
  std::string out;
  const std::size_t last = (skip + word.size()) * 8;
  for (std::size_t at = (skip * 8 + bits - 1) / bits * bits; at + bits <= last;
       at += bits) {
    unsigned value = 0;
    for (std::size_t bit = at; bit < at + bits; ++bit) {
      const unsigned byte = byte_of(word[bit / 8 - skip]);
      value = value << 1 | (byte >> (7 - bit % 8) & 1);
    }
    out.push_back(alphabet[value]);
  }
  return out;
}

// The first characters in each form that one character can have.
void put_escapes(std::string_view word, std::vector<std::string>* marks) {
  std::array<std::string, 9> forms;
  for (const char c : word) {
    const std::string two = {kHex[byte_of(c) / 16u], kHex[byte_of(c) % 16u]};
    const std::string octal = {static_cast<char>('0' + byte_of(c) / 64),
                               static_cast<char>('0' + byte_of(c) / 8 % 8),
                               static_cast<char>('0' + byte_of(c) % 8)};
    const std::string decimal = std::to_string(byte_of(c));
    forms[0] += "\\x" + two;
    forms[1] += '%' + two;
    forms[2] += "\\u00" + two;
    forms[3] += "%u00" + two;
    forms[4] += '\\' + octal.substr(octal[0] == '0' ? 1 : 0);
    forms[5] += decimal + ',';
    forms[6] += decimal + ", ";
    forms[7] += "0x" + two + ',';
    forms[8] += '\\' + octal;
  }
  marks->insert(marks->end(), forms.begin(), forms.end());
}

void put_starts(std::vector<std::string>* marks) {
  std::vector<std::string> pages;
  pages.reserve(kStarts.size());
  for (const std::string_view start : kStarts) {
    pages.push_back('<' + std::string(start));
  }
  pages.insert(pages.end(), {"#!/u", "#!/b", "require", "import ", "from ",
                             "${", "\r\n\r\nName"});
  std::vector<std::string> heads = {"#!"};
  heads.reserve(heads.size() + kShortStarts.size());
  for (const char c : kShortStarts) heads.push_back({'<', c});
  for (const char before : kBefore) {
    for (const std::string& page : pages) {
      marks->push_back(before + spelled(page, 6, 0, kBase64));
    }
    for (const std::string& head : heads) {
      marks->push_back(before + spelled(head, 5, 0, kBase32));
      marks->push_back(before + spelled(head, 4, 0, kHex));
    }
  }
  for (const std::string& head : heads) {
    marks->push_back("0x" + spelled(head, 4, 0, kHex));
    put_escapes(head, marks);
  }
}

std::vector<std::string> spell_marks() {
  std::vector<std::string> marks = {
      // programs and archives in base64
      "TVqQAAMAAAAEAAAA", "yv66vgAAAD", "H4sIAAAAAAA",
      "UEsDBBQA",         "begin 644 ", "begin 755 ",
      "begin 666 ",       "begin 600 ", "begin 777 "};
  for (const std::string_view word : kMarked) {
    for (std::size_t skip = 0; skip < 3; ++skip) {
      marks.push_back(spelled(word, 6, skip, kBase64));
    }
    for (std::size_t skip = 0; skip < 5; ++skip) {
      marks.push_back(spelled(word, 5, skip, kBase32));
    }
    marks.push_back(spelled(word, 4, 0, kHex));
    put_escapes(word.substr(0, 4), &marks);
  }
  put_starts(&marks);
  return marks;
}

}  // namespace

std::span<const std::string_view> literal_marks() {
  static const std::vector<std::string> texts = spell_marks();
  static const std::vector<std::string_view> marks(texts.begin(), texts.end());
  return marks;
}

}  // namespace beachcomb::unwrap
