// SPDX-License-Identifier: Apache-2.0
//
// From a verdict to an item of a case: what the system says about the file is
// taken before it is opened, then it is copied, and the copy is read back.
#include <algorithm>
#include <filesystem>
#include <utility>

#include "beachcomb/evidence.h"
#include "beachcomb/report.h"
#include "evidence/case_records.h"
#include "evidence/context.h"
#include "evidence/copies.h"
#include "evidence/extent.h"
#include "evidence/found_file.h"
#include "evidence/open_case.h"
#include "json/verdict.h"
#include "os/attributes.h"
#include "os/safe_path.h"
#include "text/path.h"

namespace beachcomb {
namespace {

namespace fs = std::filesystem;
using evidence::Json;
using evidence::OpenCase;

// Of larger files nobody can say what else is in them.
constexpr std::size_t kMostJudgedBytes = 32u << 20;
// Of one finding, in the journal.
constexpr std::size_t kMostMatches = 8;

// Where the file really stands: the way there may lead over links, which are
// the owner's business at this point and nobody's later.
std::string real_path(const std::string& path) {
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  if (!error) return real.string();
  // Too long for realpath(3); if a link is on the way, opening says so.
  return fs::absolute(path, error).lexically_normal().string();
}

bool same_file(const FileRecord& a, const FileRecord& b) {
  return a.path == b.path && a.device == b.device && a.inode == b.inode &&
         a.size == b.size && a.times.modified == b.times.modified &&
         a.times.changed == b.times.changed;
}

// The item that this file is already, or nothing.
const EvidenceItem* known(const Case& state, const FileRecord& file) {
  const auto found = std::find_if(state.items.begin(), state.items.end(),
                                  [&file](const EvidenceItem& item) {
                                    return item.state == ItemState::copied &&
                                           same_file(item.file, file);
                                  });
  return found == state.items.end() ? nullptr : &*found;
}

std::string text_of(const os::Descriptor& file, std::uint64_t size) {
  std::string text(std::min<std::uint64_t>(size, kMostJudgedBytes), '\0');
  std::size_t length = 0;
  os::read_full_at(file, 0, std::as_writable_bytes(std::span(text)), &length);
  text.resize(length);
  return text;
}

// A place or two say where a shell is; a kit has thousands.
void shorten(Verdict* verdict) {
  for (Finding& finding : verdict->findings) {
    if (finding.matches.size() <= kMostMatches) continue;
    finding.matches_omitted += finding.matches.size() - kMostMatches;
    finding.matches.resize(kMostMatches);
  }
}

// The steps for one file. Each returns what went wrong, or nothing.
class Collection {
 public:
  Collection(OpenCase& open, const Verdict& verdict)
      : open_(open), verdict_(verdict) {
    item_.number = static_cast<std::uint32_t>(open.state().items.size() + 1);
    item_.found_as = verdict.path;
    item_.verdict = verdict;
  }

  const EvidenceItem& item() const { return item_; }
  const EvidenceItem* already_there() const { return already_there_; }

  std::optional<Error> look() {
    item_.file.path = real_path(verdict_.path);
    const std::string folder = evidence::folder_of(item_.file.path);
    name_ = text::name_in(item_.file.path);
    os::Status status = os::open_folder(folder, &folder_);
    os::FileType type = os::FileType::regular;
    if (status.ok()) status = os::record_of(folder_, &item_.folder);
    if (status.ok()) {
      status = os::record_at(folder_.get(), name_.c_str(), &item_.file, &type);
    }
    if (!status.ok()) return Error{status.text()};
    item_.folder.path = folder;
    if (type != os::FileType::regular) return Error{"is no regular file"};
    already_there_ = known(open_.state(), item_.file);
    return std::nullopt;
  }

