// SPDX-License-Identifier: Apache-2.0
#include <spdlog/spdlog.h>

#include <string>
#include <vector>

#include "beachcomb/report.h"
#include "beachcomb/rule_format.h"
#include "beachcomb/rule_set.h"
#include "commands.h"
#include "input.h"
#include "os/durable.h"
#include "output.h"
#include "shared_flags.h"
#include "unified_diff.h"

namespace beachcomb::cli {
namespace {

// What is done with the files of one call.
class Run {
 public:
  explicit Run(const Arguments& arguments)
      : arguments_(arguments),
        asks_(arguments.format_check || arguments.format_diff) {}

  void path(const std::string& path) {
    if (path == "-") return standard_input();
    auto sources = load_rules(path);
    if (!sources) return failed(path, sources.error().message);
    this->sources(*sources);
  }

  void sources(const std::vector<RuleSource>& sources) {
    for (const RuleSource& source : sources) {
      const auto text = format_rules(source.text);
      if (!text) {
        failed(source.path, source.path + ':' + text.error().message);
        continue;
      }
      add(source.path, source.text, *text);
      if (!files_.back().changed || asks_) continue;
      const os::Status status = os::replace_content(source.path.c_str(), *text);
      if (status.ok()) continue;
      files_.pop_back();
      failed(source.path, source.path + ": " + status.text());
    }
  }

  const std::vector<FormattedFile>& files() const { return files_; }

  std::string text() const {
    std::string text;
    for (const FormattedFile& file : files_) {
      text += file.text;
      text += file.diff;
      const bool named =
          file.changed && file.diff.empty() && (asks_ || file.path != "-");
      if (named && !arguments_.quiet) text += printable(file.path) + '\n';
    }
    return text;
  }

  int exit_code() const {
    bool any_changed = false;
    for (const FormattedFile& file : files_) {
      if (!file.error.empty()) return kExitIncomplete;
      any_changed = any_changed || file.changed;
    }
    return any_changed && asks_ ? kExitFound : kExitNothingFound;
  }

 private:
  void standard_input() {
    const auto text = read_input("-");
    if (!text) return failed("-", text.error().message);
    const auto formatted = format_rules(*text);
    if (!formatted) {
      return failed("-", "standard input:" + formatted.error().message);
    }
    add("-", *text, *formatted);
    if (!asks_) files_.back().text = *formatted;
  }

  void add(const std::string& path, const std::string& before,
           const std::string& after) {
    FormattedFile& file = files_.emplace_back(FormattedFile{path});
    file.changed = before != after;
    if (file.changed && arguments_.format_diff) {
      file.diff = unified_diff(printable(path), before, after);
    }
  }

  void failed(const std::string& path, const std::string& message) {
    files_.emplace_back(FormattedFile{path}).error = message;
    spdlog::error("{}", printable(message));
  }

  const Arguments& arguments_;
  bool asks_;  // what would change, and changes nothing
  std::vector<FormattedFile> files_;
};

int run_rules_fmt(const Arguments& arguments) {
  Run run(arguments);
  if (arguments.paths.empty()) {
    if (!arguments.format_check && !arguments.format_diff) {
      spdlog::error("name the rule files or folders, or - for standard input");
      return kExitIncomplete;
    }
    run.sources(builtin_rules());
  }
  for (const std::string& path : arguments.paths) run.path(path);
  const std::string text =
      arguments.format == "json" ? as_json(run.files()) + '\n' : run.text();
  return write_output(arguments.output, text, "the results") ? run.exit_code()
                                                             : kExitIncomplete;
}

constexpr Flag kFlags[] = {
    {"--check", "", ValueKind::none, kOutputGroup,
     "change nothing; name the files that would change", "",
     [](Arguments& a, const std::string&) -> FlagError {
       a.format_check = true;
       return {};
     }},
    {"--diff", "", ValueKind::none, kOutputGroup,
     "change nothing; show what would change, for people and patch", "",
     [](Arguments& a, const std::string&) -> FlagError {
       a.format_diff = true;
       return {};
     }},
    kTextOrJsonFlag,
    kOutputFlag,
    kQuietFlag.reworded("do not name the files that were changed"),
    kHelpFlag,
};

}  // namespace

const Command kRulesFmtCommand = {
    .name = "fmt",
    .operands = "[RULES...]",
    .help = "format rules",
    .more =
        "Formats rule files in place, and names those that changed. Only "
        "blanks and line breaks\nchange, never what a rule means or a comment. "
        "RULES are files, folders with *.yar and\n*.yara, or - to format "
        "standard input to standard output. With --check or --diff and without "
        "RULES, the built-in packs.",
    .flags = kFlags,
    .run = run_rules_fmt,
    .exit_codes =
        "Exit code: 0 done, or nothing to do; 1 with --check or --diff, "
        "something would change;\n2 a file could not be read, written or "
        "parsed (the others are formatted), or the call was\nwrong.\n",
};

}  // namespace beachcomb::cli
