// SPDX-License-Identifier: Apache-2.0
//
// The values that conditions are made of: literals, reads, properties of
// strings, and the chains that hang on an identifier.
#include <optional>
#include <string_view>
#include <utility>

#include "rules/condition_parser.h"
#include "rules/literals.h"

namespace beachcomb::rules {
namespace {

// "uint16be" in its parts.
IntegerRead parse_read(std::string_view name) {
  IntegerRead read;
  read.is_signed = name[0] == 'i';
  read.big_endian = name.ends_with("be");
  if (name.find("16") != std::string_view::npos) read.bits = 16;
  if (name.find("32") != std::string_view::npos) read.bits = 32;
  return read;
}

}  // namespace

ExprPtr ConditionParser::atom() {
  const Level level(&depth_);
  if (too_deep()) return nullptr;
  switch (in_.kind()) {
    case TokenKind::left_paren:
      return parenthesised();
    case TokenKind::integer:
    case TokenKind::real:
    case TokenKind::text:
      return literal();
    case TokenKind::regexp:
      return regexp_literal();
    case TokenKind::kw_filesize:
      return leaf(ExprKind::filesize);
    case TokenKind::kw_entrypoint:
      return leaf(ExprKind::entrypoint);
    case TokenKind::integer_function:
      return read_integer();
    case TokenKind::string_count:
    case TokenKind::string_offset:
    case TokenKind::string_length:
      return string_property();
    case TokenKind::identifier:
      return identifier();
    default:
      return expected("an expression");
  }
}

// The node inside stays itself; parents take the parentheses into their spans.
ExprPtr ConditionParser::parenthesised() {
  in_.take();
  ExprPtr inner = disjunction();
  if (!inner || !in_.expect(TokenKind::right_paren, "')'")) return nullptr;
  ++inner->parentheses;
  return inner;
}

ExprPtr ConditionParser::literal() {
  const Token& token = in_.take();
  ExprPtr e = node(ExprKind::integer);
  e->spelling = in_.text(token);
  if (token.kind == TokenKind::text) {
    e->kind = ExprKind::text;
    e->text = unquote(e->spelling);
  } else if (token.kind == TokenKind::real) {
    e->kind = ExprKind::real;
    e->real = parse_real(e->spelling);
  } else if (const auto value = parse_integer(e->spelling)) {
    e->integer = *value;
  } else {
    in_.fail(token.span, "integer does not fit in 64 bits");
    return nullptr;
  }
  return finish(std::move(e), token.span.begin);
}

ExprPtr ConditionParser::regexp_literal() {
  const Token& token = in_.take();
  Diagnostic problem;
  std::optional<Regexp> regexp =
      parse_regexp(in_.text(token), token.span.begin, &problem);
  if (!regexp) {
    in_.fail(problem.span, problem.message);
    return nullptr;
  }
  ExprPtr e = node(ExprKind::regexp);
  e->regexp = std::make_unique<Regexp>(std::move(*regexp));
  return finish(std::move(e), token.span.begin);
}

ExprPtr ConditionParser::read_integer() {
  const Position begin = here();
  ExprPtr e = node(ExprKind::read_integer);
  e->read = parse_read(in_.text(in_.take()));
  if (!in_.expect(TokenKind::left_paren, "'('")) return nullptr;
  ExprPtr place = value();
  if (!place || !in_.expect(TokenKind::right_paren, "')'")) return nullptr;
  e->args.push_back(std::move(place));
  return finish(std::move(e), begin);
}

// #a, #a in (x..y), @a, @a[i], !a, !a[i]
ExprPtr ConditionParser::string_property() {
  const Token& token = in_.take();
  ExprPtr e = node(token.kind == TokenKind::string_count    ? ExprKind::count
                   : token.kind == TokenKind::string_offset ? ExprKind::offset
                                                            : ExprKind::length);
  e->text = in_.text(token);
  e->text[0] = '$';
  if (e->kind == ExprKind::count) {
    if (in_.accept(TokenKind::kw_in) && !range(&e->args)) return nullptr;
  } else if (in_.accept(TokenKind::left_bracket)) {
    ExprPtr which = value();
    if (!which || !in_.expect(TokenKind::right_bracket, "']'")) return nullptr;
    e->args.push_back(std::move(which));
  }
  return finish(std::move(e), token.span.begin);
}

ExprPtr ConditionParser::identifier() {
  const Position begin = here();
  ExprPtr e = node(ExprKind::identifier);
  e->text = in_.text(in_.take());
  e = finish(std::move(e), begin);
  while (e) {
    ExprPtr next;
    if (in_.accept(TokenKind::dot)) {
      if (!in_.is(TokenKind::identifier)) return expected("identifier");
      next = node(ExprKind::member);
      next->text = in_.text(in_.take());
      next->args.push_back(std::move(e));
    } else if (in_.accept(TokenKind::left_bracket)) {
      next = node(ExprKind::index);
      next->args.push_back(std::move(e));
      ExprPtr which = value();
      if (!which) return nullptr;
      next->args.push_back(std::move(which));
      if (!in_.expect(TokenKind::right_bracket, "']'")) return nullptr;
    } else if (in_.is(TokenKind::left_paren)) {
      next = call(std::move(e));
      if (!next) return nullptr;
    } else {
      break;
    }
    e = finish(std::move(next), begin);
  }
  return e;
}

ExprPtr ConditionParser::call(ExprPtr callee) {
  in_.take();
  ExprPtr e = node(ExprKind::call);
  e->args.push_back(std::move(callee));
  if (in_.accept(TokenKind::right_paren)) return e;
  do {
    ExprPtr argument = disjunction();
    if (!argument) return nullptr;
    e->args.push_back(std::move(argument));
  } while (in_.accept(TokenKind::comma));
  if (!in_.expect(TokenKind::right_paren, "')'")) return nullptr;
  return e;
}

}  // namespace beachcomb::rules
