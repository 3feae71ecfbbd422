// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_LEDGER_H_
#define BEACHCOMB_LEDGER_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

#include "beachcomb/export.h"
#include "beachcomb/scanner.h"
#include "beachcomb/verdict.h"

namespace beachcomb {

// The account of a run: how many entries each outcome has, and why. Entries
// are files and whatever else the walk met that is no directory, and the
// directories that could not be listed. Not thread-safe: one per thread,
// merged at the end.
class BEACHCOMB_API Ledger {
 public:
  void add(const Verdict& verdict);
  void merge(const Ledger& other);

  std::uint64_t files() const;  // the sum of the four outcomes
  std::uint64_t count(Outcome outcome) const;
  std::uint64_t count(Level level) const;  // of detected files
  // Skipped and failed entries by reason.
  const std::map<Reason, std::uint64_t>& reasons() const { return reasons_; }
  // Clean files that are known to be good, and those of them that a rule was
  // overruled on.
  std::uint64_t known_good() const { return known_good_; }
  std::uint64_t overruled() const { return overruled_; }
  std::uint64_t bytes() const { return bytes_; }
  // What was unwrapped from the files; its bytes are not in bytes().
  const LayerCounts& layers() const { return layers_; }
  // Nothing that was met and asked for was left unread.
  bool all_read() const { return unread_ == 0; }

 private:
  std::uint64_t outcomes_[4] = {};
  std::uint64_t levels_[3] = {};
  std::map<Reason, std::uint64_t> reasons_;
  std::uint64_t known_good_ = 0;
  std::uint64_t overruled_ = 0;
  std::uint64_t bytes_ = 0;
  LayerCounts layers_;
  std::uint64_t unread_ = 0;
};

// Where the time of a run went. Times are sums over all threads.
struct BEACHCOMB_API Stats {
  std::uint64_t files_not_read = 0;  // ruled out by size or name
  std::chrono::nanoseconds read_time{0};
  std::chrono::nanoseconds unwrap_time{0};  // without the layers' scans
  ScanStats scan;

  void merge(const Stats& other);
};

// What a run ends with.
struct Summary {
  Ledger ledger;
  Stats stats;
  double seconds = 0;    // wall clock
  bool complete = true;  // false when the run was stopped early
  // Why, when nobody asked it to stop: what went wrong.
  std::string detail{};

  // True when a run without a finding may say so: it went to its end, and
  // nothing that was asked for was left unread.
  bool is_whole() const { return complete && ledger.all_read(); }
};

}  // namespace beachcomb

#endif  // BEACHCOMB_LEDGER_H_
