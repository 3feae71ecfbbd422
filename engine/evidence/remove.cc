// SPDX-License-Identifier: Apache-2.0
//
// Which files, and in which order. All names of one file are looked at before
// the first of them is taken away: with a name that is no item of the case the
// content would stay, and the file would be called removed.
#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <thread>
#include <utility>

#include "beachcomb/evidence.h"
#include "evidence/checks.h"
#include "evidence/interrupted.h"
#include "evidence/open_case.h"
#include "evidence/removal.h"
#include "os/durable.h"
#include "os/safe_path.h"
#include "text/path.h"

namespace beachcomb {
namespace {

using evidence::Checks;
using evidence::FoundFile;
using evidence::OpenCase;
using evidence::Outcome;
using evidence::Refusal;

// Long enough for something that watches the folder to write it again.
constexpr std::chrono::milliseconds kReappearance{200};

class Remover {
 public:
  // Without `open` nothing is changed.
  Remover(OpenCase* open, const Case& state, const os::Descriptor& folder,
          const RuleSet& rules, const RemoveOptions& options,
          std::stop_token stop)
      : open_(open),
        items_(state.items),
        checks_(folder, rules, options),
        stop_(std::move(stop)) {}

  std::optional<Error> go() {
    for (const std::vector<const EvidenceItem*>& group : groups()) {
      if (stop_.stop_requested()) {
        for (const EvidenceItem* item : group) {
          result_of(*item).text = "was not touched: interrupted";
          ++counts_.refused;
        }
      } else if (auto error = take(group)) {
        return error;
      }
    }
    return look_again();
  }

  void tell(const OnItem& on_item) const {
    if (!on_item) return;
    for (const auto& [number, result] : results_) on_item(result);
  }
  const Removed& counts() const { return counts_; }

 private:
  struct Ready {
    const EvidenceItem* item;
    FoundFile found;
  };

  // The items that are wanted; those of one file together.
  std::vector<std::vector<const EvidenceItem*>> groups() const {
    std::vector<std::vector<const EvidenceItem*>> groups;
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::size_t> places;
    for (const EvidenceItem& item : items_) {
      if (!checks_.is_wanted(item.number)) continue;
      const auto [it, is_new] = places.try_emplace(
          {item.file.device, item.file.inode}, groups.size());
      if (is_new) groups.emplace_back();
      groups[it->second].push_back(&item);
    }
    return groups;
  }

  std::optional<Error> take(const std::vector<const EvidenceItem*>& group) {
    std::vector<Ready> ready;
    std::set<std::string> paths;
    for (const EvidenceItem* item : group) {
      FoundFile found;
      bool is_ready = false;
      if (auto error = prepare(*item, &found, &is_ready)) return error;
      if (!is_ready) continue;
      if (!paths.insert(item->file.path).second) {
        result_of(*item).text = "is the same file as another item";
        ++counts_.gone_already;
        continue;
      }
      ready.push_back({item, std::move(found)});
    }
    if (ready.empty()) return std::nullopt;
    const std::uint64_t links = ready.front().found.stat.links;
    if (links > ready.size()) return refuse_links(ready, links);
    for (std::size_t i = 0; i < ready.size(); ++i) {
      if (auto error = remove(ready[i], links - i)) return error;
    }
    return std::nullopt;
  }

  // All checks but that of the links. What is to be said is said.
  std::optional<Error> prepare(const EvidenceItem& item, FoundFile* found,
                               bool* is_ready) {
    ItemResult& result = result_of(item);
    if (item.state == ItemState::removed) {
      result.text = "was removed already";
      ++counts_.gone_already;
      return std::nullopt;
    }
    if (item.pending_event == "restoring") {
      result.text = "its restoration was interrupted: restore it first";
      ++counts_.refused;
      return std::nullopt;
    }
    if (Refusal refusal = checks_.of_copy(item)) return refuse(item, refusal);
    if (item.pending_event == "removing") {
      auto outcome = evidence::continue_removal(open_, item, &result.warnings);
      if (outcome.has_value()) return keep(item, std::move(*outcome));
      settled_.insert(item.number);
    }
    Refusal refusal = checks_.of_item(item);
    if (!refusal) refusal = checks_.of_file(item, found);
    if (refusal) {
      result.warnings = std::move(found->warnings);
      return refuse(item, refusal);
    }
    *is_ready = true;
    return std::nullopt;
  }

  std::optional<Error> remove(Ready& ready, std::uint64_t links) {
    Outcome outcome{true, "would be removed", std::nullopt};
    if (open_ != nullptr) {
      outcome =
          evidence::Removal(*open_, *ready.item, ready.found).begin(links);
    }
    result_of(*ready.item).warnings = std::move(ready.found.warnings);
    return keep(*ready.item, std::move(outcome));
  }

