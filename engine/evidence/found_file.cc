// SPDX-License-Identifier: Apache-2.0
#include "evidence/found_file.h"

#include "beachcomb/report.h"
#include "beachcomb/sha256.h"
#include "os/attributes.h"
#include "os/piece_reader.h"
#include "text/format.h"
#include "text/path.h"

namespace beachcomb::evidence {
namespace {

constexpr char kAgain[] = "; scan and collect it again";

}  // namespace

std::string folder_of(const std::string& path) {
  const std::size_t end = path.rfind('/');
  return end == path.npos || end == 0 ? "/" : path.substr(0, end);
}

Refusal open_parent(const EvidenceItem& item, FoundFile* found) {
  const std::string folder = folder_of(item.file.path);
  found->name = text::name_in(item.file.path);
  const os::Status status = os::open_folder(folder, &found->parent);
  if (status.is_symlink()) {
    return {
        "a folder on the way to it has become a symbolic link: look where it "
        "leads and who made it"};
  }
  if (status.not_found()) {
    return {"is not there any more, and neither is its folder", true};
  }
  if (!status.ok()) {
    return {"its folder can't be opened: " + status.text()};
  }
  os::FileStat stat;
  if (!os::stat_of(found->parent, &stat).ok() ||
      stat.device != item.folder.device || stat.inode != item.folder.inode) {
    found->warnings.emplace_back(
        "its folder is not the one it was copied from, but another with the "
        "same path");
  }
  return {};
}

Refusal open_same(const os::Descriptor& folder, const std::string& name,
                  const EvidenceItem& item, FoundFile* found) {
  os::FileStat stat;
  os::Status status = os::stat_at(folder.get(), name.c_str(), false, &stat);
  if (status.not_found()) return {"is not there any more", true};
  if (!status.ok()) return {"can't be looked at: " + status.text()};
  if (stat.type != os::FileType::regular) {
    return {"a " + std::string(os::name_of(stat.type)) +
            " stands in its place" + kAgain};
  }
  status = os::open_file(folder.get(), name.c_str(), false, &found->file);
  if (status.not_found()) return {"is not there any more", true};
  if (status.ok()) status = os::stat_of(found->file, &found->stat);
  if (!status.ok()) return {"can't be opened: " + status.text()};
  FileRecord now;
  status = os::record_of(found->file, &now);
  if (!status.ok()) return {"can't be looked at: " + status.text()};
  // Inodes are used again soon, so the time of birth counts as well.
  if (found->stat.type != os::FileType::regular ||
      now.device != item.file.device || now.inode != item.file.inode ||
      now.times.born != item.file.times.born) {
    return {std::string("another file stands in its place") + kAgain};
  }
  return {};
}

Refusal check_removable(const FoundFile& found) {
  FileRecord flags, folder_flags;
  // Where they can't be read, none is known.
  os::read_attributes(found.file, &flags);
  os::read_attributes(found.parent, &folder_flags);
  if (flags.immutable) {
    return {"is immutable: take the flag away with chattr -i"};
  }
  if (flags.append_only) {
    return {"is append-only: take the flag away with chattr -a"};
  }
  if (folder_flags.immutable) {
    return {"its folder is immutable: take the flag away with chattr -i"};
  }
  if (folder_flags.append_only) {
    return {"its folder is append-only: take the flag away with chattr -a"};
  }
  if (os::is_read_only(found.parent)) {
    return {
        "its file system is mounted read-only: mount it for writing, or remove "
        "the file where the file system is mounted so"};
  }
  return {};
}

Refusal check_digest(const os::Descriptor& file, const FileDigests& digests,
                     std::string* content) {
  Sha256 hash;
  // One byte more than there should be shows that it grew.
  os::PieceReader reader(file, digests.size + 1);
  for (Bytes piece = reader.next(); !piece.empty(); piece = reader.next()) {
    hash.update(piece);
    if (content != nullptr) {
      content->append(reinterpret_cast<const char*>(piece.data()),  // NOLINT
                      piece.size());
    }
  }
  if (!reader.status().ok()) {
    return {"can't be read: " + reader.status().text()};
  }
  const std::uint64_t size = reader.bytes_read();
  if (size != digests.size) {
    return {std::string("was changed after it was copied: it had ") +
            text::with_commas(digests.size) + " bytes, and has " +
            (size > digests.size ? "more" : text::with_commas(size)) + kAgain};
  }
  if (hash.hex() != digests.sha256) {
    return {std::string("was changed after it was copied") + kAgain};
  }
  return {};
}

}  // namespace beachcomb::evidence
