// SPDX-License-Identifier: Apache-2.0
//
// Which unwrappers are worth a try on these bytes. Nearly every file of a web
// server is wrapped in nothing, so the answer must cost next to nothing:
// magic numbers first, and only when an unwrapper asks for its marks and the
// bytes look like text, one Vectorscan pass for the marks of all of them.
//
// marks() are there for whoever searches the same bytes anyway (the
// prefilter's first pass could): what it found goes to candidates_of() in
// place of a search of our own.
#ifndef BEACHCOMB_UNWRAP_RECOGNISE_H_
#define BEACHCOMB_UNWRAP_RECOGNISE_H_

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "search/database.h"
#include "unwrap/unwrapper.h"

namespace beachcomb::unwrap {

// Unwrappers as bits, by their place in the table.
using Candidates = std::uint64_t;

// A literal that speaks for some unwrappers.
struct Mark {
  std::string_view text;
  Candidates unwrappers;
};

// The table's marks, compiled. Immutable, so safe for concurrent use.
class Recogniser {
 public:
  static const Recogniser& instance();
  ~Recogniser();

  // What one thread needs while it searches. Not thread-safe.
  struct Scratch {
    search::Scratch search;
    std::vector<std::uint32_t> found;
  };

  const std::vector<Mark>& marks() const { return marks_; }

  Candidates candidates(Bytes bytes, const Context& context,
                        Scratch& scratch) const;
  // The same with marks that somebody else searched: `marked` are the
  // unwrappers of those found.
  Candidates candidates_of(Bytes bytes, const Context& context,
                           Candidates marked) const;

 private:
  Recogniser();
  Candidates search(Bytes bytes, Candidates wanted, Scratch& scratch) const;

  std::vector<Mark> marks_;
  Candidates needs_mark_ = 0;
  std::unique_ptr<search::Database> database_;  // null: there are no marks
};

// At its start or at its end: a page behind the header of a picture is text.
bool looks_like_text(Bytes bytes);

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_RECOGNISE_H_
