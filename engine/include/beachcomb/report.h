// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_REPORT_H_
#define BEACHCOMB_REPORT_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/export.h"
#include "beachcomb/result.h"
#include "beachcomb/sink.h"

namespace beachcomb {

// Where a reporter or serve() writes, one call at a time. False when the bytes
// could not be written.
class BEACHCOMB_API Output {
 public:
  virtual ~Output() = default;
  virtual bool write(std::string_view text) = 0;
};

// What a record says about the run that it is from. What is empty is left out.
struct RunFacts {
  std::int64_t started = 0;        // nanoseconds since 1970, UTC
  std::string host;                // the name of the machine
  std::string system;              // its operating system, for people
  std::string rules;               // RuleSet::fingerprint()
  std::vector<std::string> roots;  // what is scanned, raw bytes
  std::string directory;           // where relative paths begin, raw bytes
};
// Of this machine, now.
BEACHCOMB_API RunFacts run_facts();

struct ReportOptions {
  bool color = false;       // text only: ANSI colours
  bool verbose = false;     // text only: skipped entries, matched strings
  bool show_ledger = true;  // text only: the account at the end
  RunFacts run{};
  // What the time is, in nanoseconds since 1970, UTC: of the formats that say
  // when something was found. Null: as the system has it.
  std::int64_t (*clock)() = nullptr;
  // The source of a rule and of what it needs to compile alone: of the formats
  // that hand rules on. Null: those leave it out.
  std::function<std::string(const RuleInfo&)> rule_source{};
};

// What the writes of a format are. Prose: a text of some lines each. Lines: one
// or more, that can be understood alone. Document: parts of one whole.
enum class Layout { prose, lines, document };

struct ReporterInfo {
  std::string_view name;
  std::string_view help;
  std::string_view ending = {};  // of the names of its files: ".ndjson"
  Layout layout = Layout::lines;
};

// The formats that make_reporter knows.
BEACHCOMB_API std::vector<ReporterInfo> reporters();

// The output must outlive the reporter.
BEACHCOMB_API Result<std::unique_ptr<Sink>> make_reporter(
    std::string_view format, Output& output, const ReportOptions& options = {});

// Keeps every verdict and hands them on by path at the end. `next` must
// outlive it.
BEACHCOMB_API std::unique_ptr<Sink> make_sorted(Sink& next);

// Hands each verdict to all of them, which must outlive it. One that has said
// false gets no more, and when all have, the run ends.
BEACHCOMB_API std::unique_ptr<Sink> make_tee(std::vector<Sink*> sinks);

// Text that is safe to show: valid UTF-8 without control, bidirectional or
// other invisible characters, which are written as \n, \xHH or \u{HHHH}.
BEACHCOMB_API std::string printable(std::string_view bytes);

}  // namespace beachcomb

#endif  // BEACHCOMB_REPORT_H_
