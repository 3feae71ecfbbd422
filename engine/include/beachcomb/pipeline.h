// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_PIPELINE_H_
#define BEACHCOMB_PIPELINE_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "beachcomb/export.h"
#include "beachcomb/known_good.h"
#include "beachcomb/ledger.h"
#include "beachcomb/rule_set.h"
#include "beachcomb/sink.h"
#include "beachcomb/unwrap.h"

namespace beachcomb {

// Which file it is, under whatever name.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  bool operator==(const FileIdentity&) const = default;
};

// Where to look. Paths are the bytes of their names, in no particular encoding.
struct WalkOptions {
  std::vector<std::string> roots{};  // files and folders; a link is followed
  // A file with more roots, one a line (or NUL-terminated), read while the
  // run goes on; "-" is standard input, empty is none.
  std::string files_from{};
  bool nul_separated = false;
  // Globs with *, ?, [...] and **; without a slash they match the name at any
  // depth, with one the path below the root. An excluded folder is not
  // entered. With includes, only files that match one are scanned.
  std::vector<std::string> include{};
  std::vector<std::string> exclude{};
  // What the caller writes to while the run goes on is not scanned, but
  // skipped as excluded: results hold what rules look for.
  std::vector<FileIdentity> outputs{};
  bool follow_symlinks = false;
  bool one_file_system = false;
  // Enter /proc, /sys and network mounts met below a root, too.
  bool all_file_systems = false;
};

// How to scan. The defaults are those of the program `beachcomb scan`, but that
// no file is known to be good and no page is judged by its place.
struct ScanOptions {
  WalkOptions walk{};
  int threads = 0;  // 0: one for each processor we may use
  // Larger files are scanned in overlapping windows, in constant memory.
  std::uint64_t max_file_bytes = 256ull << 20;
  // For one file and all that is wrapped in it, up to a year; zero is no limit.
  std::chrono::seconds timeout{60};
  UnwrapOptions unwrap{};
  bool prefilter = true;      // see ScannerOptions
  bool profile = false;       // see ScannerOptions; of run() only
  int min_score = 40;         // findings below do not count
  bool report_clean = false;  // clean verdicts go to the sink, too
  KnownGood known_good{};     // overrules every finding
  // Server pages in folders of Exchange and IIS that are not known_good are
  // findings of the pack `exchange`, whatever they hold.
  bool exchange_pages = false;
};

// Counts that a progress display may read while a run goes on.
struct Progress {
  std::atomic<std::uint64_t> files{0};
  std::atomic<std::uint64_t> bytes{0};
  std::atomic<std::uint64_t> detected{0};
};

// Scans everything that the options name and gives one verdict for each entry
// met. Verdicts reach the sink in the order in which they are ready. Blocks
// until all is done or `stop` is requested. Several runs may go on at once. The
// threads are those of oneTBB, started by the first run and kept by the
// process; more than the machine has raise its limit for as long as the run
// goes on. No exception leaves it: Summary::detail says why a run ended early
// that was not asked to.
BEACHCOMB_API Summary run(const ScanOptions& options, const RuleSet& rules,
                          Sink& sink, std::stop_token stop = {},
                          Progress* progress = nullptr);

// How many entries a run with these options will give verdicts on, if nothing
// changes. Reads folders only; stops early, with what it has, on `stop` or
// without memory.
BEACHCOMB_API std::uint64_t count_entries(const WalkOptions& options,
                                          std::stop_token stop = {});

}  // namespace beachcomb

#endif  // BEACHCOMB_PIPELINE_H_
