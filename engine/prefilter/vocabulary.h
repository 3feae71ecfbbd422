// SPDX-License-Identifier: Apache-2.0
//
// All that the rules look for, each once, by number: literals, clauses (one of
// a few literals) and expressions (a string as a whole). Rules share much of
// it, and what was found out about one file for one rule is known for the
// next.
//
// Clauses and expressions are compiled when they are first asked for: most
// never are.
#ifndef BEACHCOMB_PREFILTER_VOCABULARY_H_
#define BEACHCOMB_PREFILTER_VOCABULARY_H_

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "prefilter/expressions.h"
#include "prefilter/literals.h"
#include "search/database.h"

namespace re2 {
class RE2;
}

namespace beachcomb::prefilter {

class Vocabulary;

// All the clauses that one rule asks for.
class Questions {
 public:
  explicit Questions(std::vector<std::uint32_t> clauses);

  const std::vector<std::uint32_t>& clauses() const { return clauses_; }
  // Of the literals of all clauses, compiled when it is first wanted; null:
  // Vectorscan failed.
  const Database* database(const Vocabulary& vocabulary) const;

 private:
  std::vector<std::uint32_t> clauses_;  // ascending
  mutable std::once_flag once_;
  mutable std::unique_ptr<Database> database_;
};

// Filled by one thread; safe for concurrent use from then on.
class Vocabulary {
 public:
  Vocabulary();
  ~Vocabulary();

  // The number of the clause, or of the expression; new or known.
  std::uint32_t clause(const Clause& literals);
  // `clause`: literals that stand in every match.
  std::uint32_t expression(const Expression& expression,
                           std::optional<std::uint32_t> clause);

  std::uint32_t literal_count() const {
    return static_cast<std::uint32_t>(literals_.size());
  }
  std::uint32_t clause_count() const {
    return static_cast<std::uint32_t>(clauses_.size());
  }
  std::uint32_t expression_count() const {
    return static_cast<std::uint32_t>(expressions_.size());
  }
  const Literal& literal(std::uint32_t number) const {
    return *literals_[number];
  }
  // The literals of a clause, by number.
  const std::vector<std::uint32_t>& literals_of(std::uint32_t clause) const {
    return clauses_[clause].literals;
  }

  // All of these literals; each is reported by its number. Null: Vectorscan
  // failed.
  std::unique_ptr<Database> compile(
      const std::vector<std::uint32_t>& numbers,
      Database::Report report = Database::Report::once) const;

  // True when a literal of the clause stands in the bytes, or when the search
  // failed.
  bool has_clause(std::uint32_t clause, Bytes bytes, Scratch& scratch) const;
  // True when the expression matches, or when RE2 refuses it.
  bool matches(std::uint32_t expression, Bytes bytes, Scratch& scratch) const;

 private:
  struct ClauseEntry {
    std::vector<std::uint32_t> literals;
    mutable std::once_flag once;
    mutable std::unique_ptr<Database> database;
  };
  struct ExpressionEntry {
    std::string pattern;
    std::optional<std::uint32_t> clause;
    std::uint64_t reach = 0;
    mutable std::once_flag once;
    mutable std::unique_ptr<re2::RE2> compiled;
  };
  const Database* database_of(const ClauseEntry& entry) const;

  std::map<Literal, std::uint32_t> literal_numbers_;
  std::vector<const Literal*> literals_;  // the keys of the map, which stay
  std::map<std::vector<std::uint32_t>, std::uint32_t> clause_numbers_;
  std::deque<ClauseEntry> clauses_;
  std::map<std::pair<std::string, std::optional<std::uint32_t>>, std::uint32_t>
      expression_numbers_;
  std::deque<ExpressionEntry> expressions_;
};

}  // namespace beachcomb::prefilter

#endif  // BEACHCOMB_PREFILTER_VOCABULARY_H_
