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

bool uses_builtin(const Arguments& arguments) {
  return arguments.rules.empty() || !arguments.packs.empty();
}

bool names_pack(const Arguments& arguments, std::string_view pack) {
  return std::find(arguments.packs.begin(), arguments.packs.end(), pack) !=
         arguments.packs.end();
}

}  // namespace

Result<std::vector<RuleSource>> sources_for(const Arguments& arguments) {
  std::vector<RuleSource> sources;
  if (uses_builtin(arguments)) {
    sources = builtin_rules();
  }
  for (const std::string& pack : arguments.packs) {
    if (pack != kExchangePack &&
        std::none_of(sources.begin(), sources.end(),
                     [&](const auto& s) { return s.pack == pack; })) {
      return Error{"no built-in pack is called '" + pack + "'"};
    }
  }
  if (!arguments.packs.empty()) {
    std::erase_if(sources, [&](const RuleSource& source) {
      return !names_pack(arguments, source.pack);
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

Result<ScanOptions> scan_options(const Arguments& arguments) {
  ScanOptions options = arguments.scan;
  const bool named = names_pack(arguments, kExchangePack);
  const bool may_judge = named || !arguments.shallow;
  if (uses_builtin(arguments) && may_judge) options.known_good.add_builtin();
  options.exchange_pages = named || (arguments.packs.empty() &&
                                     uses_builtin(arguments) && may_judge);
  for (const std::string& path : arguments.known_good) {
    if (const auto added = options.known_good.add_file(path); !added) {
      return added.error();
    }
  }
  return options;
}

Result<RuleSet> rules_for(const Arguments& arguments) {
  auto sources = sources_for(arguments);
  if (!sources) return sources.error();
  if (sources->empty()) return RuleSet::none();
  std::vector<RuleProblem> problems;
  auto rules =
      RuleSet::compile(std::move(*sources), arguments.externals, &problems);
  if (!arguments.quiet) log_problems(problems, arguments.verbose);
  return rules;
}

std::string names_of_packs(const Arguments& arguments) {
  std::vector<std::string> names = arguments.packs;
  if (names.empty() && arguments.rules.empty()) {
    for (const RuleSource& source : builtin_rules()) {
      if (names.empty() || names.back() != source.pack) {
        names.push_back(source.pack);
      }
    }
    names.emplace_back(kExchangePack);
  }
  names.insert(names.end(), arguments.rules.begin(), arguments.rules.end());
  std::string text;
  for (const std::string& name : names) {
    text += (text.empty() ? "" : ", ") + printable(name);
  }
  return text;
}

}  // namespace beachcomb::cli
