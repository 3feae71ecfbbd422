// SPDX-License-Identifier: Apache-2.0
#include "prefilter/vocabulary.h"

#include <re2/re2.h>

#include <algorithm>

namespace beachcomb::prefilter {
namespace {

// Bytes, not characters, and no word to the standard error.
re2::RE2::Options options() {
  re2::RE2::Options options;
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  options.set_dot_nl(true);
  options.set_never_capture(true);
  options.set_log_errors(false);
  options.set_max_mem(std::int64_t{2} << 20);
  return options;
}

}  // namespace

Questions::Questions(std::vector<std::uint32_t> clauses)
    : clauses_(std::move(clauses)) {
  std::sort(clauses_.begin(), clauses_.end());
  clauses_.erase(std::unique(clauses_.begin(), clauses_.end()), clauses_.end());
}

const Database* Questions::database(const Vocabulary& vocabulary) const {
  std::call_once(once_, [&] {
    std::vector<std::uint32_t> ids;
    for (const std::uint32_t clause : clauses_) {
      const auto& of = vocabulary.literals_of(clause);
      ids.insert(ids.end(), of.begin(), of.end());
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    database_ = vocabulary.compile(ids);
  });
  return database_.get();
}

Vocabulary::Vocabulary() = default;
Vocabulary::~Vocabulary() = default;

std::uint32_t Vocabulary::clause(const Clause& literals) {
  std::vector<std::uint32_t> numbers;
  for (const Literal& literal : literals) {
    const auto [it, is_new] =
        literal_numbers_.try_emplace(literal, literal_count());
    if (is_new) literals_.push_back(&it->first);
    numbers.push_back(it->second);
  }
  const auto [it, is_new] =
      clause_numbers_.try_emplace(std::move(numbers), clause_count());
  if (is_new) clauses_.emplace_back().literals = it->first;
  return it->second;
}

std::uint32_t Vocabulary::expression(const Expression& expression,
                                     std::optional<std::uint32_t> clause) {
  const auto [it, is_new] = expression_numbers_.try_emplace(
      {expression.pattern, clause}, expression_count());
  if (is_new) {
    ExpressionEntry& entry = expressions_.emplace_back();
    entry.pattern = expression.pattern;
    entry.clause = clause;
    entry.reach = expression.reach;
  }
  return it->second;
}

std::unique_ptr<Database> Vocabulary::compile(
    const std::vector<std::uint32_t>& numbers, Database::Report report) const {
  std::vector<const Literal*> literals;
  literals.reserve(numbers.size());
  for (const std::uint32_t number : numbers) {
    literals.push_back(literals_[number]);
  }
  return Database::compile(literals, numbers, report);
}

const Database* Vocabulary::database_of(const ClauseEntry& entry) const {
  std::call_once(entry.once, [&] {
    entry.database = compile(entry.literals, Database::Report::every_place);
  });
  return entry.database.get();
}

bool Vocabulary::has_clause(std::uint32_t clause, Bytes bytes,
                            Scratch& scratch) const {
  const Database* database = database_of(clauses_[clause]);
  return database == nullptr || database->contains(bytes, scratch);
}

// A regular expression with a literal that stands in a few places is only
// looked for around them: RE2 reads some 600 MB a second, Vectorscan ten times
// that.
bool Vocabulary::matches(std::uint32_t expression, Bytes bytes,
                         Scratch& scratch) const {
  const ExpressionEntry& entry = expressions_[expression];
  std::call_once(entry.once, [&entry] {
    auto compiled = std::make_unique<re2::RE2>(entry.pattern, options());
    if (compiled->ok()) entry.compiled = std::move(compiled);
  });
  if (entry.compiled == nullptr) return true;
  const re2::StringPiece text(reinterpret_cast<const char*>(bytes.data()),
                              bytes.size());
  const auto match = [&](std::uint64_t begin, std::uint64_t end) {
    return entry.compiled->Match(text, begin, end, re2::RE2::UNANCHORED,
                                 nullptr, 0);
  };
  std::vector<std::uint64_t> ends;
  if (entry.reach == 0 || !entry.clause.has_value()) {
    return match(0, bytes.size());
  }
  const Database* literals = database_of(clauses_[*entry.clause]);
  if (literals == nullptr || !literals->places(bytes, scratch, &ends)) {
    return match(0, bytes.size());
  }
  std::uint64_t begin = 0, end = 0;  // of the part to look at
  for (const std::uint64_t place : ends) {
    const std::uint64_t from = place - std::min(place, entry.reach);
    if (from > end) {
      if (end > begin && match(begin, end)) return true;
      begin = from;
    }
    end = std::min<std::uint64_t>(place + entry.reach, bytes.size());
  }
  return end > begin && match(begin, end);
}

}  // namespace beachcomb::prefilter
