// SPDX-License-Identifier: Apache-2.0
//
// Where the values of options come from: what was typed wins over the
// environment, and that over the files called beachcomb.toml, of which that of
// the user wins over that of the machine. An option is taken whole from one of
// them: a list is never put together from two.
//
// The working folder is no such place: whoever may write to a web directory
// must not say how it is scanned.
#ifndef BEACHCOMB_CLI_CONFIG_H_
#define BEACHCOMB_CLI_CONFIG_H_

#include <string>
#include <string_view>
#include <vector>

#include "flags.h"

namespace beachcomb::cli {

inline constexpr const char* kConfigGroup = "Configuration";

FlagError set_config(Arguments& arguments, const std::string& path);

// A command that has it takes its options from the configuration, too.
inline constexpr Flag kConfigFlag = {
    "--config",
    "FILE",
    ValueKind::file,
    kConfigGroup,
    "take what is not typed from this file",
    "Without it: from the file that BEACHCOMB_CONFIG names (none where it is "
    "empty), or else from beachcomb.toml in the folder beachcomb of "
    "XDG_CONFIG_HOME or ~/.config, and in /etc/beachcomb. "
    "docs/configuration.md "
    "says what may stand in it, and `beachcomb config show` what holds.",
    set_config,
    nullptr,
    "",
    kTypedOnly};

bool is_configurable(const Command& command);

// The name of what stands behind the options, for commands that scan it.
inline constexpr std::string_view kPathsKey = "paths";
bool takes_paths(const Command& command);

Environment read_environment(char** variables);

// Where the user keeps what is for this program; empty: nowhere. A relative
// folder, which may be one that is scanned, counts for none.
std::string user_folder(const Environment& environment);

// One option of a command, or its PATHs, and where the values are from.
struct Setting {
  const Flag* flag = nullptr;       // null: the PATHs
  std::vector<std::string> values;  // as they are typed
  std::string from;                 // "/etc/beachcomb/beachcomb.toml:3"
};

// What the configuration says about the options of one command.
struct Configuration {
  std::vector<std::string> files;  // that were read
  std::vector<Setting> settings;   // in the order of the table, PATHs first
};

// `path` is that of the command, "evidence collect"; `file` is the value of
// --config or empty. The Error names the file and the line, or the variable.
Result<Configuration> configure(const Command& command, std::string_view path,
                                const std::string& file,
                                const Environment& environment);

// What was typed behind the command's name, and what is configured.
Result<Arguments> arguments_of(const Command& command, std::string_view path,
                               const std::vector<std::string>& words,
                               const Environment& environment);

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_CONFIG_H_
