// SPDX-License-Identifier: Apache-2.0
//
// The configuration as a beachcomb.toml would have it, with the place of each
// value behind it; what nobody said is a comment. What is printed can be put
// into a file and changed there.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>

#include "beachcomb/report.h"
#include "commands.h"
#include "config.h"
#include "config_file.h"
#include "json/fields.h"
#include "output.h"
#include "shared_flags.h"
#include "text/ascii.h"

namespace beachcomb::cli {
namespace {

using json::Json;

struct Shown {
  std::string key;
  bool is_list = false;
  bool is_switch = false;
  const Setting* setting = nullptr;  // null: nobody said anything
  std::string fallback;
};

struct Table {
  std::string path;  // of the command
  Configuration configuration;
  std::vector<Shown> rows;
};

const Setting* setting_of(const Configuration& configuration,
                          const Flag* flag) {
  for (const Setting& setting : configuration.settings) {
    if (setting.flag == flag) return &setting;
  }
  return nullptr;
}

Result<Table> table_of(const Command& command, const std::string& path,
                       const Arguments& arguments) {
  auto configuration =
      configure(command, path, arguments.config, arguments.environment);
  if (!configuration) return configuration.error();
  // The same configuration from any folder.
  for (Setting& setting : configuration->settings) {
    for (std::string& value : setting.values) {
      if (names_file(setting.flag, value)) {
        value = std::filesystem::absolute(value);
      }
    }
  }
  Table table{path, std::move(*configuration), {}};
  if (takes_paths(command)) {
    table.rows.push_back({std::string(kPathsKey), true, false,
                          setting_of(table.configuration, nullptr), ""});
  }
  for (const Flag& flag : command.flags) {
    if (flag.has(kTypedOnly)) continue;
    const bool is_switch = flag.kind == ValueKind::none;
    table.rows.push_back(
        {std::string(flag.key()), flag.has(kRepeats), is_switch,
         setting_of(table.configuration, &flag),
         is_switch && !flag.goes_both_ways() ? "false" : flag.fallback});
  }
  return table;
}

// All commands that can be configured, or the one whose words were typed.
std::optional<Error> collect(Command::Table commands, const std::string& before,
                             const std::string& wanted,
                             const Arguments& arguments,
                             std::vector<Table>* tables) {
  for (const Command* command : commands) {
    const std::string path = before + command->name;
    if (command->subcommands != nullptr) {
      if (auto error = collect(command->subcommands(), path + ' ', wanted,
                               arguments, tables)) {
        return error;
      }
    } else if (is_configurable(*command) &&
               (wanted.empty() || wanted == path)) {
      Result<Table> table = table_of(*command, path, arguments);
      if (!table) return table.error();
      tables->push_back(std::move(*table));
    }
  }
  return std::nullopt;
}

// TOML writes texts as JSON does, but for DEL.
std::string quoted(const std::string& text) {
  std::string quoted;
  for (const char c :
       Json(text).dump(-1, ' ', false, Json::error_handler_t::replace)) {
    if (c == '\x7f') {
      quoted += "\\u007f";
    } else {
      quoted += c;
    }
  }
  return quoted;
}

// As TOML writes one: 007 is none.
bool is_number(const std::string& text) {
  return !text.empty() && text.size() < 18 &&
         std::all_of(text.begin(), text.end(), text::is_digit) &&
         (text[0] != '0' || text.size() == 1);
}

std::string value_text(const Shown& row) {
  std::vector<std::string> values;
  if (row.setting != nullptr) {
    values = row.setting->values;
  } else if (!row.fallback.empty()) {
    values = {row.fallback};
  }
  if (row.setting == nullptr && row.fallback.empty() && !row.is_list) return "";
  std::string text;
  for (const std::string& value : values) {
    if (!text.empty()) text += ", ";
    text += row.is_switch || is_number(value) ? value : quoted(value);
  }
  return row.is_list ? '[' + text + ']' : text;
}

std::string as_toml(const std::vector<Table>& tables) {
  std::string text = "# From:";
  for (const std::string& file : tables[0].configuration.files) {
    text += ' ' + printable(file);
  }
  if (tables[0].configuration.files.empty()) text += " no file";
  text += '\n';
  for (const Table& table : tables) {
    std::string name = table.path;
    std::replace(name.begin(), name.end(), ' ', '.');
    text += fmt::format("\n[{}]\n", name);
    for (const Shown& row : table.rows) {
      const std::string line = fmt::format("{} = {}", row.key, value_text(row));
      text += row.setting == nullptr
                  ? fmt::format("# {}\n", line)
                  : fmt::format("{:<36}  # {}\n", line,
                                printable(row.setting->from));
    }
  }
  return text;
}

std::string as_json(const std::vector<Table>& tables) {
  Json all = {{"files", tables[0].configuration.files},
              {"settings", Json::array()}};
  for (const Table& table : tables) {
    for (const Shown& row : table.rows) {
      const bool is_set = row.setting != nullptr;
      Json values = is_set                 ? Json(row.setting->values)
                    : row.fallback.empty() ? Json::array()
                                           : Json::array({row.fallback});
      all["settings"].push_back(
          {{"command", table.path},
           {"option", row.key},
           {"values", std::move(values)},
           {"from", is_set ? row.setting->from : "default"}});
    }
  }
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

int run_config_show(const Arguments& arguments) {
  std::string wanted;
  for (const std::string& word : arguments.paths) {
    wanted += (wanted.empty() ? "" : " ") + word;
  }
  std::vector<Table> tables;
  if (const auto error = collect(commands(), "", wanted, arguments, &tables)) {
    spdlog::error("{}", printable(error->message));
    return kExitIncomplete;
  }
  if (tables.empty()) {
    spdlog::error("no command with a configuration is called '{}'",
                  printable(wanted));
    return kExitIncomplete;
  }
  const std::string text =
      arguments.format == "json" ? as_json(tables) : as_toml(tables);
  return write_output(arguments.output, text, "the configuration")
             ? kExitNothingFound
             : kExitIncomplete;
}

// Its own --config is the file that is shown; it has no table itself.
constexpr Flag kFlags[] = {
    {"--config", "FILE", ValueKind::file, kConfigGroup,
     "show what holds with this file", "",
     [](Arguments& a, const std::string& v) -> FlagError {
       return set_config(a, v);
     }},
    kTextOrJsonFlag,
    kOutputFlag,
    kHelpFlag,
};

const Command kConfigShowCommand = {
    .name = "show",
    .operands = "[COMMAND...]",
    .help = "print what is configured, and where each value comes from",
    .more =
        "Prints the options of COMMAND, `scan` or `evidence collect`, or of "
        "all commands, as a\nbeachcomb.toml has them. Behind what is set "
        "stands "
        "the file and line or the variable of\nthe environment that it comes "
        "from; what nobody set is a comment.",
    .flags = kFlags,
    .run = run_config_show,
    .exit_codes =
        "Exit code: 0 it was printed, 2 something in it is wrong, or the call "
        "was.\n",
};

const Command* const kTable[] = {&kConfigShowCommand};

}  // namespace

const Command kConfigCommand = {
    .name = "config",
    .operands = "",
    .help = "show the configuration",
    .more = "What holds when an option is not typed.",
    .flags = {},
    .run = nullptr,
    .subcommands = [] { return Command::Table(kTable); },
};

}  // namespace beachcomb::cli
