// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>

#include "completion.h"
#include "values.h"

namespace beachcomb::cli {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + '\'';
}

// The test for the words that lead to a command, "rules plan".
std::string seen(std::string_view words) {
  std::string test;
  for (const std::string_view word : split(words, ' ')) {
    test += fmt::format("{}__fish_seen_subcommand_from {}",
                        test.empty() ? "" : "; and ", word);
  }
  return test;
}

std::string line_of(const Flag& flag, const std::string& test) {
  std::string line = "complete -c beachcomb -n " + quoted(test);
  for (const std::string_view name : flag.all_names()) {
    const bool is_long = name.starts_with("--");
    line += is_long ? " -l " : " -s ";
    line += name.substr(is_long ? 2 : 1);
  }
  if (flag.choices != nullptr) {
    line += " -x -a " + quoted(flag.choices());
  } else if (flag.kind == ValueKind::file || flag.kind == ValueKind::folder) {
    line += " -r -F";
  } else if (flag.kind != ValueKind::none) {
    line += " -x";
  }
  return line + " -d " + quoted(flag.help) + '\n';
}

std::string lines_of(Command::Table table, const std::string& before) {
  std::string names;
  for (const Command* command : table)
    names += ' ' + std::string(command->name);
  const std::string test =
      before.empty()
          ? "__fish_use_subcommand"
          : seen(before) + "; and not __fish_seen_subcommand_from" + names;
  std::string lines;
  for (const Command* command : table) {
    const std::string words =
        before + (before.empty() ? "" : " ") + command->name;
    lines += fmt::format("complete -c beachcomb -f -n {} -a {} -d {}\n",
                         quoted(test), command->name, quoted(command->help));
    for (const Flag& flag : command->flags) {
      lines += line_of(flag, seen(words));
    }
    if (command->subcommands != nullptr) {
      lines += lines_of(command->subcommands(), words);
    }
  }
  return lines;
}

}  // namespace

std::string fish_completion(Command::Table commands) {
  return "# fish completion for beachcomb\n" + lines_of(commands, "");
}

}  // namespace beachcomb::cli
