// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_RULES_TOKEN_STREAM_H_
#define BEACHCOMB_RULES_TOKEN_STREAM_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/ast.h"
#include "rules/lexer.h"

namespace beachcomb::rules {

// The tokens of one top-level item, read from left to right. Once there is an
// error the item is lost and its parser unwinds, to where it can go on and see
// what else is wrong, if there is such a place.
class TokenStream {
 public:
  // REQUIRES: there is at least one token
  TokenStream(std::string_view source, std::span<const Token> tokens)
      : source_(source), tokens_(tokens) {
    const Position end = tokens.back().span.end;
    end_.span = {end, end};
  }

  const Token& peek(std::size_t ahead = 0) const {
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead] : end_;
  }
  TokenKind kind(std::size_t ahead = 0) const { return peek(ahead).kind; }
  bool is(TokenKind k) const { return kind() == k; }

  // The end token is never passed.
  const Token& take() {
    const Token& token = peek();
    if (at_ < tokens_.size()) ++at_;
    return token;
  }
  bool accept(TokenKind k) {
    if (!is(k)) return false;
    take();
    return true;
  }
  // `what` is how the user knows it: "'{'", "identifier".
  bool expect(TokenKind k, const char* what) {
    return accept(k) || fail_expected(what);
  }

  std::string_view text(const Token& token) const {
    return token.span.in(source_);
  }

  // Where the last token that was taken ends.
  Position last_end() const {
    return at_ == 0 ? peek().span.begin : tokens_[at_ - 1].span.end;
  }
  Span span_from(const Position& begin) const { return {begin, last_end()}; }

  // All return false, so that a parser can `return fail(...)`.
  bool fail(const Span& span, std::string message) {
    if (!failed_) errors_.push_back({span, std::move(message)});
    failed_ = true;
    return false;
  }
  bool fail_expected(const char* what) {
    const Token& token = peek();
    if (token.kind == TokenKind::error) {
      return fail(token.span, token.message);
    }
    std::string message = "unexpected ";
    if (token.kind == TokenKind::end) {
      message += "end of rule";
    } else {
      constexpr std::size_t kLongest = 40;
      message += '\'';
      message += text(token).substr(0, kLongest);
      if (text(token).size() > kLongest) message += "...";
      message += '\'';
    }
    message += ", expected ";
    message += what;
    return fail(token.span, std::move(message));
  }

  bool failed() const { return failed_; }
  // REQUIRES: failed(). Keeps the error, and goes on with the next token for
  // which `can_go_on` holds; false when there is none.
  template <typename Predicate>
  bool recover(Predicate can_go_on) {
    for (std::size_t at = at_; at < tokens_.size(); ++at) {
      at_ = at;
      if (!can_go_on()) continue;
      failed_ = false;
      return true;
    }
    return false;
  }
  // In source order, each where the parser could not go on.
  const std::vector<Diagnostic>& errors() const { return errors_; }

 private:
  std::string_view source_;
  std::span<const Token> tokens_;
  std::size_t at_ = 0;
  Token end_;
  bool failed_ = false;
  std::vector<Diagnostic> errors_;
};

// What stands after `condition:`. Null if it does not parse.
ExprPtr parse_condition(TokenStream& in);

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_TOKEN_STREAM_H_
