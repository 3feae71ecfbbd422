// SPDX-License-Identifier: Apache-2.0
//
// The syntax tree of YARA source.
//
// Three readers want different things of it: the analyser ("what does this
// rule need at least") and the evaluator want few kinds of nodes and values
// that are already decoded; the formatter wants what the author wrote. So a
// node holds its value, and beside it its spelling where there is more than
// one way to write that value (0x4D5A, 10KB, "\x41"). Everything is a plain
// struct; a condition is one struct with a kind, because YARA's conditions have
// some sixty forms that differ in little, and a `switch` over the kind is
// shorter and easier to check for completeness than sixty types with a visitor.
//
// The tree owns all it holds and stays valid without the source. It is safe to
// read from many threads. Depth is bounded (kMaxDepth), so recursion over it is
// safe as well.
#ifndef BEACHCOMB_RULES_AST_H_
#define BEACHCOMB_RULES_AST_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "rules/hex.h"
#include "rules/regexp.h"
#include "rules/source.h"

namespace beachcomb::rules {

// How high a condition, hex string or regular expression may be. Rules written
// by people stay below 30.
inline constexpr int kMaxDepth = 500;

struct Expr;
using ExprPtr = std::unique_ptr<Expr>;

// The fields that a kind uses are named beside it; all others are empty.
// `args` are the operands in source order.
enum class ExprKind : std::uint8_t {
  // Literals
  boolean,  // integer is 0 or 1
  integer,  // integer, spelling
  real,     // real, spelling
  text,     // text is the bytes, spelling
  regexp,   // regexp

  // Values
  filesize,
  entrypoint,
  read_integer,  // uint16be(x): read, args {x}
  identifier,    // text: an external, a rule, a module or a loop variable
  member,        // x.name: args {x}, text is the name
  index,         // x[i]: args {x, i}
  call,          // x(a, b): args {x, a, b}
  count,         // #a, #a in (x..y): text is "$a", args {} or {x, y}
  offset,        // @a, @a[i]: text is "$a", args {} or {i}
  length,        // !a, !a[i]: text is "$a", args {} or {i}

  // A string occurs. Inside `for ... of` text is "$" for the current string
  string,     // $a
  string_at,  // $a at x: args {x}
  string_in,  // $a in (x..y): args {x, y}

  // Over sets: loop
  of,      // 2 of them, any of ($a*) in (x..y), all of (rule_*)
  for_of,  // for any of them : ( ... )
  for_in,  // for any i in (1..3) : ( ... )

  // One operand
  not_,
  defined,
  minus,
  bit_not,

  // Two operands or more: a and b and c is one node with three
  and_,
  or_,

  // Two operands
  eq,
  ne,
  lt,
  le,
  gt,
  ge,
  contains,
  icontains,
  startswith,
  istartswith,
  endswith,
  iendswith,
  iequals,
  matches,  // the second is always a regexp
  bit_or,
  bit_xor,
  bit_and,
  shift_left,
  shift_right,
  add,
  subtract,
  multiply,
  divide,
  modulo,
};

// intN, uintN and their big-endian forms.
struct IntegerRead {
  std::uint8_t bits = 8;  // 8, 16, 32
  bool is_signed = false;
  bool big_endian = false;

  bool operator==(const IntegerRead&) const = default;
};

// How many: of the strings of a set, of the turns of a loop.
struct Quantifier {
  enum class Kind : std::uint8_t { none, any, all, count, percent };
  Kind kind = Kind::any;
  ExprPtr value;  // of count and percent
  Span span;
};

// One item of ($a, $b*) or (rule, rule_*). The name has no star.
struct SetItem {
  std::string name;
  bool wildcard = false;
  Span span;
};

struct LoopVariable {
  std::string name;
  Span span;
};

// The parts of `of`, `for_of` and `for_in`.
struct Loop {
  enum class Over : std::uint8_t {
    them,        // all strings of the rule
    strings,     // ($a, $b*): set
    rules,       // (rule, rule_*): set, of `of` only
    list,        // (1, 2), ("a", "b"): operands, of `for_in` only
    range,       // (x..y): two operands, of `for_in` only
    collection,  // pe.sections: one operand, of `for_in` only
  };
  enum class Place : std::uint8_t { anywhere, at, in };

