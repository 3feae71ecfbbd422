// SPDX-License-Identifier: Apache-2.0
#include "evidence/restoration.h"

#include <span>
#include <string_view>

#include "evidence/copies.h"
#include "evidence/folder_time.h"
#include "evidence/private_folder.h"
#include "os/attributes.h"
#include "os/process.h"
#include "os/safe_path.h"
#include "text/format.h"

namespace beachcomb::evidence {
namespace {

// Two names of one file. The inode alone does not say so: it may have been
// given to another file in between.
bool were_one_file(const EvidenceItem& a, const EvidenceItem& b) {
  return a.file.links > 1 && b.file.links > 1 &&
         a.file.device == b.file.device && a.file.inode == b.file.inode &&
         a.file.times.born == b.file.times.born &&
         a.file.times.modified == b.file.times.modified &&
         a.digests.sha256 == b.digests.sha256;
}

}  // namespace

Outcome Restoration::run() {
  // Until it is known what an interrupted call left, the journal keeps its
  // announcement.
  Refusal refusal = open_parent(item_, &place_);
  if (refusal.gone) {
    refusal.reason = "its folder is not there any more: make it, then restore";
  }
  bool is_there = false;
  if (!refusal && !item_.pending_event.empty()) refusal = settle(&is_there);
  if (refusal && !item_.pending_event.empty()) {
    return {false, refusal.reason, std::nullopt};
  }
  if (refusal) return refuse(refusal);
  if (is_there) return restored();
  os::FileStat other;
  if (os::stat_at(place_.parent.get(), place_.name.c_str(), false, &other)
          .ok()) {
    return refuse(
        {"there is something in its place, and nothing is written over: move "
         "that away first"});
  }
  if (os::is_read_only(place_.parent)) {
    return refuse({"its file system is mounted read-only"});
  }
  if (!os::record_of(place_.parent, &folder_).ok()) folder_ = {};
  private_name_ = private_name();
  if (auto error = open_.record(
          "restoring", {{"item", item_.number}, {"folder", private_name_}})) {
    return {false, {}, std::move(error)};
  }
  refusal = make();
  if (refusal) {
    drop_private();
    return refuse(refusal);
  }
  return restored();
}

Refusal Restoration::settle(bool* is_there) {
  private_name_ = item_.pending_folder;
  const os::Status status =
      open_private_folder(place_.parent, private_name_, &private_);
  if (!status.ok() && !status.not_found()) {
    return {"what stands at " + private_name_ +
            " beside it is not the folder that was made for it"};
  }
  os::FileStat inside, there;
  const bool is_inside =
      private_.is_open() &&
      os::stat_at(private_.get(), place_.name.c_str(), false, &inside).ok();
  const bool is_taken =
      os::stat_at(place_.parent.get(), place_.name.c_str(), false, &there).ok();
  // Ours has been moved to its place; with a file system that can't move
  // without writing over, the first name may be there still.
  os::Descriptor file;
  *is_there =
      is_taken && there.type == os::FileType::regular &&
      there.mtime == item_.file.times.modified &&
      (!is_inside || inside.inode == there.inode) &&
      os::open_file(place_.parent.get(), place_.name.c_str(), false, &file)
          .ok() &&
      !check_digest(file, item_.digests);
  if (!*is_there) drop_private();
  return {};
}

Refusal Restoration::make() {
  os::Status status = os::make_private_folder(place_.parent.get(),
                                              private_name_.c_str(), &private_);
  if (!status.ok()) {
    return {"no folder can be made beside its place: " + status.text()};
  }
  if (!link_to_other()) {
    if (Refusal refusal = make_file()) return refusal;
  }
  status = os::move_file(private_.get(), place_.name.c_str(),
                         place_.parent.get(), place_.name.c_str());
  if (!status.ok()) {
    return {"can't be moved to its place: " + status.text()};
  }
  return {};
}

Refusal Restoration::make_file() {
  os::Descriptor file;
  os::Status status =
      os::create_file_at(private_.get(), place_.name.c_str(), &file);
  if (!status.ok()) return {"can't be made: " + status.text()};
  const auto read = read_copy(open_.folder(), item_.copy, [&](Bytes piece) {
    status = os::write_all(
        file, {reinterpret_cast<const char*>(piece.data()),  // NOLINT
               piece.size()});
    return status.ok();
  });
  if (!status.ok()) return {"can't be written: " + status.text()};
  if (!read.ok()) return {"its copy can't be read: " + read.error().message};
  os::apply_record(file, item_.file, &lost_);
  status = os::sync(file);
  if (!status.ok()) return {"can't be flushed to the disk: " + status.text()};
  if (check_digest(file, item_.digests)) {
    return {"what was written is not what was copied"};
  }
  // It was read, and that is a time, too.
  os::set_times(file, item_.file.times.accessed, item_.file.times.modified);
  status = os::sync(file);
  if (!status.ok()) return {"can't be flushed to the disk: " + status.text()};
  return {};
}

bool Restoration::link_to_other() {
  bool is_wanted = false;
  for (const EvidenceItem& other : open_.state().items) {
    if (other.number == item_.number || !were_one_file(other, item_) ||
        (other.state != ItemState::copied &&
         other.state != ItemState::restored)) {
      continue;
    }
    is_wanted = true;
    if (link_to(other)) return true;
  }
  if (is_wanted) lost_.emplace_back("hard link");
  return false;
}

bool Restoration::link_to(const EvidenceItem& other) {
  FoundFile found;
  if (open_parent(other, &found)) return false;
  os::FileStat opened, linked;
  if (!os::open_file(found.parent.get(), found.name.c_str(), false, &found.file)
           .ok() ||
      !os::stat_of(found.file, &opened).ok() ||
      opened.type != os::FileType::regular ||
      check_digest(found.file, item_.digests) ||
      !os::link_file(found.parent.get(), found.name.c_str(), private_.get(),
                     place_.name.c_str())
           .ok()) {
    return false;
  }
  // The name may have become another file's since it was opened.
  if (os::stat_at(private_.get(), place_.name.c_str(), false, &linked).ok() &&
      linked.device == opened.device && linked.inode == opened.inode) {
    return true;
  }
  os::unlink_file(private_.get(), place_.name.c_str());
  return false;
}

Outcome Restoration::restored() {
  drop_private();
  const bool is_folder_ours = is_known_time(open_.state(), item_, folder_);
  if (is_folder_ours) {
    os::set_times(place_.parent, folder_.times.accessed,
                  item_.folder.times.modified);
  }
  const os::Status status = os::sync(place_.parent);
  if (!status.ok()) {
    place_.warnings.push_back("its folder could not be flushed to the disk: " +
                              status.text());
  }
  Json fields{{"item", item_.number}, {"lost", lost_}};
  FileRecord folder;
  if (is_folder_ours && os::record_of(place_.parent, &folder).ok()) {
    fields["folder_mtime"] = text::time_rfc3339(folder.times.modified);
  }
  if (auto error = open_.record("restored", fields)) {
    return {false, {}, std::move(error)};
  }
  for (const std::string& lost : lost_) {
    place_.warnings.push_back("could not be put back: " + lost);
  }
  return {true, "restored", std::nullopt};
}

Outcome Restoration::refuse(const Refusal& refusal) {
  if (auto error =
          open_.record("restore-refused",
                       {{"item", item_.number}, {"reason", refusal.reason}})) {
    return {false, {}, std::move(error)};
  }
  return {false, refusal.reason, std::nullopt};
}

// What is in it was made here, so nothing is lost with it.
void Restoration::drop_private() {
  if (!private_.is_open()) return;
  os::unlink_file(private_.get(), place_.name.c_str());
  const os::Status status =
      remove_private_folder(place_.parent, private_name_, private_);
  if (!status.ok()) {
    place_.warnings.push_back(
        "the folder " + private_name_ +
        " beside it could not be removed: " + status.text());
  }
  private_ = {};
}

}  // namespace beachcomb::evidence
