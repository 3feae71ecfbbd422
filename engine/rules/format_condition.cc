// SPDX-License-Identifier: Apache-2.0
//
// Conditions keep the line breaks of their authors, who group what belongs
// together. What we do is to indent: a line begins below the first thing in
// the innermost open parenthesis, or, where that parenthesis ended its line,
// one level further in than that line. A line that is too long is broken where
// it holds together least: outside of most parentheses, at `or` before `and`
// before a comma.
#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

#include "rules/format.h"

namespace beachcomb::rules {
namespace {

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool blank_before = false;
};

// An open parenthesis or bracket.
struct Open {
  int content;      // the column behind it; -1 when it ended its line
  int line_indent;  // of the line that it is on
};

bool opens(const Piece& piece) {
  return piece.kind == TokenKind::left_paren ||
         piece.kind == TokenKind::left_bracket;
}
bool closes(const Piece& piece) {
  return piece.kind == TokenKind::right_paren ||
         piece.kind == TokenKind::right_bracket;
}

class Layout {
 public:
  Layout(const std::vector<Piece>& pieces, std::size_t begin, std::size_t end)
      : pieces_(pieces), first_(begin), last_(end) {
    for (std::size_t i = begin; i < end; ++i) {
      const bool breaks =
          i == begin || pieces[i].breaks > 0 || pieces[i - 1].ends_line;
      if (breaks) {
        if (!lines_.empty()) lines_.back().end = i;
        lines_.push_back({i, end, i > begin && pieces[i].breaks > 1});
      }
    }
  }

  std::vector<std::string> run() {
    while (!lines_.empty()) {
      const Line line = lines_.front();
      lines_.pop_front();
      const int indent = indent_of(line);
      if (const auto split = too_long(line, indent)) {
        lines_.push_front({*split, line.end, false});
        lines_.push_front({line.begin, *split, line.blank_before});
        continue;
      }
      if (line.blank_before) out_.emplace_back();
      out_.push_back(written(line, indent));
    }
    return std::move(out_);
  }

 private:
  int indent_of(const Line& line) const {
    if (open_.empty()) return 2 * kIndent;
    const Open& open = open_.back();
    if (closes(pieces_[line.begin])) {
      return open.content < 0 ? open.line_indent : open.content - 1;
    }
    return open.content < 0 ? open.line_indent + kIndent : open.content;
  }

  bool blank_before(const Line& line, std::size_t i) const {
    if (i == line.begin) return false;
    const Piece* before = i > first_ + 1 ? &pieces_[i - 2] : nullptr;
    const Piece* next = i + 1 < last_ ? &pieces_[i + 1] : nullptr;
    return needs_blank(before, pieces_[i - 1], pieces_[i], next);
  }

  // Where a line that is too long is broken best: the piece that begins the
  // next line.
  std::optional<std::size_t> too_long(const Line& line, int indent) const {
    std::optional<std::size_t> best;
    std::pair<int, int> best_rank;
    int width = indent;
    int depth = 0;
    for (std::size_t i = line.begin; i < line.end; ++i) {
      const Piece& piece = pieces_[i];
      width += static_cast<int>(piece.text.size()) + blank_before(line, i);
      if (piece.text.find('\n') != std::string::npos) return std::nullopt;
      if (opens(piece)) ++depth;
      if (closes(piece)) --depth;
      const int kind = piece.kind == TokenKind::kw_or    ? 0
                       : piece.kind == TokenKind::kw_and ? 1
                       : piece.kind == TokenKind::comma  ? 2
                                                         : 3;
      if (kind == 3 || i + 1 == line.end || pieces_[i + 1].is_comment) continue;
      const std::pair<int, int> rank = {depth, kind};
      // The last that fits, of those of the lowest rank.
      if (!best || rank < best_rank ||
          (rank == best_rank && width <= kLineLimit)) {
        best = i + 1;
        best_rank = rank;
      }
    }
    return width > kLineLimit ? best : std::nullopt;
  }

  std::string written(const Line& line, int indent) {
    std::string text(static_cast<std::size_t>(indent), ' ');
    for (std::size_t i = line.begin; i < line.end; ++i) {
      const Piece& piece = pieces_[i];
      if (blank_before(line, i)) text += ' ';
      const int column = static_cast<int>(text.size());
      text += piece.is_comment ? placed_comment(piece, column) : piece.text;
      if (opens(piece)) {
        const bool ends = i + 1 == line.end || pieces_[i + 1].ends_line;
        open_.push_back({ends ? -1 : column + 1, indent});
      } else if (closes(piece) && !open_.empty()) {
        open_.pop_back();
      }
    }
    return text;
  }

  const std::vector<Piece>& pieces_;
  std::size_t first_;
  std::size_t last_;
  std::deque<Line> lines_;
  std::vector<Open> open_;
  std::vector<std::string> out_;
};

}  // namespace

std::vector<std::string> condition_lines(const std::vector<Piece>& pieces,
                                         std::size_t begin, std::size_t end) {
  return Layout(pieces, begin, end).run();
}

}  // namespace beachcomb::rules
