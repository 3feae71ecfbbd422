// SPDX-License-Identifier: Apache-2.0
//
// The few literals that every file is searched for.
//
// A rule's triggers are the one set of literals, of those without which it
// can't hold, that is rarest. A rule whose triggers are common gets further
// necessary literals, which rule it out where the triggers alone do not.
//
// Which literals are rare depends on the tree. A guess comes first; then the
// files themselves say how often each chosen literal occurs, and after some
// files the choice is made again. Answers do not depend on it, since whatever
// is chosen is necessary.
#ifndef BEACHCOMB_PREFILTER_TRIGGERS_H_
#define BEACHCOMB_PREFILTER_TRIGGERS_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "prefilter/vocabulary.h"
#include "search/database.h"

namespace beachcomb::prefilter {

class Formula;

// One choice. Immutable but for what it counts; safe for concurrent use.
struct Triggers {
  // False: the search failed. Appends each literal that was found.
  bool search(Bytes bytes, Scratch& scratch,
              std::vector<std::uint32_t>* found) const;

  // The literals without a NUL and those with one, which are half of all where
  // rules ask for wide strings, and can't stand in most text files. Null:
  // Vectorscan failed.
  std::unique_ptr<Database> text;
  std::unique_ptr<Database> binary;
  std::vector<bool> searched;  // by literal
  std::vector<bool> answers;   // by clause: all its literals searched
  // By literal: the rules (indices) that it triggers.
  std::vector<std::vector<std::uint32_t>> rules_of;
  std::vector<std::uint32_t> always;  // rules without a trigger

  bool counts = false;
  mutable std::atomic<std::uint32_t> files{0};
  mutable std::unique_ptr<std::atomic<std::uint32_t>[]> hits;  // by literal
};

// Holds the choice of the moment. Safe for concurrent use.
class TriggerChoice {
 public:
  // `guess`, by literal: the share of files that have it. Vocabulary and
  // formulas must outlive the choice.
  TriggerChoice(const Vocabulary& vocabulary,
                std::vector<const Formula*> formulas,
                std::vector<double> guess);

  const Triggers& now() const { return *now_.load(std::memory_order_acquire); }
  // The choice before anything was learned.
  const Triggers& first() const { return *choices_[0]; }

  // Counts one file in which `triggers` found these literals, and when it is
  // time chooses anew.
  void learn(const Triggers& triggers,
             const std::vector<std::uint32_t>& found) const;

 private:
  // What is known of one literal.
  struct Experience {
    double files = 0;
    double hits = 0;
  };
  std::unique_ptr<Triggers> choose() const;

  const Vocabulary& vocabulary_;
  std::vector<const Formula*> formulas_;
  std::vector<double> guess_;

  mutable std::mutex choosing_;
  mutable std::vector<Experience> experience_;  // guarded by choosing_
  // All choices stay, since other threads may still use an older one.
  mutable std::array<std::unique_ptr<Triggers>, 3> choices_;
  mutable std::size_t choice_count_ = 0;  // guarded by choosing_
  mutable std::atomic<const Triggers*> now_{nullptr};
};

}  // namespace beachcomb::prefilter

#endif  // BEACHCOMB_PREFILTER_TRIGGERS_H_