  std::optional<Error> copy() {
    os::Status status =
        os::open_file(folder_.get(), name_.c_str(), false, &file_);
    if (!status.ok()) return Error{status.text()};
    if (auto error = check_unchanged()) return error;
    status = os::read_attributes(file_, &item_.file);
    if (status.ok()) status = os::read_attributes(folder_, &item_.folder);
    if (!status.ok()) return Error{status.text()};
    const auto copy = evidence::write_copy(open_.folder(), file_,
                                           item_.file.size, open_.stop());
    if (!copy) return copy.error();
    if (auto error = check_unchanged()) return error;
    item_.digests = copy->digests;
    item_.copy = copy->name;
    auto zip = evidence::check_copy(open_.folder(), *copy, open_.stop());
    if (!zip) return zip.error();
    item_.copy_sha256 = std::move(*zip);
    return std::nullopt;
  }

  void judge() {
    item_.changed_since_scan =
        !verdict_.sha256.empty() && verdict_.sha256 != item_.digests.sha256;
    item_.mixed =
        item_.file.size > kMostJudgedBytes
            ? "it is too large to say whether it has other content as well"
            : evidence::mixed_content(verdict_,
                                      text_of(file_, item_.file.size));
    shorten(&item_.verdict);
  }

 private:
  std::optional<Error> check_unchanged() const {
    FileRecord now;
    const os::Status status = os::record_of(file_, &now);
    if (!status.ok()) return Error{status.text()};
    now.path = item_.file.path;
    if (same_file(now, item_.file)) return std::nullopt;
    return Error{"it changed while it was copied"};
  }

  OpenCase& open_;
  const Verdict& verdict_;
  EvidenceItem item_;
  std::string name_;
  os::Descriptor folder_;
  os::Descriptor file_;
  const EvidenceItem* already_there_ = nullptr;
};

struct Outcomes {
  Collected counts;
  const OnItem& on_item;
  std::vector<std::uint32_t> without_context;  // items

  void tell(std::uint32_t number, const std::string& path, bool done,
            std::string text) const {
    if (on_item) on_item({number, path, done, std::move(text), {}});
  }
};

// An Error ends the whole call: the journal can't be written.
std::optional<Error> collect_one(OpenCase& open, const Verdict& verdict,
                                 Outcomes* outcomes) {
  Collection collection(open, verdict);
  auto failed = collection.look();
  if (!failed && collection.already_there() != nullptr) {
    ++outcomes->counts.already_there;
    const EvidenceItem& item = *collection.already_there();
    if (!item.context) outcomes->without_context.push_back(item.number);
    outcomes->tell(0, verdict.path, true, "is in the case already");
    return std::nullopt;
  }
  const Json path = json::path_json(verdict.path);
  if (!failed) {
    if (auto error = open.record("collecting", {{"path", path}})) return error;
    failed = collection.copy();
  }
  if (failed) {
    ++outcomes->counts.failed;
    outcomes->tell(0, verdict.path, false, failed->message);
    return open.record("collect-failed",
                       {{"path", path}, {"reason", failed->message}});
  }
  collection.judge();
  const EvidenceItem& item = collection.item();
  if (auto error = open.record("collected", evidence::collected_fields(item))) {
    return error;
  }
  outcomes->without_context.push_back(item.number);
  ++outcomes->counts.copied;
  outcomes->tell(item.number, verdict.path, true,
                 item.changed_since_scan
                     ? "copied, but it is not what was scanned: scan again"
                     : "copied");
  return std::nullopt;
}

}  // namespace

Result<Collected> collect(const CaseOptions& options,
                          const std::vector<Verdict>& verdicts,
                          const OnItem& on_item,
                          const std::optional<ContextOptions>& context) {
  auto open = OpenCase::open(options, true);
  if (!open) return open.error();
  Outcomes outcomes{{}, on_item, {}};
  for (const Verdict& verdict : verdicts) {
    if (verdict.outcome != Outcome::detected) continue;
    if (options.stop.stop_requested()) {
      ++outcomes.counts.failed;
      outcomes.tell(0, verdict.path, false, "was not copied: interrupted");
    } else if (auto error = collect_one(*open, verdict, &outcomes)) {
      return *error;
    }
  }
  if (context) {
    auto& numbers = outcomes.without_context;
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    if (auto error = evidence::record_context(*open, numbers, *context, on_item,
                                              &outcomes.counts)) {
      return *error;
    }
  }
  outcomes.counts.head = open->state().head;
  outcomes.counts.made_key = open->made_key();
  return outcomes.counts;
}

}  // namespace beachcomb
