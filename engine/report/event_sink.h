// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_REPORT_EVENT_SINK_H_
#define BEACHCOMB_REPORT_EVENT_SINK_H_

#include <cstdint>
#include <string>

#include "beachcomb/report.h"
#include "report/facts.h"

namespace beachcomb::report {

// What the formats have in common that are events, one a line, for a receiver
// that stores each by itself: one for each finding, for each file of which the
// findings do not say all, and for the run. Each carries when it was made and
// of which run it is. Not thread-safe. The output must outlive it.
class EventSink : public Sink {
 public:
  EventSink(Output& output, const ReportOptions& options);

  bool on_verdict(const Verdict& verdict) final;
  bool on_finish(const Summary& summary) final;

 protected:
  const RunFacts& run() const { return run_; }
  const std::string& id_of_run() const { return run_id_; }
  // In nanoseconds since 1970, UTC: the same for all that is said of a file.
  std::int64_t now() const { return now_; }

 private:
  // An event, without its line break; empty when there is none.
  virtual std::string finding_event(const Finding& finding,
                                    const Verdict& verdict) const = 0;
  // Not called when is_told_by_findings().
  virtual std::string file_event(const Verdict& verdict) const = 0;
  virtual std::string run_event(const Summary& summary) const = 0;

  bool write(const std::string& event);

  Output& output_;
  const RunFacts run_;
  const std::string run_id_;
  const Clock clock_;
  std::int64_t now_ = 0;
};

}  // namespace beachcomb::report

#endif  // BEACHCOMB_REPORT_EVENT_SINK_H_
