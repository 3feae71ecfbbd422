// SPDX-License-Identifier: Apache-2.0
//
// One buffer, from the prefilter to the findings: which rules may match, and
// libyara over those. With many candidates one scan with all rules is cheaper
// than many with one each.
#include "beachcomb/scanner.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "rule_set_impl.h"
#include "scan/places.h"
#include "scan/yara_scanner.h"
#include "text/exception.h"
#include "text/path.h"
#include "timeout.h"

namespace beachcomb {
namespace {

// For more candidates than these one search with all rules is cheaper than one
// for each. Of the 351 built-in rules, over tennc/webshell, 28 searches took
// 0.2 times as long as the one, 56 took 0.4 times. Rules of single words are
// the other way round, which tells in large contents. Units are kept: there is
// an end to them.
std::size_t most_units(std::size_t rules, std::uint64_t bytes) {
  constexpr std::size_t kFew = 24;
  constexpr std::uint64_t kLarge = 4u << 20;
  return bytes > kLarge ? kFew : std::clamp<std::size_t>(rules / 3, kFew, 128);
}

// Of the slowest file of a rule, for a profile.
constexpr std::size_t kKeptBytes = 4u << 20;

using Clock = std::chrono::steady_clock;

std::string kept(Bytes bytes) {
  if (bytes.size() > kKeptBytes) return {};
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
std::string kept(Windows&) { return {}; }

std::uint64_t size_of(Bytes bytes) { return bytes.size(); }
std::uint64_t size_of(const Windows& windows) { return windows.file_size(); }

void ran_out_of_time(ScanResult* result) {
  result->reason = Reason::timeout;
  result->detail = "the time for one file ran out";
}

}  // namespace

struct __attribute__((visibility("hidden"))) Scanner::Impl {
  Impl(const RuleSet& set, const ScannerOptions& scanner_options)
      : rules(set), options(scanner_options) {
    options.timeout = bounded(options.timeout);
  }

  const scan::RuleBase& base() const { return *rules.impl().base; }
  prefilter::Facts facts_of(const FileFacts& facts, std::uint64_t size);
  // False when the time for one file ran out.
  bool find_candidates(Bytes bytes, const FileFacts& facts);
  bool find_candidates(Windows& windows, const FileFacts& facts);
  scan::YaraScanner& scanner_for(const scan::Unit& unit);
  std::vector<const scan::Unit*> units(std::uint64_t size);
  template <typename Content>
  ScanResult scan(Content&& content, const FileFacts& facts);
  template <typename Content>
  void scan_each(Content&& content, const FileFacts& facts, ScanResult* result);

