// SPDX-License-Identifier: Apache-2.0
//
// Conditions back to source. Parentheses are the author's, and wherever the
// tree would be another without them.
#include <cstddef>
#include <string>

#include "rules/literals.h"
#include "rules/printer.h"

namespace beachcomb::rules {
namespace {

class ConditionPrinter {
 public:
  explicit ConditionPrinter(Spelling spelling) : spelling_(spelling) {}

  // `needs`: whether the tree needs parentheses here.
  void print(const Expr& e, bool needs = false) {
    std::size_t pairs = needs ? 1 : 0;
    if (spelling_ == Spelling::as_written && e.parentheses > pairs) {
      pairs = e.parentheses;
    }
    out_.append(pairs, '(');
    bare(e);
    out_.append(pairs, ')');
  }

  std::string take() { return std::move(out_); }

 private:
  void bare(const Expr& e);
  void literal(const Expr& e);
  void one_operand(const Expr& e);
  void operands(const Expr& e);
  void chain(const Expr& e);
  void list(const std::vector<ExprPtr>& items, std::size_t from,
            const char* separator);
  void range(const std::vector<ExprPtr>& bounds);
  void place(const char* word, const std::vector<ExprPtr>& args);
  void string_property(const Expr& e, char mark);
  void loop(const Expr& e);
  void quantifier(const Quantifier& quantifier);
  void set(const Loop& loop);

