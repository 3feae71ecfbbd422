// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_TESTS_CONDITION_WRITER_H_
#define BEACHCOMB_TESTS_CONDITION_WRITER_H_

#include <string>
#include <string_view>
#include <vector>

#include "rule_generator.h"

namespace beachcomb::tests {

// Writes conditions. Types are kept apart by construction; whether a rule
// compiles after that is nearly always yes.
class ConditionWriter {
 public:
  ConditionWriter(Random& random, const std::vector<GeneratedString>& strings,
                  int rules, const GeneratorOptions& options,
                  std::vector<std::string>* heads)
      : random_(random),
        strings_(strings),
        rules_(rules),
        options_(options),
        heads_(heads),
        used_(strings.size(), false) {}

  // libyara refuses a string that is not used.
  std::string run() {
    std::string text = condition(4);
    for (std::size_t i = 0; i < strings_.size(); ++i) {
      if (used_[i]) continue;
      text = cat({"(", text, ")", random_.one_in(3) ? " and " : " or "});
      text +=
          strings_[i].name == "$" ? set(true) + " of them" : strings_[i].name;
      if (strings_[i].name == "$") break;  // them is all
    }
    return text;
  }

 private:
  std::string condition(int depth);
  std::string leaf();
  std::string string_leaf();
  std::string integer_leaf();
  std::string external_leaf();
  std::string other_leaf();
  std::string of();
  std::string of_rules();
  std::string for_of(int depth);
  std::string for_in(int depth);
  std::string read();
  std::string integer(int depth);
  std::string small_integer();
  std::string string_name(char mark);
  std::string quantifier();
  std::string set(bool quantifier_only);
  std::string range();
  std::string_view comparison() {
    return random_.pick({"==", "==", "!=", "<", "<=", ">", ">="});
  }
  bool in_string_loop() const { return string_loops_ > 0; }
  void use_all() { used_.assign(used_.size(), true); }

  Random& random_;
  const std::vector<GeneratedString>& strings_;
  int rules_;
  const GeneratorOptions& options_;
  std::vector<std::string>* heads_;
  std::vector<bool> used_;
  int string_loops_ = 0;
  std::vector<std::string> integer_variables_;
  std::vector<std::string> text_variables_;
};

}  // namespace beachcomb::tests

#endif  // BEACHCOMB_TESTS_CONDITION_WRITER_H_
