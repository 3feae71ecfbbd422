// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/report.h"
#include "commands.h"
#include "help.h"
#include "os/file_system.h"
#include "os/process.h"
#include "output.h"

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

int run_command(const Command& command, const std::vector<std::string>& rest) {
  const Result<Arguments> arguments = parse(command, rest);
  if (!arguments) {
    return wrong_call(arguments.error().message,
                      std::string(command.name) + ' ');
  }
  if (arguments->help) return print(help_of(command));
  return command.run(*arguments);
}

int run(const std::vector<std::string>& words) {
  const std::string first = words.empty() ? "" : words[0];
  if (first == "--version" || first == "-V") {
    return print("beachcomb " BEACHCOMB_VERSION "\n");
  }
  if (first == "--help" || first == "-h" || first == "help") {
    return print(overview(commands()));
  }
  // For the build: what is installed beside the program.
  if (first == "--generate" && words.size() == 2) {
    if (words[1] == "man") return print(man_page(commands()));
    if (words[1] == "bash") return print(bash_completion(commands()));
  }
  std::vector<std::string_view> names;
  for (const Command& command : commands()) {
    if (first == command.name) {
      return run_command(command, {words.begin() + 1, words.end()});
    }
    names.emplace_back(command.name);
  }
  if (first.empty()) return wrong_call("what is to be done?", "");
  std::string message = "unknown command '" + first + "'";
  if (const std::string_view near = nearest(first, names); !near.empty()) {
    message += ", did you mean '" + std::string(near) + "'?";
  }
  return wrong_call(message, "");
}

}  // namespace
}  // namespace beachcomb::cli

int main(int argc, char** argv) {
  spdlog::set_default_logger(spdlog::stderr_logger_st("beachcomb"));
  spdlog::set_pattern("%n: %l: %v");
  beachcomb::os::catch_interrupts();
  beachcomb::os::raise_open_file_limit();
  return beachcomb::cli::run({argv + 1, argv + argc});
}
