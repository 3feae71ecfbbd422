// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_OWNER_REPORT_FOLDERS_H_
#define BEACHCOMB_OWNER_REPORT_FOLDERS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "owner_report/times.h"

namespace beachcomb::owner_report {

// One line of the map: a folder, below the last line that has a lower depth.
struct FolderRow {
  std::string label;  // "srv/www/", seen from the line above; raw bytes
  std::string path;   // in full; raw bytes
  std::size_t depth = 0;
  LevelCounts counts{};      // of files in it and below
  std::uint64_t hidden = 0;  // folders that this line stands for; 0: itself
};

// What stands before the last slash.
std::string_view folder_of(std::string_view path);

// The tree of the folders that files were found in, folded to a page: the
// folders with the most files are unfolded first.
std::vector<FolderRow> folder_map(
    const std::vector<std::pair<std::string, Level>>& files);

}  // namespace beachcomb::owner_report

#endif  // BEACHCOMB_OWNER_REPORT_FOLDERS_H_
