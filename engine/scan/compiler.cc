// SPDX-License-Identifier: Apache-2.0
#include "scan/compiler.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>

namespace beachcomb::scan {
namespace {

// libyara counts its users. We initialize it once and never finalize it: a
// rule set may live until the end of the process.
void initialize_once() {
  static const int result = [] {
    const int code = yr_initialize();
    // libyara copies the bytes of every match, and reserves room for the
    // copies of 1,024 matches before each scan: 600 KB. We have the buffer.
    std::uint32_t none = 0;
    yr_set_configuration(YR_CONFIG_MAX_MATCH_DATA, &none);
    return code;
  }();
  static_cast<void>(result);
}

struct AddCall {
  const RuleSource* source;
  std::vector<RuleProblem>* problems;
};

// libyara names the line only. Where the message quotes a name that stands in
// that line, the column is that of the name, else that of the first text.
int column_of(std::string_view text, int line, std::string_view message) {
  for (int i = 1; i < line; ++i) {
    const std::size_t end = text.find('\n');
    if (end == text.npos) return 0;
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  const std::size_t open = message.find('"');
  const std::size_t close = message.find('"', open + 1);
  std::size_t at = text.npos;
  if (open != message.npos && close != message.npos) {
    at = text.find(message.substr(open + 1, close - open - 1));
  }
  if (at == text.npos) at = text.find_first_not_of(" \t\r");
  return at == text.npos ? 0 : static_cast<int>(at) + 1;
}

RuleProblem problem_of(int level, int line, const YR_RULE* rule,
                       const char* message, const RuleSource& source) {
  // At the end of the text libyara has no line any more.
  if (line <= 0) {
    const auto end = source.text.find_last_not_of(" \t\r\n") + 1;
    line =
        1 + static_cast<int>(std::count(
                source.text.begin(),
                source.text.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
  }
  RuleProblem problem;
  problem.path = source.path;
  problem.line = line;
  problem.reason = message;
  problem.column = column_of(source.text, line, message);
  problem.is_error = level == YARA_ERROR_LEVEL_ERROR;
  if (rule != nullptr && rule->identifier != nullptr) {
    problem.rule = rule->identifier;
  }
  return problem;
}

void on_message(int level, const char*, int line, const YR_RULE* rule,
                const char* message, void* user_data) noexcept {
  const auto* call = static_cast<const AddCall*>(user_data);
  try {
    call->problems->push_back(
        problem_of(level, line, rule, message, *call->source));
  } catch (const std::bad_alloc&) {
    // libyara counts the errors, too: Compiler::add() has a word for one that
    // nobody reported.
  }
}

void define(YR_COMPILER* compiler, const char* name,
            const ExternalValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    yr_compiler_define_string_variable(compiler, name, text->c_str());
  } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    yr_compiler_define_integer_variable(compiler, name, *integer);
  } else if (const auto* number = std::get_if<double>(&value)) {
    yr_compiler_define_float_variable(compiler, name, *number);
  } else {
    yr_compiler_define_boolean_variable(compiler, name,
                                        std::get<bool>(value) ? 1 : 0);
  }
}

// A compiled rule of 40 KB holds 9 MB, the room that the compiler had for it.
// Written to memory and read back it takes what it needs. (What libyara must
// never read is such an image from somebody else.)
YaraRules compacted(YaraRules rules) {
  std::string image;
  std::size_t at = 0;
  YR_STREAM stream = {};
  stream.user_data = &image;
  stream.write = [](const void* data, std::size_t size, std::size_t count,
                    void* to) -> std::size_t {
    try {
      static_cast<std::string*>(to)->append(static_cast<const char*>(data),
                                            size * count);
    } catch (const std::bad_alloc&) {
      return 0;
    }
    return count;
  };
  if (rules == nullptr ||
      yr_rules_save_stream(rules.get(), &stream) != ERROR_SUCCESS) {
    return rules;
  }
  std::pair<const std::string*, std::size_t*> source = {&image, &at};
  stream.user_data = &source;
  stream.read = [](void* data, std::size_t size, std::size_t count,
                   void* from) -> std::size_t {
    const auto& [text, offset] =
        *static_cast<std::pair<const std::string*, std::size_t*>*>(from);
    const std::size_t whole =
        size == 0 ? 0 : std::min(count, (text->size() - *offset) / size);
    std::memcpy(data, text->data() + *offset, whole * size);
    *offset += whole * size;
    return whole;
  };
  YR_RULES* loaded = nullptr;
  if (yr_rules_load_stream(&stream, &loaded) != ERROR_SUCCESS) return rules;
  return YaraRules(loaded);
}

}  // namespace

const Externals& default_externals() {
  static const Externals* const kDefaults = new Externals{
      {"filename", ""}, {"filepath", ""}, {"extension", ""},
      {"filetype", ""}, {"owner", ""},
  };
  return *kDefaults;
}

Compiler::Compiler(const Externals& externals) {
  initialize_once();
  YR_COMPILER* compiler = nullptr;
  if (yr_compiler_create(&compiler) != ERROR_SUCCESS) throw std::bad_alloc();
  compiler_.reset(compiler);
  // What the user defines comes first: libyara refuses a second definition.
  for (const auto& [name, value] : externals) {
    define(compiler, name.c_str(), value);
  }
  for (const auto& [name, value] : default_externals()) {
    define(compiler, name.c_str(), value);
  }
}

std::vector<RuleProblem> Compiler::add(const RuleSource& source) {
  std::vector<RuleProblem> problems;
  AddCall call{&source, &problems};
  yr_compiler_set_callback(compiler_.get(), on_message, &call);
  const int errors = yr_compiler_add_string(
      compiler_.get(), source.text.c_str(), source.pack.c_str());
  const bool reported =
      std::any_of(problems.begin(), problems.end(),
                  [](const RuleProblem& p) { return p.is_error; });
  if (errors != 0 && !reported) {
    problems.push_back({.path = source.path,
                        .reason = "libyara refused it without a message"});
  }
  return problems;
}

YaraRules Compiler::finish() {
  // Rules that compiled before need memory to do so again.
  if (compiler_->errors != 0) return nullptr;
  YR_RULES* rules = nullptr;
  yr_compiler_get_rules(compiler_.get(), &rules);
  return compacted(YaraRules(rules));
}

}  // namespace beachcomb::scan
