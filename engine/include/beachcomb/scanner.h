// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_SCANNER_H_
#define BEACHCOMB_SCANNER_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/export.h"
#include "beachcomb/result.h"
#include "beachcomb/rule_set.h"
#include "beachcomb/verdict.h"

namespace beachcomb {

// What is known about a file besides its bytes: the values of the external
// variables `filename`, `filepath`, `extension` and `owner`.
// Views: the text must be there as long as the call that they are given to.
struct FileFacts {
  std::string_view path{};
  std::string_view owner{};
};

struct ScanResult {
  std::vector<Finding> findings;  // in the order of the rules
  // Set when the scan did not come to its end, or when libyara says that it
  // may have missed something.
  std::optional<Reason> reason;
  std::string detail;
};

struct ScannerOptions {
  // A scan that takes longer ends with Reason::timeout; zero is no limit.
  std::chrono::seconds timeout{60};
  // Rule out what certainly does not match before libyara runs. Changes no
  // answer; off is for checking just that.
  bool prefilter = true;
  // Scan with each candidate rule on its own, and keep ScanStats::costs.
  bool profile = false;
};

// What one rule cost.
struct BEACHCOMB_API RuleCost {
  std::uint64_t files = 0;    // scanned with libyara for it
  std::uint64_t matches = 0;  // of these, with a finding
  std::chrono::nanoseconds time{0};
  std::chrono::nanoseconds slowest{0};  // of these, the one that took longest
  std::string slowest_path{};
  std::string slowest_bytes{};  // empty of a file that is too large to keep

  void merge(const RuleCost& other);
};

// What a Scanner did so far.
struct BEACHCOMB_API ScanStats {
  std::uint64_t files = 0;  // that the prefilter searched for triggers
  std::uint64_t files_triggered = 0;  // of these, searched for more than that
  std::uint64_t files_passed = 0;     // of these, scanned with libyara
  std::chrono::nanoseconds prefilter_time{0};
  std::chrono::nanoseconds scan_time{0};  // in libyara
  // How many files each rule let pass, in the order of the rules; may be
  // shorter than there are rules.
  std::vector<std::uint64_t> passed_by_rule;
  // The same of what they cost; of a profile only.
  std::vector<RuleCost> costs{};

  void merge(const ScanStats& other);
};

// A file in overlapping pieces, for files that are too large for one buffer.
class BEACHCOMB_API Windows {
 public:
  virtual ~Windows() = default;
  struct Extent {
    std::uint64_t offset = 0;  // of the first byte in the file
    std::size_t size = 0;      // bytes
  };
  virtual std::uint64_t file_size() const = 0;
  virtual std::uint64_t count() const = 0;
  // REQUIRES: index < count()
  virtual Extent extent(std::uint64_t index) const = 0;
  // The bytes, valid until the next call; fewer when the file shrank, none
  // when they can't be read. REQUIRES: index < count()
  virtual Bytes read(std::uint64_t index) = 0;
  // Bytes of the file, fewer at its end, none when they can't be read.
  virtual std::string read_at(std::uint64_t offset, std::size_t length) = 0;
};

// Runs a RuleSet over one buffer at a time and says which rules hold, no more:
// what is wrapped in it, and what follows, is for an Engine. Not thread-safe:
// one per thread, reused for every file. Keeps the rules; looks at bytes and
// facts only during a call. No exception leaves it: what goes wrong is a result
// with Reason::scan_error, as it is when it was moved from.
class BEACHCOMB_API Scanner {
 public:
  explicit Scanner(RuleSet rules, const ScannerOptions& options = {}) noexcept;
  ~Scanner();
  Scanner(Scanner&&) noexcept;
  Scanner& operator=(Scanner&&) noexcept;

  // False: a file of this size in bytes and of this name is clean, whatever it
  // holds.
  bool may_match(std::uint64_t size, const FileFacts& facts);

  ScanResult scan(Bytes bytes, const FileFacts& facts);
  // Conditions see the file as a whole: `filesize` is its true size and a
  // match in any window counts, once.
  ScanResult scan(Windows& windows, const FileFacts& facts);

  // From the next scan on, in place of that of the options.
  void set_timeout(std::chrono::seconds timeout);

  const ScanStats& stats() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace beachcomb

#endif  // BEACHCOMB_SCANNER_H_
