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

#include "beachcomb/result.h"
#include "beachcomb/rule_set.h"
#include "beachcomb/verdict.h"

namespace beachcomb {

// What is known about a file besides its bytes: the values of the external
// variables `filename`, `filepath`, `extension` and `owner`.
struct FileFacts {
  std::string_view path;
  std::string_view owner;
};

struct ScanResult {
  std::vector<Finding> findings;  // in the order of the rules
  // Set when the scan did not come to its end, or when libyara says that it
  // may have missed something.
  std::optional<Reason> reason;
  std::string detail;
};

// A file in overlapping pieces, for files that are too large for one buffer.
class Windows {
 public:
  virtual ~Windows() = default;
  struct Window {
    Bytes bytes;
    std::uint64_t offset = 0;  // of the first byte in the file
  };
  // The next window, the first one at first; nothing at the end or after an
  // error. The bytes are valid until the next call.
  virtual std::optional<Window> next() = 0;
  virtual std::uint64_t file_size() const = 0;
  // Bytes of the file, fewer at its end, none when they can't be read.
  virtual std::string read_at(std::uint64_t offset, std::size_t length) = 0;
};

// Runs a RuleSet over one buffer at a time. Not thread-safe: one per thread,
// reused for every file.
class Scanner {
 public:
  // A scan that takes longer than `timeout` ends with Reason::timeout; zero
  // is no limit.
  explicit Scanner(RuleSet rules, std::chrono::seconds timeout = {});
  ~Scanner();
  Scanner(Scanner&&) noexcept;
  Scanner& operator=(Scanner&&) noexcept;

  ScanResult scan(Bytes bytes, const FileFacts& facts);
  // Conditions see the file as a whole: `filesize` is its true size and a
  // match in any window counts, once.
  ScanResult scan(Windows& windows, const FileFacts& facts);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace beachcomb

#endif  // BEACHCOMB_SCANNER_H_
