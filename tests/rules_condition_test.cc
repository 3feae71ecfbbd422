// SPDX-License-Identifier: Apache-2.0
//
// Conditions: every construct, how operators bind, where nodes stand, and what
// is refused.
#include <string>

#include "catch.h"
#include "rules/parser.h"
#include "rules/printer.h"

namespace beachcomb::rules {
namespace {

constexpr char kBefore[] = "rule a { condition: ";

std::string condition_source(std::string_view condition) {
  return kBefore + std::string(condition) + " }";
}

ParsedFile parse_condition(std::string_view condition) {
  return parse(condition_source(condition));
}

const Expr& condition_of(const ParsedFile& file) {
  REQUIRE(file.errors.empty());
  REQUIRE(file.items.size() == 1);
  return *std::get<Rule>(file.items[0]).condition;
}

// With parentheses around everything that has operands: "((1 + 2) == 3)". Puts
// the tree in a form that a table can hold, without the printer.
std::string grouped(const Expr& e) {
  const std::string op = operator_text(e.kind);
  if (op.empty() || e.args.empty()) return print(e, Spelling::canonical);
  if (e.args.size() == 1) {
    std::string out = "(";
    out += op;
    out += ' ';
    out += grouped(*e.args[0]);
    return out + ")";
  }
  std::string out = "(";
  for (std::size_t i = 0; i < e.args.size(); ++i) {
    if (i > 0) {
      out += ' ';
      out += op;
      out += ' ';
    }
    out += grouped(*e.args[i]);
  }
  return out + ")";
}

std::string shape(std::string_view condition) {
  const ParsedFile file = parse_condition(condition);
  if (!file.errors.empty()) return file.errors[0].message;
  return grouped(condition_of(file));
}

struct Case {
  const char* source;
  const char* result;
};

TEST_CASE("operators bind as in YARA", "[rules][condition]") {
  const Case cases[] = {
      {"$a or $b and $c", "($a or ($b and $c))"},
      {"$a and $b or $c and $d", "(($a and $b) or ($c and $d))"},
      {"$a and $b and $c", "($a and $b and $c)"},
      {"($a and $b) and $c", "(($a and $b) and $c)"},
      {"not $a and $b", "((not $a) and $b)"},
      {"not $a or $b", "((not $a) or $b)"},
      {"not not $a", "(not (not $a))"},
      {"defined x and y", "((defined x) and y)"},
      {"not defined x", "(not (defined x))"},
      {"not x == 1", "(not (x == 1))"},
      {"1 + 2 == 3", "((1 + 2) == 3)"},
      {"1 | 2 ^ 3 & 4 << 5 + 6 * 7", "(1 | (2 ^ (3 & (4 << (5 + (6 * 7))))))"},
      {"1 * 2 + 3 << 4 & 5 ^ 6 | 7", "((((((1 * 2) + 3) << 4) & 5) ^ 6) | 7)"},
      {"1 - 2 - 3", "((1 - 2) - 3)"},
      {"1 - (2 - 3)", "(1 - (2 - 3))"},
      {"8 \\ 4 \\ 2 % 3 * 5", "((((8 \\ 4) \\ 2) % 3) * 5)"},
      {"1 << 2 >> 3", "((1 << 2) >> 3)"},
      {"1 | 2 == 3", "((1 | 2) == 3)"},
      {"-1 + 2", "((- 1) + 2)"},
      {"- 1 * 2", "((- 1) * 2)"},
      {"~1 & 2", "((~ 1) & 2)"},
      {"-~-x", "(- (~ (- x)))"},
      {"x[1] + 2", "(x[1] + 2)"},
      {"x contains \"a\" or y iequals \"b\"",
       "((x contains \"a\") or (y iequals \"b\"))"},
      {"x matches /a/i and y", "((x matches /a/i) and y)"},
      {"filesize < 10KB and filesize > 1MB",
       "((filesize < 10240) and (filesize > 1048576))"},
      {"x != 1 or x >= 2 or x <= 3", "((x != 1) or (x >= 2) or (x <= 3))"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.source);
    CHECK(shape(c.source) == c.result);
  }
}

TEST_CASE("every construct parses and prints itself", "[rules][condition]") {
  const Case cases[] = {
      {"true", "true"},
      {"false", "false"},
      {"$a", "$a"},
      {"$a at 1 + 2", "$a at 1 + 2"},
      {"$a in (0..filesize - 1)", "$a in (0..filesize - 1)"},
      {"#a", "#a"},
      {"#a in (1..2) > 3", "#a in (1..2) > 3"},
      {"@a", "@a"},
      {"@a[1 + 2] < !a[3]", "@a[1 + 2] < !a[3]"},
      {"!a == 1", "!a == 1"},
      {"1.50 < 2.0", "1.5 < 2.0"},
      {"\"a\\x62\" == x", "\"ab\" == x"},
      {"entrypoint == 0x10", "entrypoint == 16"},
      {"int8(0) == int16(1)", "int8(0) == int16(1)"},
      {"uint32be(filesize - 4) == 0o17", "uint32be(filesize - 4) == 15"},
      {"pe.sections[0].name", "pe.sections[0].name"},
      {"pe.version_info[\"X\"] contains \"y\"",
       "pe.version_info[\"X\"] contains \"y\""},
      {"math.entropy(0, filesize) >= 7.2", "math.entropy(0, filesize) >= 7.2"},
      {"cuckoo.network.http_request(/x/)", "cuckoo.network.http_request(/x/)"},
      {"f()", "f()"},
      {"f(1, a == b, true)", "f(1, a == b, true)"},
      {"all of them", "all of them"},
      {"any of ($a, $b*, $*)", "any of ($a, $b*, $*)"},
      {"none of ($a)", "none of ($a)"},
      {"2 of them", "2 of them"},
      {"1 + 1 of them", "1 + 1 of them"},
      {"#a of them", "#a of them"},
      {"50% of them", "50% of them"},
      {"(1 + 1)% of ($a)", "(1 + 1)% of ($a)"},
      {"x * 2 % of them", "x * 2% of them"},
      {"x % 2 of them", "x % 2 of them"},
      {"any of (r, s_*)", "any of (r, s_*)"},
      {"50% of (r)", "50% of (r)"},
      {"any of them in (0..10)", "any of them in (0..10)"},
      {"all of ($a*) at 0", "all of ($a*) at 0"},
      {"for any of them : ($ at 0 or # > 1 or @ < 2 or ! == 3)",
       "for any of them : ($ at 0 or # > 1 or @ < 2 or ! == 3)"},
      {"for all of ($a*) : (@[2] == 1)", "for all of ($a*) : (@[2] == 1)"},
      {"for 2 of ($a,$b) : ($)", "for 2 of ($a, $b) : ($)"},
      {"for none i in (1..3) : (i == 1)", "for none i in (1..3) : (i == 1)"},
      {"for any i in (1, 2, x) : (@a[i] == 1)",
       "for any i in (1, 2, x) : (@a[i] == 1)"},
      {"for any s in (\"a\", \"b\") : (s == x)",
       "for any s in (\"a\", \"b\") : (s == x)"},
      {"for any k, v in pe.version_info : (k == v)",
       "for any k, v in pe.version_info : (k == v)"},
      {"for #a s in pe.sections : (s.name == \"x\")",
       "for #a s in pe.sections : (s.name == \"x\")"},
      {"for x i in f(1)[2].c : (true)", "for x i in f(1)[2].c : (true)"},
      {"((($a)))", "$a"},
      {"(1 + 2) * 3 == 9", "(1 + 2) * 3 == 9"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.source);
    const ParsedFile file = parse_condition(c.source);
    const Expr& tree = condition_of(file);
    CHECK(print(tree, Spelling::canonical) == c.result);
    for (const Spelling s : {Spelling::canonical, Spelling::as_written}) {
      const ParsedFile again = parse_condition(print(tree, s));
      CHECK(same(tree, condition_of(again)));
    }
  }
}

TEST_CASE("as_written keeps literals and parentheses", "[rules][condition]") {
  for (const char* source :
       {"((filesize < 10KB)) and (uint16(0) == 0x5A4D)", "x == \"\\x41\"",
        "1.50 == 0o17", "x matches /a\\x62/is", "(($a and $b)) or (not $c)"}) {
    const ParsedFile file = parse_condition(source);
    CHECK(print(condition_of(file)) == source);
  }
}

TEST_CASE("what is no condition says so", "[rules][condition]") {
  const Case cases[] = {
      {"", "unexpected '}', expected an expression"},
      {"$a $b", "unexpected '$b', expected an operator or '}'"},
      {"$a and", "unexpected '}', expected an expression"},
      {"($a", "unexpected '}', expected ')'"},
      {"1 < 2 < 3", "unexpected '<', expected an operator or '}'"},
      {"1 == 2 == 3", "unexpected '==', expected an operator or '}'"},
      {"1 + $a", "unexpected '$a', expected an expression"},
      {"1 + ($a)", "expected a value, not a condition"},
      {"($a) + 1", "unexpected '+', expected an operator or '}'"},
      {"(1 < 2) == 1", "unexpected '==', expected an operator or '}'"},
      {"1 == true", "unexpected 'true', expected an expression"},
      {"-($a)", "expected a value, not a condition"},
      {"$a at ($b)", "expected a value, not a condition"},
      {"1 + 50 % of them",
       "unexpected '%', expected parentheses around the percentage"},
      {"x == 2 of them", "unexpected 'of', expected an operator or '}'"},
      {"x matches \"a\"", "unexpected '\"a\"', expected regular expression"},
      {"any of (1, 2)", "unexpected '1', expected string identifier"},
      {"any of ($a, r)", "unexpected 'r', expected string identifier"},
      {"any of (r, $a)", "unexpected '$a', expected rule identifier"},
      {"any of ()", "unexpected ')', expected string identifier"},
      {"all", "unexpected '}', expected of"},
      {"for any of (r) : (true)", "a loop runs over strings, not over rules"},
      {"for any of them (true)", "unexpected '(', expected ':'"},
      {"for 50% of them : ($)",
       "unexpected '%', expected 'of' or a loop variable"},
      {"for any 1 in (1..2) : (true)",
       "unexpected '1', expected 'of' or a loop variable"},
      {"any of (r) in (1..2)", "unexpected 'in', expected an operator or '}'"},
      {"50% of them at 0", "unexpected 'at', expected an operator or '}'"},
      {"$a in (1, 2)", "unexpected ',', expected '..'"},
      {"(pe).x", "unexpected '.', expected an operator or '}'"},
      {"9223372036854775808", "integer does not fit in 64 bits"},
      {"x matches /(/", "regular expression: expected an expression"},
      {"@a[]", "unexpected ']', expected an expression"},
      {"f(1,)", "unexpected ')', expected an expression"},
      {"pe.of", "unexpected 'of', expected identifier"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.source);
    CHECK(shape(c.source) == c.result);
  }
}

// The source of a node, by path: each digit is an index into args.
std::string_view at(const std::string& source, const Expr& e,
                    std::string_view path) {
  if (path.empty()) return e.span.in(source);
  return at(source, *e.args[static_cast<std::size_t>(path[0] - '0')],
            path.substr(1));
}

TEST_CASE("spans of conditions are exact", "[rules][condition]") {
  const std::string source =
      condition_source("(($a at (1 + 2)) and\n  not (x)) or pe.f(3)[4] >= -5");
  const ParsedFile file = parse(source);
  const Expr& tree = condition_of(file);
  const Case cases[] = {
      {"", "(($a at (1 + 2)) and\n  not (x)) or pe.f(3)[4] >= -5"},
      {"0", "($a at (1 + 2)) and\n  not (x)"},
      {"00", "$a at (1 + 2)"},
      {"000", "1 + 2"},
      {"01", "not (x)"},
      {"010", "x"},
      {"1", "pe.f(3)[4] >= -5"},
      {"10", "pe.f(3)[4]"},
      {"100", "pe.f(3)"},
      {"1000", "pe.f"},
      {"1001", "3"},
      {"11", "-5"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.source);
    CHECK(at(source, tree, c.source) == c.result);
  }
  CHECK(tree.args[0]->args[1]->span.begin == Position{43, 2, 3});
  CHECK(tree.args[0]->parentheses == 1);
  CHECK(tree.args[0]->args[0]->args[0]->parentheses == 1);
}

TEST_CASE("spans of loops are exact", "[rules][condition]") {
  const std::string source =
      condition_source("for 1 + 1 k, v in (1..x) : ($a*1) or 3 of ($a, $b*)");
  const std::string good =
      condition_source("for 1 + 1 k, v in (1..x) : (true) or 3 of ($a, $b*)");
  CHECK(!parse(source).errors.empty());
  const ParsedFile file = parse(good);
  const Expr& tree = condition_of(file);
  const Loop& loop = *tree.args[0]->loop;
  CHECK(loop.quantifier.span.in(good) == "1 + 1");
  CHECK(loop.variables[1].span.in(good) == "v");
  CHECK(loop.set_span.in(good) == "(1..x)");
  CHECK(loop.body->span.in(good) == "true");
  const Loop& of = *tree.args[1]->loop;
  CHECK(of.quantifier.span.in(good) == "3");
  CHECK(of.set[1].span.in(good) == "$b*");
  CHECK(of.set_span.in(good) == "($a, $b*)");
}

TEST_CASE("depth is bounded, length is not", "[rules][condition]") {
  const auto repeat = [](std::string_view text, int n,
                         std::string_view middle = "",
                         std::string_view after = "") {
    std::string out;
    for (int i = 0; i < n; ++i) out += text;
    out += middle;
    for (int i = 0; i < n; ++i) out += after;
    return out;
  };
  const char* const kDeep = "condition nested too deep";
  CHECK(shape(repeat("(", 400, "$a", ")")) == "$a");
  CHECK(shape(repeat("(", 100000, "$a", ")")) == kDeep);
  CHECK(shape(repeat("not ", 100000, "$a")) == kDeep);
  CHECK(shape(repeat("-", 100000, "1")) == kDeep);
  CHECK(shape(repeat("uint8(", 100000)) == kDeep);
  CHECK(shape(repeat("@a[", 100000)) == kDeep);
  CHECK(shape(repeat("x[", 100000)) == kDeep);
  CHECK(shape(repeat("f(", 100000)) == kDeep);
  CHECK(shape(repeat("", 100000, "x", ".y")) == kDeep);
  CHECK(shape(repeat("", 100000, "1", "+1")) == kDeep);
  CHECK(shape(repeat("for any of them : (", 100000)) == kDeep);
  const ParsedFile chain = parse_condition(repeat("", 100000, "$a", " or $a"));
  CHECK(condition_of(chain).args.size() == 100001);
}

}  // namespace
}  // namespace beachcomb::rules
