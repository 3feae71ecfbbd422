// SPDX-License-Identifier: Apache-2.0
//
// "Certainly nothing here", for nearly every file.
//
// Contract: when a rule matches a file, the prefilter names it. It may name
// others: libyara decides.
//
// Every file is searched once for triggers (triggers.h): few literals and rare
// ones, at memory speed, and most files end there. For the rules that were
// triggered the formulas are evaluated, question by question: first with what
// the triggers say, then with further literals, then with strings as a whole.
// Mostly the first question or the second says no.
#ifndef BEACHCOMB_PREFILTER_PREFILTER_H_
#define BEACHCOMB_PREFILTER_PREFILTER_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "beachcomb/result.h"
#include "prefilter/content.h"
#include "prefilter/formula.h"
#include "prefilter/triggers.h"
#include "prefilter/vocabulary.h"

namespace beachcomb::prefilter {

// The rules of one namespace with what they need, in the same order.
struct NamespaceRules {
  std::vector<const rules::Rule*> rules;
  std::vector<rules::Need> needs;
  std::vector<std::uint32_t> ids;  // what the prefilter calls them
};

// What one thread keeps from file to file, and counts.
struct Worker {
  std::unique_ptr<Content> content;
  bool failed = false;              // the search for triggers did
  std::vector<std::uint32_t> left;  // rules that are not ruled out
  std::uint64_t files = 0;          // searched for triggers
  std::uint64_t files_asked = 0;    // of these, searched for more
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

  // The same for a file in pieces: begin; search() each; when narrow() says
  // so, ask() each; finish. Pieces overlap, so that they cut no literal.
  void begin(Worker& worker) const;
  void search(Bytes piece, Worker& worker) const;
  // False: no rule is left.
  bool narrow(Facts facts, Worker& worker) const;
  void ask(Bytes piece, Worker& worker) const;
  void finish(Facts facts, Worker& worker,
              std::vector<std::uint32_t>* rules) const;

  // Ids of rules that every file is a candidate for, or is until its strings
  // were looked for.
  std::vector<std::uint32_t> always_running() const;
  // The literals of which each file is searched for one before the rule is
  // tried; none: it always is.
  std::vector<Literal> triggers_of(std::uint32_t id) const;
  // It can't hold for any file.
  bool never_runs(std::uint32_t id) const;

 private:
  struct RuleEntry {
    RuleEntry(std::uint32_t rule_id, Formula rule_formula);

    std::uint32_t id;
    Formula formula;
    bool has_external;
    std::uint64_t least_size, most_size;
    Questions questions;  // all that the rule asks
  };

  void evaluate(const Facts& facts, Worker& worker) const;
  void report(Worker& worker, std::vector<std::uint32_t>* rules) const;

  Vocabulary vocabulary_;
  std::deque<RuleEntry> rules_;
  std::vector<std::uint32_t> unknown_;
  std::unique_ptr<TriggerChoice> choice_;
};

}  // namespace beachcomb::prefilter

#endif  // BEACHCOMB_PREFILTER_PREFILTER_H_
