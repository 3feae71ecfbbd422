// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "condition_writer.h"

namespace beachcomb::tests {
namespace {

std::string rule_name(int number) { return cat({"r", std::to_string(number)}); }

}  // namespace

std::string ConditionWriter::quantifier() {
  switch (random_.below(10)) {
    case 0:
      return "none";
    case 1:
    case 2:
      return "all";
    case 3:
    case 4:
      return std::to_string(random_.between(1, 3));
    case 5:
      return integer(1);
    default:
      return "any";
  }
}

// them, ($a, $b*); or only a quantifier.
std::string ConditionWriter::set(bool quantifier_only) {
  if (quantifier_only) {
    return std::string(random_.pick({"any", "all", "2", "50%"}));
  }
  if (random_.one_in(2)) {
    use_all();
    return "them";
  }
  std::string text = "(";
  for (int n = random_.between(1, 3); n > 0; --n) {
    const std::size_t i = random_.below(strings_.size());
    if (text.size() > 1) text += ", ";
    if (random_.one_in(3) || strings_[i].name == "$") {
      // Every wildcard that begins a name stands for all of its kind.
      text += "$*";
      use_all();
    } else {
      text += strings_[i].name;
      used_[i] = true;
    }
  }
  return text + ")";
}

std::string ConditionWriter::of() {
  if (random_.one_in(6)) {
    return cat({std::to_string(random_.between(1, 100)), "% of ", set(false)});
  }
  std::string text = quantifier();
  text += cat({" of ", set(false)});
  if (random_.one_in(6)) text += cat({" in ", range()});
  if (options_.syntax_43 && random_.one_in(6)) {
    text = cat({"any of ", set(false), " at ", small_integer()});
  }
  return text;
}

std::string ConditionWriter::of_rules() {
  if (rules_ == 0) return "filesize > 5";
  const std::string one = rule_name(
      static_cast<int>(random_.below(static_cast<std::size_t>(rules_))));
  switch (random_.below(4)) {
    case 0:
      return cat({quantifier(), " of (r*)"});
    case 1:
      return cat({random_.pick({"any", "all", "1", "50%"}), " of (", one, ", ",
                  rule_name(0), ")"});
    default:
      return one;
  }
}

std::string ConditionWriter::for_of(int depth) {
  if (strings_.empty() || in_string_loop()) return leaf();
  std::string text = cat({"for ", quantifier(), " of ", set(false), " : ("});
  ++string_loops_;
  text += random_.one_in(3) ? integer(1) : condition(depth - 1);
  --string_loops_;
  return text + ")";
}

std::string ConditionWriter::for_in(int depth) {
  const std::size_t nesting =
      integer_variables_.size() + text_variables_.size();
  if (nesting >= 2) return leaf();
  const std::string variable = cat({"v", std::to_string(nesting)});
  std::string text = cat({"for ", quantifier(), " ", variable, " in "});
  const bool texts = options_.syntax_43 && random_.one_in(3);
  if (texts) {
    text += "(\".php\", \"a\", \"\")";
  } else if (random_.one_in(2)) {
    text += cat({"(", integer(1), ", ", small_integer(), ", 2)"});
  } else {
    const std::string count = string_name('#');
    text += count.empty() ? range() : cat({"(1..", count, ")"});
  }
  std::vector<std::string>& variables =
      texts ? text_variables_ : integer_variables_;
  variables.push_back(variable);
  text +=
      cat({" : (", random_.one_in(6) ? integer(1) : condition(depth - 1), ")"});
  variables.pop_back();
  return text;
}

}  // namespace beachcomb::tests
