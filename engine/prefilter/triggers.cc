// SPDX-License-Identifier: Apache-2.0
#include "prefilter/triggers.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "prefilter/formula.h"

namespace beachcomb::prefilter {
namespace {

// After so many files with one choice the next is made.
constexpr std::array<std::uint32_t, 2> kChooseAfter = {1024, 8192};
// How many files the guess of a literal's share is worth.
constexpr double kGuessFiles = 24;
// What one more literal costs, as a share of files that it would trigger in.
constexpr double kPresence = 1e-4;
// Triggers that occur more often than this get further literals.
constexpr double kCommon = 2e-3;
constexpr std::size_t kFurther = 3;
constexpr std::size_t kMostFurtherLiterals = 12;
constexpr double kTaken = 1e6;

// Chooses for all rules; what more than one wants costs each of them less.
std::vector<std::vector<std::uint32_t>> cheapest(
    const Vocabulary& vocabulary, const std::vector<const Formula*>& formulas,
    const std::vector<double>& shares) {
  std::vector<std::vector<std::uint32_t>> chosen(formulas.size());
  std::vector<double> costs(shares.size());
  std::vector<std::uint32_t> users(shares.size(), 1);
  for (int sweep = 0; sweep < 2; ++sweep) {
    for (std::size_t id = 0; id < costs.size(); ++id) {
      costs[id] = shares[id] + kPresence / std::max(users[id], 1u);
    }
    std::fill(users.begin(), users.end(), 0);
    for (std::size_t rule = 0; rule < formulas.size(); ++rule) {
      chosen[rule] = formulas[rule]->trigger(vocabulary, costs);
      for (const std::uint32_t id : chosen[rule]) ++users[id];
    }
  }
  return chosen;
}

// Further literals that the rule can't do without.
void add_further(const Vocabulary& vocabulary, const Formula& formula,
                 std::vector<std::uint32_t> taken,
                 const std::vector<double>& shares,
                 std::vector<bool>* searched) {
  std::vector<double> costs = shares;
  for (std::size_t i = 0; i < kFurther; ++i) {
    for (const std::uint32_t id : taken) costs[id] = kTaken;
    taken = formula.trigger(vocabulary, costs);
    const bool is_new =
        std::none_of(taken.begin(), taken.end(),
                     [&](std::uint32_t id) { return costs[id] >= kTaken; });
    if (taken.empty() || !is_new) return;
    if (taken.size() > kMostFurtherLiterals) return;
    for (const std::uint32_t id : taken) (*searched)[id] = true;
  }
}

// Those of the literals that have a NUL, or have none.
std::unique_ptr<Database> compile(const Vocabulary& vocabulary,
                                  const std::vector<bool>& searched,
                                  bool has_nul) {
  std::vector<std::uint32_t> ids;
  for (std::uint32_t id = 0; id < searched.size(); ++id) {
    const bool has =
        vocabulary.literal(id).bytes.find('\0') != std::string::npos;
    if (searched[id] && has == has_nul) ids.push_back(id);
  }
  return vocabulary.compile(ids);
}

}  // namespace

bool Triggers::search(Bytes bytes, Scratch& scratch,
                      std::vector<std::uint32_t>* found) const {
  if (text == nullptr || !text->search(bytes, scratch, found)) return false;
  const bool has_nul =
      !bytes.empty() && std::memchr(bytes.data(), 0, bytes.size()) != nullptr;
  return !has_nul ||
         (binary != nullptr && binary->search(bytes, scratch, found));
}

TriggerChoice::TriggerChoice(const Vocabulary& vocabulary,
                             std::vector<const Formula*> formulas,
                             std::vector<double> guess)
    : vocabulary_(vocabulary),
      formulas_(std::move(formulas)),
      guess_(std::move(guess)),
      experience_(guess_.size()) {
  choices_[0] = choose();
  choice_count_ = 1;
  now_ = choices_[0].get();
}

std::unique_ptr<Triggers> TriggerChoice::choose() const {
  std::vector<double> shares(guess_.size());
  for (std::size_t id = 0; id < shares.size(); ++id) {
    const Experience& known = experience_[id];
    shares[id] =
        (known.hits + kGuessFiles * guess_[id]) / (known.files + kGuessFiles);
  }
  auto triggers = std::make_unique<Triggers>();
  triggers->rules_of.resize(shares.size());
  triggers->searched.resize(shares.size());
  const auto chosen = cheapest(vocabulary_, formulas_, shares);
  for (std::uint32_t rule = 0; rule < chosen.size(); ++rule) {
    if (chosen[rule].empty()) triggers->always.push_back(rule);
    double share = 0;
    for (const std::uint32_t id : chosen[rule]) {
      triggers->rules_of[id].push_back(rule);
      triggers->searched[id] = true;
      share += shares[id];
    }
    if (share < kCommon) continue;
    add_further(vocabulary_, *formulas_[rule], chosen[rule], shares,
                &triggers->searched);
  }
  for (std::uint32_t clause = 0; clause < vocabulary_.clause_count();
       ++clause) {
    const auto& of = vocabulary_.literals_of(clause);
    triggers->answers.push_back(
        std::all_of(of.begin(), of.end(),
                    [&](std::uint32_t id) { return triggers->searched[id]; }));
  }
  triggers->text = compile(vocabulary_, triggers->searched, false);
  triggers->binary = compile(vocabulary_, triggers->searched, true);
  triggers->counts = choice_count_ < kChooseAfter.size();
  if (triggers->counts) {
    triggers->hits =
        std::make_unique<std::atomic<std::uint32_t>[]>(shares.size());
  }
  return triggers;
}

// Only one thread chooses; the others go on with what they have.
void TriggerChoice::learn(const Triggers& triggers,
                          const std::vector<std::uint32_t>& found) const {
  if (!triggers.counts) return;
  for (const std::uint32_t id : found) {
    triggers.hits[id].fetch_add(1, std::memory_order_relaxed);
  }
  const std::uint32_t files =
      triggers.files.fetch_add(1, std::memory_order_relaxed) + 1;
  if (std::find(kChooseAfter.begin(), kChooseAfter.end(), files) ==
      kChooseAfter.end()) {
    return;
  }
  const std::scoped_lock lock(choosing_);
  if (&triggers != choices_[choice_count_ - 1].get() ||
      files != kChooseAfter[choice_count_ - 1]) {
    return;
  }
  for (std::size_t id = 0; id < experience_.size(); ++id) {
    if (!triggers.searched[id]) continue;
    experience_[id].files += files;
    experience_[id].hits += triggers.hits[id].load(std::memory_order_relaxed);
  }
  choices_[choice_count_] = choose();
  now_.store(choices_[choice_count_].get(), std::memory_order_release);
  ++choice_count_;
}

}  // namespace beachcomb::prefilter
