// SPDX-License-Identifier: Apache-2.0
// Scans files with the built-in rules: scan_cpp FILE...
#include <beachcomb/pipeline.h>
#include <beachcomb/report.h>

#include <iostream>
#include <string>

int main(int count, char** words) {
  const auto rules = beachcomb::RuleSet::compile(beachcomb::builtin_rules());
  if (!rules) {
    std::cerr << rules.error().message << '\n';
    return 2;
  }
  struct Print : beachcomb::Sink {
    bool on_verdict(const beachcomb::Verdict& verdict) override {
      std::cout << beachcomb::name_of(verdict.outcome) << ' '
                << beachcomb::printable(verdict.path) << '\n';
      for (const beachcomb::Finding& finding : verdict.findings) {
        std::cout << "  " << finding.rule.name << '\n';
      }
      return true;
    }
    bool on_finish(const beachcomb::Summary&) override { return true; }
  } print;
  beachcomb::ScanOptions options;
  options.walk.roots.assign(words + 1, words + count);
  return beachcomb::run(options, *rules, print).ledger.all_read() ? 0 : 2;
}
