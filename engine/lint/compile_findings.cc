// SPDX-License-Identifier: Apache-2.0
//
// libyara names a line, says one thing about a rule and goes on with the next.
// Our parser knows the column and more to say. So both are asked about each
// item: where our parser fails, it says what is wrong; else libyara does, at
// the token that it names; and of a rule that libyara refuses, everything is
// looked for that it would have said next.
#include <algorithm>
#include <optional>
#include <set>

#include "lint/hints.h"
#include "lint/lint.h"

namespace beachcomb::lint {
namespace {

using rules::ItemSpan;
using rules::Span;
using rules::Token;

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != text.npos;
}

class Compile {
 public:
  Compile(const SourceFile& file, const Files& all)
      : file_(file), all_(all), findings_(file) {}

  std::vector<RuleFinding> run() {
    for (const rules::Diagnostic& error : file_.parsed.errors) parsed(error);
    for (const RuleProblem& problem : file_.problems) {
      if (problem.path == file_.path) compiled(problem);
    }
    for (const RuleFacts& facts : file_.rules) {
      if (refused_.count(facts.rule) > 0) more_about(*facts.rule);
    }
    return findings_.take();
  }

 private:
  void use(const char* lint) { findings_.set_lint(*find_lint(lint)); }

  const ItemSpan* item_at(std::uint32_t offset) const {
    for (const ItemSpan& item : file_.spans) {
      if (item.span.begin.offset <= offset && offset <= item.span.end.offset) {
        return &item;
      }
    }
    return nullptr;
  }
  // The last that begins on or above a line; the rule of that name, if any.
  const ItemSpan* item_of(const RuleProblem& problem) const {
    const ItemSpan* by_line = nullptr;
    const ItemSpan* by_name = nullptr;
    for (const ItemSpan& item : file_.spans) {
      if (static_cast<int>(item.span.begin.line) > problem.line) break;
      by_line = &item;
      if (!problem.rule.empty() && item.name == problem.rule) by_name = &item;
    }
    return by_name != nullptr ? by_name : by_line;
  }
  const rules::Rule* rule_in(const ItemSpan* item) const {
    for (const RuleFacts& facts : file_.rules) {
      if (item != nullptr && facts.rule->span.begin == item->span.begin) {
        return facts.rule;
      }
    }
    return nullptr;
  }

  // libyara had its say about this item.
  bool refused(const ItemSpan* item) const {
    return std::any_of(file_.problems.begin(), file_.problems.end(),
                       [&](const RuleProblem& problem) {
                         return problem.is_error &&
                                problem.path == file_.path &&
                                item_of(problem) == item;
                       });
  }

  void parsed(const rules::Diagnostic& error) {
    const ItemSpan* item = item_at(error.span.begin.offset);
    const bool both = item == nullptr || refused(item);
    use(both ? "compile-error" : "not-understood");
    const std::string name(item == nullptr ? "" : item->name);
    if (item != nullptr) unparsed_.insert(item);
    if (both) {
      std::string hint = hint_for_syntax(file_, error.span, error.message);
      if (hint.empty()) {
        hint = hint_for(error.message, file_, all_, nullptr,
                        static_cast<int>(error.span.begin.line));
      }
      findings_.add(error.span, name, error.message, hint);
    } else {
      findings_.add(error.span, name, error.message,
                    "libyara takes it; but the rule runs on every file, and "
                    "its lints are not asked");
    }
  }

  void compiled(const RuleProblem& problem) {
    const ItemSpan* item = item_of(problem);
    if (problem.is_error && item != nullptr && unparsed_.count(item) > 0) {
      return;  // our parser said it, and where
    }
    const rules::Rule* rule = rule_in(item);
    const Span span = place_of(problem, item);
    const bool unused = has(problem.reason, "unreferenced string");
    if (problem.is_error) {
      use(unused ? "unused-string" : "compile-error");
      if (rule != nullptr) refused_.insert(rule);
      reported_.insert(span.begin.offset);
    } else {
      // unbounded-regexp says the same, and where.
      if (has(problem.reason, "contains .*")) return;
      use(has(problem.reason, "slow down scanning") ? "slow-string"
                                                    : "compile-warning");
    }
    findings_.add(span, item == nullptr ? problem.rule : item->name,
                  problem.reason,
                  hint_for(problem.reason, file_, all_, rule, problem.line));
  }

