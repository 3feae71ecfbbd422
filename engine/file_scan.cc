// SPDX-License-Identifier: Apache-2.0
#include "file_scan.h"

#include <chrono>
#include <filesystem>
#include <iterator>
#include <utility>

#include "beachcomb/sha256.h"
#include "os/process.h"
#include "text/exception.h"
#include "timeout.h"
#include "walk/walker.h"

namespace beachcomb {
namespace {

using Clock = std::chrono::steady_clock;

void blame(read::Problem problem, Verdict* verdict) {
  verdict->reason = problem.reason;
  verdict->detail = std::move(problem.detail);
}

void drop_findings(Verdict* verdict) {
  verdict->findings.clear();
  verdict->findings_omitted = 0;
  verdict->layers.clear();
  verdict->layer_counts = {};
}

}  // namespace

template <typename Body>
void FileScan::contain(Verdict* verdict, Body body) {
  try {
    body();
  } catch (...) {
    verdict->reason = Reason::scan_error;
    verdict->detail = text::current_exception();
    verdict->sha256.clear();
    drop_findings(verdict);
    // Nobody knows what they were in the middle of.
    spent_ = times();
    tools_.reset();
  }
}

void FileScan::scan(Bytes bytes, const FileFacts& facts,
                    const std::stop_token& stop, Verdict* verdict) {
  contain(verdict, [&] {
    verdict->size = bytes.size();
    const Place place = place_of(facts.path);
    scan_bytes(bytes, job_for(facts, stop), verdict);
    judge(bytes, place, verdict);
  });
}

void FileScan::scan(const os::Descriptor& file, const os::FileStat& stat,
                    const FileFacts& facts, const std::stop_token& stop,
                    Verdict* verdict) {
  contain(verdict, [&] {
    verdict->size = stat.size;
    verdict->mtime = stat.mtime;
    if (!facts.owner.empty()) {
      scan_file(file, stat, facts, stop, verdict);
    } else {
      scan_file(file, stat, {facts.path, owner_name(stat.owner)}, stop,
                verdict);
    }
  });
}

Stats FileScan::stats() const {
  Stats stats;
  if (tools_.has_value()) stats.scan = tools_->scanner.stats();
  const ScanTimes times = this->times();
  stats.files_not_read = files_not_read_;
  stats.read_time = times.read;
  stats.unwrap_time = times.unwrap;
  stats.scan.prefilter_time = times.prefilter;
  stats.scan.scan_time = times.scan;
  return stats;
}

ScanTimes FileScan::times() const {
  ScanTimes times = spent_;
  if (tools_.has_value()) {
    const ScanStats& stats = tools_->scanner.stats();
    times.prefilter += stats.prefilter_time;
    times.scan += stats.scan_time;
    times.unwrap += tools_->layers.time();
  }
  return times;
}

FileScan::Tools& FileScan::tools() {
  if (!tools_.has_value()) tools_.emplace(rules_, options_);
  return *tools_;
}

const std::string& FileScan::owner_name(std::uint32_t uid) {
  auto [it, is_new] = owners_.try_emplace(uid);
  if (is_new) it->second = os::user_name(uid);
  return it->second;
}

unwrap::Job FileScan::job_for(const FileFacts& facts,
                              const std::stop_token& stop) const {
  unwrap::Job job{facts, options_.min_score, std::nullopt, stop};
  const std::chrono::seconds timeout = bounded(options_.timeout);
  if (timeout.count() != 0) job.deadline = Clock::now() + timeout;
  return job;
}

void FileScan::scan_file(const os::Descriptor& file, const os::FileStat& stat,
                         const FileFacts& facts, const std::stop_token& stop,
                         Verdict* verdict) {
  const Place place = place_of(facts.path);
  if (!place.has_value() && !options_.unwrap.enabled &&
      !tools().scanner.may_match(stat.size, facts)) {
    ++files_not_read_;
    return;
  }
  const unwrap::Job job = job_for(facts, stop);
  verdict->windowed = stat.size > options_.max_file_bytes;
  if (verdict->windowed) {
    scan_windows(file, stat, job, verdict);
    judge(place, verdict);
    return;
  }
  const auto begin = Clock::now();
  std::optional<read::Problem> problem;
  const Bytes bytes = tools().reader.read(file, stat, &problem);
  spent_.read += Clock::now() - begin;
  if (!problem.has_value()) {
    scan_bytes(bytes, job, verdict);
    judge(bytes, place, verdict);
    return;
  }
  if (!bytes.empty()) scan_bytes(bytes, job, verdict);
  blame(std::move(*problem), verdict);
  judge(place, verdict);
}

void FileScan::scan_bytes(Bytes bytes, const unwrap::Job& job,
                          Verdict* verdict) {
  keep(tools().scanner.scan(bytes, job.facts), verdict);
  if (!options_.unwrap.enabled) return;
  tools().layers.scan(bytes, job, tools().scanner, verdict);
  tools().scanner.set_timeout(options_.timeout);
}

void FileScan::scan_windows(const os::Descriptor& file,
                            const os::FileStat& stat, const unwrap::Job& job,
                            Verdict* verdict) {
  read::FileWindows windows(file, stat, tools().reader.buffer(), job.stop);
  keep(tools().scanner.scan(windows, job.facts), verdict);
  verdict->sha256 = windows.sha256();
  if (options_.unwrap.enabled) {
    tools().layers.scan(windows, job, tools().scanner, verdict);
    tools().scanner.set_timeout(options_.timeout);
  }
  if (windows.problem().has_value()) blame(*windows.problem(), verdict);
}

void FileScan::keep(ScanResult result, Verdict* verdict) const {
  verdict->findings = std::move(result.findings);
  drop_low_scores(verdict);
  verdict->reason = result.reason;
  verdict->detail = std::move(result.detail);
}

void FileScan::drop_low_scores(Verdict* verdict) const {
  std::erase_if(verdict->findings, [this](const Finding& finding) {
    return finding.rule.score < options_.min_score;
  });
}

// Where a server page stands, when that is for us to judge.
FileScan::Place FileScan::place_of(std::string_view path) const {
  if (!options_.exchange_pages || !known::is_server_page(path)) return {};
  if (path.starts_with("/") && path.find("/..") == path.npos) {
    return known::locate(path);
  }
  std::error_code error;
  const auto absolute = std::filesystem::absolute(path, error);
  return known::locate(error ? std::string(path)
                             : absolute.lexically_normal().string());
}

// Of nearly all files nothing more is to be known, so that they need no hash.
void FileScan::judge(Bytes bytes, const Place& place, Verdict* verdict) const {
  if (verdict->findings.empty() && !place.has_value() &&
      !verdict->reason.has_value()) {
    return;
  }
  verdict->sha256 = sha256_hex(bytes);
  judge(place, verdict);
}

// What is known to be good has no finding, whatever the rules say, wherever
// it stands and even when a rule gave up on it.
void FileScan::judge(const Place& place, Verdict* verdict) const {
  if (options_.known_good.contains(verdict->sha256)) {
    verdict->known_good = true;
    verdict->reason.reset();
    verdict->detail.clear();
    for (const Finding& finding : verdict->findings) {
      verdict->overruled.push_back(finding.rule.pack + '.' + finding.rule.name);
    }
    drop_findings(verdict);
    return;
  }
  if (place.has_value()) {
    std::vector<Finding> findings = known::findings_at(*place);
    std::move(findings.begin(), findings.end(),
              std::back_inserter(verdict->findings));
    drop_low_scores(verdict);
  }
  if (verdict->findings.empty()) verdict->sha256.clear();
}

bool open_to_scan(int at, const char* name, bool follow, OpenFile* opened,
                  Verdict* verdict) {
  const os::Status status = os::open_file(at, name, follow, &opened->file);
  if (status.ok()) return stat_to_scan(opened, verdict);
  verdict->reason = walk::reason_of(status);
  verdict->detail = status.text();
  return false;
}

bool stat_to_scan(OpenFile* opened, Verdict* verdict) {
  const os::Status status = os::stat_of(opened->file, &opened->stat);
  if (!status.ok()) {
    verdict->reason = walk::reason_of(status);
    verdict->detail = status.text();
    return false;
  }
  switch (opened->stat.type) {
    case os::FileType::regular:
      return true;
    case os::FileType::directory:
      verdict->reason = Reason::io_error;
      verdict->detail = "is a folder";
      verdict->is_directory = true;
      return false;
    default:
      verdict->reason = walk::reason_of(opened->stat.type);
      return false;
  }
}

void set_outcome(Verdict* verdict) {
  if (!verdict->findings.empty()) {
    verdict->outcome = Outcome::detected;
  } else if (verdict->reason.has_value()) {
    verdict->outcome = info_of(*verdict->reason).outcome;
  }
}

}  // namespace beachcomb
