// SPDX-License-Identifier: Apache-2.0
#include "drafting/pieces.h"

#include <algorithm>

#include "text/ascii.h"

namespace beachcomb::drafting {
namespace {

constexpr std::size_t kShortest = 6;
constexpr std::size_t kLongest = 64;
// A word of so many letters and digits is no word.
constexpr std::size_t kLongestWord = 40;

bool is_text(char c) { return c >= 0x20 && c < 0x7F; }

using text::is_letter;

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

bool is_data(std::string_view text) {
  std::size_t word = 0;
  for (const char c : text) {
    const bool in_word =
        is_letter(c) || text::is_digit(c) || c == '+' || c == '/' || c == '%';
    word = in_word ? word + 1 : 0;
    if (word >= kLongestWord) return true;
  }
  return false;
}

// Takes runs of printable text apart where statements, tags and texts end.
void add_pieces(std::string_view run, bool wide,
                std::set<std::pair<std::string, bool>>* pieces) {
  for (const std::string_view ends : {";{}", ";{}<>\"'"}) {
    for (std::size_t at = 0; at < run.size();) {
      const std::size_t end = std::min(run.find_first_of(ends, at), run.size());
      const std::string_view piece =
          trimmed(run.substr(at, end - at)).substr(0, kLongest);
      const bool has_letters =
          std::count_if(piece.begin(), piece.end(), is_letter) >= 4;
      if (piece.size() >= kShortest && has_letters && !is_data(piece)) {
        pieces->emplace(std::string(trimmed(piece)), wide);
      }
      at = end + 1;
    }
  }
}

}  // namespace

std::set<std::pair<std::string, bool>> pieces_of(std::string_view bytes) {
  std::set<std::pair<std::string, bool>> pieces;
  std::string run;
  for (const char c : bytes) {
    if (is_text(c)) {
      run += c;
      continue;
    }
    add_pieces(run, false, &pieces);
    run.clear();
  }
  add_pieces(run, false, &pieces);
  run.clear();
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
    if (is_text(bytes[i]) && bytes[i + 1] == '\0') {
      run += bytes[i++];
      continue;
    }
    add_pieces(run, true, &pieces);
    run.clear();
  }
  add_pieces(run, true, &pieces);
  return pieces;
}

}  // namespace beachcomb::drafting
