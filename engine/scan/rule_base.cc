// SPDX-License-Identifier: Apache-2.0
#include "scan/rule_base.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "rules/parser.h"
#include "rules/spans.h"
#include "scan/dependencies.h"
#include "scan/rule_info.h"

namespace beachcomb::scan {
namespace {

// Whether the word stands anywhere in the rules; more than enough to know.
bool mentions(const std::vector<RuleSource>& sources, std::string_view word) {
  return std::any_of(sources.begin(), sources.end(), [&](const auto& source) {
    return source.text.find(word) != std::string::npos;
  });
}

// The rules of `trees` by name; a name is taken once in a namespace.
std::map<std::string_view, const rules::Rule*> by_name(
    const std::vector<rules::Item>& items) {
  std::map<std::string_view, const rules::Rule*> found;
  for (const rules::Item& item : items) {
    if (const auto* rule = std::get_if<rules::Rule>(&item)) {
      found.emplace(rule->name, rule);
    }
  }
  return found;
}

void add_source(const RuleSource& source, Namespace* space) {
  space->trees.push_back(rules::parse(source.text).items);
  const auto trees = by_name(space->trees.back());
  for (const rules::ItemSpan& item : rules::rule_spans(source.text)) {
    if (item.kind == rules::ItemKind::import) {
      space->imports.emplace(item.name,
                             std::string(item.span.in(source.text)) + '\n');
    }
    if (item.kind != rules::ItemKind::rule) continue;
    Namespace::Entry entry;
    entry.name = std::string(item.name);
    entry.text = std::string(item.span.in(source.text));
    if (const auto found = trees.find(item.name); found != trees.end()) {
      entry.tree = found->second;
      entry.is_global = entry.tree->is_global;
    } else {
      entry.is_global = entry.text.find("global") != std::string::npos;
    }
    space->entries.push_back(std::move(entry));
  }
}

}  // namespace

RuleBase::RuleBase(std::vector<RuleSource> sources, Externals externals,
                   const YaraRules& rules)
    : sources_(std::move(sources)), externals_(std::move(externals)) {
  add_namespaces();
  if (rules != nullptr) {
    const YR_RULE* rule = nullptr;
    yr_rules_foreach(rules.get(), rule) infos_.push_back(info_of(rule));
  } else {
    for (const Namespace& space : namespaces_) {
      for (const Namespace::Entry& entry : space.entries) {
        infos_.push_back(info_of(*entry.tree, space.pack));
      }
    }
  }
  number_entries();
  used_ = {.filename = mentions(sources_, "filename"),
           .filepath = mentions(sources_, "filepath"),
           .extension = mentions(sources_, "extension"),
           .filetype = mentions(sources_, "filetype"),
           .owner = mentions(sources_, "owner")};
  slots_ = std::vector<Slot>(infos_.size());
}

const Unit& RuleBase::all() const {
  std::call_once(all_once_, [this] {
    Compiler compiler(externals_);
    for (const RuleSource& source : sources_) compiler.add(source);
    all_.rules = compiler.finish();
    if (all_.rules == nullptr) throw std::bad_alloc();
    all_.numbers.clear();  // of a try that ended for want of memory
    for (std::uint32_t i = 0; i < infos_.size(); ++i) all_.numbers.push_back(i);
  });
  return all_;
}

void RuleBase::add_namespaces() {
  for (const RuleSource& source : sources_) {
    auto space =
        std::find_if(namespaces_.begin(), namespaces_.end(),
                     [&](const Namespace& n) { return n.pack == source.pack; });
    if (space == namespaces_.end()) {
      space = namespaces_.insert(namespaces_.end(), Namespace{});
      space->pack = source.pack;
    }
    add_source(source, &*space);
  }
}

void RuleBase::number_entries() {
  std::map<std::pair<std::string_view, std::string_view>, std::uint32_t>
      numbers;
  for (std::uint32_t i = 0; i < infos_.size(); ++i) {
    numbers[{infos_[i].pack, infos_[i].name}] = i;
  }
  for (Namespace& space : namespaces_) {
    // A rule that libyara did not take can't match.
    std::erase_if(space.entries, [&](Namespace::Entry& entry) {
      const auto found = numbers.find({space.pack, entry.name});
      if (found != numbers.end()) entry.number = found->second;
      return found == numbers.end();
    });
    find_dependencies(&space);
  }
}

const Unit* RuleBase::unit(std::uint32_t number) const {
  Slot& slot = slots_[number];
  std::call_once(slot.once, [&] { slot.unit = compile_unit(number); });
  return slot.unit.get();
}

const Namespace& RuleBase::namespace_of(std::uint32_t number) const {
  return *std::find_if(
      namespaces_.begin(), namespaces_.end(),
      [&](const Namespace& n) { return n.pack == infos_[number].pack; });
}

std::string RuleBase::source_of(std::uint32_t number) const {
  const Namespace& space = namespace_of(number);
  const std::vector<std::size_t> parts = parts_of(space, number);
  std::string text = imports_of(space, parts);
  for (const std::size_t i : parts) {
    text += space.entries[i].text + '\n';
  }
  return text;
}

std::unique_ptr<Unit> RuleBase::compile_unit(std::uint32_t number) const {
  const Namespace& space = namespace_of(number);
  if (depends_on_namesakes(namespaces_, space, parts_of(space, number))) {
    return nullptr;
  }
  const RuleSource source{space.pack, space.pack, source_of(number)};
  Compiler compiler(externals_);
  for (const RuleProblem& problem : compiler.add(source)) {
    if (problem.is_error) return nullptr;
  }
  auto unit = std::make_unique<Unit>();
  unit->rules = compiler.finish();
  if (unit->rules == nullptr) return nullptr;
  const YR_RULE* rule = nullptr;
  yr_rules_foreach(unit->rules.get(), rule) {
    unit->numbers.push_back(
        infos_[number].name == rule->identifier ? number : Unit::kNotReported);
  }
  return unit;
}

}  // namespace beachcomb::scan
