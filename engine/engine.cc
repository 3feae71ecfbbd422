// SPDX-License-Identifier: Apache-2.0
//
// A FileScan holds all that a scan sets up: libyara's scanners, scratch space,
// the buffer for files. They wait in a list for the next call, the one used
// last on top, whatever thread it comes from: thread_local would keep one for
// each thread that ever called, and rules that nobody can take away again.
#include "beachcomb/engine.h"

#include <mutex>
#include <utility>
#include <vector>

#include "file_scan.h"
#include "text/exception.h"

namespace beachcomb {
namespace {

void fail(Reason reason, std::string detail, Verdict* verdict) {
  verdict->reason = reason;
  verdict->detail = std::move(detail);
}

// A descriptor that is somebody else's. Not a copy of it: closing that would
// drop the record locks that the process has on the file.
class Borrowed {
 public:
  explicit Borrowed(int descriptor) {
    opened_.file = os::Descriptor(descriptor);
  }
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;
  ~Borrowed() { opened_.file.release(); }
  OpenFile& opened() { return opened_; }

 private:
  OpenFile opened_;
};

}  // namespace

struct __attribute__((visibility("hidden"))) Engine::Impl {
  Impl(const RuleSet& set, ScanOptions scan_options)
      : options(std::move(scan_options)), rules(set) {}

  // A FileScan, and which rules it has.
  struct Lease {
    std::unique_ptr<FileScan> scan;
    std::uint64_t generation = 0;
  };
  Lease take();
  void give_back(Lease lease);
  void count(const Verdict& verdict, const ScanTimes& from,
             const ScanTimes& to);

