// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <string>

#include "beachcomb/catalog.h"
#include "beachcomb/report.h"
#include "commands.h"
#include "output.h"
#include "rule_loading.h"
#include "shared_flags.h"
#include "text/ascii.h"
#include "text/format.h"
#include "values.h"

namespace beachcomb::cli {
namespace {

bool holds(const std::string& text, const std::string& part) {
  return text::lower(text).find(text::lower(part)) != std::string::npos;
}

bool is_wanted(const CatalogRule& rule, const Arguments& arguments) {
  const RuleInfo& info = rule.info;
  const auto starts = [&](const std::string& id) {
    return text::lower(id).starts_with(text::lower(arguments.mitre));
  };
  const bool named =
      arguments.paths.empty() ||
      std::any_of(arguments.paths.begin(), arguments.paths.end(),
                  [&](const std::string& part) {
                    return holds(info.pack + '.' + info.name, part);
                  });
  return named && info.score >= arguments.list_score &&
         (arguments.family.empty() || holds(info.family, arguments.family)) &&
         (arguments.mitre.empty() ||
          std::any_of(info.mitre.begin(), info.mitre.end(), starts));
}

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) {
    text += (text.empty() ? "" : ",") + item;
  }
  return text;
}

std::string text_of(const Catalog& catalog) {
  std::size_t width = 0;
  for (const CatalogRule& rule : catalog.rules) {
    width = std::max(width,
                     printable(rule.info.pack + '.' + rule.info.name).size());
  }
  std::string text;
  for (const CatalogRule& rule : catalog.rules) {
    const RuleInfo& info = rule.info;
    std::string line = fmt::format(
        "{:<{}}  {:>3}  {:<10}  {:<22}  {}",
        printable(info.pack + '.' + info.name), width, info.score,
        rule.is_private ? "private"
                        : std::string(name_of(level_of(info.score))),
        printable(info.family), printable(joined(info.mitre)));
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text + text::counted(catalog.rules.size(), "rule") + '\n';
}

int run_rules_list(const Arguments& arguments) {
  auto sources = sources_for(arguments);
  if (!sources) {
    spdlog::error("{}", printable(sources.error().message));
    return kExitIncomplete;
  }
  Catalog catalog = catalog_of(std::move(*sources));
  log_problems(catalog.problems, false);
  std::erase_if(catalog.rules, [&](const CatalogRule& rule) {
    return !is_wanted(rule, arguments);
  });
  const std::string text =
      arguments.format == "json" ? as_json(catalog) + '\n' : text_of(catalog);
  const bool written = write_output(arguments.output, text, "the list");
  return written && catalog.problems.empty() ? kExitNothingFound
                                             : kExitIncomplete;
}

constexpr Flag kFlags[] = {
    kRulesFlag,
    kPacksFlag,
    {"--family", "TEXT", ValueKind::text, kRulesGroup,
     "only rules whose family holds this text", "",
     [](Arguments& a, const std::string& v) -> FlagError {
       a.family = v;
       return {};
     }},
    {"--mitre", "ID", ValueKind::text, kRulesGroup,
     "only rules for this ATT&CK technique and those below it", "",
     [](Arguments& a, const std::string& v) -> FlagError {
       a.mitre = v;
       return {};
     }},
    {"--min-score", "N", ValueKind::text, kRulesGroup,
     "only rules with this score or a higher one", "",
     [](Arguments& a, const std::string& v) -> FlagError {
       return set_number(v, 0, 100, &a.list_score);
     }},
    kTextOrJsonFlag,
    kOutputFlag,
    kHelpFlag,
};

}  // namespace

const Command kRulesListCommand = {
    .name = "list",
    .operands = "[NAME...]",
    .help = "list rules with what they say about themselves",
    .more =
        "Lists the built-in rules, or those of --rules: pack and name, score, "
        "level, family and\nATT&CK techniques. With NAME, only those whose "
        "pack and name hold one of these texts.",
    .flags = kFlags,
    .run = run_rules_list,
    .exit_codes =
        "Exit code: 0 all rules were listed, 2 not all of them parse, or the "
        "call was wrong.\n",
};

}  // namespace beachcomb::cli
