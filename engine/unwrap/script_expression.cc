// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "unwrap/script_folder.h"
#include "unwrap/script_nesting.h"
#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

struct Operator {
  std::string_view text;
  int power;
};
// Higher binds tighter. Assignment and what else stands between expressions
// are here, too: they only keep the text together.
constexpr std::array<Operator, 45> kOperators = {
    {{"**", 14}, {"*", 13},  {"/", 13},  {"%", 13},   {"+", 12},  {"-", 12},
     {".", 11},  {"<<", 10}, {">>", 10}, {">>>", 10}, {"<", 9},   {">", 9},
     {"<=", 9},  {">=", 9},  {"==", 8},  {"!=", 8},   {"===", 8}, {"!==", 8},
     {"<>", 8},  {"<=>", 8}, {"&", 7},   {"^", 6},    {"|", 5},   {"&&", 4},
     {"||", 3},  {"?\?", 3}, {"?", 2},   {"=", 1},    {".=", 1},  {"+=", 1},
     {"-=", 1},  {"*=", 1},  {"/=", 1},  {"%=", 1},   {"^=", 1},  {"|=", 1},
     {"&=", 1},  {"<<=", 1}, {">>=", 1}, {"?\?=", 1}, {"**=", 1}, {"=>", 1},
     {"and", 0}, {"or", 0},  {"xor", 0}}};

constexpr std::array<bool, 256> operator_starts() {
  std::array<bool, 256> table{};
  for (const Operator& op : kOperators) {
    table[static_cast<unsigned char>(op.text[0])] = true;
  }
  table['\\'] = true;
  return table;
}
constexpr std::array<bool, 256> kOperatorStart = operator_starts();

std::int64_t wrap(std::uint64_t value) {
  return static_cast<std::int64_t>(value);
}

// VBScript's ^, of which a shell needs little.
Value power(std::int64_t base, std::int64_t exponent) {
  constexpr std::int64_t kMost = std::int64_t{1} << 53;
  if (base < 0 || exponent < 0) return {};
  std::int64_t result = 1;
  for (; exponent > 0 && base > 1; --exponent) {
    if (result > kMost / base) return {};
    result *= base;
  }
  return Value::of(exponent > 0 ? base : result);
}

// Numbers as two's complement; nothing where the language would fail.
Value calculated(const std::string& op, std::int64_t left, std::int64_t right) {
  const auto a = static_cast<std::uint64_t>(left);
  const auto b = static_cast<std::uint64_t>(right);
  if (op == "+") return Value::of(wrap(a + b));
  if (op == "-") return Value::of(wrap(a - b));
  if (op == "*") return Value::of(wrap(a * b));
  if (op == "^" || op == "xor") return Value::of(wrap(a ^ b));
  if (op == "&" || op == "and") return Value::of(wrap(a & b));
  if (op == "|" || op == "or") return Value::of(wrap(a | b));
  if (op == "<<" && b < 63) return Value::of(wrap(a << b));
  if (op == ">>" && b < 63) return Value::of(left >> right);
  const bool divides = right != 0 && right != -1;
  if (divides && (op == "\\" || (op == "/" && left % right == 0))) {
    return Value::of(left / right);
  }
  if ((op == "%" || op == "mod") && divides) return Value::of(left % right);
  return {};
}

// PHP's operators on two strings work byte by byte.
Value byte_by_byte(const std::string& op, const Value& left,
                   const Value& right) {
  const std::size_t size = op == "|"
                               ? std::max(left.text.size(), right.text.size())
                               : std::min(left.text.size(), right.text.size());
  std::string out(size, '\0');
  for (std::size_t i = 0; i < size; ++i) {
    const unsigned a = i < left.text.size() ? byte_of(left.text[i]) : 0u;
    const unsigned b = i < right.text.size() ? byte_of(right.text[i]) : 0u;
    out[i] = static_cast<char>(op == "^" ? a ^ b : op == "&" ? a & b : a | b);
  }
  Value value = Value::of(std::move(out));
  value.inherit(left);
  value.inherit(right);
  value.add_step(op == "^" ? "xor" : op == "&" ? "and" : "or");
  value.changed = true;
  return value;
}

}  // namespace

