// SPDX-License-Identifier: Apache-2.0
#include "rules/hex.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "text/ascii.h"

namespace beachcomb::rules {
namespace {

constexpr int kMaxNesting = 500;
// libyara's YR_STRING_CHAINING_THRESHOLD and INT_MAX.
constexpr std::uint64_t kMaxJumpInAlternative = 200;
constexpr std::uint64_t kMaxJump = 0x7FFFFFFF;

class HexParser {
 public:
  HexParser(std::string_view text, const Position& at, Diagnostic* problem)
      : text_(text), begin_(at), place_(at), problem_(problem) {}

  std::optional<HexString> run() {
    HexString hex;
    if (peek() != '{') return fail("expected {"), std::nullopt;
    ++at_;
    if (!sequence(&hex.tokens, 0)) return std::nullopt;
    if (peek() != '}') return fail("expected }"), std::nullopt;
    ++at_;
    hex.span = {begin_, place(at_)};
    return hex;
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  // Places are asked for in ascending order but for the error at the end.
  Position place(std::size_t offset) {
    std::size_t done = place_.offset - begin_.offset;
    for (; done < offset; ++done) {
      ++place_.offset;
      ++place_.column;
      if (text_[done] == '\n') {
        ++place_.line;
        place_.column = 1;
      }
    }
    return place_;
  }

  bool fail(const char* message) {
    if (problem_ != nullptr && problem_->message.empty()) {
      const Position here = place(at_);
      Position next = here;
      ++next.offset;
      ++next.column;
      *problem_ = {{here, at_ < text_.size() ? next : here},
                   std::string("hex string: ") + message};
    }
    return false;
  }

  void skip_blanks() {
    for (;;) {
      const char c = peek();
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        ++at_;
      } else if (c == '/' && peek(1) == '/') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (c == '/' && peek(1) == '*') {
        const std::size_t close = text_.find("*/", at_ + 2);
        at_ = close == std::string_view::npos ? text_.size() : close + 2;
      } else {
        return;
      }
    }
  }

  bool sequence(HexSequence* tokens, int nesting);
  bool token(HexNode* node, int nesting);
  bool byte(HexNode* node);
  bool jump(HexNode* node, bool nested);
  bool jump_bounds(HexNode* node, bool nested);
  std::optional<std::uint64_t> number();
  bool alternatives(HexNode* node, int nesting);

