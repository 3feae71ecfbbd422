// SPDX-License-Identifier: Apache-2.0
//
// YARA's own regular expressions: what its two grammars accept, read by hand.
// The surprises, all of them relied upon somewhere:
//
//  - "{" is a literal unless it begins a whole quantifier, so /a{b/ and /{/
//    are fine; "]" and "}" alone are literals as well.
//  - Only a right alternative may be empty: (a|) yes, (|a) no, () no.
//  - Anchors and boundaries take no quantifier.
//  - In a class, "]" right after "[" or "[^" is a literal; a range is tried
//    first, so [\w-z] is the range from "w" to "z".
//  - A class holds no byte outside of ASCII, except as the beginning or the
//    end of a range; outside of classes any byte is a literal.
//  - There are no groups but plain ones, and no look-around.
#include "rules/regexp.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "rules/regexp_cursor.h"
#include "text/ascii.h"

namespace beachcomb::rules {
namespace {

using Kind = RegexpNode::Kind;

constexpr int kMaxNesting = 500;

class RegexpParser {
 public:
  RegexpParser(std::string_view text, const Position& at, Diagnostic* problem) {
    c_.text = text;
    c_.begin = at;
    c_.problem = problem;
  }

  std::optional<Regexp> run();

 private:
  bool alternation(RegexpNode* node, int nesting);
  bool concatenation(RegexpNode* node, int nesting);
  bool piece(RegexpNode* node, int nesting);
  bool single(RegexpNode* node, int nesting);
  bool quantify(RegexpNode* node);
  bool quantifier(std::uint32_t* min, std::optional<std::uint32_t>* max,
                  bool* found);
  std::size_t braces(std::size_t* comma) const;

