// SPDX-License-Identifier: Apache-2.0
//
// For programs that embed beachcomb: scans buffers, files and trees from any
// number of threads with one set of rules, which may be exchanged meanwhile.
//
//     auto rules = beachcomb::RuleSet::compile(beachcomb::builtin_rules());
//     if (!rules) return complain(rules.error().message);
//     const beachcomb::Engine engine(*rules);
//     const beachcomb::Verdict verdict = engine.scan_file("upload.aspx");
//
// docs/library.md has the whole of it.
#ifndef BEACHCOMB_ENGINE_H_
#define BEACHCOMB_ENGINE_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

#include "beachcomb/export.h"
#include "beachcomb/ledger.h"
#include "beachcomb/pipeline.h"
#include "beachcomb/result.h"
#include "beachcomb/rule_set.h"
#include "beachcomb/scanner.h"
#include "beachcomb/sink.h"
#include "beachcomb/verdict.h"

namespace beachcomb {

// What an Engine did since it was made. A scan counts once it has ended.
struct EngineStats {
  std::uint64_t scans = 0;  // verdicts, those on trees included: the next four
  std::uint64_t clean = 0;
  std::uint64_t detected = 0;
  std::uint64_t skipped = 0;
  std::uint64_t failed = 0;
  std::uint64_t bytes = 0;   // of files and buffers
  std::uint64_t layers = 0;  // that were unwrapped from them and scanned
  std::uint64_t rule_swaps = 0;
  // Sums over all threads.
  std::chrono::nanoseconds read_time{0};
  std::chrono::nanoseconds prefilter_time{0};
  std::chrono::nanoseconds scan_time{0};    // in libyara
  std::chrono::nanoseconds unwrap_time{0};  // without the layers' scans
};

// Every member but the constructor, the assignment and the destructor may be
// called by any number of threads at once. A call blocks; none but scan_tree()
// starts a thread. What one scan sets up is kept for the next: as many sets of
// buffers as there were calls at once.
//
// Nothing is printed, no signal handler is set, no environment is read, and no
// exception leaves a member: what goes wrong is a verdict with outcome failed.
// That is also what one gets from an Engine that was moved from.
//
// The same bytes with the same facts get the same verdict, whether they come
// as a buffer, a file or a descriptor, or lie in a tree. ScanOptions::timeout
// is for each of them, and the limits of ScanOptions::unwrap are.
class BEACHCOMB_API Engine {
 public:
  // Of the options `walk` is not used here, see scan_tree().
  explicit Engine(RuleSet rules, ScanOptions options = {}) noexcept;
  ~Engine();
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;

  // The bytes are looked at in place and must not change meanwhile. They are
  // scanned whole, whatever max_file_bytes is. `facts.path` need not exist; it
  // is what rules see as filename, filepath and extension.
  //
  // Here and below, `stop` ends a scan between two layers or windows; the
  // verdict is then failed with Reason::interrupted, or what was found so far.
  Verdict scan_buffer(Bytes bytes, const FileFacts& facts = {},
                      const std::stop_token& stop = {}) const noexcept;

  // Follows links. A verdict also where there is no such file.
  Verdict scan_file(const std::string& path,
                    const std::stop_token& stop = {}) const noexcept;

  // An open regular file, from its start to its end. It stays open, and its
  // offset is neither used nor changed. Without an owner in the facts that of
  // the file is looked up.
  Verdict scan_descriptor(int descriptor, const FileFacts& facts = {},
                          const std::stop_token& stop = {}) const noexcept;

  // As run() with the options of this engine, but for where to walk.
  Summary scan_tree(const WalkOptions& walk, Sink& sink,
                    std::stop_token stop = {},
                    Progress* progress = nullptr) const noexcept;

  // From the next scan on. Those that run go on with the rules that they began
  // with, which live until the last of them has ended.
  void set_rules(RuleSet rules) noexcept;
  // An Error only from an Engine that was moved from.
  Result<RuleSet> rules() const noexcept;

  EngineStats stats() const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace beachcomb

#endif  // BEACHCOMB_ENGINE_H_
