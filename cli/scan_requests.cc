// SPDX-License-Identifier: Apache-2.0
#include "scan_requests.h"

#include <utility>

#include "beachcomb/engine.h"
#include "interrupts.h"
#include "output.h"
#include "output_choice.h"
#include "progress.h"
#include "service_output.h"

namespace beachcomb::cli {
namespace {

Result<std::string> ndjson(const std::string&) { return std::string("ndjson"); }

Result<OutputChoice> output_for_answers(const Arguments& arguments) {
  const auto outputs = chosen_outputs(arguments, ndjson);
  if (!outputs || outputs->size() > 1 || is_service(outputs->front().path)) {
    return Error{
        "--requests has one output: standard output or the file of one -o"};
  }
  OutputChoice output = outputs->front();
  if (output.format != "ndjson") {
    return Error{"--requests answers in ndjson, not in " + output.format};
  }
  return output;
}

}  // namespace

std::string wrong_requests_call(const Arguments& arguments) {
  const auto output = output_for_answers(arguments);
  if (!output) return output.error().message;
  const WalkOptions& walk = arguments.scan.walk;
  const std::pair<bool, const char*> others[] = {
      {!arguments.paths.empty(), "a PATH"},
      {!walk.files_from.empty(), "--files-from"},
      {walk.nul_separated, "--null"},
      {!walk.include.empty(), "--include"},
      {!walk.exclude.empty(), "--exclude"},
      {walk.follow_symlinks, "--follow-symlinks"},
      {walk.one_file_system, "--one-file-system"},
      {walk.all_file_systems, "--all-file-systems"},
      {arguments.sort_by_path, "--sort"},
      {arguments.stats, "--stats"},
  };
  for (const auto& [is_there, what] : others) {
    if (is_there) return std::string(what) + " can't be used with --requests";
  }
  return {};
}

std::optional<Served> serve_requests(const Arguments& arguments,
                                     const ScanOptions& options,
                                     const RuleSet& rules) {
  constexpr int kStandardInput = 0;
  const auto output = open_output(output_for_answers(arguments)->path, false);
  if (output == nullptr) return std::nullopt;
  Served served;
  {
    const Monitor monitor(options.walk, false);
    served = serve(Engine(rules, options), kStandardInput, *output,
                   {.threads = options.threads, .is_cut_off = interrupted},
                   monitor.stop_token());
  }
  if (!finish_output(*output, "the answers")) return std::nullopt;
  return served;
}

}  // namespace beachcomb::cli
