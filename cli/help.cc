// SPDX-License-Identifier: Apache-2.0
#include "help.h"

#include <fmt/format.h>

#include <string_view>

namespace beachcomb::cli {
namespace {

constexpr const char* kExitCodes =
    "Exit code: 0 everything was scanned and nothing was found, 1 something "
    "was found,\n2 nothing was found but not everything could be scanned; or "
    "the results could not be\nwritten, or the call was wrong.\n";

// Of the man page.
constexpr const char* kEnvironment = R"(.SH ENVIRONMENT
.TP
.B BEACHCOMB_SCAN_MAX_FILE_SIZE=64M
An option that was not typed: the command, "_", and the option's long name, with
"_" for "-" and blanks. What takes no value is "true" or "false". Lists of paths
are divided by colons, other lists by line breaks. What stands behind the
options is
.BR BEACHCOMB_SCAN_PATHS .
.TP
.B BEACHCOMB_CONFIG
The file with options, in place of those below; empty: none.
.TP
.B XDG_CONFIG_HOME, HOME
Where the user's file is.
.TP
.B NO_COLOR, TERM
No colors where the one is set to anything or the other is "dumb".
.SH FILES
.TP
.I ~/.config/beachcomb/beachcomb.toml
The user's options, which win over
.TP
.I /etc/beachcomb/beachcomb.toml
the machine's. A table for each command:
.B [scan]
and below it
.BR "max-file-size = \[dq]64M\[dq]" .
)";

std::string joined(const Flag& flag) {
  std::string text;
  for (const std::string_view name : flag.all_names()) {
    text += (text.empty() ? "" : ", ") + std::string(name);
  }
  if (flag.value[0] != '\0') text += ' ' + std::string(flag.value);
  return text;
}

std::string sentence(const Flag& flag) {
  std::string text = flag.help;
  if (flag.has(kRepeats)) text += " (repeatable)";
  if (flag.fallback[0] != '\0') {
    text += fmt::format(" (default: {})", flag.fallback);
  }
  return text;
}

// Escapes what roff takes for its own.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else
      out += c;
  }
  return out;
}

std::string spaced(const std::string& text) {
  return text.empty() ? text : ' ' + text;
}

const char* exit_codes(const Command& command) {
  return command.exit_codes == nullptr ? kExitCodes : command.exit_codes;
}

std::string rows_of(Command::Table commands) {
  std::string text;
  for (const Command* command : commands) {
    text += fmt::format("  {:<10} {}\n", command->name, command->help);
  }
  return text;
}

std::string synopsis(Command::Table commands, const std::string& before) {
  std::string text;
  for (const Command* command : commands) {
    const std::string path = before + command->name;
    if (command->subcommands != nullptr) {
      text += synopsis(command->subcommands(), path + ' ');
    } else {
      text += fmt::format(".B beachcomb {}\n[\\fIOPTIONS\\fR]{}\n.br\n", path,
                          spaced(roff(command->operands)));
    }
  }
  return text;
}

// The section of the man page for a command, and those of its subcommands.
std::string sections(Command::Table commands, const std::string& before) {
  std::string text;
  for (const Command* command : commands) {
    const std::string path = before + command->name;
    text +=
        fmt::format(".SH \"BEACHCOMB {}\"\n{}\n", path, roff(command->more));
    std::string_view group;
    for (const Flag& flag : command->flags) {
      if (group != flag.group) {
        group = flag.group;
        text += fmt::format(".SS {}\n", group);
      }
      text += fmt::format(".TP\n.B {}\n{}.\n{}\n", roff(joined(flag)),
                          roff(sentence(flag)), roff(flag.more));
    }
    if (command->exit_codes != nullptr) {
      text += ".PP\n" + roff(command->exit_codes);
    }
    if (command->subcommands != nullptr) {
      text += sections(command->subcommands(), path + ' ');
    }
  }
  return text;
}

}  // namespace

std::string overview(Command::Table commands) {
  return fmt::format(
      "beachcomb finds web shells in web directories.\n\n"
      "  beachcomb scan /var/www       scan a tree with the built-in rules\n\n"
      "Commands:\n{}\n"
      "`beachcomb COMMAND --help` shows the options of a command.\n"
      "`beachcomb --version` shows the version.\n\n{}",
      rows_of(commands), kExitCodes);
}

std::string help_of(const Command& command, std::string_view path) {
  if (command.subcommands != nullptr) {
    return fmt::format(
        "Usage: beachcomb {0} COMMAND\n\n{1}\n\nCommands:\n{2}\n"
        "`beachcomb {0} COMMAND --help` shows the options of a command.\n",
        path, command.more, rows_of(command.subcommands()));
  }
  std::string text = fmt::format("Usage: beachcomb {} [OPTIONS]{}\n\n{}\n",
                                 path, spaced(command.operands), command.more);
  std::string_view group;
  for (const Flag& flag : command.flags) {
    if (group != flag.group) {
      group = flag.group;
      text += fmt::format("\n{}:\n", group);
    }
    const bool has_short = flag.names[1] != '-';
    const std::string names = (has_short ? "" : "    ") + joined(flag);
    text += fmt::format("  {:<26}{}{}\n", names,
                        names.size() > 25 ? "\n" + std::string(28, ' ') : "",
                        sentence(flag));
  }
  return text + '\n' + exit_codes(command);
}

std::string man_page(Command::Table commands) {
  return ".TH BEACHCOMB 1\n.SH NAME\nbeachcomb \\- find web shells in web "
         "directories\n.SH SYNOPSIS\n" +
         synopsis(commands, "") +
         ".SH DESCRIPTION\nScans trees of files with YARA rules, says exactly "
         "what was found and what could not be read.\n" +
         sections(commands, "") + ".SH \"EXIT STATUS\"\n" + roff(kExitCodes) +
         "Where a command has other codes, its section says so.\n" +
         kEnvironment + ".SH \"SEE ALSO\"\n.BR yara (1)\n";
}

}  // namespace beachcomb::cli
