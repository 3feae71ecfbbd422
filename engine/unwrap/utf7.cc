// SPDX-License-Identifier: Apache-2.0
//
// UTF-7. IIS takes a page as such when `codepage=65000` stands in its first
// directive, whatever else the page says, and skips a shift that encodes
// nothing: "r+k-es+k-ponse" is "response". Only a lenient decoder sees what
// the server sees, so this one is ours and not that of iconv.
#include <array>

#include "unwrap/codec.h"
#include "unwrap/text.h"
#include "unwrap/text_unwrappers.h"

namespace beachcomb::unwrap {
namespace {

constexpr std::array<std::string_view, 9> kMarks = {"65000", "utf-7", "+adw-",
                                                    "+adwa", "+adw?", "+/v8",
                                                    "+/v9",  "+/v+",  "+/v/"};

bool is_base64(char c) {
  return is_letter(c) || is_digit(c) || c == '+' || c == '/';
}

// Big-endian UTF-16 units; an odd byte at the end is padding.
void append_units(std::string_view bytes, std::string* out) {
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    std::uint32_t unit = static_cast<std::uint32_t>(byte_of(bytes[i])) << 8 |
                         byte_of(bytes[i + 1]);
    if (unit >= 0xD800 && unit < 0xDC00 && i + 3 < bytes.size()) {
      const std::uint32_t low =
          static_cast<std::uint32_t>(byte_of(bytes[i + 2])) << 8 |
          byte_of(bytes[i + 3]);
      if (low >= 0xDC00 && low < 0xE000) {
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
      }
    }
    append_utf8(unit, out);
  }
}

// Up to the first shift that is beyond `most`.
std::string decode_utf7(std::string_view text, std::uint64_t most) {
  std::string out;
  for (std::size_t i = 0; i < text.size() && out.size() <= most;) {
    if (text[i] != '+') {
      out.push_back(text[i++]);
      continue;
    }
    const std::size_t begin = ++i;
    while (i < text.size() && is_base64(text[i])) ++i;
    if (i == begin && i < text.size() && text[i] == '-') out.push_back('+');
    append_units(decode_base64(text.substr(begin, i - begin)), &out);
    if (i < text.size() && text[i] == '-') ++i;
  }
  return out;
}

// codepage = "65000", charset=utf-7
bool asks_for_it(std::string_view text, std::string_view word,
                 std::string_view value) {
  for (std::size_t at = find_nocase(text, value); at != text.npos;
       at = find_nocase(text, value, at + 1)) {
    std::size_t i = at;
    while (i > 0 && (is_space(text[i - 1]) || text[i - 1] == '"' ||
                     text[i - 1] == '\'' || text[i - 1] == '=')) {
      --i;
    }
    if (i < at && i >= word.size() &&
        equal_nocase(text.substr(i - word.size(), word.size()), word)) {
      return true;
    }
  }
  return false;
}

bool recognises(Bytes bytes, const Context&) { return bytes.size() >= 8; }

void unwrap(Bytes bytes, const Context&, Output& output) {
  const std::string_view text = view_of(bytes);
  const bool asked = asks_for_it(text, "codepage", "65000") ||
                     asks_for_it(text, "charset", "utf-7") ||
                     asks_for_it(text, "encoding", "utf-7");
  const bool marked =
      text.substr(0, 3) == "+/v" &&
      std::string_view("89+/").find(text[3]) != std::string_view::npos;
  if (!asked && !marked && text.find("+ADw-") == text.npos &&
      text.find("+ADwA") == text.npos && text.find("+ADw?") == text.npos) {
    return;
  }
  std::string decoded = decode_utf7(text, output.most_bytes());
  if (decoded == text) return;
  // Base64 holds "+ADw" by accident, too; a page has a tag, and no zeros.
  if (!asked &&
      (decoded.find('<') == decoded.npos || !looks_like_text(decoded))) {
    return;
  }
  Piece piece;
  piece.via = {"utf-7"};
  piece.length = text.size();
  piece.bytes = std::move(decoded);
  fit(output, &piece);
  output.add(std::move(piece));
}

}  // namespace

const Unwrapper& utf7() {
  static constexpr Unwrapper row = {"utf-7", recognises, kMarks, unwrap};
  return row;
}

}  // namespace beachcomb::unwrap