  // The token that the message names, in its line or in its rule, else all that
  // stands on the line.
  Span place_of(const RuleProblem& problem, const ItemSpan* item) const {
    std::string_view name = quoted_name(problem.reason);
    if (name == "$*") name = "them";
    const Token* best = nullptr;
    std::optional<Span> on_line;
    const std::vector<Token>& tokens = file_.tokens.tokens;
    const std::size_t first = item == nullptr ? 0 : item->first_token;
    const std::size_t last = item == nullptr ? 0 : item->last_token;
    // libyara has read on to the brace before it says that a condition is bad.
    int wanted = problem.line;
    if (last - first > 1 &&
        static_cast<int>(tokens[last - 1].span.begin.line) == wanted) {
      wanted = static_cast<int>(tokens[last - 2].span.begin.line);
    }
    for (std::size_t i = first; i < last; ++i) {
      const int line = static_cast<int>(tokens[i].span.begin.line);
      const std::string_view text = tokens[i].span.in(file_.text);
      if (line == wanted) {
        if (!on_line) on_line = tokens[i].span;
        on_line->end = tokens[i].span.end;
      }
      // What is declared twice or not used is meant where it is declared.
      const bool declares =
          i + 1 < last && tokens[i + 1].kind == rules::TokenKind::assign;
      const bool wants_declaration = !has(problem.reason, "undefined");
      if (!is_named(text, name) ||
          (name.starts_with('$') && declares != wants_declaration)) {
        continue;
      }
      const bool later = line > problem.line;
      if (best == nullptr || !later) best = &tokens[i];
    }
    if (best != nullptr) return best->span;
    if (on_line) return *on_line;
    const auto line = static_cast<std::uint32_t>(std::max(problem.line, 1));
    rules::Position at;
    for (at.line = 1; at.line < line; ++at.line) {
      const std::size_t end = file_.text.find('\n', at.offset);
      if (end == file_.text.npos) break;
      at.offset = static_cast<std::uint32_t>(end) + 1;
    }
    return {at, at};
  }

  // $a is named by $a, #a, @a and !a; "pe" by "pe" with its quotes.
  static bool is_named(std::string_view token, std::string_view name) {
    if (name.empty() || token.empty()) return false;
    if (token == name) return true;
    if (token.front() == '"') {
      return token.size() > 2 && token.substr(1, token.size() - 2) == name;
    }
    return name.front() == '$' && token.size() == name.size() &&
           std::string_view("#@!").find(token.front()) != token.npos &&
           token.substr(1) == name.substr(1);
  }

  void more_about(const rules::Rule& rule) {
    std::set<std::string, std::less<>> names;
    std::set<std::string, std::less<>> used;
    bool all_used = false;
    for (const rules::StringDecl& string : rule.strings) {
      names.insert(string.name);
    }
    for_each_part(*rule.condition, [&](const rules::Expr& e) {
      if (e.text.starts_with('$') && e.text != "$") {
        used.insert(e.text);
        if (names.count(e.text) == 0) undefined(rule, e.span, e.text);
      }
      if (!e.loop) return;
      if (e.loop->over == rules::Loop::Over::them) all_used = true;
      if (e.loop->over != rules::Loop::Over::strings) return;
      for (const rules::SetItem& item : e.loop->set) {
        bool found = false;
        for (const std::string& name : names) {
          if (item.wildcard ? name.starts_with(item.name) : name == item.name) {
            used.insert(name);
            found = true;
          }
        }
        if (!found) {
          undefined(rule, item.span, item.name + (item.wildcard ? "*" : ""));
        }
      }
    });
    for (const rules::StringDecl& string : rule.strings) {
      if (all_used || string.name == "$" || used.count(string.name) > 0 ||
          reported_.count(string.name_span.begin.offset) > 0) {
        continue;
      }
      use("unused-string");
      const std::string message = "unreferenced string \"" + string.name + '"';
      findings_.add(string.name_span, rule.name, message,
                    hint_for(message, file_, all_, &rule, 0));
    }
  }

  void undefined(const rules::Rule& rule, const Span& span,
                 const std::string& name) {
    if (!reported_.insert(span.begin.offset).second) return;
    use("compile-error");
    const std::string message = "undefined string \"" + name + '"';
    findings_.add(span, rule.name, message,
                  hint_for(message, file_, all_, &rule, 0));
  }

  const SourceFile& file_;
  const Files& all_;
  Findings findings_;
  std::set<const ItemSpan*> unparsed_;
  std::set<const rules::Rule*> refused_;
  std::set<std::uint32_t> reported_;  // offsets of what has an error
};

}  // namespace

void compile_findings(const SourceFile& file, const Files& all,
                      std::vector<RuleFinding>* findings) {
  std::vector<RuleFinding> found = Compile(file, all).run();
  std::move(found.begin(), found.end(), std::back_inserter(*findings));
}

}  // namespace beachcomb::lint
