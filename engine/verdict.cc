// SPDX-License-Identifier: Apache-2.0
//
// The table of reasons, and the account of them.
#include <algorithm>
#include <array>
#include <cassert>
#include <numeric>

#include "beachcomb/ledger.h"
#include "beachcomb/verdict.h"

namespace beachcomb {
namespace {

using enum Reason;
constexpr Outcome kSkipped = Outcome::skipped;
constexpr Outcome kFailed = Outcome::failed;

// In the order of the enum. The last column: does it leave something unread
// that was asked for? A link, a FIFO or /proc holds no file content of its
// own, and what the user excluded was not asked for; a network mount below a
// root was, so it must be entered, excluded or owned up to. So was whatever
// is in a container.
constexpr std::array kReasons = {
    ReasonInfo{none, Outcome::clean, "none", "nothing is wrong", false},
    ReasonInfo{symlink, kSkipped, "symlink", "symbolic link", false},
    ReasonInfo{fifo, kSkipped, "fifo", "FIFO", false},
    ReasonInfo{socket, kSkipped, "socket", "socket", false},
    ReasonInfo{device, kSkipped, "device", "device", false},
    ReasonInfo{duplicate, kSkipped, "duplicate", "met before", false},
    ReasonInfo{excluded, kSkipped, "excluded", "excluded", false},
    ReasonInfo{other_file_system, kSkipped, "other-file-system",
               "on another file system", false},
    ReasonInfo{pseudo_file_system, kSkipped, "pseudo-file-system",
               "pseudo file system", false},
    ReasonInfo{network_mount, kSkipped, "network-mount", "network mount", true},
    ReasonInfo{encrypted, kSkipped, "encrypted", "encrypted", true},
    ReasonInfo{depth_limit, kSkipped, "depth-limit", "wrapped too often", true},
    ReasonInfo{layer_limit, kSkipped, "layer-limit", "too many layers", true},
    ReasonInfo{size_limit, kSkipped, "size-limit", "layer too large", true},
    ReasonInfo{byte_limit, kSkipped, "byte-limit", "too much is wrapped in it",
               true},
    ReasonInfo{ratio_limit, kSkipped, "ratio-limit",
               "expands too much to be honest", true},
    ReasonInfo{not_found, kFailed, "not-found", "no such file", true},
    ReasonInfo{permission_denied, kFailed, "permission-denied",
               "permission denied", true},
    ReasonInfo{vanished, kFailed, "vanished", "gone before it was read", true},
    ReasonInfo{io_error, kFailed, "io-error", "could not be read", true},
    ReasonInfo{changed, kFailed, "changed", "changed while it was read", true},
    ReasonInfo{timeout, kFailed, "timeout", "took too long", true},
    ReasonInfo{too_many_matches, kFailed, "too-many-matches",
               "too many matches", true},
    ReasonInfo{scan_error, kFailed, "scan-error", "the scan failed", true},
    ReasonInfo{interrupted, kFailed, "interrupted", "interrupted", true},
    ReasonInfo{damaged, kFailed, "damaged", "damaged container", true},
    ReasonInfo{unsupported, kFailed, "unsupported",
               "container of an unknown kind", true},
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kReasons.size(); ++i) {
    if (static_cast<std::size_t>(kReasons[i].reason) != i) return false;
  }
  return true;
}
static_assert(in_order());

}  // namespace

const ReasonInfo& info_of(Reason reason) {
  return kReasons[static_cast<std::size_t>(reason)];
}

std::string_view name_of(Outcome outcome) {
  constexpr std::array<std::string_view, 4> kNames = {"clean", "detected",
                                                      "skipped", "failed"};
  return kNames[static_cast<std::size_t>(outcome)];
}

std::string_view name_of(Level level) {
  constexpr std::array<std::string_view, 3> kNames = {"notice", "suspicious",
                                                      "malicious"};
  return kNames[static_cast<std::size_t>(level)];
}

Level level_of(int score) {
  if (score >= 75) return Level::malicious;
  if (score >= 40) return Level::suspicious;
  return Level::notice;
}

