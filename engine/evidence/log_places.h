// SPDX-License-Identifier: Apache-2.0
//
// Where logs are.
#ifndef BEACHCOMB_EVIDENCE_LOG_PLACES_H_
#define BEACHCOMB_EVIDENCE_LOG_PLACES_H_

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "os/descriptor.h"
#include "os/file_system.h"

namespace beachcomb::evidence {

// The folders of logs that there are for files with these paths: those of the
// servers of this system; and where a path runs through a disk of Windows that
// is mounted somewhere, those of IIS and Exchange on it.
std::vector<std::string> usual_log_places(
    const std::vector<std::string>& paths);

struct LogFile {
  std::string path;
  os::Descriptor file;
  os::FileStat stat;
};

// Calls back for each log below some places, once for each file, in the order
// of the names. Below a place no link is followed.
class LogWalk {
 public:
  // False ends the walk.
  using OnLog = std::function<bool(const LogFile& log)>;
  // What is not read, and why. `by_choice`: it could be.
  using OnUnread = std::function<bool(
      const std::string& path, const std::string& reason, bool by_choice)>;

  // Logs that were not written to since then have nothing to say. `own` is a
  // folder that is left out: the case itself.
  LogWalk(std::int64_t since, const os::FileStat& own, OnLog on_log,
          OnUnread on_unread)
      : since_(since),
        own_(own.device, own.inode),
        on_log_(std::move(on_log)),
        on_unread_(std::move(on_unread)) {}

  bool visit(const std::string& place);

 private:
  bool visit_entry(int at, const std::string& name, const std::string& path,
                   int depth);
  bool visit_folder(int at, const std::string& name, const std::string& path,
                    int depth);
  bool visit_file(int at, const std::string& name, const std::string& path);

  std::int64_t since_;
  std::pair<std::uint64_t, std::uint64_t> own_;
  OnLog on_log_;
  OnUnread on_unread_;
  std::set<std::pair<std::uint64_t, std::uint64_t>> seen_;  // device, inode
};

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_LOG_PLACES_H_
