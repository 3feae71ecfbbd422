// SPDX-License-Identifier: Apache-2.0
#include "explain/evaluator.h"

#include <algorithm>
#include <utility>

#include "rules/literals.h"
#include "rules/printer.h"

namespace beachcomb::explain {
namespace {

using rules::Expr;
using rules::ExprKind;

// A loop over every byte of a large file, in a loop. libyara has a time limit
// for such rules.
constexpr std::uint64_t kMostSteps = 50'000'000;
constexpr std::size_t kShownText = 64;

bool is_condition(ExprKind kind) {
  switch (kind) {
    case ExprKind::and_:
    case ExprKind::or_:
    case ExprKind::not_:
    case ExprKind::of:
    case ExprKind::for_of:
    case ExprKind::for_in:
      return true;
    default:
      return false;
  }
}

// Whether it comes to the same on every file.
bool is_literal(const Expr& e) {
  switch (e.kind) {
    case ExprKind::boolean:
    case ExprKind::integer:
    case ExprKind::real:
    case ExprKind::text:
    case ExprKind::regexp:
      return true;
    default:
      return !e.args.empty() && e.kind >= ExprKind::not_ &&
             std::all_of(e.args.begin(), e.args.end(),
                         [](const auto& arg) { return is_literal(*arg); });
  }
}

void note(std::vector<std::pair<std::string, std::string>>* notes,
          const std::string& name, const Value& value) {
  if (notes == nullptr) return;
  for (const auto& known : *notes) {
    if (known.first == name) return;
  }
  notes->emplace_back(name, show(value));
}

std::string joined(
    const std::vector<std::pair<std::string, std::string>>& notes) {
  std::string text;
  for (const auto& [name, value] : notes) {
    if (!text.empty()) text += ", ";
    (((text += name) += " = ") += value);
  }
  return text;
}

}  // namespace

std::string show(const Value& value) {
  if (value.unknown) return "unknown";
  if (value.is_undefined()) return "undefined";
  switch (value.type) {
    case Value::Type::boolean:
      return value.bits != 0 ? "true" : "false";
    case Value::Type::integer:
      return std::to_string(value.bits);
    case Value::Type::real:
      return rules::print_real(value.as_real());
    case Value::Type::text:
      if (value.text.size() > kShownText) {
        return rules::quote(value.text.substr(0, kShownText)) + "...";
      }
      return rules::quote(value.text);
  }
  return {};
}

Truth truth_of(const Value& value) {
  if (value.unknown) return Truth::unknown;
  if (value.is_undefined()) return Truth::undefined;
  return value.bits != 0 ? Truth::yes : Truth::no;
}

Evaluator::Evaluator(const Known& known) : known_(known) {
  for (std::size_t i = 0; i < known.rule->strings.size(); ++i) {
    const std::string& name = known.rule->strings[i].name;
    if (name != "$") string_numbers_.emplace(name, i);
  }
}

Value Evaluator::evaluate(const Expr& e, ConditionPart* part) {
  return as_condition(condition(e, part));
}

// Where a truth is expected.
Value Evaluator::condition(const Expr& e, ConditionPart* part) {
  if (++steps_ > kMostSteps) return Value::not_known();
  const auto asked = known_.asked.find(&e);
  Notes notes;
  Value result;
  if (asked == known_.asked.end() && is_condition(e.kind)) {
    result = composite(e, part);
  } else {
    result = as_condition(value(e, part != nullptr ? &notes : nullptr));
  }
  if (part == nullptr) return result;
  part->truth = truth_of(result);
  part->line = e.span.begin.line - known_.rule->span.begin.line + 1;
  if (part->text.empty()) part->text = rules::print(e);
  if (asked != known_.asked.end()) {
    part->value = "as libyara says";
  } else if (!notes.empty()) {
    part->value = joined(notes);
  }
  part->fixed = is_literal(e);
  return result;
}

Value Evaluator::composite(const Expr& e, ConditionPart* part) {
  const auto below = [&]() -> ConditionPart* {
    return part != nullptr ? &part->parts.emplace_back() : nullptr;
  };
  switch (e.kind) {
    case ExprKind::not_: {
      if (part != nullptr) part->kind = ConditionPart::Kind::opposite;
      Value value = condition(*e.args[0], below());
      if (value.unknown || value.is_undefined()) return value;
      return Value::boolean(value.bits == 0);
    }
    case ExprKind::and_:
    case ExprKind::or_: {
      const bool is_or = e.kind == ExprKind::or_;
      if (part != nullptr) {
        part->kind =
            is_or ? ConditionPart::Kind::any : ConditionPart::Kind::all;
      }
      // From left to right; what decides ends it. All are evaluated, to be
      // shown; nothing that an expression does can be noticed by another.
      Value result = condition(*e.args[0], below());
      bool decided = false;
      for (std::size_t i = 1; i < e.args.size(); ++i) {
        if (part == nullptr && decided) break;
        const Value next = condition(*e.args[i], below());
        if (decided) continue;
        // The value that decides stays as it is: (5 or x) is 5.
        decided = !result.unknown && !result.is_undefined() &&
                  (result.bits != 0) == is_or;
        if (decided) continue;
        if (result.unknown || next.unknown) {
          const bool sure = !next.unknown && next.holds() == is_or;
          result = sure ? Value::boolean(is_or) : Value::not_known();
        } else {
          result = Value::boolean(is_or ? result.holds() || next.holds()
                                        : result.holds() && next.holds());
        }
      }
      return result;
    }
    case ExprKind::of:
      return of(e, part);
    default:
      return loop(e, part);
  }
}

Value Evaluator::value(const Expr& e, Notes* notes) {
  if (++steps_ > kMostSteps) return Value::not_known();
  const auto asked = known_.asked.find(&e);
  if (asked == known_.asked.end()) return evaluate_value(e, notes);
  switch (asked->second) {
    case Truth::yes:
      return Value::boolean(true);
    case Truth::no:
      return Value::boolean(false);
    case Truth::undefined:
      return Value::undefined();
    default:
      return Value::not_known();
  }
}

Value Evaluator::evaluate_value(const Expr& e, Notes* notes) {
  switch (e.kind) {
    case ExprKind::boolean:
      return Value::boolean(e.integer != 0);
    case ExprKind::integer:
      return Value::integer(e.integer);
    case ExprKind::real:
      return Value::real(e.real);
    case ExprKind::text:
      return Value::of_text(e.text);
    case ExprKind::filesize: {
      Value size =
          Value::integer(static_cast<std::int64_t>(known_.bytes.size()));
      note(notes, "filesize", size);
      return size;
    }
    case ExprKind::read_integer:
      return read(e, notes);
    case ExprKind::identifier:
      return identifier(e, notes);
    case ExprKind::count:
    case ExprKind::offset:
    case ExprKind::length:
      return string_property(e, notes);
    case ExprKind::string:
    case ExprKind::string_at:
    case ExprKind::string_in:
      return string_found(e, notes);
    case ExprKind::defined: {
      Value operand = as_condition(value(*e.args[0], notes));
      if (operand.unknown) return operand;
      return Value::boolean(!operand.is_undefined());
    }
    case ExprKind::minus:
      return negate(value(*e.args[0], notes));
    case ExprKind::bit_not: {
      Value operand = value(*e.args[0], notes);
      if (!operand.unknown && !operand.is_undefined()) {
        operand.bits = ~operand.bits;
      }
      return operand;
    }
    case ExprKind::and_:
    case ExprKind::or_:
    case ExprKind::not_:
    case ExprKind::of:
    case ExprKind::for_of:
    case ExprKind::for_in:
      return composite(e, nullptr);
    case ExprKind::regexp:
    case ExprKind::entrypoint:
    case ExprKind::member:
    case ExprKind::index:
    case ExprKind::call:
    case ExprKind::matches:
      return Value::not_known();
    default:
      return two_operands(e, notes);
  }
}

Value Evaluator::two_operands(const Expr& e, Notes* notes) {
  const Value left = value(*e.args[0], notes);
  const Value right = value(*e.args[1], notes);
  Value result = apply(e.kind, left, right);
  const bool is_sum = rules::precedence(e.kind) > rules::Precedence::comparison;
  if (is_sum && notes != nullptr && !is_literal(e)) {
    note(notes, rules::print(e), result);
  }
  return result;
}

Value Evaluator::read(const Expr& e, Notes* notes) {
  const Value at = value(*e.args[0], notes);
  if (at.unknown) return Value::not_known(Value::Type::integer);
  const std::size_t width = e.read.bits / 8u;
  const auto offset = static_cast<std::uint64_t>(at.bits);
  Value result = Value::undefined(Value::Type::integer);
  if (known_.bytes.size() >= width && offset <= known_.bytes.size() - width) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < width; ++i) {
      const std::size_t from = e.read.big_endian ? i : width - 1 - i;
      number = number << 8 |
               static_cast<std::uint64_t>(
                   known_.bytes[static_cast<std::size_t>(offset) + from]);
    }
    const int unused = 64 - e.read.bits;
    auto signed_number = static_cast<std::int64_t>(number << unused);
    result =
        Value::integer(e.read.is_signed ? signed_number >> unused
                                        : static_cast<std::int64_t>(number));
  }
  if (notes != nullptr) note(notes, rules::print(e), result);
  return result;
}

