// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_TESTS_UNWRAP_SUPPORT_H_
#define BEACHCOMB_TESTS_UNWRAP_SUPPORT_H_

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "unwrap/unwrapper.h"

namespace beachcomb::test {

// What one unwrapper makes of one text.
class CollectOutput : public unwrap::Output {
 public:
  bool add(unwrap::Piece piece) override {
    too_large = too_large || piece.bytes.size() > most;
    pieces.push_back(std::move(piece));
    return pieces.size() < most_pieces;
  }
  std::uint64_t most_bytes() const override { return most; }
  bool expired() const override { return is_expired; }

  std::uint64_t most = std::uint64_t{32} << 20;
  std::size_t most_pieces = 1000;
  bool is_expired = false;
  bool too_large = false;
  std::vector<unwrap::Piece> pieces;
};

inline bool has_mark(const unwrap::Unwrapper& row, std::string_view text) {
  const auto small = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  };
  if (row.marks.empty()) return true;
  return std::any_of(
      row.marks.begin(), row.marks.end(), [&](std::string_view mark) {
        return std::search(text.begin(), text.end(), mark.begin(), mark.end(),
                           [&](char a, char b) {
                             return small(a) == small(b);
                           }) != text.end();
      });
}

// As the pipeline does it: nothing without recognition and a mark.
inline void unwrap_into(const unwrap::Unwrapper& row, std::string_view text,
                        std::string_view extension, CollectOutput* output) {
  const std::vector<std::string> passwords;
  const unwrap::Context context{"page", extension, &passwords};
  const Bytes bytes = std::as_bytes(std::span(text.data(), text.size()));
  if (!row.recognises(bytes, context) || !has_mark(row, text)) return;
  row.unwrap(bytes, context, *output);
}

inline std::vector<unwrap::Piece> unwrapped(const unwrap::Unwrapper& row,
                                            std::string_view text,
                                            std::string_view extension = "") {
  CollectOutput output;
  unwrap_into(row, text, extension, &output);
  return std::move(output.pieces);
}

// "base64 gzinflate"
inline std::string via_of(const unwrap::Piece& piece) {
  std::string out;
  for (const std::string& step : piece.via) {
    if (!out.empty()) out += ' ';
    out += step;
  }
  return out;
}

// The bytes of the only piece with these steps; "(none)" without one, and
// "(many)" with more.
inline std::string layer(const std::vector<unwrap::Piece>& pieces,
                         std::string_view via) {
  std::string bytes = "(none)";
  for (const unwrap::Piece& piece : pieces) {
    if (via_of(piece) != via) continue;
    bytes = bytes == "(none)" ? piece.bytes : "(many)";
  }
  return bytes;
}

}  // namespace beachcomb::test

#endif  // BEACHCOMB_TESTS_UNWRAP_SUPPORT_H_
