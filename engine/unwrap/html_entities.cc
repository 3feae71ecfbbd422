// SPDX-License-Identifier: Apache-2.0
//
// Code that stands as HTML entities: in the settings that a server wrote into
// an XML or HTML dump, in a mail, or to be decoded by the page itself. Every
// web page has entities, so they count only where they stand for code: many
// in a row for ASCII letters, or around the beginning of a script.
#include <array>

#include "unwrap/codec.h"
#include "unwrap/text.h"
#include "unwrap/text_unwrappers.h"

namespace beachcomb::unwrap {
namespace {

constexpr std::array<std::string_view, 12> kMarks = {
    "&lt;%",    "&lt;?php", "&lt;script", "&#101;", "&#x65;", "&#97;",
    "&#x61;",   "&#60;",    "&#x3c;",     "&#0101;", "&#x0065;", "&#111;"};
constexpr std::size_t kRun = 8;

// Numeric entities of ASCII characters, one behind the other.
bool has_run(std::string_view text) {
  std::size_t run = 0;
  for (std::size_t at = text.find("&#"); at != text.npos;) {
    std::size_t i = at + 2;
    const bool hex = i < text.size() && lower(text[i]) == 'x';
    if (hex) ++i;
    unsigned number = 0;
    const std::size_t begin = i;
    for (; i < text.size() && i < begin + 8; ++i) {
      const int digit = hex_digit(text[i]);
      if (digit < 0 || (!hex && digit > 9)) break;
      number = number * (hex ? 16 : 10) + static_cast<unsigned>(digit);
    }
    if (i < text.size() && text[i] == ';') ++i;
    run = i > begin && number >= 9 && number < 127 ? run + 1 : 0;
    if (run >= kRun) return true;
    const std::size_t next = text.find("&#", i);
    if (next != i) run = 0;
    at = next;
  }
  return false;
}

// What a documentation of HTML has not, but a script for the server has.
bool holds_server_code(std::string_view text) {
  if (text.find("&lt;%") == text.npos &&
      find_nocase(text, "&lt;?php") == text.npos &&
      find_nocase(text, "&lt;script") == text.npos) {
    return false;
  }
  for (const std::string_view word :
       {"eval(", "runat=", "execute", "request.", "_post[", "_request[",
        "_get[", "getparameter("}) {
    if (find_nocase(text, word) != text.npos) return true;
  }
  return false;
}

bool recognises(Bytes bytes, const Context&) { return bytes.size() >= 16; }

void unwrap(Bytes bytes, const Context&, Output& output) {
  const std::string_view text = view_of(bytes);
  if (text.size() > output.most_bytes()) return;
  if (!has_run(text) && !holds_server_code(text)) return;
  Piece piece;
  piece.via = {"html-entities"};
  piece.length = text.size();
  piece.bytes = decode_entities(text);
  if (piece.bytes != text) output.add(std::move(piece));
}

}  // namespace

const Unwrapper& html_entities() {
  static constexpr Unwrapper row = {"html-entities", recognises, kMarks,
                                    unwrap};
  return row;
}

}  // namespace beachcomb::unwrap
