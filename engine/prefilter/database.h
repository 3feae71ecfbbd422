// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_PREFILTER_DATABASE_H_
#define BEACHCOMB_PREFILTER_DATABASE_H_

#include <hs.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "beachcomb/result.h"
#include "prefilter/literals.h"

namespace beachcomb::prefilter {

// A few kilobytes that one thread needs while it searches. Not thread-safe.
class Scratch {
 public:
  hs_scratch_t* prepare(const hs_database_t* database);

 private:
  struct Free {
    void operator()(hs_scratch_t* scratch) const { hs_free_scratch(scratch); }
  };
  std::unique_ptr<hs_scratch_t, Free> scratch_;
  const hs_database_t* prepared_[4] = {};
  std::size_t next_ = 0;
};

// Finds which of many literals stand in a buffer, in one Vectorscan pass.
// Immutable, so safe for concurrent use.
class Database {
 public:
  // Literal i is reported as ids[i]. REQUIRES: no literal is empty.
  static std::unique_ptr<Database> compile(
      const std::vector<const Literal*>& literals,
      const std::vector<std::uint32_t>& ids);

  // Appends each id that occurs, in no particular order, mostly once. False
  // when the search failed; then nothing is known about the buffer.
  bool search(Bytes bytes, Scratch& scratch,
              std::vector<std::uint32_t>* found) const;

 private:
  struct Free {
    void operator()(hs_database_t* database) const {
      hs_free_database(database);
    }
  };
  std::unique_ptr<hs_database_t, Free> database_;  // null: nothing to find
};

}  // namespace beachcomb::prefilter

#endif  // BEACHCOMB_PREFILTER_DATABASE_H_
