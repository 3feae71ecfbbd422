// SPDX-License-Identifier: Apache-2.0
//
// From rule text to what a scan needs: compiled rules, and the prefilter that
// is derived from the same text.
#include "beachcomb/rule_set.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "beachcomb/sha256.h"
#include "rule_set_impl.h"
#include "rules/literals.h"
#include "rules/needs.h"
#include "scan/isolate.h"
#include "text/exception.h"

namespace beachcomb {
namespace {

std::string fingerprint_of(const std::vector<RuleSource>& sources,
                           const Externals& externals) {
  Sha256 hash;
  const auto add = [&hash](std::string_view text) {
    // The length keeps "ab" + "c" and "a" + "bc" apart.
    const std::string length = std::to_string(text.size()) + ':';
    hash.update(std::as_bytes(std::span(length)));
    hash.update(std::as_bytes(std::span(text)));
  };
  for (const RuleSource& source : sources) {
    add(source.pack);
    add(source.text);
  }
  for (const auto& [name, value] : externals) {
    add(name);
    add(std::visit(
        [](const auto& v) -> std::string {
          if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::string>)
            return v;
          else
            return std::to_string(v);
        },
        value));
  }
  return hash.hex();
}

scan::YaraRules compile_all(const std::vector<RuleSource>& sources,
                            const Externals& externals,
                            std::vector<RuleProblem>* warnings) {
  scan::Compiler compiler(externals);
  for (const RuleSource& source : sources) {
    std::vector<RuleProblem> found = compiler.add(source);
    const bool failed = std::any_of(found.begin(), found.end(),
                                    [](const auto& p) { return p.is_error; });
    if (failed) return nullptr;
    std::move(found.begin(), found.end(), std::back_inserter(*warnings));
  }
  return compiler.finish();
}

// The names of the text externals that are known before a file is read, and
// that the user did not fix.
std::vector<std::string> known_externals(const Externals& defined) {
  std::vector<std::string> names = {"filename", "filepath", "extension"};
  std::erase_if(names, [&](const std::string& name) {
    return std::any_of(defined.begin(), defined.end(),
                       [&](const auto& d) { return d.first == name; });
  });
  return names;
}

prefilter::NamespaceRules rules_in(const scan::Namespace& space,
                                   const std::vector<std::string>& externals) {
  prefilter::NamespaceRules rules;
  for (const scan::Namespace::Entry& entry : space.entries) {
    if (entry.tree == nullptr) continue;
    rules.rules.push_back(entry.tree);
    rules.ids.push_back(entry.number);
  }
  const bool complete = rules.rules.size() == space.entries.size();
  rules.needs = rules::needs_of(rules.rules, externals, complete);
  return rules;
}

std::vector<prefilter::NamespaceRules> prefilter_rules(
    const scan::RuleBase& base) {
  const auto externals = known_externals(base.externals());
  std::vector<prefilter::NamespaceRules> spaces;
  for (const scan::Namespace& space : base.namespaces()) {
    spaces.push_back(rules_in(space, externals));
  }
  return spaces;
}

bool all_checked(const std::vector<RuleSource>& sources) {
  return std::all_of(
      sources.begin(), sources.end(),
      [](const RuleSource& source) { return source.is_checked; });
}

// Rules that only libyara understands always run.
std::vector<std::uint32_t> unparsed_rules(const scan::RuleBase& base) {
  std::vector<std::uint32_t> numbers;
  for (const scan::Namespace& space : base.namespaces()) {
    for (const scan::Namespace::Entry& entry : space.entries) {
      if (entry.tree == nullptr) numbers.push_back(entry.number);
    }
  }
  return numbers;
}

RulePlan plan_of(const rules::Rule& rule, std::uint32_t id,
                 const prefilter::Prefilter& prefilter) {
  RulePlan plan;
  if (rule.is_private) {
    plan.runs = RulePlan::Runs::with_others;
  } else if (prefilter.never_runs(id)) {
    plan.runs = RulePlan::Runs::never;
  } else {
    for (const search::Literal& literal : prefilter.triggers_of(id)) {
      plan.looks_for.push_back(rules::quote(literal.bytes) +
                               (literal.nocase ? " nocase" : ""));
    }
    plan.runs = plan.looks_for.empty() ? RulePlan::Runs::always
                                       : RulePlan::Runs::when_found;
  }
  return plan;
}

Result<std::shared_ptr<RuleSet::Impl>> compile_impl(
    std::vector<RuleSource> sources, const Externals& externals,
    std::vector<RuleProblem>* problems) {
  std::vector<RuleProblem> found;
  auto impl = std::make_shared<RuleSet::Impl>();
  sources = scan::resolve_includes(std::move(sources), &found);
  impl->fingerprint = fingerprint_of(sources, externals);
  scan::YaraRules rules;
  // What the user defines may be of another type than the rules expect.
  if (!externals.empty() || sources.empty() || !all_checked(sources)) {
    std::vector<RuleProblem> warnings;
    rules = compile_all(sources, externals, &warnings);
    if (rules == nullptr) {
      scan::isolate_bad_rules(externals, &sources, &found);
      warnings.clear();
      rules = compile_all(sources, externals, &warnings);
    }
    std::move(warnings.begin(), warnings.end(), std::back_inserter(found));
    if (rules == nullptr || rules->num_rules == 0) {
      if (problems != nullptr) *problems = std::move(found);
      return Error{"no rule is left to scan with"};
    }
  }
  if (problems != nullptr) *problems = std::move(found);
  impl->base =
      std::make_unique<scan::RuleBase>(std::move(sources), externals, rules);
  rules.reset();
  impl->prefilter = std::make_unique<prefilter::Prefilter>(
      prefilter_rules(*impl->base), unparsed_rules(*impl->base));
  return impl;
}

}  // namespace