  RegexpCursor c_;
  Regexp result_;
};

std::optional<Regexp> RegexpParser::run() {
  const std::string_view text = c_.text;
  c_.end = text.rfind('/');
  if (text.empty() || text[0] != '/' || c_.end == 0) {
    c_.end = text.size();
    return c_.fail("not between slashes"), std::nullopt;
  }
  const std::string_view flags = text.substr(c_.end + 1);
  result_.nocase = flags.find('i') != std::string_view::npos;
  result_.dot_all = flags.find('s') != std::string_view::npos;
  result_.spelling = text;
  result_.span = {c_.begin, c_.place(text.size())};
  c_.at = 1;
  if (!c_.more()) return c_.fail("empty"), std::nullopt;
  if (!alternation(&result_.root, 0)) return std::nullopt;
  if (c_.more()) return c_.fail("unexpected )"), std::nullopt;
  return std::move(result_);
}

bool RegexpParser::alternation(RegexpNode* node, int nesting) {
  if (nesting >= kMaxNesting) return c_.fail("nested too deep");
  const Position begin = c_.place(c_.at);
  if (!concatenation(node, nesting)) return false;
  if (c_.peek() != '|' || !c_.more()) return true;
  RegexpNode whole;
  whole.kind = Kind::alternation;
  whole.children.push_back(std::move(*node));
  while (c_.more() && c_.peek() == '|') {
    ++c_.at;
    RegexpNode next;
    next.span = {c_.place(c_.at), c_.place(c_.at)};
    const bool empty = !c_.more() || c_.peek() == '|' || c_.peek() == ')';
    if (!empty && !concatenation(&next, nesting)) return false;
    whole.children.push_back(std::move(next));
  }
  whole.span = {begin, c_.place(c_.at)};
  *node = std::move(whole);
  return true;
}

// Keeps concatenations flat and literals whole, see Kind.
void append(RegexpNode&& next, std::vector<RegexpNode>* children) {
  if (next.kind == Kind::concatenation) {
    for (RegexpNode& child : next.children) append(std::move(child), children);
    return;
  }
  if (next.kind == Kind::literal && !children->empty() &&
      children->back().kind == Kind::literal) {
    children->back().text += next.text;
    children->back().span.end = next.span.end;
    return;
  }
  children->push_back(std::move(next));
}

bool RegexpParser::concatenation(RegexpNode* node, int nesting) {
  RegexpNode whole;
  whole.kind = Kind::concatenation;
  const Position begin = c_.place(c_.at);
  while (c_.more() && c_.peek() != '|' && c_.peek() != ')') {
    RegexpNode next;
    if (!piece(&next, nesting)) return false;
    append(std::move(next), &whole.children);
  }
  if (whole.children.empty()) return c_.fail("expected an expression");
  whole.span = {begin, c_.place(c_.at)};
  if (whole.children.size() == 1) {
    RegexpNode only = std::move(whole.children.front());
    whole = std::move(only);
  }
  *node = std::move(whole);
  return true;
}

bool RegexpParser::piece(RegexpNode* node, int nesting) {
  const Position begin = c_.place(c_.at);
  const auto anchor = [&](Kind kind, std::size_t size) {
    node->kind = kind;
    c_.at += size;
    node->span = {begin, c_.place(c_.at)};
    return true;
  };
  if (c_.starts("^")) return anchor(Kind::start, 1);
  if (c_.starts("$")) return anchor(Kind::end, 1);
  if (c_.starts("\\b")) return anchor(Kind::word_boundary, 2);
  if (c_.starts("\\B")) return anchor(Kind::not_boundary, 2);
  if (!single(node, nesting)) return false;
  node->span = {begin, c_.place(c_.at)};
  return quantify(node);
}

bool RegexpParser::single(RegexpNode* node, int nesting) {
  const char c = c_.peek();
  switch (c) {
    case '(':
      ++c_.at;
      if (!alternation(node, nesting + 1)) return false;
      if (c_.peek() != ')' || !c_.more()) return c_.fail("expected )");
      ++c_.at;
      return true;
    case '.':
      ++c_.at;
      node->kind = Kind::any;
      return true;
    case '[':
      return parse_class(c_, node);
    case '\\':
      return parse_escape(c_, node);
    case '*':
    case '+':
    case '?':
      return c_.fail("nothing to repeat");
    case '{': {
      std::size_t comma = 0;
      if (braces(&comma) > 0) return c_.fail("nothing to repeat");
      break;
    }
    default:
      break;
  }
  ++c_.at;
  node->kind = Kind::literal;
  node->text = c;
  return true;
}

// The size of "{n}", "{n,m}", "{n,}", "{,m}" or "{,}" here; 0 if it is none.
// `comma` becomes the offset of the comma in it, or 0.
std::size_t RegexpParser::braces(std::size_t* comma) const {
  if (c_.peek() != '{') return 0;
  std::size_t i = 1;
  const auto digits = [&] {
    while (text::is_digit(c_.peek(i))) ++i;
  };
  const auto blanks = [&] {
    while (c_.peek(i) == ' ') ++i;
  };
  *comma = 0;
  digits();
  if (i > 1 && c_.peek(i) == '}') return i + 1;
  blanks();
  if (c_.peek(i) != ',') return 0;
  *comma = i++;
  blanks();
  digits();
  return c_.peek(i) == '}' ? i + 1 : 0;
}

bool RegexpParser::quantifier(std::uint32_t* min,
                              std::optional<std::uint32_t>* max, bool* found) {
  *found = true;
  const char c = c_.peek();
  if (c_.more() && (c == '*' || c == '+' || c == '?')) {
    ++c_.at;
    *min = c == '+' ? 1 : 0;
    if (c == '?') *max = 1;
    return true;
  }
  std::size_t comma = 0;
  const std::size_t size = c_.more() ? braces(&comma) : 0;
  if (size == 0) {
    *found = false;
    return true;
  }
  const auto number = [](std::string_view digits) {
    std::uint32_t value = 0;
    for (const char d : digits) {
      if (d < '0' || d > '9') continue;  // a blank
      if (value <= kMaxRepeat) {
        value = value * 10 + static_cast<std::uint32_t>(d - '0');
      }
    }
    return value;
  };
  const std::string_view inside = c_.text.substr(c_.at + 1, size - 2);
  if (inside.find(' ') != std::string_view::npos) {
    result_.version_dependent = true;
  }
  const std::string_view upper =
      comma == 0 ? inside : inside.substr(comma);  // offsets begin at "{"
  *min = number(inside.substr(0, comma == 0 ? inside.size() : comma - 1));
  const bool open = upper.find_first_of("0123456789") == upper.npos;
  const std::uint32_t high = open ? kMaxRepeat : number(upper);
  if (high > kMaxRepeat) return c_.fail("repeat interval too large");
  if (high < *min) return c_.fail("bad repeat interval");
  if (high < kMaxRepeat) *max = high;  // {2,32767} is {2,}
  c_.at += size;
  return true;
}

bool RegexpParser::quantify(RegexpNode* node) {
  RegexpNode repeat;
  repeat.kind = Kind::repeat;
  bool found = false;
  if (!quantifier(&repeat.min, &repeat.max, &found)) return false;
  if (!found) return true;
  if (c_.more() && c_.peek() == '?') {
    ++c_.at;
    repeat.lazy = true;
  }
  (repeat.lazy ? result_.has_lazy : result_.has_greedy) = true;
  std::size_t comma = 0;
  const char c = c_.peek();
  if (c_.more() && (c == '*' || c == '+' || c == '?' || braces(&comma) > 0)) {
    return c_.fail("nothing to repeat");
  }
  repeat.span = {node->span.begin, c_.place(c_.at)};
  repeat.children.push_back(std::move(*node));
  *node = std::move(repeat);
  return true;
}

}  // namespace

std::optional<Regexp> parse_regexp(std::string_view text, const Position& at,
                                   Diagnostic* problem) {
  return RegexpParser(text, at, problem).run();
}

}  // namespace beachcomb::rules
