// SPDX-License-Identifier: Apache-2.0
//
//     walk -> read -> scan -> unwrap -+-> report
//                      ^              |
//                      +- new layers -+
//
// One file is one task and gives one verdict. The walk hands out batches of
// entries and listings; TBB's feeder is the only queue. A thread takes what it
// added last and steals what another added first, so the rest of a folder,
// added before the files of a batch, comes after them: what waits at any time
// is a few batches for each thread, however large the tree is.
#include "beachcomb/pipeline.h"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for_each.h>
#include <tbb/task_arena.h>

#include <chrono>
#include <filesystem>
#include <iterator>
#include <map>
#include <mutex>
#include <utility>
#include <variant>

#include "beachcomb/scanner.h"
#include "beachcomb/sha256.h"
#include "known/exchange.h"
#include "os/process.h"
#include "read/file_reader.h"
#include "unwrap/layers.h"
#include "walk/walker.h"

namespace beachcomb {
namespace {

using Clock = std::chrono::steady_clock;
using Task = std::variant<walk::Listing, walk::Entry>;

// What one thread keeps from file to file.
struct Worker {
  Worker(const RuleSet& rules, const ScanOptions& options)
      : scanner(rules, {options.timeout, options.prefilter, options.profile}),
        layers(options.unwrap) {}

  const std::string& owner_name(std::uint32_t uid) {
    auto [it, is_new] = owners.try_emplace(uid);
    if (is_new) it->second = os::user_name(uid);
    return it->second;
  }

  Scanner scanner;
  unwrap::LayerScan layers;
  read::FileReader reader;
  Ledger ledger;
  Stats stats;
  std::map<std::uint32_t, std::string> owners;
};

class Run {
 public:
  Run(const ScanOptions& options, const RuleSet& rules, Sink& sink,
      std::stop_token stop, Progress* progress)
      : options_(options),
        walker_(options.walk, stop),
        workers_([&rules, &options] { return Worker(rules, options); }),
        sink_(sink),
        stop_(std::move(stop)),
        progress_(progress != nullptr ? *progress : own_progress_) {}

  Summary go() {
    const auto begin = Clock::now();
    std::vector<Task> start;
    for (walk::Listing& listing : walker_.start()) {
      start.emplace_back(std::move(listing));
    }
    tbb::parallel_for_each(
        start, [this](Task& task, tbb::feeder<Task>& feeder) {
          if (stopped()) return;
          if (auto* listing = std::get_if<walk::Listing>(&task)) {
            list(std::move(*listing), feeder);
          } else {
            take(std::get<walk::Entry>(task));
          }
        });
    // Beyond this point no verdict is added.
    Summary summary;
    for (Worker& worker : workers_) {
      worker.stats.unwrap_time = worker.layers.time();
      summary.ledger.merge(worker.ledger);
      summary.stats.merge(worker.stats, worker.scanner.stats());
    }
    summary.seconds =
        std::chrono::duration<double>(Clock::now() - begin).count();
    summary.complete = !stopped();
    sink_.on_finish(summary);
    return summary;
  }

 private:
  bool stopped() const {
    return nobody_listens_.load(std::memory_order_relaxed) ||
           stop_.stop_requested();
  }

  void list(walk::Listing listing, tbb::feeder<Task>& feeder) {
    walk::Batch batch = walker_.list(std::move(listing));
    if (batch.rest.has_value()) feeder.add(Task(std::move(*batch.rest)));
    for (walk::Listing& folder : batch.folders) {
      feeder.add(Task(std::move(folder)));
    }
    for (walk::Entry& entry : batch.entries) {
      feeder.add(Task(std::move(entry)));
    }
  }

  void take(const walk::Entry& entry) {
    Worker& worker = workers_.local();
    Verdict verdict;
    verdict.is_directory = entry.is_directory;
    verdict.reason = entry.reason;
    verdict.detail = entry.detail;
    if (!entry.reason.has_value()) scan(entry, worker, &verdict);
    conclude(entry, worker, &verdict);
  }

