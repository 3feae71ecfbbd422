// SPDX-License-Identifier: Apache-2.0
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>

#include "beachcomb/evidence.h"
#include "beachcomb/owner_report.h"
#include "beachcomb/report.h"
#include "beachcomb/version.h"
#include "commands.h"
#include "config.h"
#include "evidence.h"
#include "input.h"
#include "output.h"
#include "output_choice.h"
#include "shared_flags.h"

namespace beachcomb::cli {
namespace {

// By the ending of the file's name.
Result<std::string> format_for(const std::string& path) {
  const auto& formats = owner_report_formats();
  if (path == "-") return std::string(formats.front().name);
  for (const OwnerReportFormat& format : formats) {
    for (const std::string_view ending : format.endings) {
      if (path.ends_with(ending)) return std::string(format.name);
    }
  }
  return Error{path + ": say the format with -f, the name does not tell it"};
}

Result<OwnerReportSource> source_of(const Arguments& arguments) {
  OwnerReportSource source;
  if (!arguments.evidence.folder.empty()) {
    Result<Case> evidence = read_case(arguments.evidence.folder);
    if (!evidence) return evidence.error();
    source.evidence = std::move(*evidence);
  }
  if (!arguments.evidence.from.empty()) {
    const Result<std::string> text = read_input(arguments.evidence.from);
    if (!text) return text.error();
    Result<ScanRecord> scan = parse_scan(*text);
    if (!scan)
      return Error{arguments.evidence.from + ": " + scan.error().message};
    source.scan = std::move(*scan);
  }
  source.made = std::chrono::duration_cast<std::chrono::nanoseconds>(
                    std::chrono::system_clock::now().time_since_epoch())
                    .count();
  source.tool = "beachcomb " + std::string(version());
  source.addressee = arguments.addressee;
  source.contact = arguments.contact;
  return source;
}

int failed(const std::string& message) {
  spdlog::error("{}", printable(message));
  return kExitIncomplete;
}

bool write_to(const OutputChoice& choice, const OwnerReportSource& source) {
  const auto output = open_output(choice.path, false);
  if (output == nullptr) return false;
  write_owner_report(choice.format, source, *output);
  return finish_output(*output, "the report");
}

int run_report(const Arguments& arguments) {
  if (!arguments.paths.empty()) {
    return failed("'" + arguments.paths[0] +
                  "': name a case with --case, the record of a scan with "
                  "--from");
  }
  if (arguments.evidence.folder.empty() && arguments.evidence.from.empty()) {
    return failed("say what to report on, with --case DIR or --from FILE");
  }
  const auto outputs = chosen_outputs(arguments, format_for);
  if (!outputs) return failed(outputs.error().message);
  const Result<OwnerReportSource> source = source_of(arguments);
  if (!source) return failed(source.error().message);
  bool all_written = true;
  for (const OutputChoice& choice : *outputs) {
    all_written = write_to(choice, *source) && all_written;
  }
  return all_written ? 0 : kExitIncomplete;
}

constexpr const char* kWho = "Who it is for";

constexpr Flag kFlags[] = {
    kCaseFlag.reworded("the case that the copies and the journal are in"),
    {"--from", "FILE", ValueKind::file, kCaseGroup,
     "what scan -f ndjson wrote; - is standard input",
     "Adds the account of the scan with what could not be read, and files "
     "that were found and are not in the case.",
     set_from},
    {"--for", "NAME", ValueKind::text, kWho, "whom the notice is addressed to",
     "",
     [](Arguments& a, const std::string& v) -> FlagError {
       a.addressee = v;
       return {};
     }},
    {"--contact", "TEXT", ValueKind::text, kWho,
     "whom the owner may ask: a name, a telephone number, an address", "",
     [](Arguments& a, const std::string& v) -> FlagError {
       a.contact = v;
       return {};
     }},
    formats_flag<owner_report_formats>(
        "html, markdown or json",
        "Only needed when the name of the output does not end in .html, .md or "
        ".json.",
        "html"),
    outputs_flag("write the report there; - is standard output",
                 "More than once for one report in several formats: "
                 "-o notice.html -o notice.md."),
    kHelpFlag,
    kConfigFlag,
};

}  // namespace

const Command kReportCommand = {
    .name = "report",
    .operands = "[--case DIR] [--from FILE]",
    .help = "write the notice to the owner of the server",
    .more =
        "Says in plain words what was found, what was done with each file, "
        "what was not done, and\nwhat to do next: from a case (--case), from "
        "the record of a scan (--from), or from both.",
    .flags = kFlags,
    .run = run_report,
    .exit_codes =
        "Exit code: 0 the report was written, 2 it was not, or the call was "
        "wrong.\n",
};

}  // namespace beachcomb::cli
