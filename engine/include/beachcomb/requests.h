// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_REQUESTS_H_
#define BEACHCOMB_REQUESTS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>

#include "beachcomb/engine.h"
#include "beachcomb/export.h"
#include "beachcomb/ledger.h"
#include "beachcomb/report.h"

namespace beachcomb {

struct RequestOptions {
  // 0: one for each processor we may use. So many requests are in flight.
  int threads = 0;
  // A request with a longer line is answered with an error, and is not kept.
  std::size_t max_line_bytes = 32u << 20;
  // Asked once, when no more requests come. True: the input ended before its
  // time, as where Ctrl-C ended its writer, too; such a run is not complete.
  std::function<bool()> is_cut_off = nullptr;
};

struct Served {
  Summary scans;
  std::uint64_t errors = 0;  // requests that could not be understood
};

// Answers each request that arrives at `input`, an open descriptor, as
// docs/streams.md has it: one JSON object a line, in any order, each written
// as soon as it is known. Blocks until the input ends, `stop` is requested or
// the output takes no more, after which it is not asked again; requests in
// flight are answered first. The last line is the summary of what is returned.
// An input that can't be read is a run that is not complete. No exception
// leaves it: Summary::detail says why it ended early that was not asked to.
BEACHCOMB_API Served serve(const Engine& engine, int input, Output& output,
                           const RequestOptions& options = {},
                           const std::stop_token& stop = {});

}  // namespace beachcomb

#endif  // BEACHCOMB_REQUESTS_H_
