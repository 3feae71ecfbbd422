// SPDX-License-Identifier: Apache-2.0
//
// What each rule costs on a real tree.
#ifndef BEACHCOMB_PROFILE_H_
#define BEACHCOMB_PROFILE_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "beachcomb/export.h"
#include "beachcomb/pipeline.h"
#include "beachcomb/rule_set.h"
#include "beachcomb/sink.h"

namespace beachcomb {

// Looking for one string of a rule alone, in the slowest file of the rule.
struct StringCost {
  std::string id;           // "$a"
  std::string declaration;  // "\"abc\" nocase"
  std::chrono::nanoseconds time{0};
  std::uint64_t matches = 0;
};

struct RuleProfile {
  std::string pack;
  std::string rule;
  // The prefilter can't rule it out for any file.
  bool always_runs = false;
  std::uint64_t files = 0;           // that the prefilter let through for it
  std::uint64_t matches = 0;         // of these, with a finding
  std::chrono::nanoseconds time{0};  // in libyara, on all of them
  std::chrono::nanoseconds slowest{0};
  std::string slowest_path;
  std::uint64_t slowest_size = 0;  // bytes; 0 when they were not kept
  // Of the rules that cost most, dearest first.
  std::vector<StringCost> strings;
};

struct Profile {
  std::vector<RuleProfile> rules;     // that cost something, dearest first
  std::size_t rule_count = 0;         // all
  std::chrono::nanoseconds total{0};  // of libyara, all rules
  Summary summary;
};

// Scans as the options say, with each rule on its own where the prefilter lets
// a file through. Then looks for the strings of the dearest rules one by one.
BEACHCOMB_API Profile profile(const ScanOptions& options, const RuleSet& rules,
                              std::stop_token stop = {},
                              Progress* progress = nullptr);

struct ProfileTextOptions {
  bool verbose = false;  // all rules and all strings
};

BEACHCOMB_API std::string as_json(const Profile& profile);
BEACHCOMB_API std::string as_text(const Profile& profile,
                                  const ProfileTextOptions& options = {});
// A picture for a browser or a report: the dearest rules as bars.
BEACHCOMB_API std::string as_svg(const Profile& profile);

}  // namespace beachcomb

#endif  // BEACHCOMB_PROFILE_H_