Value Evaluator::identifier(const Expr& e, Notes* notes) {
  Value result = Value::not_known();
  const auto variable =
      std::find_if(variables_.rbegin(), variables_.rend(),
                   [&](const auto& v) { return v.first == e.text; });
  const auto external = known_.externals.find(e.text);
  const auto rule =
      std::find_if(known_.rules.begin(), known_.rules.end(),
                   [&](const auto& r) { return r.first == e.text; });
  if (variable != variables_.rend()) {
    result = variable->second;
  } else if (external != known_.externals.end()) {
    result = external->second;
  } else if (rule != known_.rules.end()) {
    if (notes != nullptr) {
      notes->emplace_back("rule " + e.text,
                          rule->second ? "matches" : "does not match");
    }
    return Value::boolean(rule->second);
  }
  note(notes, e.text, result);
  return result;
}

std::size_t Evaluator::string_number(std::string_view name) const {
  if (name == "$") {
    return current_strings_.empty() ? known_.strings.size()
                                    : current_strings_.back();
  }
  const auto found = string_numbers_.find(name);
  return found != string_numbers_.end() ? found->second : known_.strings.size();
}

std::string Evaluator::string_name(const Expr& e, char mark) const {
  const std::size_t number = string_number(e.text);
  if (e.text != "$" || number >= known_.rule->strings.size()) {
    return mark + e.text.substr(1);
  }
  return mark + known_.rule->strings[number].name.substr(1);
}