  Spelling spelling_;
  std::string out_;
};

void ConditionPrinter::bare(const Expr& e) {
  switch (e.kind) {
    case ExprKind::boolean:
    case ExprKind::integer:
    case ExprKind::real:
    case ExprKind::text:
    case ExprKind::regexp:
      return literal(e);
    case ExprKind::filesize:
      out_ += "filesize";
      return;
    case ExprKind::entrypoint:
      out_ += "entrypoint";
      return;
    case ExprKind::read_integer:
      out_ += read_name(e.read) + '(';
      list(e.args, 0, ", ");
      out_ += ')';
      return;
    case ExprKind::identifier:
    case ExprKind::member:
    case ExprKind::index:
    case ExprKind::call:
      return chain(e);
    case ExprKind::count:
      return string_property(e, '#');
    case ExprKind::offset:
      return string_property(e, '@');
    case ExprKind::length:
      return string_property(e, '!');
    case ExprKind::string:
    case ExprKind::string_at:
    case ExprKind::string_in:
      out_ += e.text;
      if (!e.args.empty()) {
        place(e.kind == ExprKind::string_at ? " at " : " in ", e.args);
      }
      return;
    case ExprKind::of:
    case ExprKind::for_of:
    case ExprKind::for_in:
      return loop(e);
    case ExprKind::not_:
    case ExprKind::defined:
    case ExprKind::minus:
    case ExprKind::bit_not:
      return one_operand(e);
    default:
      return operands(e);
  }
}

void ConditionPrinter::literal(const Expr& e) {
  if (spelling_ == Spelling::as_written && !e.spelling.empty()) {
    out_ += e.spelling;
    return;
  }
  switch (e.kind) {
    case ExprKind::boolean:
      out_ += e.integer != 0 ? "true" : "false";
      break;
    case ExprKind::integer:
      out_ += std::to_string(e.integer);
      break;
    case ExprKind::real:
      // What does not fit has no other spelling than the author's.
      out_ += e.real * 0 == 0 || e.spelling.empty() ? print_real(e.real)
                                                    : e.spelling;
      break;
    case ExprKind::regexp:
      out_ += spelling_ == Spelling::as_written && !e.regexp->spelling.empty()
                  ? e.regexp->spelling
                  : print_regexp(*e.regexp);
      break;
    default:
      out_ += quote(e.text);
  }
}

void ConditionPrinter::list(const std::vector<ExprPtr>& items, std::size_t from,
                            const char* separator) {
  for (std::size_t i = from; i < items.size(); ++i) {
    if (i > from) out_ += separator;
    print(*items[i]);
  }
}

void ConditionPrinter::range(const std::vector<ExprPtr>& bounds) {
  out_ += '(';
  list(bounds, 0, "..");
  out_ += ')';
}

void ConditionPrinter::place(const char* word,
                             const std::vector<ExprPtr>& args) {
  out_ += word;
  if (args.size() == 2) return range(args);
  print(*args.front());
}

void ConditionPrinter::string_property(const Expr& e, char mark) {
  out_ += mark + e.text.substr(1);
  if (e.kind == ExprKind::count) {
    if (!e.args.empty()) place(" in ", e.args);
  } else if (!e.args.empty()) {
    out_ += '[';
    print(*e.args.front());
    out_ += ']';
  }
}

// pe.sections[0].name: the head of a chain never has parentheses.
void ConditionPrinter::chain(const Expr& e) {
  if (e.kind == ExprKind::identifier) {
    out_ += e.text;
    return;
  }
  bare(*e.args.front());
  if (e.kind == ExprKind::member) {
    out_ += '.' + e.text;
  } else {
    out_ += e.kind == ExprKind::index ? '[' : '(';
    list(e.args, 1, ", ");
    out_ += e.kind == ExprKind::index ? ']' : ')';
  }
}

void ConditionPrinter::one_operand(const Expr& e) {
  out_ += operator_text(e.kind);
  const Precedence mine = precedence(e.kind);
  if (mine == Precedence::not_) out_ += ' ';
  const Expr& operand = *e.args.front();
  print(operand, precedence(operand.kind) < mine);
}

void ConditionPrinter::operands(const Expr& e) {
  const Precedence mine = precedence(e.kind);
  // A left operand of the same precedence was parsed first anyway, but in a
  // chain of `and` it would melt into the chain.
  const bool melts = e.kind == ExprKind::and_ || e.kind == ExprKind::or_;
  for (std::size_t i = 0; i < e.args.size(); ++i) {
    if (i > 0) {
      out_ += ' ';
      out_ += operator_text(e.kind);
      out_ += ' ';
    }
    const Precedence theirs = precedence(e.args[i]->kind);
    print(*e.args[i], theirs < mine || (theirs == mine && (i > 0 || melts)));
  }
}

void ConditionPrinter::quantifier(const Quantifier& quantifier) {
  switch (quantifier.kind) {
    case Quantifier::Kind::none:
      out_ += "none";
      return;
    case Quantifier::Kind::any:
      out_ += "any";
      return;
    case Quantifier::Kind::all:
      out_ += "all";
      return;
    case Quantifier::Kind::count:
      return print(*quantifier.value);
    case Quantifier::Kind::percent:
      print(*quantifier.value,
            precedence(quantifier.value->kind) < Precedence::product);
      out_ += '%';
  }
}

void ConditionPrinter::set(const Loop& loop) {
  switch (loop.over) {
    case Loop::Over::them:
      out_ += "them";
      return;
    case Loop::Over::collection:
      return print(*loop.operands.front());
    case Loop::Over::range:
      return range(loop.operands);
    case Loop::Over::list:
      out_ += '(';
      list(loop.operands, 0, ", ");
      out_ += ')';
      return;
    case Loop::Over::strings:
    case Loop::Over::rules:
      out_ += '(';
      for (std::size_t i = 0; i < loop.set.size(); ++i) {
        if (i > 0) out_ += ", ";
        out_ += loop.set[i].name;
        if (loop.set[i].wildcard) out_ += '*';
      }
      out_ += ')';
  }
}

void ConditionPrinter::loop(const Expr& e) {
  const Loop& loop = *e.loop;
  if (e.kind != ExprKind::of) out_ += "for ";
  quantifier(loop.quantifier);
  if (e.kind == ExprKind::for_in) {
    for (std::size_t i = 0; i < loop.variables.size(); ++i) {
      out_ += i > 0 ? ", " : " ";
      out_ += loop.variables[i].name;
    }
    out_ += " in ";
  } else {
    out_ += " of ";
  }
  set(loop);
  if (loop.place != Loop::Place::anywhere) {
    place(loop.place == Loop::Place::at ? " at " : " in ", loop.place_args);
  }
  if (loop.body) {
    out_ += " : (";
    print(*loop.body);
    out_ += ')';
  }
}

}  // namespace

std::string print(const Expr& condition, Spelling spelling) {
  ConditionPrinter printer(spelling);
  printer.print(condition);
  return printer.take();
}

}  // namespace beachcomb::rules
