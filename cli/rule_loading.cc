// SPDX-License-Identifier: Apache-2.0
#include "rule_loading.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "beachcomb/report.h"

namespace beachcomb::cli {
namespace {

// The sources that the options name.
Result<std::vector<RuleSource>> sources_for(const Arguments& arguments) {
  std::vector<RuleSource> sources;
  if (arguments.rules.empty() || !arguments.packs.empty()) {
    sources = builtin_rules();
  }
  for (const std::string& pack : arguments.packs) {
    if (std::none_of(sources.begin(), sources.end(),
                     [&](const auto& s) { return s.pack == pack; })) {
      return Error{"no built-in pack is called '" + pack + "'"};
    }
  }
  if (!arguments.packs.empty()) {
    std::erase_if(sources, [&](const RuleSource& source) {
      return std::find(arguments.packs.begin(), arguments.packs.end(),
                       source.pack) == arguments.packs.end();
    });
  }
  for (const std::string& path : arguments.rules) {
    auto loaded = load_rules(path);
    if (!loaded) return loaded.error();
    std::move(loaded->begin(), loaded->end(), std::back_inserter(sources));
  }
  return sources;
}

void log_problems(const std::vector<RuleProblem>& problems, bool verbose) {
  for (const RuleProblem& p : problems) {
    if (!p.is_error && !verbose) continue;
    const std::string where = fmt::format("{}:{}:{}", printable(p.path), p.line,
                                          std::max(p.column, 1));
    const std::string rule =
        p.rule.empty() ? "" : fmt::format("rule {}: ", printable(p.rule));
    spdlog::log(p.is_error ? spdlog::level::err : spdlog::level::warn,
                "{}: {}{}{}", where, rule, printable(p.reason),
                p.is_error ? " (left out)" : "");
  }
}

}  // namespace

Result<RuleSet> rules_for(const Arguments& arguments) {
  auto sources = sources_for(arguments);
  if (!sources) return sources.error();
  std::vector<RuleProblem> problems;
  auto rules =
      RuleSet::compile(std::move(*sources), arguments.externals, &problems);
  if (!arguments.quiet) log_problems(problems, arguments.verbose);
  return rules;
}

}  // namespace beachcomb::cli
