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

// Whether the value is undefined where the content is no program of Windows,
// for all that is known: a field of the module pe, or what is made of one.
bool ConditionNeeds::is_of_program(const Expr& e) const {
  switch (e.kind) {
    case ExprKind::minus:
    case ExprKind::bit_not:
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
      return std::any_of(
          e.args.begin(), e.args.end(),
          [this](const ExprPtr& a) { return is_of_program(*a); });
    case ExprKind::index:
      return is_of_program(*e.args[0]);
    case ExprKind::member:
      if (is_module(*e.args[0], "pe")) {
        return e.text != "is_pe" && !is_upper(e.text);
      }
      return is_of_program(*e.args[0]);
    case ExprKind::call: {
      const Expr& function = *e.args[0];
      return function.kind == ExprKind::member &&
             is_module(*function.args[0], "pe") &&
             std::find(std::begin(kOfPrograms), std::end(kOfPrograms),
                       function.text) != std::end(kOfPrograms);
    }
    default:
      return false;
  }
}

// No scanner of files takes a program for one that does not begin so.
Need ConditionNeeds::begins_as_program(const Expr& e) const {
  constexpr std::int64_t kMz = 0x5a4d;
  return read_need({16, false, false}, 0, kMz, kMz, e.span);
}

// A value where a truth is expected.
Need ConditionNeeds::truth_of_value(const Expr& e, Want want) {
  // Elsewhere it is 0.
  const bool is_pe = e.kind == ExprKind::member && e.text == "is_pe" &&
                     is_module(*e.args[0], "pe");
  if (is_pe && want == Want::holds) return begins_as_program(e);
  const ExprKind op = want == Want::fails ? ExprKind::eq : ExprKind::ne;
  return general_comparison(e, op, e, nullptr, want);
}

// `right` null stands for zero.
Need ConditionNeeds::general_comparison(const Expr& e, ExprKind op,
                                        const Expr& left, const Expr* right,
                                        Want want) {
  std::vector<std::size_t> strings;
  collect_strings(left, &strings);
  if (right != nullptr) collect_strings(*right, &strings);
  const auto right_value = [&](const Absent& absent) {
    return right != nullptr ? value(*right, absent) : Interval::exactly(0);
  };
  Need found = needed_strings(e, strings, [&](const Absent& absent) {
    const Interval a = value(left, absent);
    const Interval b = right_value(absent);
    const bool undefined = a.undefined || b.undefined;
    return may_compare(op, a, b) || (want != Want::holds && undefined);
  });
  const bool always = found.kind == Need::Kind::yes &&
                      value(left, {}).constant() && right_value({}).constant();
  if (always) return constant(e, true);
  const bool of_program =
      is_of_program(left) || (right != nullptr && is_of_program(*right));
  if (!of_program || want != Want::holds) return found;
  return all_of({std::move(found), begins_as_program(e)});
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
    if (!possible({false, string})) together.push_back(alternatives.back());
  }
  if (!together.empty()) return all_of(std::move(together));
  // An analysis that ran out of budget has seen nothing.
  if (out_of_budget()) return unknown(e, Why::too_large);
  if (!strings.empty() && !possible({true, std::nullopt})) {
    return any_of(std::move(alternatives));
  }
  return unknown(e, strings.empty() ? Why::unknown : Why::absence);
}

void ConditionNeeds::collect_strings(const Expr& e,
                                     std::vector<std::size_t>* strings) const {
  const bool property = e.kind == ExprKind::count ||
                        e.kind == ExprKind::offset ||
                        e.kind == ExprKind::length;
  if (property) {
    if (const auto string = find_string(e.text)) strings->push_back(*string);
  }
  for (const ExprPtr& arg : e.args) collect_strings(*arg, strings);
}

}  // namespace beachcomb::rules
