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
#include "output.h"
#include "rule_loading.h"
#include "shared_flags.h"

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

// The rules that were found, by path.
class Found : public Sink {
 public:
  bool on_verdict(const Verdict& verdict) override {
    for (const Finding& finding : verdict.findings) {
      by_path[verdict.path].insert(finding.rule.name);
    }
    return true;
  }
  bool on_finish(const Summary& summary) override {
    complete = summary.complete && summary.ledger.all_read();
    return true;
  }

  std::map<std::string, std::set<std::string>> by_path;
  bool complete = false;
};

Result<Found> found_with(const std::vector<RuleSource>& sources,
                         const Arguments& arguments) {
  auto rules = RuleSet::compile(sources, arguments.externals);
  if (!rules) return rules.error();
  ScanOptions options = arguments.scan;
  options.walk.roots = {arguments.paths.begin() + 2, arguments.paths.end()};
  options.min_score = 0;
  Found found;
  run(options, *rules, found);
  return found;
}

struct FileChange {
  std::string path;
  std::vector<std::string> gained;
  std::vector<std::string> lost;
};

std::vector<FileChange> compare(Found& before, Found& after) {
  std::vector<FileChange> changes;
  for (const auto& [path, rules] : after.by_path) before.by_path[path];
  for (const auto& [path, old_rules] : before.by_path) {
    const std::set<std::string>& new_rules = after.by_path[path];
    FileChange change{path, {}, {}};
    std::set_difference(new_rules.begin(), new_rules.end(), old_rules.begin(),
                        old_rules.end(), std::back_inserter(change.gained));
    std::set_difference(old_rules.begin(), old_rules.end(), new_rules.begin(),
                        new_rules.end(), std::back_inserter(change.lost));
    if (!change.gained.empty() || !change.lost.empty()) {
      changes.push_back(std::move(change));
    }
  }
  return changes;
}

std::string text_of(const std::vector<FileChange>& changes) {
  std::string text;
  for (const FileChange& change : changes) {
    text += printable(change.path) + '\n';
    for (const auto& rule : change.gained) {
      text += "    + " + printable(rule) + '\n';
    }
    for (const auto& rule : change.lost) {
      text += "    - " + printable(rule) + '\n';
    }
  }
  return text + fmt::format("{} file{} with other findings\n", changes.size(),
                            changes.size() == 1 ? "" : "s");
}

std::string text_of(const RuleDifference& difference) {
  std::size_t counts[3] = {};
  std::string text;
  for (const RuleChange& change : difference.changes) {
    text += text_of(change);
    ++counts[static_cast<std::size_t>(change.kind)];
  }
  return text + fmt::format("{} added, {} removed, {} changed, {} the same\n",
                            counts[0], counts[1], counts[2], difference.same);
}

int fail(const Error& error) {
  spdlog::error("{}", printable(error.message));
  return kExitIncomplete;
}

int run_rules_diff(const Arguments& arguments) {
  if (arguments.paths.size() < 2) return fail({"name two sets of rules"});
  const bool has_tree = arguments.paths.size() > 2;
  if (has_tree && arguments.format == "json") {
    return fail({"the files of a TREE are listed as text only"});
  }
  const auto before = sources_of(arguments.paths[0]);
  if (!before) return fail(before.error());
  const auto after = sources_of(arguments.paths[1]);
  if (!after) return fail(after.error());
  const RuleDifference changed = difference(*before, *after);
  log_problems(changed.problems, false);
  bool differs = !changed.changes.empty();
  bool complete = changed.problems.empty();
  std::string text =
      arguments.format == "json" ? as_json(changed) + '\n' : text_of(changed);
  if (has_tree) {
    auto old_found = found_with(*before, arguments);
    if (!old_found) return fail(old_found.error());
    auto new_found = found_with(*after, arguments);
    if (!new_found) return fail(new_found.error());
    complete = complete && old_found->complete && new_found->complete;
    const std::vector<FileChange> files = compare(*old_found, *new_found);
    differs = differs || !files.empty();
    text += text_of(files);
  }
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
