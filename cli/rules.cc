// SPDX-License-Identifier: Apache-2.0
#include <spdlog/spdlog.h>

#include "beachcomb/report.h"
#include "commands.h"
#include "output.h"
#include "rule_loading.h"
#include "rules_test.h"

namespace beachcomb::cli {
namespace {

int print_plan(const Arguments& arguments) {
  const Result<RuleSet> rules = rules_for(arguments);
  if (!rules) {
    spdlog::error("{}", printable(rules.error().message));
    return kExitIncomplete;
  }
  FileOutput output(true);
  if (!output.open(arguments.output).ok() || !output.write(rules->plan()) ||
      !output.flush()) {
    spdlog::error("{}: the plan could not be written",
                  printable(arguments.output));
    return kExitIncomplete;
  }
  return 0;
}

}  // namespace

int run_rules(const Arguments& arguments) {
  const std::string what = arguments.paths.empty() ? "" : arguments.paths[0];
  if (what != "plan" && what != "test") {
    spdlog::error(
        "say what is to be done with the rules; `beachcomb rules --help` "
        "shows how");
    return kExitIncomplete;
  }
  Arguments rest = arguments;
  rest.rules.insert(rest.rules.end(), arguments.paths.begin() + 1,
                    arguments.paths.end());
  return what == "test" ? test_rules(rest) : print_plan(rest);
}

}  // namespace beachcomb::cli
