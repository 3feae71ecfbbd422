// SPDX-License-Identifier: Apache-2.0
//
// From one condition to its need. Internal to the analysis (needs.h).
//
// Truth has three values in libyara. A comparison with something undefined (a
// read beyond the end of the file, @a of a string that does not occur) is
// undefined; `not` of that is undefined as well, and a rule whose condition is
// undefined does not match. But `and` and `or` turn undefined into false, so
// that `not (undefined and x)` is true. De Morgan's laws therefore need three
// questions where two values would need two: see Want.
//
// Which loops and which `not` are undefined has changed between 4.2 and 4.5.
// Where the versions differ, the weaker need is taken.
#ifndef BEACHCOMB_RULES_CONDITION_NEEDS_H_
#define BEACHCOMB_RULES_CONDITION_NEEDS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/ast.h"
#include "rules/interval.h"
#include "rules/needs.h"

namespace beachcomb::rules {

// What the analysis of all conditions of a namespace shares.
struct NeedsContext {
  const std::vector<const Rule*>& rules;
  const std::vector<std::string>& externals;
  bool complete = true;     // as in needs_of
  std::vector<Need> known;  // of the rules so far, without global rules
  std::map<std::string_view, std::size_t> index_of;  // into `known`, by name
};

// Why a part of a condition asks for nothing.
enum class Why : std::uint8_t {
  constant,      // it is true, whatever the file is
  absence,       // it holds where a string does not occur
  rule_absence,  // it holds where another rule does not
  unknown,       // only a scan can tell
  unknown_name,  // nor is it known what the identifier will be
  empty_match,   // the string matches the empty string
  too_large,     // the analysis gave up
};

class ConditionNeeds {
 public:
  // REQUIRES: the context outlives this; its `known` are the rules before
  // number `rule`.
  ConditionNeeds(std::uint32_t rule, const NeedsContext& context);

  Need run();

  // Whether this part of the condition may be true for some file, and whether
  // it may be anything else. REQUIRES: it stands in no loop.
  bool may_hold(const Expr& part);
  bool may_fail(const Expr& part);

 private:
  // What we ask of an expression that is true, false or undefined. `not` turns
  // `holds` into `fails`, `fails` into `not_false`, and `not_false` into
  // `fails`: the undefined stays undefined.
  enum class Want : std::uint8_t {
    holds,      // true
    fails,      // false or undefined
    not_false,  // true or undefined
  };

  // What is supposed not to be there, to see what follows: strings, or that the
  // content is a program of Windows.
  struct Absent {
    bool all = false;
    std::optional<std::size_t> one = std::nullopt;
    bool program = false;

    bool has(std::size_t string) const { return all || one == string; }
  };

  // What a value depends on that may be absent.
  struct Subjects {
    std::vector<std::size_t> strings;
    bool program = false;
  };

  // What a loop variable stands for; neither: nobody knows.
  struct Binding {
    std::string_view name;
    const Expr* text = nullptr;
    std::optional<std::int64_t> integer;
  };

  // How many of a set have to be true: nothing to ask, all, or so many.
  struct Wanted {
    bool nothing = false;
    bool all = false;
    std::uint64_t count = 1;
  };

  Need need(const Expr& e, Want want);
  Need unknown(const Expr& e, Why why = Why::unknown);
  Need constant(const Expr& e, bool value);

  // condition_needs.cc
  Need junction(const Expr& e, Want want);
  Need identifier(const Expr& e, Want want);
  Need rule_reference(const Expr& e, std::string_view name, Want want);
  Need defined(const Expr& e, Want want);
  Need string_use(const Expr& e, Want want);
  Need occurs(const Expr& e, std::optional<std::size_t> string);
  Need occurs_at(const Expr& e, std::optional<std::size_t> string,
                 const Expr& place);
  std::optional<std::size_t> find_string(std::string_view name) const;
  const Binding* find_binding(std::string_view name) const;
  bool is_external(std::string_view name) const;
  bool is_module(const Expr& e, std::string_view name) const;

  // condition_needs_values.cc
  Interval value(const Expr& e, const Absent& absent);
  Interval identifier_value(const Expr& e) const;
  Interval string_value(const Expr& e, const Absent& absent);
  Interval module_value(const Expr& e, const Absent& absent);
  Need truth_of_value(const Expr& e, Want want);
  Need general_comparison(const Expr& e, ExprKind op, const Expr& left,
                          const Expr* right, Want want);
  Need has_value(const Expr& e, const Expr& operand);
  void collect(const Expr& e, Subjects* subjects) const;
  Need needed(const Expr& e, const Subjects& subjects,
              const std::function<bool(const Absent&)>& possible);
  Need needed_strings(const Expr& e, const std::vector<std::size_t>& strings,
                      const std::function<bool(const Absent&)>& possible);

  // condition_needs_comparisons.cc
  Need comparison(const Expr& e, Want want);
  std::optional<Need> exact(const Expr& e, ExprKind op, const Expr& left,
                            const Expr& right, Want want);
  Need size_comparison(const Expr& e, ExprKind op, std::int64_t bound);
  std::optional<Need> read_comparison(const Expr& e, ExprKind op,
                                      const Expr& read, std::int64_t bound,
                                      Want want);
  std::optional<std::int64_t> place_of(const Expr& read);
  std::optional<Need> external_comparison(const Expr& e, ExprKind op,
                                          const Expr& left, const Expr& right,
                                          Want want) const;

  // condition_needs_loops.cc
  Wanted wanted(const Quantifier& quantifier, std::size_t size);
  Need of(const Expr& e, Want want);
  Need of_rules(const Expr& e);
  std::vector<std::size_t> members(const Loop& loop, bool* complete) const;
  Need for_of(const Expr& e);
  Need for_in(const Expr& e);
  Need turns_of(const Expr& body, std::vector<Need> turns,
                const Wanted& wanted) const;
  std::optional<std::vector<Binding>> items(const Loop& loop);
  bool is_zero_or_one(const Expr& e) const;

  bool out_of_budget() {
    if (budget_ > 0) --budget_;
    return budget_ == 0;
  }

  const Rule& rule_;
  const std::uint32_t number_;
  const NeedsContext& context_;
  std::unordered_map<std::string_view, std::size_t> string_index_;
  std::vector<bool> matches_empty_;            // by string
  std::optional<std::size_t> current_string_;  // what $ stands for
  std::vector<Binding> bindings_;
  // Of the source, for reasons; loops ask for the same ones again and again.
  std::unordered_map<const Expr*, std::string> excerpts_;
  // Bounds time and size where loops and references multiply. libyara itself
  // takes at most 10,000 strings in a rule.
  static constexpr std::size_t kBudget = 50'000;
  std::size_t budget_ = kBudget;
};

// The bytes with which every match of a string begins: the first of them that
// are the same for all matches. Empty if there is nothing to say.
std::string first_bytes(const StringDecl& string);

// Whether a string may match without taking a byte.
bool matches_empty(const StringDecl& string);

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_CONDITION_NEEDS_H_
