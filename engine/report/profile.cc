// SPDX-License-Identifier: Apache-2.0
#include "beachcomb/profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "beachcomb/report.h"
#include "text/format.h"

namespace beachcomb {
namespace {

constexpr std::size_t kShownRules = 20;
constexpr std::size_t kShownStrings = 2;
constexpr std::size_t kShownText = 80;

double milliseconds(std::chrono::nanoseconds time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

double microseconds(std::chrono::nanoseconds time) {
  return std::chrono::duration<double, std::micro>(time).count();
}

double share(const RuleProfile& rule, const Profile& profile) {
  if (profile.total.count() == 0) return 0;
  return 100.0 * static_cast<double>(rule.time.count()) /
         static_cast<double>(profile.total.count());
}

std::string name_of(const RuleProfile& rule) {
  return printable(rule.pack + '.' + rule.rule);
}

std::string shortened(const std::string& text) {
  std::string all = printable(text);
  return all.size() <= kShownText ? all : all.substr(0, kShownText) + "...";
}

std::string details(const RuleProfile& rule, bool verbose) {
  std::string text =
      fmt::format("{:>40}slowest: {:.0f} us, {}{}\n", "",
                  microseconds(rule.slowest), printable(rule.slowest_path),
                  rule.slowest_size == 0
                      ? ""
                      : " (" + text::bytes_for_people(rule.slowest_size) + ')');
  std::size_t left = verbose ? rule.strings.size() : kShownStrings;
  for (const StringCost& string : rule.strings) {
    if (left-- == 0) break;
    text += fmt::format("{:>42}{:.0f} us, {} match{}: {} = {}\n", "",
                        microseconds(string.time), string.matches,
                        string.matches == 1 ? "" : "es", printable(string.id),
                        verbose ? printable(string.declaration)
                                : shortened(string.declaration));
  }
  return text;
}

}  // namespace

std::string as_text(const Profile& profile, const ProfileTextOptions& options) {
  const ScanStats& scan = profile.summary.stats.scan;
  std::string text = fmt::format("{:>10} {:>7} {:>9} {:>9}  rule\n", "libyara",
                                 "share", "files", "matches");
  const std::size_t shown = options.verbose
                                ? profile.rules.size()
                                : std::min(kShownRules, profile.rules.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const RuleProfile& rule = profile.rules[i];
    text += fmt::format("{:>7.1f} ms {:>5.1f} % {:>9} {:>9}  {}{}\n",
                        milliseconds(rule.time), share(rule, profile),
                        text::with_commas(rule.files),
                        text::with_commas(rule.matches), name_of(rule),
                        rule.always_runs ? " (runs on every file)" : "");
    text += details(rule, options.verbose);
  }
  if (shown < profile.rules.size()) {
    std::chrono::nanoseconds rest{0};
    for (std::size_t i = shown; i < profile.rules.size(); ++i) {
      rest += profile.rules[i].time;
    }
    text += fmt::format("{:>7.1f} ms {:>27}  {} more rules; -v shows them\n",
                        milliseconds(rest), "", profile.rules.size() - shown);
  }
  text += fmt::format(
      "{:>7.1f} ms in libyara for {} of {} rules, {:.1f} ms in the prefilter\n",
      milliseconds(profile.total), profile.rules.size(), profile.rule_count,
      milliseconds(scan.prefilter_time));
  return text + fmt::format("{} buffers were searched, {} had a rule to run\n",
                            text::with_commas(scan.files),
                            text::with_commas(scan.files_passed));
}

std::string as_json(const Profile& profile) {
  using Json = nlohmann::ordered_json;
  Json rules = Json::array();
  for (const RuleProfile& rule : profile.rules) {
    Json strings = Json::array();
    for (const StringCost& string : rule.strings) {
      strings.push_back({{"id", string.id},
                         {"declaration", printable(string.declaration)},
                         {"nanoseconds", string.time.count()},
                         {"matches", string.matches}});
    }
    rules.push_back({{"pack", printable(rule.pack)},
                     {"rule", printable(rule.rule)},
                     {"always_runs", rule.always_runs},
                     {"files", rule.files},
                     {"matches", rule.matches},
                     {"nanoseconds", rule.time.count()},
                     {"slowest_nanoseconds", rule.slowest.count()},
                     {"slowest_path", printable(rule.slowest_path)},
                     {"slowest_size", rule.slowest_size},
                     {"strings", std::move(strings)}});
  }
  const ScanStats& scan = profile.summary.stats.scan;
  const Json all{{"rule_count", profile.rule_count},
                 {"nanoseconds", profile.total.count()},
                 {"prefilter_nanoseconds", scan.prefilter_time.count()},
                 {"buffers", scan.files},
                 {"buffers_with_candidates", scan.files_passed},
                 {"complete", profile.summary.is_whole()},
                 {"rules", std::move(rules)}};
  return all.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace beachcomb
