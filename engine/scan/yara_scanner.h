// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_SCAN_YARA_SCANNER_H_
#define BEACHCOMB_SCAN_YARA_SCANNER_H_

#include <chrono>
#include <memory>

#include "beachcomb/scanner.h"
#include "scan/rule_base.h"

namespace beachcomb::scan {

// libyara over one Unit, one buffer at a time. Not thread-safe: one per
// thread, reused. Base and unit must outlive it.
class YaraScanner {
 public:
  YaraScanner(const RuleBase& base, const Unit& unit);
  ~YaraScanner();
  YaraScanner(YaraScanner&&) noexcept;
  YaraScanner& operator=(YaraScanner&&) noexcept;

  // Adds to `result`: findings without line, column and snippet. Zero is no
  // time limit.
  void scan(Bytes bytes, const FileFacts& facts, std::chrono::seconds timeout,
            ScanResult* result);
  void scan(Windows& windows, const FileFacts& facts,
            std::chrono::seconds timeout, ScanResult* result);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// What an error code of libyara means.
std::string error_text(int code);

}  // namespace beachcomb::scan

#endif  // BEACHCOMB_SCAN_YARA_SCANNER_H_
