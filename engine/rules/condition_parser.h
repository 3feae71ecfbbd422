// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_RULES_CONDITION_PARSER_H_
#define BEACHCOMB_RULES_CONDITION_PARSER_H_

#include <memory>
#include <vector>

#include "rules/ast.h"
#include "rules/token_stream.h"

namespace beachcomb::rules {

// Recursive descent over one condition; internal to condition_*.cc. A function
// that returns null or false has left an error in the stream.
class ConditionParser {
 public:
  explicit ConditionParser(TokenStream& in) : in_(in) {}

  ExprPtr run() { return disjunction(); }

 private:
  // Counts the levels of recursion. Every cycle of the grammar passes one: an
  // atom, a loop or an operator with one operand.
  class Level {
   public:
    explicit Level(int* depth) : depth_(depth) { ++*depth_; }
    ~Level() { --*depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    int* depth_;
  };

  bool too_deep() {
    if (depth_ <= kMaxDepth) return false;
    in_.fail(in_.peek().span, "condition nested too deep");
    return true;
  }

  Position here() const { return in_.peek().span.begin; }

  static ExprPtr node(ExprKind kind) {
    auto e = std::make_unique<Expr>();
    e->kind = kind;
    return e;
  }
  ExprPtr finish(ExprPtr e, const Position& begin);
  ExprPtr leaf(ExprKind kind) {
    const Position begin = here();
    in_.take();
    return finish(node(kind), begin);
  }
  // Null, after an error.
  ExprPtr expected(const char* what) {
    in_.fail_expected(what);
    return nullptr;
  }

  ExprPtr disjunction();
  ExprPtr chain(ExprKind kind, TokenKind token,
                ExprPtr (ConditionParser::*operand)());
  ExprPtr conjunction();
  ExprPtr negation();
  ExprPtr truth();
  ExprPtr value();
  ExprPtr string_use();
  ExprPtr after_value(ExprPtr left, const Position& begin);
  ExprPtr comparison(ExprKind kind, ExprPtr left, const Position& begin);
  ExprPtr arithmetic(Precedence loosest);
  ExprPtr unary();
  ExprPtr atom();
  ExprPtr parenthesised();
  ExprPtr literal();
  ExprPtr regexp_literal();
  ExprPtr read_integer();
  ExprPtr string_property();
  ExprPtr identifier();
  ExprPtr call(ExprPtr callee);

  bool range(std::vector<ExprPtr>* bounds);
  bool keyword_quantifier(Quantifier* quantifier);
  ExprPtr of(Quantifier quantifier, const Position& begin);
  bool string_set(Loop* loop);
  ExprPtr for_loop();
  bool for_variables(Loop* loop);
  bool iterator(Loop* loop);
  bool loop_body(Loop* loop);

  TokenStream& in_;
  int depth_ = 0;
};

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_CONDITION_PARSER_H_
