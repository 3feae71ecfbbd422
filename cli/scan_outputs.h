// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_SCAN_OUTPUTS_H_
#define BEACHCOMB_CLI_SCAN_OUTPUTS_H_

#include <functional>
#include <memory>
#include <vector>

#include "beachcomb/report.h"
#include "flags.h"
#include "output.h"

namespace beachcomb::cli {

// Where the results of a scan go: a file and a reporter for each format that
// was asked for.
class ScanOutputs {
 public:
  // Says on standard error what is wrong, if something is.
  static std::unique_ptr<ScanOutputs> open(const Arguments& arguments,
                                           const RunFacts& facts);

  Sink& sink() { return *sinks_.back(); }
  // `call` runs before anything is written to a terminal.
  void before_terminal(const std::function<void()>& call);
  // To be called after a run. False when some of the results could not be
  // written, after saying so on standard error.
  bool finish();

 private:
  bool add(const OutputChoice& choice, const Arguments& arguments,
           const RunFacts& facts);

  std::vector<std::unique_ptr<FileOutput>> files_;
  std::vector<std::unique_ptr<Sink>> sinks_;  // the last hands on to the others
};

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_SCAN_OUTPUTS_H_
