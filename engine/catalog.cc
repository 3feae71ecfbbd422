// SPDX-License-Identifier: Apache-2.0
#include "beachcomb/catalog.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>
#include <variant>

#include "rule_set_impl.h"
#include "rules/parser.h"
#include "rules/printer.h"
#include "scan/isolate.h"
#include "scan/rule_info.h"

namespace beachcomb {
namespace {

using rules::Rule;
using rules::Spelling;
using Detail = RuleChange::Detail;

// One version of a rule set, parsed.
struct Parsed {
  struct Entry {
    std::string pack;
    std::size_t source = 0;
    const Rule* rule = nullptr;
  };
  explicit Parsed(std::vector<RuleSource> from)
      : sources(scan::resolve_includes(std::move(from), &problems)) {
    files.reserve(sources.size());
    for (std::size_t i = 0; i < sources.size(); ++i) {
      files.push_back(rules::parse(sources[i].text));
      for (const rules::Diagnostic& error : files.back().errors) {
        problems.push_back({.path = sources[i].path,
                            .line = static_cast<int>(error.span.begin.line),
                            .column = static_cast<int>(error.span.begin.column),
                            .reason = error.message});
      }
      for (const rules::Item& item : files.back().items) {
        if (const auto* rule = std::get_if<Rule>(&item)) {
          entries.push_back({sources[i].pack, i, rule});
        }
      }
    }
  }

