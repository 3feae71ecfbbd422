// SPDX-License-Identifier: Apache-2.0
#include "prefilter/prefilter.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <utility>

#include "prefilter/frequency.h"

namespace beachcomb::prefilter {

Prefilter::RuleEntry::RuleEntry(std::uint32_t rule_id, Formula rule_formula)
    : id(rule_id),
      formula(std::move(rule_formula)),
      has_external(formula.has_external()),
      least_size(formula.size_bounds().first),
      most_size(formula.size_bounds().second),
      questions(formula.clauses()) {}

Prefilter::Prefilter(const std::vector<NamespaceRules>& namespaces,
                     std::vector<std::uint32_t> unknown)
    : unknown_(std::move(unknown)) {
  for (const NamespaceRules& space : namespaces) {
    for (std::size_t i = 0; i < space.rules.size(); ++i) {
      // A private rule is never reported; those that refer to it have its
      // need in theirs.
      if (space.rules[i]->is_private) continue;
      Formula formula(space.needs[i], space.rules, &vocabulary_);
      if (formula.is_never()) continue;
      rules_.emplace_back(space.ids[i], std::move(formula));
    }
  }
  std::vector<double> guess;
  for (std::uint32_t id = 0; id < vocabulary_.literal_count(); ++id) {
    guess.push_back(expected_share(vocabulary_.literal(id)));
  }
  std::vector<const Formula*> formulas;
  for (RuleEntry& rule : rules_) {
    rule.formula.order(vocabulary_, guess);
    formulas.push_back(&rule.formula);
  }
  choice_ = std::make_unique<TriggerChoice>(vocabulary_, std::move(formulas),
                                            std::move(guess));
}

Prefilter::~Prefilter() = default;

bool Prefilter::may_match(const Facts& facts) const {
  if (!unknown_.empty()) return true;
  return std::any_of(rules_.begin(), rules_.end(), [&](const RuleEntry& rule) {
    return rule.least_size <= facts.size && facts.size <= rule.most_size &&
           (!rule.has_external || rule.formula.may_hold(facts));
  });
}

void Prefilter::begin(Worker& worker) const {
  if (worker.content == nullptr) {
    worker.content = std::make_unique<Content>(vocabulary_);
  }
  worker.content->begin(choice_->now());
  worker.failed = false;
  ++worker.files;
}

void Prefilter::search(Bytes piece, Worker& worker) const {
  if (!worker.content->search(piece)) worker.failed = true;
}

bool Prefilter::narrow(Facts facts, Worker& worker) const {
  const Triggers& triggers = worker.content->triggers();
  const std::vector<std::uint32_t>& hits = worker.content->hits();
  choice_->learn(triggers, hits);
  std::vector<std::uint32_t>& left = worker.left;
  left = triggers.always;
  for (const std::uint32_t id : hits) {
    const auto& rules = triggers.rules_of[id];
    left.insert(left.end(), rules.begin(), rules.end());
  }
  if (worker.failed) {
    left.resize(rules_.size());
    std::iota(left.begin(), left.end(), 0u);
  }
  if (left.empty()) return false;
  std::sort(left.begin(), left.end());
  left.erase(std::unique(left.begin(), left.end()), left.end());
  worker.content->set_depth(Content::Depth::triggers);
  evaluate(facts, worker);
  if (left.empty()) return false;
  ++worker.files_asked;
  return true;
}

// After a failed search nothing is known of the content.
void Prefilter::evaluate(const Facts& facts, Worker& worker) const {
  Facts known = facts;
  if (!worker.failed) known.content = worker.content.get();
  std::erase_if(worker.left, [&](std::uint32_t rule) {
    worker.content->set_questions(rules_[rule].questions);
    return !rules_[rule].formula.may_hold(known);
  });
}

void Prefilter::report(Worker& worker,
                       std::vector<std::uint32_t>* rules) const {
  rules->insert(rules->end(), unknown_.begin(), unknown_.end());
  for (const std::uint32_t rule : worker.left) {
    rules->push_back(rules_[rule].id);
  }
  std::sort(rules->begin(), rules->end());
}

void Prefilter::candidates(Bytes bytes, Facts facts, Worker& worker,
                           std::vector<std::uint32_t>* rules) const {
  facts.is_read = true;
  facts.start = bytes;
  begin(worker);
  search(bytes, worker);
  if (narrow(facts, worker)) {
    worker.content->set_bytes(bytes);
    for (const auto depth :
         {Content::Depth::literals, Content::Depth::strings}) {
      worker.content->set_depth(depth);
      evaluate(facts, worker);
      if (worker.left.empty()) break;
    }
  }
  report(worker, rules);
}

// Strings as a whole are not looked for: they may go from piece to piece.
void Prefilter::ask(Bytes piece, Worker& worker) const {
  for (const std::uint32_t rule : worker.left) {
    worker.content->ask(rules_[rule].questions, piece);
  }
}

void Prefilter::finish(Facts facts, Worker& worker,
                       std::vector<std::uint32_t>* rules) const {
  worker.content->settle();
  evaluate(facts, worker);
  report(worker, rules);
}

std::vector<std::uint32_t> Prefilter::always_running() const {
  std::vector<std::uint32_t> ids = unknown_;
  for (const std::uint32_t rule : choice_->first().always) {
    ids.push_back(rules_[rule].id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::vector<Literal> Prefilter::triggers_of(std::uint32_t id) const {
  std::vector<Literal> literals;
  const auto rule = std::find_if(rules_.begin(), rules_.end(),
                                 [id](const auto& r) { return r.id == id; });
  if (rule == rules_.end()) return literals;
  const Triggers& triggers = choice_->first();
  const auto index = static_cast<std::uint32_t>(rule - rules_.begin());
  for (std::uint32_t i = 0; i < triggers.rules_of.size(); ++i) {
    const auto& of = triggers.rules_of[i];
    if (std::find(of.begin(), of.end(), index) != of.end()) {
      literals.push_back(vocabulary_.literal(i));
    }
  }
  return literals;
}

bool Prefilter::never_runs(std::uint32_t id) const {
  return std::none_of(rules_.begin(), rules_.end(),
                      [id](const auto& r) { return r.id == id; });
}

}  // namespace beachcomb::prefilter
