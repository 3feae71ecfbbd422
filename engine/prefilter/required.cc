// SPDX-License-Identifier: Apache-2.0
//
// Required texts of a pattern, bottom up. A node is either exact (it matches
// these few texts and no other) or it is not, and then it may still have
// clauses: sets of texts of which one must stand in every match. A
// concatenation multiplies exact neighbours into longer texts for as long as
// they stay few; where that ends, what was gathered becomes a clause. Anchors
// and word boundaries match the empty text: they take nothing away.
#include "prefilter/required.h"

#include <algorithm>
#include <utility>

namespace beachcomb::prefilter {
namespace {

using rules::HexNode;
using rules::HexSequence;
using rules::RegexpNode;
using Texts = std::vector<std::string>;

constexpr std::size_t kMaxTexts = 24;   // alternatives of an exact node
constexpr std::size_t kMaxLength = 48;  // bytes of a text; longer adds nothing
constexpr std::size_t kMaxClass = 8;    // bytes of a class that is spelt out

struct Required {
  bool exact = false;
  Texts texts;  // of an exact node
  std::vector<Texts> clauses;
};

Required exactly(Texts texts) { return {true, std::move(texts), {}}; }

std::size_t shortest(const Texts& texts) {
  std::size_t length = kMaxLength;
  for (const std::string& text : texts) length = std::min(length, text.size());
  return length;
}

// The better of two clauses is the one whose shortest text is longer.
const Texts* best_clause(const Required& node) {
  if (node.exact) return &node.texts;
  const Texts* best = nullptr;
  for (const Texts& clause : node.clauses) {
    if (best == nullptr || shortest(clause) > shortest(*best)) best = &clause;
  }
  return best;
}

// Gathers a concatenation from left to right.
class Concatenation {
 public:
  void add(Required node) {
    if (node.exact && multiply(node.texts)) return;
    flush();
    if (node.exact) {
      texts_ = std::move(node.texts);
      return;
    }
    exact_ = false;
    std::move(node.clauses.begin(), node.clauses.end(),
              std::back_inserter(clauses_));
  }

  Required finish() {
    if (exact_ && clauses_.empty()) return exactly(std::move(texts_));
    flush();
    return {false, {}, std::move(clauses_)};
  }

 private:
  bool multiply(const Texts& by) {
    if (texts_.size() * by.size() > kMaxTexts) return false;
    Texts product;
    for (const std::string& left : texts_) {
      for (const std::string& right : by) {
        if (left.size() + right.size() > kMaxLength) return false;
        product.push_back(left + right);
      }
    }
    texts_ = std::move(product);
    return true;
  }

  void flush() {
    exact_ = false;
    if (shortest(texts_) > 0) clauses_.push_back(std::move(texts_));
    texts_ = {""};
  }

  bool exact_ = true;
  Texts texts_ = {""};
  std::vector<Texts> clauses_;
};

// One of several: exact when all are, else the best of each, together.
Required either(std::vector<Required> children) {
  const bool all_exact =
      std::all_of(children.begin(), children.end(),
                  [](const Required& child) { return child.exact; });
  Texts together;
  for (Required& child : children) {
    const Texts* best = best_clause(child);
    if (best == nullptr) return {};
    together.insert(together.end(), best->begin(), best->end());
  }
  if (all_exact && together.size() <= kMaxTexts) {
    return exactly(std::move(together));
  }
  return {false, {}, {std::move(together)}};
}

Required repeated(const Required& child, std::uint32_t min, bool is_fixed) {
  if (min == 0) {
    // "s?" is one of two texts; "s*" has no end of them.
    return {};
  }
  Concatenation all;
  const std::uint32_t turns = child.exact ? std::min(min, 16u) : 1u;
  for (std::uint32_t i = 0; i < turns; ++i) all.add(child);
  if (!is_fixed || turns < min) all.add({});
  return all.finish();
}

class Deriver {
 public:
  explicit Deriver(bool nocase) : nocase_(nocase) {}

  Required of(const RegexpNode& node) const {
    switch (node.kind) {
      case RegexpNode::Kind::literal:
        return exactly({node.text});
      case RegexpNode::Kind::any:
        return {};
      case RegexpNode::Kind::byte_class:
        return of_class(node);
      case RegexpNode::Kind::empty:
      case RegexpNode::Kind::word_boundary:
      case RegexpNode::Kind::not_boundary:
      case RegexpNode::Kind::start:
      case RegexpNode::Kind::end:
        return exactly({""});
      case RegexpNode::Kind::repeat:
        return of_repeat(node);
      case RegexpNode::Kind::concatenation: {
        Concatenation all;
        for (const RegexpNode& child : node.children) all.add(of(child));
        return all.finish();
      }
      case RegexpNode::Kind::alternation: {
        std::vector<Required> children;
        for (const RegexpNode& child : node.children) {
          children.push_back(of(child));
        }
        return either(std::move(children));
      }
    }
    return {};
  }

 private:
  Required of_class(const RegexpNode& node) const {
    Texts texts;
    for (int byte = 0; byte < 256; ++byte) {
      if (!rules::class_matches(node, static_cast<std::uint8_t>(byte),
                                nocase_)) {
        continue;
      }
      const char c = static_cast<char>(byte);
      // The other case is the same literal.
      if (nocase_ && c >= 'A' && c <= 'Z') continue;
      texts.emplace_back(1, c);
      if (texts.size() > kMaxClass) return {};
    }
    return texts.empty() ? Required{} : exactly(std::move(texts));
  }

  Required of_repeat(const RegexpNode& node) const {
    Required child = of(node.children.front());
    if (node.min == 0 && node.max == 1u && child.exact &&
        child.texts.size() < kMaxTexts) {
      child.texts.emplace_back();
      return child;
    }
    return repeated(child, node.min, node.max == node.min);
  }

  bool nocase_;
};

Required of_sequence(const HexSequence& sequence);

Required of_hex(const HexNode& node) {
  switch (node.kind) {
    case HexNode::Kind::byte:
      if (node.mask == 0xFF && !node.negated) {
        return exactly({std::string(1, static_cast<char>(node.value))});
      }
      return {};
    case HexNode::Kind::jump:
      if (node.max == 0u) return exactly({""});
      return {};
    case HexNode::Kind::alternatives: {
      std::vector<Required> children;
      for (const HexSequence& alternative : node.alternatives) {
        children.push_back(of_sequence(alternative));
      }
      return either(std::move(children));
    }
  }
  return {};
}

Required of_sequence(const HexSequence& sequence) {
  Concatenation all;
  for (const HexNode& node : sequence) all.add(of_hex(node));
  return all.finish();
}

std::vector<Texts> clauses_of(Required node) {
  if (node.exact) return {std::move(node.texts)};
  return std::move(node.clauses);
}

}  // namespace

std::vector<Texts> required_texts(const rules::Regexp& regexp, bool nocase) {
  // libyara versions disagree about such an expression; the tree is one
  // reading of it.
  if (regexp.version_dependent) return {};
  return clauses_of(Deriver(nocase).of(regexp.root));
}

std::vector<Texts> required_texts(const rules::HexString& hex) {
  return clauses_of(of_sequence(hex.tokens));
}

}  // namespace beachcomb::prefilter
