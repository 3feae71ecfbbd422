// SPDX-License-Identifier: Apache-2.0
#include "config_file.h"

#include <filesystem>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "commands.h"

namespace beachcomb::cli {
namespace {

// The table of what `rules check` wants of rules. It has a reader of its own.
constexpr std::string_view kRuleCheckTable = "check";

std::string mended(std::string message, std::string_view near) {
  if (!near.empty()) message += ", did you mean '" + std::string(near) + "'?";
  return message;
}

const Flag* find_flag(const Command& command, std::string_view key) {
  for (const Flag& flag : command.flags) {
    if (flag.key() == key && !flag.has(kTypedOnly)) return &flag;
  }
  return nullptr;
}

// A command that can be configured, or that stands for some that can be.
bool has_table(const Command& command) {
  if (command.subcommands == nullptr) return is_configurable(command);
  for (const Command* below : command.subcommands()) {
    if (has_table(*below)) return true;
  }
  return false;
}

// Reads one file; the first thing that is wrong stays.
class Reader {
 public:
  explicit Reader(std::string path)
      : path_(std::move(path)),
        folder_(std::filesystem::path(path_).parent_path()) {}

  Result<ConfigFile> run(const toml::parse_result& parsed) {
    if (!parsed) {
      fail(parsed.error().source(), std::string(parsed.error().description()));
    } else {
      commands(parsed.table(), cli::commands(), "");
    }
    if (!problem_.empty()) return Error{problem_};
    return std::move(file_);
  }

 private:
  void fail(const toml::source_region& at, const std::string& message) {
    if (!problem_.empty()) return;
    problem_ = path_ + ':' + std::to_string(at.begin.line) + ": " + message;
  }

  void commands(const toml::table& tables, Command::Table known,
                const std::string& before) {
    for (const auto& [key, node] : tables) {
      if (before.empty() && key.str() == kRuleCheckTable) continue;
      const Command* command = nullptr;
      std::vector<std::string_view> names;
      for (const Command* one : known) {
        if (!has_table(*one)) continue;
        names.emplace_back(one->name);
        if (key.str() == one->name) command = one;
      }
      const toml::table* table = node.as_table();
      const std::string name = before + std::string(key.str());
      if (command == nullptr) {
        fail(node.source(), mended("no command with a configuration is called "
                                   "'" +
                                       name + "'",
                                   nearest(key.str(), names)));
      } else if (table == nullptr) {
        fail(node.source(), '\'' + name + "' must be a table");
      } else if (command->subcommands != nullptr) {
        commands(*table, command->subcommands(), name + ' ');
      } else {
        options(*table, *command, &file_[name]);
      }
    }
  }

  void options(const toml::table& table, const Command& command,
               std::vector<Setting>* settings) {
    for (const auto& [key, node] : table) {
      Setting setting;
      setting.from = path_ + ':' + std::to_string(node.source().begin.line);
      setting.flag = find_flag(command, key.str());
      const bool is_paths = key.str() == kPathsKey && takes_paths(command);
      if (setting.flag == nullptr && !is_paths) {
        fail(node.source(), unknown_key(key.str(), command));
        return;
      }
      const std::string name(key.str());
      const bool is_list = is_paths || setting.flag->has(kRepeats);
      if (const toml::array* all = node.as_array(); all != nullptr && is_list) {
        for (const toml::node& one : *all) value(one, name, &setting);
      } else {
        value(node, name, &setting);
      }
      settings->push_back(std::move(setting));
    }
  }

  void value(const toml::node& node, const std::string& key, Setting* setting) {
    const bool is_switch =
        setting->flag != nullptr && setting->flag->kind == ValueKind::none;
    std::string text;
    if (const auto* found = node.as_string(); found != nullptr && !is_switch) {
      text = found->get();
    } else if (const auto* number = node.as_integer();
               number != nullptr && !is_switch) {
      text = std::to_string(number->get());
    } else if (const auto* yes = node.as_boolean();
               yes != nullptr && is_switch) {
      text = yes->get() ? "true" : "false";
    } else if (node.is_array()) {
      return fail(node.source(), '\'' + key + "' takes one value, not a list");
    } else {
      return fail(node.source(), '\'' + key + "' must be " +
                                     (is_switch ? "true or false"
                                                : "a text or a whole number"));
    }
    if (text.find('\0') != text.npos) {
      return fail(node.source(), '\'' + key + "' holds a NUL");
    }
    setting->values.push_back(placed(*setting, std::move(text)));
  }

  // What is relative is so to the folder of the file.
  std::string placed(const Setting& setting, std::string text) const {
    return names_file(setting.flag, text) ? (folder_ / text).string() : text;
  }

  std::string path_;
  std::filesystem::path folder_;
  std::string problem_;
  ConfigFile file_;
};

}  // namespace

bool takes_files(const Flag* flag) {
  return flag == nullptr ||
         ((flag->kind == ValueKind::file || flag->kind == ValueKind::folder) &&
          !flag->has(kAsTyped));
}

bool names_file(const Flag* flag, std::string_view value) {
  return takes_files(flag) && value != "-" && !value.empty();
}

std::string unknown_key(std::string_view key, const Command& command) {
  std::vector<std::string_view> names;
  for (const Flag& flag : command.flags) {
    if (!flag.has(kTypedOnly)) names.push_back(flag.key());
  }
  if (takes_paths(command)) names.push_back(kPathsKey);
  return mended("unknown option '" + std::string(key) + '\'',
                nearest(key, names));
}

Result<ConfigFile> parse_config_file(std::string_view text,
                                     const std::string& path) {
  return Reader(path).run(toml::parse(text, path));
}

}  // namespace beachcomb::cli
