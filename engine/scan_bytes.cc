// SPDX-License-Identifier: Apache-2.0
//
// The steps of a run from the bytes on, for one file that is in memory.
#include <chrono>
#include <iterator>
#include <optional>
#include <utility>

#include "beachcomb/pipeline.h"
#include "beachcomb/scanner.h"
#include "beachcomb/sha256.h"
#include "known/exchange.h"
#include "unwrap/layers.h"

namespace beachcomb {

Verdict scan_bytes(const ScanOptions& options, const RuleSet& rules,
                   Bytes bytes, const FileFacts& facts) {
  Verdict verdict;
  verdict.path = std::string(facts.path);
  verdict.size = bytes.size();
  verdict.sha256 = sha256_hex(bytes);
  if (options.known_good.contains(verdict.sha256)) {
    verdict.known_good = true;
    return verdict;
  }
  Scanner scanner(rules, {options.timeout, options.prefilter});
  ScanResult result = scanner.scan(bytes, facts);
  verdict.findings = std::move(result.findings);
  verdict.reason = result.reason;
  verdict.detail = std::move(result.detail);
  if (options.unwrap.enabled) {
    unwrap::LayerScan layers(options.unwrap);
    unwrap::Job job{facts, options.min_score, std::nullopt, {}};
    if (options.timeout.count() != 0) {
      job.deadline = unwrap::Clock::now() + options.timeout;
    }
    layers.scan(bytes, job, scanner, &verdict);
  }
  if (options.exchange_pages && known::is_server_page(facts.path)) {
    if (const auto place = known::locate(facts.path)) {
      std::vector<Finding> findings = known::findings_at(*place);
      std::move(findings.begin(), findings.end(),
                std::back_inserter(verdict.findings));
    }
  }
  std::erase_if(verdict.findings, [&](const Finding& finding) {
    return finding.rule.score < options.min_score;
  });
  if (!verdict.findings.empty()) verdict.outcome = Outcome::detected;
  return verdict;
}

}  // namespace beachcomb