  RuleSet rules;
  ScannerOptions options;
  ScanStats stats;
  prefilter::Worker prefilter;
  std::string extension;
  std::vector<std::uint32_t> candidates;
  std::map<const scan::Unit*, scan::YaraScanner> scanners;
};

prefilter::Facts Scanner::Impl::facts_of(const FileFacts& facts,
                                         std::uint64_t size) {
  extension = text::extension_of(facts.path);
  return {.size = size,
          .path = facts.path,
          .name = text::name_in(facts.path),
          .extension = extension,
          .is_read = false,
          .start = {},
          .content = nullptr};
}

bool Scanner::Impl::find_candidates(Bytes bytes, const FileFacts& facts) {
  rules.impl().prefilter->candidates(bytes, facts_of(facts, bytes.size()),
                                     prefilter, &candidates);
  return true;
}

bool Scanner::Impl::find_candidates(Windows& windows, const FileFacts& facts) {
  const auto begin = Clock::now();
  const prefilter::Prefilter& filter = *rules.impl().prefilter;
  const prefilter::Facts known = facts_of(facts, windows.file_size());
  const auto in_each_window = [&](auto look) {
    for (std::uint64_t i = 0; i < windows.count(); ++i) {
      if (options.timeout.count() != 0 &&
          Clock::now() - begin > options.timeout) {
        return false;
      }
      look(windows.read(i));
    }
    return true;
  };
  filter.begin(prefilter);
  if (!in_each_window([&](Bytes b) { filter.search(b, prefilter); })) {
    return false;
  }
  if (filter.narrow(known, prefilter) &&
      !in_each_window([&](Bytes b) { filter.ask(b, prefilter); })) {
    return false;
  }
  filter.finish(known, prefilter, &candidates);
  return true;
}

// What is left to scan a content of this size with.
std::vector<const scan::Unit*> Scanner::Impl::units(std::uint64_t size) {
  if (!options.prefilter ||
      candidates.size() > most_units(base().rule_count(), size)) {
    return {&base().all()};
  }
  std::vector<const scan::Unit*> found;
  for (const std::uint32_t number : candidates) {
    const scan::Unit* unit = base().unit(number);
    if (unit == nullptr) return {&base().all()};
    found.push_back(unit);
  }
  return found;
}

scan::YaraScanner& Scanner::Impl::scanner_for(const scan::Unit& unit) {
  const auto found = scanners.find(&unit);
  if (found != scanners.end()) return found->second;
  return scanners.try_emplace(&unit, base(), unit).first->second;
}

template <typename Content>
ScanResult Scanner::Impl::scan(Content&& content, const FileFacts& facts) {
  ScanResult result;
  const auto begin = Clock::now();
  auto scan_begin = begin;
  if (options.prefilter) {
    candidates.clear();
    const bool in_time = find_candidates(content, facts);
    scan_begin = Clock::now();
    stats.prefilter_time += scan_begin - begin;
    ++stats.files;
    if (!in_time) {
      ran_out_of_time(&result);
      return result;
    }
    if (candidates.empty()) return result;
    ++stats.files_passed;
    stats.passed_by_rule.resize(base().rule_count());
    for (const std::uint32_t number : candidates) {
      ++stats.passed_by_rule[number];
    }
  }
  if (options.profile) {
    scan_each(content, facts, &result);
    stats.scan_time += Clock::now() - scan_begin;
    return result;
  }
  for (const scan::Unit* unit : units(size_of(content))) {
    std::chrono::seconds left = options.timeout;
    if (left.count() != 0) {
      const auto passed = Clock::now() - begin;
      if (passed >= left) {
        ran_out_of_time(&result);
        break;
      }
      // libyara counts whole seconds; the last one may be longer than is left.
      left -= std::chrono::duration_cast<std::chrono::seconds>(passed);
    }
    scanner_for(*unit).scan(content, facts, left, &result);
    if (result.reason == Reason::timeout) break;
  }
  stats.scan_time += Clock::now() - scan_begin;
  return result;
}

// One candidate after the other, with a clock.
template <typename Content>
void Scanner::Impl::scan_each(Content&& content, const FileFacts& facts,
                              ScanResult* result) {
  stats.costs.resize(base().rule_count());
  for (const std::uint32_t number : candidates) {
    const scan::Unit* unit = base().unit(number);
    scan::YaraScanner& scanner =
        scanner_for(unit != nullptr ? *unit : base().all());
    ScanResult found;
    const auto begin = Clock::now();
    scanner.scan(content, facts, options.timeout, &found);
    const std::chrono::nanoseconds time = Clock::now() - begin;
    RuleCost& cost = stats.costs[number];
    ++cost.files;
    cost.time += time;
    if (time > cost.slowest) {
      cost.slowest = time;
      cost.slowest_path = std::string(facts.path);
      cost.slowest_bytes = kept(content);
    }
    const std::string& name = base().info(number).name;
    // A rule that can't be scanned with alone comes with all the others.
    std::erase_if(found.findings, [&](const Finding& finding) {
      return finding.rule.name != name ||
             finding.rule.pack != base().info(number).pack;
    });
    cost.matches += found.findings.empty() ? 0 : 1;
    std::move(found.findings.begin(), found.findings.end(),
              std::back_inserter(result->findings));
    if (found.reason.has_value()) {
      result->reason = found.reason;
      result->detail = std::move(found.detail);
    }
  }
}

namespace {

template <typename Impl, typename Body>
ScanResult contained(Impl* impl, Body body) {
  ScanResult result;
  result.reason = Reason::scan_error;
  try {
    if (impl != nullptr) return body();
    result.detail = "there is no scanner";
  } catch (...) {
    result.detail = text::current_exception();
    // Nobody knows what they were in the middle of.
    impl->scanners.clear();
    impl->prefilter = {};
  }
  return result;
}

}  // namespace

Scanner::Scanner(RuleSet rules, const ScannerOptions& options) noexcept {
  try {
    impl_ = std::make_unique<Impl>(rules, options);
  } catch (...) {
    // Each scan will say so.
  }
}
Scanner::~Scanner() = default;
Scanner::Scanner(Scanner&&) noexcept = default;
Scanner& Scanner::operator=(Scanner&&) noexcept = default;

bool Scanner::may_match(std::uint64_t size, const FileFacts& facts) {
  if (impl_ == nullptr) return true;
  try {
    return !impl_->options.prefilter ||
           impl_->rules.impl().prefilter->may_match(
               impl_->facts_of(facts, size));
  } catch (...) {
    return true;
  }
}

ScanResult Scanner::scan(Bytes bytes, const FileFacts& facts) {
  return contained(impl_.get(), [&] {
    ScanResult result = impl_->scan(bytes, facts);
    scan::add_places(bytes, &result.findings);
    return result;
  });
}

ScanResult Scanner::scan(Windows& windows, const FileFacts& facts) {
  return contained(impl_.get(), [&] {
    ScanResult result = impl_->scan(windows, facts);
    scan::add_snippets(windows, &result.findings);
    return result;
  });
}

void Scanner::set_timeout(std::chrono::seconds timeout) {
  if (impl_ != nullptr) impl_->options.timeout = bounded(timeout);
}

const ScanStats& Scanner::stats() const {
  static const ScanStats kNone;
  if (impl_ == nullptr) return kNone;
  impl_->stats.files_triggered = impl_->prefilter.files_asked;
  return impl_->stats;
}

}  // namespace beachcomb
