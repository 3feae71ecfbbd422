// SPDX-License-Identifier: Apache-2.0
#include "prefilter/prefilter.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <utility>

#include "prefilter/frequency.h"

namespace beachcomb::prefilter {
namespace {

// After so many samples the triggers are chosen (again).
constexpr std::array<std::uint32_t, 3> kChooseAt = {256, 1024, 4096};
constexpr std::uint32_t kSampleEvery = 32;
// How many samples the guess of a literal's share is worth.
constexpr double kPriorSamples = 16;

// As a YARA text string.
std::string quoted(const Literal& literal) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text = "\"";
  for (const char c : literal.bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      text += {'\\', c};
    } else if (byte >= 0x20 && byte < 0x7f) {
      text += c;
    } else {
      text += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return text + (literal.nocase ? "\" nocase" : "\"");
}

std::vector<std::uint32_t> numbers_up_to(std::size_t size) {
  std::vector<std::uint32_t> numbers(size);
  std::iota(numbers.begin(), numbers.end(), 0u);
  return numbers;
}

}  // namespace

Prefilter::Prefilter(const std::vector<NamespaceRules>& namespaces,
                     std::vector<std::uint32_t> unknown)
    : unknown_(std::move(unknown)) {
  for (const NamespaceRules& space : namespaces) {
    for (std::size_t i = 0; i < space.rules.size(); ++i) {
      // A private rule is never reported; those that refer to it have its
      // need in theirs.
      if (space.rules[i]->is_private) continue;
      Formula formula(space.needs[i], space.rules, &literals_);
      if (formula.is_never()) continue;
      const auto [least, most] = formula.size_bounds();
      const bool has_external = formula.has_external();
      rules_.push_back(
          {space.ids[i], std::move(formula), has_external, least, most});
    }
  }
  std::sort(rules_.begin(), rules_.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  const auto ids = numbers_up_to(literals_.size());
  std::vector<const Literal*> all;
  all.reserve(ids.size());
  for (const std::uint32_t id : ids) all.push_back(&literals_.at(id));
  all_ = Database::compile(all, ids);
  sample_hits_ = std::make_unique<std::atomic<std::uint32_t>[]>(ids.size());
  choices_[0] = choose_triggers();
  choice_count_ = 1;
  triggers_ = choices_[0].get();
}

Prefilter::~Prefilter() = default;

bool Prefilter::may_match(const Facts& facts) const {
  if (!unknown_.empty()) return true;
  return std::any_of(rules_.begin(), rules_.end(), [&](const RuleEntry& rule) {
    return rule.least_size <= facts.size && facts.size <= rule.most_size &&
           (!rule.has_external || rule.formula.may_hold(facts));
  });
}

std::unique_ptr<Prefilter::Triggers> Prefilter::choose_triggers() const {
  const double samples = samples_.load(std::memory_order_relaxed);
  std::vector<double> costs(literals_.size());
  for (std::uint32_t id = 0; id < costs.size(); ++id) {
    const double hits = sample_hits_[id].load(std::memory_order_relaxed);
    costs[id] = (hits + kPriorSamples * expected_share(literals_.at(id))) /
                (samples + kPriorSamples);
  }
  auto triggers = std::make_unique<Triggers>();
  triggers->rules_of.resize(literals_.size());
  for (std::uint32_t rule = 0; rule < rules_.size(); ++rule) {
    const std::vector<std::uint32_t> trigger =
        rules_[rule].formula.trigger(costs);
    if (trigger.empty()) triggers->always.push_back(rule);
    for (const std::uint32_t id : trigger) {
      triggers->rules_of[id].push_back(rule);
    }
  }
  std::vector<const Literal*> literals;
  std::vector<std::uint32_t> ids;
  for (std::uint32_t id = 0; id < costs.size(); ++id) {
    if (triggers->rules_of[id].empty()) continue;
    literals.push_back(&literals_.at(id));
    ids.push_back(id);
  }
  triggers->database = Database::compile(literals, ids);
  return triggers;
}

// Counts one sample, which is in worker.found, and chooses anew when it is
// time. Only one thread does; the others go on with what they have.
void Prefilter::learn(const Worker& worker) const {
  for (std::uint32_t id = 0; id < literals_.size(); ++id) {
    if (worker.found[id]) {
      sample_hits_[id].fetch_add(1, std::memory_order_relaxed);
    }
  }
  const std::uint32_t samples =
      samples_.fetch_add(1, std::memory_order_relaxed) + 1;
  if (std::find(kChooseAt.begin(), kChooseAt.end(), samples) ==
      kChooseAt.end()) {
    return;
  }
  auto chosen = choose_triggers();
  const std::scoped_lock lock(choosing_);
  choices_[choice_count_] = std::move(chosen);
  triggers_.store(choices_[choice_count_].get(), std::memory_order_release);
  ++choice_count_;
}

// Marks the literals that occur in worker.found. When the search itself fails
// every literal may occur.
bool Prefilter::search_all(Bytes bytes, Worker& worker) const {
  worker.found.resize(literals_.size());
  worker.hits.clear();
  if (all_ == nullptr || !all_->search(bytes, worker.scratch, &worker.hits)) {
    std::fill(worker.found.begin(), worker.found.end(), true);
    return false;
  }
  for (const std::uint32_t id : worker.hits) worker.found[id] = true;
  return true;
}

// The rules whose triggers occur go to worker.triggered; true when there is
// one that size, name and first bytes do not rule out.
bool Prefilter::triggered_by(const Triggers& triggers, const Facts& facts,
                             Worker& worker) const {
  worker.triggered.clear();
  for (const std::uint32_t id : worker.hits) {
    worker.triggered.insert(worker.triggered.end(),
                            triggers.rules_of[id].begin(),
                            triggers.rules_of[id].end());
  }
  worker.triggered.insert(worker.triggered.end(), triggers.always.begin(),
                          triggers.always.end());
  std::sort(worker.triggered.begin(), worker.triggered.end());
  worker.triggered.erase(
      std::unique(worker.triggered.begin(), worker.triggered.end()),
      worker.triggered.end());
  std::erase_if(worker.triggered, [&](std::uint32_t rule) {
    return !rules_[rule].formula.may_hold(facts);
  });
  return !worker.triggered.empty();
}

void Prefilter::evaluate(const Facts& facts, Worker& worker,
                         std::vector<std::uint32_t>* rules) const {
  for (const std::uint32_t rule : worker.triggered) {
    if (rules_[rule].formula.may_hold(facts)) {
      rules->push_back(rules_[rule].id);
    }
  }
}

void Prefilter::candidates(Bytes bytes, Facts facts, Worker& worker,
                           std::vector<std::uint32_t>* rules) const {
  rules->insert(rules->end(), unknown_.begin(), unknown_.end());
  facts.is_read = true;
  facts.start = bytes;
  ++worker.files;
  const std::uint32_t turn = turn_.fetch_add(1, std::memory_order_relaxed);
  const bool is_sample = turn < kChooseAt[0] || (turn % kSampleEvery == 0 &&
                                                 samples_ < kChooseAt.back());
  const Triggers& triggers = *triggers_.load(std::memory_order_acquire);
  worker.hits.clear();
  if (triggers.database == nullptr ||
      !triggers.database->search(bytes, worker.scratch, &worker.hits)) {
    worker.hits = numbers_up_to(literals_.size());
  }
  const bool triggered = (!worker.hits.empty() || !triggers.always.empty()) &&
                         triggered_by(triggers, facts, worker);
  if (!triggered && !is_sample) return;
  ++worker.files_triggered;
  search_all(bytes, worker);
  if (is_sample) learn(worker);
  if (triggered) {
    facts.found = &worker.found;
    evaluate(facts, worker, rules);
  }
  std::fill(worker.found.begin(), worker.found.end(), false);
}

std::vector<std::uint32_t> Prefilter::always_running() const {
  std::vector<std::uint32_t> ids = unknown_;
  for (const std::uint32_t rule : choices_[0]->always) {
    ids.push_back(rules_[rule].id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::string Prefilter::plan_of(std::uint32_t id) const {
  const auto rule = std::find_if(rules_.begin(), rules_.end(),
                                 [id](const auto& r) { return r.id == id; });
  if (rule == rules_.end()) return "  never runs\n";
  std::vector<double> costs;
  for (std::uint32_t i = 0; i < literals_.size(); ++i) {
    costs.push_back(expected_share(literals_.at(i)));
  }
  const std::vector<std::uint32_t> trigger = rule->formula.trigger(costs);
  if (trigger.empty()) {
    return "  always runs: no fixed text is needed for it to hold\n";
  }
  std::string text = "  looks for";
  constexpr std::size_t kShown = 8;
  for (std::size_t i = 0; i < std::min(trigger.size(), kShown); ++i) {
    text += (i == 0 ? " " : ", ") + quoted(literals_.at(trigger[i]));
  }
  if (trigger.size() > kShown) {
    text += " and " + std::to_string(trigger.size() - kShown) + " more";
  }
  return text + '\n';
}

void Prefilter::begin(Worker& worker) const {
  worker.found.assign(literals_.size(), false);
}

void Prefilter::add_piece(Bytes bytes, Worker& worker) const {
  search_all(bytes, worker);
}

void Prefilter::end(Facts facts, Worker& worker,
                    std::vector<std::uint32_t>* rules) const {
  rules->insert(rules->end(), unknown_.begin(), unknown_.end());
  facts.found = &worker.found;
  worker.triggered = numbers_up_to(rules_.size());
  evaluate(facts, worker, rules);
  std::fill(worker.found.begin(), worker.found.end(), false);
}

}  // namespace beachcomb::prefilter
