// SPDX-License-Identifier: Apache-2.0
//
// "of" and the loops. They changed with libyara 4.3; both ways are here.
#include <algorithm>
#include <utility>

#include "explain/evaluator.h"
#include "rules/printer.h"

namespace beachcomb::explain {
namespace {

using rules::Expr;
using rules::Loop;
using rules::Quantifier;

constexpr std::size_t kShownTurns = 3;      // that hold, and that do not
constexpr std::size_t kShownStrings = 256;  // turns of a loop over strings

std::int64_t added(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) +
                                   static_cast<std::uint64_t>(b));
}

bool is_all(const Value& quantifier) { return quantifier.is_undefined(); }

bool is_none(const Value& quantifier) {
  return !quantifier.unknown && !is_all(quantifier) && quantifier.bits == 0;
}

bool is_share(const Loop& loop) {
  return loop.quantifier.kind == Quantifier::Kind::percent;
}

// How many of `count` an "of" wants.
std::int64_t needed_of(const Loop& loop, const Value& wanted,
                       std::int64_t count) {
  if (is_all(wanted)) return count;
  if (!is_share(loop) || wanted.unknown) return wanted.bits;
  return (wanted.bits * count + 99) / 100;
}

// What an "of" comes to when `found` of `count` hold.
Value so_many(const Loop& loop, const Value& wanted, std::int64_t found,
              std::int64_t count) {
  if (is_share(loop)) {
    if (is_all(wanted) || count == 0) return Value::undefined();
    const double share =
        static_cast<double>(found) / static_cast<double>(count) * 100;
    return Value::boolean(share >= static_cast<double>(wanted.bits));
  }
  if (is_none(wanted)) return Value::boolean(found == 0);
  return Value::boolean(found >= needed_of(loop, wanted, count));
}

void say_how_many(const Value& wanted, std::int64_t found, std::int64_t needed,
                  std::int64_t count, ConditionPart* part) {
  const bool none = is_none(wanted);
  part->kind =
      none ? ConditionPart::Kind::none_of : ConditionPart::Kind::so_many;
  part->held = static_cast<std::uint64_t>(found);
  part->count = static_cast<std::uint64_t>(count);
  part->needed = static_cast<std::uint64_t>(std::max<std::int64_t>(needed, 0));
  part->value =
      std::to_string(found) + " of " + std::to_string(count) +
      (none ? ", none may" : ", " + std::to_string(needed) + " needed");
}

}  // namespace

// What one turn of a loop is about.
struct Evaluator::Turn {
  std::size_t string = 0;  // of a loop over strings
  Value value{};           // of its variable
};

// Those that a loop would take if it went to its end.
struct Evaluator::Turns {
  std::uint64_t count = 0;
  bool complete = true;                // false: the count is not known
  std::vector<std::size_t> strings{};  // of a loop over strings
  std::vector<Value> values{};         // of a list
  std::int64_t low = 0;                // of a range

  Turn at(std::uint64_t i) const {
    const auto index = static_cast<std::size_t>(i);
    if (!strings.empty()) return {strings[index], {}};
    if (!values.empty()) return {0, values[index]};
    return {0, Value::integer(added(low, static_cast<std::int64_t>(i)))};
  }
};

struct Evaluator::Tally {
  Value quantifier;
  std::int64_t sum = 0;  // of what the bodies came to
  std::uint64_t turns = 0;
  std::uint64_t held = 0;
  bool unknown = false;
};

std::vector<std::size_t> Evaluator::strings_in(const Loop& loop) const {
  std::vector<std::size_t> numbers;
  const std::vector<rules::StringDecl>& strings = known_.rule->strings;
  if (loop.over == Loop::Over::them) {
    for (std::size_t i = 0; i < strings.size(); ++i) numbers.push_back(i);
    return numbers;
  }
  for (const rules::SetItem& item : loop.set) {
    for (std::size_t i = 0; i < strings.size(); ++i) {
      if (item.wildcard ? strings[i].name.starts_with(item.name)
                        : strings[i].name == item.name) {
        numbers.push_back(i);
      }
    }
  }
  return numbers;
}

std::vector<std::size_t> Evaluator::rules_in(const Loop& loop) const {
  std::vector<std::size_t> numbers;
  for (const rules::SetItem& item : loop.set) {
    for (std::size_t i = 0; i < known_.rules.size(); ++i) {
      if (item.wildcard ? known_.rules[i].first.starts_with(item.name)
                        : known_.rules[i].first == item.name) {
        numbers.push_back(i);
      }
    }
  }
  return numbers;
}

