// SPDX-License-Identifier: Apache-2.0
//
// The table of lints, in the order of docs/lints.md.
#include <algorithm>
#include <tuple>
#include <utility>

#include "lint/lint.h"

namespace beachcomb::lint {
namespace {

using L = RuleLevel;

constexpr Lint kLints[] = {
    {{"compile-error", L::error, "libyara does not take the rule"}, nullptr},
    {{"compile-warning", L::warning, "libyara has doubts about the rule"},
     nullptr},
    {{"not-understood", L::warning,
      "libyara takes the rule, and our parser does not"},
     nullptr},
    {{"unused-string", L::error, "a string is declared and never used"},
     nullptr},
    {{"missing-metadata", L::note, "the rule lacks a key of the metadata"},
     missing_metadata},
    {{"malformed-metadata", L::note,
      "a value of the metadata does not have its form"},
     malformed_metadata},
    {{"rule-name", L::note, "the name of the rule does not fit the pattern"},
     rule_name},
    {{"unknown-tag", L::note, "the tag is not among those that are allowed"},
     unknown_tag},
    {{"mixed-and-or", L::warning, "`and` and `or` mix without parentheses"},
     mixed_and_or},
    {{"never-true", L::warning, "a condition, or a part of it, can't be true"},
     never_true},
    {{"always-true", L::warning, "a condition, or a part of it, always is"},
     always_true},
    {{"size-limit", L::warning,
      "a limit of the file size that a little padding evades"},
     size_limit},
    {{"short-string", L::warning,
      "the text that the rule is looked for by is too short"},
     short_string},
    {{"common-string", L::warning,
      "the text that the rule is looked for by is in too many files"},
     common_string},
    {{"always-runs", L::warning,
      "there is no text that the rule can be looked for by"},
     always_runs},
    {{"slow-string", L::warning, "libyara finds the string slowly"}, nullptr},
    {{"duplicate-string", L::warning, "two strings of a rule are the same"},
     duplicate_string},
    {{"unbounded-regexp", L::warning,
      "a regular expression repeats something without a bound"},
     unbounded_regexp},
    {{"catastrophic-regexp", L::warning,
      "a repetition in a repetition can match the same text in many ways"},
     catastrophic_regexp},
    {{"duplicate-rule", L::warning, "two rules are the same"}, duplicate_rule},
    {{"own-source", L::note, "the rule matches its own source"}, own_source},
    {{"bad-allow", L::warning,
      "a comment that silences a lint has no reason, or names no lint"},
     nullptr},
    {{"unused-allow", L::note, "a comment silences what is not there"},
     nullptr},
};

std::string line_of(std::string_view text, std::uint32_t offset) {
  const std::size_t before = text.substr(0, offset).rfind('\n');
  const std::size_t begin = before == text.npos ? 0 : before + 1;
  std::size_t end = std::min(text.find('\n', begin), text.size());
  while (end > begin && text[end - 1] == '\r') --end;
  return std::string(text.substr(begin, end - begin));
}

}  // namespace

std::vector<Lint> all_lints() { return {std::begin(kLints), std::end(kLints)}; }

const LintInfo* find_lint(std::string_view name) {
  for (const Lint& lint : kLints) {
    if (lint.info.name == name) return &lint.info;
  }
  return nullptr;
}

void Findings::add(const rules::Span& span, std::string_view rule,
                   std::string message, std::string hint) {
  RuleFinding finding;
  finding.lint = lint_.name;
  finding.level = lint_.level;
  finding.path = file_.path;
  finding.line = static_cast<int>(span.begin.line);
  finding.column = static_cast<int>(span.begin.column);
  finding.end_line = static_cast<int>(span.end.line);
  finding.end_column = static_cast<int>(span.end.column);
  finding.rule = rule;
  finding.message = std::move(message);
  finding.hint = std::move(hint);
  finding.source = line_of(file_.text, span.begin.offset);
  findings_.push_back(std::move(finding));
}

void parse(SourceFile* file) {
  file->tokens = rules::tokenize(file->text);
  file->spans = rules::rule_spans(file->text, file->tokens);
  file->parsed = rules::parse(file->text);
  file->rules.clear();
  for (const rules::Item& item : file->parsed.items) {
    if (const auto* rule = std::get_if<rules::Rule>(&item)) {
      file->rules.emplace_back().rule = rule;
    }
  }
}

void check(const SourceFile& file, const Files& all, RuleCheckReport* report) {
  std::vector<RuleFinding> found;
  compile_findings(file, all, &found);
  for (const Lint& lint : kLints) {
    if (lint.run == nullptr || file.config.disabled.count(lint.info.name) > 0) {
      continue;
    }
    Findings findings(file);
    findings.set_lint(lint.info);
    lint.run(file, all, &findings);
    std::vector<RuleFinding> taken = findings.take();
    std::move(taken.begin(), taken.end(), std::back_inserter(found));
  }
  std::erase_if(found, [&](const RuleFinding& finding) {
    return finding.level != RuleLevel::error &&
           file.config.disabled.count(finding.lint) > 0;
  });
  silence(file, &found, &report->silenced);
  std::stable_sort(found.begin(), found.end(),
                   [](const RuleFinding& a, const RuleFinding& b) {
                     return std::tie(a.path, a.line, a.column) <
                            std::tie(b.path, b.line, b.column);
                   });
  std::move(found.begin(), found.end(), std::back_inserter(report->findings));
  ++report->files;
  report->rules += static_cast<std::size_t>(std::count_if(
      file.spans.begin(), file.spans.end(),
      [](const auto& s) { return s.kind == rules::ItemKind::rule; }));
}

std::string nearest(std::string_view typed,
                    const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t least = typed.size() / 3 + 1;
  for (const std::string& candidate : candidates) {
    std::vector<std::size_t> row(candidate.size() + 1);
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = i;
    for (std::size_t i = 1; i <= typed.size(); ++i) {
      std::size_t diagonal = std::exchange(row[0], i);
      for (std::size_t j = 1; j < row.size(); ++j) {
        const bool same = typed[i - 1] == candidate[j - 1];
        const std::size_t replaced = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
      }
    }
    const std::size_t distance = row.back();
    if (candidate != typed && distance <= least &&
        2 * distance < std::max(candidate.size(), typed.size()) &&
        (distance < least || best.empty())) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

std::string quoted(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out = "'";
  for (const char c : text.substr(0, kLongest)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f) {
      out += c;
    } else {
      out += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return out + (text.size() > kLongest ? "...'" : "'");
}

}  // namespace beachcomb::lint

namespace beachcomb {

std::string_view name_of(RuleLevel level) {
  switch (level) {
    case RuleLevel::error:
      return "error";
    case RuleLevel::warning:
      return "warning";
    case RuleLevel::note:
      return "note";
  }
  return "";
}

std::vector<LintInfo> lints() {
  std::vector<LintInfo> infos;
  for (const lint::Lint& lint : lint::all_lints()) infos.push_back(lint.info);
  return infos;
}

}  // namespace beachcomb
