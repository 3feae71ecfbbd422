// SPDX-License-Identifier: Apache-2.0
//
// Conditions, by recursive descent.
//
// YARA's grammar has two classes of expressions that share the parentheses:
// values ("primary": integers, strings, module fields) and truths. Arithmetic
// and comparisons take values only, `and` takes both. A parser that knew the
// class beforehand would need unbounded look-ahead at "(", so this one parses
// whatever stands in the parentheses and asks afterwards: is_value(). The rest
// is libyara's table of precedences, with its two oddities: comparisons do not
// chain (1 < 2 < 3 is no condition), and the percent sign of "50% of them" is
// told from the modulo operator by the `of` behind it.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "rules/condition_parser.h"

namespace beachcomb::rules {
namespace {

struct BinaryOperator {
  TokenKind token;
  ExprKind kind;
};

constexpr BinaryOperator kArithmetic[] = {
    {TokenKind::pipe, ExprKind::bit_or},
    {TokenKind::caret, ExprKind::bit_xor},
    {TokenKind::ampersand, ExprKind::bit_and},
    {TokenKind::shift_left, ExprKind::shift_left},
    {TokenKind::shift_right, ExprKind::shift_right},
    {TokenKind::plus, ExprKind::add},
    {TokenKind::minus, ExprKind::subtract},
    {TokenKind::star, ExprKind::multiply},
    {TokenKind::backslash, ExprKind::divide},
    {TokenKind::percent, ExprKind::modulo},
};

constexpr BinaryOperator kComparisons[] = {
    {TokenKind::eq, ExprKind::eq},
    {TokenKind::ne, ExprKind::ne},
    {TokenKind::lt, ExprKind::lt},
    {TokenKind::le, ExprKind::le},
    {TokenKind::gt, ExprKind::gt},
    {TokenKind::ge, ExprKind::ge},
    {TokenKind::kw_contains, ExprKind::contains},
    {TokenKind::kw_icontains, ExprKind::icontains},
    {TokenKind::kw_startswith, ExprKind::startswith},
    {TokenKind::kw_istartswith, ExprKind::istartswith},
    {TokenKind::kw_endswith, ExprKind::endswith},
    {TokenKind::kw_iendswith, ExprKind::iendswith},
    {TokenKind::kw_iequals, ExprKind::iequals},
    {TokenKind::kw_matches, ExprKind::matches},
};

template <std::size_t N>
std::optional<ExprKind> lookup(const BinaryOperator (&table)[N],
                               TokenKind token) {
  for (const BinaryOperator& op : table) {
    if (op.token == token) return op.kind;
  }
  return std::nullopt;
}

// Whether libyara's grammar calls this a primary expression.
bool is_value(const Expr& e) {
  switch (e.kind) {
    case ExprKind::boolean:
    case ExprKind::string:
    case ExprKind::string_at:
    case ExprKind::string_in:
    case ExprKind::of:
    case ExprKind::for_of:
    case ExprKind::for_in:
      return false;
    default:
      return precedence(e.kind) > Precedence::comparison;
  }
}

}  // namespace

ExprPtr ConditionParser::finish(ExprPtr e, const Position& begin) {
  int height = 0;
  const auto add = [&height](const ExprPtr& child) {
    if (child) height = std::max<int>(height, child->height);
  };
  for (const ExprPtr& arg : e->args) add(arg);
  if (e->loop) {
    add(e->loop->quantifier.value);
    add(e->loop->body);
    for (const ExprPtr& x : e->loop->operands) add(x);
    for (const ExprPtr& x : e->loop->place_args) add(x);
  }
  e->span = in_.span_from(begin);
  if (height + 1 > kMaxDepth) {
    in_.fail(e->span, "condition nested too deep");
    return nullptr;
  }
  e->height = static_cast<std::uint16_t>(height + 1);
  return e;
}

// a or b or c is one node with three children: chains of thousands are in use,
// and a tree of that height is not.
ExprPtr ConditionParser::chain(ExprKind kind, TokenKind token,
                               ExprPtr (ConditionParser::*operand)()) {
  const Position begin = here();
  ExprPtr first = (this->*operand)();
  if (!first || !in_.is(token)) return first;
  ExprPtr whole = node(kind);
  whole->args.push_back(std::move(first));
  while (in_.accept(token)) {
    ExprPtr next = (this->*operand)();
    if (!next) return nullptr;
    whole->args.push_back(std::move(next));
  }
  return finish(std::move(whole), begin);
}

ExprPtr ConditionParser::disjunction() {
  return chain(ExprKind::or_, TokenKind::kw_or, &ConditionParser::conjunction);
}

ExprPtr ConditionParser::conjunction() {
  return chain(ExprKind::and_, TokenKind::kw_and, &ConditionParser::negation);
}

ExprPtr ConditionParser::negation() {
  if (!in_.is(TokenKind::kw_not) && !in_.is(TokenKind::kw_defined)) {
    return truth();
  }
  const Level level(&depth_);
  if (too_deep()) return nullptr;
  const Position begin = here();
  ExprPtr e =
      node(in_.is(TokenKind::kw_not) ? ExprKind::not_ : ExprKind::defined);
  in_.take();
  ExprPtr operand = negation();
  if (!operand) return nullptr;
  e->args.push_back(std::move(operand));
  return finish(std::move(e), begin);
}

// Anything that `not`, `and` and `or` join.
ExprPtr ConditionParser::truth() {
  const Position begin = here();
  switch (in_.kind()) {
    case TokenKind::kw_true:
    case TokenKind::kw_false: {
      const bool yes = in_.is(TokenKind::kw_true);
      ExprPtr e = leaf(ExprKind::boolean);
      if (e) e->integer = yes ? 1 : 0;
      return e;
    }
    case TokenKind::string_id:
      return string_use();
    case TokenKind::kw_for:
      return for_loop();
    default: {
      Quantifier quantifier;
      if (keyword_quantifier(&quantifier)) {
        if (!in_.is(TokenKind::kw_of)) return expected("of");
        return of(std::move(quantifier), begin);
      }
      ExprPtr left = arithmetic(Precedence::bit_or);
      if (!left || !is_value(*left)) return left;
      return after_value(std::move(left), begin);
    }
  }
}

ExprPtr ConditionParser::string_use() {
  const Position begin = here();
  ExprPtr e = node(ExprKind::string);
  e->text = in_.text(in_.take());
  if (in_.accept(TokenKind::kw_at)) {
    e->kind = ExprKind::string_at;
    ExprPtr place = value();
    if (!place) return nullptr;
    e->args.push_back(std::move(place));
  } else if (in_.accept(TokenKind::kw_in)) {
    e->kind = ExprKind::string_in;
    if (!range(&e->args)) return nullptr;
  }
  return finish(std::move(e), begin);
}

// A value may be all, or begin a comparison, or say how many.
ExprPtr ConditionParser::after_value(ExprPtr left, const Position& begin) {
  if (const auto kind = lookup(kComparisons, in_.kind())) {
    return comparison(*kind, std::move(left), begin);
  }
  const bool percent =
      in_.is(TokenKind::percent) && in_.kind(1) == TokenKind::kw_of;
  if (!percent && !in_.is(TokenKind::kw_of)) return left;
  Quantifier quantifier;
  quantifier.kind =
      percent ? Quantifier::Kind::percent : Quantifier::Kind::count;
  if (percent) {
    // The % binds what is before it like a modulo would.
    if (precedence(left->kind) < Precedence::product &&
        left->parentheses == 0) {
      return expected("parentheses around the percentage");
    }
    in_.take();
  }
  quantifier.value = std::move(left);
  quantifier.span = in_.span_from(begin);
  return of(std::move(quantifier), begin);
}

ExprPtr ConditionParser::comparison(ExprKind kind, ExprPtr left,
                                    const Position& begin) {
  in_.take();
  ExprPtr right;
  if (kind != ExprKind::matches) {
    right = value();
  } else if (in_.is(TokenKind::regexp)) {
    right = regexp_literal();
  } else {
    return expected("regular expression");
  }
  if (!right) return nullptr;
  ExprPtr e = node(kind);
  e->args.push_back(std::move(left));
  e->args.push_back(std::move(right));
  return finish(std::move(e), begin);
}

ExprPtr ConditionParser::value() {
  const Token& first = in_.peek();
  ExprPtr e = arithmetic(Precedence::bit_or);
  if (e && !is_value(*e)) {
    in_.fail({first.span.begin, in_.last_end()},
             "expected a value, not a condition");
    return nullptr;
  }
  return e;
}

ExprPtr ConditionParser::arithmetic(Precedence loosest) {
  const Position begin = here();
  ExprPtr left = unary();
  while (left) {
    const auto kind = lookup(kArithmetic, in_.kind());
    if (!kind || precedence(*kind) < loosest || !is_value(*left)) break;
    if (*kind == ExprKind::modulo && in_.kind(1) == TokenKind::kw_of) break;
    in_.take();
    const auto tighter =
        static_cast<Precedence>(static_cast<int>(precedence(*kind)) + 1);
    const Position right_begin = here();
    ExprPtr right = arithmetic(tighter);
    if (!right) return nullptr;
    if (!is_value(*right)) {
      in_.fail(in_.span_from(right_begin), "expected a value, not a condition");
      return nullptr;
    }
    ExprPtr e = node(*kind);
    e->args.push_back(std::move(left));
    e->args.push_back(std::move(right));
    left = finish(std::move(e), begin);
  }
  return left;
}

ExprPtr ConditionParser::unary() {
  const bool minus = in_.is(TokenKind::minus);
  if (!minus && !in_.is(TokenKind::tilde)) return atom();
  const Level level(&depth_);
  if (too_deep()) return nullptr;
  const Position begin = here();
  in_.take();
  const Position operand_begin = here();
  ExprPtr operand = unary();
  if (!operand) return nullptr;
  if (!is_value(*operand)) {
    in_.fail(in_.span_from(operand_begin), "expected a value, not a condition");
    return nullptr;
  }
  ExprPtr e = node(minus ? ExprKind::minus : ExprKind::bit_not);
  e->args.push_back(std::move(operand));
  return finish(std::move(e), begin);
}

ExprPtr parse_condition(TokenStream& in) { return ConditionParser(in).run(); }

}  // namespace beachcomb::rules
