// SPDX-License-Identifier: Apache-2.0
//
// UTF-16 and UTF-32 in both byte orders. IIS compiles such pages, and no
// plain rule sees a word in them. With a byte order mark the page says so
// itself; without one the zero bytes do: in the first few hundred bytes nearly
// every unit must be a printable ASCII character.
#include <algorithm>
#include <array>
#include <optional>

#include "unwrap/text.h"
#include "unwrap/text_unwrappers.h"

namespace beachcomb::unwrap {
namespace {

struct Encoding {
  std::string_view name;
  std::string_view mark;
  std::size_t width;
  bool big_endian;
};

// The longer marks first: that of UTF-32 begins with that of UTF-16.
constexpr std::array<Encoding, 4> kEncodings = {{
    {"utf-32le", std::string_view("\xFF\xFE\0\0", 4), 4, false},
    {"utf-32be", std::string_view("\0\0\xFE\xFF", 4), 4, true},
    {"utf-16le", "\xFF\xFE", 2, false},
    {"utf-16be", "\xFE\xFF", 2, true},
}};
constexpr std::size_t kSample = 512;
constexpr std::size_t kLeastUnits = 8;

std::uint32_t unit_at(std::string_view text, std::size_t at,
                      const Encoding& encoding) {
  std::uint32_t unit = 0;
  for (std::size_t i = 0; i < encoding.width; ++i) {
    const std::size_t from =
        encoding.big_endian ? at + i : at + encoding.width - 1 - i;
    unit = unit << 8 | byte_of(text[from]);
  }
  return unit;
}

bool is_marked(std::string_view text, const Encoding& encoding) {
  return text.size() >= encoding.mark.size() + encoding.width &&
         text.substr(0, encoding.mark.size()) == encoding.mark;
}

// Of the units at the beginning, how many are printable ASCII, and how many
// are what no text has.
bool reads_like(std::string_view text, const Encoding& encoding, bool marked) {
  const std::size_t begin = marked ? encoding.mark.size() : 0;
  const std::string_view sample = text.substr(begin, kSample);
  std::size_t units = 0;
  std::size_t ascii = 0;
  std::size_t wrong = 0;
  for (std::size_t i = 0; i + encoding.width <= sample.size();
       i += encoding.width, ++units) {
    const std::uint32_t unit = unit_at(sample, i, encoding);
    if ((unit >= 0x20 && unit < 0x7F) || (unit >= 9 && unit <= 13)) {
      ++ascii;
    } else if (unit < 0x20 || unit > 0x10FFFF || unit == 0xFFFF) {
      ++wrong;
    }
  }
  if (marked) return wrong * 16 <= units;
  return units >= kLeastUnits && wrong == 0 && ascii * 4 >= units * 3;
}

std::optional<Encoding> encoding_of(std::string_view text) {
  for (const Encoding& encoding : kEncodings) {
    if (is_marked(text, encoding) && reads_like(text, encoding, true)) {
      return encoding;
    }
  }
  // Without a zero in the first four bytes there is no ASCII character.
  if (text.substr(0, 4).find('\0') == std::string_view::npos) return {};
  for (const Encoding& encoding : kEncodings) {
    if (reads_like(text, encoding, false)) return encoding;
  }
  return {};
}

// Up to the first character that is beyond `most`.
std::string to_utf8(std::string_view text, const Encoding& encoding,
                    std::uint64_t most) {
  std::string out;
  const std::size_t width = encoding.width;
  out.reserve(std::min<std::uint64_t>(text.size() / width + 16, most));
  for (std::size_t i = 0; i + width <= text.size() && out.size() <= most;
       i += width) {
    std::uint32_t unit = unit_at(text, i, encoding);
    if (width == 2 && unit >= 0xD800 && unit < 0xDC00 && i + 4 <= text.size()) {
      const std::uint32_t low = unit_at(text, i + 2, encoding);
      if (low >= 0xDC00 && low < 0xE000) {
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
      }
    }
    append_utf8(unit, &out);
  }
  return out;
}

bool recognises(Bytes bytes, const Context&) {
  return encoding_of(view_of(bytes)).has_value();
}

void unwrap(Bytes bytes, const Context&, Output& output) {
  std::string_view text = view_of(bytes);
  const auto encoding = encoding_of(text);
  if (!encoding.has_value()) return;
  Piece piece;
  piece.via = {std::string(encoding->name)};
  piece.length = text.size();
  if (is_marked(text, *encoding)) text.remove_prefix(encoding->mark.size());
  piece.bytes = to_utf8(text, *encoding, output.most_bytes());
  fit(output, &piece);
  output.add(std::move(piece));
}

}  // namespace

const Unwrapper& wide_text() {
  static constexpr Unwrapper row = {"wide-text", recognises, {}, unwrap};
  return row;
}

}  // namespace beachcomb::unwrap
