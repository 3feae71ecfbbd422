// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "unwrap/script_folder.h"
#include "unwrap/script_signs.h"
#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

constexpr std::size_t kMostArguments = 1 << 16;
// Shorter code is read where it stands.
constexpr std::size_t kLeastCode = 8;
constexpr std::size_t kLongestCode = 1u << 20;

struct Sink {
  std::string_view name;
  std::size_t argument;
};
// What runs a text as code.
constexpr std::array<Sink, 6> kPhpSinks = {{{"eval", 0},
                                            {"assert", 0},
                                            {"create_function", 1},
                                            {"preg_replace", 1},
                                            {"mb_ereg_replace", 1},
                                            {"call_user_func", 1}}};
constexpr std::array<Sink, 8> kOtherSinks = {{{"eval", 0},
                                              {"execute", 0},
                                              {"executeglobal", 0},
                                              {"executestatement", 0},
                                              {"addcode", 0},
                                              {"settimeout", 0},
                                              {"jscriptevaluate", 0},
                                              {"function", 0}}};

bool is_identifier(std::string_view text) {
  return !text.empty() && !is_digit(text[0]) &&
         std::all_of(text.begin(), text.end(), is_word);
}

// Whether a pattern's modifiers have the one that runs the replacement.
bool runs_replacement(const std::string& pattern) {
  const std::size_t end = pattern.find_last_not_of("imsxuADSUXJe");
  return end != std::string::npos && end > 0 &&
         pattern.find('e', end) != std::string::npos;
}

}  // namespace

Value Folder::suffixed(Value left, std::size_t at, std::size_t begin,
                       std::string last_name) {
  const bool php = dialect_ == Dialect::php;
  while (!at_end() && token_.kind == Token::Kind::symbol) {
    if (token_.is("(")) {
      if (php && left.is_text()) {
        // The name of a function in a string or a variable.
        last_name = lower(left.text);
        if (last_name.starts_with('\\')) last_name.erase(0, 1);
        if (!is_identifier(last_name)) return left;
        out_.resize(at);
        write(last_name);
        ++folds_;
      } else if (left.is_array() && dialect_ == Dialect::vbscript) {
        left = indexed(std::move(left), ")", &last_name);
        continue;
      } else if (left.known()) {
        return left;
      }
      left = called({}, last_name, at, begin);
      last_name.clear();
    } else if (token_.is("[") && dialect_ != Dialect::vbscript) {
      left = indexed(std::move(left), "]", &last_name);
    } else if (php ? token_.is("->") || token_.is("?->") || token_.is("::")
                   : token_.is(".") || token_.is("?.")) {
      left = member(std::move(left), at, begin, &last_name);
    } else if (token_.is("++") || token_.is("--")) {
      if (left.known()) print(std::move(left));
      write_token();
      left = Value{};
    } else {
      break;
    }
  }
  return left;
}

Value Folder::member(Value left, std::size_t at, std::size_t begin,
                     std::string* last_name) {
  const bool php = dialect_ == Dialect::php;
  const std::string op = token_.text;
  advance();
  const std::string word =
      token_.kind == Token::Kind::name ? lower(token_.text) : std::string();
  if (!php && left.known() && !word.empty() &&
      find_function(word, dialect_, true) != nullptr) {
    if (!spend(left.cost())) return {};
    write(literal(left));
    write(op);
    write_token();
    if (token_.is("(")) {
      return called(std::move(left), word, at, begin);
    }
    return {};
  }
  if (left.known()) print(std::move(left));
  write(op);
  if (token_.kind == Token::Kind::variable && php) {
    const Value* value = look_up('$' + token_.text);
    if (value != nullptr && value->is_text() && is_identifier(value->text)) {
      out_ += value->text;
      ++folds_;
      advance();
      return {};
    }
  }
  if (token_.kind == Token::Kind::name ||
      token_.kind == Token::Kind::variable) {
    write_token();
  }
  *last_name = php ? std::string() : word;
  return {};
}