int Verdict::score() const {
  int best = 0;
  for (const Finding& finding : findings) {
    best = std::max(best, finding.rule.score);
  }
  return best;
}

bool Verdict::has_size() const {
  return mtime.has_value() || size != 0 || outcome == Outcome::clean ||
         outcome == Outcome::detected;
}

std::string Verdict::chain(std::uint32_t layer) const {
  std::string text;
  while (layer != 0) {
    const auto found =
        std::find_if(layers.begin(), layers.end(),
                     [layer](const Layer& l) { return l.id == layer; });
    if (found == layers.end()) break;
    const std::string& step = found->name.empty() ? found->via : found->name;
    if (!text.empty()) text.insert(0, " > ");
    text.insert(0, step);
    // A parent has the lower id, so that this ends whatever `layers` holds.
    if (found->parent >= layer) break;
    layer = found->parent;
  }
  return text;
}

void LayerCounts::merge(const LayerCounts& other) {
  scanned += other.scanned;
  bytes += other.bytes;
  for (const auto& [reason, count] : other.skipped) skipped[reason] += count;
}

void Ledger::add(const Verdict& verdict) {
  ++outcomes_[static_cast<std::size_t>(verdict.outcome)];
  // What was scanned: all of it, or what a file that changed still had.
  const bool scanned = verdict.outcome == Outcome::clean ||
                       verdict.outcome == Outcome::detected ||
                       verdict.reason == Reason::changed;
  bytes_ += scanned ? verdict.size : 0;
  known_good_ += verdict.known_good ? 1 : 0;
  overruled_ += verdict.overruled.empty() ? 0 : 1;
  if (verdict.outcome == Outcome::detected) {
    ++levels_[static_cast<std::size_t>(level_of(verdict.score()))];
  } else if (verdict.reason.has_value()) {
    ++reasons_[*verdict.reason];
  }
  if (verdict.reason.has_value() && info_of(*verdict.reason).leaves_unread) {
    ++unread_;
  }
  layers_.merge(verdict.layer_counts);
}

void Ledger::merge(const Ledger& other) {
  for (std::size_t i = 0; i < std::size(outcomes_); ++i) {
    outcomes_[i] += other.outcomes_[i];
  }
  for (std::size_t i = 0; i < std::size(levels_); ++i) {
    levels_[i] += other.levels_[i];
  }
  for (const auto& [reason, count] : other.reasons_) reasons_[reason] += count;
  known_good_ += other.known_good_;
  overruled_ += other.overruled_;
  bytes_ += other.bytes_;
  unread_ += other.unread_;
  layers_.merge(other.layers_);
}

std::uint64_t Ledger::files() const {
  return std::accumulate(std::begin(outcomes_), std::end(outcomes_),
                         std::uint64_t{0});
}
std::uint64_t Ledger::count(Outcome outcome) const {
  return outcomes_[static_cast<std::size_t>(outcome)];
}
std::uint64_t Ledger::count(Level level) const {
  return levels_[static_cast<std::size_t>(level)];
}

void ScanStats::merge(const ScanStats& other) {
  files += other.files;
  files_triggered += other.files_triggered;
  files_passed += other.files_passed;
  prefilter_time += other.prefilter_time;
  scan_time += other.scan_time;
  passed_by_rule.resize(
      std::max(passed_by_rule.size(), other.passed_by_rule.size()));
  for (std::size_t i = 0; i < other.passed_by_rule.size(); ++i) {
    passed_by_rule[i] += other.passed_by_rule[i];
  }
  costs.resize(std::max(costs.size(), other.costs.size()));
  for (std::size_t i = 0; i < other.costs.size(); ++i) {
    costs[i].merge(other.costs[i]);
  }
}

void RuleCost::merge(const RuleCost& other) {
  files += other.files;
  matches += other.matches;
  time += other.time;
  if (other.slowest <= slowest) return;
  slowest = other.slowest;
  slowest_path = other.slowest_path;
  slowest_bytes = other.slowest_bytes;
}

void Stats::merge(const Stats& other) {
  files_not_read += other.files_not_read;
  read_time += other.read_time;
  unwrap_time += other.unwrap_time;
  scan.merge(other.scan);
}

}  // namespace beachcomb