  std::string_view text_;
  Position begin_;
  Position place_;  // of the last place() that was asked for
  std::size_t at_ = 0;
  Diagnostic* problem_;
};

bool HexParser::sequence(HexSequence* tokens, int nesting) {
  for (;;) {
    skip_blanks();
    const char c = peek();
    if (c == '}' || c == '|' || c == ')' || c == '\0') break;
    const Position begin = place(at_);
    HexNode node;
    if (c == '[') {
      if (tokens->empty()) return fail("cannot begin with a jump");
      if (!jump(&node, nesting > 0)) return false;
    } else if (!token(&node, nesting)) {
      return false;
    }
    node.span = {begin, place(at_)};
    tokens->push_back(std::move(node));
  }
  if (tokens->empty()) return fail("expected a byte");
  if (tokens->back().kind == HexNode::Kind::jump) {
    return fail("cannot end with a jump");
  }
  return true;
}

bool HexParser::token(HexNode* node, int nesting) {
  if (peek() == '(') return alternatives(node, nesting);
  return byte(node);
}

bool HexParser::byte(HexNode* node) {
  node->kind = HexNode::Kind::byte;
  if (peek() == '~') {
    node->negated = true;
    ++at_;
  }
  node->mask = 0;
  for (int shift = 4; shift >= 0; shift -= 4) {
    const int digit = text::hex_digit(peek());
    if (digit >= 0) {
      node->value = static_cast<std::uint8_t>(node->value | digit << shift);
      node->mask = static_cast<std::uint8_t>(node->mask | 0xF << shift);
    } else if (peek() != '?') {
      return fail(shift == 0 ? "uneven number of digits" : "invalid character");
    }
    ++at_;
  }
  if (node->negated && node->mask == 0) return fail("~?? matches nothing");
  return true;
}

std::optional<std::uint64_t> HexParser::number() {
  if (!text::is_digit(peek())) return std::nullopt;
  std::uint64_t value = 0;
  for (; text::is_digit(peek()); ++at_) {
    if (value <= kMaxJump) {
      value = value * 10 + static_cast<std::uint64_t>(peek() - '0');
    }
  }
  return value;
}

bool HexParser::jump(HexNode* node, bool nested) {
  node->kind = HexNode::Kind::jump;
  ++at_;
  if (!jump_bounds(node, nested)) return false;
  if (peek() != ']') return fail("invalid character in jump");
  ++at_;
  return true;
}

// Inside the brackets only blanks pass, not comments.
bool HexParser::jump_bounds(HexNode* node, bool nested) {
  const auto blanks = [this] {
    while (std::string_view(" \t\r\n").find(peek()) != std::string_view::npos) {
      ++at_;
    }
  };
  blanks();
  const std::optional<std::uint64_t> min = number();
  blanks();
  std::optional<std::uint64_t> max = min;
  if (peek() == '-') {
    ++at_;
    blanks();
    max = number();
    blanks();
    if (!min && max) return fail("a jump needs a lower bound");
    if (!max && nested) return fail("unbounded jump inside alternatives");
    if (min && max && *min > *max) return fail("invalid jump range");
  } else if (!min || *min == 0) {
    return fail("invalid jump length");
  }
  const std::uint64_t longest = std::max(min.value_or(0), max.value_or(0));
  if (longest > kMaxJump) return fail("jump too long");
  if (nested && longest > kMaxJumpInAlternative) {
    return fail("jump over 200 bytes inside alternatives");
  }
  node->min = static_cast<std::uint32_t>(min.value_or(0));
  if (max) node->max = static_cast<std::uint32_t>(*max);
  return true;
}

bool HexParser::alternatives(HexNode* node, int nesting) {
  if (nesting >= kMaxNesting) return fail("nested too deep");
  node->kind = HexNode::Kind::alternatives;
  do {
    ++at_;  // ( or |
    node->alternatives.emplace_back();
    if (!sequence(&node->alternatives.back(), nesting + 1)) return false;
  } while (peek() == '|');
  if (peek() != ')') return fail("expected )");
  ++at_;
  return true;
}

void print_sequence(const HexSequence& tokens, std::string* out);

void print_byte(const HexNode& node, std::string* out) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  if (node.negated) *out += '~';
  *out += (node.mask & 0xF0) != 0 ? kDigits[node.value >> 4] : '?';
  *out += (node.mask & 0x0F) != 0 ? kDigits[node.value & 15] : '?';
}

void print_jump(const HexNode& node, std::string* out) {
  *out += '[';
  if (node.max != node.min || node.min == 0) {
    *out += std::to_string(node.min) + '-';
  }
  if (node.max) *out += std::to_string(*node.max);
  *out += ']';
}

void print_node(const HexNode& node, std::string* out) {
  switch (node.kind) {
    case HexNode::Kind::byte:
      print_byte(node, out);
      break;
    case HexNode::Kind::jump:
      print_jump(node, out);
      break;
    case HexNode::Kind::alternatives:
      *out += "( ";
      for (std::size_t i = 0; i < node.alternatives.size(); ++i) {
        if (i > 0) *out += "| ";
        print_sequence(node.alternatives[i], out);
      }
      *out += ')';
      break;
  }
}

void print_sequence(const HexSequence& tokens, std::string* out) {
  for (const HexNode& node : tokens) {
    print_node(node, out);
    *out += ' ';
  }
}

bool same_sequence(const HexSequence& a, const HexSequence& b);

bool same_node(const HexNode& a, const HexNode& b) {
  return a.kind == b.kind && a.value == b.value && a.mask == b.mask &&
         a.negated == b.negated && a.min == b.min && a.max == b.max &&
         std::equal(a.alternatives.begin(), a.alternatives.end(),
                    b.alternatives.begin(), b.alternatives.end(),
                    same_sequence);
}

bool same_sequence(const HexSequence& a, const HexSequence& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_node);
}

}  // namespace

std::optional<HexString> parse_hex(std::string_view text, const Position& at,
                                   Diagnostic* problem) {
  return HexParser(text, at, problem).run();
}

std::string print_hex(const HexString& hex) {
  std::string out = "{ ";
  print_sequence(hex.tokens, &out);
  return out + '}';
}

bool same(const HexString& a, const HexString& b) {
  return same_sequence(a.tokens, b.tokens);
}

}  // namespace beachcomb::rules
