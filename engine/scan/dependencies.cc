// SPDX-License-Identifier: Apache-2.0
#include "scan/dependencies.h"

#include <algorithm>
#include <set>
#include <string>

namespace beachcomb::scan {
namespace {

// The names that an expression mentions, and may mean rules by.
struct Mentions {
  std::set<std::string> names;
  std::set<std::string> prefixes;  // rule_*
};

void collect(const rules::ExprPtr& expr, Mentions* mentions);

void collect(const std::vector<rules::ExprPtr>& list, Mentions* mentions) {
  for (const rules::ExprPtr& expr : list) collect(expr, mentions);
}

void collect(const rules::ExprPtr& expr, Mentions* mentions) {
  if (expr == nullptr) return;
  if (expr->kind == rules::ExprKind::identifier) {
    mentions->names.insert(expr->text);
  }
  collect(expr->args, mentions);
  if (expr->loop == nullptr) return;
  const rules::Loop& loop = *expr->loop;
  collect(loop.quantifier.value, mentions);
  collect(loop.operands, mentions);
  collect(loop.place_args, mentions);
  collect(loop.body, mentions);
  if (loop.over != rules::Loop::Over::rules) return;
  for (const rules::SetItem& item : loop.set) {
    (item.wildcard ? mentions->prefixes : mentions->names).insert(item.name);
  }
}

bool is_mentioned(const Mentions& mentions, const std::string& name) {
  return mentions.names.contains(name) ||
         std::any_of(mentions.prefixes.begin(), mentions.prefixes.end(),
                     [&](const std::string& p) { return name.starts_with(p); });
}

// The entries before `at` that its condition may refer to. A rule that we
// can't read may refer to all.
std::set<std::size_t> direct(const Namespace& space, std::size_t at) {
  const rules::Rule* tree = space.entries[at].tree;
  Mentions mentions;
  if (tree != nullptr) collect(tree->condition, &mentions);
  std::set<std::size_t> found;
  for (std::size_t i = 0; i < at; ++i) {
    if (tree == nullptr || is_mentioned(mentions, space.entries[i].name)) {
      found.insert(i);
    }
  }
  return found;
}

bool has_rule(const Namespace& space, const std::string& name) {
  return std::any_of(
      space.entries.begin(), space.entries.end(),
      [&](const Namespace::Entry& entry) { return entry.name == name; });
}

// Whether both namespaces have a rule with the same name and this prefix.
bool share_names(const Namespace& a, const Namespace& b,
                 const std::string& prefix) {
  return std::any_of(
      a.entries.begin(), a.entries.end(), [&](const Namespace::Entry& entry) {
        return entry.name.starts_with(prefix) && has_rule(b, entry.name);
      });
}

Mentions mentions_of(const Namespace& space,
                     const std::vector<std::size_t>& entries) {
  Mentions mentions;
  for (const std::size_t at : entries) {
    const rules::Rule* tree = space.entries[at].tree;
    if (tree != nullptr) {
      collect(tree->condition, &mentions);
    } else {
      mentions.prefixes.insert("");  // may ask for any
    }
  }
  return mentions;
}

}  // namespace

bool depends_on_namesakes(const std::vector<Namespace>& spaces,
                          const Namespace& space,
                          const std::vector<std::size_t>& entries) {
  const Mentions mentions = mentions_of(space, entries);
  for (const std::string& prefix : mentions.prefixes) {
    for (const Namespace& other : spaces) {
      if (&other != &space && share_names(space, other, prefix)) return true;
    }
  }
  return false;
}

std::vector<std::size_t> parts_of(const Namespace& space,
                                  std::uint32_t number) {
  const auto target = std::find_if(
      space.entries.begin(), space.entries.end(),
      [&](const Namespace::Entry& e) { return e.number == number; });
  std::vector<std::size_t> parts = target->depends_on;
  parts.push_back(static_cast<std::size_t>(target - space.entries.begin()));
  std::sort(parts.begin(), parts.end());
  return parts;
}

std::string imports_of(const Namespace& space,
                       const std::vector<std::size_t>& entries) {
  const Mentions mentions = mentions_of(space, entries);
  std::string text;
  for (const auto& [module, statement] : space.imports) {
    if (is_mentioned(mentions, module)) text += statement;
  }
  return text;
}

void find_dependencies(Namespace* space) {
  std::vector<std::set<std::size_t>> all(space->entries.size());
  std::set<std::size_t> globals;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const std::size_t other : direct(*space, i)) {
      all[i].insert(other);
      all[i].insert(all[other].begin(), all[other].end());
    }
    if (space->entries[i].is_global) {
      globals.insert(i);
      globals.insert(all[i].begin(), all[i].end());
    }
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].insert(globals.begin(), globals.end());
    all[i].erase(i);
    space->entries[i].depends_on.assign(all[i].begin(), all[i].end());
  }
}

}  // namespace beachcomb::scan
