// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_THREADS_H_
#define BEACHCOMB_THREADS_H_

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <cstddef>
#include <optional>

#include "os/process.h"

namespace beachcomb {

inline std::size_t thread_count(int wanted) {
  return static_cast<std::size_t>(wanted > 0 ? wanted : os::processor_count());
}

// Runs `body` on so many threads of oneTBB, this one among them. More than the
// machine has are allowed: a slow disk or network likes them. Only then is the
// limit touched, which is that of the process.
template <typename Body>
auto on_threads(std::size_t threads, const Body& body) {
  using Limit = tbb::global_control;
  std::optional<Limit> limit;
  if (threads > Limit::active_value(Limit::max_allowed_parallelism)) {
    limit.emplace(Limit::max_allowed_parallelism, threads);
  }
  tbb::task_arena arena(static_cast<int>(threads));
  return arena.execute(body);
}

// A call into code of the caller while a lock is held: should that code use
// TBB, this thread takes none of our tasks meanwhile, which may want the lock.
template <typename Body>
auto call_out(const Body& body) {
  return tbb::this_task_arena::isolate(body);
}

}  // namespace beachcomb

#endif  // BEACHCOMB_THREADS_H_
