// SPDX-License-Identifier: Apache-2.0
#include "scan_requests.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "beachcomb/engine.h"
#include "output.h"
#include "progress.h"

namespace beachcomb::cli {

std::string wrong_requests_call(const Arguments& arguments) {
  if (arguments.outputs.size() > 1) {
    return "--requests has one output: standard output or the file of one -o";
  }
  for (const OutputChoice& output : arguments.outputs) {
    if (!output.format.empty() && output.format != "ndjson") {
      return "--requests answers in ndjson, not in " + output.format;
    }
  }
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
  const bool is_named =
      !arguments.outputs.empty() && !arguments.outputs[0].path.empty();
  const auto output =
      open_output(is_named ? arguments.outputs[0].path : "-", false);
  if (output == nullptr) return std::nullopt;
  Served served;
  {
    const Monitor monitor(options.walk, false);
    served = serve(Engine(rules, options), kStandardInput, *output,
                   {.threads = options.threads}, monitor.stop_token());
  }
  if (!finish_output(*output, "the answers")) return std::nullopt;
  return served;
}

}  // namespace beachcomb::cli