  const ScanOptions options;
  std::mutex mutex;  // of what follows
  RuleSet rules;
  std::uint64_t generation = 0;  // of the rules
  std::vector<std::unique_ptr<FileScan>> idle;
  EngineStats stats;
};

Engine::Impl::Lease Engine::Impl::take() {
  std::unique_lock lock(mutex);
  Lease lease{nullptr, generation};
  if (idle.empty()) {
    const RuleSet current = rules;
    lock.unlock();
    lease.scan = std::make_unique<FileScan>(current, options);
  } else {
    lease.scan = std::move(idle.back());
    idle.pop_back();
  }
  return lease;
}

// Of rules that were exchanged meanwhile it goes, and with the last the rules.
void Engine::Impl::give_back(Lease lease) {
  const std::scoped_lock lock(mutex);
  if (lease.generation == generation) idle.push_back(std::move(lease.scan));
}

void Engine::Impl::count(const Verdict& verdict, const ScanTimes& from,
                         const ScanTimes& to) {
  const std::scoped_lock lock(mutex);
  ++stats.scans;
  ++(verdict.outcome == Outcome::clean      ? stats.clean
     : verdict.outcome == Outcome::detected ? stats.detected
     : verdict.outcome == Outcome::skipped  ? stats.skipped
                                            : stats.failed);
  stats.bytes += verdict.size;
  stats.layers += verdict.layer_counts.scanned;
  stats.read_time += to.read - from.read;
  stats.prefilter_time += to.prefilter - from.prefilter;
  stats.scan_time += to.scan - from.scan;
  stats.unwrap_time += to.unwrap - from.unwrap;
}

namespace {

void add(const Summary& summary, EngineStats* stats) {
  stats->scans += summary.ledger.files();
  stats->clean += summary.ledger.count(Outcome::clean);
  stats->detected += summary.ledger.count(Outcome::detected);
  stats->skipped += summary.ledger.count(Outcome::skipped);
  stats->failed += summary.ledger.count(Outcome::failed);
  stats->bytes += summary.ledger.bytes();
  stats->layers += summary.ledger.layers().scanned;
  stats->read_time += summary.stats.read_time;
  stats->prefilter_time += summary.stats.scan.prefilter_time;
  stats->scan_time += summary.stats.scan.scan_time;
  stats->unwrap_time += summary.stats.unwrap_time;
}

constexpr char kMovedFrom[] = "there is no engine";

// The one place where exceptions end that the scan of a file does not contain
// itself, such as that there is no memory for it.
template <typename Impl, typename Body>
Verdict verdict_on(Impl* impl, std::string_view path,
                   const std::stop_token& stop, Body body) noexcept {
  Verdict verdict;
  ScanTimes from;
  ScanTimes to;
  try {
    verdict.path = path;
    if (impl == nullptr) {
      fail(Reason::scan_error, kMovedFrom, &verdict);
    } else if (stop.stop_requested()) {
      verdict.reason = Reason::interrupted;
    } else {
      auto lease = impl->take();
      from = to = lease.scan->times();
      body(*lease.scan, &verdict);
      to = lease.scan->times();
      impl->give_back(std::move(lease));
    }
  } catch (...) {
    verdict.findings.clear();
    fail(Reason::scan_error, text::current_exception(), &verdict);
  }
  set_outcome(&verdict);
  if (impl != nullptr) impl->count(verdict, from, to);
  return verdict;
}

}  // namespace

Engine::Engine(RuleSet rules, ScanOptions options) noexcept {
  try {
    impl_ = std::make_unique<Impl>(rules, std::move(options));
  } catch (...) {
    // Without memory for it there is no engine, which each verdict will say.
  }
}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

Verdict Engine::scan_buffer(Bytes bytes, const FileFacts& facts,
                            const std::stop_token& stop) const noexcept {
  return verdict_on(impl_.get(), facts.path, stop,
                    [&](FileScan& scan, Verdict* verdict) {
                      scan.scan(bytes, facts, stop, verdict);
                    });
}

Verdict Engine::scan_file(const std::string& path,
                          const std::stop_token& stop) const noexcept {
  return verdict_on(
      impl_.get(), path, stop, [&](FileScan& scan, Verdict* verdict) {
        OpenFile opened;
        if (path.find('\0') != path.npos) {
          // The system would take what comes before it for the path.
          fail(Reason::not_found, "the path has a NUL", verdict);
        } else if (open_to_scan(os::kHere, path.c_str(), true, &opened,
                                verdict)) {
          scan.scan(opened.file, opened.stat, {path, {}}, stop, verdict);
        } else if (verdict->reason == Reason::vanished) {
          verdict->reason = Reason::not_found;  // nobody said that it was there
        }
      });
}

Verdict Engine::scan_descriptor(int descriptor, const FileFacts& facts,
                                const std::stop_token& stop) const noexcept {
  return verdict_on(
      impl_.get(), facts.path, stop, [&](FileScan& scan, Verdict* verdict) {
        Borrowed borrowed(descriptor);
        OpenFile& opened = borrowed.opened();
        if (stat_to_scan(&opened, verdict)) {
          scan.scan(opened.file, opened.stat, facts, stop, verdict);
        }
      });
}

Summary Engine::scan_tree(const WalkOptions& walk, Sink& sink,
                          std::stop_token stop,
                          Progress* progress) const noexcept {
  Summary summary;
  summary.complete = false;
  if (impl_ == nullptr) {
    summary.detail = kMovedFrom;
    return summary;
  }
  try {
    ScanOptions options = impl_->options;
    options.walk = walk;
    const RuleSet rules = *this->rules();
    summary = run(options, rules, sink, std::move(stop), progress);
    const std::scoped_lock lock(impl_->mutex);
    add(summary, &impl_->stats);
  } catch (...) {
    summary.detail = text::current_exception();
  }
  return summary;
}

void Engine::set_rules(RuleSet rules) noexcept {
  if (impl_ == nullptr) return;
  std::vector<std::unique_ptr<FileScan>> old;
  const std::scoped_lock lock(impl_->mutex);
  old.swap(impl_->idle);
  std::swap(rules, impl_->rules);
  ++impl_->generation;
  ++impl_->stats.rule_swaps;
}

Result<RuleSet> Engine::rules() const noexcept {
  if (impl_ == nullptr) return Error{kMovedFrom};
  const std::scoped_lock lock(impl_->mutex);
  return impl_->rules;
}

EngineStats Engine::stats() const noexcept {
  if (impl_ == nullptr) return {};
  const std::scoped_lock lock(impl_->mutex);
  return impl_->stats;
}

}  // namespace beachcomb
