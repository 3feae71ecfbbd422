// SPDX-License-Identifier: Apache-2.0
//
// Many literals in one pass over a buffer: all that we use of Vectorscan, and
// the only file that includes it.
//
// Vectorscan 5.4.9, which Debian 12 has, loses matches in the last 46 bytes of
// a buffer when it looks for two to eleven literals (Teddy; seen with AVX-512,
// AVX2 and SSE). So the end of each buffer is searched a second time, in a
// copy with zeros behind it. tests/search_test.cc fails without that.
#ifndef BEACHCOMB_SEARCH_DATABASE_H_
#define BEACHCOMB_SEARCH_DATABASE_H_

#include <hs.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "beachcomb/result.h"
#include "search/literal.h"

namespace beachcomb::search {

// A few kilobytes that one thread needs while it searches. Not thread-safe.
class Scratch {
 public:
  // For the database with this serial number.
  hs_scratch_t* prepare(const hs_database_t* database, std::size_t serial);

 private:
  struct Free {
    void operator()(hs_scratch_t* scratch) const { hs_free_scratch(scratch); }
  };
  std::unique_ptr<hs_scratch_t, Free> scratch_;
  std::vector<bool> prepared_;  // by serial number
};

// Finds which of many literals stand in a buffer, in one Vectorscan pass.
// Immutable, so safe for concurrent use.
class Database {
 public:
  enum class Report : std::uint8_t { once, every_place };

  // Literal i is reported as ids[i]. REQUIRES: no literal is empty.
  static std::unique_ptr<Database> compile(
      const std::vector<const Literal*>& literals,
      const std::vector<std::uint32_t>& ids, Report report = Report::once);

  // Appends each id that occurs, in no particular order, mostly once. False
  // when the search failed; then nothing is known about the buffer.
  bool search(Bytes bytes, Scratch& scratch,
              std::vector<std::uint32_t>* found) const;
  // True when one occurs, or when the search failed.
  bool contains(Bytes bytes, Scratch& scratch) const;
  // Where matches end, in ascending order, each once. False when there are too
  // many to be worth it, or when the search failed. REQUIRES: reports every
  // place.
  bool places(Bytes bytes, Scratch& scratch,
              std::vector<std::uint64_t>* ends) const;

 private:
  struct Free {
    void operator()(hs_database_t* database) const {
      hs_free_database(database);
    }
  };
  struct Call;
  hs_error_t scan(Bytes bytes, Scratch& scratch, Call& call) const;

  std::unique_ptr<hs_database_t, Free> database_;  // null: nothing to find
  std::size_t serial_ = 0;                         // of no other in the process
};

}  // namespace beachcomb::search

#endif  // BEACHCOMB_SEARCH_DATABASE_H_