Value Folder::indexed(Value left, std::string_view close,
                      std::string* last_name) {
  const std::size_t at = out_.size();
  const std::string open = token_.text;
  advance();
  if (token_.is(close)) {
    if (left.known()) print(std::move(left));
    write(open);
    write_token();
    return {};
  }
  Value key = expression(0);
  if (left.known() && key.is_scalar() && token_.is(close)) {
    const std::string place = key.as_text();
    if (left.is_array()) {
      for (const Value::Item& item : left.items) {
        if (item.key != place) continue;
        advance();
        return item.value;
      }
    } else if (left.is_text()) {
      std::vector<Value> arguments = {Value::of(std::int64_t{0}), key};
      const Call call{arguments, dialect_, 0, expired_};
      const std::int64_t i = call.number(1, -1);
      if (i >= 0 && i < static_cast<std::int64_t>(left.text.size())) {
        Value value =
            Value::of(left.text.substr(static_cast<std::size_t>(i), 1));
        value.inherit(left);
        value.add_step("substr");
        advance();
        return value;
      }
    }
  }
  const std::string tail = take_from(at);
  if (left.known()) print(std::move(left));
  std::size_t next = token_.end;
  while (next < text_.size() && is_space(text_[next])) ++next;
  if (dialect_ == Dialect::javascript && key.is_text() &&
      is_identifier(key.text) && token_.is(close) && next < text_.size() &&
      text_[next] == '(') {
    // this["ev" + "al"](...) is this.eval(...)
    out_ += '.' + key.text;
    *last_name = lower(key.text);
    ++folds_;
    advance();
    return {};
  }
  out_ += open;
  put_back(tail);
  if (key.known()) print(std::move(key));
  while (!at_end() && !token_.is(close) && !token_.is(";")) write_token();
  if (token_.is(close)) write_token();
  last_name->clear();
  return {};
}

// The arguments of a call, whose name is written already. What is known is
// written only when it turns out that the whole call is not.
Value Folder::called(Value receiver, const std::string& function,
                     std::size_t at, std::size_t begin) {
  if (token_.comment) ++folds_;
  write("(");
  advance();
  std::vector<Value> arguments;
  const bool method = receiver.known();
  if (method) arguments.push_back(std::move(receiver));
  const std::size_t first = arguments.size();
  std::size_t written = first;
  bool all_known = true;
  const auto flush = [&](std::size_t end) {
    for (; written < end; ++written) {
      if (written > first) write(",");
      print(arguments[written]);
    }
  };
  while (!at_end() && !token_.is(")")) {
    const std::size_t argument_at = out_.size();
    Value value = expression(0);
    const bool ends = token_.is(",") || token_.is(")");
    if (value.known() && ends && arguments.size() < kMostArguments &&
        spend(value.cost())) {
      sink(function, arguments.size() - first, arguments, &value);
      arguments.push_back(std::move(value));
    } else {
      all_known = false;
      const std::string tail = take_from(argument_at);
      flush(arguments.size());
      if (written > first) write(",");
      put_back(tail);
      if (value.known()) print(std::move(value));
      while (!at_end() && !token_.is(",") && !token_.is(")")) {
        const std::uint64_t before = tokens_;
        Value more = expression(0);
        if (more.known()) print(std::move(more));
        if (tokens_ == before) write_token();
      }
      if (arguments.size() < kMostArguments) arguments.emplace_back();
      written = arguments.size();
    }
    if (token_.is(",")) advance();
  }
  if (all_known && token_.is(")")) {
    Value value = evaluated(function, &arguments, method, begin);
    if (value.known()) {
      advance();
      out_.resize(at);
      return value;
    }
  }
  flush(arguments.size());
  if (token_.is(")")) write_token();
  if (function == "for" || function == "while") forget_counters();
  return {};
}

// What counts a loop has no one value in it.
void Folder::forget_counters() {
  if (!spend(variables_.size() * 8)) return;
  std::erase_if(variables_,
                [](const auto& item) { return item.second.is_number(); });
}

