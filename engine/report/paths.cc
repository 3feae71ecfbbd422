// SPDX-License-Identifier: Apache-2.0
#include "report/paths.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace beachcomb::report {

bool leads_upwards(std::string_view path) {
  const std::string slashed = '/' + std::string(path) + '/';
  return slashed.find("/../") != slashed.npos;
}

std::string normal(std::string_view path) {
  std::string text;
  bool is_first = true;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (is_first && segment.empty()) text = '/';
    is_first = false;
    if (segment.empty() || segment == ".") continue;
    if (!text.empty() && text.back() != '/') text += '/';
    text += segment;
  }
  return text;
}

std::string resolved(const std::string& path) {
  if (!leads_upwards(path)) return normal(path);
  const std::filesystem::path full(path);
  const bool is_folder = !full.has_filename() || full.filename() == "..";
  std::error_code error;
  auto found = std::filesystem::weakly_canonical(
      is_folder ? full : full.parent_path(), error);
  if (error) return normal(path);
  if (!is_folder) found /= full.filename();
  return normal(found.string());
}

std::string full_path(const Verdict& verdict, const RunFacts& run) {
  const std::string& path = verdict.path;
  const bool is_in_memory = verdict.has_size() && !verdict.mtime.has_value();
  if (path.empty() || is_in_memory) return path;
  if (path.starts_with('/')) return resolved(path);
  if (run.directory.empty()) return path;
  return resolved(run.directory + '/' + path);
}

}  // namespace beachcomb::report
