// SPDX-License-Identifier: Apache-2.0
//
// Everything that ranges over a set: `of`, `for ... of`, `for ... in`.
#include <utility>

#include "rules/condition_parser.h"

namespace beachcomb::rules {

// (x..y)
bool ConditionParser::range(std::vector<ExprPtr>* bounds) {
  if (!in_.expect(TokenKind::left_paren, "'('")) return false;
  ExprPtr low = value();
  if (!low || !in_.expect(TokenKind::dot_dot, "'..'")) return false;
  ExprPtr high = value();
  if (!high || !in_.expect(TokenKind::right_paren, "')'")) return false;
  bounds->push_back(std::move(low));
  bounds->push_back(std::move(high));
  return true;
}

// Takes all, any or none; false, and nothing taken, if there is none of them.
bool ConditionParser::keyword_quantifier(Quantifier* quantifier) {
  switch (in_.kind()) {
    case TokenKind::kw_all:
      quantifier->kind = Quantifier::Kind::all;
      break;
    case TokenKind::kw_any:
      quantifier->kind = Quantifier::Kind::any;
      break;
    case TokenKind::kw_none:
      quantifier->kind = Quantifier::Kind::none;
      break;
    default:
      return false;
  }
  quantifier->span = in_.take().span;
  return true;
}

// At the `of` of an expression that is not a loop.
ExprPtr ConditionParser::of(Quantifier quantifier, const Position& begin) {
  in_.take();
  ExprPtr e = node(ExprKind::of);
  e->loop = std::make_unique<Loop>();
  Loop& loop = *e->loop;
  loop.quantifier = std::move(quantifier);
  if (!string_set(&loop)) return nullptr;
  // libyara has the places for strings, and not behind a percentage.
  const bool may_have_place = loop.over != Loop::Over::rules &&
                              loop.quantifier.kind != Quantifier::Kind::percent;
  if (may_have_place && in_.accept(TokenKind::kw_at)) {
    loop.place = Loop::Place::at;
    ExprPtr place = value();
    if (!place) return nullptr;
    loop.place_args.push_back(std::move(place));
  } else if (may_have_place && in_.accept(TokenKind::kw_in)) {
    loop.place = Loop::Place::in;
    if (!range(&loop.place_args)) return nullptr;
  }
  return finish(std::move(e), begin);
}

// them, ($a, $b*), (rule, rule_*)
bool ConditionParser::string_set(Loop* loop) {
  const Position begin = here();
  if (in_.accept(TokenKind::kw_them)) {
    loop->over = Loop::Over::them;
  } else {
    if (!in_.expect(TokenKind::left_paren, "'them' or '('")) return false;
    const bool rules = in_.is(TokenKind::identifier);
    loop->over = rules ? Loop::Over::rules : Loop::Over::strings;
    do {
      SetItem item;
      const Token& token = in_.peek();
      if (rules && !in_.is(TokenKind::identifier)) {
        return in_.fail_expected("rule identifier");
      }
      if (!rules && !in_.is(TokenKind::string_id) &&
          !in_.is(TokenKind::string_wildcard)) {
        return in_.fail_expected("string identifier");
      }
      in_.take();
      item.name = in_.text(token);
      if (token.kind == TokenKind::string_wildcard) {
        item.name.pop_back();
        item.wildcard = true;
      } else if (rules) {
        item.wildcard = in_.accept(TokenKind::star);
      }
      item.span = in_.span_from(token.span.begin);
      loop->set.push_back(std::move(item));
    } while (in_.accept(TokenKind::comma));
    if (!in_.expect(TokenKind::right_paren, "')'")) return false;
  }
  loop->set_span = in_.span_from(begin);
  return true;
}

ExprPtr ConditionParser::for_loop() {
  const Level level(&depth_);
  if (too_deep()) return nullptr;
  const Position begin = here();
  in_.take();
  ExprPtr e = node(ExprKind::for_of);
  e->loop = std::make_unique<Loop>();
  Loop& loop = *e->loop;
  if (!keyword_quantifier(&loop.quantifier)) {
    const Position value_begin = here();
    loop.quantifier.kind = Quantifier::Kind::count;
    loop.quantifier.value = value();
    if (!loop.quantifier.value) return nullptr;
    loop.quantifier.span = in_.span_from(value_begin);
  }
  if (in_.accept(TokenKind::kw_of)) {
    if (!string_set(&loop)) return nullptr;
    if (loop.over == Loop::Over::rules) {
      in_.fail(loop.set_span, "a loop runs over strings, not over rules");
      return nullptr;
    }
  } else {
    e->kind = ExprKind::for_in;
    if (!for_variables(&loop)) return nullptr;
    if (!in_.expect(TokenKind::kw_in, "'in'")) return nullptr;
    if (!iterator(&loop)) return nullptr;
  }
  if (!loop_body(&loop)) return nullptr;
  return finish(std::move(e), begin);
}

bool ConditionParser::for_variables(Loop* loop) {
  do {
    if (!in_.is(TokenKind::identifier)) {
      return in_.fail_expected("'of' or a loop variable");
    }
    const Token& token = in_.take();
    loop->variables.push_back({std::string(in_.text(token)), token.span});
  } while (in_.accept(TokenKind::comma));
  return true;
}

// pe.sections, (x..y), (1, 2, 3), ("a", "b")
bool ConditionParser::iterator(Loop* loop) {
  const Position begin = here();
  if (in_.is(TokenKind::identifier)) {
    loop->over = Loop::Over::collection;
    loop->operands.push_back(identifier());
    if (!loop->operands.back()) return false;
    loop->set_span = in_.span_from(begin);
    return true;
  }
  if (!in_.expect(TokenKind::left_paren, "a collection or '('")) return false;
  loop->over = Loop::Over::list;
  do {
    ExprPtr item = value();
    if (!item) return false;
    loop->operands.push_back(std::move(item));
    if (loop->operands.size() == 1 && in_.accept(TokenKind::dot_dot)) {
      loop->over = Loop::Over::range;
      ExprPtr high = value();
      if (!high) return false;
      loop->operands.push_back(std::move(high));
      break;
    }
  } while (in_.accept(TokenKind::comma));
  if (!in_.expect(TokenKind::right_paren, "')'")) return false;
  loop->set_span = in_.span_from(begin);
  return true;
}

// : ( ... )
bool ConditionParser::loop_body(Loop* loop) {
  if (!in_.expect(TokenKind::colon, "':'")) return false;
  if (!in_.expect(TokenKind::left_paren, "'('")) return false;
  loop->body = disjunction();
  return loop->body != nullptr && in_.expect(TokenKind::right_paren, "')'");
}

}  // namespace beachcomb::rules
