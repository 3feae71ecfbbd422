// SPDX-License-Identifier: Apache-2.0
//
// "Certainly nothing here", for nearly every file.
//
// Contract: when a rule matches a file, the prefilter names it. It may name
// others: libyara decides.
//
// Two passes. The first looks for triggers: for each rule the one set of
// literals, of those without which it can't hold, that is rarest. Few literals
// and rare ones make a pass at memory speed, and most files end there. The
// second, over the files that are left, looks for all literals of all rules
// and evaluates the formulas of the rules that were triggered.
//
// Which literals are rare depends on the tree. A file in a few is searched for
// all of them, and after some such samples the triggers are chosen again.
// Answers do not depend on it: each choice is a necessary one.
#ifndef BEACHCOMB_PREFILTER_PREFILTER_H_
#define BEACHCOMB_PREFILTER_PREFILTER_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "beachcomb/result.h"
#include "prefilter/database.h"
#include "prefilter/formula.h"

namespace beachcomb::prefilter {

// The rules of one namespace with what they need, in the same order.
struct NamespaceRules {
  std::vector<const rules::Rule*> rules;
  std::vector<rules::Need> needs;
  std::vector<std::uint32_t> ids;  // what the prefilter calls them
};

// What one thread keeps from file to file, and counts.
struct Worker {
  Scratch scratch;
  std::vector<std::uint32_t> hits;
  std::vector<bool> found;               // by literal; all false between files
  std::vector<std::uint32_t> triggered;  // rules
  std::uint64_t files = 0;               // searched for triggers
  std::uint64_t files_triggered = 0;     // of these, searched for all literals
};

// Safe for concurrent use, each thread with a Worker of its own.
class Prefilter {
 public:
  // `unknown` are the ids of rules of which nothing is known: each file is a
  // candidate for them.
  Prefilter(const std::vector<NamespaceRules>& namespaces,
            std::vector<std::uint32_t> unknown);
  ~Prefilter();

  // False: no rule can match, whatever the file holds. Before it is read.
  bool may_match(const Facts& facts) const;

  // Appends the ids of the rules that may match, in ascending order. `facts`
  // needs only what is known before reading.
  void candidates(Bytes bytes, Facts facts, Worker& worker,
                  std::vector<std::uint32_t>* rules) const;

  // The same for a file in pieces: begin, each piece, end. Literals must not
  // be cut by the pieces, so they overlap.
  void begin(Worker& worker) const;
  void add_piece(Bytes bytes, Worker& worker) const;
  void end(Facts facts, Worker& worker,
           std::vector<std::uint32_t>* rules) const;

  // Ids of rules that no content rules out.
  std::vector<std::uint32_t> always_running() const;
  // How the rule is looked for, in lines for people.
  std::string plan_of(std::uint32_t id) const;

  std::size_t literal_count() const { return literals_.size(); }

 private:
  struct RuleEntry {
    std::uint32_t id;
    Formula formula;
    bool has_external;
    std::uint64_t least_size, most_size;
  };
  // One choice of triggers.
  struct Triggers {
    std::unique_ptr<Database> database;
    // The rules (indices into rules_) that a literal triggers.
    std::vector<std::vector<std::uint32_t>> rules_of;
    std::vector<std::uint32_t> always;  // rules without a trigger
  };

  std::unique_ptr<Triggers> choose_triggers() const;
  bool search_all(Bytes bytes, Worker& worker) const;
  void learn(const Worker& worker) const;
  void evaluate(const Facts& facts, Worker& worker,
                std::vector<std::uint32_t>* rules) const;
  bool triggered_by(const Triggers& triggers, const Facts& facts,
                    Worker& worker) const;

  LiteralTable literals_;
  std::vector<RuleEntry> rules_;
  std::vector<std::uint32_t> unknown_;
  std::unique_ptr<Database> all_;

  // How often the samples had each literal.
  mutable std::unique_ptr<std::atomic<std::uint32_t>[]> sample_hits_;
  mutable std::atomic<std::uint32_t> samples_{0};
  mutable std::atomic<std::uint32_t> turn_{0};
  // All choices stay, since other threads may still use an older one.
  mutable std::mutex choosing_;
  mutable std::array<std::unique_ptr<Triggers>, 4> choices_;
  mutable std::size_t choice_count_ = 0;  // guarded by choosing_
  mutable std::atomic<const Triggers*> triggers_{nullptr};
};

}  // namespace beachcomb::prefilter

#endif  // BEACHCOMB_PREFILTER_PREFILTER_H_
