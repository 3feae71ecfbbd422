// SPDX-License-Identifier: Apache-2.0
//
// beachcomb.toml: what a project wants of its rules.
//
//     [check]
//     name = "^(WEBSHELL|SUSP)_"       # what the name of a rule must match
//     tags = ["php", "asp"]            # the tags that may be used
//     size-limit = 65536               # smaller limits of filesize are odd
//     common-share = 0.02              # of clean files; more is common
//
//     [check.disable]                  # lints that are not asked, and why
//     always-runs = "these rules look at the module pe only"
//
//     [check.meta.description]         # one table for each key
//     required = true
//     type = "text"                    # integer, boolean, date, hash, url
//     pattern = "^Detects "
//     min = 0                          # of integers
//     max = 100
#ifndef BEACHCOMB_LINT_CONFIG_H_
#define BEACHCOMB_LINT_CONFIG_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/result.h"

namespace re2 {
class RE2;
}

namespace beachcomb::lint {

using Pattern = std::shared_ptr<const re2::RE2>;  // null: none

enum class MetaType { any, text, integer, boolean, date, hash, url };

struct MetaRule {
  bool required = false;
  MetaType type = MetaType::any;
  Pattern pattern;
  std::string pattern_text;
  std::optional<std::int64_t> min;
  std::optional<std::int64_t> max;
};

// Immutable once it is read; copies share what is large.
struct Config {
  std::set<std::string, std::less<>> disabled;
  Pattern name;
  std::string name_text;
  std::optional<std::vector<std::string>> tags;
  std::int64_t size_limit = 4096;
  double common_share = 0.02;
  std::map<std::string, MetaRule, std::less<>> meta;
};

bool matches(const Pattern& pattern, std::string_view text);

// What holds without a file.
Config default_config();

// The Error names the file and the line.
Result<Config> read_config(const std::string& path);
Result<Config> parse_config(std::string_view text, const std::string& path);

// The beachcomb.toml in this folder or the nearest above it; empty if none.
std::string find_config(const std::string& folder);

}  // namespace beachcomb::lint

#endif  // BEACHCOMB_LINT_CONFIG_H_
