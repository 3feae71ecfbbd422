// SPDX-License-Identifier: Apache-2.0
#include "help.h"

#include <fmt/format.h>

#include <string_view>

#include "beachcomb/report.h"

namespace beachcomb::cli {
namespace {

constexpr const char* kExitCodes =
    "Exit code: 0 everything was scanned and nothing was found, 1 something "
    "was found,\n2 nothing was found but not everything could be scanned, or "
    "the call was wrong.\n";

std::string joined(const Flag& flag) {
  std::string text;
  for (const std::string_view name : flag.all_names()) {
    text += (text.empty() ? "" : ", ") + std::string(name);
  }
  if (flag.value[0] != '\0') text += ' ' + std::string(flag.value);
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

}  // namespace

std::string overview(std::span<const Command> commands) {
  std::string text =
      "beachcomb finds web shells in web directories.\n\n"
      "  beachcomb scan /var/www       scan a tree with the built-in rules\n\n"
      "Commands:\n";
  for (const Command& command : commands) {
    text += fmt::format("  {:<10} {}\n", command.name, command.help);
  }
  text +=
      "\n`beachcomb COMMAND --help` shows the options of a command.\n"
      "`beachcomb --version` shows the version.\n\n";
  return text + kExitCodes;
}

std::string help_of(const Command& command) {
  std::string text =
      fmt::format("Usage: beachcomb {} [OPTIONS]{}\n\n{}\n", command.name,
                  spaced(command.operands), command.more);
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
                        flag.help);
  }
  return text + '\n' + kExitCodes;
}

std::string man_page(std::span<const Command> commands) {
  std::string text =
      ".TH BEACHCOMB 1\n.SH NAME\nbeachcomb \\- find web shells in web "
      "directories\n.SH SYNOPSIS\n";
  for (const Command& command : commands) {
    text += fmt::format(".B beachcomb {}\n[\\fIOPTIONS\\fR]{}\n.br\n",
                        command.name, spaced(roff(command.operands)));
  }
  text +=
      ".SH DESCRIPTION\nScans trees of files with YARA rules, says exactly "
      "what was found and what could not be read.\n";
  for (const Command& command : commands) {
    text += fmt::format(".SH \"BEACHCOMB {}\"\n{}\n", command.name,
                        roff(command.more));
    std::string_view group;
    for (const Flag& flag : command.flags) {
      if (group != flag.group) {
        group = flag.group;
        text += fmt::format(".SS {}\n", group);
      }
      text += fmt::format(".TP\n.B {}\n{}.\n{}\n", roff(joined(flag)),
                          roff(flag.help), roff(flag.more));
    }
  }
  return text + ".SH \"EXIT STATUS\"\n" + roff(kExitCodes) +
         ".SH \"SEE ALSO\"\n.BR yara (1)\n";
}

std::string bash_completion(std::span<const Command> commands) {
  std::string names;
  std::string cases;
  for (const Command& command : commands) {
    names += (names.empty() ? "" : " ") + std::string(command.name);
    std::string flags;
    for (const Flag& flag : command.flags) {
      for (const std::string_view name : flag.all_names()) {
        flags += (flags.empty() ? "" : " ") + std::string(name);
      }
    }
    cases += fmt::format("    {}) flags=\"{}\" ;;\n", command.name, flags);
  }
  std::string formats;
  for (const ReporterInfo& reporter : reporters()) {
    formats += (formats.empty() ? "" : " ") + std::string(reporter.name);
  }
  return fmt::format(
      R"(# bash completion for beachcomb
_beachcomb() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}
  local flags=
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "{} --help --version" -- "$word"))
    return
  fi
  case $before in
    -f|--format) COMPREPLY=($(compgen -W "{}" -- "$word")); return ;;
    --sort) COMPREPLY=($(compgen -W "path" -- "$word")); return ;;
  esac
  case ${{COMP_WORDS[1]}} in
{}  esac
  case $word in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}}
complete -o filenames -F _beachcomb beachcomb
)",
      names, formats, cases);
}

}  // namespace beachcomb::cli
