// SPDX-License-Identifier: Apache-2.0
//
// Lints: what makes a rule slow, wrong or deaf although it compiles.
//
// A lint is a function that is given one file and says what it found. It sees
// the syntax tree, the tokens, and what others found out about each rule: what
// it needs (rules/certain.h), what the prefilter looks for, whether it hits its
// own source. To add one: a function in the file of its group, a row in
// lints.cc, a section in docs/lints.md, whose examples are run by a test.
#ifndef BEACHCOMB_LINT_LINT_H_
#define BEACHCOMB_LINT_LINT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/rule_check.h"
#include "lint/config.h"
#include "rules/certain.h"
#include "rules/parser.h"
#include "rules/spans.h"
#include "search/literal.h"

namespace beachcomb::lint {

// A text that a rule is looked for by.
struct LookedFor {
  search::Literal literal;
  std::size_t string = 0;  // of the rule, that needs it
  double share = 0;        // of the files that have it, 0 to 1
  bool measured = false;   // else the share is a guess
};

// What is known of one rule beyond its text.
struct RuleFacts {
  const rules::Rule* rule = nullptr;
  bool compiled = false;  // libyara takes it
  rules::RuleKnowledge knowledge;
  std::vector<LookedFor> looked_for;  // empty: it always runs
  bool hits_itself = false;           // its own source
  // The first rule that has the same strings and condition, and where.
  std::string twin;
  std::string twin_place;
};

// One rule file. Owns all that the facts point to.
struct SourceFile {
  std::string path;
  std::string pack;
  std::string text;
  rules::Tokens tokens;
  std::vector<rules::ItemSpan> spans;
  rules::ParsedFile parsed;
  std::vector<RuleFacts> rules;       // that parse
  std::vector<RuleProblem> problems;  // libyara's
  Config config;
};

// Reads `text` into the other members; `problems` and `config` stay.
void parse(SourceFile* file);

// Takes what is found. The place is a span of the file.
class Findings {
 public:
  explicit Findings(const SourceFile& file) : file_(file) {}

  void set_lint(const LintInfo& lint) { lint_ = lint; }
  void add(const rules::Span& span, std::string_view rule, std::string message,
           std::string hint = {});
  std::vector<RuleFinding> take() { return std::move(findings_); }

 private:
  const SourceFile& file_;
  LintInfo lint_{};
  std::vector<RuleFinding> findings_;
};

// The lints, by group. `file` is one of `all`.
using Files = std::vector<SourceFile>;
struct Lint {
  LintInfo info;
  // Null: found while compiling, or while silencing.
  void (*run)(const SourceFile& file, const Files& all, Findings* findings);
};
std::vector<Lint> all_lints();
const LintInfo* find_lint(std::string_view name);

void missing_metadata(const SourceFile&, const Files&, Findings*);
void malformed_metadata(const SourceFile&, const Files&, Findings*);
void rule_name(const SourceFile&, const Files&, Findings*);
void unknown_tag(const SourceFile&, const Files&, Findings*);

void mixed_and_or(const SourceFile&, const Files&, Findings*);
void never_true(const SourceFile&, const Files&, Findings*);
void always_true(const SourceFile&, const Files&, Findings*);
void size_limit(const SourceFile&, const Files&, Findings*);

void short_string(const SourceFile&, const Files&, Findings*);
void common_string(const SourceFile&, const Files&, Findings*);
void always_runs(const SourceFile&, const Files&, Findings*);
void duplicate_string(const SourceFile&, const Files&, Findings*);

void unbounded_regexp(const SourceFile&, const Files&, Findings*);
void catastrophic_regexp(const SourceFile&, const Files&, Findings*);

void duplicate_rule(const SourceFile&, const Files&, Findings*);
void own_source(const SourceFile&, const Files&, Findings*);

// Fills in the twins of all rules.
void find_twins(Files* files);

// What libyara and our parser say, with places and hints.
void compile_findings(const SourceFile& file, const Files& all,
                      std::vector<RuleFinding>* findings);

// Moves what a comment `beachcomb: allow(lint) reason` silences, and reports
// the comments that are wrong.
void silence(const SourceFile& file, std::vector<RuleFinding>* findings,
             std::vector<RuleFinding>* silenced);

// Everything about one file, in the order of lines.
void check(const SourceFile& file, const Files& all, RuleCheckReport* report);

// Calls `visit` for an expression and all below it.
template <typename Visit>
void for_each_part(const rules::Expr& e, const Visit& visit) {
  visit(e);
  for (const rules::ExprPtr& arg : e.args) for_each_part(*arg, visit);
  if (!e.loop) return;
  const auto part = [&visit](const rules::ExprPtr& x) {
    if (x) for_each_part(*x, visit);
  };
  part(e.loop->quantifier.value);
  for (const rules::ExprPtr& x : e.loop->operands) part(x);
  for (const rules::ExprPtr& x : e.loop->place_args) part(x);
  part(e.loop->body);
}

// The candidate that was probably meant; empty when none is near.
std::string nearest(std::string_view typed,
                    const std::vector<std::string>& candidates);

std::string quoted(std::string_view text);  // 'text', safe to show, shortened

}  // namespace beachcomb::lint

#endif  // BEACHCOMB_LINT_LINT_H_
