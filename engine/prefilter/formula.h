// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_PREFILTER_FORMULA_H_
#define BEACHCOMB_PREFILTER_FORMULA_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "beachcomb/result.h"
#include "prefilter/content.h"
#include "prefilter/vocabulary.h"
#include "rules/needs.h"

namespace beachcomb::prefilter {

// What is known of a file when a formula is evaluated. Before it is read that
// is its size and its name; whatever is unknown may be true.
struct Facts {
  std::uint64_t size = 0;
  std::string_view path;
  std::string_view name;
  std::string_view extension;
  bool is_read = false;
  Bytes start;  // the first bytes, once it is read
  Content* content = nullptr;
};

// A rules::Need with its strings replaced by their clauses and expressions: a
// tree in an array, the root first, children side by side.
class Formula {
 public:
  Formula(const rules::Need& need, const std::vector<const rules::Rule*>& rules,
          Vocabulary* vocabulary);

  // Has what is rare, and cheap to find out, asked first. `costs` by literal.
  void order(const Vocabulary& vocabulary, const std::vector<double>& costs);

  // False: the rule certainly does not hold.
  bool may_hold(const Facts& facts) const { return holds(0, facts); }

  // Literals of which one must stand in every file for which the rule holds,
  // chosen for the least sum of `costs`; empty when there are none such.
  std::vector<std::uint32_t> trigger(const Vocabulary& vocabulary,
                                     const std::vector<double>& costs) const;
  // All its clauses, by number.
  std::vector<std::uint32_t> clauses() const;

  // True when the formula says nothing: the rule always runs.
  bool is_always() const { return nodes_[0].kind == Kind::yes; }
  // True when the rule can't hold for any file.
  bool is_never() const { return nodes_[0].kind == Kind::no; }

  // Sizes outside of these rule the file out; both inclusive.
  std::pair<std::uint64_t, std::uint64_t> size_bounds() const {
    return size_bounds(0);
  }
  bool has_external() const;

 private:
  enum class Kind : std::uint8_t {
    yes,
    no,
    at_least,    // `count` of children
    clause,      // number `first` of the vocabulary
    expression,  // number `first` of the vocabulary
    size,
    read,
    external,
  };
  struct Node {
    Kind kind = Kind::yes;
    std::uint32_t count = 0;
    std::uint32_t first = 0;
    std::uint32_t size = 0;
    std::uint32_t test = 0;  // into tests_
  };
  struct Choice {
    double cost = 0;
    std::vector<std::uint32_t> literals;
  };

  void build(std::size_t at, const rules::Need& need);
  void build_string(std::size_t at, const rules::StringDecl& string);
  bool holds(std::size_t at, const Facts& facts) const;
  std::pair<std::uint64_t, std::uint64_t> size_bounds(std::size_t at) const;
  Choice choose(std::size_t at, const Vocabulary& vocabulary,
                const std::vector<double>& costs) const;

  const std::vector<const rules::Rule*>* rules_;  // while building
  Vocabulary* vocabulary_;                        // while building
  std::vector<Node> nodes_;
  std::vector<rules::Need> tests_;  // size, read and external needs
};

// Whether the text external holds; decided by name only.
bool external_holds(const rules::Need& need, std::string_view value);

}  // namespace beachcomb::prefilter

#endif  // BEACHCOMB_PREFILTER_FORMULA_H_
