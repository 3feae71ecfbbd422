// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "unwrap/script_folder.h"
#include "unwrap/script_nesting.h"
#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

constexpr std::size_t kMostVariables = 1 << 16;
constexpr std::size_t kMostItems = 1 << 16;

constexpr std::size_t kNone = std::string::npos;

std::size_t find_item(const Value& array, const std::string& key) {
  // Lists are mostly read by their position.
  if (!key.empty() && key.size() < 8 &&
      std::all_of(key.begin(), key.end(), is_digit)) {
    const auto place = static_cast<std::size_t>(std::stoul(key));
    if (place < array.items.size() && array.items[place].key == key) {
      return place;
    }
  }
  for (std::size_t i = 0; i < array.items.size(); ++i) {
    if (array.items[i].key == key) return i;
  }
  return kNone;
}

// The character at a place of a text, from the end when negative.
Value character_at(const std::string& text, const Value& place) {
  std::vector<Value> arguments = {place};
  const Call call{arguments, Dialect::php, 0, {}};
  std::int64_t at = call.number(0, -1);
  const auto size = static_cast<std::int64_t>(text.size());
  if (at < 0) at += size;
  if (at < 0 || at >= size) return {};
  return Value::of(text.substr(static_cast<std::size_t>(at), 1));
}

// "++" of PHP on letters: "a" is "b", "Az" is "Ba", "z" is "aa".
std::string incremented(std::string text) {
  for (std::size_t i = text.size(); i-- > 0;) {
    char& c = text[i];
    if (c == 'z' || c == 'Z' || c == '9') {
      const char first = c == 'z' ? 'a' : c == 'Z' ? 'A' : '0';
      c = first;
      if (i == 0) text.insert(text.begin(), first == '0' ? '1' : first);
      continue;
    }
    if (is_letter(c) || is_digit(c)) ++c;
    break;
  }
  return text;
}

}  // namespace

const Value* Folder::look_up(const std::string& name) const {
  const auto it = variables_.find(name);
  return it == variables_.end() || !it->second.known() ? nullptr : &it->second;
}

void Folder::store(const std::string& name, Value value) {
  if (!value.known() || !spend(value.cost())) {
    variables_.erase(name);
    return;
  }
  if (variables_.size() >= kMostVariables && !variables_.contains(name)) {
    return;
  }
  value.shown.clear();
  variables_[name] = std::move(value);
}

Value Folder::variable() {
  std::string name = token_.text;
  advance();
  return variable_named(std::move(name));
}

// ${"na"."me"}, $$name
Value Folder::dynamic_variable() {
  const std::size_t at = out_.size();
  write("$");
  advance();
  Value inner;
  if (token_.is("{")) {
    write("{");
    advance();
    inner = expression(0);
    if (!token_.is("}")) {
      if (inner.known()) print(std::move(inner));
      return {};
    }
    if (!inner.is_text()) {
      if (inner.known()) print(std::move(inner));
      write_token();
      return {};
    }
    advance();
  } else if (token_.kind == Token::Kind::variable) {
    const Value* value = look_up('$' + token_.text);
    if (value == nullptr || !value->is_text()) {
      write_token();
      return {};
    }
    inner = *value;
    advance();
  } else {
    return {};
  }
  out_.resize(at);
  ++folds_;
  return variable_named(std::move(inner.text));
}