  Quantifier quantifier;
  std::vector<LoopVariable> variables;  // of `for_in`
  Over over = Over::them;
  std::vector<SetItem> set;
  std::vector<ExprPtr> operands;
  Span set_span;

  Place place = Place::anywhere;    // of `of` only
  std::vector<ExprPtr> place_args;  // {x} for at, {x, y} for in

  ExprPtr body;  // of `for_of` and `for_in`
};

struct Expr {
  ExprKind kind = ExprKind::boolean;
  IntegerRead read;
  // Pairs of parentheses that the author put around this; `span` is inside.
  std::uint16_t parentheses = 0;
  std::uint16_t height = 1;  // 1 + that of the highest child
  Span span;
  std::int64_t integer = 0;
  double real = 0;
  std::string text;
  std::string spelling;  // as in the source; empty: as the printer likes
  std::vector<ExprPtr> args;
  std::unique_ptr<Regexp> regexp;
  std::unique_ptr<Loop> loop;
};

struct Tag {
  std::string name;
  Span span;
};

struct Meta {
  std::string name;
  // What "key = value" says; a string is the bytes after escapes.
  std::variant<std::string, std::int64_t, bool> value;
  std::string spelling;  // of the value
  Span name_span;
  Span span;
};

struct XorRange {
  std::uint8_t min = 0;
  std::uint8_t max = 255;

  bool operator==(const XorRange&) const = default;
};

struct StringModifiers {
  bool ascii = false;  // as written: a string with no modifier is ascii, too
  bool wide = false;
  bool nocase = false;
  bool fullword = false;
  bool is_private = false;
  std::optional<XorRange> xor_range;
  // The alphabet; empty for the usual one.
  std::optional<std::string> base64;
  std::optional<std::string> base64wide;

  bool operator==(const StringModifiers&) const = default;
};

struct StringDecl {
  enum class Type : std::uint8_t { text, hex, regexp };
  Type type = Type::text;
  std::string name;  // "$a"; "$" if anonymous. Anonymous strings repeat
  std::string text;  // the bytes after escapes, of text
  std::string spelling;
  std::unique_ptr<HexString> hex;
  std::unique_ptr<Regexp> regexp;
  StringModifiers modifiers;
  Span name_span;
  Span value_span;  // quote to quote, brace to brace, slash to flags
  Span span;        // name to last modifier
};

struct Rule {
  std::string name;
  bool is_private = false;
  bool is_global = false;
  std::vector<Tag> tags;
  std::vector<Meta> meta;
  std::vector<StringDecl> strings;
  ExprPtr condition;  // never null
  Span name_span;
  Span span;  // first modifier to closing brace
};

struct Import {
  std::string module;
  Span span;
};

struct Include {
  std::string path;
  Span span;
};

using Item = std::variant<Import, Include, Rule>;

// Structural equality: values count; positions, spellings and redundant
// parentheses do not. NaN-free, because YARA cannot write one.
bool same(const Expr& a, const Expr& b);
bool same(const Rule& a, const Rule& b);
bool same(const Item& a, const Item& b);
bool same(const std::vector<Item>& a, const std::vector<Item>& b);

// How each operator binds, loosest first. All of YARA's two-operand operators
// associate to the left; comparisons do not chain at all.
enum class Precedence : std::uint8_t {
  or_,
  and_,
  not_,
  comparison,
  bit_or,
  bit_xor,
  bit_and,
  shift,
  sum,
  product,
  unary,
  postfix,  // and everything that stands for itself
};
Precedence precedence(ExprKind kind);

// "and", "==", "icontains"; empty if the kind is no operator.
const char* operator_text(ExprKind kind);

// "$a", "uint16be": the name of a read as it is written.
std::string read_name(const IntegerRead& read);

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_AST_H_
