// SPDX-License-Identifier: Apache-2.0
#include "evidence/removal.h"

#include <utility>

#include "beachcomb/report.h"
#include "evidence/folder_time.h"
#include "evidence/private_folder.h"
#include "os/attributes.h"
#include "os/safe_path.h"
#include "text/format.h"

namespace beachcomb::evidence {

Outcome Removal::begin(std::uint64_t links) {
  links_ = links;
  private_name_ = private_name();
  if (auto error = open_.record(
          "removing", {{"item", item_.number}, {"folder", private_name_}})) {
    return {false, {}, std::move(error)};
  }
  FileRecord folder;
  is_folder_ours_ = os::record_of(found_.parent, &folder).ok() &&
                    is_known_time(open_.state(), item_, folder);
  os::Status status = os::make_private_folder(found_.parent.get(),
                                              private_name_.c_str(), &private_);
  if (!status.ok()) {
    return refuse("no folder can be made beside it: " + status.text());
  }
  status = os::move_file(found_.parent.get(), found_.name.c_str(),
                         private_.get(), found_.name.c_str());
  if (!status.ok()) {
    remove_folder();
    return refuse(status.not_found()
                      ? "was taken away while it was being removed"
                      : "can't be moved: " + status.text());
  }
  return take();
}

Outcome Removal::finish(const std::string& private_name,
                        os::Descriptor folder) {
  private_name_ = private_name;
  private_ = std::move(folder);
  return take();
}

Outcome Removal::found_gone() {
  if (found_.parent.is_open()) sync_parent();
  return removed({{"item", item_.number}, {"found_gone", true}});
}

Outcome Removal::put_back(const std::string& private_name,
                          os::Descriptor folder, std::string reason) {
  private_name_ = private_name;
  private_ = std::move(folder);
  return put_back(std::move(reason));
}

// The name that is about to be unlinked is looked at here, where nobody can
// replace it any more, and so is the file, which somebody may have opened
// before it was moved.
Refusal Removal::fault() const {
  FoundFile inside;
  if (Refusal refusal = open_same(private_, found_.name, item_, &inside)) {
    return {"another file was put in its place while it was being removed"};
  }
  if (inside.stat.links > links_) {
    return {"it was given another name while it was being removed"};
  }
  if (found_.lease == os::Lease::held && !os::still_held(found_.file)) {
    return {"a process opened it for writing while it was being removed"};
  }
  if (check_digest(found_.file, item_.digests)) {
    return {"it was changed while it was being removed"};
  }
  return {};
}

Outcome Removal::take() {
  if (Refusal refusal = fault()) return put_back(refusal.reason);
  const os::Status status =
      os::unlink_file(private_.get(), found_.name.c_str());
  if (!status.ok()) return put_back("can't be removed: " + status.text());
  os::FileStat left;
  if (os::stat_of(found_.file, &left).ok() && left.links >= links_) {
    found_.warnings.push_back(
        "it was given another name at the last moment: find it with find " +
        std::string("-inum ") + std::to_string(left.inode));
  }
  // NFS keeps an unlinked file in its folder for as long as it is open.
  found_.file = {};
  remove_folder();
  sync_parent();
  Json fields{{"item", item_.number}};
  FileRecord folder;
  if (is_folder_ours_ && os::record_of(found_.parent, &folder).ok()) {
    fields["folder_mtime"] = text::time_rfc3339(folder.times.modified);
  }
  return removed(std::move(fields));
}

Outcome Removal::put_back(std::string reason) {
  const os::Status status =
      os::move_file(private_.get(), found_.name.c_str(), found_.parent.get(),
                    found_.name.c_str());
  if (status.ok()) {
    remove_folder();
    sync_parent();
    return refuse(reason + "; nothing was removed");
  }
  os::sync(private_);
  sync_parent();
  return refuse(reason + "; and it could not be put back (" + status.text() +
                "): it is now " +
                printable(folder_of(item_.file.path) + '/' + private_name_ +
                          '/' + found_.name));
}

Outcome Removal::refuse(std::string reason) {
  if (auto error = open_.record("remove-refused",
                                {{"item", item_.number}, {"reason", reason}})) {
    return {false, {}, std::move(error)};
  }
  return {false, std::move(reason), std::nullopt};
}

void Removal::remove_folder() {
  const os::Status status =
      remove_private_folder(found_.parent, private_name_, private_);
  if (status.ok()) return;
  found_.warnings.push_back(
      "the empty folder " + private_name_ +
      " beside it could not be removed: " + status.text());
}

void Removal::sync_parent() {
  const os::Status status = os::sync(found_.parent);
  if (status.ok()) return;
  found_.warnings.push_back("its folder could not be flushed to the disk: " +
                            status.text());
}

Outcome Removal::removed(Json fields) {
  if (auto error = open_.record("removed", fields)) {
    return {false, {}, std::move(error)};
  }
  return {true, "removed", std::nullopt};
}

}  // namespace beachcomb::evidence
