// SPDX-License-Identifier: Apache-2.0
#include "evidence/log_places.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string_view>
#include <system_error>

#include "text/ascii.h"

namespace beachcomb::evidence {
namespace {

namespace fs = std::filesystem;

constexpr char kSystemLogs[] = "/var/log";
constexpr int kMostFolders = 16;               // one in the other
constexpr std::size_t kMostEntries = 100'000;  // of a folder

std::string joined(const std::string& folder, const std::string& name) {
  return folder.ends_with('/') ? folder + name : folder + '/' + name;
}

// In the order of their names.
os::Status read_names(os::Directory& directory,
                      std::vector<os::DirectoryEntry>* entries) {
  const os::Status status = directory.read(kMostEntries + 1, entries);
  std::sort(entries->begin(), entries->end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  return status;
}

bool is_folder(const std::string& path, bool follow) {
  os::FileStat stat;
  return os::stat_at(os::kHere, path.c_str(), follow, &stat).ok() &&
         stat.type == os::FileType::directory;
}

// The folders below `folder` that these names lead to, whatever their case: a
// disk of Windows that is mounted here may tell them apart. A folder on the way
// that can't be read is a place itself: whoever goes there says why.
std::vector<std::string> below(const std::string& folder,
                               std::vector<std::string_view> names) {
  if (names.empty()) return {folder};
  std::vector<std::string> found;
  std::unique_ptr<os::Directory> directory;
  const os::Status status =
      os::Directory::open(os::kHere, folder.c_str(), false, &directory);
  if (status.not_found()) return found;
  if (!status.ok()) return {folder};
  std::vector<os::DirectoryEntry> entries;
  read_names(*directory, &entries);
  const std::string wanted = text::lower(names.front());
  names.erase(names.begin());
  for (const os::DirectoryEntry& entry : entries) {
    const std::string path = joined(folder, entry.name);
    if (text::lower(entry.name) != wanted || !is_folder(path, false)) continue;
    for (std::string& place : below(path, names)) {
      found.push_back(std::move(place));
    }
  }
  return found;
}

// The folders in which those of a disk of Windows stand that `path` names.
void add_windows_roots(const std::string& path, std::set<std::string>* roots) {
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string name = text::lower(path.substr(at, end - at));
    if (name == "inetpub" || name == "program files" ||
        name == "exchange server") {
      roots->insert(at <= 1 ? "/" : path.substr(0, at - 1));
    }
    at = end + 1;
  }
}

// Whoever may put a link here may do anything.
std::vector<std::string> system_places() {
  std::vector<std::string> places;
  std::unique_ptr<os::Directory> logs;
  std::vector<os::DirectoryEntry> entries;
  const os::Status status =
      os::Directory::open(os::kHere, kSystemLogs, true, &logs);
  if (status.not_found()) return places;
  if (!status.ok()) return {kSystemLogs};
  read_names(*logs, &entries);
  constexpr std::string_view kServers[] = {"apache2", "httpd", "lighttpd",
                                           "nginx"};
  for (const os::DirectoryEntry& entry : entries) {
    const bool known = entry.name.starts_with("tomcat") ||
                       std::find(std::begin(kServers), std::end(kServers),
                                 entry.name) != std::end(kServers);
    const std::string path = joined(kSystemLogs, entry.name);
    if (known && is_folder(path, true)) places.push_back(path);
  }
  return places;
}

void add(std::vector<std::string> places, std::vector<std::string>* out) {
  for (std::string& place : places) {
    if (std::find(out->begin(), out->end(), place) == out->end()) {
      out->push_back(std::move(place));
    }
  }
}

}  // namespace

std::vector<std::string> usual_log_places(
    const std::vector<std::string>& paths) {
  std::vector<std::string> places = system_places();
  std::set<std::string> roots;
  for (const std::string& path : paths) add_windows_roots(path, &roots);
  for (const std::string& root : roots) {
    add(below(root, {"inetpub", "logs", "LogFiles"}), &places);
    for (const char* kind : {"HttpProxy", "ECP"}) {
      add(below(root, {"Exchange Server", "V15", "Logging", kind}), &places);
      add(below(root, {"Program Files", "Microsoft", "Exchange Server", "V15",
                       "Logging", kind}),
          &places);
    }
  }
  return places;
}

bool LogWalk::visit(const std::string& place) {
  std::error_code error;
  const fs::path real = fs::canonical(place, error);
  if (error) return on_unread_(place, error.message(), false);
  return visit_entry(os::kHere, real.string(), real.string(), 0);
}

bool LogWalk::visit_entry(int at, const std::string& name,
                          const std::string& path, int depth) {
  os::FileStat stat;
  const os::Status status = os::stat_at(at, name.c_str(), false, &stat);
  if (status.not_found()) return true;  // rotated away meanwhile
  if (!status.ok()) return on_unread_(path, status.text(), false);
  switch (stat.type) {
    case os::FileType::directory:
      if (std::pair(stat.device, stat.inode) == own_) return true;
      return visit_folder(at, name, path, depth);
    case os::FileType::regular:
      if (stat.mtime < since_) return true;
      if (!seen_.emplace(stat.device, stat.inode).second) return true;
      return visit_file(at, name, path);
    case os::FileType::symlink:
      return on_unread_(path, "is a symbolic link, and was not followed", true);
    default:
      return on_unread_(path, "is no regular file", true);
  }
}

bool LogWalk::visit_folder(int at, const std::string& name,
                           const std::string& path, int depth) {
  if (depth >= kMostFolders) {
    return on_unread_(path, "lies too deep", false);
  }
  std::unique_ptr<os::Directory> directory;
  std::vector<os::DirectoryEntry> entries;
  os::Status status = os::Directory::open(at, name.c_str(), false, &directory);
  if (status.ok()) status = read_names(*directory, &entries);
  if (!status.ok() && !on_unread_(path, status.text(), false)) return false;
  if (entries.size() > kMostEntries) {
    entries.resize(kMostEntries);
    if (!on_unread_(path, "has more entries than are looked at", false)) {
      return false;
    }
  }
  return std::all_of(entries.begin(), entries.end(),
                     [&](const os::DirectoryEntry& entry) {
                       return visit_entry(directory->descriptor(), entry.name,
                                          joined(path, entry.name), depth + 1);
                     });
}

bool LogWalk::visit_file(int at, const std::string& name,
                         const std::string& path) {
  LogFile log;
  log.path = path;
  os::Status status = os::open_file(at, name.c_str(), false, &log.file);
  if (status.ok()) status = os::stat_of(log.file, &log.stat);
  if (status.not_found()) return true;
  if (!status.ok()) return on_unread_(path, status.text(), false);
  if (log.stat.type != os::FileType::regular) {
    return on_unread_(path, "was replaced meanwhile", false);
  }
  return on_log_(log);
}

}  // namespace beachcomb::evidence
