// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <string>

#include "beachcomb/catalog.h"
#include "beachcomb/report.h"
#include "beachcomb/rule_tests.h"
#include "commands.h"
#include "output.h"
#include "rule_loading.h"
#include "shared_flags.h"

namespace beachcomb::cli {
namespace {

// Source may hold what a terminal would obey; its line breaks are its own.
std::string shown(const std::string& source) {
  std::string text;
  for (std::size_t at = 0; at < source.size();) {
    const std::size_t end = std::min(source.find('\n', at), source.size());
    std::string line = source.substr(at, end - at);
    std::string tabs;
    for (const char c : line) {
      if (c == '\t') {
        tabs += "    ";
      } else if (c != '\r') {
        tabs += c;
      }
    }
    text += printable(tabs) + '\n';
    at = end + 1;
  }
  return text;
}

std::string text_of(const CatalogRule& rule, bool built_in) {
  std::string text = fmt::format("{}:{}\n{}\n", printable(rule.path), rule.line,
                                 shown(rule.source));
  text += "before libyara runs\n" +
          (rule.plan ? as_text(*rule.plan)
                     : "  was left out: libyara refuses it\n");
  text += "samples\n";
  for (const std::string& sample : *rule.samples) {
    text += "  " + printable(sample) +
            (built_in ? " in the source of beachcomb\n" : "\n");
  }
  if (rule.samples->empty()) text += "  none beside it\n";
  return text;
}

// Adds what the source alone does not say.
void complete(const std::vector<RulePlan>& plans, bool built_in,
              Catalog* catalog) {
  for (const RulePlan& plan : plans) {
    for (CatalogRule& rule : catalog->rules) {
      if (rule.info.pack == plan.pack && rule.info.name == plan.rule) {
        rule.plan = plan;
      }
    }
  }
  for (CatalogRule& rule : catalog->rules) {
    rule.samples = built_in
                       ? std::vector{"signatures/" + rule.info.pack +
                                     "/samples/hit/" + rule.info.name + ".zip"}
                       : samples_of(rule.path, rule.info.name);
  }
}

int run_rules_show(const Arguments& arguments) {
  if (arguments.paths.empty()) {
    spdlog::error("name a RULE; `beachcomb rules list` has them all");
    return kExitIncomplete;
  }
  auto sources = sources_for(arguments);
  if (!sources) {
    spdlog::error("{}", printable(sources.error().message));
    return kExitIncomplete;
  }
  Catalog catalog = catalog_of(*sources);
  const auto is_named = [](const CatalogRule& rule, const std::string& name) {
    return rule.info.name == name ||
           rule.info.pack + '.' + rule.info.name == name;
  };
  std::vector<std::string_view> known;
  for (const CatalogRule& rule : catalog.rules) {
    known.push_back(rule.info.name);
  }
  for (const std::string& name : arguments.paths) {
    if (std::any_of(catalog.rules.begin(), catalog.rules.end(),
                    [&](const auto& rule) { return is_named(rule, name); })) {
      continue;
    }
    const std::string_view near = nearest(name, known);
    spdlog::error(
        "no rule is called '{}'{}", printable(name),
        near.empty() ? "" : fmt::format(", did you mean '{}'?", near));
    return kExitIncomplete;
  }
  std::erase_if(catalog.rules, [&](const CatalogRule& rule) {
    return std::none_of(
        arguments.paths.begin(), arguments.paths.end(),
        [&](const std::string& name) { return is_named(rule, name); });
  });
  const Result<RuleSet> rules = rules_for(arguments);
  const bool built_in = arguments.rules.empty();
  complete(rules ? rules->plans() : std::vector<RulePlan>(), built_in,
           &catalog);
  std::string text;
  if (arguments.format == "json") {
    text = as_json(catalog) + '\n';
  } else {
    for (const CatalogRule& rule : catalog.rules) {
      text += (text.empty() ? "" : "\n") + text_of(rule, built_in);
    }
  }
  return write_output(arguments.output, text, "the rule") ? kExitNothingFound
                                                          : kExitIncomplete;
}

constexpr Flag kFlags[] = {
    kRulesFlag,  kPacksFlag, kDefineFlag, kTextOrJsonFlag,
    kOutputFlag, kQuietFlag, kHelpFlag,
};

}  // namespace

const Command kRulesShowCommand = {
    .name = "show",
    .operands = "RULE...",
    .help = "show a rule: its source, its plan and its samples",
    .more =
        "Shows the source of each RULE and where it stands, what a file needs "
        "before libyara runs\nit, and the samples that it is tested on. RULE "
        "is the name of a rule of the built-in packs\nor of those of --rules, "
        "with or without its pack.",
    .flags = kFlags,
    .run = run_rules_show,
    .exit_codes =
        "Exit code: 0 the rule was shown, 2 there is no such rule, or the call "
        "was wrong.\n",
};

}  // namespace beachcomb::cli