Value Folder::evaluated(const std::string& function,
                        std::vector<Value>* arguments, bool method,
                        std::size_t begin) {
  Value result = special(function, arguments, begin);
  if (result.known()) return result;
  const Function* known = find_function(function, dialect_, method);
  if (known == nullptr || arguments->size() < known->least) return {};
  if (!arguments->empty() && arguments->front().is_array() &&
      !known->takes_lists) {
    return {};
  }
  std::uint64_t cost = 0;
  for (const Value& argument : *arguments) cost += argument.cost();
  if (!spend(cost) || over() || output_.expired()) return {};
  result = known->evaluate(Call{
      *arguments, dialect_, std::min(output_.most_bytes(), budget_), expired_});
  if (!fits(result.text.size())) {
    if (is_plain_step(known->step)) return {};
    result.text.resize(static_cast<std::size_t>(output_.most_bytes()));
    result.cut = true;
  }
  if (!result.known() || !spend(result.cost())) return {};
  std::vector<std::string_view> own = std::move(result.steps);
  result.steps.clear();
  for (const Value& argument : *arguments) result.inherit(argument);
  for (const std::string_view step : own) result.add_step(step);
  result.add_step(known->step);
  result.shown.clear();
  result.emitted = false;
  result.changed = true;
  result.begin = begin;
  result.end = token_.end;
  return result;
}

// The functions of PHP that call others or keep names.
Value Folder::special(const std::string& function,
                      std::vector<Value>* arguments, std::size_t begin) {
  if (dialect_ != Dialect::php || arguments->empty() ||
      !arguments->front().is_text()) {
    return {};
  }
  if (function == "define" && arguments->size() >= 2) {
    store(arguments->front().text, (*arguments)[1]);
  } else if (function == "constant") {
    const Value* value = look_up(arguments->front().text);
    if (value != nullptr && spend(value->cost())) return *value;
  } else if (function == "call_user_func" ||
             function == "call_user_func_array") {
    const std::string name = lower(arguments->front().text);
    std::vector<Value> rest(arguments->begin() + 1, arguments->end());
    if (function.ends_with("array")) {
      if (rest.size() != 1 || !rest[0].is_array()) return {};
      std::vector<Value> items;
      for (Value::Item& item : rest[0].items) {
        items.push_back(std::move(item.value));
      }
      rest = std::move(items);
    }
    if (name.starts_with("call_user_func")) return {};
    for (std::size_t i = 0; i < rest.size(); ++i) {
      sink(name, i, rest, &rest[i]);
    }
    return evaluated(name, &rest, false, begin);
  }
  return {};
}

void Folder::sink(const std::string& function, std::size_t index,
                  const std::vector<Value>& before, Value* value) {
  if (!value->is_text() || value->text.size() < kLeastCode) return;
  bool found = false;
  const auto test = [&](const Sink& sink) {
    found = found || (sink.name == function && sink.argument == index);
  };
  if (dialect_ == Dialect::php) {
    std::for_each(kPhpSinks.begin(), kPhpSinks.end(), test);
  } else {
    std::for_each(kOtherSinks.begin(), kOtherSinks.end(), test);
  }
  if (!found) return;
  if (function == "preg_replace" &&
      !(before[0].is_text() && runs_replacement(before[0].text))) {
    return;
  }
  if (function == "call_user_func" &&
      !(before[0].is_text() && (equal_nocase(before[0].text, "assert") ||
                                equal_nocase(before[0].text, "eval")))) {
    return;
  }
  // A plain literal is code that the rules see where it stands.
  if (!value->changed && !value->escaped && value->steps.empty() &&
      !is_obfuscated(value->text, dialect_)) {
    return;
  }
  ++folds_;
  value->code = value->text.size() <= kLongestCode;
  if (value->emitted) return;
  value->emitted = true;
  std::vector<std::string_view> steps = value->steps;
  if (steps.empty()) steps = {"literal"};
  if (spend(value->text.size())) {
    emit(value->text, steps, value->begin, value->end, value->cut);
  }
}

// VBScript: Execute "..." without parentheses.
bool Folder::bare_sink(const std::string& word) {
  const bool known =
      std::any_of(kOtherSinks.begin(), kOtherSinks.end(),
                  [&](const Sink& sink) { return sink.name == word; }) &&
      word != "function";
  if (!known || token_.is("=") || token_.is(".")) return false;
  const std::size_t at = out_.size();
  Value value = expression(0);
  if (!value.known()) {
    if (at < out_.size() && (is_word(out_[at]) || out_[at] == '"')) {
      out_.insert(at, 1, ' ');
    }
    return true;
  }
  sink(word, 0, {}, &value);
  write("(");
  print(std::move(value));
  write(")");
  return true;
}

}  // namespace beachcomb::unwrap
