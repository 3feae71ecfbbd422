// SPDX-License-Identifier: Apache-2.0
#include "walk/walker.h"

#include <utility>

namespace beachcomb::walk {
namespace {

Entry failed(std::shared_ptr<const Folder> folder, std::string name,
             const os::Status& status, bool is_directory) {
  return {.folder = std::move(folder),
          .name = std::move(name),
          .is_directory = is_directory,
          .reason = reason_of(status),
          .detail = status.text()};
}

// A folder as an entry of its own, in the folder that it is in.
std::string_view without_slash(std::string_view path) {
  return path.size() > 1 ? path.substr(0, path.size() - 1) : path;
}

}  // namespace

Reason reason_of(os::FileType type) {
  switch (type) {
    case os::FileType::symlink:
      return Reason::symlink;
    case os::FileType::fifo:
      return Reason::fifo;
    case os::FileType::socket:
      return Reason::socket;
    default:
      return Reason::device;
  }
}

Reason reason_of(const os::Status& status) {
  if (status.not_found()) return Reason::vanished;
  if (status.permission_denied()) return Reason::permission_denied;
  if (status.is_symlink()) return Reason::symlink;
  return Reason::io_error;
}

Walker::Walker(const WalkOptions& options, std::stop_token stop)
    : options_(options),
      stop_(std::move(stop)),
      filter_(options.include, options.exclude),
      mounts_(os::Mounts::read()) {
  if (options.follow_symlinks || options.roots.size() > 1) {
    visited_ = std::make_shared<Visited>();
  }
}

std::vector<Listing> Walker::start() const {
  std::vector<Listing> listings;
  for (const std::string& root : options_.roots) {
    listings.push_back(RootListing{root});
  }
  if (!options_.files_from.empty()) {
    listings.push_back(PathListing{std::make_shared<PathList>(
        options_.files_from, options_.nul_separated)});
  }
  return listings;
}

bool Walker::first_visit(const Entry& entry, const os::FileStat& stat) const {
  Visited* visited =
      (entry.folder != nullptr ? entry.folder->visited : visited_).get();
  // Each name of a file with several is reported: whoever removes it must
  // know them all.
  if (entry.listed || visited == nullptr || stat.links > 1) return true;
  return visited->insert(stat);
}

std::shared_ptr<Visited> Walker::visits(const FolderListing& listing) const {
  if (listing.parent != nullptr) return listing.parent->visited;
  if (!listing.listed) return visited_;
  return options_.follow_symlinks ? std::make_shared<Visited>() : nullptr;
}

Batch Walker::list(Listing listing) {
  Batch batch;
  if (auto* root = std::get_if<RootListing>(&listing)) {
    list_root(std::move(*root), &batch);
  } else if (auto* folder = std::get_if<FolderListing>(&listing)) {
    list_folder(std::move(*folder), &batch);
  } else if (auto* rest = std::get_if<RestListing>(&listing)) {
    list_rest(std::move(*rest), &batch);
  } else {
    list_paths(std::move(std::get<PathListing>(listing)), &batch);
  }
  return batch;
}

void Walker::list_root(RootListing listing, Batch* batch) {
  // What the system would open ends before a NUL.
  if (listing.path.find('\0') != listing.path.npos) {
    batch->entries.push_back({.folder = nullptr,
                              .name = std::move(listing.path),
                              .reason = Reason::not_found});
    return;
  }
  os::FileStat stat;
  const os::Status status =
      os::stat_at(os::kHere, listing.path.c_str(), true, &stat);
  if (!status.ok()) {
    Entry entry = failed(nullptr, std::move(listing.path), status, false);
    if (entry.reason == Reason::vanished) entry.reason = Reason::not_found;
    // It was asked for, so a loop of links is no link that is not followed.
    if (entry.reason == Reason::symlink) entry.reason = Reason::io_error;
    batch->entries.push_back(std::move(entry));
    return;
  }
  Entry entry{.folder = nullptr,
              .name = std::move(listing.path),
              .listed = listing.listed,
              .follow = true};
  const bool is_folder = stat.type == os::FileType::directory;
  if (listing.listed && !(is_folder ? filter_.wants_folder(entry.name)
                                    : filter_.wants_file(entry.name))) {
    entry.reason = Reason::excluded;
    entry.is_directory = is_folder;
  } else if (is_folder) {
    batch->folders.push_back(
        FolderListing{nullptr, std::move(entry.name), true, listing.listed});
    return;
  } else if (stat.type != os::FileType::regular) {
    entry.reason = reason_of(stat.type);
  }
  batch->entries.push_back(std::move(entry));
}

// Why a folder is not entered.
std::optional<Reason> Walker::refuse(const os::FileStat& stat,
                                     const Folder* parent,
                                     Visited* visited) const {
  if (parent != nullptr && stat.device != parent->device) {
    if (options_.one_file_system) return Reason::other_file_system;
    const os::FileSystemKind kind = mounts_.kind_of(stat.device);
    if (!options_.all_file_systems) {
      if (kind == os::FileSystemKind::pseudo) return Reason::pseudo_file_system;
      if (kind == os::FileSystemKind::network) return Reason::network_mount;
    }
  }
  if (visited != nullptr && !visited->insert(stat)) return Reason::duplicate;
  return std::nullopt;
}

void Walker::list_folder(FolderListing listing, Batch* batch) {
  const Folder* parent = listing.parent.get();
  const int at = parent ? parent->directory->descriptor() : os::kHere;
  auto folder = std::make_shared<Folder>();
  os::FileStat stat;
  os::Status status = os::Directory::open(at, listing.name.c_str(),
                                          listing.follow, &folder->directory);
  if (status.ok()) status = folder->directory->stat(&stat);
  if (!status.ok()) {
    batch->entries.push_back(
        failed(listing.parent, std::move(listing.name), status, true));
    return;
  }
  folder->visited = visits(listing);
  if (const auto reason = refuse(stat, parent, folder->visited.get())) {
    batch->entries.push_back({.folder = listing.parent,
                              .name = std::move(listing.name),
                              .is_directory = true,
                              .reason = reason});
    return;
  }
  folder->path = (parent ? parent->path : std::string()) + listing.name;
  if (!folder->path.ends_with('/')) folder->path.push_back('/');
  folder->root_size = parent ? parent->root_size : folder->path.size();
  folder->device = stat.device;
  list_rest(RestListing{std::move(folder)}, batch);
}

void Walker::list_rest(RestListing listing, Batch* batch) {
  std::vector<os::DirectoryEntry> found;
  const os::Status status = listing.folder->directory->read(kBatch, &found);
  const bool more = found.size() == kBatch;
  batch->entries.reserve(found.size());
  for (os::DirectoryEntry& entry : found) {
    add(listing.folder, std::move(entry), batch);
  }
  if (!status.ok()) {
    batch->entries.push_back(
        failed(nullptr, std::string(without_slash(listing.folder->path)),
               status, true));
  } else if (more) {
    batch->rest = std::move(listing);
  }
}

void Walker::list_paths(PathListing listing, Batch* batch) {
  std::vector<std::string> paths;
  os::Status status;
  const bool more = listing.list->read(stop_, &paths, &status);
  for (std::string& path : paths) {
    list_root(RootListing{std::move(path), true}, batch);
  }
  if (!status.ok()) {
    Entry entry = failed(nullptr, options_.files_from, status, false);
    if (entry.reason == Reason::vanished) entry.reason = Reason::not_found;
    batch->entries.push_back(std::move(entry));
  }
  if (more) batch->rest = std::move(listing);
}

void Walker::add(const std::shared_ptr<const Folder>& folder,
                 os::DirectoryEntry found, Batch* batch) {
  Entry entry{.folder = folder, .name = std::move(found.name)};
  if (!found.type.has_value()) {
    os::FileStat stat;
    const os::Status status =
        os::stat_at(entry.at(), entry.name.c_str(), false, &stat);
    if (!status.ok()) {
      batch->entries.push_back(
          failed(folder, std::move(entry.name), status, false));
      return;
    }
    found.type = stat.type;
  }
  const bool is_folder = *found.type == os::FileType::directory;
  const bool filtered = !options_.include.empty() || !options_.exclude.empty();
  if (filtered) {
    const std::string path = entry.path();
    const std::string_view below =
        std::string_view(path).substr(folder->root_size);
    if (!(is_folder ? filter_.wants_folder(below)
                    : filter_.wants_file(below))) {
      entry.is_directory = is_folder;
      entry.reason = Reason::excluded;
      batch->entries.push_back(std::move(entry));
      return;
    }
  }
  if (is_folder) {
    batch->folders.push_back(FolderListing{folder, std::move(entry.name)});
  } else if (*found.type == os::FileType::symlink && options_.follow_symlinks) {
    add_link(std::move(entry), batch);
  } else {
    if (*found.type != os::FileType::regular) {
      entry.reason = reason_of(*found.type);
    }
    batch->entries.push_back(std::move(entry));
  }
}

// A link that is to be followed. One that leads nowhere stays a link.
void Walker::add_link(Entry entry, Batch* batch) {
  os::FileStat stat;
  const os::Status status =
      os::stat_at(entry.at(), entry.name.c_str(), true, &stat);
  if (!status.ok()) {
    entry.reason = Reason::symlink;
    entry.detail = status.text();
  } else if (stat.type == os::FileType::directory) {
    batch->folders.push_back(
        FolderListing{entry.folder, std::move(entry.name), true});
    return;
  } else if (stat.type != os::FileType::regular) {
    entry.reason = reason_of(stat.type);
  } else {
    entry.follow = true;
  }
  batch->entries.push_back(std::move(entry));
}

}  // namespace beachcomb::walk
