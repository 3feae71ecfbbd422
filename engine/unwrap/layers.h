// SPDX-License-Identifier: Apache-2.0
//
// A file and all that is wrapped in it. Each layer is scanned with the same
// rules, then unwrapped itself, depth first: what a thread holds at any time
// is one layer and those that it stands in.
//
// Everything here is hostile. A budget bounds depth, number, size, expansion
// and time for each file; what it cuts off is listed in the verdict as a
// skipped layer with the reason, so that nothing unread is called clean. A
// layer that is the same as one it stands in (a quine) has been scanned and
// is not followed.
#ifndef BEACHCOMB_UNWRAP_LAYERS_H_
#define BEACHCOMB_UNWRAP_LAYERS_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "beachcomb/scanner.h"
#include "beachcomb/unwrap.h"
#include "beachcomb/verdict.h"
#include "unwrap/recognise.h"

namespace beachcomb::unwrap {

using Clock = std::chrono::steady_clock;

// One file of a run.
struct Job {
  const FileFacts& facts;
  int min_score;                              // findings below do not count
  std::optional<Clock::time_point> deadline;  // of the file
  std::stop_token stop;
  // If set, all layers are listed, and each is shown with its id while its
  // bytes are there.
  std::function<void(std::uint32_t layer, Bytes bytes, const FileFacts& facts)>
      visit{};
};

// Not thread-safe: one per thread, reused for every file. The options must
// outlive it.
class LayerScan {
 public:
  explicit LayerScan(const UnwrapOptions& options) : options_(options) {}

  // Adds what was found in the layers of a file that was scanned itself.
  void scan(Bytes file, const Job& job, Scanner& scanner, Verdict* verdict);
  // The same for a file in windows. A container is read as a whole, text one
  // window at a time.
  void scan(Windows& file, const Job& job, Scanner& scanner, Verdict* verdict);

  // In unwrapping, without the scans of the layers.
  std::chrono::nanoseconds time() const { return time_; }

 private:
  const UnwrapOptions& options_;
  Recogniser::Scratch scratch_;
  std::chrono::nanoseconds time_{0};
};

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_LAYERS_H_
