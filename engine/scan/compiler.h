// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_SCAN_COMPILER_H_
#define BEACHCOMB_SCAN_COMPILER_H_

#include <yara.h>

#include <memory>
#include <string>
#include <vector>

#include "beachcomb/rule_set.h"

namespace beachcomb::scan {

struct FreeRules {
  void operator()(YR_RULES* rules) const { yr_rules_destroy(rules); }
};
using YaraRules = std::unique_ptr<YR_RULES, FreeRules>;

// One use of libyara's compiler. After an error it can only be thrown away,
// which is libyara's rule, not ours. Not thread-safe.
class Compiler {
 public:
  explicit Compiler(const Externals& externals);

  // What libyara says about this source; errors have is_error set. The text
  // must be free of includes. `path` is for messages.
  std::vector<RuleProblem> add(const RuleSource& source);

  // Null after an error, and when libyara is out of memory.
  YaraRules finish();

 private:
  struct Free {
    void operator()(YR_COMPILER* compiler) const {
      yr_compiler_destroy(compiler);
    }
  };
  std::unique_ptr<YR_COMPILER, Free> compiler_;
};

// The external variables that every rule set defines, with empty values.
const Externals& default_externals();

}  // namespace beachcomb::scan

#endif  // BEACHCOMB_SCAN_COMPILER_H_
