// SPDX-License-Identifier: Apache-2.0
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/report.h"
#include "beachcomb/version.h"
#include "commands.h"
#include "completion.h"
#include "config.h"
#include "help.h"
#include "interrupts.h"
#include "os/file_system.h"
#include "output.h"
#include "overwriting.h"
#include "text/exception.h"

namespace beachcomb::cli {
namespace {

int print(const std::string& text) {
  FileOutput output(false);
  if (!output.open("-").ok() || !output.write(text)) return kExitIncomplete;
  return 0;
}

int wrong_call(const std::string& message, const std::string& where) {
  spdlog::error("{}; `beachcomb {}--help` shows how", printable(message),
                where);
  return kExitIncomplete;
}

int run_command(const Command& command, const std::string& path,
                const std::vector<std::string>& rest,
                const Environment& environment) {
  const Result<Arguments> arguments =
      arguments_of(command, path, rest, environment);
  if (!arguments) return wrong_call(arguments.error().message, path + ' ');
  if (arguments->help) return print(help_of(command, path));
  if (const auto wrong = overwriting(*arguments); !wrong.empty()) {
    return wrong_call(wrong, path + ' ');
  }
  return command.run(*arguments);
}

bool asks_for_help(const std::string& word) {
  return word == "--help" || word == "-h" || word == "help";
}

// The command that the words name, down to the last of its subcommands; `path`
// is what led to this table, "rules " or nothing.
int find_and_run(Command::Table table, const std::string& path,
                 const std::vector<std::string>& words,
                 const Environment& environment) {
  if (words.empty()) return wrong_call("what is to be done?", path);
  std::vector<std::string_view> names;
  for (const Command* command : table) {
    names.emplace_back(command->name);
    if (words[0] != command->name) continue;
    const std::string full = path + command->name;
    const std::vector<std::string> rest(words.begin() + 1, words.end());
    if (command->subcommands == nullptr) {
      return run_command(*command, full, rest, environment);
    }
    if (!rest.empty() && asks_for_help(rest[0])) {
      return print(help_of(*command, full));
    }
    return find_and_run(command->subcommands(), full + ' ', rest, environment);
  }
  std::string message = "unknown command '" + path + words[0] + "'";
  if (const std::string_view near = nearest(words[0], names); !near.empty()) {
    message += ", did you mean '" + path + std::string(near) + "'?";
  }
  return wrong_call(message, path);
}

int run(const std::vector<std::string>& words, const Environment& environment) {
  const std::string first = words.empty() ? "" : words[0];
  if (first == "--version" || first == "-V") {
    return print("beachcomb " + std::string(version()) + '\n');
  }
  if (asks_for_help(first)) return print(overview(commands()));
  // For the build: what is installed beside the program.
  if (first == "--generate" && words.size() == 2) {
    if (words[1] == "man") return print(man_page(commands()));
    if (words[1] == "bash") return print(bash_completion(commands()));
    if (words[1] == "fish") return print(fish_completion(commands()));
    if (words[1] == "zsh") return print(zsh_completion(commands()));
  }
  return find_and_run(commands(), "", words, environment);
}

}  // namespace
}  // namespace beachcomb::cli

int main(int argc, char** argv, char** environment) {
  spdlog::set_default_logger(spdlog::stderr_logger_st("beachcomb"));
  spdlog::set_pattern("%n: %l: %v");
  beachcomb::cli::catch_interrupts();
  beachcomb::os::raise_open_file_limit();
  try {
    return beachcomb::cli::run({argv + 1, argv + argc},
                               beachcomb::cli::read_environment(environment));
  } catch (...) {  // no memory, or no threads
    spdlog::error("{}", beachcomb::text::current_exception());
    return beachcomb::cli::kExitIncomplete;
  }
}