ConditionPart Evaluator::string_part(std::size_t number) const {
  ConditionPart part;
  const std::size_t count = known_.strings[number].size();
  part.text = known_.rule->strings[number].name;
  part.value = "#" + part.text.substr(1) + " = " + std::to_string(count);
  part.truth = count != 0 ? Truth::yes : Truth::no;
  part.line = known_.rule->strings[number].span.begin.line -
              known_.rule->span.begin.line + 1;
  return part;
}

// Undefined stands for "all", as in libyara.
Value Evaluator::quantifier(const Quantifier& q, Notes* notes) {
  switch (q.kind) {
    case Quantifier::Kind::none:
      return Value::integer(0);
    case Quantifier::Kind::any:
      return Value::integer(1);
    case Quantifier::Kind::all:
      return Value::undefined(Value::Type::integer);
    default: {
      const Value value = this->value(*q.value, notes);
      // libyara 4.2 takes the address of a text for a number.
      const bool is_number = value.type == Value::Type::integer ||
                             value.type == Value::Type::boolean;
      return is_number ? value : Value::not_known();
    }
  }
}

bool Evaluator::in_place(const std::vector<Hit>& hits, const Loop& loop,
                         const Value& low, const Value& high) const {
  if (loop.place == Loop::Place::anywhere) return !hits.empty();
  return std::any_of(hits.begin(), hits.end(), [&](const Hit& hit) {
    return low.bits <= hit.offset && hit.offset <= high.bits;
  });
}

Value Evaluator::of(const Expr& e, ConditionPart* part) {
  const Loop& loop = *e.loop;
  Notes notes;
  Notes* const to = part != nullptr ? &notes : nullptr;
  const Value wanted = quantifier(loop.quantifier, to);
  Value low;
  Value high;
  if (loop.place != Loop::Place::anywhere) {
    low = value(*loop.place_args.front(), to);
    high = value(*loop.place_args.back(), to);
  }
  const bool over_rules = loop.over == Loop::Over::rules;
  const std::vector<std::size_t> set =
      over_rules ? rules_in(loop) : strings_in(loop);
  std::int64_t found = 0;
  for (const std::size_t i : set) {
    const bool holds = over_rules
                           ? known_.rules[i].second
                           : in_place(known_.strings[i], loop, low, high);
    if (holds) ++found;
    if (part == nullptr) continue;
    ConditionPart& item = part->parts.emplace_back();
    if (over_rules) {
      item.text = known_.rules[i].first;
      item.line = e.span.begin.line - known_.rule->span.begin.line + 1;
    } else {
      item = string_part(i);
    }
    item.truth = holds ? Truth::yes : Truth::no;
  }
  const auto count = static_cast<std::int64_t>(set.size());
  const bool has_namesakes =
      over_rules && known_.has_namesakes &&
      std::any_of(loop.set.begin(), loop.set.end(),
                  [](const auto& item) { return item.wildcard; });
  if (part != nullptr) {
    say_how_many(wanted, found, needed_of(loop, wanted, count), count, part);
    for (const auto& [name, value] : notes) {
      (((part->value += ", ") += name) += " = ") += value;
    }
  }
  if (wanted.unknown || low.unknown || high.unknown || has_namesakes) {
    return Value::not_known();
  }
  if (low.is_undefined() || high.is_undefined()) return Value::undefined();
  return so_many(loop, wanted, found, count);
}

Evaluator::Turns Evaluator::turns_of(const Loop& loop, Notes* notes) {
  Turns turns;
  switch (loop.over) {
    case Loop::Over::them:
    case Loop::Over::strings:
      turns.strings = strings_in(loop);
      turns.count = turns.strings.size();
      break;
    case Loop::Over::list:
      for (const auto& item : loop.operands) {
        turns.values.push_back(value(*item, notes));
      }
      turns.count = turns.values.size();
      break;
    case Loop::Over::range: {
      const Value low = value(*loop.operands[0], notes);
      const Value high = value(*loop.operands[1], notes);
      turns.complete = !low.unknown && !high.unknown;
      if (!turns.complete || low.is_undefined() || high.is_undefined()) break;
      if (low.bits > high.bits) break;
      turns.low = low.bits;
      turns.count = static_cast<std::uint64_t>(high.bits) -
                    static_cast<std::uint64_t>(low.bits) + 1;
      break;
    }
    default:
      turns.complete = false;
  }
  return turns;
}