  void scan(const walk::Entry& entry, Worker& worker, Verdict* verdict) {
    os::Descriptor file;
    os::FileStat stat;
    os::Status status =
        os::open_file(entry.at(), entry.name.c_str(), entry.follow, &file);
    if (status.ok()) status = os::stat_of(file, &stat);
    if (!status.ok()) {
      verdict->reason = walk::reason_of(status);
      verdict->detail = status.text();
      return;
    }
    // It may have been replaced since it was listed.
    if (stat.type == os::FileType::directory) {
      verdict->reason = Reason::changed;
      verdict->detail = "was replaced by a folder";
      return;
    }
    if (stat.type != os::FileType::regular) {
      verdict->reason = walk::reason_of(stat.type);
      return;
    }
    if (!walker_.first_visit(entry, stat)) {
      verdict->reason = Reason::duplicate;
      return;
    }
    verdict->size = stat.size;
    verdict->mtime = stat.mtime;
    const std::string path = entry.path();
    const FileFacts facts{path, worker.owner_name(stat.owner)};
    const std::optional<known::Place> place = place_of(path);
    if (!place.has_value() && !options_.unwrap.enabled &&
        !worker.scanner.may_match(stat.size, facts)) {
      ++worker.stats.files_not_read;
      return;
    }
    unwrap::Job job{facts, options_.min_score, std::nullopt, stop_};
    if (options_.timeout.count() != 0) {
      job.deadline = Clock::now() + options_.timeout;
    }
    verdict->windowed = stat.size > options_.max_file_bytes;
    if (verdict->windowed) {
      scan_windows(file, stat, job, worker, verdict);
      judge(place, verdict);
    } else {
      scan_whole(file, stat, job, worker, place, verdict);
    }
    if (verdict->findings.empty() && !verdict->known_good) {
      verdict->sha256.clear();
    }
  }

  void scan_whole(const os::Descriptor& file, const os::FileStat& stat,
                  const unwrap::Job& job, Worker& worker,
                  const std::optional<known::Place>& place, Verdict* verdict) {
    const auto begin = Clock::now();
    std::optional<read::Problem> problem;
    const Bytes bytes = worker.reader.read(file, stat, &problem);
    worker.stats.read_time += Clock::now() - begin;
    if (!problem.has_value() || !bytes.empty()) {
      keep(worker.scanner.scan(bytes, job.facts), verdict);
      if (options_.unwrap.enabled) {
        worker.layers.scan(bytes, job, worker.scanner, verdict);
        worker.scanner.set_timeout(options_.timeout);
      }
    }
    if (problem.has_value()) blame(std::move(*problem), verdict);
    // Of nearly all files nothing more is to be known.
    if (verdict->findings.empty() && !place.has_value() &&
        !verdict->reason.has_value()) {
      return;
    }
    if (!problem.has_value()) verdict->sha256 = sha256_hex(bytes);
    judge(place, verdict);
  }

  void scan_windows(const os::Descriptor& file, const os::FileStat& stat,
                    const unwrap::Job& job, Worker& worker, Verdict* verdict) {
    read::FileWindows windows(file, stat, worker.reader.buffer(), stop_);
    keep(worker.scanner.scan(windows, job.facts), verdict);
    verdict->sha256 = windows.sha256();
    if (options_.unwrap.enabled) {
      worker.layers.scan(windows, job, worker.scanner, verdict);
      worker.scanner.set_timeout(options_.timeout);
    }
    if (windows.problem().has_value()) blame(*windows.problem(), verdict);
  }

  void keep(ScanResult result, Verdict* verdict) const {
    verdict->findings = std::move(result.findings);
    drop_low_scores(verdict);
    verdict->reason = result.reason;
    verdict->detail = std::move(result.detail);
  }

  static void blame(read::Problem problem, Verdict* verdict) {
    verdict->reason = problem.reason;
    verdict->detail = std::move(problem.detail);
  }

