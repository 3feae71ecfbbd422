// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_PREFILTER_FORMULA_H_
#define BEACHCOMB_PREFILTER_FORMULA_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "beachcomb/result.h"
#include "prefilter/literals.h"
#include "rules/needs.h"

namespace beachcomb::prefilter {

// The literals of all rules, each once, by number.
class LiteralTable {
 public:
  std::uint32_t number_of(const Literal& literal);
  std::size_t size() const { return literals_.size(); }
  const Literal& at(std::uint32_t number) const { return *literals_[number]; }

 private:
  std::map<Literal, std::uint32_t> numbers_;
  std::vector<const Literal*> literals_;  // the keys of the map, which stay
};

// What is known of a file when a formula is evaluated. Before it is read that
// is its size and its name; whatever is unknown may be true.
struct Facts {
  std::uint64_t size = 0;
  std::string_view path;
  std::string_view name;
  std::string_view extension;
  bool is_read = false;
  Bytes start;                               // the first bytes, once it is read
  const std::vector<bool>* found = nullptr;  // by number of literal
};

// A rules::Need with its strings replaced by their literals: a tree in an
// array, the root first, children side by side.
class Formula {
 public:
  Formula(const rules::Need& need, const std::vector<const rules::Rule*>& rules,
          LiteralTable* literals);

  // False: the rule certainly does not hold.
  bool may_hold(const Facts& facts) const { return holds(0, facts); }

  // Literals of which one must stand in every file for which the rule holds,
  // chosen for the least sum of `costs`; empty when there are none such.
  std::vector<std::uint32_t> trigger(const std::vector<double>& costs) const;

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
    at_least,  // `count` of children
    literal,   // one of ids_[first .. first + size)
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
  Choice choose(std::size_t at, const std::vector<double>& costs) const;

  const std::vector<const rules::Rule*>* rules_;  // while building
  LiteralTable* literals_;                        // while building
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> ids_;
  std::vector<rules::Need> tests_;  // size, read and external needs
};

// Whether the text external holds; decided by name only.
bool external_holds(const rules::Need& need, std::string_view value);

}  // namespace beachcomb::prefilter

#endif  // BEACHCOMB_PREFILTER_FORMULA_H_
