// SPDX-License-Identifier: Apache-2.0
//
// `// beachcomb: allow(lint) reason` silences a lint on the line that it
// stands on or, on a line of its own, on the next line that has something.
// What does not compile can't be silenced.
#include <algorithm>
#include <iterator>
#include <utility>

#include "lint/lint.h"

namespace beachcomb::lint {
namespace {

struct Allow {
  rules::Span span;  // of the comment
  int line = 0;      // that it speaks of
  std::vector<std::string> names;
  std::string reason;
  bool is_used = false;
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

// Nothing when the comment is not for us.
std::optional<Allow> read(const SourceFile& file,
                          const rules::Comment& comment) {
  std::string_view text = comment.span.in(file.text);
  text.remove_prefix(2);
  if (text.ends_with("*/")) text.remove_suffix(2);
  text = trimmed(text);
  constexpr std::string_view kMark = "beachcomb:";
  if (!text.starts_with(kMark)) return std::nullopt;
  text = trimmed(text.substr(kMark.size()));
  Allow allow;
  allow.span = comment.span;
  constexpr std::string_view kAllow = "allow(";
  const std::size_t close = text.find(')');
  if (!text.starts_with(kAllow) || close == text.npos) return allow;
  std::string_view names = text.substr(kAllow.size(), close - kAllow.size());
  while (!names.empty()) {
    const std::size_t comma = std::min(names.find(','), names.size());
    allow.names.emplace_back(trimmed(names.substr(0, comma)));
    names.remove_prefix(std::min(comma + 1, names.size()));
  }
  allow.reason = trimmed(text.substr(close + 1));
  return allow;
}

// The first line from the comment on that has a token, if it begins there.
int line_of(const SourceFile& file, const rules::Span& comment) {
  int next = 0;
  for (const rules::Token& token : file.tokens.tokens) {
    if (token.kind == rules::TokenKind::end) break;
    if (token.span.end.line == comment.begin.line ||
        token.span.begin.line == comment.begin.line) {
      return static_cast<int>(comment.begin.line);
    }
    if (token.span.begin.offset > comment.begin.offset) {
      next = static_cast<int>(token.span.begin.line);
      break;
    }
  }
  return next;
}

// What is wrong with the comment itself.
void check(const Allow& allow, Findings* bad) {
  if (allow.names.empty()) {
    bad->add(allow.span, "", "this comment is not understood",
             "write `beachcomb: allow(lint) reason`");
    return;
  }
  for (const std::string& name : allow.names) {
    if (find_lint(name) != nullptr) continue;
    std::vector<std::string> known;
    for (const LintInfo& info : lints()) known.emplace_back(info.name);
    const std::string near = nearest(name, known);
    bad->add(allow.span, "", "no lint is called '" + name + '\'',
             near.empty() ? "" : "did you mean '" + near + "'?");
  }
  if (allow.reason.empty()) {
    bad->add(allow.span, "", "no reason is given",
             "say why it is right here: `beachcomb: allow(" + allow.names[0] +
                 ") reason`");
  }
}

bool speaks_of(const Allow& allow, const RuleFinding& finding) {
  return allow.line == finding.line && finding.level != RuleLevel::error &&
         std::find(allow.names.begin(), allow.names.end(), finding.lint) !=
             allow.names.end();
}

bool is_superfluous(const Allow& allow) {
  return !allow.is_used && std::all_of(allow.names.begin(), allow.names.end(),
                                       [](const std::string& name) {
                                         return find_lint(name) != nullptr;
                                       });
}

}  // namespace

void silence(const SourceFile& file, std::vector<RuleFinding>* findings,
             std::vector<RuleFinding>* silenced) {
  std::vector<Allow> allows;
  Findings bad(file);
  bad.set_lint(*find_lint("bad-allow"));
  for (const rules::Comment& comment : file.tokens.comments) {
    std::optional<Allow> allow = read(file, comment);
    if (!allow) continue;
    check(*allow, &bad);
    if (allow->names.empty()) continue;
    allow->line = line_of(file, comment.span);
    allows.push_back(std::move(*allow));
  }
  std::vector<RuleFinding> left;
  for (RuleFinding& finding : *findings) {
    const auto by = std::find_if(
        allows.begin(), allows.end(),
        [&](const Allow& allow) { return speaks_of(allow, finding); });
    if (by == allows.end()) {
      left.push_back(std::move(finding));
      continue;
    }
    by->is_used = true;
    finding.accepted = by->reason.empty() ? "no reason given" : by->reason;
    silenced->push_back(std::move(finding));
  }
  Findings unused(file);
  unused.set_lint(*find_lint("unused-allow"));
  for (const Allow& allow : allows) {
    if (!is_superfluous(allow)) continue;
    unused.add(allow.span, "", "there is nothing to silence here",
               "delete the comment");
  }
  *findings = std::move(left);
  for (Findings* more : {&bad, &unused}) {
    std::vector<RuleFinding> found = more->take();
    for (RuleFinding& finding : found) {
      if (file.config.disabled.count(finding.lint) == 0) {
        findings->push_back(std::move(finding));
      }
    }
  }
}

}  // namespace beachcomb::lint
