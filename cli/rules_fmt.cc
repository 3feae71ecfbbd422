// SPDX-License-Identifier: Apache-2.0
#include <spdlog/spdlog.h>

#include <array>
#include <span>
#include <string>

#include "beachcomb/report.h"
#include "beachcomb/rule_format.h"
#include "beachcomb/rule_set.h"
#include "commands.h"
#include "os/durable.h"
#include "os/process.h"
#include "output.h"
#include "shared_flags.h"
#include "unified_diff.h"

namespace beachcomb::cli {
namespace {

Result<std::string> read_standard_input() {
  os::Descriptor input;
  os::Status status = os::duplicate_standard_input(&input);
  std::string text;
  std::array<char, 65536> buffer;
  for (std::size_t n = 1; status.ok() && n > 0;) {
    status =
        os::read_full(input, std::as_writable_bytes(std::span(buffer)), &n);
    if (status.ok()) text.append(buffer.data(), n);
  }
  if (!status.ok()) return Error{"standard input: " + status.text()};
  return text;
}

// What is done with the files of one call.
class Run {
 public:
  Run(const Arguments& arguments, FileOutput* output)
      : arguments_(arguments), output_(output) {}

  void path(const std::string& path) {
    if (path == "-") return standard_input();
    const auto sources = load_rules(path);
    if (!sources) return failed(sources.error().message);
    for (const RuleSource& source : *sources) {
      const auto text = format_rules(source.text);
      if (!text) {
        failed(source.path + ':' + text.error().message);
      } else if (*text != source.text) {
        changed(source, *text);
      }
    }
  }

  int exit_code() const {
    if (any_failed_) return kExitIncomplete;
    const bool asked = arguments_.format_check || arguments_.format_diff;
    return any_changed_ && asked ? kExitFound : kExitNothingFound;
  }

 private:
  void standard_input() {
    auto text = read_standard_input();
    if (!text) return failed(text.error().message);
    const auto formatted = format_rules(*text);
    if (!formatted) {
      return failed("standard input:" + formatted.error().message);
    }
    if (arguments_.format_check || arguments_.format_diff) {
      if (*formatted == *text) return;
      return changed({"", "-", std::move(*text)}, *formatted);
    }
    output_->write(*formatted);
  }

  void changed(const RuleSource& source, const std::string& text) {
    any_changed_ = true;
    if (arguments_.format_diff) {
      output_->write(unified_diff(printable(source.path), source.text, text));
      return;
    }
    if (!arguments_.format_check) {
      const os::Status status = os::replace_content(source.path.c_str(), text);
      if (!status.ok()) return failed(source.path + ": " + status.text());
    }
    if (!arguments_.quiet) output_->write(printable(source.path) + '\n');
  }

  void failed(const std::string& message) {
    any_failed_ = true;
    spdlog::error("{}", printable(message));
  }

  const Arguments& arguments_;
  FileOutput* output_;
  bool any_changed_ = false;
  bool any_failed_ = false;
};

int run_rules_fmt(const Arguments& arguments) {
  if (arguments.paths.empty()) {
    spdlog::error("name the rule files or folders, or - for standard input");
    return kExitIncomplete;
  }
  FileOutput output(true);
  if (const os::Status status = output.open("-"); !status.ok()) {
    spdlog::error("standard output: {}", status.text());
    return kExitIncomplete;
  }
  Run run(arguments, &output);
  for (const std::string& path : arguments.paths) run.path(path);
  output.flush();
  if (!output.status().ok() && !os::is_closed_pipe(output.status())) {
    spdlog::error("standard output: {}", output.status().text());
    return kExitIncomplete;
  }
  return run.exit_code();
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
    {"-q,--quiet", "", ValueKind::none, kOutputGroup,
     "do not name the files that were changed", "", set_quiet},
    kHelpFlag,
};

}  // namespace

const Command kRulesFmtCommand = {
    .name = "fmt",
    .operands = "RULES...",
    .help = "format rules",
    .more =
        "Formats rule files in place, and names those that changed. Only "
        "blanks and line breaks\nchange, never what a rule means or a comment. "
        "RULES are files, folders with *.yar and\n*.yara, or - to format "
        "standard input to standard output.",
    .flags = kFlags,
    .run = run_rules_fmt,
    .exit_codes =
        "Exit code: 0 done, or nothing to do; 1 with --check or --diff, "
        "something would change;\n2 a file could not be read, written or "
        "parsed (the others are formatted), or the call was\nwrong.\n",
};

}  // namespace beachcomb::cli
