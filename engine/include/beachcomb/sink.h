// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_SINK_H_
#define BEACHCOMB_SINK_H_

#include <functional>
#include <utility>

#include "beachcomb/export.h"
#include "beachcomb/ledger.h"
#include "beachcomb/verdict.h"

namespace beachcomb {

// Receives the verdicts of a run, one call at a time, from any thread, so that
// implementations need no locks. A verdict is there until the call returns:
// copy what is to be kept. An exception ends the run, and Summary::detail says
// which.
class BEACHCOMB_API Sink {
 public:
  virtual ~Sink() = default;
  // False ends the run: nobody reads the results any more. This is not called
  // again then, nor after an exception.
  virtual bool on_verdict(const Verdict& verdict) = 0;
  // The last call, once.
  virtual bool on_finish(const Summary& summary) = 0;
};

// A Sink for which a function will do: called with each verdict, it says false
// to end the run.
class CallbackSink : public Sink {
 public:
  explicit CallbackSink(std::function<bool(const Verdict&)> callback)
      : callback_(std::move(callback)) {}
  bool on_verdict(const Verdict& verdict) override {
    return callback_(verdict);
  }
  bool on_finish(const Summary&) override { return true; }

 private:
  std::function<bool(const Verdict&)> callback_;
};

}  // namespace beachcomb

#endif  // BEACHCOMB_SINK_H_
