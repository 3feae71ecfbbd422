// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_PROGRESS_H_
#define BEACHCOMB_CLI_PROGRESS_H_

#include <atomic>
#include <chrono>
#include <mutex>
#include <stop_token>
#include <thread>

#include "beachcomb/pipeline.h"

namespace beachcomb::cli {

// Watches over a run from a thread of its own: turns Ctrl-C into a request to
// stop and, when `show` is set, keeps a line of progress on standard error.
// To say how long it will take, a second walk counts the files ahead of the
// scan; it reads folders only.
class Monitor {
 public:
  Monitor(const WalkOptions& walk, bool show);
  ~Monitor();

  std::stop_token stop_token() const { return stop_.get_token(); }
  Progress* progress() { return &progress_; }
  // Takes the line away, so that something else can be written. It comes back
  // when what is returned is gone. Safe for concurrent use.
  [[nodiscard]] std::unique_lock<std::mutex> clear_line();

 private:
  void watch(const std::stop_token& done);
  void draw();
  std::string line() const;

  bool show_;
  std::chrono::steady_clock::time_point begin_;
  Progress progress_;
  std::atomic<std::uint64_t> total_{0};  // 0: not known yet
  std::stop_source stop_;
  std::mutex terminal_;
  bool line_shown_ = false;  // guarded by terminal_
  std::jthread counter_;
  std::jthread watcher_;
};

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_PROGRESS_H_
