// SPDX-License-Identifier: Apache-2.0
//
// What a condition says, and what its author thinks that it says.
#include <algorithm>
#include <cstdint>
#include <limits>

#include "lint/lint.h"

namespace beachcomb::lint {
namespace {

using rules::Expr;
using rules::ExprKind;
using rules::Need;

std::string excerpt(const SourceFile& file, const rules::Span& span) {
  std::string text;
  for (const char c : span.in(file.text)) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank) {
      text += c;
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
  }
  return quoted(text);
}

void certain(const SourceFile& file, bool holds, Findings* findings) {
  for (const RuleFacts& facts : file.rules) {
    if (!facts.compiled) continue;
    for (const rules::CertainPart& part : facts.knowledge.certain) {
      if (part.holds != holds) continue;
      const bool whole = part.part == facts.rule->condition.get();
      const std::string what =
          whole ? "the condition"
                : "the part " + excerpt(file, part.part->span);
      findings->add(part.part->span, facts.rule->name,
                    what + (holds ? " is always true" : " can't be true"),
                    whole ? "" : "whatever the file is");
    }
  }
}

// The comparisons of a condition that ask for the size of the file.
std::vector<rules::Span> size_comparisons(const Expr& condition) {
  std::vector<rules::Span> spans;
  for_each_part(condition, [&spans](const Expr& e) {
    for (const rules::ExprPtr& arg : e.args) {
      if (arg->kind == ExprKind::filesize) spans.push_back(e.span);
    }
  });
  return spans;
}

// The limits of the size that every file has to keep to; not those of one way
// to hold among several, of another rule, or of bytes that are read.
void collect_sizes(const Need& need, const std::vector<rules::Span>& own,
                   std::vector<const Need*>* sizes) {
  if (need.kind == Need::Kind::size &&
      std::find(own.begin(), own.end(), need.span) != own.end()) {
    sizes->push_back(&need);
  }
  if (need.kind == Need::Kind::at_least && need.count == need.children.size()) {
    for (const Need& child : need.children) collect_sizes(child, own, sizes);
  }
}

}  // namespace

// `and` binds tighter than `or`: A or B and C is A or (B and C).
void mixed_and_or(const SourceFile& file, const Files&, Findings* findings) {
  for (const RuleFacts& facts : file.rules) {
    for_each_part(*facts.rule->condition, [&](const Expr& e) {
      if (e.kind != ExprKind::or_) return;
      for (const rules::ExprPtr& arg : e.args) {
        if (arg->kind != ExprKind::and_ || arg->parentheses > 0) continue;
        findings->add(arg->span, facts.rule->name,
                      "`and` beside `or` without parentheses",
                      "it means (" + excerpt(file, arg->span) +
                          "); write the parentheses, these or others");
        return;  // one for each chain of `or`
      }
    });
  }
}

void never_true(const SourceFile& file, const Files&, Findings* findings) {
  certain(file, false, findings);
}

void always_true(const SourceFile& file, const Files&, Findings* findings) {
  certain(file, true, findings);
}

void size_limit(const SourceFile& file, const Files&, Findings* findings) {
  for (const RuleFacts& facts : file.rules) {
    std::vector<const Need*> sizes;
    collect_sizes(facts.knowledge.need,
                  size_comparisons(*facts.rule->condition), &sizes);
    for (const Need* size : sizes) {
      const std::int64_t low = std::max<std::int64_t>(size->low, 0);
      if (size->high == std::numeric_limits<std::int64_t>::max() ||
          size->high - low >= file.config.size_limit) {
        continue;
      }
      const std::string span =
          low == size->high
              ? "only files of exactly " + std::to_string(low) + " bytes"
          : low == 0
              ? "only files of up to " + std::to_string(size->high) + " bytes"
              : "only files of " + std::to_string(low) + " to " +
                    std::to_string(size->high) + " bytes";
      findings->add(size->span, facts.rule->name,
                    span + ": a little padding evades the rule",
                    "leave room, or drop the limit: blanks and comments cost "
                    "an attacker nothing");
    }
  }
}

}  // namespace beachcomb::lint
