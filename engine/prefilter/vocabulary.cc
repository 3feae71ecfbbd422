// SPDX-License-Identifier: Apache-2.0
#include "prefilter/vocabulary.h"

#include <re2/re2.h>

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

std::uint32_t Vocabulary::expression(const std::string& pattern) {
  const auto [it, is_new] =
      expression_numbers_.try_emplace(pattern, expression_count());
  if (is_new) expressions_.emplace_back().pattern = pattern;
  return it->second;
}

bool Vocabulary::has_clause(std::uint32_t clause, Bytes bytes,
                            Scratch& scratch) const {
  const ClauseEntry& entry = clauses_[clause];
  std::call_once(entry.once, [&] {
    std::vector<const Literal*> literals;
    for (const std::uint32_t number : entry.literals) {
      literals.push_back(literals_[number]);
    }
    entry.database = Database::compile(literals, entry.literals);
  });
  return entry.database == nullptr || entry.database->contains(bytes, scratch);
}

bool Vocabulary::matches(std::uint32_t expression, Bytes bytes) const {
  const ExpressionEntry& entry = expressions_[expression];
  std::call_once(entry.once, [&entry] {
    auto compiled = std::make_unique<re2::RE2>(entry.pattern, options());
    if (compiled->ok()) entry.compiled = std::move(compiled);
  });
  if (entry.compiled == nullptr) return true;
  const re2::StringPiece text(reinterpret_cast<const char*>(bytes.data()),
                              bytes.size());
  return entry.compiled->Match(text, 0, bytes.size(), re2::RE2::UNANCHORED,
                               nullptr, 0);
}

}  // namespace beachcomb::prefilter