  std::optional<Error> keep(const EvidenceItem& item, Outcome outcome) {
    if (outcome.error.has_value()) return std::move(outcome.error);
    ItemResult& result = result_of(item);
    result.done = outcome.done;
    result.text = std::move(outcome.text);
    ++(outcome.done ? counts_.removed : counts_.refused);
    return std::nullopt;
  }

  // A refusal is an attempt, and stands in the journal.
  std::optional<Error> refuse(const EvidenceItem& item,
                              const Refusal& refusal) {
    result_of(item).text = refusal.reason;
    ++(refusal.gone ? counts_.gone_already : counts_.refused);
    // Of an interrupted removal the journal keeps the announcement.
    if (open_ == nullptr || !is_settled(item)) return std::nullopt;
    return open_->record("remove-refused",
                         {{"item", item.number}, {"reason", refusal.reason}});
  }

  std::optional<Error> refuse_links(const std::vector<Ready>& ready,
                                    std::uint64_t links) {
    for (const Ready& one : ready) {
      const Refusal refusal{
          "the file has " + std::to_string(links) + " names, and " +
          std::to_string(ready.size()) +
          " of them can be removed in this call: find all with find -inum " +
          std::to_string(one.found.stat.inode) +
          ", scan and collect them, and remove them together"};
      if (auto error = refuse(*one.item, refusal)) return error;
    }
    return std::nullopt;
  }

  bool is_settled(const EvidenceItem& item) const {
    return item.pending_event.empty() || settled_.contains(item.number);
  }

  // Whether something writes the files again.
  std::optional<Error> look_again() {
    if (open_ == nullptr || counts_.removed == 0) return std::nullopt;
    std::this_thread::sleep_for(kReappearance);
    for (const EvidenceItem& item : items_) {
      const auto it = results_.find(item.number);
      if (it == results_.end() || !it->second.done) continue;
      os::Descriptor folder;
      os::FileStat stat;
      if (!os::open_folder(evidence::folder_of(item.file.path), &folder).ok() ||
          !os::stat_at(folder.get(),
                       std::string(text::name_in(item.file.path)).c_str(),
                       false, &stat)
               .ok()) {
        continue;
      }
      it->second.warnings.emplace_back(
          "reappeared: something put a file of this name there again; find out "
          "what (cron, a second shell, a deployment), and scan again");
      if (auto error = open_->record("reappeared", {{"item", item.number}})) {
        return error;
      }
    }
    return std::nullopt;
  }

  ItemResult& result_of(const EvidenceItem& item) {
    ItemResult& result = results_[item.number];
    result.number = item.number;
    result.path = item.file.path;
    return result;
  }

  OpenCase* open_;
  const std::vector<EvidenceItem> items_;  // as they were before this call
  Checks checks_;
  std::stop_token stop_;
  std::set<std::uint32_t> settled_;  // of an interrupted call nothing is left
  std::map<std::uint32_t, ItemResult> results_;
  Removed counts_;
};

std::optional<Error> check_numbers(const Case& state,
                                   const std::vector<std::uint32_t>& numbers) {
  for (const std::uint32_t number : numbers) {
    if (number == 0 || number > state.items.size()) {
      return Error{state.folder + ": has no item " + std::to_string(number)};
    }
  }
  return std::nullopt;
}

Result<Removed> remove_from(OpenCase* open, const Case& state,
                            const os::Descriptor& folder, const RuleSet& rules,
                            const RemoveOptions& options,
                            const std::stop_token& stop,
                            const OnItem& on_item) {
  if (auto error = check_numbers(state, options.items)) return *error;
  if (auto error = check_numbers(state, options.mixed_items)) return *error;
  Remover remover(open, state, folder, rules, options, stop);
  const auto error = remover.go();
  remover.tell(on_item);
  if (error) return *error;
  Removed counts = remover.counts();
  counts.head = state.head;
  return counts;
}

}  // namespace

Result<Removed> remove_files(const CaseOptions& options, const RuleSet& rules,
                             const RemoveOptions& remove,
                             const OnItem& on_item) {
  if (remove.dry_run) {
    const auto state = read_case(options.folder);
    if (!state) return state.error();
    os::Descriptor folder;
    const os::Status status =
        os::open_any_folder(options.folder.c_str(), &folder);
    if (!status.ok()) return Error{options.folder + ": " + status.text()};
    return remove_from(nullptr, *state, folder, rules, remove, options.stop,
                       on_item);
  }
  auto open = OpenCase::open(options, false);
  if (!open) return open.error();
  return remove_from(&*open, open->state(), open->folder(), rules, remove,
                     options.stop, on_item);
}

}  // namespace beachcomb
