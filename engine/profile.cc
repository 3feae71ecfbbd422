// SPDX-License-Identifier: Apache-2.0
#include "beachcomb/profile.h"

#include <algorithm>
#include <map>
#include <utility>

#include "rule_set_impl.h"
#include "rules/printer.h"
#include "scan/question_scanner.h"

namespace beachcomb {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::nanoseconds;

constexpr std::size_t kRulesTakenApart = 12;
constexpr int kRepeats = 5;

class Nobody : public Sink {
 public:
  bool on_verdict(const Verdict&) override { return true; }
  bool on_finish(const Summary&) override { return true; }
};

// The least of a few tries: what else the machine does only adds to it.
nanoseconds time_of(scan::QuestionScanner* scanner, Bytes bytes,
                    scan::Answers* answers) {
  nanoseconds least = nanoseconds::max();
  for (int i = 0; i < kRepeats; ++i) {
    const auto begin = Clock::now();
    *answers = scanner->scan(bytes, {}, std::chrono::seconds(10));
    least = std::min<nanoseconds>(least, Clock::now() - begin);
  }
  return least;
}

std::vector<StringCost> costs_of(const rules::Rule& rule,
                                 const std::string& text) {
  const Bytes bytes = std::as_bytes(std::span(text));
  scan::Answers answers;
  nanoseconds nothing{0};
  // What a scan costs that looks for nothing.
  auto empty = scan::QuestionScanner::compile(
      {"p", "p", "rule x { condition: true }"}, {}, "x");
  if (empty) nothing = time_of(&*empty, bytes, &answers);
  std::vector<StringCost> costs;
  for (const rules::StringDecl& string : rule.strings) {
    const std::string declared = rules::print(string);
    auto scanner = scan::QuestionScanner::compile(
        {"p", "p",
         "rule x { strings: " + declared +
             " condition: for all of them : (# >= 0) }"},
        {}, "x");
    if (!scanner) continue;
    StringCost& cost = costs.emplace_back();
    cost.id = string.name;
    cost.declaration = declared.substr(string.name.size() + 3);
    const nanoseconds time = time_of(&*scanner, bytes, &answers);
    cost.time = std::max(time - nothing, nanoseconds(0));
    if (!answers.strings.empty()) {
      cost.matches = answers.strings.front().size();
    }
  }
  std::stable_sort(
      costs.begin(), costs.end(),
      [](const auto& a, const auto& b) { return a.time > b.time; });
  return costs;
}

const rules::Rule* tree_of(const scan::RuleBase& base, std::uint32_t number) {
  for (const scan::Namespace& space : base.namespaces()) {
    if (space.pack != base.info(number).pack) continue;
    for (const scan::Namespace::Entry& entry : space.entries) {
      if (entry.number == number) return entry.tree;
    }
  }
  return nullptr;
}

}  // namespace

Profile profile(const ScanOptions& options, const RuleSet& rules,
                std::stop_token stop, Progress* progress) {
  ScanOptions with_clock = options;
  with_clock.profile = true;
  with_clock.prefilter = true;
  Profile result;
  Nobody nobody;
  result.summary = run(with_clock, rules, nobody, std::move(stop), progress);
  result.rule_count = rules.rule_count();
  std::vector<RuleCost> costs =
      std::exchange(result.summary.stats.scan.costs, {});
  const std::vector<std::size_t> always = rules.always_running();
  const scan::RuleBase& base = *rules.impl().base;
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < costs.size(); ++i) {
    if (costs[i].files != 0) order.push_back(i);
    result.total += costs[i].time;
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) {
                     return costs[a].time > costs[b].time;
                   });
  for (const std::uint32_t number : order) {
    RuleCost& cost = costs[number];
    RuleProfile& listed = result.rules.emplace_back();
    listed.pack = base.info(number).pack;
    listed.rule = base.info(number).name;
    listed.always_runs =
        std::find(always.begin(), always.end(), number) != always.end();
    listed.files = cost.files;
    listed.matches = cost.matches;
    listed.time = cost.time;
    listed.slowest = cost.slowest;
    listed.slowest_path = std::move(cost.slowest_path);
    listed.slowest_size = cost.slowest_bytes.size();
    const rules::Rule* tree = tree_of(base, number);
    if (result.rules.size() <= kRulesTakenApart && tree != nullptr &&
        !cost.slowest_bytes.empty()) {
      listed.strings = costs_of(*tree, cost.slowest_bytes);
    }
  }
  return result;
}

}  // namespace beachcomb
