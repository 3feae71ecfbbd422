// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "completion.h"

namespace beachcomb::cli {
namespace {

// For a text in single quotes, in which colons and brackets divide.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
      continue;
    }
    if (c == ':' || c == '[' || c == ']' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string value_of(const Flag& flag) {
  if (flag.kind == ValueKind::none) return {};
  std::string action;
  if (flag.choices != nullptr) {
    action = '(' + flag.choices() + ')';
  } else if (flag.kind == ValueKind::file) {
    action = "_files";
  } else if (flag.kind == ValueKind::folder) {
    action = "_files -/";
  }
  return ':' + escaped(flag.value) + ':' + action;
}

// An argument of _arguments: '(-j --threads)'{-j+,--threads=}'[...]:N:'
std::string spec_of(const Flag& flag) {
  std::string names;
  std::string forms;
  for (const std::string_view name : flag.all_names()) {
    names += (names.empty() ? "" : " ") + std::string(name);
    forms += (forms.empty() ? "" : ",") + std::string(name);
    if (flag.kind == ValueKind::none) continue;
    forms += name.starts_with("--") ? '=' : '+';
  }
  const std::string rest = '[' + escaped(flag.help) + ']' + value_of(flag);
  const std::string before =
      flag.has(kRepeats) ? "'*'" : fmt::format("'({})'", names);
  if (forms.find(',') == forms.npos) {
    return fmt::format("{}'{}{}'", before, forms, rest);
  }
  return fmt::format("{}{{{}}}'{}'", before, forms, rest);
}

std::string described(Command::Table table) {
  std::string text = "commands=(";
  for (const Command* command : table) {
    text +=
        fmt::format("\n        '{}:{}'", command->name, escaped(command->help));
  }
  return text + ")\n      _describe command commands ;;\n";
}

// One row of the shell's `case` for each command: `before` are the words that
// lead to the table, "rules ".
std::string rows_of(Command::Table table, const std::string& before) {
  std::string rows = fmt::format(
      "    '{}')\n      {}", before.empty() ? " " : before, described(table));
  for (const Command* command : table) {
    const std::string words = before + command->name + ' ';
    if (command->subcommands != nullptr) {
      rows += rows_of(command->subcommands(), words);
      continue;
    }
    // _arguments wants the last of the words for the command.
    rows += fmt::format(
        "    '{}'*)\n      shift {} words\n      (( CURRENT -= {} ))\n"
        "      _arguments -s -S",
        words, std::count(words.begin(), words.end(), ' '),
        std::count(words.begin(), words.end(), ' '));
    for (const Flag& flag : command->flags) {
      rows += " \\\n        " + spec_of(flag);
    }
    if (*command->operands != '\0') {
      rows +=
          fmt::format(" \\\n        '*:{}:_files'", escaped(command->operands));
    }
    rows += " ;;\n";
  }
  return rows;
}

}  // namespace

std::string zsh_completion(Command::Table commands) {
  return fmt::format(R"(#compdef beachcomb
# zsh completion for beachcomb

_beachcomb() {{
  local -a commands
  # The words before the one that is typed, each with a blank behind it.
  local typed="${{(j: :)words[2,CURRENT-1]}} "
  case $typed in
{}  esac
}}

_beachcomb "$@"
)",
                     rows_of(commands, ""));
}

}  // namespace beachcomb::cli
