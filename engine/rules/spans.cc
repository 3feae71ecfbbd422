// SPDX-License-Identifier: Apache-2.0
#include "rules/spans.h"

#include <utility>

namespace beachcomb::rules {
namespace {

bool is_modifier(TokenKind kind) {
  return kind == TokenKind::kw_private || kind == TokenKind::kw_global;
}

// What stands between the first and the last quote.
std::string_view quoted(std::string_view text) {
  const std::size_t open = text.find('"');
  if (open == std::string_view::npos) return {};
  text.remove_prefix(open + 1);
  return text.substr(0, text.rfind('"'));
}

class Splitter {
 public:
  Splitter(std::string_view source, const std::vector<Token>& tokens)
      : source_(source), tokens_(tokens) {}

  std::vector<ItemSpan> run() {
    while (kind(at_) != TokenKind::end) {
      const std::size_t word = first_after_modifiers(at_);
      if (kind(word) == TokenKind::kw_rule) {
        rule(word);
      } else if (kind(at_) == TokenKind::include) {
        add(ItemKind::include, at_ + 1, quoted(tokens_[at_].span.in(source_)));
      } else if (kind(at_) == TokenKind::kw_import &&
                 kind(at_ + 1) == TokenKind::text) {
        add(ItemKind::import, at_ + 2,
            quoted(tokens_[at_ + 1].span.in(source_)));
      } else {
        stray();
      }
    }
    return std::move(items_);
  }

 private:
  TokenKind kind(std::size_t i) const {
    return i < tokens_.size() ? tokens_[i].kind : TokenKind::end;
  }

  std::size_t first_after_modifiers(std::size_t i) const {
    while (is_modifier(kind(i))) ++i;
    return i;
  }

  bool starts_item(std::size_t i) const {
    const TokenKind k = kind(i);
    return k == TokenKind::kw_rule || k == TokenKind::kw_import ||
           k == TokenKind::include;
  }

  void rule(std::size_t word) {
    std::size_t i = word + 1;
    std::string_view name;
    if (kind(i) == TokenKind::identifier) name = tokens_[i++].span.in(source_);
    // "{" or not, the rule is over at the first "}" or where the next begins.
    while (kind(i) != TokenKind::end && kind(i) != TokenKind::right_brace &&
           !starts_item(i)) {
      ++i;
    }
    const bool closed = kind(i) == TokenKind::right_brace;
    if (closed) {
      ++i;
    } else if (kind(i) == TokenKind::kw_rule) {
      // The modifiers before `rule` belong to the rule that begins there.
      while (i > word + 1 && is_modifier(kind(i - 1))) --i;
    }
    add(ItemKind::rule, i, name);
    items_.back().closed = closed;
  }

  // Everything up to the next token that can begin an item, modifiers first.
  void stray() {
    std::size_t i = at_ + 1;
    while (kind(i) != TokenKind::end && !starts_item(i)) ++i;
    if (kind(i) == TokenKind::kw_rule) {
      while (i > at_ + 1 && is_modifier(kind(i - 1))) --i;
    }
    add(ItemKind::stray, i, {});
  }

  void add(ItemKind item, std::size_t last, std::string_view name) {
    items_.push_back({item,
                      {tokens_[at_].span.begin, tokens_[last - 1].span.end},
                      name,
                      true,
                      at_,
                      last});
    at_ = last;
  }

  std::string_view source_;
  const std::vector<Token>& tokens_;
  std::size_t at_ = 0;
  std::vector<ItemSpan> items_;
};

}  // namespace

std::vector<ItemSpan> rule_spans(std::string_view source,
                                 const Tokens& tokens) {
  return Splitter(source, tokens.tokens).run();
}

std::vector<ItemSpan> rule_spans(std::string_view source) {
  return rule_spans(source, tokenize(source));
}

void blank_out(std::string& source, const Span& span) {
  for (std::size_t i = span.begin.offset;
       i < span.end.offset && i < source.size(); ++i) {
    if (source[i] != '\n' && source[i] != '\r') source[i] = ' ';
  }
}

}  // namespace beachcomb::rules
