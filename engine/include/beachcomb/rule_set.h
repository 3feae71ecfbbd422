// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_RULE_SET_H_
#define BEACHCOMB_RULE_SET_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "beachcomb/export.h"
#include "beachcomb/result.h"

namespace beachcomb {

// The text of one rule file. Only source is ever loaded: a compiled rule file
// can execute code.
struct RuleSource {
  std::string pack;  // the YARA namespace
  std::string path;  // for messages, and where includes are looked up
  std::string text;
  // True of what is built in: it compiles, which the tests of beachcomb say, so
  // no time is spent at the start to find out.
  bool is_checked = false;
};

// One file, or every *.yar and *.yara below a folder, in the order of their
// names. The pack of a file is its path below `path` without the extension.
BEACHCOMB_API Result<std::vector<RuleSource>> load_rules(
    const std::string& path);

// The packs that are built into the library, in the order of their names. None
// when there is no memory for them, which compile() will complain about.
BEACHCOMB_API std::vector<RuleSource> builtin_rules();

// An external variable. Text, integer, float or boolean.
using ExternalValue = std::variant<std::string, std::int64_t, double, bool>;
using Externals = std::vector<std::pair<std::string, ExternalValue>>;

// "10" is an integer, "1.5" a float, "true" and "false" booleans, all else is
// text: as the yara program reads them.
BEACHCOMB_API ExternalValue parse_external(std::string_view text);

// What libyara had to say about a rule while compiling it.
struct RuleProblem {
  std::string path{};
  int line = 0;        // from 1
  int column = 0;      // from 1; 0 where it is not known
  std::string rule{};  // empty outside of a rule
  std::string reason{};
  bool is_error = true;  // the rule was left out; else a warning
};

// What is known of a rule before libyara runs it.
struct RulePlan {
  enum class Runs {
    when_found,   // where one of the texts of `looks_for` is
    always,       // on every file
    with_others,  // it is private: where a rule that refers to it runs
    never,        // it can't hold
  };
  std::string pack;
  std::string rule;
  // What a file has at least where the rule holds, "filesize <= 1024 and $a".
  // Empty when only libyara understands the rule.
  std::string needs{};
  Runs runs = Runs::always;
  std::vector<std::string> looks_for{};  // "\"$_post[\" nocase"
};

// A compiled, immutable set of rules. Cheap to copy and safe for concurrent use
// by multiple threads. Copies share the rules, which live until the last of the
// copies, and of the scans that were begun with one, is gone.
//
// Every set defines the external variables that public rules expect:
// filename, filepath, extension (lower case, with its dot), filetype, owner.
class BEACHCOMB_API RuleSet {
 public:
  // Not movable, which would leave a set without rules behind.
  RuleSet(const RuleSet&) noexcept = default;
  RuleSet& operator=(const RuleSet&) noexcept = default;

  // Leaves out each rule that does not compile, and those that refer to it;
  // `problems` says which and why. An Error when no rule is left, or when there
  // is no memory. May be called by several threads at once.
  static Result<RuleSet> compile(std::vector<RuleSource> sources,
                                 const Externals& externals = {},
                                 std::vector<RuleProblem>* problems = nullptr);
  // Without a rule, for a scan that judges files by something else. An Error
  // when there is no memory.
  static Result<RuleSet> none();

  std::size_t rule_count() const;
  // "pack.rule", by its place in the order of the rules. REQUIRES: < count.
  std::string rule_name(std::size_t number) const;
  // Rules that the prefilter can't rule out for any file, by their place.
  std::vector<std::size_t> always_running() const;
  // What the prefilter derived from each rule, by namespace.
  std::vector<RulePlan> plans() const;
  // SHA-256 of the sources and externals, lower-case hex.
  const std::string& fingerprint() const;

  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  explicit RuleSet(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

// For people, without the name of the rule, and for machines.
BEACHCOMB_API std::string as_text(const RulePlan& plan);
BEACHCOMB_API std::string as_json(const std::vector<RulePlan>& plans);

}  // namespace beachcomb

#endif  // BEACHCOMB_RULE_SET_H_
