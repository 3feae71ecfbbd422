// SPDX-License-Identifier: Apache-2.0
#include "shared_flags.h"

#include <string_view>

namespace beachcomb::cli {

FlagError add_rules(Arguments& arguments, const std::string& path) {
  arguments.rules.push_back(path);
  return {};
}

FlagError add_packs(Arguments& arguments, const std::string& names) {
  std::string_view rest = names;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    arguments.packs.emplace_back(rest.substr(0, comma));
    rest.remove_prefix(comma == rest.npos ? rest.size() : comma + 1);
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

FlagError set_text_or_json(Arguments& arguments, const std::string& name) {
  if (name != "text" && name != "json") return "must be one of: text, json";
  arguments.format = name;
  return {};
}

}  // namespace beachcomb::cli
