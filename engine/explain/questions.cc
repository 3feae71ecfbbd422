// SPDX-License-Identifier: Apache-2.0
#include "explain/questions.h"

#include <algorithm>

#include "rules/printer.h"

namespace beachcomb::explain {
namespace {

using rules::Expr;
using rules::ExprKind;
using rules::ExprPtr;

// Calls `visit` for every expression of this one, itself first.
template <typename Visit>
void for_each(const Expr& e, const Visit& visit) {
  visit(e);
  const auto go = [&](const ExprPtr& child) {
    if (child != nullptr) for_each(*child, visit);
  };
  std::for_each(e.args.begin(), e.args.end(), go);
  if (e.loop == nullptr) return;
  go(e.loop->quantifier.value);
  std::for_each(e.loop->operands.begin(), e.loop->operands.end(), go);
  std::for_each(e.loop->place_args.begin(), e.loop->place_args.end(), go);
  go(e.loop->body);
}

bool is_ours(const Expr& e) {
  switch (e.kind) {
    case ExprKind::member:
    case ExprKind::index:
    case ExprKind::call:
    case ExprKind::matches:
    case ExprKind::entrypoint:
      return false;
    default:
      return e.loop == nullptr || e.loop->over != rules::Loop::Over::collection;
  }
}

bool all_ours(const Expr& e) {
  bool ours = true;
  for_each(e, [&](const Expr& part) { ours = ours && is_ours(part); });
  return ours;
}

// Finds the smallest parts that say yes or no, and mean the same where they
// stand and on their own.
class Search {
 public:
  std::vector<const Expr*> found;

  // False when this has to be asked about together with what it stands in.
  // `counts`: more than its truth matters, as in the body of a loop, where 5
  // counts as five turns.
  bool take(const Expr& e, bool counts) {
    if (all_ours(e)) return true;
    switch (e.kind) {
      case ExprKind::and_:
      case ExprKind::or_:
        return take_all(e, counts && e.kind == ExprKind::or_);
      case ExprKind::not_:
        return take(*e.args[0], false);
      case ExprKind::for_of:
      case ExprKind::for_in:
        return take_loop(e) || ask(e, counts);
      default:
        return ask(e, counts);
    }
  }

 private:
  struct Scope {
    std::vector<std::string_view> variables;
    bool over_strings = false;
  };

  bool take_all(const Expr& e, bool counts) {
    const std::size_t before = found.size();
    for (const ExprPtr& arg : e.args) {
      if (take(*arg, counts)) continue;
      found.resize(before);
      return false;
    }
    return true;
  }

  bool take_loop(const Expr& e) {
    const rules::Loop& loop = *e.loop;
    if (!is_ours(e)) return false;
    if (loop.quantifier.value != nullptr && !all_ours(*loop.quantifier.value)) {
      return false;
    }
    for (const ExprPtr& operand : loop.operands) {
      if (!all_ours(*operand)) return false;
    }
    Scope scope;
    scope.over_strings = e.kind == ExprKind::for_of;
    for (const auto& variable : loop.variables) {
      scope.variables.push_back(variable.name);
    }
    scopes_.push_back(std::move(scope));
    const std::size_t before = found.size();
    const bool taken = take(*loop.body, true);
    if (!taken) found.resize(before);
    scopes_.pop_back();
    return taken;
  }

  bool ask(const Expr& e, bool counts) {
    const bool may_count =
        rules::precedence(e.kind) > rules::Precedence::comparison &&
        e.kind != ExprKind::of && e.kind != ExprKind::for_of &&
        e.kind != ExprKind::for_in;
    if ((counts && may_count) || !stands_alone(e)) return false;
    found.push_back(&e);
    return true;
  }

  // Mentions nothing that a loop around it defines.
  bool stands_alone(const Expr& e) const {
    bool alone = true;
    for_each(e, [&](const Expr& part) {
      for (const Scope& scope : scopes_) {
        const bool bound =
            part.kind == ExprKind::identifier
                ? std::find(scope.variables.begin(), scope.variables.end(),
                            part.text) != scope.variables.end()
                : scope.over_strings && part.text == "$" &&
                      part.kind != ExprKind::text;
        alone = alone && !bound;
      }
    });
    return alone;
  }

  std::vector<Scope> scopes_;
};

std::string strings_of(const rules::Rule& rule) {
  std::string text;
  for (const rules::StringDecl& string : rule.strings) {
    text += "    " + rules::print(string) + '\n';
  }
  return text;
}

// True, and keeps libyara from stopping at the first match of a string.
constexpr std::string_view kAllCounted = "for all of them : (# >= 0)";

std::string question(const std::string& name, const std::string& strings,
                     std::string_view condition) {
  std::string text = "rule " + name + " {\n";
  if (!strings.empty()) text += "  strings:\n" + strings;
  text += "  condition:\n    ";
  text += condition;
  if (!strings.empty()) (text += " and ") += kAllCounted;
  return text + "\n}\n";
}

}  // namespace

std::vector<const Expr*> parts_to_ask(const rules::Rule& rule) {
  Search search;
  if (!search.take(*rule.condition, false)) return {rule.condition.get()};
  return search.found;
}

std::string questions(std::string_view imports,
                      const std::vector<SourceRule>& rules,
                      const rules::Rule& about,
                      const std::vector<const Expr*>& parts) {
  std::string text(imports);
  for (const SourceRule& rule : rules) {
    const std::size_t name =
        rule.tree->name_span.begin.offset - rule.tree->span.begin.offset;
    text += "rule ";
    text += rule.text.substr(name);
    text += '\n';
  }
  const std::string strings = strings_of(about);
  if (!strings.empty()) {
    text += "rule " + std::string(kStringsRule) + " {\n  strings:\n" + strings +
            "  condition:\n    " + std::string(kAllCounted) + "\n}\n";
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    bool uses_strings = false;
    for_each(*parts[i], [&](const Expr& e) {
      uses_strings =
          uses_strings || e.text.starts_with('$') ||
          (e.loop != nullptr && (e.loop->over == rules::Loop::Over::them ||
                                 e.loop->over == rules::Loop::Over::strings));
    });
    const std::string used = uses_strings ? strings : std::string();
    const std::string part = '(' + rules::print(*parts[i]) + ')';
    const std::string number = std::to_string(i);
    text += question(std::string(kHoldsRule) + number, used, part);
    text +=
        question(std::string(kDefinedRule) + number, used, "defined " + part);
  }
  return text;
}

}  // namespace beachcomb::explain
