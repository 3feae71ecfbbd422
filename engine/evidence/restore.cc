// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <utility>

#include "beachcomb/evidence.h"
#include "evidence/checks.h"
#include "evidence/open_case.h"
#include "evidence/restoration.h"

namespace beachcomb {
namespace {

using evidence::OpenCase;
using evidence::Outcome;
using evidence::Refusal;

// Why there is nothing to restore.
Refusal check_state(const EvidenceItem& item) {
  if (item.pending_event == "removing") {
    return {"its removal was interrupted: call remove first"};
  }
  if (item.state == ItemState::copied) return {"was not removed"};
  if (item.state == ItemState::restored) return {"was restored already"};
  return {};
}

class Restorer {
 public:
  explicit Restorer(OpenCase& open) : open_(open) {}

  std::optional<Error> restore(const EvidenceItem& item) {
    ItemResult& result = results_[item.number];
    result.number = item.number;
    result.path = item.file.path;
    if (open_.stop().stop_requested()) {
      return keep({false, "was not touched: interrupted", {}}, &result);
    }
    if (Refusal refusal = check_state(item)) {
      return keep({false, refusal.reason, {}}, &result);
    }
    if (Refusal refusal =
            evidence::check_copy(open_.folder(), item, &copies_)) {
      return keep({false, refusal.reason, {}}, &result);
    }
    evidence::Restoration restoration(open_, item);
    Outcome outcome = restoration.run();
    result.warnings = restoration.take_warnings();
    return keep(std::move(outcome), &result);
  }

  void tell(const OnItem& on_item) const {
    if (!on_item) return;
    for (const auto& [number, result] : results_) on_item(result);
  }
  const Restored& counts() const { return counts_; }

 private:
  std::optional<Error> keep(Outcome outcome, ItemResult* result) {
    result->done = outcome.done;
    result->text = std::move(outcome.text);
    ++(outcome.done ? counts_.restored : counts_.refused);
    return std::move(outcome.error);
  }

  OpenCase& open_;
  std::map<std::string, FileDigests> copies_;
  std::map<std::uint32_t, ItemResult> results_;
  Restored counts_;
};

bool is_wanted(const EvidenceItem& item,
               const std::vector<std::uint32_t>& items) {
  if (!items.empty()) {
    return std::find(items.begin(), items.end(), item.number) != items.end();
  }
  return item.state == ItemState::removed || item.pending_event == "restoring";
}

}  // namespace

Result<Restored> restore_files(const CaseOptions& options,
                               const std::vector<std::uint32_t>& items,
                               const OnItem& on_item) {
  auto open = OpenCase::open(options, false);
  if (!open) return open.error();
  // As they were before this call.
  const std::vector<EvidenceItem> all = open->state().items;
  for (const std::uint32_t number : items) {
    if (number == 0 || number > all.size()) {
      return Error{options.folder + ": has no item " + std::to_string(number)};
    }
  }
  Restorer restorer(*open);
  std::optional<Error> error;
  // The last that was taken away comes back first: so each folder has the
  // time that it had when the one before was taken away.
  for (auto item = all.rbegin(); item != all.rend() && !error; ++item) {
    if (is_wanted(*item, items)) error = restorer.restore(*item);
  }
  restorer.tell(on_item);
  if (error) return *error;
  Restored counts = restorer.counts();
  counts.head = open->state().head;
  return counts;
}

}  // namespace beachcomb
