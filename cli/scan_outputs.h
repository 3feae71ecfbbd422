// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_SCAN_OUTPUTS_H_
#define BEACHCOMB_CLI_SCAN_OUTPUTS_H_

#include <memory>
#include <vector>

#include "beachcomb/report.h"
#include "flags.h"
#include "output.h"
#include "service_output.h"

namespace beachcomb::cli {

// Where the results of a scan go: a file or a service, and a reporter, for each
// format that was asked for.
class ScanOutputs {
 public:
  // Says on standard error what is wrong, if something is.
  static std::unique_ptr<ScanOutputs> open(const Arguments& arguments,
                                           ReportOptions options);

  // The files and pipes among them.
  std::vector<FileIdentity> files() const;
  Sink& sink() { return *sinks_.back(); }
  // `call` runs before anything is written to a terminal.
  void before_terminal(const FileOutput::BeforeWrite& call);
  // To be called after a run. False when some of the results could not be
  // written, after saying so on standard error.
  bool finish();

 private:
  // What the verdicts for this output are given to; null when it can't be.
  Sink* add_file(const OutputChoice& choice, bool buffered,
                 ReportOptions options);
  Sink* add_service(const OutputChoice& choice, const ReportOptions& options);
  Sink* keep(std::unique_ptr<Sink> sink);

  std::vector<std::unique_ptr<FileOutput>> files_;
  std::vector<std::unique_ptr<ServiceOutput>> services_;
  // Those that others hand on to come before them.
  std::vector<std::unique_ptr<Sink>> sinks_;
};

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_SCAN_OUTPUTS_H_