  std::vector<RuleProblem> problems;
  std::vector<RuleSource> sources;
  std::vector<rules::ParsedFile> files;
  std::vector<Entry> entries;
};

std::string value_of(const rules::Meta& meta) {
  if (const auto* text = std::get_if<std::string>(&meta.value)) return *text;
  if (const auto* integer = std::get_if<std::int64_t>(&meta.value)) {
    return std::to_string(*integer);
  }
  return std::get<bool>(meta.value) ? "true" : "false";
}

// What is equal when it means the same, and what is shown of it.
struct Named {
  std::string name;
  std::string canonical;
  std::string shown;
};

std::vector<Named> strings_of(const Rule& rule) {
  std::vector<Named> all;
  for (const rules::StringDecl& string : rule.strings) {
    const std::size_t value = string.name.size() + 3;  // " = "
    all.push_back({string.name,
                   rules::print(string, Spelling::canonical).substr(value),
                   rules::print(string).substr(value)});
  }
  return all;
}

std::vector<Named> meta_of(const Rule& rule) {
  std::vector<Named> all;
  for (const rules::Meta& meta : rule.meta) {
    all.push_back(
        {meta.name, rules::print(meta, Spelling::canonical), value_of(meta)});
  }
  return all;
}

// Pairs what has the same name, in order; anonymous strings by their value.
std::vector<Detail> compared(std::vector<Named> before,
                             std::vector<Named> after) {
  std::vector<Detail> details;
  for (auto old = before.begin(); old != before.end();) {
    const auto same =
        std::find_if(after.begin(), after.end(), [&](const Named& n) {
          return n.name == old->name && n.canonical == old->canonical;
        });
    if (same == after.end()) {
      ++old;
      continue;
    }
    after.erase(same);
    old = before.erase(old);
  }
  for (const Named& old : before) {
    const auto changed =
        std::find_if(after.begin(), after.end(),
                     [&](const Named& n) { return n.name == old.name; });
    details.push_back({old.name, old.shown, {}});
    if (changed == after.end()) continue;
    details.back().after = changed->shown;
    after.erase(changed);
  }
  for (const Named& added : after) {
    details.push_back({added.name, {}, added.shown});
  }
  return details;
}

bool same_tags(const Rule& a, const Rule& b) {
  return std::equal(
      a.tags.begin(), a.tags.end(), b.tags.begin(), b.tags.end(),
      [](const auto& x, const auto& y) { return x.name == y.name; });
}

// Nothing when they are the same.
std::optional<RuleChange> change(const Parsed::Entry& before,
                                 const Parsed::Entry& after) {
  const Rule& a = *before.rule;
  const Rule& b = *after.rule;
  RuleChange result;
  result.pack = after.pack;
  result.rule = b.name;
  result.condition = !rules::same(*a.condition, *b.condition);
  if (result.condition) {
    result.conditions = {"condition", rules::print(*a.condition),
                         rules::print(*b.condition)};
  }
  result.modifiers = a.is_private != b.is_private || a.is_global != b.is_global;
  result.tags = !same_tags(a, b);
  result.strings = compared(strings_of(a), strings_of(b));
  result.meta = compared(meta_of(a), meta_of(b));
  const bool is_same = !result.condition && !result.modifiers &&
                       result.strings.empty() && !result.tags &&
                       result.meta.empty();
  if (is_same) return std::nullopt;
  return result;
}

const Parsed::Entry* take(std::vector<const Parsed::Entry*>* from,
                          const Parsed::Entry& like, bool same_pack) {
  const auto found =
      std::find_if(from->begin(), from->end(), [&](const Parsed::Entry* entry) {
        return entry->rule->name == like.rule->name &&
               (!same_pack || entry->pack == like.pack);
      });
  if (found == from->end()) return nullptr;
  const Parsed::Entry* entry = *found;
  from->erase(found);
  return entry;
}

}  // namespace

Catalog catalog_of(std::vector<RuleSource> sources) {
  Parsed parsed(std::move(sources));
  Catalog catalog;
  for (const Parsed::Entry& entry : parsed.entries) {
    const Rule& rule = *entry.rule;
    const RuleSource& source = parsed.sources[entry.source];
    CatalogRule& listed = catalog.rules.emplace_back();
    listed.info = scan::info_of(rule, entry.pack);
    listed.is_private = rule.is_private;
    listed.is_global = rule.is_global;
    listed.path = source.path;
    listed.line = rule.span.begin.line;
    listed.source = std::string(rule.span.in(source.text));
    for (const rules::Meta& meta : rule.meta) {
      listed.meta.emplace_back(meta.name, value_of(meta));
    }
    for (const rules::StringDecl& string : rule.strings) {
      listed.strings.push_back(rules::print(string));
    }
    listed.condition = rules::print(*rule.condition);
  }
  catalog.problems = std::move(parsed.problems);
  return catalog;
}

std::string standalone_source(const RuleSet& rules, const RuleInfo& rule) {
  const scan::RuleBase& base = *rules.impl().base;
  for (std::uint32_t i = 0; i < base.rule_count(); ++i) {
    const RuleInfo& known = base.info(i);
    if (known.name == rule.name && known.pack == rule.pack) {
      return base.source_of(i);
    }
  }
  return {};
}

RuleDifference difference(std::vector<RuleSource> before,
                          std::vector<RuleSource> after) {
  const Parsed old_rules(std::move(before));
  const Parsed new_rules(std::move(after));
  RuleDifference result;
  result.problems = old_rules.problems;
  result.problems.insert(result.problems.end(), new_rules.problems.begin(),
                         new_rules.problems.end());
  std::vector<const Parsed::Entry*> left;
  for (const auto& entry : old_rules.entries) left.push_back(&entry);
  std::vector<const Parsed::Entry*> unpaired;
  const auto pair = [&](const Parsed::Entry& entry, bool same_pack) {
    const Parsed::Entry* old = take(&left, entry, same_pack);
    if (old == nullptr) return false;
    if (std::optional<RuleChange> found = change(*old, entry)) {
      result.changes.push_back(std::move(*found));
    } else {
      ++result.same;
    }
    return true;
  };
  for (const Parsed::Entry& entry : new_rules.entries) {
    if (!pair(entry, true)) unpaired.push_back(&entry);
  }
  for (const Parsed::Entry* entry : unpaired) {
    if (pair(*entry, false)) continue;
    RuleChange& added = result.changes.emplace_back();
    added.kind = RuleChange::Kind::added;
    added.pack = entry->pack;
    added.rule = entry->rule->name;
  }
  for (const Parsed::Entry* entry : left) {
    RuleChange& removed = result.changes.emplace_back();
    removed.kind = RuleChange::Kind::removed;
    removed.pack = entry->pack;
    removed.rule = entry->rule->name;
  }
  std::stable_sort(result.changes.begin(), result.changes.end(),
                   [](const RuleChange& a, const RuleChange& b) {
                     return std::tie(a.pack, a.rule) < std::tie(b.pack, b.rule);
                   });
  return result;
}

}  // namespace beachcomb
