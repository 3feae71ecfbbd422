// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <numeric>

#include "flags.h"
#include "values.h"

namespace beachcomb::cli {
namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

std::string unknown_option(const Command& command, const std::string& typed) {
  std::vector<std::string_view> known;
  for (const Flag& flag : command.flags) {
    for (const std::string_view name : flag.all_names()) known.push_back(name);
  }
  const std::string name = typed.substr(0, typed.find('='));
  std::string message = "unknown option '" + name + "'";
  if (const std::string_view near = nearest(name, known); !near.empty()) {
    message += ", did you mean '" + std::string(near) + "'?";
  }
  return message;
}

FlagError wrong_choice(const Flag& flag, std::string_view value) {
  if (flag.kind != ValueKind::choice) return {};
  const std::string choices = flag.choices();
  std::string known;
  for (const std::string_view choice : split(choices, ' ')) {
    if (choice == value) return {};
    if (!known.empty()) known += ", ";
    known += choice;
  }
  return "must be one of: " + known;
}

}  // namespace

std::vector<std::string_view> Flag::all_names() const {
  return split(names, ',');
}

std::string_view nearest(std::string_view typed,
                         const std::vector<std::string_view>& known) {
  std::string_view best;
  std::size_t least = typed.size() / 3 + 1;
  for (const std::string_view candidate : known) {
    const std::size_t distance = edit_distance(typed, candidate);
    if (distance <= least && distance < candidate.size()) {
      if (distance < least || best.empty()) best = candidate;
      least = distance;
    }
  }
  return best;
}

std::string_view Flag::key() const {
  for (const std::string_view name : all_names()) {
    if (name.starts_with("--")) return name.substr(2);
  }
  return {};
}

bool Flag::goes_both_ways() const {
  return std::string_view(names).find(",--no-") != std::string_view::npos;
}

FlagError apply(const GivenOption& option, Arguments* arguments) {
  const bool is_switch = option.flag->kind == ValueKind::none;
  // A switch that is off is as if nothing was said.
  if (is_switch && option.value == "false" && !option.flag->goes_both_ways()) {
    return {};
  }
  FlagError error = wrong_choice(*option.flag, option.value);
  if (is_switch && option.value != "true" && option.value != "false") {
    error = "must be true or false";
  }
  if (option.flag->kind == ValueKind::file) {
    const bool is_output = option.flag->has(kOutput);
    (is_output ? arguments->writes : arguments->reads).push_back(option.value);
  }
  if (!error) error = option.flag->set(*arguments, option.value);
  if (!error) return {};
  return "option --" + std::string(option.flag->key()) + ": '" + option.value +
         "' " + *error;
}

Result<TypedWords> take_apart(const Command& command,
                              const std::vector<std::string>& words) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::map<const CLI::Option*, const Flag*> flags;
  for (const Flag& flag : command.flags) {
    std::string names = flag.names;
    if (flag.kind == ValueKind::none) {
      if (flag.goes_both_ways()) names.insert(names.find(",--no-") + 1, 1, '!');
      flags[app.add_flag(names)] = &flag;
    } else {
      flags[app.add_option(names)->allow_extra_args(false)->take_all()] = &flag;
    }
  }
  try {
    std::vector<std::string> reversed(words.rbegin(), words.rend());
    app.parse(reversed);
  } catch (const CLI::ArgumentMismatch& error) {
    // "--format: 1 required  missing"
    const std::string what = error.what();
    return Error{"option " + what.substr(0, what.find(':')) + " needs a value"};
  } catch (const CLI::ParseError& error) {
    return Error{error.what()};
  }
  TypedWords typed;
  std::map<const CLI::Option*, std::size_t> seen;
  for (const CLI::Option* option : app.parse_order()) {
    typed.options.push_back(
        {flags.at(option), option->results().at(seen[option]++)});
  }
  // Behind "--" everything is a path; before it, what looks like an option
  // and is none was mistyped.
  const auto end = std::find(words.begin(), words.end(), "--");
  for (const std::string& extra : app.remaining()) {
    const bool is_path = extra == "-" || !extra.starts_with('-') ||
                         std::find(end, words.end(), extra) != words.end();
    if (!is_path) return Error{unknown_option(command, extra)};
    if (extra != "--") typed.paths.push_back(extra);
  }
  return typed;
}

}  // namespace beachcomb::cli
