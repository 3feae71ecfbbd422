// SPDX-License-Identifier: Apache-2.0
#include "evidence/interrupted.h"

#include <utility>

#include "beachcomb/report.h"
#include "evidence/private_folder.h"
#include "os/safe_path.h"

namespace beachcomb::evidence {
namespace {

constexpr char kInterrupted[] = "its removal was interrupted, and ";

class Interrupted {
 public:
  Interrupted(OpenCase* open, const EvidenceItem& item, FoundFile& found)
      : open_(open), item_(item), found_(found) {}

  std::optional<Outcome> settle() {
    if (Refusal refusal = open_parent(item_, &found_)) {
      if (refusal.gone) return gone();
      return refused(refusal.reason);
    }
    at_place_ = same_at(found_.parent);
    os::Descriptor folder;
    const os::Status status =
        open_private_folder(found_.parent, item_.pending_folder, &folder);
    if (!status.ok() && !status.not_found()) {
      return refused("what stands at " + item_.pending_folder +
                     " beside it is not the folder that was made for it");
    }
    if (status.ok()) {
      os::FileStat inside;
      if (os::stat_at(folder.get(), found_.name.c_str(), false, &inside).ok()) {
        return settle_inside(std::move(folder));
      }
      drop(folder);
    }
    if (at_place_) return std::nullopt;
    return gone();
  }

 private:
  // Whether the name in a folder is the file of the item.
  bool same_at(const os::Descriptor& folder) const {
    os::FileStat stat;
    return os::stat_at(folder.get(), found_.name.c_str(), false, &stat).ok() &&
           stat.type == os::FileType::regular &&
           stat.device == item_.file.device && stat.inode == item_.file.inode;
  }

  // Something is in the private folder.
  std::optional<Outcome> settle_inside(os::Descriptor folder) {
    // A file system without an atomic move: both names are there.
    if (at_place_ && same_at(folder)) {
      if (open_ != nullptr) {
        os::unlink_file(folder.get(), found_.name.c_str());
        drop(folder);
      }
      return std::nullopt;
    }
    std::string reason;
    if (Refusal refusal = open_same(folder, found_.name, item_, &found_)) {
      reason = "another file had been put in its place";
    } else if (check_digest(found_.file, item_.digests)) {
      reason = "it was changed while it was being removed";
    } else if (found_.stat.links > 1) {
      reason = "it has other names: remove them together";
    }
    if (open_ == nullptr) {
      if (reason.empty()) {
        return Outcome{true, "its interrupted removal would be completed", {}};
      }
      return refused("what is in " + item_.pending_folder +
                     " beside it would be put back: " + reason);
    }
    Removal removal(*open_, item_, found_);
    if (!reason.empty()) {
      return removal.put_back(item_.pending_folder, std::move(folder),
                              std::move(reason));
    }
    found_.lease = os::take_lease(found_.file);
    return removal.finish(item_.pending_folder, std::move(folder));
  }

  Outcome gone() {
    os::FileStat other;
    if (found_.parent.is_open() &&
        os::stat_at(found_.parent.get(), found_.name.c_str(), false, &other)
            .ok()) {
      found_.warnings.emplace_back(
          "another file has its name now: scan it; it was not touched");
    }
    if (open_ == nullptr) {
      return {true, std::string(kInterrupted) + "it is gone", {}};
    }
    Outcome outcome = Removal(*open_, item_, found_).found_gone();
    if (outcome.done) outcome.text = std::string(kInterrupted) + "it is gone";
    return outcome;
  }

  static Outcome refused(const std::string& reason) {
    return {false, kInterrupted + reason, {}};
  }

  void drop(const os::Descriptor& folder) {
    if (open_ == nullptr) return;
    remove_private_folder(found_.parent, item_.pending_folder, folder);
  }

  OpenCase* open_;
  const EvidenceItem& item_;
  FoundFile& found_;
  bool at_place_ = false;
};

}  // namespace

std::optional<Outcome> continue_removal(OpenCase* open,
                                        const EvidenceItem& item,
                                        std::vector<std::string>* warnings) {
  FoundFile found;
  std::optional<Outcome> outcome = Interrupted(open, item, found).settle();
  // What the checks say that follow says this as well.
  if (outcome.has_value()) *warnings = std::move(found.warnings);
  return outcome;
}

}  // namespace beachcomb::evidence
