// SPDX-License-Identifier: Apache-2.0
//
// Microsoft Script Encoder: "#@~^" + length (6 characters of base64 and "==")
// + encoded text + checksum (the same form) + "^#~@". Each character from tab
// to DEL has three substitutes, one of which is picked by its position in a
// round of 64; what HTML minds is written as '@' and a letter instead. Bytes
// above 127 stand for themselves and do not count. The page is given back
// whole, with the decoded text in place of the encoded one, since the
// directives around it say how it runs.
#include <array>

#include "unwrap/codec.h"
#include "unwrap/text.h"
#include "unwrap/text_unwrappers.h"

namespace beachcomb::unwrap {
namespace {

constexpr std::string_view kBegin = "#@~^";
constexpr std::string_view kEnd = "^#~@";
constexpr std::size_t kNumber = 8;  // 6 characters and "=="

// What each encoded character means, by the pick; from tab on.
constexpr std::array<std::array<unsigned char, 3>, 119> kMeaning = {{
    {87, 110, 123}, {74, 76, 65},    {11, 11, 11},    {12, 12, 12},
    {74, 76, 65},   {14, 14, 14},    {15, 15, 15},    {16, 16, 16},
    {17, 17, 17},   {18, 18, 18},    {19, 19, 19},    {20, 20, 20},
    {21, 21, 21},   {22, 22, 22},    {23, 23, 23},    {24, 24, 24},
    {25, 25, 25},   {26, 26, 26},    {27, 27, 27},    {28, 28, 28},
    {29, 29, 29},   {30, 30, 30},    {31, 31, 31},    {46, 45, 50},
    {71, 117, 48},  {122, 82, 33},   {86, 96, 41},    {66, 113, 91},
    {106, 94, 56},  {47, 73, 51},    {38, 92, 61},    {73, 98, 88},
    {65, 125, 58},  {52, 41, 53},    {50, 54, 101},   {91, 32, 57},
    {118, 124, 92}, {114, 122, 86},  {67, 127, 115},  {56, 107, 102},
    {57, 99, 78},   {112, 51, 69},   {69, 43, 107},   {104, 104, 98},
    {113, 81, 89},  {79, 102, 120},  {9, 118, 94},    {98, 49, 125},
    {68, 100, 74},  {35, 84, 109},   {117, 67, 113},  {60, 60, 60},
    {126, 58, 96},  {62, 62, 62},    {94, 126, 83},   {64, 64, 64},
    {119, 69, 66},  {74, 44, 39},    {97, 42, 72},    {93, 116, 114},
    {34, 39, 117},  {75, 55, 49},    {111, 68, 55},   {78, 121, 77},
    {59, 89, 82},   {76, 47, 34},    {80, 111, 84},   {103, 38, 106},
    {42, 114, 71},  {125, 106, 100}, {116, 57, 45},   {84, 123, 32},
    {43, 63, 127},  {45, 56, 46},    {44, 119, 76},   {48, 103, 93},
    {110, 83, 126}, {107, 71, 108},  {102, 52, 111},  {53, 120, 121},
    {37, 93, 116},  {33, 48, 67},    {100, 35, 38},   {77, 90, 118},
    {82, 91, 37},   {99, 108, 36},   {63, 72, 43},    {123, 85, 40},
    {120, 112, 35}, {41, 105, 65},   {40, 46, 52},    {115, 76, 9},
    {89, 33, 42},   {51, 36, 68},    {127, 78, 63},   {109, 80, 119},
    {85, 9, 59},    {83, 86, 85},    {124, 115, 105}, {58, 53, 97},
    {95, 97, 99},   {101, 75, 80},   {70, 88, 103},   {88, 59, 81},
    {49, 87, 73},   {105, 34, 79},   {108, 109, 70},  {90, 77, 104},
    {72, 37, 124},  {39, 40, 54},    {92, 70, 112},   {61, 74, 110},
    {36, 50, 122},  {121, 65, 47},   {55, 61, 95},    {96, 95, 75},
    {81, 79, 90},   {32, 66, 44},    {54, 101, 87},
}};
constexpr std::array<unsigned char, 64> kPick = {
    0, 1, 2, 0, 1, 2, 1, 2, 2, 1, 2, 1, 0, 2, 1, 2, 0, 2, 1, 2, 0, 0,
    1, 2, 2, 1, 0, 2, 1, 2, 2, 1, 0, 0, 2, 1, 2, 1, 2, 0, 2, 0, 0, 1,
    2, 0, 2, 1, 0, 2, 1, 2, 0, 0, 1, 2, 2, 0, 0, 1, 2, 0, 2, 1,
};

std::string decode_script(std::string_view text) {
  static constexpr std::string_view kEscapes = "&#*!$";
  static constexpr std::string_view kEscaped = "\n\r><@";
  std::string out;
  out.reserve(text.size());
  std::size_t place = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = byte_of(text[i]);
    if (c == '@' && i + 1 < text.size()) {
      const std::size_t escape = kEscapes.find(text[i + 1]);
      if (escape != std::string_view::npos) {
        out.push_back(kEscaped[escape]);
        ++place;
        ++i;
        continue;
      }
    }
    if (c >= 128) {
      out.push_back(text[i]);
      continue;
    }
    const bool encoded =
        c == '\t' || (c >= 32 && c != '<' && c != '>' && c != '@');
    out.push_back(encoded
                      ? static_cast<char>(kMeaning[c - 9u][kPick[place % 64]])
                      : text[i]);
    ++place;
  }
  return out;
}

// The encoded text behind `begin`, where kBegin stands; nothing when it has
// no end. By the length that it states, or by the end mark where that is
// wrong.
std::string_view encoded_at(std::string_view text, std::size_t begin) {
  const std::size_t body = begin + kBegin.size() + kNumber;
  if (body > text.size()) return {};
  const std::string number =
      decode_base64(text.substr(begin + kBegin.size(), 6));
  std::size_t length = 0;
  for (std::size_t i = 4; i-- > 0;) {
    length = length << 8 | (i < number.size() ? byte_of(number[i]) : 0u);
  }
  if (length <= text.size() - body &&
      text.substr(body + length, kNumber + kEnd.size()).ends_with(kEnd)) {
    return text.substr(body, length);
  }
  const std::size_t end = text.find(kEnd, body);
  if (end == text.npos || end < body + kNumber) return {};
  return text.substr(body, end - kNumber - body);
}

bool recognises(Bytes bytes, const Context&) { return bytes.size() >= 24; }

void unwrap(Bytes bytes, const Context&, Output& output) {
  const std::string_view text = view_of(bytes);
  Piece piece;
  piece.via = {"script-encoder"};
  std::size_t copied = 0;
  for (std::size_t at = text.find(kBegin); at != text.npos;) {
    const std::string_view encoded = encoded_at(text, at);
    if (encoded.empty() || output.expired()) break;
    if (copied == 0) piece.offset = at;
    piece.bytes += text.substr(copied, at - copied);
    piece.bytes += decode_script(encoded);
    copied = static_cast<std::size_t>(encoded.data() - text.data()) +
             encoded.size() + kNumber + kEnd.size();
    at = text.find(kBegin, copied);
  }
  if (copied == 0) return;
  piece.length = copied - piece.offset;
  piece.bytes += text.substr(copied);
  fit(output, &piece);
  output.add(std::move(piece));
}

constexpr std::array<std::string_view, 1> kMarks = {kBegin};

}  // namespace

const Unwrapper& script_encoder() {
  static constexpr Unwrapper row = {"script-encoder", recognises, kMarks,
                                    unwrap};
  return row;
}

}  // namespace beachcomb::unwrap