  void drop_low_scores(Verdict* verdict) const {
    std::erase_if(verdict->findings, [this](const Finding& finding) {
      return finding.rule.score < options_.min_score;
    });
  }

  // Where a server page stands, when that is for us to judge.
  std::optional<known::Place> place_of(const std::string& path) const {
    if (!options_.exchange_pages || !known::is_server_page(path)) return {};
    if (path.starts_with("/") && path.find("/..") == path.npos) {
      return known::locate(path);
    }
    std::error_code error;
    const auto absolute = std::filesystem::absolute(path, error);
    return known::locate(error ? path : absolute.lexically_normal().string());
  }

  // What is known to be good has no finding, whatever the rules say, wherever
  // it stands and even when a rule gave up on it.
  void judge(const std::optional<known::Place>& place, Verdict* verdict) const {
    if (options_.known_good.contains(verdict->sha256)) {
      verdict->known_good = true;
      verdict->reason.reset();
      verdict->detail.clear();
      verdict->layers.clear();
      verdict->layer_counts = {};
      verdict->findings_omitted = 0;
      for (const Finding& finding : std::exchange(verdict->findings, {})) {
        verdict->overruled.push_back(finding.rule.pack + '.' +
                                     finding.rule.name);
      }
      return;
    }
    if (place.has_value()) {
      std::vector<Finding> findings = known::findings_at(*place);
      std::move(findings.begin(), findings.end(),
                std::back_inserter(verdict->findings));
      drop_low_scores(verdict);
    }
  }

  // The outcome follows from what was found and what went wrong.
  void conclude(const walk::Entry& entry, Worker& worker, Verdict* verdict) {
    if (!verdict->findings.empty()) {
      verdict->outcome = Outcome::detected;
      progress_.detected.fetch_add(1, std::memory_order_relaxed);
    } else if (verdict->reason.has_value()) {
      verdict->outcome = info_of(*verdict->reason).outcome;
    }
    progress_.files.fetch_add(1, std::memory_order_relaxed);
    progress_.bytes.fetch_add(verdict->size, std::memory_order_relaxed);
    worker.ledger.add(*verdict);
    if (verdict->outcome == Outcome::clean && !options_.report_clean) return;
    verdict->path = entry.path();
    const std::scoped_lock lock(sink_mutex_);
    if (!sink_.on_verdict(*verdict)) nobody_listens_ = true;
  }

  const ScanOptions& options_;
  walk::Walker walker_;
  tbb::enumerable_thread_specific<Worker> workers_;
  std::mutex sink_mutex_;
  Sink& sink_;
  std::stop_token stop_;
  std::atomic<bool> nobody_listens_{false};
  Progress own_progress_;
  Progress& progress_;
};

}  // namespace

std::uint64_t count_entries(const WalkOptions& options, std::stop_token stop) {
  walk::Walker walker(options, stop);
  std::vector<walk::Listing> pending = walker.start();
  std::uint64_t count = 0;
  while (!pending.empty() && !stop.stop_requested()) {
    walk::Listing next = std::move(pending.back());
    pending.pop_back();
    walk::Batch batch = walker.list(std::move(next));
    count += batch.entries.size();
    if (batch.rest.has_value()) pending.push_back(std::move(*batch.rest));
    std::move(batch.folders.begin(), batch.folders.end(),
              std::back_inserter(pending));
  }
  return count;
}

Summary run(const ScanOptions& options, const RuleSet& rules, Sink& sink,
            std::stop_token stop, Progress* progress) {
  const int threads =
      options.threads > 0 ? options.threads : os::processor_count();
  // More than the machine has are allowed: a slow disk or network likes them.
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  static_cast<std::size_t>(threads));
  tbb::task_arena arena(threads);
  return arena.execute([&] {
    return Run(options, rules, sink, std::move(stop), progress).go();
  });
}

}  // namespace beachcomb
