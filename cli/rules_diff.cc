// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "beachcomb/catalog.h"
#include "beachcomb/pipeline.h"
#include "beachcomb/report.h"
#include "commands.h"
#include "interrupts.h"
#include "os/process.h"
#include "output.h"
#include "progress.h"
#include "rule_loading.h"
#include "shared_flags.h"
#include "text/format.h"

namespace beachcomb::cli {
namespace {

// A file, a folder, a built-in pack, or "builtin" for all of these.
Result<std::vector<RuleSource>> sources_of(const std::string& name) {
  std::error_code error;
  if (std::filesystem::exists(name, error)) return load_rules(name);
  std::vector<RuleSource> sources = builtin_rules();
  if (name == "builtin") return sources;
  std::erase_if(sources,
                [&](const RuleSource& source) { return source.pack != name; });
  if (sources.empty()) {
    return Error{name + ": no such file or folder, and no built-in pack"};
  }
  return sources;
}

std::string describe(const RuleChange::Detail& detail) {
  const std::string name = printable(detail.what);
  const std::string before = printable(detail.before);
  const std::string after = printable(detail.after);
  if (detail.before.empty()) return fmt::format("    + {} = {}\n", name, after);
  if (detail.after.empty()) return fmt::format("    - {} = {}\n", name, before);
  return fmt::format("    - {} = {}\n    + {} = {}\n", name, before, name,
                     after);
}

std::string text_of(const RuleChange& change) {
  const std::string name = printable(change.pack + '.' + change.rule);
  if (change.kind == RuleChange::Kind::added) return "added    " + name + '\n';
  if (change.kind == RuleChange::Kind::removed) {
    return "removed  " + name + '\n';
  }
  std::string what;
  const auto add = [&](bool is, const char* word) {
    if (is) what += std::string(what.empty() ? "" : ", ") + word;
  };
  add(change.condition, "condition");
  add(!change.strings.empty(), "strings");
  add(change.modifiers, "private or global");
  add(change.tags, "tags");
  add(!change.meta.empty(),
      change.in_meaning() || change.tags ? "metadata" : "metadata only");
  std::string text = "changed  " + name + ": " + what + '\n';
  if (change.condition) text += describe(change.conditions);
  for (const auto& detail : change.strings) text += describe(detail);
  for (const auto& detail : change.meta) text += describe(detail);
  return text;
}

// What is said of a file.
struct Said {
  std::string word = std::string(name_of(Outcome::clean));
  std::set<std::string> rules{};
};

// What is said of each file that is not clean, by path.
class Found : public Sink {
 public:
  bool on_verdict(const Verdict& verdict) override {
    Said& said = by_path[verdict.path];
    said.word = verdict.outcome == Outcome::detected
                    ? name_of(level_of(verdict.score()))
                    : name_of(verdict.outcome);
    for (const Finding& finding : verdict.findings) {
      said.rules.insert(finding.rule.name);
    }
    return true;
  }
  bool on_finish(const Summary& summary) override {
    complete = summary.is_whole();
    return true;
  }

