// SPDX-License-Identifier: Apache-2.0
#include "scan_outputs.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "color.h"
#include "output_choice.h"

namespace beachcomb::cli {
namespace {

Result<std::string> format_for(const std::string& path) {
  for (const ReporterInfo& reporter : reporters()) {
    if (!reporter.ending.empty() && path.ends_with(reporter.ending) &&
        !is_service(path)) {
      return std::string(reporter.name);
    }
  }
  return std::string("text");
}

Sink* failed(const Error& error) {
  spdlog::error("{}", printable(error.message));
  return nullptr;
}

}  // namespace

std::unique_ptr<ScanOutputs> ScanOutputs::open(const Arguments& arguments,
                                               ReportOptions options) {
  const auto choices = chosen_outputs(arguments, format_for);
  if (!choices) {
    failed(choices.error());
    return nullptr;
  }
  // Whoever writes a list may wait for each answer before the next path.
  const bool buffered =
      arguments.scan.report_clean && arguments.scan.walk.files_from.empty();
  options.verbose = arguments.verbose;
  options.show_ledger = !arguments.quiet;
  ReportOptions for_files = options;  // add_file() sees to terminals
  for_files.color = wants_color(arguments.environment);
  auto outputs = std::make_unique<ScanOutputs>();
  std::vector<Sink*> heads;
  for (const OutputChoice& choice : *choices) {
    Sink* const head = is_service(choice.path)
                           ? outputs->add_service(choice, options)
                           : outputs->add_file(choice, buffered, for_files);
    if (head == nullptr) return nullptr;
    heads.push_back(head);
  }
  outputs->keep(make_tee(std::move(heads)));
  if (arguments.sort_by_path) outputs->keep(make_sorted(outputs->sink()));
  return outputs;
}

Sink* ScanOutputs::add_file(const OutputChoice& choice, bool buffered,
                            ReportOptions options) {
  auto file = open_output(choice.path, buffered);
  if (file == nullptr) return nullptr;
  const auto identity = file->identity();
  for (const auto& other : files_) {
    if (!identity.has_value() || other->identity() != identity) continue;
    return failed({"two outputs can't go to the same place: " + other->path() +
                   " and " + choice.path});
  }
  options.color = options.color && file->is_terminal();
  auto reporter = make_reporter(choice.format, *file, options);
  if (!reporter) return failed(reporter.error());
  files_.push_back(std::move(file));
  return keep(std::move(*reporter));
}

Sink* ScanOutputs::add_service(const OutputChoice& choice,
                               const ReportOptions& options) {
  auto service = make_service_output(choice.path, choice.format);
  if (!service) return failed(service.error());
  auto reporter = make_reporter(choice.format, **service, options);
  if (!reporter) return failed(reporter.error());
  (*service)->open();
  services_.push_back(std::move(*service));
  Sink* const next = keep(std::move(*reporter));
  return keep(make_announcer(*services_.back(), *next));
}

Sink* ScanOutputs::keep(std::unique_ptr<Sink> sink) {
  sinks_.push_back(std::move(sink));
  return sinks_.back().get();
}

std::vector<FileIdentity> ScanOutputs::files() const {
  std::vector<FileIdentity> files;
  for (const auto& file : files_) {
    if (const auto identity = file->identity()) files.push_back(*identity);
  }
  return files;
}

void ScanOutputs::before_terminal(const FileOutput::BeforeWrite& call) {
  for (const auto& file : files_) {
    if (file->is_terminal()) file->before_write(call);
  }
}

bool ScanOutputs::finish() {
  bool all_written = true;
  for (const auto& file : files_) {
    all_written = finish_output(*file, "the results") && all_written;
  }
  for (const auto& service : services_) {
    all_written = service->finish() && all_written;
  }
  return all_written;
}

}  // namespace beachcomb::cli
