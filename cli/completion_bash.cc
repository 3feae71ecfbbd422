// SPDX-License-Identifier: Apache-2.0
#include "completion.h"

#include <fmt/format.h>

#include <string_view>

namespace beachcomb::cli {
namespace {

std::string names_in(Command::Table table) {
  std::string names;
  for (const Command* command : table) {
    names += (names.empty() ? "" : " ") + std::string(command->name);
  }
  return names;
}

// One row of the shell's `case`: what may follow the words that lead to this
// command. `words` is the pattern for them, "rules plan".
std::string rows_of(const Command& command, const std::string& words) {
  std::string flags;
  std::string choices;
  for (const Flag& flag : command.flags) {
    std::string pattern;
    for (const std::string_view name : flag.all_names()) {
      flags += (flags.empty() ? "" : " ") + std::string(name);
      pattern += (pattern.empty() ? "" : "|") + std::string(name);
    }
    if (flag.choices != nullptr) {
      choices += fmt::format("        {}) choices=\"{}\" ;;\n", pattern,
                             flag.choices());
    }
  }
  std::string row = fmt::format("    \"{} \"*)\n", words);
  if (!choices.empty()) {
    row += "      case $before in\n" + choices + "      esac\n";
  }
  return row + fmt::format("      flags=\"{}\" ;;\n", flags);
}

// The longer names first: "rules plan" before "rules".
std::string all_rows(Command::Table table, const std::string& before) {
  std::string rows;
  for (const Command* command : table) {
    const std::string words = before + command->name;
    if (command->subcommands == nullptr) {
      rows += rows_of(*command, words);
      continue;
    }
    const Command::Table below = command->subcommands();
    rows += all_rows(below, words + ' ');
    rows += fmt::format("    \"{} \"*) choices=\"{} --help\" ;;\n", words,
                        names_in(below));
  }
  return rows;
}

}  // namespace

std::string bash_completion(Command::Table commands) {
  return fmt::format(
      R"(# bash completion for beachcomb
_beachcomb() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}
  local flags= choices=
  # The words before the one that is typed, each with a blank behind it.
  local typed="${{COMP_WORDS[*]:1:COMP_CWORD-1}} "
  case $typed in
    " ") choices="{} --help --version" ;;
{}  esac
  if [ -n "$choices" ]; then
    COMPREPLY=($(compgen -W "$choices" -- "$word"))
    return
  fi
  case $word in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}}
complete -o filenames -F _beachcomb beachcomb
)",
      names_in(commands), all_rows(commands, ""));
}

}  // namespace beachcomb::cli