int Folder::power_of(const Token& token) const {
  if (token.kind == Token::Kind::name && dialect_ == Dialect::vbscript) {
    return equal_nocase(token.text, "mod") ? 13 : -1;
  }
  if (token.kind != Token::Kind::symbol ||
      !kOperatorStart[byte_of(token.text[0])]) {
    return -1;
  }
  if (token.text == "." && dialect_ != Dialect::php) return -1;
  if (dialect_ == Dialect::vbscript) {
    if (token.text == "&") return 11;
    if (token.text == "\\") return 13;
    if (token.text == "^") return 14;
    if (token.text == ":" || token.text == "?") return -1;
  }
  for (const Operator& op : kOperators) {
    if (op.text == token.text) return op.power;
  }
  return -1;
}

bool Folder::joins(const Token& token) const {
  if (token.kind != Token::Kind::symbol) return false;
  if (dialect_ == Dialect::php) return token.text == ".";
  if (dialect_ == Dialect::vbscript && token.text == "&") return true;
  return token.text == "+";
}

Value Folder::applied(const std::string& op, Value& left, Value& right) {
  const bool php = dialect_ == Dialect::php;
  const bool joined =
      (php && op == ".") || (dialect_ == Dialect::vbscript && op == "&") ||
      (!php && op == "+" && (left.is_text() || right.is_text()));
  // "1" + 1 is 2 in VBScript, and "a" + 1 is an error.
  if (dialect_ == Dialect::vbscript && op == "+" &&
      left.is_text() != right.is_text()) {
    return {};
  }
  if (!left.is_scalar() || !right.is_scalar()) return {};
  if (joined) {
    const std::string more = right.as_text();
    if (left.is_number()) left = Value::of(left.as_text());
    if (!fits(left.text.size() + more.size()) || !spend(more.size())) {
      return {};
    }
    Value value = std::move(left);
    value.text += more;
    value.inherit(right);
    value.shown.clear();
    value.changed = true;
    value.emitted = false;
    return value;
  }
  if (left.is_number() && right.is_number()) {
    Value value = dialect_ == Dialect::vbscript && op == "^"
                      ? power(left.number, right.number)
                      : calculated(lower(op), left.number, right.number);
    value.inherit(left);
    value.inherit(right);
    return value;
  }
  if (php && left.is_text() && right.is_text() &&
      (op == "^" || op == "&" || op == "|")) {
    if (!spend(left.text.size() + right.text.size())) return {};
    return byte_by_byte(op, left, right);
  }
  return {};
}

Value Folder::expression(int least_power) {
  const Nesting nesting(&depth_);
  if (nesting.too_deep()) {
    write_token();
    return {};
  }
  const std::size_t begin = token_.begin;
  Value left = operand();
  while (!at_end()) {
    const int power = power_of(token_);
    if (power < 0 || power < least_power) break;
    // A chain of joins behind something unknown may still hold known pieces.
    if (joins(token_) && !left.known()) {
      concatenated(power);
      continue;
    }
    const std::string op = token_.text;
    if (!left.known()) write(op);
    advance();
    const std::size_t right_at = out_.size();
    Value right = expression(power == 1 ? power : power + 1);
    if (left.known() && right.known()) {
      Value value = applied(op, left, right);
      if (value.known()) {
        value.begin = begin;
        value.end = previous_end_;
        left = std::move(value);
        continue;
      }
    }
    if (left.known()) {
      const std::string tail = take_from(right_at);
      print(std::move(left));
      write(op);
      put_back(tail);
      left = Value{};
    }
    if (right.known()) print(std::move(right));
  }
  return left;
}

// Behind an unknown left side: "$x . 'a' . 'b'" becomes "$x.'ab'".
void Folder::concatenated(int power) {
  Value pending;
  std::string op;
  while (!at_end() && joins(token_)) {
    op = token_.text;
    const std::size_t begin = token_.begin;
    advance();
    const std::size_t right_at = out_.size();
    Value right = expression(power + 1);
    if (right.known() && pending.known() && right.is_scalar() &&
        pending.is_scalar()) {
      Value value =
          applied(dialect_ == Dialect::php ? "." : "+", pending, right);
      if (value.known()) {
        pending = std::move(value);
        pending.begin = begin;
        pending.end = previous_end_;
        continue;
      }
    }
    const std::string tail = take_from(right_at);
    if (pending.known()) {
      write(op);
      print(std::move(pending));
      pending = Value{};
    }
    if (right.known() && right.is_scalar()) {
      pending = std::move(right);
      if (dialect_ != Dialect::php && pending.is_number()) {
        pending = Value::of(pending.as_text());
      }
    } else {
      write(op);
      put_back(tail);
      if (right.known()) print(std::move(right));
    }
  }
  if (pending.known()) {
    write(op);
    print(std::move(pending));
  }
}

}  // namespace beachcomb::unwrap
