// SPDX-License-Identifier: Apache-2.0
#include "prefilter/content.h"

#include <algorithm>

namespace beachcomb::prefilter {
namespace {

// To answer all that a rule asks takes as long as some ten single questions.
constexpr std::size_t kSingleQuestions = 12;
constexpr std::size_t kManyQuestions = 20;

}  // namespace

Content::Content(const Vocabulary& vocabulary)
    : vocabulary_(vocabulary),
      found_(vocabulary.literal_count()),
      clauses_(vocabulary.clause_count()),
      expressions_(vocabulary.expression_count()) {}

void Content::begin(const Triggers& triggers) {
  for (const std::uint32_t id : hits_) found_[id] = false;
  for (const std::uint32_t id : known_clauses_) clauses_[id] = {};
  for (const std::uint32_t id : known_expressions_) expressions_[id] = {};
  hits_.clear();
  known_clauses_.clear();
  known_expressions_.clear();
  triggers_ = &triggers;
  depth_ = Depth::triggers;
}

bool Content::search(Bytes bytes) {
  const std::size_t before = hits_.size();
  if (!triggers_->search(bytes, scratch_, &hits_)) return false;
  for (std::size_t i = before; i < hits_.size(); ++i) found_[hits_[i]] = true;
  return true;
}

void Content::note(std::vector<Answer>& answers,
                   std::vector<std::uint32_t>& known, std::uint32_t number,
                   Answer answer) {
  if (answers[number] == Answer::unknown) known.push_back(number);
  answers[number] = answer;
}

void Content::set_questions(const Questions& questions) {
  questions_ = &questions;
  single_left_ = questions.clauses().size() < kManyQuestions ? kManyQuestions
                                                             : kSingleQuestions;
}

void Content::ask(const Questions& questions, Bytes piece) {
  const Database* database = questions.database(vocabulary_);
  more_hits_.clear();
  const bool failed =
      database == nullptr || !database->search(piece, scratch_, &more_hits_);
  for (const std::uint32_t id : more_hits_) {
    if (found_[id]) continue;
    found_[id] = true;
    hits_.push_back(id);
  }
  for (const std::uint32_t clause : questions.clauses()) {
    if (clauses_[clause] == Answer::yes) continue;
    const auto& of = vocabulary_.literals_of(clause);
    const bool found =
        failed || std::any_of(of.begin(), of.end(),
                              [this](std::uint32_t id) { return found_[id]; });
    note(clauses_, known_clauses_, clause, found ? Answer::yes : Answer::asked);
  }
}

void Content::settle() {
  for (const std::uint32_t clause : known_clauses_) {
    if (clauses_[clause] == Answer::asked) clauses_[clause] = Answer::no;
  }
}

bool Content::may_have(std::uint32_t clause) {
  if (clauses_[clause] != Answer::unknown) {
    return clauses_[clause] != Answer::no;
  }
  const std::vector<std::uint32_t>& literals = vocabulary_.literals_of(clause);
  bool has = std::any_of(literals.begin(), literals.end(),
                         [this](std::uint32_t id) { return found_[id]; });
  const bool is_known = has || triggers_->answers[clause];
  if (!is_known) {
    if (depth_ == Depth::triggers) return true;
    if (single_left_ == 0) {
      ask(*questions_, bytes_);
      settle();
      return clauses_[clause] != Answer::no;
    }
    --single_left_;
    has = vocabulary_.has_clause(clause, bytes_, scratch_);
  }
  note(clauses_, known_clauses_, clause, has ? Answer::yes : Answer::no);
  return has;
}

bool Content::may_match(std::uint32_t expression) {
  if (depth_ != Depth::strings) return true;
  if (expressions_[expression] == Answer::unknown) {
    note(expressions_, known_expressions_, expression,
         vocabulary_.matches(expression, bytes_, scratch_) ? Answer::yes
                                                           : Answer::no);
  }
  return expressions_[expression] == Answer::yes;
}

}  // namespace beachcomb::prefilter