// Behind the name: keys, and an assignment. Nothing is written as long as
// everything is known.
Value Folder::variable_named(std::string name) {
  std::string shown = '$' + name;
  std::string root = shown;
  std::vector<Value> keys;
  while (!at_end()) {
    const bool brace = token_.is("{") && !token_.gap && look_up(root);
    if (!token_.is("[") && !brace) break;
    const std::string_view close = brace ? "}" : "]";
    const std::size_t at = out_.size();
    advance();
    if (token_.is(close)) {  // $list[] = ...
      advance();
      if (token_.is("=")) return assigned(root, shown + "[]", nullptr, true);
      write(shown + "[]");
      return {};
    }
    Value key = expression(0);
    if (!key.is_scalar() || !token_.is(close)) {
      const std::string tail = take_from(at);
      write(shown);
      out_ += brace ? '{' : '[';
      put_back(tail);
      if (key.known()) print(std::move(key));
      if (token_.is(close)) write_token();
      if (token_.is("=")) variables_.erase(root);
      return {};
    }
    advance();
    if (shown == "$GLOBALS" && key.is_text()) {
      shown = root = '$' + key.text;
      continue;
    }
    shown += '[' + literal(key) + ']';
    key.shown.clear();
    keys.push_back(std::move(key));
  }
  return variable_at(root, shown, keys);
}

Value Folder::variable_at(const std::string& root, const std::string& shown,
                          const std::vector<Value>& keys) {
  if (token_.is("=") || token_.is(".=")) {
    // Only one level is kept.
    return assigned(keys.size() > 1 ? std::string() : root, shown,
                    keys.empty() ? nullptr : &keys[0], false);
  }
  const Value* current = look_up(root);
  if (token_.is("++") && keys.empty() && current != nullptr &&
      current->is_text()) {
    Value next = Value::of(incremented(current->text));
    next.add_step("increment");
    store(root, std::move(next));
    write(shown);
    write_token();
    return {};
  }
  const bool changes = token_.kind == Token::Kind::symbol &&
                       token_.text.size() > 1 && token_.text.back() == '=' &&
                       power_of(token_) == 1;
  if (token_.is("++") || token_.is("--") || changes) {
    variables_.erase(root);
    current = nullptr;
  }
  Value character;
  for (const Value& key : keys) {
    if (current == nullptr) break;
    if (current->is_text()) {
      character = character_at(current->text, key);
      character.inherit(*current);
      character.add_step("substr");
      current = character.known() ? &character : nullptr;
    } else if (current->is_array() && spend(current->items.size())) {
      const std::size_t place = find_item(*current, key.as_text());
      current = place == kNone ? nullptr : &current->items[place].value;
    } else {
      current = nullptr;
    }
  }
  if (current == nullptr || !spend(current->cost())) {
    write(shown);
    return {};
  }
  Value value = *current;
  value.shown = shown;
  return value;
}

// An assignment to a name, to an item of it (`key`), or behind its last item.
// An empty name is something that is not kept.
Value Folder::assigned(const std::string& name, const std::string& shown,
                       const Value* key, bool append_item) {
  const bool replaces = token_.is("=");
  write(shown);
  write(token_.text);
  advance();
  const bool chained = token_.kind == Token::Kind::variable;
  const std::string next = chained ? '$' + token_.text : std::string();
  const std::size_t right_at = out_.size();
  Value value = expression(1);
  emit_value(&value);
  if (!value.known() && chained &&
      out_.compare(right_at, next.size() + 1, next + '=') == 0) {
    // $a = $b = 'x'
    const Value* other = look_up(next);
    if (replaces && key == nullptr && !append_item && !name.empty()) {
      store(name, other != nullptr ? *other : Value{});
    }
    return {};
  }
  if (name.empty()) {
    if (value.known()) print(std::move(value));
    return {};
  }
  if (!replaces) {
    append(name, key, value);
  } else if (key == nullptr && !append_item) {
    store(name, value);
  } else {
    store_item(name, key, value);
  }
  if (value.known()) print(std::move(value));
  return {};
}

// .= or += of a text
void Folder::append(const std::string& name, const Value* key,
                    const Value& value) {
  const auto it = variables_.find(name);
  if (it == variables_.end()) return;
  Value& whole = it->second;
  if (key != nullptr || !value.is_scalar() || !whole.is_scalar() ||
      !spend(value.text.size()) ||
      !fits(whole.text.size() + value.text.size())) {
    variables_.erase(it);
    return;
  }
  if (whole.is_number()) whole = Value::of(whole.as_text());
  whole.text += value.as_text();
  whole.inherit(value);
  whole.changed = true;
  whole.emitted = false;
}

