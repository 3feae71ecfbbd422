// SPDX-License-Identifier: Apache-2.0
#include "shared_flags.h"

#include "values.h"

namespace beachcomb::cli {

FlagError add_rules(Arguments& arguments, const std::string& path) {
  arguments.rules.push_back(path);
  return {};
}

FlagError add_packs(Arguments& arguments, const std::string& names) {
  for (const std::string_view name : split(names, ',')) {
    arguments.packs.emplace_back(name);
  }
  return {};
}

FlagError add_external(Arguments& arguments, const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == 0 || equals == text.npos) return "must be NAME=VALUE";
  arguments.externals.emplace_back(text.substr(0, equals),
                                   parse_external(text.substr(equals + 1)));
  return {};
}

FlagError add_archive_password(Arguments& arguments, const std::string& text) {
  arguments.scan.unwrap.passwords.push_back(text);
  return {};
}

FlagError set_threads(Arguments& arguments, const std::string& number) {
  return set_number(number, 1, 1024, &arguments.scan.threads);
}

FlagError set_shallow(Arguments& arguments, const std::string&) {
  arguments.scan.unwrap.enabled = false;
  return {};
}

FlagError set_output(Arguments& arguments, const std::string& path) {
  arguments.output = path;
  return {};
}

FlagError set_quiet(Arguments& arguments, const std::string&) {
  arguments.quiet = true;
  return {};
}

FlagError set_verbose(Arguments& arguments, const std::string&) {
  arguments.verbose = true;
  return {};
}

FlagError set_help(Arguments& arguments, const std::string&) {
  arguments.help = true;
  return {};
}

FlagError set_format(Arguments& arguments, const std::string& name) {
  arguments.format = name;
  return {};
}

}  // namespace beachcomb::cli
