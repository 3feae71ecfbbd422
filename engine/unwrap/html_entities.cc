// SPDX-License-Identifier: Apache-2.0
//
// Code that stands as HTML entities: in the settings that a server wrote into
// an XML or HTML dump, in a mail, or to be decoded by the page itself. Every
// web page has entities, so they count only where they stand for code: many
// in a row for ASCII letters, or around the beginning of a script.
#include <array>

#include "unwrap/code_words.h"
#include "unwrap/codec.h"
#include "unwrap/text.h"
#include "unwrap/text_unwrappers.h"

namespace beachcomb::unwrap {
namespace {

constexpr auto kMarks = std::to_array<std::string_view>(
    {"&#000", "&lt;%", "&lt;?=", "&lt;cf", "&lt;?php", "&lt;script", "&#101;",
     "&#x65;", "&#60;", "&#x3c;", "&#0101;", "&#x0065;", "&#101&#", "&#x65&#"});
constexpr std::size_t kRun = 8;
constexpr std::size_t kLongRun = 48;

// The number of the entity at `at` and the end of it; false when it is none.
bool entity_at(std::string_view text, std::size_t at, unsigned* number,
               std::size_t* end) {
  if (text.substr(at, 2) != "&#") return false;
  std::size_t i = at + 2;
  const bool hex = i < text.size() && lower(text[i]) == 'x';
  if (hex) ++i;
  const std::size_t begin = i;
  *number = 0;
  for (; i < text.size() && i < begin + 8; ++i) {
    const int digit = hex_digit(text[i]);
    if (digit < 0 || (!hex && digit > 9)) break;
    *number = *number * (hex ? 16 : 10) + static_cast<unsigned>(digit);
  }
  if (i == begin) return false;
  *end = i < text.size() && text[i] == ';' ? i + 1 : i;
  return true;
}

// Numeric entities of ASCII characters, one behind the other, that are code;
// addresses of mail are hidden in the same way.
bool has_run(std::string_view text) {
  for (std::size_t at = text.find("&#"); at != text.npos;) {
    std::string run;
    unsigned number = 0;
    std::size_t end = at + 2;
    while (entity_at(text, at, &number, &end) && number < 127) {
      run.push_back(static_cast<char>(number));
      at = end;
    }
    if (run.size() >= kRun && holds_code(run)) return true;
    // Hidden addresses are shorter, and have no brackets.
    if (run.size() >= kLongRun && run.find_first_of("<({") != run.npos) {
      return true;
    }
    at = text.find("&#", end);
  }
  return false;
}

// The beginning of a script for the server, and not far behind it what runs
// what it is sent; a manual of PHP has the former, too.
bool holds_server_code(std::string_view text) {
  constexpr std::size_t kNear = 400;
  constexpr std::size_t kHead = 64;
  // All of the text is such a page.
  const std::string_view head = text.substr(0, kHead);
  const std::size_t first = head.find("&lt;");
  if (first != head.npos && head.find('<') == head.npos &&
      first + 4 < text.size() &&
      (text[first + 4] == '%' || text[first + 4] == '?' ||
       starts_nocase(text.substr(first + 4), "cf") ||
       starts_nocase(text.substr(first + 4), "script"))) {
    return text[first + 4] == '%' || holds_code(decode_entities(text));
  }
  for (std::size_t at = text.find("&lt;"); at != text.npos;
       at = text.find("&lt;", at + 4)) {
    const std::string_view rest = text.substr(at + 4, kNear);
    if (!starts_nocase(rest, "%@") && !starts_nocase(rest, "?php") &&
        !(starts_nocase(rest, "script") &&
          find_nocase(rest, "runat") != rest.npos)) {
      continue;
    }
    for (const std::string_view word :
         {"eval(", "execute", "assert(", "system(", "unsafe", "passthru(",
          "shell_exec(", "getruntime"}) {
      if (find_nocase(rest, word) != rest.npos) return true;
    }
  }
  return false;
}

bool recognises(Bytes bytes, const Context&) { return bytes.size() >= 16; }

void unwrap(Bytes bytes, const Context&, Output& output) {
  const std::string_view text = view_of(bytes);
  if (!has_run(text) && !holds_server_code(text)) return;
  Piece piece;
  piece.via = {"html-entities"};
  piece.length = text.size();
  // No entity stands for more bytes than it has itself.
  const std::string_view head = text.substr(0, output.most_bytes());
  piece.bytes = decode_entities(head);
  if (head.size() < text.size()) {
    piece.reason = Reason::size_limit;
  } else if (piece.bytes == text) {
    return;
  }
  output.add(std::move(piece));
}

}  // namespace

const Unwrapper& html_entities() {
  static constexpr Unwrapper row = {"html-entities", recognises, kMarks,
                                    unwrap};
  return row;
}

}  // namespace beachcomb::unwrap
