// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_UNWRAP_SCRIPT_VALUE_H_
#define BEACHCOMB_UNWRAP_SCRIPT_VALUE_H_

#include <algorithm>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "unwrap/script_lexer.h"

namespace beachcomb::unwrap {

// What an expression of a script is worth, as far as that can be known without
// running it. A plain value.
struct Value {
  enum class Kind { unknown, text, number, array };
  struct Item;

  Kind kind = Kind::unknown;
  std::string text;
  std::int64_t number = 0;
  std::vector<Item> items;
  // What was undone to get here, in order, each once; static strings.
  std::vector<std::string_view> steps;
  // How it is written where it was found, when that is a variable.
  std::string shown;
  // Where it stands in the script.
  std::size_t begin = 0;
  std::size_t end = 0;
  bool changed = false;  // more than a plain literal
  bool escaped = false;  // a literal with escapes
  bool emitted = false;  // was given to the output already
  bool cut = false;      // a limit ended it
  bool code = false;     // is run where it stands

  bool known() const { return kind != Kind::unknown; }
  bool is_text() const { return kind == Kind::text; }
  bool is_number() const { return kind == Kind::number; }
  bool is_array() const { return kind == Kind::array; }
  bool is_scalar() const { return is_text() || is_number(); }

  // REQUIRES: is_scalar()
  std::string as_text() const {
    return is_number() ? std::to_string(number) : text;
  }
  std::uint64_t cost() const;
  // Takes over what was undone to get `other`.
  void inherit(const Value& other) {
    for (const std::string_view step : other.steps) add_step(step);
    cut = cut || other.cut;
  }
  void add_step(std::string_view step) {
    constexpr std::size_t kMostSteps = 32;
    if (!step.empty() && steps.size() < kMostSteps &&
        std::find(steps.begin(), steps.end(), step) == steps.end()) {
      steps.push_back(step);
    }
  }

  static Value of(std::string text);
  static Value of(std::int64_t number);
  static Value array();
};

struct Value::Item {
  std::string key;
  Value value;
};

inline std::uint64_t Value::cost() const {
  std::uint64_t sum = text.size() + 16;
  for (const Item& item : items) {
    sum += item.key.size() + item.value.text.size() + 64;
  }
  return sum;
}

inline Value Value::of(std::string text) {
  Value value;
  value.kind = Kind::text;
  value.text = std::move(text);
  return value;
}

inline Value Value::of(std::int64_t number) {
  Value value;
  value.kind = Kind::number;
  value.number = number;
  return value;
}

inline Value Value::array() {
  Value value;
  value.kind = Kind::array;
  return value;
}

// A call of a known function whose arguments are all known.
struct Call {
  std::vector<Value>& arguments;
  Dialect dialect;
  std::uint64_t most;  // bytes that the result may have
  const std::function<bool()>& expired;

  std::size_t count() const { return arguments.size(); }
  bool has_text(std::size_t i) const {
    return i < arguments.size() && arguments[i].is_scalar();
  }
  // Empty when it is none.
  std::string text(std::size_t i) const {
    return has_text(i) ? arguments[i].as_text() : std::string();
  }
  // The number that the argument is or reads as, else `fallback`.
  std::int64_t number(std::size_t i, std::int64_t fallback) const;
};

struct Function {
  std::string_view name;  // lower case
  std::size_t least;      // so many arguments at least
  Value (*evaluate)(const Call& call);
  std::string_view step;     // how a layer names it; empty: it undoes nothing
  bool takes_lists = false;  // as its first argument
};

// nullptr when it is none that we know. `name` in lower case; `method` for
// what is called on a value, which is then the first argument.
const Function* find_function(std::string_view name, Dialect dialect,
                              bool method);
// Functions whose name is worth spelling as their language does.
bool is_notable_name(std::string_view name);

// The tables, a file each.
std::span<const Function> decoding_functions();
std::span<const Function> text_functions();
std::span<const Function> list_functions();
std::span<const Function> basic_functions();
std::span<const Function> script_functions();
std::span<const Function> script_methods();

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_SCRIPT_VALUE_H_
