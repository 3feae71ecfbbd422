// SPDX-License-Identifier: Apache-2.0
//
// One beachcomb.toml: a table for each command, in it the long names of its
// options, and `paths` for what stands behind them.
//
//     [scan]
//     paths = ["/var/www", "/srv"]
//     max-file-size = "64M"
//     follow-symlinks = true
//
//     [evidence.collect]
//     case = "/var/lib/beachcomb/case"
#ifndef BEACHCOMB_CLI_CONFIG_FILE_H_
#define BEACHCOMB_CLI_CONFIG_FILE_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config.h"

namespace beachcomb::cli {

// The settings of each command, by its path.
using ConfigFile = std::map<std::string, std::vector<Setting>, std::less<>>;

// `path` is for messages and for what is relative to its folder. Whatever is
// wrong in any table is an Error: "FILE:LINE: ...".
Result<ConfigFile> parse_config_file(std::string_view text,
                                     const std::string& path);

// Whether the values of an option, of the PATHs when it is null, are paths that
// are relative to the place of the setting.
bool takes_files(const Flag* flag);
// Whether this value of it is one: "-" is none.
bool names_file(const Flag* flag, std::string_view value);

// "unknown option 'x', did you mean 'y'?"
std::string unknown_key(std::string_view key, const Command& command);

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_CONFIG_FILE_H_
