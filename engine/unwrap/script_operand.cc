// SPDX-License-Identifier: Apache-2.0
//
// What stands between the operators: texts, numbers, names, groups and lists.
#include "unwrap/script_folder.h"
#include "unwrap/script_nesting.h"
#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

// An expression of this power ends before "=>", which has less.
constexpr int kAboveArrow = 2;

}  // namespace

Value Folder::operand() {
  separate();
  const std::size_t begin = token_.begin;
  const std::size_t at = out_.size();
  Value value;
  switch (token_.kind) {
    case Token::Kind::string:
      value = string();
      break;
    case Token::Kind::number:
      value = number();
      break;
    case Token::Kind::variable:
      value = variable();
      break;
    case Token::Kind::name:
      return name();
    case Token::Kind::symbol:
      if (token_.is("(")) {
        value = group();
      } else if (token_.is("[") && dialect_ != Dialect::vbscript) {
        value = list("]");
      } else if (token_.is("$") && dialect_ == Dialect::php) {
        value = dynamic_variable();
      } else {
        return unary();
      }
      break;
    default:
      write_token();
      return {};
  }
  if (value.known()) {
    value.begin = begin;
    value.end = previous_end_;
  }
  return suffixed(std::move(value), at, begin, {});
}

Value Folder::string() {
  if (token_.interpolated) return interpolated();
  Value value = Value::of(std::move(token_.text));
  value.changed = token_.unescaped;
  value.escaped = token_.changed;
  if (token_.unescaped) value.add_step("escapes");
  advance();
  return value;
}

Value Folder::number() {
  if (!token_.is_integer) {
    write_token();
    return {};
  }
  Value value = Value::of(token_.number);
  advance();
  return value;
}

Value Folder::unary() {
  const std::string op = token_.text;
  const std::size_t at = out_.size();
  const bool known_one = op == "-" || op == "+" || op == "~" || op == "@" ||
                         op == "!" || op == "++" || op == "--";
  write(op);
  advance();
  if (!known_one || at_end()) return {};
  Value value = expression(15);
  if (!value.known()) return {};
  if (op == "@") {
    out_.resize(at);
    return value;
  }
  if (value.is_number() && (op == "-" || op == "+" || op == "~")) {
    out_.resize(at);
    const auto number = static_cast<std::uint64_t>(value.number);
    const std::uint64_t changed = op == "-"   ? 0 - number
                                  : op == "~" ? ~number
                                              : number;
    Value result = Value::of(static_cast<std::int64_t>(changed));
    result.inherit(value);
    return result;
  }
  if (value.is_text() && op == "~" && dialect_ == Dialect::php &&
      spend(value.text.size())) {
    out_.resize(at);
    for (char& c : value.text) c = static_cast<char>(~byte_of(c));
    value.add_step("not");
    value.shown.clear();
    value.changed = true;
    value.emitted = false;
    return value;
  }
  print(std::move(value));
  return {};
}

// "(string)" and the like, looked at in the text itself.
bool Folder::is_cast() const {
  if (dialect_ != Dialect::php) return false;
  std::size_t i = token_.end;
  while (i < text_.size() && (text_[i] == ' ' || text_[i] == '\t')) ++i;
  const std::size_t begin = i;
  while (i < text_.size() && is_letter(text_[i]) && i < begin + 8) ++i;
  const std::string word = lower(text_.substr(begin, i - begin));
  while (i < text_.size() && (text_[i] == ' ' || text_[i] == '\t')) ++i;
  if (i >= text_.size() || text_[i] != ')') return false;
  return word == "string" || word == "int" || word == "integer" ||
         word == "array" || word == "object" || word == "bool" ||
         word == "binary" || word == "float";
}

Value Folder::group() {
  const std::size_t at = out_.size();
  if (is_cast()) {
    advance();
    const std::string type = lower(token_.text);
    advance();
    advance();
    write("(" + type + ")");
    Value value = expression(15);
    if (!value.known()) return {};
    if ((type == "string" || type == "binary") && value.is_scalar()) {
      out_.resize(at);
      return value;
    }
    print(std::move(value));
    return {};
  }
  write("(");
  advance();
  bool first = true;
  while (!at_end() && !token_.is(")")) {
    const std::uint64_t before = tokens_;
    Value value = expression(0);
    if (value.known() && first && token_.is(")")) {
      advance();
      out_.resize(at);
      return value;
    }
    first = false;
    if (value.known()) print(std::move(value));
    if (tokens_ == before) write_token();
    if (token_.is("}")) return {};  // a parenthesis that was never closed
  }
  if (token_.is(")")) write_token();
  return {};
}

// The next value of a list, and of PHP's the key that stands before it.
Value Folder::list_item(std::string* key) {
  Value left = expression(kAboveArrow);
  if (!left.is_scalar() || !token_.is("=>") || dialect_ != Dialect::php) {
    return left;
  }
  *key = left.as_text();
  advance();
  const std::size_t at = out_.size();
  Value value = expression(kAboveArrow);
  if (value.known()) return value;
  const std::string tail = take_from(at);
  write(quoted(*key) + "=>");
  put_back(tail);
  return {};
}

// A list of values; of PHP's also with keys.
Value Folder::list(std::string_view close) {
  constexpr std::size_t kMostItems = 1 << 16;
  const std::size_t at = out_.size();
  const std::string open = token_.text;
  const bool is_array_call = close == ")";
  write(is_array_call ? "array(" : open);
  advance();
  if (is_array_call) advance();
  const std::size_t body_at = out_.size();
  Value result = Value::array();
  bool known = true;
  std::size_t written = 0;  // items that stand in out_
  const auto give_up = [&] {
    if (!known) return;
    known = false;
    const std::string tail = take_from(body_at);
    for (; written < result.items.size(); ++written) {
      print(std::move(result.items[written].value));
      write(",");
    }
    put_back(tail);
    result.items.clear();
  };
  std::int64_t next_key = 0;
  while (!at_end() && !token_.is(close)) {
    const std::uint64_t before = tokens_;
    std::string key = std::to_string(next_key++);
    Value value = known ? list_item(&key) : expression(kAboveArrow);
    if (value.known() && known && (token_.is(",") || token_.is(close)) &&
        result.items.size() < kMostItems && spend(value.cost())) {
      result.inherit(value);
      result.items.push_back({std::move(key), std::move(value)});
    } else {
      give_up();
      if (value.known()) print(std::move(value));
    }
    if (token_.is(",")) {
      if (known) {
        advance();
      } else {
        write_token();
      }
    } else if (tokens_ == before) {
      give_up();
      write_token();
    } else if (!token_.is(close)) {
      give_up();
    }
    if (token_.is(";")) break;
  }
  if (!token_.is(close)) give_up();
  if (known) {
    advance();
    out_.resize(at);
    return result;
  }
  if (token_.is(close)) write_token();
  return {};
}

}  // namespace beachcomb::unwrap
