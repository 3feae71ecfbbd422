// SPDX-License-Identifier: Apache-2.0
//
// What values can be. A comparison that is not asked exactly leaves one
// question: could this be so if the string did not occur? If not, the string is
// needed. That covers #a > 2, #a + #b > 3, @a < 100, uint8(@a + 1) == 5 and
// what else there is, without a list.
#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "rules/condition_needs.h"
#include "rules/need_tree.h"

namespace beachcomb::rules {
namespace {

// libyara counts matches in 32 bits, and scans what fits into memory.
constexpr std::int64_t kMaxCount = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t kMaxPlace = std::int64_t{1} << 56;

// Functions of the module pe that are undefined where there is no program.
constexpr std::string_view kOfPrograms[] = {
    "exports",  "exports_index", "imphash",  "imports", "is_32bit",
    "is_64bit", "is_dll",        "language", "locale",  "section_index"};

// Constants are spelled so, and are always defined.
bool is_upper(std::string_view name) {
  return std::none_of(name.begin(), name.end(),
                      [](char c) { return 'a' <= c && c <= 'z'; });
}

}  // namespace

Interval ConditionNeeds::value(const Expr& e, const Absent& absent) {
  if (out_of_budget()) return Interval::unknown();
  switch (e.kind) {
    case ExprKind::integer:
      return Interval::exactly(e.integer);
    case ExprKind::filesize:
      return Interval::between(0, kMaxPlace);
    case ExprKind::entrypoint:
      return Interval::any_integer();
    case ExprKind::identifier:
      return identifier_value(e);
    case ExprKind::count:
    case ExprKind::offset:
    case ExprKind::length:
      return string_value(e, absent);
    case ExprKind::read_integer: {
      const Interval place = value(*e.args[0], absent);
      // Before the file there is nothing, and an offset that is undefined is a
      // place far behind it.
      if (!place.defined || (place.integer && place.max < 0)) {
        return Interval::nothing();
      }
      const std::int64_t size = std::int64_t{1} << e.read.bits;
      return (e.read.is_signed ? Interval::between(-size / 2, size / 2 - 1)
                               : Interval::between(0, size - 1))
          .or_undefined();
    }
    case ExprKind::minus:
    case ExprKind::bit_not:
      return apply(e.kind, value(*e.args[0], absent));
    case ExprKind::bit_or:
    case ExprKind::bit_xor:
    case ExprKind::bit_and:
    case ExprKind::shift_left:
    case ExprKind::shift_right:
    case ExprKind::add:
    case ExprKind::subtract:
    case ExprKind::multiply:
    case ExprKind::divide:
    case ExprKind::modulo:
      return apply(e.kind, value(*e.args[0], absent),
                   value(*e.args[1], absent));
    case ExprKind::member:
    case ExprKind::index:
    case ExprKind::call:
      return module_value(e, absent);
    default:
      return Interval::unknown();
  }
}

Interval ConditionNeeds::identifier_value(const Expr& e) const {
  const Binding* binding = find_binding(e.text);
  if (binding != nullptr && binding->integer) {
    return Interval::exactly(*binding->integer);
  }
  return Interval::unknown();
}

Interval ConditionNeeds::string_value(const Expr& e, const Absent& absent) {
  bool undefined = false;
  for (const ExprPtr& arg : e.args) {
    const Interval v = value(*arg, absent);
    if (!v.defined) return Interval::nothing();
    undefined = undefined || v.undefined;
  }
  const std::optional<std::size_t> string = find_string(e.text);
  const bool gone = string && absent.has(*string) && !matches_empty_[*string];
  if (e.kind == ExprKind::count) {
    const Interval count = Interval::between(0, gone ? 0 : kMaxCount);
    return undefined ? count.or_undefined() : count;
  }
  // The place or the length of a match that is not there is undefined.
  if (gone) return Interval::nothing();
  return Interval::between(0, kMaxPlace).or_undefined();
}

// What is taken of a module, or of what was. Where the content is no program of
// Windows, pe has constants, is_pe, which is 0, and nothing else.
Interval ConditionNeeds::module_value(const Expr& e, const Absent& absent) {
  if (!absent.program) return Interval::unknown();
  const Expr& of = *e.args[0];
  if (e.kind == ExprKind::call) {
    const bool gone =
        of.kind == ExprKind::member && is_module(*of.args[0], "pe") &&
        std::find(std::begin(kOfPrograms), std::end(kOfPrograms), of.text) !=
            std::end(kOfPrograms);
    return gone ? Interval::nothing() : Interval::unknown();
  }
  if (!is_module(of, "pe")) {
    return value(of, absent).defined ? Interval::unknown()
                                     : Interval::nothing();
  }
  if (e.text == "is_pe") return Interval::exactly(0);
  return is_upper(e.text) ? Interval::unknown() : Interval::nothing();
}

// A value where a truth is expected.
Need ConditionNeeds::truth_of_value(const Expr& e, Want want) {
  const ExprKind op = want == Want::fails ? ExprKind::eq : ExprKind::ne;
  return general_comparison(e, op, e, nullptr, want);
}

// `right` null stands for zero.
Need ConditionNeeds::general_comparison(const Expr& e, ExprKind op,
                                        const Expr& left, const Expr* right,
                                        Want want) {
  Subjects subjects;
  collect(left, &subjects);
  if (right != nullptr) collect(*right, &subjects);
  const auto right_value = [&](const Absent& absent) {
    return right != nullptr ? value(*right, absent) : Interval::exactly(0);
  };
  Need found = needed(e, subjects, [&](const Absent& absent) {
    const Interval a = value(left, absent);
    const Interval b = right_value(absent);
    const bool undefined = a.undefined || b.undefined;
    return may_compare(op, a, b) || (want != Want::holds && undefined);
  });
  const bool always = found.kind == Need::Kind::yes &&
                      value(left, {}).constant() && right_value({}).constant();
  return always ? constant(e, true) : found;
}

Need ConditionNeeds::has_value(const Expr& e, const Expr& operand) {
  Subjects subjects;
  collect(operand, &subjects);
  return needed(e, subjects, [&](const Absent& absent) {
    return value(operand, absent).defined;
  });
}

// What has to be there, given what is possible without. libyara takes nothing
// for a program that does not begin so.
Need ConditionNeeds::needed(
    const Expr& e, const Subjects& subjects,
    const std::function<bool(const Absent&)>& possible) {
  Need strings = needed_strings(e, subjects.strings, possible);
  if (!subjects.program || possible({.program = true})) return strings;
  constexpr std::int64_t kMz = 0x5a4d;
  return all_of(
      {std::move(strings), read_need({16, false, false}, 0, kMz, kMz, e.span)});
}

// Which strings have to occur, given what is possible without them.
Need ConditionNeeds::needed_strings(
    const Expr& e, const std::vector<std::size_t>& strings,
    const std::function<bool(const Absent&)>& possible) {
  if (!possible({})) return no();
  std::vector<Need> together;
  std::vector<Need> alternatives;
  for (const std::size_t string : strings) {
    alternatives.push_back(occurs(e, string));
    if (!possible({.one = string})) together.push_back(alternatives.back());
  }
  if (!together.empty()) return all_of(std::move(together));
  // An analysis that ran out of budget has seen nothing.
  if (out_of_budget()) return unknown(e, Why::too_large);
  if (!strings.empty() && !possible({.all = true})) {
    return any_of(std::move(alternatives));
  }
  return unknown(e, strings.empty() ? Why::unknown : Why::absence);
}

void ConditionNeeds::collect(const Expr& e, Subjects* subjects) const {
  const bool property = e.kind == ExprKind::count ||
                        e.kind == ExprKind::offset ||
                        e.kind == ExprKind::length;
  if (property) {
    if (const auto string = find_string(e.text)) {
      subjects->strings.push_back(*string);
    }
  }
  if (is_module(e, "pe")) subjects->program = true;
  for (const ExprPtr& arg : e.args) collect(*arg, subjects);
}

}  // namespace beachcomb::rules