// False when this was the last.
bool Evaluator::take_turn(const Loop& loop, const Turn& turn,
                          ConditionPart* part, Tally* tally) {
  const bool over_strings = loop.variables.empty();
  if (over_strings) {
    current_strings_.push_back(turn.string);
  } else {
    variables_.emplace_back(loop.variables.front().name, turn.value);
  }
  const auto body = [&](ConditionPart* below) {
    return as_condition(condition(*loop.body, below));
  };
  const Value value = body(nullptr);
  ++tally->turns;
  if (value.unknown) tally->unknown = true;
  const bool held = !value.unknown && value.holds();
  if (held) ++tally->held;
  const std::uint64_t of_its_kind =
      held ? tally->held : tally->turns - tally->held;
  if (part != nullptr && (of_its_kind <= kShownTurns ||
                          (over_strings && tally->turns <= kShownStrings))) {
    ConditionPart& shown = part->parts.emplace_back();
    shown.kind = ConditionPart::Kind::turn;
    shown.truth = truth_of(value);
    shown.text = over_strings
                     ? known_.rule->strings[turn.string].name
                     : loop.variables.front().name + " = " + show(turn.value);
    body(&shown.parts.emplace_back());
    shown.line = shown.parts.front().line;
  }
  if (over_strings) {
    current_strings_.pop_back();
  } else {
    variables_.pop_back();
  }
  const bool undefined = value.is_undefined();
  bool goes_on = true;
  const Value& wanted = tally->quantifier;
  if (known_.syntax_43) {
    // Before this turn is counted, and with undefined as the number it is.
    if (is_all(wanted)) {
      goes_on = value.bits != 0;
    } else if (wanted.bits == 0) {
      goes_on = value.bits != 1;
    } else {
      goes_on = added(tally->sum, value.bits) < wanted.bits;
    }
  }
  if (!undefined && !value.unknown) tally->sum = added(tally->sum, value.bits);
  if (!known_.syntax_43 && !over_strings && !is_all(wanted)) {
    goes_on = tally->sum < wanted.bits;
  }
  return goes_on;
}

Value Evaluator::loop_result(const Tally& tally, bool over_strings) const {
  if (tally.unknown || tally.quantifier.unknown) return Value::not_known();
  const Value& wanted = tally.quantifier;
  const auto turns = static_cast<std::int64_t>(tally.turns);
  if (known_.syntax_43) {
    if (turns == 0) return Value::boolean(false);
    if (is_all(wanted)) return Value::boolean(tally.sum == turns);
    if (wanted.bits == 0) return Value::boolean(tally.sum == 0);
    return Value::boolean(tally.sum >= wanted.bits);
  }
  if (turns == 0 && !over_strings) return Value::boolean(false);
  const std::int64_t least = is_all(wanted) ? turns : wanted.bits;
  if (tally.sum == kUndefined) return Value::undefined();
  return Value::boolean(tally.sum >= least);
}

Value Evaluator::loop(const Expr& e, ConditionPart* part) {
  const Loop& loop = *e.loop;
  const bool over_strings = e.kind == rules::ExprKind::for_of;
  Notes notes;
  Notes* const to = part != nullptr ? &notes : nullptr;
  Tally tally;
  tally.quantifier = quantifier(loop.quantifier, to);
  const Turns turns = turns_of(loop, to);
  tally.unknown = tally.quantifier.unknown || !turns.complete;
  for (std::uint64_t i = 0; i < turns.count && !tally.unknown; ++i) {
    if (!take_turn(loop, turns.at(i), part, &tally)) break;
  }
  Value result = loop_result(tally, over_strings);
  if (part != nullptr) {
    const Value& wanted = tally.quantifier;
    part->kind = ConditionPart::Kind::turns;
    part->held = tally.held;
    part->count = turns.count;
    part->hidden = tally.turns - part->parts.size();
    const std::string needed = wanted.unknown     ? "unknown"
                               : is_all(wanted)   ? "all"
                               : wanted.bits == 0 ? "none"
                                                  : std::to_string(wanted.bits);
    part->needed = is_all(wanted) ? turns.count
                                  : static_cast<std::uint64_t>(
                                        std::max<std::int64_t>(wanted.bits, 0));
    part->value = std::to_string(tally.held) + " of " +
                  std::to_string(tally.turns) + " turns hold, " + needed +
                  " needed";
    if (tally.turns < turns.count) {
      part->value +=
          ", " + std::to_string(turns.count - tally.turns) + " not taken";
    }
    for (const auto& [name, value] : notes) {
      (((part->value += ", ") += name) += " = ") += value;
    }
  }
  return result;
}

}  // namespace beachcomb::explain
