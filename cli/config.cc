// SPDX-License-Identifier: Apache-2.0
#include "config.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>

#include "commands.h"
#include "config_file.h"
#include "input.h"
#include "shared_flags.h"
#include "text/ascii.h"
#include "values.h"

namespace beachcomb::cli {
namespace {

std::string value_of(const Environment& environment, std::string_view name) {
  const auto found = environment.find(name);
  return found == environment.end() ? "" : found->second;
}

}  // namespace

std::string user_folder(const Environment& environment) {
  const std::string config = value_of(environment, "XDG_CONFIG_HOME");
  if (config.starts_with('/')) return config + "/beachcomb";
  const std::string home = value_of(environment, "HOME");
  return home.starts_with('/') ? home + "/.config/beachcomb" : "";
}

namespace {

constexpr const char* kSystemFile = "/etc/beachcomb/beachcomb.toml";
constexpr std::string_view kFileVariable = "BEACHCOMB_CONFIG";
constexpr std::string_view kOurs = "BEACHCOMB_";

// The files that may be there, the one that wins last; those that must be.
struct Places {
  std::vector<std::string> files;
  bool must_exist = false;
};

Places places(const std::string& typed, const Environment& environment) {
  if (!typed.empty()) return {{typed}, true};
  if (const auto named = environment.find(kFileVariable);
      named != environment.end()) {
    if (named->second.empty()) return {};
    return {{named->second}, true};
  }
  Places places{{kSystemFile}, false};
  if (const std::string folder = user_folder(environment); !folder.empty()) {
    places.files.push_back(folder + "/beachcomb.toml");
  }
  return places;
}

// "SCAN_MAX_FILE_SIZE" of "scan", "max-file-size"
std::string variable_of(std::string_view path, std::string_view key) {
  std::string name = text::upper(std::string(kOurs) + std::string(path) + '_' +
                                 std::string(key));
  std::replace(name.begin(), name.end(), '-', '_');
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

std::string lower_key(std::string_view variable) {
  std::string key = text::lower(variable);
  std::replace(key.begin(), key.end(), '_', '-');
  return key;
}

// Lists of paths are divided by colons, other lists by line breaks.
std::vector<std::string> values_of(const Flag* flag, const std::string& text) {
  if (flag != nullptr && !flag->has(kRepeats)) return {text};
  const bool by_colon = takes_files(flag);
  std::vector<std::string> values;
  for (const std::string_view value : split(text, by_colon ? ':' : '\n')) {
    if (!value.empty()) values.emplace_back(value);
  }
  return values;
}

// The variables of all commands, and how those of each begin.
void add_variables(Command::Table table, const std::string& before,
                   std::vector<std::string>* prefixes,
                   std::vector<std::string>* names) {
  for (const Command* command : table) {
    const std::string path = before + command->name;
    if (command->subcommands != nullptr) {
      add_variables(command->subcommands(), path + ' ', prefixes, names);
    } else if (is_configurable(*command)) {
      prefixes->push_back(variable_of(path, ""));
      if (takes_paths(*command)) {
        names->push_back(variable_of(path, kPathsKey));
      }
      for (const Flag& flag : command->flags) {
        if (!flag.has(kTypedOnly)) {
          names->push_back(variable_of(path, flag.key()));
        }
      }
    }
  }
}

std::string unasked(std::string_view name, std::string_view near) {
  return std::string(name) + ": no command has this variable, did you mean '" +
         std::string(near) + "'?";
}

// What is wrong with a variable that is nearly one of ours; empty when there
// is none. BEACHCOMB_VERSION, say, may well be somebody else's.
std::string slip(std::string_view path, const Environment& environment) {
  std::vector<std::string> prefixes;
  std::vector<std::string> names;
  for (auto variable = environment.lower_bound(kOurs);
       variable != environment.end() && variable->first.starts_with(kOurs);
       ++variable) {
    const std::string_view name = variable->first;
    if (name == kFileVariable) continue;
    if (prefixes.empty()) add_variables(commands(), "", &prefixes, &names);
    const auto begins = [&](const auto& p) { return name.starts_with(p); };
    if (std::any_of(prefixes.begin(), prefixes.end(), begins)) continue;
    const std::string_view rest = name.substr(kOurs.size());
    const std::string whole = variable_of(path, rest);
    std::vector<std::string_view> rests;
    for (const std::string& known : names) {
      if (known == whole) return unasked(name, whole);
      rests.push_back(std::string_view(known).substr(kOurs.size()));
    }
    const std::string_view near = nearest(rest, rests);
    if (!near.empty()) return unasked(name, std::string(kOurs).append(near));
  }
  return {};
}

// What the environment says about the options of the command.
Result<std::vector<Setting>> from_environment(const Command& command,
                                              std::string_view path,
                                              const Environment& environment) {
  if (std::string wrong = slip(path, environment); !wrong.empty()) {
    return Error{std::move(wrong)};
  }
  std::vector<Setting> settings;
  const std::string prefix = variable_of(path, "");
  for (auto variable = environment.lower_bound(prefix);
       variable != environment.end() && variable->first.starts_with(prefix);
       ++variable) {
    const std::string key = lower_key(variable->first.substr(prefix.size()));
    Setting setting{nullptr, {}, variable->first};
    for (const Flag& flag : command.flags) {
      if (flag.key() == key && !flag.has(kTypedOnly)) setting.flag = &flag;
    }
    if (setting.flag == nullptr &&
        !(key == kPathsKey && takes_paths(command))) {
      return Error{variable->first + ": " + unknown_key(key, command)};
    }
    setting.values = values_of(setting.flag, variable->second);
    if (setting.flag != nullptr && setting.flag->kind == ValueKind::none &&
        setting.values[0] != "true" && setting.values[0] != "false") {
      return Error{variable->first + ": must be true or false"};
    }
    settings.push_back(std::move(setting));
  }
  return settings;
}

unsigned unit_of(const Flag* flag) {
  return flag == nullptr ? kInput : flag->traits & (kInput | kOutput);
}

// True when what says `a` says about `b` as well.
bool replaces(const Flag* a, const Flag* b) {
  return a == b || (unit_of(a) != 0 && unit_of(a) == unit_of(b));
}

void merge(std::vector<Setting> winners, std::vector<Setting>* settings) {
  std::erase_if(*settings, [&](const Setting& old) {
    return std::any_of(winners.begin(), winners.end(), [&](const Setting& s) {
      return replaces(s.flag, old.flag);
    });
  });
  std::move(winners.begin(), winners.end(), std::back_inserter(*settings));
}

// The settings in the order of the table. Values of several are taken in turn,
// so that the first format is followed by the first output.
FlagError apply_all(const std::vector<Setting>& settings,
                    Arguments* arguments) {
  std::size_t longest = 0;
  for (const Setting& setting : settings) {
    longest = std::max(longest, setting.values.size());
  }
  for (std::size_t i = 0; i < longest; ++i) {
    for (const Setting& setting : settings) {
      if (i >= setting.values.size()) continue;
      if (setting.flag == nullptr) {
        arguments->paths.push_back(setting.values[i]);
        continue;
      }
      if (auto error = apply({setting.flag, setting.values[i]}, arguments)) {
        return setting.from + ": " + *error;
      }
    }
  }
  return {};
}

}  // namespace

FlagError set_config(Arguments& arguments, const std::string& path) {
  if (path.empty()) return "must not be empty";
  arguments.config = path;
  return {};
}

bool is_configurable(const Command& command) {
  return std::any_of(command.flags.begin(), command.flags.end(),
                     [](const Flag& flag) { return flag.set == set_config; });
}

bool takes_paths(const Command& command) {
  return std::string_view(command.operands).find("PATH") !=
         std::string_view::npos;
}

Environment read_environment(char** variables) {
  Environment environment;
  for (; *variables != nullptr; ++variables) {
    const std::string_view text = *variables;
    const std::size_t equals = text.find('=');
    if (equals == text.npos) continue;
    environment.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return environment;
}

Result<Configuration> configure(const Command& command, std::string_view path,
                                const std::string& file,
                                const Environment& environment) {
  Configuration configuration;
  const Places where = places(file, environment);
  for (const std::string& name : where.files) {
    std::error_code error;
    if (!where.must_exist && !std::filesystem::exists(name, error) && !error) {
      continue;
    }
    if (std::filesystem::is_fifo(name, error)) {
      return Error{name +
                   ": is a pipe, and a configuration is read as often "
                   "as it is asked for; name a file"};
    }
    const Result<std::string> text = read_input(name);
    if (!text) return text.error();
    Result<ConfigFile> parsed = parse_config_file(*text, name);
    if (!parsed) return parsed.error();
    configuration.files.push_back(name);
    if (const auto table = parsed->find(path); table != parsed->end()) {
      merge(std::move(table->second), &configuration.settings);
    }
  }
  auto variables = from_environment(command, path, environment);
  if (!variables) return variables.error();
  merge(std::move(*variables), &configuration.settings);
  // Null, the PATHs, is less than any row of the table.
  std::sort(configuration.settings.begin(), configuration.settings.end(),
            [](const Setting& a, const Setting& b) {
              return std::less<>()(a.flag, b.flag);
            });
  Arguments scratch;
  if (const FlagError error = apply_all(configuration.settings, &scratch)) {
    return Error{*error};
  }
  return configuration;
}

Result<Arguments> arguments_of(const Command& command, std::string_view path,
                               const std::vector<std::string>& words,
                               const Environment& environment) {
  Result<TypedWords> typed = take_apart(command, words);
  if (!typed) return typed.error();
  Arguments arguments;
  arguments.environment = environment;
  for (const GivenOption& option : typed->options) {
    // Help is given whatever else is wrong.
    if (option.flag->set == kHelpFlag.set) arguments.help = true;
  }
  if (arguments.help) return arguments;
  if (is_configurable(command)) {
    bool takes_no_paths = false;
    for (const GivenOption& option : typed->options) {
      takes_no_paths |=
          option.flag->has(kTakesNoPaths) && option.value != "false";
      if (option.flag->set != set_config) continue;
      if (const FlagError error = apply(option, &arguments)) {
        return Error{*error};
      }
    }
    auto configuration =
        configure(command, path, arguments.config, environment);
    if (!configuration) return configuration.error();
    std::erase_if(configuration->settings, [&](const Setting& setting) {
      return (takes_no_paths && setting.flag != nullptr &&
              setting.flag->has(kOfPaths)) ||
             (!typed->paths.empty() && replaces(nullptr, setting.flag)) ||
             std::any_of(typed->options.begin(), typed->options.end(),
                         [&](const GivenOption& option) {
                           return replaces(option.flag, setting.flag);
                         });
    });
    (void)apply_all(configuration->settings, &arguments);
  }
  for (const GivenOption& option : typed->options) {
    if (const FlagError error = apply(option, &arguments)) return Error{*error};
  }
  if (!typed->paths.empty()) arguments.paths = std::move(typed->paths);
  return arguments;
}

}  // namespace beachcomb::cli
