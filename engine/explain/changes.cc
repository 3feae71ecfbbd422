// SPDX-License-Identifier: Apache-2.0
//
// The fewest parts that would have to come out otherwise.
//
// The condition is a tree of "all", "any", "not" and "so many" over parts that
// are looked up or compared. What a part costs is 1 where it has to change; an
// "all" costs the sum of its parts, an "any" the least of them. That is the
// minimum as long as parts are independent of each other. They often are not
// ($a in two places, "$a and not $a"), and to find the true minimum then is the
// satisfiability problem; so what was found is tried on the tree, and when it
// does not do, the explanation says that it may not.
#include "explain/changes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace beachcomb::explain {
namespace {

using Kind = ConditionPart::Kind;

// What a part is to come to: true, false, or anything but true.
enum class Wanted { yes, no, not_yes };

bool is_so(const ConditionPart& part, Wanted wanted) {
  switch (wanted) {
    case Wanted::yes:
      return part.truth == Truth::yes;
    case Wanted::no:
      return part.truth == Truth::no;
    case Wanted::not_yes:
      return part.truth == Truth::no || part.truth == Truth::undefined;
  }
  return false;
}

struct Choice {
  const ConditionPart* part = nullptr;
  bool wanted = true;
  // So many of these, which all cost the same; `part` is null.
  std::uint64_t more = 0;
  std::vector<const ConditionPart*> of{};
};

struct Plan {
  std::uint64_t cost = 0;
  std::vector<Choice> choices{};

  void add(Plan other) {
    cost += other.cost;
    std::move(other.choices.begin(), other.choices.end(),
              std::back_inserter(choices));
  }
};

std::optional<Plan> plan(const ConditionPart& part, Wanted wanted);

std::optional<Plan> all_of(const std::vector<ConditionPart>& parts,
                           Wanted wanted) {
  Plan result;
  for (const ConditionPart& part : parts) {
    std::optional<Plan> one = plan(part, wanted);
    if (!one.has_value()) return std::nullopt;
    result.add(std::move(*one));
  }
  return result;
}

// `count` of the parts have to change to be as wanted.
std::optional<Plan> cheapest(const std::vector<ConditionPart>& parts,
                             Wanted wanted, std::uint64_t count) {
  if (count == 0) return Plan{};
  std::vector<std::pair<Plan, const ConditionPart*>> plans;
  for (const ConditionPart& part : parts) {
    if (is_so(part, wanted)) continue;
    if (std::optional<Plan> one = plan(part, wanted); one.has_value()) {
      plans.emplace_back(std::move(*one), &part);
    }
  }
  if (plans.size() < count) return std::nullopt;
  std::stable_sort(
      plans.begin(), plans.end(),
      [](const auto& a, const auto& b) { return a.first.cost < b.first.cost; });
  Plan result;
  const std::uint64_t last = plans[count - 1].first.cost;
  const bool all_leaves =
      std::all_of(plans.begin(), plans.end(),
                  [](const auto& p) { return p.second->kind == Kind::leaf; });
  if (all_leaves && plans.size() > count && last == 1) {
    Choice choice{nullptr, wanted == Wanted::yes, count, {}};
    for (const auto& [one, part] : plans) {
      if (one.cost == 1) choice.of.push_back(part);
    }
    result.cost = count;
    result.choices.push_back(std::move(choice));
    return result;
  }
  for (std::uint64_t i = 0; i < count; ++i)
    result.add(std::move(plans[i].first));
  return result;
}

std::optional<Plan> leaf(const ConditionPart& part, Wanted wanted) {
  if (part.fixed || part.truth == Truth::unknown) return std::nullopt;
  Plan result;
  result.cost = 1;
  result.choices.push_back({&part, wanted == Wanted::yes, 0, {}});
  return result;
}

std::uint64_t less(std::uint64_t a, std::uint64_t b) {
  return a > b ? a - b : 0;
}

std::optional<Plan> plan(const ConditionPart& part, Wanted wanted) {
  if (is_so(part, wanted)) return Plan{};
  const bool yes = wanted == Wanted::yes;
  switch (part.kind) {
    case Kind::all:
      return yes ? all_of(part.parts, Wanted::yes)
                 : cheapest(part.parts, Wanted::not_yes, 1);
    case Kind::any:
      return yes ? cheapest(part.parts, Wanted::yes, 1)
                 : all_of(part.parts, Wanted::not_yes);
    case Kind::opposite:
      return plan(part.parts.front(), yes ? Wanted::no : Wanted::yes);
    case Kind::none_of:
      return yes ? all_of(part.parts, Wanted::not_yes)
                 : cheapest(part.parts, Wanted::yes, 1);
    case Kind::so_many:
      // With "in" and an undefined range, more strings do not help.
      if (part.truth == Truth::undefined) return leaf(part, wanted);
      if (part.needed == 0) return std::nullopt;
      return yes ? cheapest(part.parts, Wanted::yes,
                            less(part.needed, part.held))
                 : cheapest(part.parts, Wanted::not_yes,
                            less(part.held, part.needed - 1));
    default:
      return leaf(part, wanted);
  }
}

// By its text: a part that stands in two places is one.
using Changed = std::map<std::string, bool>;

Truth opposite(Truth truth) {
  return truth == Truth::yes  ? Truth::no
         : truth == Truth::no ? Truth::yes
                              : truth;
}

// What the part comes to when these parts come out as they should.
Truth with(const Changed& changed, const ConditionPart& part) {
  if (const auto found = changed.find(part.text); found != changed.end()) {
    return found->second ? Truth::yes : Truth::no;
  }
  const auto held = static_cast<std::uint64_t>(std::count_if(
      part.parts.begin(), part.parts.end(), [&](const ConditionPart& below) {
        return with(changed, below) == Truth::yes;
      }));
  switch (part.kind) {
    case Kind::all:
      return held == part.parts.size() ? Truth::yes : Truth::no;
    case Kind::any:
      return held > 0 ? Truth::yes : Truth::no;
    case Kind::opposite:
      return opposite(with(changed, part.parts.front()));
    case Kind::none_of:
      return held == 0 ? Truth::yes : Truth::no;
    case Kind::so_many:
      if (part.truth == Truth::undefined) return part.truth;
      return held >= part.needed ? Truth::yes : Truth::no;
    default:
      return part.truth;
  }
}

}  // namespace

void find_changes(const ConditionPart& condition, Explanation* explanation) {
  const std::optional<Plan> found = plan(condition, Wanted::yes);
  if (!found.has_value()) return;
  Changed changed;
  bool contradicts = false;
  const auto change = [&](const ConditionPart& part, bool wanted) {
    const auto [place, is_new] = changed.try_emplace(part.text, wanted);
    contradicts = contradicts || place->second != wanted;
    return is_new;
  };
  for (const Choice& choice : found->choices) {
    if (choice.part != nullptr) {
      if (!change(*choice.part, choice.wanted)) continue;
      explanation->changes.push_back(
          {choice.part->text, choice.part->value, choice.wanted, 0, {}});
      continue;
    }
    ConditionChange listed{{}, {}, choice.wanted, choice.more, {}};
    for (const ConditionPart* part : choice.of) {
      if (listed.of.size() < choice.more) change(*part, choice.wanted);
      listed.of.push_back(part->text);
    }
    explanation->changes.push_back(std::move(listed));
  }
  explanation->changes_may_fail =
      contradicts || with(changed, condition) != Truth::yes;
}

}  // namespace beachcomb::explain
