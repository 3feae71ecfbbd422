// SPDX-License-Identifier: Apache-2.0
#include "rules/format.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "beachcomb/rule_format.h"
#include "rules/parser.h"

namespace beachcomb::rules {
namespace {

class Writer {
 public:
  explicit Writer(const std::vector<Piece>& pieces) : pieces_(pieces) {}

  std::string run() {
    for (std::size_t i = 0; i < pieces_.size();) {
      if (pieces_[i].place == Place::condition && begins_line(i)) {
        i = condition(i);
      } else {
        piece(i++);
      }
    }
    if (!out_.empty()) out_ += '\n';
    return std::move(out_);
  }

 private:
  bool begins_line(std::size_t i) const {
    const Piece& piece = pieces_[i];
    if (i == 0 || pieces_[i - 1].ends_line) return true;
    if (piece.is_comment) return piece.breaks > 0;
    if (pieces_[i - 1].is_comment && piece.breaks > 0) return true;
    return piece.place != Place::rest;
  }

  // Whether an empty line stands before this piece, which begins a line.
  bool wants_empty_line(std::size_t i) const {
    if (i == 0) return false;
    const Piece& piece = pieces_[i];
    if (piece.kind == TokenKind::right_brace && !piece.is_comment) return false;
    if (piece.breaks > 1) return !pieces_[i - 1].opens_section;
    return piece.place == Place::item && starts_rule_paragraph(i);
  }

  // An empty line stands between a rule and what is beside it: before the
  // comments that lead up to it, unless one stands somewhere among them.
  bool starts_rule_paragraph(std::size_t i) const {
    std::size_t before = i;
    while (before > 0 && pieces_[before - 1].is_comment &&
           (pieces_[before - 1].breaks > 0 || before == 1)) {
      --before;
    }
    std::size_t next = i;
    while (next < pieces_.size() && pieces_[next].is_comment) ++next;
    if (before != i || before == 0 || next == pieces_.size()) return false;
    for (std::size_t k = i; k <= next; ++k) {
      if (pieces_[k].breaks > 1) return false;
    }
    std::size_t last = before - 1;
    while (last > 0 && pieces_[last].is_comment) --last;
    const auto of_rule = [](const Piece& piece) {
      return piece.kind == TokenKind::right_brace ||
             piece.kind == TokenKind::kw_rule ||
             piece.kind == TokenKind::kw_private ||
             piece.kind == TokenKind::kw_global;
    };
    return of_rule(pieces_[last]) || of_rule(pieces_[next]);
  }

  int column() const {
    const std::size_t line = out_.rfind('\n');
    return static_cast<int>(out_.size() - (line == out_.npos ? 0 : line + 1));
  }

  void piece(std::size_t i) {
    const Piece& piece = pieces_[i];
    if (begins_line(i)) {
      if (!out_.empty()) out_ += wants_empty_line(i) ? "\n\n" : "\n";
      out_.append(static_cast<std::size_t>(piece.indent), ' ');
      indent_ = piece.indent;
    } else if (needs_blank(
                   i > 1 ? &pieces_[i - 2] : nullptr, pieces_[i - 1], piece,
                   i + 1 < pieces_.size() ? &pieces_[i + 1] : nullptr)) {
      out_ += ' ';
    }
    if (piece.is_comment) {
      out_ += placed_comment(piece, column());
    } else if (piece.kind == TokenKind::hex) {
      out_ += placed_hex(piece.text, column(), indent_);
    } else {
      out_ += piece.text;
    }
  }

  // Returns where it ends: at the closing brace, or the comments before it
  // that stand on lines of their own.
  std::size_t condition(std::size_t begin) {
    std::size_t end = begin;
    while (end < pieces_.size() && pieces_[end].place == Place::condition) {
      ++end;
    }
    // A comment behind the last token belongs to its line.
    while (end < pieces_.size() && pieces_[end].is_comment &&
           pieces_[end].breaks == 0) {
      ++end;
    }
    for (const std::string& line : condition_lines(pieces_, begin, end)) {
      out_ += '\n' + line;
    }
    return end;
  }

  const std::vector<Piece>& pieces_;
  std::string out_;
  int indent_ = 0;  // of the line that is written
};

// What must be the same before and after: all but white space.
std::string essence_of(const std::vector<Piece>& pieces) {
  std::string essence;
  for (const Piece& piece : pieces) {
    const bool flexible = piece.is_comment || piece.kind == TokenKind::hex;
    for (const char c : piece.text) {
      const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
      if (!flexible || !blank) essence += c;
    }
    essence += '\n';
  }
  return essence;
}

std::string with_crlf(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

std::string describe(const Diagnostic& problem) {
  return std::to_string(problem.span.begin.line) + ':' +
         std::to_string(problem.span.begin.column) + ": " + problem.message;
}

}  // namespace
}  // namespace beachcomb::rules

namespace beachcomb {

Result<std::string> format_rules(std::string_view source) {
  const rules::ParsedFile before = rules::parse(source);
  if (!before.errors.empty()) {
    return Error{rules::describe(before.errors.front())};
  }
  const auto pieces_in = [](std::string_view text) {
    const rules::Tokens tokens = rules::tokenize(text);
    return rules::pieces_of(text, tokens, rules::rule_spans(text, tokens));
  };
  const std::vector<rules::Piece> pieces = pieces_in(source);
  std::string text = rules::Writer(pieces).run();
  const rules::ParsedFile after = rules::parse(text);
  if (!after.errors.empty() || !same(before.items, after.items) ||
      rules::essence_of(pieces) != rules::essence_of(pieces_in(text))) {
    return Error{"1:1: formatting would change what this means; please report"};
  }
  // The line ends of the file are those of its first line.
  const std::size_t line = source.find('\n');
  const bool crlf = line != source.npos && line > 0 && source[line - 1] == '\r';
  return crlf ? rules::with_crlf(text) : text;
}

}  // namespace beachcomb
