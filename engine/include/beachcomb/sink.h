// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_SINK_H_
#define BEACHCOMB_SINK_H_

#include "beachcomb/export.h"
#include "beachcomb/ledger.h"
#include "beachcomb/verdict.h"

namespace beachcomb {

// Receives the verdicts of a run, one call at a time, from any thread, so that
// implementations need no locks.
class BEACHCOMB_API Sink {
 public:
  virtual ~Sink() = default;
  // False ends the run: nobody reads the results any more.
  virtual bool on_verdict(const Verdict& verdict) = 0;
  // The last call, once.
  virtual bool on_finish(const Summary& summary) = 0;
};

}  // namespace beachcomb

#endif  // BEACHCOMB_SINK_H_