// nullptr for `key`: behind the last.
void Folder::store_item(const std::string& name, const Value* key,
                        Value value) {
  if (!value.known()) {
    if (key != nullptr) variables_.erase(name);
    return;
  }
  auto it = variables_.find(name);
  if (it == variables_.end() || !it->second.is_array()) {
    store(name, Value::array());
    it = variables_.find(name);
    if (it == variables_.end()) return;
  }
  Value& array = it->second;
  if (!spend(value.cost() + array.items.size())) return;
  value.shown.clear();
  std::string place =
      key == nullptr ? std::to_string(array.items.size()) : key->as_text();
  const std::size_t old = key == nullptr ? kNone : find_item(array, place);
  if (old != kNone) {
    array.items[old].value = std::move(value);
  } else if (array.items.size() < kMostItems) {
    array.items.push_back({std::move(place), std::move(value)});
  }
}

Value Folder::name() {
  const std::size_t at = out_.size();
  const std::string word = token_.text;
  const std::size_t begin = token_.begin;
  const bool starts = statement_start_;
  const std::string small = lower(word);
  if (dialect_ == Dialect::php) {
    if ((small == "function" || small == "fn") && skip_parameters()) return {};
    if (small == "as") {
      forget_loop_variables();
      return {};
    }
    if (small == "array") {
      std::size_t i = token_.end;
      while (i < text_.size() && is_space(text_[i])) ++i;
      if (i < text_.size() && text_[i] == '(') {
        Value value = list(")");
        value.begin = begin;
        value.end = previous_end_;
        return suffixed(std::move(value), at, begin, {});
      }
    }
  }
  const bool notable = dialect_ == Dialect::php && is_notable_name(small);
  write(notable ? small : word);
  advance();
  if (small == "new") {
    const Nesting nesting(&depth_);
    if (nesting.too_deep()) return {};
    Value value = operand();
    if (value.known()) out_.resize(at);
    return value;
  }
  if (dialect_ == Dialect::vbscript && starts) {
    if (bare_sink(small)) return {};
  }
  if (token_.is("(")) return suffixed({}, at, begin, small);
  if (dialect_ != Dialect::php &&
      (token_.is("=") || token_.is("+=") || token_.is("&=")) &&
      (dialect_ != Dialect::vbscript || starts)) {
    out_.resize(at);
    return assigned(dialect_ == Dialect::vbscript ? small : word, word, nullptr,
                    false);
  }
  Value value = named(dialect_ == Dialect::vbscript ? small : word, at);
  if (value.known()) {
    value.begin = begin;
    value.end = previous_end_;
    value.shown = word;
  }
  return suffixed(std::move(value), at, begin, small);
}

// A constant of PHP, a variable of the others.
Value Folder::named(const std::string& word, std::size_t at) {
  const Value* value = look_up(word);
  if (value == nullptr || token_.is("::") || token_.is(":") ||
      !spend(value->cost())) {
    return {};
  }
  out_.resize(at);
  return *value;
}

// Behind "function": what its parameters are called has no known value.
bool Folder::skip_parameters() {
  write_token();
  if (token_.is("&")) write_token();
  if (token_.kind == Token::Kind::name) write_token();
  if (!token_.is("(")) return true;
  int depth = 0;
  while (!at_end()) {
    if (token_.is("(")) ++depth;
    if (token_.is(")")) --depth;
    if (token_.kind == Token::Kind::variable) {
      variables_.erase('$' + token_.text);
    }
    write_token();
    if (depth == 0) break;
  }
  return true;
}

void Folder::forget_loop_variables() {
  write_token();
  while (token_.kind == Token::Kind::variable || token_.is("=>") ||
         token_.is("&")) {
    if (token_.kind == Token::Kind::variable) {
      variables_.erase('$' + token_.text);
    }
    write_token();
  }
}

}  // namespace beachcomb::unwrap
