// SPDX-License-Identifier: Apache-2.0
#include "evidence/neighbours.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "beachcomb/sha256.h"
#include "evidence/found_file.h"
#include "evidence/time_span.h"
#include "os/piece_reader.h"
#include "os/safe_path.h"
#include "text/path.h"

namespace beachcomb::evidence {
namespace {

constexpr std::size_t kMostLookedAt = 10'000;
constexpr std::size_t kMostRecorded = 200;
constexpr std::uint64_t kMostHashed = 64u << 20;

std::uint64_t between(std::int64_t a, std::int64_t b) {
  if (a < b) std::swap(a, b);
  return static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b);
}

std::uint64_t distance(const FileTimes& a, const FileTimes& b) {
  std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
  for (const std::int64_t x : times_of_change(a)) {
    for (const std::int64_t y : times_of_change(b)) {
      least = std::min(least, between(x, y));
    }
  }
  return least;
}

// The SHA-256 of a file that may grow meanwhile.
os::Status hash_file(const os::Descriptor& file, std::string* sha256) {
  Sha256 hash;
  os::PieceReader reader(file, kMostHashed);
  for (Bytes piece = reader.next(); !piece.empty(); piece = reader.next()) {
    hash.update(piece);
  }
  if (reader.status().ok()) *sha256 = hash.hex();
  return reader.status();
}

}  // namespace

ItemContext Neighbours::around(const EvidenceItem& item) {
  open(item);
  ItemContext context;
  context.looked_at = entries_.size();
  context.whole_folder = whole_;
  context.reason = fault_;
  const std::string_view own_name = text::name_in(item.file.path);
  const std::uint64_t window =
      std::uint64_t{window_hours_} * 3600 * 1'000'000'000;
  std::vector<std::pair<std::uint64_t, const Entry*>> near;
  for (const Entry& entry : entries_) {
    if (entry.record.path == own_name) continue;
    const std::uint64_t far = distance(entry.record.times, item.file.times);
    if (far <= window) near.emplace_back(far, &entry);
  }
  context.within = near.size();
  std::sort(near.begin(), near.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first
                              : a.second->record.path < b.second->record.path;
  });
  if (near.size() > kMostRecorded) near.resize(kMostRecorded);
  for (const auto& [far, entry] : near) {
    context.neighbours.push_back(neighbour_of(*entry));
  }
  return context;
}

void Neighbours::open(const EvidenceItem& item) {
  const std::string path = folder_of(item.file.path);
  if (path == path_) return;
  path_ = path;
  entries_.clear();
  digests_.clear();
  whole_ = true;
  fault_.clear();
  os::FileStat stat;
  os::Status status = os::open_folder(path, &folder_);
  if (status.ok()) status = os::stat_of(folder_, &stat);
  if (!status.ok()) {
    fault_ = "its folder can't be opened: " + status.text();
  } else if (stat.device != item.folder.device ||
             stat.inode != item.folder.inode) {
    fault_ = "another folder stands in the place of its folder";
  } else {
    list();
  }
}

void Neighbours::list() {
  std::unique_ptr<os::Directory> directory;
  os::Status status =
      os::Directory::open(folder_.get(), ".", false, &directory);
  std::vector<os::DirectoryEntry> names;
  if (status.ok()) status = directory->read(kMostLookedAt + 1, &names);
  if (!status.ok()) fault_ = "its folder can't be read: " + status.text();
  if (names.size() > kMostLookedAt) {
    whole_ = false;
    names.resize(kMostLookedAt);
  }
  for (os::DirectoryEntry& name : names) {
    Entry entry;
    status = os::record_at(folder_.get(), name.name.c_str(), &entry.record,
                           &entry.type);
    if (status.not_found()) continue;  // it went meanwhile
    if (!status.ok()) {
      fault_ = "an entry of its folder can't be looked at: " + status.text();
      continue;
    }
    entry.record.path = std::move(name.name);
    entries_.push_back(std::move(entry));
  }
}

const Neighbours::Digest& Neighbours::digest_of(const Entry& entry) {
  const auto [at, is_new] = digests_.try_emplace(entry.record.path);
  Digest& digest = at->second;
  if (!is_new) return digest;
  if (entry.record.size > kMostHashed) {
    digest.reason = "is larger than 64 MiB";
    return digest;
  }
  os::Descriptor file;
  os::FileStat stat;
  os::Status status =
      os::open_file(folder_.get(), entry.record.path.c_str(), false, &file);
  if (status.ok()) status = os::stat_of(file, &stat);
  if (status.ok() && stat.inode == entry.record.inode &&
      stat.type == os::FileType::regular) {
    status = hash_file(file, &digest.sha256);
  } else if (status.ok()) {
    digest.reason = "was replaced meanwhile";
  }
  if (!status.ok()) digest.reason = status.text();
  return digest;
}

Neighbour Neighbours::neighbour_of(const Entry& entry) {
  Neighbour neighbour;
  neighbour.name = entry.record.path;
  neighbour.type = os::name_of(entry.type);
  neighbour.size = entry.record.size;
  neighbour.owner = entry.record.owner;
  neighbour.owner_name = entry.record.owner_name;
  neighbour.times = entry.record.times;
  if (entry.type == os::FileType::regular) {
    const Digest& digest = digest_of(entry);
    neighbour.sha256 = digest.sha256;
    neighbour.reason = digest.reason;
  }
  return neighbour;
}

}  // namespace beachcomb::evidence
