// SPDX-License-Identifier: Apache-2.0
#include "rules/ast.h"

#include <algorithm>

namespace beachcomb::rules {
namespace {

struct Operator {
  ExprKind kind;
  const char* text;
  Precedence precedence;
};

constexpr Operator kOperators[] = {
    {ExprKind::or_, "or", Precedence::or_},
    {ExprKind::and_, "and", Precedence::and_},
    {ExprKind::not_, "not", Precedence::not_},
    {ExprKind::defined, "defined", Precedence::not_},
    {ExprKind::eq, "==", Precedence::comparison},
    {ExprKind::ne, "!=", Precedence::comparison},
    {ExprKind::lt, "<", Precedence::comparison},
    {ExprKind::le, "<=", Precedence::comparison},
    {ExprKind::gt, ">", Precedence::comparison},
    {ExprKind::ge, ">=", Precedence::comparison},
    {ExprKind::contains, "contains", Precedence::comparison},
    {ExprKind::icontains, "icontains", Precedence::comparison},
    {ExprKind::startswith, "startswith", Precedence::comparison},
    {ExprKind::istartswith, "istartswith", Precedence::comparison},
    {ExprKind::endswith, "endswith", Precedence::comparison},
    {ExprKind::iendswith, "iendswith", Precedence::comparison},
    {ExprKind::iequals, "iequals", Precedence::comparison},
    {ExprKind::matches, "matches", Precedence::comparison},
    {ExprKind::bit_or, "|", Precedence::bit_or},
    {ExprKind::bit_xor, "^", Precedence::bit_xor},
    {ExprKind::bit_and, "&", Precedence::bit_and},
    {ExprKind::shift_left, "<<", Precedence::shift},
    {ExprKind::shift_right, ">>", Precedence::shift},
    {ExprKind::add, "+", Precedence::sum},
    {ExprKind::subtract, "-", Precedence::sum},
    {ExprKind::multiply, "*", Precedence::product},
    {ExprKind::divide, "\\", Precedence::product},
    {ExprKind::modulo, "%", Precedence::product},
    {ExprKind::minus, "-", Precedence::unary},
    {ExprKind::bit_not, "~", Precedence::unary},
};

const Operator* find(ExprKind kind) {
  for (const Operator& op : kOperators) {
    if (op.kind == kind) return &op;
  }
  return nullptr;
}

template <typename T>
bool same_pointee(const std::unique_ptr<T>& a, const std::unique_ptr<T>& b) {
  if (!a || !b) return !a && !b;
  return same(*a, *b);
}

bool same_all(const std::vector<ExprPtr>& a, const std::vector<ExprPtr>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_pointee<Expr>);
}

bool same(const Quantifier& a, const Quantifier& b) {
  return a.kind == b.kind && same_pointee(a.value, b.value);
}

bool same(const Loop& a, const Loop& b) {
  return same(a.quantifier, b.quantifier) && a.over == b.over &&
         a.place == b.place &&
         std::equal(a.variables.begin(), a.variables.end(), b.variables.begin(),
                    b.variables.end(),
                    [](const LoopVariable& x, const LoopVariable& y) {
                      return x.name == y.name;
                    }) &&
         std::equal(a.set.begin(), a.set.end(), b.set.begin(), b.set.end(),
                    [](const SetItem& x, const SetItem& y) {
                      return x.name == y.name && x.wildcard == y.wildcard;
                    }) &&
         same_all(a.operands, b.operands) &&
         same_all(a.place_args, b.place_args) && same_pointee(a.body, b.body);
}

bool same(const Meta& a, const Meta& b) {
  return a.name == b.name && a.value == b.value;
}

bool same(const StringDecl& a, const StringDecl& b) {
  return a.type == b.type && a.name == b.name && a.text == b.text &&
         a.modifiers == b.modifiers && !a.hex == !b.hex &&
         (!a.hex || same(*a.hex, *b.hex)) && same_pointee(a.regexp, b.regexp);
}

bool same(const Tag& a, const Tag& b) { return a.name == b.name; }

template <typename T>
bool same_list(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const T& x, const T& y) { return same(x, y); });
}

}  // namespace

bool same(const Expr& a, const Expr& b) {
  if (!a.loop != !b.loop || (a.loop && !same(*a.loop, *b.loop))) return false;
  return a.kind == b.kind && a.read == b.read && a.integer == b.integer &&
         !(a.real < b.real) && !(b.real < a.real) && a.text == b.text &&
         same_all(a.args, b.args) && same_pointee(a.regexp, b.regexp);
}

bool same(const Rule& a, const Rule& b) {
  return a.name == b.name && a.is_private == b.is_private &&
         a.is_global == b.is_global && same_list(a.tags, b.tags) &&
         same_list(a.meta, b.meta) && same_list(a.strings, b.strings) &&
         same_pointee(a.condition, b.condition);
}

bool same(const Item& a, const Item& b) {
  if (a.index() != b.index()) return false;
  if (const auto* import = std::get_if<Import>(&a)) {
    return import->module == std::get_if<Import>(&b)->module;
  }
  if (const auto* include = std::get_if<Include>(&a)) {
    return include->path == std::get_if<Include>(&b)->path;
  }
  return same(*std::get_if<Rule>(&a), *std::get_if<Rule>(&b));
}

bool same(const std::vector<Item>& a, const std::vector<Item>& b) {
  return same_list(a, b);
}

Precedence precedence(ExprKind kind) {
  const Operator* op = find(kind);
  return op != nullptr ? op->precedence : Precedence::postfix;
}

const char* operator_text(ExprKind kind) {
  const Operator* op = find(kind);
  return op != nullptr ? op->text : "";
}

std::string read_name(const IntegerRead& read) {
  std::string name = read.is_signed ? "int" : "uint";
  name += std::to_string(read.bits);
  if (read.big_endian) name += "be";
  return name;
}

}  // namespace beachcomb::rules