  std::map<std::string, Said> by_path;
  bool complete = false;
};

Result<Found> found_with(const std::vector<RuleSource>& sources,
                         const Arguments& arguments) {
  std::vector<RuleProblem> problems;
  auto rules = RuleSet::compile(sources, arguments.externals, &problems);
  log_problems(problems, false);
  if (!rules) return rules.error();
  ScanOptions options = arguments.scan;
  options.walk.roots = {arguments.paths.begin() + 2, arguments.paths.end()};
  options.min_score = 0;
  Found found;
  {
    Monitor monitor(options.walk, os::is_terminal(os::kStandardError));
    run(options, *rules, found, monitor.stop_token(), monitor.progress());
  }
  // Half a scan compared with another half is no difference.
  if (interrupted()) return Error{"interrupted"};
  return found;
}

std::vector<std::string> without(const std::set<std::string>& rules,
                                 const std::set<std::string>& others) {
  std::vector<std::string> left;
  std::set_difference(rules.begin(), rules.end(), others.begin(), others.end(),
                      std::back_inserter(left));
  return left;
}

Result<TreeDifference> tree_difference(const std::vector<RuleSource>& before,
                                       const std::vector<RuleSource>& after,
                                       const Arguments& arguments) {
  auto old_found = found_with(before, arguments);
  if (!old_found) return old_found.error();
  auto new_found = found_with(after, arguments);
  if (!new_found) return new_found.error();
  TreeDifference tree;
  tree.complete = old_found->complete && new_found->complete;
  for (const auto& [path, said] : new_found->by_path) old_found->by_path[path];
  for (const auto& [path, old_said] : old_found->by_path) {
    const Said& new_said = new_found->by_path[path];
    if (old_said.word == new_said.word && old_said.rules == new_said.rules) {
      continue;
    }
    tree.files.push_back({path, old_said.word, new_said.word,
                          without(new_said.rules, old_said.rules),
                          without(old_said.rules, new_said.rules)});
  }
  return tree;
}

std::string text_of(const TreeDifference& tree) {
  std::string text;
  for (const FileChange& change : tree.files) {
    text += fmt::format("{}: {}", printable(change.path), change.before);
    text += change.after == change.before ? "\n" : " -> " + change.after + '\n';
    for (const auto& rule : change.gained) {
      text += "    + " + printable(rule) + '\n';
    }
    for (const auto& rule : change.lost) {
      text += "    - " + printable(rule) + '\n';
    }
  }
  return text + text::counted(tree.files.size(), "file") +
         " with another verdict\n";
}

std::string text_of(const RuleDifference& difference) {
  std::size_t counts[3] = {};
  std::string text;
  for (const RuleChange& change : difference.changes) {
    text += text_of(change);
    ++counts[static_cast<std::size_t>(change.kind)];
  }
  text += fmt::format("{} added, {} removed, {} changed, {} the same\n",
                      counts[0], counts[1], counts[2], difference.same);
  return difference.tree ? text + text_of(*difference.tree) : text;
}

int fail(const Error& error) {
  spdlog::error("{}", printable(error.message));
  return kExitIncomplete;
}

int run_rules_diff(const Arguments& arguments) {
  if (arguments.paths.size() < 2) return fail({"name two sets of rules"});
  const auto before = sources_of(arguments.paths[0]);
  if (!before) return fail(before.error());
  const auto after = sources_of(arguments.paths[1]);
  if (!after) return fail(after.error());
  RuleDifference changed = difference(*before, *after);
  log_problems(changed.problems, false);
  bool differs = !changed.changes.empty();
  bool complete = changed.problems.empty();
  if (arguments.paths.size() > 2) {
    auto tree = tree_difference(*before, *after, arguments);
    if (!tree) return fail(tree.error());
    complete = complete && tree->complete;
    differs = differs || !tree->files.empty();
    changed.tree = std::move(*tree);
  }
  const std::string text =
      arguments.format == "json" ? as_json(changed) + '\n' : text_of(changed);
  if (!write_output(arguments.output, text, "the differences")) {
    return kExitIncomplete;
  }
  if (differs) return kExitFound;
  return complete ? kExitNothingFound : kExitIncomplete;
}

constexpr Flag kFlags[] = {
    kDefineFlag,
    kTextOrJsonFlag,
    kOutputFlag,
    kHelpFlag,
};

}  // namespace

const Command kRulesDiffCommand = {
    .name = "diff",
    .operands = "OLD NEW [TREE...]",
    .help = "show which rules changed, and which files that touches",
    .more =
        "Compares two sets of rules by what they mean: layout, comments and "
        "other spellings of the\nsame value are no change. OLD and NEW are "
        "files, folders, names of built-in packs, or\nbuiltin for all of "
        "these. With TREE, both are scanned with, and the files are listed on\n"
        "which other rules match.",
    .flags = kFlags,
    .run = run_rules_diff,
    .exit_codes =
        "Exit code: 0 no difference, 1 there are some, 2 not all could be "
        "compared, or the call was\nwrong.\n",
};

}  // namespace beachcomb::cli