Result<RuleSet> RuleSet::compile(std::vector<RuleSource> sources,
                                 const Externals& externals,
                                 std::vector<RuleProblem>* problems) {
  try {
    auto impl = compile_impl(std::move(sources), externals, problems);
    if (!impl) return impl.error();
    return RuleSet(std::move(*impl));
  } catch (...) {
    return Error{text::current_exception()};
  }
}

Result<RuleSet> RuleSet::none() {
  try {
    auto impl = std::make_shared<Impl>();
    std::vector<RuleProblem> problems;
    impl->fingerprint = fingerprint_of({}, {});
    impl->base = std::make_unique<scan::RuleBase>(
        std::vector<RuleSource>{}, Externals{}, compile_all({}, {}, &problems));
    impl->prefilter = std::make_unique<prefilter::Prefilter>(
        prefilter_rules(*impl->base), std::vector<std::uint32_t>{});
    return RuleSet(std::move(impl));
  } catch (...) {
    return Error{text::current_exception()};
  }
}

std::size_t RuleSet::rule_count() const { return impl_->base->rule_count(); }
std::string RuleSet::rule_name(std::size_t number) const {
  const RuleInfo& info = impl_->base->info(static_cast<std::uint32_t>(number));
  return info.pack + '.' + info.name;
}

std::vector<std::size_t> RuleSet::always_running() const {
  const auto ids = impl_->prefilter->always_running();
  return {ids.begin(), ids.end()};
}

std::vector<RulePlan> RuleSet::plans() const {
  std::vector<RulePlan> plans;
  plans.reserve(rule_count());
  const auto externals = known_externals(impl_->base->externals());
  for (const scan::Namespace& space : impl_->base->namespaces()) {
    const prefilter::NamespaceRules rules = rules_in(space, externals);
    for (std::size_t i = 0; i < rules.rules.size(); ++i) {
      RulePlan plan = plan_of(*rules.rules[i], rules.ids[i], *impl_->prefilter);
      plan.pack = space.pack;
      plan.rule = rules.rules[i]->name;
      plan.needs = print_need(rules.needs[i], rules.rules);
      plans.push_back(std::move(plan));
    }
    for (const scan::Namespace::Entry& entry : space.entries) {
      if (entry.tree == nullptr) plans.push_back({space.pack, entry.name});
    }
  }
  return plans;
}

const std::string& RuleSet::fingerprint() const { return impl_->fingerprint; }

}  // namespace beachcomb
