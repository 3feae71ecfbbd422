// SPDX-License-Identifier: Apache-2.0
#include <spdlog/spdlog.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "beachcomb/explain.h"
#include "beachcomb/report.h"
#include "color.h"
#include "commands.h"
#include "output.h"
#include "rule_loading.h"
#include "shared_flags.h"

namespace beachcomb::cli {
namespace {

bool is_rule_file(const std::string& name) {
  std::error_code error;
  return (name.ends_with(".yar") || name.ends_with(".yara") ||
          name.find('/') != name.npos) &&
         std::filesystem::is_regular_file(name, error);
}

int fail(const std::string& message) {
  spdlog::error("{}", printable(message));
  return kExitIncomplete;
}

std::string no_such_rule(const std::string& name, const RuleSet& rules) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < rules.rule_count(); ++i) {
    names.push_back(rules.rule_name(i));
    names.push_back(names.back().substr(names.back().rfind('.') + 1));
  }
  const std::vector<std::string_view> known(names.begin(), names.end());
  std::string message = "no rule is called '" + name + "'";
  if (const std::string_view near = nearest(name, known); !near.empty()) {
    message += ", did you mean '" + std::string(near) + "'?";
  }
  return message;
}

int run_rules_explain(const Arguments& arguments) {
  if (arguments.paths.size() != 2) return fail("name a RULE and a FILE");
  const std::string& name = arguments.paths[0];
  Arguments loading = arguments;
  const bool whole_file = is_rule_file(name);
  if (whole_file) {
    if (!arguments.rules.empty() || !arguments.packs.empty()) {
      return fail("name a file of rules or a rule of one, not both");
    }
    loading.rules.push_back(name);
  }
  const Result<RuleSet> rules = rules_for(loading);
  if (!rules) return fail(rules.error().message);
  std::vector<std::size_t> numbers;
  if (whole_file) {
    for (std::size_t i = 0; i < rules->rule_count(); ++i) numbers.push_back(i);
  } else {
    numbers = Explainer(*rules).find(name);
  }
  if (numbers.empty()) return fail(no_such_rule(name, *rules));
  const auto explanation =
      explain_file(*rules, numbers, arguments.paths[1], arguments.scan);
  if (!explanation) return fail(explanation.error().message);
  const std::string text =
      arguments.format == "json"
          ? as_json(*explanation) + '\n'
          : as_text(*explanation, {has_color(arguments), arguments.verbose});
  if (!write_output(arguments.output, text, "the explanation") ||
      !explanation->all_agree()) {
    return kExitIncomplete;
  }
  if (explanation->any_match()) return kExitFound;
  return explanation->complete() ? kExitNothingFound : kExitIncomplete;
}

constexpr Flag kFlags[] = {
    kRulesFlag,
    kPacksFlag,
    kDefineFlag,
    kShallowFlag.reworded(
        "explain the file as it is, unwrap nothing",
        "Without it, what is in containers, mail and encodings is explained, "
        "too, as a scan would have it."),
    kArchivePasswordFlag,
    kTextOrJsonFlag,
    kOutputFlag,
    kQuietFlag,
    kVerboseFlag.reworded(
        "show every layer and every place, and nothing shortened"),
    kHelpFlag,
};

}  // namespace

const Command kRulesExplainCommand = {
    .name = "explain",
    .operands = "RULE FILE",
    .help = "say why a rule does or does not match a file",
    .more =
        "Shows the condition of RULE as a tree: what each part comes to on "
        "FILE and on what is\nwrapped in it, the values that made it so, and "
        "where each string stands. For a miss, it\nnames the fewest parts that "
        "would have to change. RULE is the name of a rule of the\nbuilt-in "
        "packs or of those of --rules, with or without its pack, or a file of "
        "rules.\n\nStrings, modules and regular expressions on texts are asked "
        "of libyara; the condition is\nevaluated by beachcomb, and the result "
        "is compared with libyara's verdict.",
    .flags = kFlags,
    .run = run_rules_explain,
    .exit_codes =
        "Exit code: 0 the rule does not match, 1 it matches, 2 the explanation "
        "and libyara differ,\nnot all could be read, or the call was wrong.\n",
};

}  // namespace beachcomb::cli
