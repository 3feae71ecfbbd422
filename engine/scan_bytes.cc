// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "beachcomb/pipeline.h"
#include "file_scan.h"

namespace beachcomb {

Verdict scan_bytes(const ScanOptions& options, const RuleSet& rules,
                   Bytes bytes, const FileFacts& facts) {
  Verdict verdict;
  verdict.path = std::string(facts.path);
  FileScan(rules, options).scan(bytes, facts, {}, &verdict);
  set_outcome(&verdict);
  return verdict;
}

}  // namespace beachcomb
