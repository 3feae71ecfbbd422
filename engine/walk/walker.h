// SPDX-License-Identifier: Apache-2.0
//
// The walk: from roots to entries, a batch at a time.
//
// The caller (the pipeline) holds a heap of Listings and hands them back one
// by one, from as many threads as it likes; each gives up to kBatch entries
// and further Listings: the subfolders, and the rest of the folder itself.
// That keeps memory flat in a folder of a million files and lets the folders
// of one tree be listed in parallel, with no queue of our own. Not Boost's
// recursive iterator, which ends at the first unreadable folder: here such a
// folder is an entry that says why, and its siblings go on.
#ifndef BEACHCOMB_WALK_WALKER_H_
#define BEACHCOMB_WALK_WALKER_H_

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include "beachcomb/pipeline.h"
#include "beachcomb/verdict.h"
#include "os/file_system.h"
#include "os/mounts.h"
#include "walk/glob.h"
#include "walk/path_list.h"
#include "walk/visited.h"

namespace beachcomb::walk {

// A folder that stays open while entries in it wait.
struct Folder {
  std::unique_ptr<os::Directory> directory;
  std::string path;           // ends with a slash
  std::size_t root_size = 0;  // how much of `path` is the root
  std::uint64_t device = 0;
  std::shared_ptr<Visited> visited;  // of its root; none: nothing comes twice
};

// What the walk met: a file to open, or anything else with the reason why it
// is not opened.
struct Entry {
  std::shared_ptr<const Folder> folder{};  // none: `name` is a path
  std::string name{};
  bool listed = false;  // in a list of paths, not below another
  bool follow = false;  // `name` is a link that is to be followed
  bool is_directory = false;
  std::optional<Reason> reason{};
  std::string detail{};

  int at() const {
    return folder ? folder->directory->descriptor() : os::kHere;
  }
  std::string path() const { return folder ? folder->path + name : name; }
};

// Work for Walker::list.
struct RootListing {
  std::string path;
  bool listed = false;  // so that the globs apply to the root itself
};
struct FolderListing {                   // a folder that is not open yet
  std::shared_ptr<const Folder> parent;  // none: a root
  std::string name;
  bool follow = false;
  bool listed = false;
};
struct RestListing {  // what is left of an open folder
  std::shared_ptr<Folder> folder;
};
struct PathListing {  // what is left of --files-from
  std::shared_ptr<PathList> list;
};
using Listing =
    std::variant<RootListing, FolderListing, RestListing, PathListing>;

struct Batch {
  std::vector<Entry> entries;
  // Either may be followed in any order; `rest` is apart because memory stays
  // flat only when it comes after the entries and the folders.
  std::vector<Listing> folders;
  std::optional<Listing> rest;
};

// Safe for concurrent use.
class Walker {
 public:
  static constexpr std::size_t kBatch = 64;

  explicit Walker(const WalkOptions& options, std::stop_token stop = {});

  // Where to start.
  std::vector<Listing> start() const;
  Batch list(Listing listing);

  // False when a regular file was met before, so that it is a duplicate.
  // Files of one root without links can't be, and cost nothing. What a list
  // names twice is asked for twice: each of its paths is a run of its own, so
  // that a list may be endless.
  bool first_visit(const Entry& entry, const os::FileStat& stat) const;

 private:
  void list_root(RootListing listing, Batch* batch);
  void list_folder(FolderListing listing, Batch* batch);
  void list_rest(RestListing listing, Batch* batch);
  void list_paths(PathListing listing, Batch* batch);
  void add(const std::shared_ptr<const Folder>& folder,
           os::DirectoryEntry found, Batch* batch);
  void add_link(Entry entry, Batch* batch);
  std::shared_ptr<Visited> visits(const FolderListing& listing) const;
  std::optional<Reason> refuse(const os::FileStat& stat, const Folder* parent,
                               Visited* visited) const;

  WalkOptions options_;
  std::stop_token stop_;
  Filter filter_;
  os::Mounts mounts_;
  std::shared_ptr<Visited> visited_;  // of all roots; see Folder::visited
};

// Why something is not opened, or could not be, in our words.
Reason reason_of(const os::Status& status);
Reason reason_of(os::FileType type);  // of anything but a regular file

}  // namespace beachcomb::walk

#endif  // BEACHCOMB_WALK_WALKER_H_
