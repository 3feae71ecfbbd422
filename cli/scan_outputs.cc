// SPDX-License-Identifier: Apache-2.0
#include "scan_outputs.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "output_choice.h"

namespace beachcomb::cli {
namespace {

Result<std::string> format_for(const std::string& path) {
  for (const ReporterInfo& reporter : reporters()) {
    if (!reporter.ending.empty() && path.ends_with(reporter.ending)) {
      return std::string(reporter.name);
    }
  }
  return std::string("text");
}

}  // namespace

std::unique_ptr<ScanOutputs> ScanOutputs::open(const Arguments& arguments,
                                               const RunFacts& facts) {
  const auto choices = chosen_outputs(arguments, format_for);
  if (!choices) {
    spdlog::error("{}", printable(choices.error().message));
    return nullptr;
  }
  auto outputs = std::make_unique<ScanOutputs>();
  for (const OutputChoice& choice : *choices) {
    if (!outputs->add(choice, arguments, facts)) return nullptr;
  }
  std::vector<Sink*> all;
  for (const auto& reporter : outputs->sinks_) all.push_back(reporter.get());
  outputs->sinks_.push_back(make_tee(std::move(all)));
  if (arguments.sort_by_path) {
    outputs->sinks_.push_back(make_sorted(outputs->sink()));
  }
  return outputs;
}

bool ScanOutputs::add(const OutputChoice& choice, const Arguments& arguments,
                      const RunFacts& facts) {
  // Whoever writes a list may wait for each answer before the next path.
  const ScanOptions& scan = arguments.scan;
  auto file = open_output(choice.path,
                          scan.report_clean && scan.walk.files_from.empty());
  if (file == nullptr) return false;
  for (const auto& other : files_) {
    if (!file->is_same_file(*other)) continue;
    spdlog::error("two outputs can't go to the same place: {} and {}",
                  printable(other->path()), printable(choice.path));
    return false;
  }
  auto reporter = make_reporter(choice.format, *file,
                                {.color = file->is_terminal(),
                                 .verbose = arguments.verbose,
                                 .show_ledger = !arguments.quiet,
                                 .run = facts});
  if (!reporter) {
    spdlog::error("{}", reporter.error().message);
    return false;
  }
  files_.push_back(std::move(file));
  sinks_.push_back(std::move(*reporter));
  return true;
}

void ScanOutputs::before_terminal(const std::function<void()>& call) {
  for (const auto& file : files_) {
    if (file->is_terminal()) file->before_write(call);
  }
}

bool ScanOutputs::finish() {
  bool all_written = true;
  for (const auto& file : files_) {
    all_written = finish_output(*file, "the results") && all_written;
  }
  return all_written;
}

}  // namespace beachcomb::cli
