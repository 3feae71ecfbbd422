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
#include <tbb/parallel_for_each.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <mutex>
#include <utility>
#include <variant>

#include "file_scan.h"
#include "text/exception.h"
#include "threads.h"
#include "walk/walker.h"

namespace beachcomb {
namespace {

using Clock = std::chrono::steady_clock;
using Task = std::variant<walk::Listing, walk::Entry>;

// What one thread keeps from file to file.
struct Worker {
  Worker(const RuleSet& rules, const ScanOptions& options)
      : scan(rules, options) {}
  FileScan scan;
  Ledger ledger;
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
    Summary summary;
    try {
      tbb::parallel_for_each(
          start, [this](Task& task, tbb::feeder<Task>& feeder) {
            if (stopped()) return;
            if (auto* listing = std::get_if<walk::Listing>(&task)) {
              list(std::move(*listing), feeder);
            } else {
              take(std::get<walk::Entry>(task));
            }
          });
    } catch (...) {
      // What a file costs ends with its verdict; this was no memory for the
      // walk, no threads, or a sink that threw.
      summary.detail = text::current_exception();
    }
    // Beyond this point no verdict is added.
    for (Worker& worker : workers_) {
      summary.ledger.merge(worker.ledger);
      summary.stats.merge(worker.scan.stats());
    }
    summary.seconds =
        std::chrono::duration<double>(Clock::now() - begin).count();
    summary.complete = !stopped() && summary.detail.empty();
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
    OpenFile opened;
    if (!open_to_scan(entry.at(), entry.name.c_str(), entry.follow, &opened,
                      verdict)) {
      // It was none when it was listed.
      if (opened.stat.type == os::FileType::directory) {
        verdict->reason = Reason::changed;
        verdict->detail = "was replaced by a folder";
      }
    } else if (is_output(opened.stat)) {
      verdict->reason = Reason::excluded;
      verdict->detail = "an output of this scan";
    } else if (!walker_.first_visit(entry, opened.stat)) {
      verdict->reason = Reason::duplicate;
    } else {
      const std::string path = entry.path();
      worker.scan.scan(opened.file, opened.stat, {path, {}}, stop_, verdict);
    }
  }

  bool is_output(const os::FileStat& stat) const {
    const FileIdentity identity{stat.device, stat.inode};
    return std::ranges::find(options_.walk.outputs, identity) !=
           options_.walk.outputs.end();
  }

  void conclude(const walk::Entry& entry, Worker& worker, Verdict* verdict) {
    set_outcome(verdict);
    if (verdict->outcome != Outcome::clean || options_.report_clean) {
      verdict->path = entry.path();
      if (!report(*verdict)) return;
    }
    if (verdict->outcome == Outcome::detected) {
      progress_.detected.fetch_add(1, std::memory_order_relaxed);
    }
    progress_.files.fetch_add(1, std::memory_order_relaxed);
    progress_.bytes.fetch_add(verdict->size, std::memory_order_relaxed);
    worker.ledger.add(*verdict);
  }

  // False for a verdict that waited for its turn while the sink ended the run:
  // nobody gets it, and the account is of what the sink got.
  bool report(const Verdict& verdict) {
    const std::scoped_lock lock(sink_mutex_);
    if (nobody_listens_) return false;
    try {
      nobody_listens_ = !call_out([&] { return sink_.on_verdict(verdict); });
    } catch (...) {
      nobody_listens_ = true;
      throw;
    }
    return true;
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
  std::uint64_t count = 0;
  try {
    walk::Walker walker(options, stop);
    std::vector<walk::Listing> pending = walker.start();
    while (!pending.empty() && !stop.stop_requested()) {
      walk::Listing next = std::move(pending.back());
      pending.pop_back();
      walk::Batch batch = walker.list(std::move(next));
      count += batch.entries.size();
      if (batch.rest.has_value()) pending.push_back(std::move(*batch.rest));
      std::move(batch.folders.begin(), batch.folders.end(),
                std::back_inserter(pending));
    }
  } catch (...) {
    // What was counted until there was no memory is an answer, too.
  }
  return count;
}

Summary run(const ScanOptions& options, const RuleSet& rules, Sink& sink,
            std::stop_token stop, Progress* progress) {
  try {
    return on_threads(thread_count(options.threads), [&] {
      return Run(options, rules, sink, std::move(stop), progress).go();
    });
  } catch (...) {
    Summary summary;
    summary.complete = false;
    summary.detail = text::current_exception();
    return summary;
  }
}

}  // namespace beachcomb
