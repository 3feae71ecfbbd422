// SPDX-License-Identifier: Apache-2.0
//
// The rules of a set, compiled as a whole and, on demand, one by one.
//
// libyara's cost grows with the strings that it looks for. When the prefilter
// leaves two candidates of a thousand rules, scanning with those two alone is
// what makes a scan cheap. A unit is one rule with what it depends on: the
// rules that it refers to, the global rules of its namespace, and the modules
// that these use: libyara fills each imported one anew for each content.
#ifndef BEACHCOMB_SCAN_RULE_BASE_H_
#define BEACHCOMB_SCAN_RULE_BASE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "beachcomb/rule_set.h"
#include "beachcomb/verdict.h"
#include "rules/ast.h"
#include "scan/compiler.h"

namespace beachcomb::scan {

// Rules that are scanned with together.
struct Unit {
  YaraRules rules;
  // The number in the RuleBase of each rule in `rules`; kNotReported for
  // those that are there only because another refers to them.
  std::vector<std::uint32_t> numbers;
  static constexpr std::uint32_t kNotReported = ~std::uint32_t{0};
};

// Which of the external variables of a file some rule may look at.
struct UsedExternals {
  bool filename = false;
  bool filepath = false;
  bool extension = false;
  bool filetype = false;
  bool owner = false;
};

// One namespace: the rules in the order of their definition.
struct Namespace {
  struct Entry {
    std::string name;
    std::string text;
    const rules::Rule* tree = nullptr;    // null: our parser does not know it
    std::uint32_t number = 0;             // in the RuleBase
    std::vector<std::size_t> depends_on;  // entries before this one
    bool is_global = false;
  };
  std::string pack;
  std::map<std::string, std::string> imports;  // statements, by module
  std::vector<Entry> entries;
  std::vector<std::vector<rules::Item>> trees;  // own what Entry::tree names
};

// Immutable but for the units, which are made when they are first asked for.
// Safe for concurrent use.
class RuleBase {
 public:
  // REQUIRES: `rules` is what the sources, in this order, compile to, or null
  // when they are known to compile and to be understood by our parser. They are
  // not kept: all of them together are hardly ever needed.
  RuleBase(std::vector<RuleSource> sources, Externals externals,
           const YaraRules& rules);

  const Unit& all() const;
  // The one rule with this number. Null when it has to be scanned with all():
  // it counts rules of other namespaces, or libyara refuses it, which it should
  // not.
  const Unit* unit(std::uint32_t number) const;

  // The text that a unit is compiled from. REQUIRES: number < rule_count()
  std::string source_of(std::uint32_t number) const;

  std::size_t rule_count() const { return infos_.size(); }
  const RuleInfo& info(std::uint32_t number) const { return infos_[number]; }
  const std::vector<Namespace>& namespaces() const { return namespaces_; }
  const Externals& externals() const { return externals_; }
  const UsedExternals& used_externals() const { return used_; }

 private:
  struct Slot {
    std::once_flag once;
    std::unique_ptr<Unit> unit;
  };
  void add_namespaces();
  void number_entries();
  const Namespace& namespace_of(std::uint32_t number) const;
  std::unique_ptr<Unit> compile_unit(std::uint32_t number) const;

  std::vector<RuleSource> sources_;
  Externals externals_;
  mutable std::once_flag all_once_;
  mutable Unit all_;
  std::vector<RuleInfo> infos_;
  std::vector<Namespace> namespaces_;
  UsedExternals used_;
  mutable std::vector<Slot> slots_;
};

}  // namespace beachcomb::scan

#endif  // BEACHCOMB_SCAN_RULE_BASE_H_
