// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <initializer_list>

#include "rules/format.h"

namespace beachcomb::rules {
namespace {

std::string_view without_end_blanks(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  return text.substr(0, last == text.npos ? 0 : last + 1);
}

Piece piece_of(std::string_view source, const Span& span, std::size_t from) {
  Piece piece;
  piece.text = span.in(source);
  const std::string_view gap = source.substr(from, span.begin.offset - from);
  piece.breaks = static_cast<int>(std::count(gap.begin(), gap.end(), '\n'));
  piece.column = static_cast<int>(span.begin.column) - 1;
  return piece;
}

// Says where the tokens of one item belong.
class Marker {
 public:
  Marker(const Tokens& tokens, const ItemSpan& item)
      : tokens_(tokens.tokens), item_(item) {}

  void mark(std::vector<Place>* places) {
    bool is_open = false;
    TokenKind section = TokenKind::end;
    for (std::size_t i = item_.first_token; i < item_.last_token; ++i) {
      const TokenKind kind = tokens_[i].kind;
      Place place = Place::rest;
      if (i == item_.first_token) {
        place = Place::item;
      } else if (item_.kind != ItemKind::rule) {
        place = Place::rest;
      } else if (!is_open && kind == TokenKind::left_brace) {
        is_open = true;
        place = Place::brace;
      } else if (i + 1 == item_.last_token) {
        place = Place::brace;
      } else if (is_open && is_section(kind)) {
        section = kind;
        place = Place::section;
      } else if (tokens_[i - 1].kind == section && kind == TokenKind::colon) {
        place = Place::rest;
      } else if (section == TokenKind::kw_condition) {
        place = Place::condition;
      } else if (tokens_[i + 1].kind == TokenKind::assign &&
                 section != TokenKind::end) {
        place = Place::entry;
      }
      (*places)[i] = place;
    }
  }

 private:
  static bool is_section(TokenKind kind) {
    return kind == TokenKind::kw_meta || kind == TokenKind::kw_strings ||
           kind == TokenKind::kw_condition;
  }

  const std::vector<Token>& tokens_;
  const ItemSpan& item_;
};

// A comment on a line of its own stands like what follows it.
void place_comments(std::vector<Piece>* pieces) {
  const Piece* last = nullptr;  // the token before
  for (std::size_t i = 0; i < pieces->size(); ++i) {
    Piece& piece = (*pieces)[i];
    if (!piece.is_comment) {
      last = &piece;
      continue;
    }
    std::size_t next = i + 1;
    while (next < pieces->size() && (*pieces)[next].is_comment) ++next;
    if (next == pieces->size()) {
      piece.place = Place::item;
      continue;
    }
    const Piece& after = (*pieces)[next];
    piece.place = after.place;
    piece.indent = after.indent;
    const bool inside = last != nullptr && !last->opens_section;
    if (after.place == Place::section) {
      // The end of the section before, or about the next one?
      if (inside && piece.column > after.column) piece.indent = 2 * kIndent;
    } else if (after.place == Place::brace &&
               after.kind == TokenKind::right_brace) {
      piece.indent = 2 * kIndent;
    } else if (after.place == Place::rest) {
      piece.indent = 3 * kIndent;
    }
  }
}

int indent_of(Place place) {
  switch (place) {
    case Place::item:
    case Place::brace:
      return 0;
    case Place::section:
      return kIndent;
    case Place::entry:
    case Place::condition:
      return 2 * kIndent;
    case Place::rest:
      return 3 * kIndent;
  }
  return 0;
}

bool is_operand(TokenKind kind) {
  switch (kind) {
    case TokenKind::identifier:
    case TokenKind::string_id:
    case TokenKind::string_count:
    case TokenKind::string_offset:
    case TokenKind::string_length:
    case TokenKind::integer:
    case TokenKind::real:
    case TokenKind::text:
    case TokenKind::right_paren:
    case TokenKind::right_bracket:
    case TokenKind::kw_filesize:
    case TokenKind::kw_entrypoint:
      return true;
    default:
      return false;
  }
}

bool is_one_of(TokenKind kind, std::initializer_list<TokenKind> kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

}  // namespace

std::vector<Piece> pieces_of(std::string_view source, const Tokens& tokens,
                             const std::vector<ItemSpan>& items) {
  std::vector<Place> places(tokens.tokens.size(), Place::rest);
  for (const ItemSpan& item : items) Marker(tokens, item).mark(&places);
  std::vector<Piece> pieces;
  std::size_t at = 0;  // behind the piece before
  auto comment = tokens.comments.begin();
  for (std::size_t i = 0; i < tokens.tokens.size(); ++i) {
    const Token& token = tokens.tokens[i];
    for (; comment != tokens.comments.end() &&
           comment->span.begin.offset < token.span.begin.offset;
         ++comment) {
      // Comments in hex strings are part of them.
      if (comment->span.begin.offset < at) continue;
      Piece piece = piece_of(source, comment->span, at);
      piece.is_comment = true;
      piece.ends_line = piece.text.starts_with("//");
      piece.text = without_end_blanks(piece.text);
      pieces.push_back(std::move(piece));
      at = comment->span.end.offset;
    }
    if (token.kind == TokenKind::end) break;
    Piece piece = piece_of(source, token.span, at);
    piece.kind = token.kind;
    piece.place = places[i];
    piece.indent = indent_of(piece.place);
    piece.opens_section =
        (piece.place == Place::brace && token.kind == TokenKind::left_brace) ||
        (token.kind == TokenKind::colon && i > 0 &&
         places[i - 1] == Place::section);
    pieces.push_back(std::move(piece));
    at = token.span.end.offset;
  }
  place_comments(&pieces);
  return pieces;
}

bool needs_blank(const Piece* before_last, const Piece& last,
                 const Piece& piece, const Piece* next) {
  using K = TokenKind;
  const K left = last.kind;
  const K right = piece.kind;
  const auto sticks_left = {K::left_paren, K::left_bracket, K::dot, K::dot_dot,
                            K::tilde};
  const auto sticks_right = {K::right_paren, K::right_bracket, K::dot,
                             K::dot_dot, K::comma};
  if (!last.is_comment && is_one_of(left, sticks_left)) return false;
  if (!piece.is_comment && is_one_of(right, sticks_right)) return false;
  if (last.is_comment || piece.is_comment) return true;
  if (right == K::left_bracket) return false;
  if (piece.place == Place::rest) {
    // meta: and strings:, but rule A : tag
    if (right == K::colon) return !piece.opens_section;
    // xor(1-255), base64("...")
    if (right == K::left_paren) return false;
    if (right == K::minus) return left == K::assign;
    return left != K::minus;
  }
  if (right == K::left_paren) {
    return !is_one_of(left, {K::identifier, K::integer_function, K::right_paren,
                             K::right_bracket, K::minus}) ||
           (left == K::minus && before_last != nullptr &&
            is_operand(before_last->kind));
  }
  if (left == K::minus) {
    return before_last != nullptr && is_operand(before_last->kind);
  }
  const K after = next == nullptr ? K::end : next->kind;
  if (right == K::percent && after == K::kw_of) return false;
  if (right == K::star && left == K::identifier &&
      (after == K::comma || after == K::right_paren)) {
    return false;
  }
  return true;
}

}  // namespace beachcomb::rules