// $a, $a at x, $a in (x..y)
Value Evaluator::string_found(const Expr& e, Notes* notes) {
  const std::size_t number = string_number(e.text);
  if (number >= known_.strings.size()) return Value::not_known();
  const std::vector<Hit>& hits = known_.strings[number];
  if (notes != nullptr) {
    note(notes, string_name(e, '#'),
         Value::integer(static_cast<std::int64_t>(hits.size())));
  }
  if (e.kind == ExprKind::string) return Value::boolean(!hits.empty());
  const Value low = value(*e.args[0], notes);
  const bool is_at = e.kind == ExprKind::string_at;
  const Value high = is_at ? low : value(*e.args[1], notes);
  if (low.unknown || high.unknown) return Value::not_known();
  if (low.is_undefined() || high.is_undefined()) {
    return is_at && !known_.syntax_43 ? Value::boolean(false)
                                      : Value::undefined();
  }
  return Value::boolean(
      std::any_of(hits.begin(), hits.end(), [&](const Hit& hit) {
        return low.bits <= hit.offset && hit.offset <= high.bits;
      }));
}

// #a, #a in (x..y), @a[i], !a[i]
Value Evaluator::string_property(const Expr& e, Notes* notes) {
  const std::size_t number = string_number(e.text);
  if (number >= known_.strings.size()) {
    return Value::not_known(Value::Type::integer);
  }
  const std::vector<Hit>& hits = known_.strings[number];
  Value result = Value::undefined(Value::Type::integer);
  char mark = '#';
  if (e.kind == ExprKind::count) {
    if (e.args.empty()) {
      result = Value::integer(static_cast<std::int64_t>(hits.size()));
    } else {
      const Value low = value(*e.args[0], notes);
      const Value high = value(*e.args[1], notes);
      if (low.unknown || high.unknown) {
        return Value::not_known(Value::Type::integer);
      }
      if (!low.is_undefined() && !high.is_undefined()) {
        result = Value::integer(
            std::count_if(hits.begin(), hits.end(), [&](const Hit& hit) {
              return low.bits <= hit.offset && hit.offset <= high.bits;
            }));
      }
    }
  } else {
    mark = e.kind == ExprKind::offset ? '@' : '!';
    const Value index =
        e.args.empty() ? Value::integer(1) : value(*e.args[0], notes);
    if (index.unknown) return Value::not_known(Value::Type::integer);
    if (!index.is_undefined() && index.bits >= 1 &&
        static_cast<std::uint64_t>(index.bits) <= hits.size()) {
      const Hit& hit = hits[static_cast<std::size_t>(index.bits - 1)];
      result = Value::integer(mark == '@' ? hit.offset : hit.length);
    }
  }
  if (notes != nullptr) {
    note(notes, e.args.empty() ? string_name(e, mark) : rules::print(e),
         result);
  }
  return result;
}

}  // namespace beachcomb::explain
