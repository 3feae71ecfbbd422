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
#include "os/process.h"
#include "output.h"
#include "shared_flags.h"

namespace beachcomb::cli {
namespace {

// "text" is what Arguments has when nothing was said; of `report` no format.
bool format_was_said(const Arguments& arguments) {
  return arguments.format != "text";
}

// By the ending of the file's name, unless it was said.
Result<std::string> format_for(const Arguments& arguments,
                               const std::string& path) {
  if (format_was_said(arguments)) return arguments.format;
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

int write_to(const std::string& path, const std::string& format,
             const OwnerReportSource& source) {
  FileOutput output(false);
  if (const os::Status status = output.open(path); !status.ok()) {
    return failed(path + ": " + status.text());
  }
  // Whoever closes a pipe has seen enough.
  if (!write_owner_report(format, source, output) &&
      !os::is_closed_pipe(output.status())) {
    return failed(
        path + ": the report could not be written: " + output.status().text());
  }
  return 0;
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
  std::vector<std::string> outputs = arguments.outputs;
  if (outputs.empty()) outputs.emplace_back("-");
  if (outputs.size() > 1 && format_was_said(arguments)) {
    return failed("one format for several outputs; leave out -f");
  }
  std::vector<std::string> formats;
  for (const std::string& path : outputs) {
    const Result<std::string> format = format_for(arguments, path);
    if (!format) return failed(format.error().message);
    formats.push_back(*format);
  }
  const Result<OwnerReportSource> source = source_of(arguments);
  if (!source) return failed(source.error().message);
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (const int code = write_to(outputs[i], formats[i], *source); code != 0) {
      return code;
    }
  }
  return 0;
}

constexpr const char* kWho = "Who it is for";

std::string format_names() {
  std::string names;
  for (const OwnerReportFormat& format : owner_report_formats()) {
    names += (names.empty() ? "" : " ") + std::string(format.name);
  }
  return names;
}

FlagError set_report_format(Arguments& arguments, const std::string& text) {
  for (const OwnerReportFormat& format : owner_report_formats()) {
    if (format.name == text) {
      arguments.format = text;
      return {};
    }
  }
  return "must be one of: " + format_names();
}

constexpr Flag kFlags[] = {
    {"--case", "DIR", ValueKind::folder, kCaseGroup,
     "the case that the copies and the journal are in", "", set_case},
    {"--from", "FILE", ValueKind::file, kCaseGroup,
     "what scan -f ndjson wrote; - is standard input",
     "Adds the account of the scan with what could not be read, and files "
     "that were found and are not in the case.",
     [](Arguments& a, const std::string& v) -> FlagError {
       a.evidence.from = v;
       return {};
     }},
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
    {"-f,--format", "NAME", ValueKind::choice, kOutputGroup,
     "html, markdown or json",
     "Only needed when the name of the output does not end in .html, .md or "
     ".json.",
     set_report_format, format_names, "html", kOutput},
    {"-o,--output", "FILE", ValueKind::file, kOutputGroup,
     "write the report there; - is standard output",
     "More than once for one report in several formats: -o notice.html "
     "-o notice.md.",
     [](Arguments& a, const std::string& v) -> FlagError {
       a.outputs.push_back(v);
       return {};
     },
     nullptr, "-", kRepeats | kAsTyped | kOutput},
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
