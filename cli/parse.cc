// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <numeric>

#include "flags.h"

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

}  // namespace

std::vector<std::string_view> Flag::all_names() const {
  std::vector<std::string_view> all;
  for (std::string_view rest = names; !rest.empty();) {
    const std::size_t comma = rest.find(',');
    all.push_back(rest.substr(0, comma));
    rest.remove_prefix(comma == rest.npos ? rest.size() : comma + 1);
  }
  return all;
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

Result<Arguments> parse(const Command& command,
                        const std::vector<std::string>& typed) {
  Arguments arguments;
  std::string problem;
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  const auto set = [&](const Flag& flag, const std::string& value) {
    if (const FlagError error = flag.set(arguments, value)) {
      problem = "option " + std::string(flag.all_names().back()) + ": '" +
                value + "' " + *error;
    }
  };
  for (const Flag& flag : command.flags) {
    if (flag.set == nullptr) {  // the one that goes both ways
      app.add_flag("--progress,!--no-progress")
          ->each(
              [&](const std::string& v) { arguments.progress = v == "true"; });
    } else if (flag.kind == ValueKind::none) {
      app.add_flag_callback(flag.names, [&] { set(flag, ""); });
    } else {
      app.add_option(flag.names,
                     [&](const CLI::results_t& values) {
                       for (const auto& value : values) set(flag, value);
                       return true;
                     })
          ->allow_extra_args(false)
          ->take_all();
    }
  }
  try {
    std::vector<std::string> reversed(typed.rbegin(), typed.rend());
    app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    return Error{error.what()};
  }
  // Behind "--" everything is a path; before it, what looks like an option
  // and is none was mistyped.
  const auto end = std::find(typed.begin(), typed.end(), "--");
  for (const std::string& extra : app.remaining()) {
    const bool is_path = extra == "-" || !extra.starts_with('-') ||
                         std::find(end, typed.end(), extra) != typed.end();
    if (!is_path) return Error{unknown_option(command, extra)};
    if (extra != "--") arguments.paths.push_back(extra);
  }
  if (!problem.empty()) return Error{problem};
  return arguments;
}

}  // namespace beachcomb::cli
