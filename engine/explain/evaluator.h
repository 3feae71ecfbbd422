// SPDX-License-Identifier: Apache-2.0
//
// Conditions, evaluated as libyara does it.
//
// libyara compiles a condition into code for a stack machine, and what that
// machine does is the meaning of YARA, oddities included: "and" and "or" are
// never undefined, "for none" is true of any loop that takes a turn (before
// 4.3), an integer as the body of a loop counts as many turns as it is large.
// This walks over the syntax tree instead, since only there each part can be
// shown with what it came to, and does the same thing at each node that
// libyara's code for it would do.
//
// What can only be known by running libyara (modules, regular expressions on
// texts, the entry point) is in Known::asked, by the expression.
#ifndef BEACHCOMB_EXPLAIN_EVALUATOR_H_
#define BEACHCOMB_EXPLAIN_EVALUATOR_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/explain.h"
#include "explain/value.h"
#include "rules/ast.h"

namespace beachcomb::explain {

// Where a string stands.
struct Hit {
  std::int64_t offset = 0;
  std::int64_t length = 0;
};

// All that a condition can ask about.
struct Known {
  Bytes bytes;
  bool syntax_43 = false;  // libyara is 4.3 or later
  const rules::Rule* rule = nullptr;
  std::vector<std::vector<Hit>> strings;  // by declaration, by offset
  std::map<std::string, Value, std::less<>> externals;
  // The rules of the pack up to this one, in their order; itself is false.
  std::vector<std::pair<std::string, bool>> rules;
  // Rules with the same names in other packs count for wildcards, too.
  bool has_namesakes = false;
  std::map<const rules::Expr*, Truth> asked;
};

class Evaluator {
 public:
  // `known` must outlive it.
  explicit Evaluator(const Known& known);

  // Adds what it came to and why to `part`, if there is one.
  Value evaluate(const rules::Expr& e, ConditionPart* part);

 private:
  // Where values are noted that a part is made of.
  using Notes = std::vector<std::pair<std::string, std::string>>;

  Value condition(const rules::Expr& e, ConditionPart* part);
  Value composite(const rules::Expr& e, ConditionPart* part);
  Value value(const rules::Expr& e, Notes* notes);
  Value evaluate_value(const rules::Expr& e, Notes* notes);
  Value string_found(const rules::Expr& e, Notes* notes);
  Value string_property(const rules::Expr& e, Notes* notes);
  Value read(const rules::Expr& e, Notes* notes);
  Value identifier(const rules::Expr& e, Notes* notes);
  Value two_operands(const rules::Expr& e, Notes* notes);

  Value of(const rules::Expr& e, ConditionPart* part);
  Value loop(const rules::Expr& e, ConditionPart* part);
  struct Turn;
  struct Turns;
  struct Tally;
  Turns turns_of(const rules::Loop& loop, Notes* notes);
  bool take_turn(const rules::Loop& loop, const Turn& turn, ConditionPart* part,
                 Tally* tally);
  Value loop_result(const Tally& tally, bool over_strings) const;
  Value quantifier(const rules::Quantifier& q, Notes* notes);
  std::vector<std::size_t> strings_in(const rules::Loop& loop) const;
  std::vector<std::size_t> rules_in(const rules::Loop& loop) const;
  bool in_place(const std::vector<Hit>& hits, const rules::Loop& loop,
                const Value& low, const Value& high) const;

  // The number of "$a"; of "$" that of the loop's current string.
  std::size_t string_number(std::string_view name) const;
  std::string string_name(const rules::Expr& e, char mark) const;
  ConditionPart string_part(std::size_t number) const;

  const Known& known_;
  std::map<std::string, std::size_t, std::less<>> string_numbers_;
  std::vector<std::size_t> current_strings_;
  std::vector<std::pair<std::string, Value>> variables_;
  std::uint64_t steps_ = 0;
};

// "2", "1.5", "\"abc\"", "undefined".
std::string show(const Value& value);

Truth truth_of(const Value& value);

// x == y, x + y and the like, as libyara's machine has them.
Value apply(rules::ExprKind op, const Value& left, const Value& right);
Value negate(const Value& value);  // minus

}  // namespace beachcomb::explain

#endif  // BEACHCOMB_EXPLAIN_EVALUATOR_H_
