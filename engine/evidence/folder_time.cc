// SPDX-License-Identifier: Apache-2.0
#include "evidence/folder_time.h"

#include <algorithm>

namespace beachcomb::evidence {
namespace {

bool same_folder(const FileRecord& a, const FileRecord& b) {
  return a.device == b.device && a.inode == b.inode;
}

}  // namespace

bool is_known_time(const Case& state, const EvidenceItem& item,
                   const FileRecord& folder) {
  if (!same_folder(folder, item.folder)) return false;
  const std::int64_t time = folder.times.modified;
  return time == item.folder.times.modified ||
         std::any_of(state.items.begin(), state.items.end(),
                     [&](const EvidenceItem& other) {
                       return same_folder(folder, other.folder) &&
                              other.folder_left == time;
                     });
}

}  // namespace beachcomb::evidence
