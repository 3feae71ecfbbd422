// SPDX-License-Identifier: Apache-2.0
//
// One file, from its bytes to what is said of it: the rules, the layers that
// are wrapped in it, the place where it stands, and whether it is known to be
// good. A run, a program that embeds the engine, and the check before a
// removal all come through here, so that they can't disagree.
//
// Whatever is thrown on the way ends here, too, as the verdict of this file:
// memory that one hostile file uses up must not cost the others.
#ifndef BEACHCOMB_FILE_SCAN_H_
#define BEACHCOMB_FILE_SCAN_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include "beachcomb/pipeline.h"
#include "beachcomb/scanner.h"
#include "known/exchange.h"
#include "os/file_system.h"
#include "read/file_reader.h"
#include "unwrap/layers.h"

namespace beachcomb {

// Where the time of a FileScan went.
struct ScanTimes {
  std::chrono::nanoseconds read{0};
  std::chrono::nanoseconds prefilter{0};
  std::chrono::nanoseconds scan{0};
  std::chrono::nanoseconds unwrap{0};
};

// Not thread-safe: one per thread, reused for every file. The options must
// outlive it.
class FileScan {
 public:
  FileScan(const RuleSet& rules, const ScanOptions& options)
      : rules_(rules), options_(options) {}

  // Both fill in all of the verdict but its path. No exception leaves them.
  void scan(Bytes bytes, const FileFacts& facts, const std::stop_token& stop,
            Verdict* verdict);
  // A regular file, whose offset is neither used nor changed. Without an owner
  // in the facts that of the file is looked up.
  void scan(const os::Descriptor& file, const os::FileStat& stat,
            const FileFacts& facts, const std::stop_token& stop,
            Verdict* verdict);

  Stats stats() const;
  ScanTimes times() const;

 private:
  using Place = std::optional<known::Place>;

  // What is kept from file to file.
  struct Tools {
    Tools(const RuleSet& rules, const ScanOptions& options)
        : scanner(rules, {options.timeout, options.prefilter, options.profile}),
          layers(options.unwrap) {}
    Scanner scanner;
    unwrap::LayerScan layers;
    read::FileReader reader;
  };

  Tools& tools();
  template <typename Body>
  void contain(Verdict* verdict, Body body);
  const std::string& owner_name(std::uint32_t uid);
  unwrap::Job job_for(const FileFacts& facts,
                      const std::stop_token& stop) const;
  void scan_file(const os::Descriptor& file, const os::FileStat& stat,
                 const FileFacts& facts, const std::stop_token& stop,
                 Verdict* verdict);
  void scan_bytes(Bytes bytes, const unwrap::Job& job, Verdict* verdict);
  void scan_windows(const os::Descriptor& file, const os::FileStat& stat,
                    const unwrap::Job& job, Verdict* verdict);
  void keep(ScanResult result, Verdict* verdict) const;
  void drop_low_scores(Verdict* verdict) const;
  Place place_of(std::string_view path) const;
  void judge(Bytes bytes, const Place& place, Verdict* verdict) const;
  void judge(const Place& place, Verdict* verdict) const;

  RuleSet rules_;
  const ScanOptions& options_;
  std::optional<Tools> tools_;
  std::uint64_t files_not_read_ = 0;
  ScanTimes spent_;  // without that of `tools_`
  std::map<std::uint32_t, std::string> owners_;
};

struct OpenFile {
  os::Descriptor file;
  os::FileStat stat;
};

// False when there is nothing to scan; then the verdict says why.
bool open_to_scan(int at, const char* name, bool follow, OpenFile* opened,
                  Verdict* verdict);
bool stat_to_scan(OpenFile* opened, Verdict* verdict);

// The outcome follows from what was found and what went wrong.
void set_outcome(Verdict* verdict);

}  // namespace beachcomb

#endif  // BEACHCOMB_FILE_SCAN_H_
