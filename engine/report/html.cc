// SPDX-License-Identifier: Apache-2.0
//
// The page of the notice to the owner, of a scan alone. It needs the whole
// account before its first line, so that what is not clean is kept in memory.
#include <utility>

#include "beachcomb/owner_report.h"
#include "beachcomb/version.h"
#include "report/facts.h"
#include "report/formats.h"

namespace beachcomb::report {
namespace {

ScanAccount account_of(const Summary& summary) {
  const Ledger& ledger = summary.ledger;
  return {.files = ledger.files(),
          .clean = ledger.count(Outcome::clean),
          .known_good = ledger.known_good(),
          .overruled = ledger.overruled(),
          .detected = ledger.count(Outcome::detected),
          .not_scanned = ledger.reasons(),
          .layers = ledger.layers().scanned,
          .layers_not_scanned = ledger.layers().skipped,
          .bytes = ledger.bytes(),
          .seconds = summary.seconds,
          .complete = summary.complete};
}

class Html : public Sink {
 public:
  Html(Output& output, const ReportOptions& options)
      : output_(output), clock_(clock_of(options)) {}

  bool on_verdict(const Verdict& verdict) override {
    if (verdict.outcome != Outcome::clean) verdicts_.push_back(verdict);
    return true;
  }

  bool on_finish(const Summary& summary) override {
    OwnerReportSource source;
    source.scan = ScanRecord{.verdicts = std::move(verdicts_),
                             .account = account_of(summary)};
    source.made = clock_();
    source.tool = std::string(kProduct) + ' ' + std::string(version());
    return write_owner_report("html", source, output_);
  }

 private:
  Output& output_;
  Clock clock_;
  std::vector<Verdict> verdicts_;
};

}  // namespace

std::unique_ptr<Sink> make_html(Output& output, const ReportOptions& options) {
  return std::make_unique<Html>(output, options);
}

}  // namespace beachcomb::report
