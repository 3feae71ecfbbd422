// SPDX-License-Identifier: Apache-2.0
#include "report/event_sink.h"

namespace beachcomb::report {

EventSink::EventSink(Output& output, const ReportOptions& options)
    : output_(output),
      run_(options.run),
      run_id_(run_id(options.run)),
      clock_(clock_of(options)) {}

bool EventSink::on_verdict(const Verdict& verdict) {
  now_ = clock_();
  for (const Finding& finding : verdict.findings) {
    if (!write(finding_event(finding, verdict))) return false;
  }
  return is_told_by_findings(verdict) || write(file_event(verdict));
}

bool EventSink::on_finish(const Summary& summary) {
  now_ = clock_();
  return write(run_event(summary));
}

bool EventSink::write(const std::string& event) {
  return event.empty() || output_.write(event + '\n');
}

}  // namespace beachcomb::report
