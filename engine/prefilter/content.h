// SPDX-License-Identifier: Apache-2.0
//
// What is known about the bytes of a file, found out as it is asked.
//
// The search for triggers comes first and answers many questions. Each
// question that it leaves open costs a search of its own, so the depth says
// what may be asked: after the triggers alone; the literals of a rule, each a
// search at memory speed; its strings as a whole.
#ifndef BEACHCOMB_PREFILTER_CONTENT_H_
#define BEACHCOMB_PREFILTER_CONTENT_H_

#include <cstdint>
#include <vector>

#include "beachcomb/result.h"
#include "prefilter/triggers.h"
#include "prefilter/vocabulary.h"
#include "search/database.h"

namespace beachcomb::prefilter {

// One per thread, used for file after file.
class Content {
 public:
  enum class Depth : std::uint8_t { triggers, literals, strings };

  explicit Content(const Vocabulary& vocabulary);

  // A new file, of which nothing is known.
  void begin(const Triggers& triggers);
  const Triggers& triggers() const { return *triggers_; }
  // Searches for the triggers. False: the search failed.
  bool search(Bytes bytes);
  // Which triggers were found.
  const std::vector<std::uint32_t>& hits() const { return hits_; }

  // The bytes that questions are answered from: the whole file.
  void set_bytes(Bytes bytes) { bytes_ = bytes; }
  void set_depth(Depth depth) { depth_ = depth; }

  // The rule that asks next. Mostly its first question or the second says no;
  // when the first few do not, the others are answered at once.
  void set_questions(const Questions& questions);
  // Answers them all at once. For a file in pieces: in each piece, then
  // settle().
  void ask(const Questions& questions, Bytes piece);
  void settle();

  // False: certainly not.
  bool may_have(std::uint32_t clause);
  bool may_match(std::uint32_t expression);

 private:
  enum class Answer : std::uint8_t { unknown, asked, no, yes };
  void note(std::vector<Answer>& answers, std::vector<std::uint32_t>& known,
            std::uint32_t number, Answer answer);

  const Vocabulary& vocabulary_;
  const Triggers* triggers_ = nullptr;
  Scratch scratch_;
  Bytes bytes_;
  Depth depth_ = Depth::triggers;
  const Questions* questions_ = nullptr;
  std::size_t single_left_ = 0;  // questions that are answered one by one
  std::vector<std::uint32_t> hits_, more_hits_;
  std::vector<bool> found_;  // by literal; all false between files
  // All unknown between files; what is not is listed.
  std::vector<Answer> clauses_, expressions_;
  std::vector<std::uint32_t> known_clauses_, known_expressions_;
};

}  // namespace beachcomb::prefilter

#endif  // BEACHCOMB_PREFILTER_CONTENT_H_
