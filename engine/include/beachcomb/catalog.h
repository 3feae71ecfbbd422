// SPDX-License-Identifier: Apache-2.0
//
// What rules there are, as their source has it: nothing here compiles them.
#ifndef BEACHCOMB_CATALOG_H_
#define BEACHCOMB_CATALOG_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "beachcomb/export.h"
#include "beachcomb/result.h"
#include "beachcomb/rule_set.h"
#include "beachcomb/verdict.h"

namespace beachcomb {

struct CatalogRule {
  RuleInfo info;
  bool is_private = false;
  bool is_global = false;
  std::string path;        // of its file; of a built-in rule "pack/file.yar"
  std::uint32_t line = 0;  // where it begins, from 1
  std::string source;      // its text
  // In their order, with text without its quotes.
  std::vector<std::pair<std::string, std::string>> meta;
  std::vector<std::string> strings;  // declarations, as they are written
  std::string condition;             // on one line
  // Nothing here knows these; who does may set them. A rule with samples and
  // no plan is one that libyara refuses.
  std::optional<RulePlan> plan;
  std::optional<std::vector<std::string>> samples;  // where they are
};

struct Catalog {
  std::vector<CatalogRule> rules;     // in the order of the sources
  std::vector<RuleProblem> problems;  // what does not parse
};

// Includes are followed.
BEACHCOMB_API Catalog catalog_of(std::vector<RuleSource> sources);

// The source of one rule of the set and of all that it needs to compile alone:
// imports, the rules that it refers to, the global rules of its pack. Empty
// when the set has no such rule.
BEACHCOMB_API std::string standalone_source(const RuleSet& rules,
                                            const RuleInfo& rule);

// What became of a rule from one version of a rule set to the next. Layout,
// comments and spelling of the same value are no change.
struct RuleChange {
  enum class Kind { added, removed, changed };
  Kind kind = Kind::changed;
  std::string pack;  // in the set that it is in, the new one if in both
  std::string rule;
  // Of a changed rule.
  bool condition = false;
  bool modifiers = false;  // private, global
  bool tags = false;
  struct Detail {
    std::string what;    // "$a", "score", "condition"
    std::string before;  // empty: was not there
    std::string after;   // empty: is no more
  };
  std::vector<Detail> strings{};
  std::vector<Detail> meta{};
  Detail conditions{};  // both of them, when they differ

  // It may match other files than before.
  bool in_meaning() const {
    return kind != Kind::changed || condition || modifiers || !strings.empty();
  }
};

// A file that two versions of a rule set say different things about.
struct FileChange {
  std::string path;
  // Level or outcome: "malicious", "clean".
  std::string before;
  std::string after;
  std::vector<std::string> gained;  // rules that hold now
  std::vector<std::string> lost;    // rules that held
};

struct TreeDifference {
  std::vector<FileChange> files;  // by path
  bool complete = true;           // all was scanned, with both
};

struct RuleDifference {
  std::vector<RuleChange> changes;  // by pack, then by name
  std::size_t same = 0;             // rules in both that did not change
  std::vector<RuleProblem> problems;
  std::optional<TreeDifference> tree;  // where one was scanned
};

// Rules are paired by pack and name, those that are left by name alone, so that
// a file that was renamed is no difference.
BEACHCOMB_API RuleDifference difference(std::vector<RuleSource> before,
                                        std::vector<RuleSource> after);

BEACHCOMB_API std::string as_json(const Catalog& catalog);
BEACHCOMB_API std::string as_json(const RuleDifference& difference);

}  // namespace beachcomb

#endif  // BEACHCOMB_CATALOG_H_
