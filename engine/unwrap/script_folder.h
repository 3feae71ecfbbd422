// SPDX-License-Identifier: Apache-2.0
//
// Folds a script: reads it once from left to right, works out what every
// expression over literals is worth, and writes the script anew in a plain
// form, with comments out, white space collapsed, escapes undone and each such
// expression replaced by its value. What was decoded on the way is given to
// the output as a layer of its own.
//
// It is a parser of expressions and of nothing else: statements, blocks and
// classes are tokens that it copies. A wrong guess about the grammar can cost
// the value of one expression, never the rest of the text. Values of variables
// are those of the last assignment above, whatever branches and loops lie
// between; where that is wrong, a layer holds rubbish, which does no harm.
//
// Convention: a function that reads an expression returns its value. A known
// value is not written to out_ yet; of an unknown one the text is there. So a
// chain of a million literals is joined without being written a million times.
//
// Bounds: nesting of kMostDepth, beyond which tokens are copied one by one;
// all work on values is charged to a budget; expired() is asked regularly. One
// thread, one script, then thrown away.
#ifndef BEACHCOMB_UNWRAP_SCRIPT_FOLDER_H_
#define BEACHCOMB_UNWRAP_SCRIPT_FOLDER_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "unwrap/script_lexer.h"
#include "unwrap/script_value.h"
#include "unwrap/unwrapper.h"

namespace beachcomb::unwrap {

// Putting text together is every program's work; undoing a code is not.
bool is_plain_step(std::string_view step);

class Folder {
 public:
  // The text and the output must outlive the folder.
  Folder(std::string_view text, Dialect dialect, Output& output);

  // Folds [begin, end). Variables keep their values from section to section.
  void fold(std::size_t begin, std::size_t end);
  // Copies something that is no code: a directive, a tag.
  void copy(std::string_view text);
  // Code that a literal holds, which the script runs in a way of its own: it
  // is put behind the folded script, with tags around it.
  void note(std::string_view code);
  // Gives the folded script to the output, when it differs in more than white
  // space.
  void finish();
  // A decoded text that stood at [begin, end) of the script. Each is taken
  // once. False when the output wants no more.
  bool emit(std::string bytes, std::vector<std::string_view> steps,
            std::size_t begin, std::size_t end, bool cut);

 private:
  class Nesting;

  // script_folder.cc: tokens and text
  void advance();
  bool at_end() const;
  bool over() const;
  bool spend(std::uint64_t bytes);
  bool fits(std::uint64_t bytes);
  void separate();
  void write(std::string_view text);
  void write_token();
  void print(Value value);
  std::string literal(const Value& value) const;
  std::string_view excerpt(const Value& value) const;
  std::string quoted(std::string_view text) const;
  std::string take_from(std::size_t at);
  void put_back(std::string_view tail);
  void emit_value(Value* value);
  void decode_joined(const Value& value);
  void remember_steps(const Value& value);

  // script_expression.cc: operators
  Value expression(int least_power);
  void concatenated(int power);
  Value applied(const std::string& op, Value& left, Value& right);
  int power_of(const Token& token) const;
  bool joins(const Token& token) const;

  // script_operand.cc: what stands between them
  Value operand();
  Value unary();
  Value group();
  Value list(std::string_view close);
  Value list_item(std::string* key);
  Value string();
  Value number();
  bool is_cast() const;

  // script_interpolate.cc: strings that hold variables
  Value interpolated();

  // script_variable.cc: names and variables
  Value variable();
  Value dynamic_variable();
  Value variable_named(std::string name);
  Value variable_at(const std::string& root, const std::string& shown,
                    const std::vector<Value>& keys);
  Value assigned(const std::string& name, const std::string& shown,
                 const Value* key, bool append_item);
  void append(const std::string& name, const Value* key, const Value& value);
  void store_item(const std::string& name, const Value* key, Value value);
  const Value* look_up(const std::string& name) const;
  void store(const std::string& name, Value value);
  Value name();
  bool skip_parameters();
  void forget_loop_variables();
  Value named(const std::string& word, std::size_t at);

  // script_call.cc: what follows an operand, and calls
  Value suffixed(Value left, std::size_t at, std::size_t begin,
                 std::string last_name);
  Value member(Value left, std::size_t at, std::size_t begin,
               std::string* last_name);
  Value indexed(Value left, std::string_view close, std::string* last_name);
  Value called(Value receiver, const std::string& function, std::size_t at,
               std::size_t begin);
  Value evaluated(const std::string& function, std::vector<Value>* arguments,
                  bool method, std::size_t begin);
  Value special(const std::string& function, std::vector<Value>* arguments,
                std::size_t begin);
  void forget_counters();
  bool bare_sink(const std::string& word);
  void sink(const std::string& function, std::size_t index,
            const std::vector<Value>& before, Value* value);

  std::string_view text_;
  Dialect dialect_;
  Output& output_;
  std::function<bool()> expired_;
  Lexer lexer_;
  Token token_;
  std::size_t previous_end_ = 0;
  bool statement_start_ = true;
  std::string out_;
  std::string notes_;
  std::vector<std::string_view> undone_;  // the steps, each once
  std::unordered_map<std::string, Value> variables_;
  std::unordered_set<std::size_t> emitted_;  // hashes
  int depth_ = 0;
  std::uint64_t budget_;
  std::uint64_t tokens_ = 0;
  int folds_ = 0;       // what was undone, other than white space
  bool short_ = false;  // of room: something was not worked out
  bool stopped_ = false;
  bool refused_ = false;  // by the output, which wants no more
};

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_SCRIPT_FOLDER_H_
