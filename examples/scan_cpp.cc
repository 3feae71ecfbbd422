// SPDX-License-Identifier: Apache-2.0
// Scans files and folders with the built-in rules: scan_cpp PATH...
#include <beachcomb/engine.h>
#include <beachcomb/report.h>

#include <iostream>

int main(int argc, char** argv) {
  const auto rules = beachcomb::RuleSet::compile(beachcomb::builtin_rules());
  if (!rules) {
    std::cerr << rules.error().message << '\n';
    return 2;
  }
  const beachcomb::Engine engine(*rules);
  beachcomb::CallbackSink print([](const beachcomb::Verdict& verdict) {
    // An attacker may have named the file.
    std::cout << beachcomb::printable(verdict.path) << ": "
              << beachcomb::name_of(verdict.outcome);
    for (const beachcomb::Finding& finding : verdict.findings) {
      std::cout << ' ' << finding.rule.pack << '.' << finding.rule.name;
    }
    return static_cast<bool>(std::cout << '\n');
  });
  beachcomb::WalkOptions walk;
  walk.roots.assign(argv + 1, argv + argc);
  const beachcomb::Summary summary = engine.scan_tree(walk, print);
  if (summary.ledger.count(beachcomb::Outcome::detected) > 0) return 1;
  return summary.is_whole() ? 0 : 2;
}
