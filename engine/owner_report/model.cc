// SPDX-License-Identifier: Apache-2.0
#include "owner_report/model.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "owner_report/advice.h"
#include "owner_report/excerpts.h"
#include "text/format.h"

namespace beachcomb::owner_report {
namespace {

constexpr std::int64_t kDay = std::int64_t{86'400} * 1'000'000'000;

Action action_of(ItemState state) {
  switch (state) {
    case ItemState::copied:
      return Action::copied;
    case ItemState::removed:
      return Action::removed;
    case ItemState::restored:
      return Action::restored;
    case ItemState::unclear:
      break;
  }
  return Action::unclear;
}

// The items of a case by the path that the scan had, each handed out once.
class Items {
 public:
  explicit Items(const std::optional<Case>& evidence) {
    if (!evidence) return;
    for (const EvidenceItem& item : evidence->items) {
      by_path_[item.found_as].push_back(&item);
    }
  }

  // The item with what the verdict saw, else the last one of that path.
  const EvidenceItem* take(const Verdict& verdict) {
    const auto found = by_path_.find(verdict.path);
    if (found == by_path_.end() || found->second.empty()) return nullptr;
    auto& items = found->second;
    auto chosen = std::find_if(items.rbegin(), items.rend(),
                               [&](const EvidenceItem* item) {
                                 return item->digests.sha256 == verdict.sha256;
                               });
    if (chosen == items.rend()) chosen = items.rbegin();
    const EvidenceItem* item = *chosen;
    items.erase(std::next(chosen).base());
    return item;
  }

  std::vector<const EvidenceItem*> rest() const {
    std::vector<const EvidenceItem*> rest;
    for (const auto& [path, items] : by_path_) {
      rest.insert(rest.end(), items.begin(), items.end());
    }
    return rest;
  }

 private:
  std::map<std::string, std::vector<const EvidenceItem*>> by_path_;
};

FileEntry entry_of(const Verdict& verdict, const EvidenceItem* item,
                   const std::optional<Case>& evidence) {
  FileEntry entry;
  entry.verdict = verdict;
  entry.level = level_of(verdict.score());
  if (!evidence) return entry;
  entry.action = Action::not_copied;
  if (item == nullptr) {
    for (const auto& [path, reason] : evidence->not_copied) {
      if (path == verdict.path) entry.remark = reason;
    }
    return entry;
  }
  entry.item = *item;
  entry.action = action_of(item->state);
  if (entry.action != Action::removed) {
    entry.remark =
        item->last_refusal.empty() ? item->mixed : item->last_refusal;
  }
  return entry;
}

std::vector<FileEntry> files_of(const OwnerReportSource& source) {
  std::vector<FileEntry> files;
  Items items(source.evidence);
  if (source.scan) {
    for (const Verdict& verdict : source.scan->verdicts) {
      if (verdict.outcome != Outcome::detected) continue;
      files.push_back(entry_of(verdict, items.take(verdict), source.evidence));
    }
  }
  for (const EvidenceItem* item : items.rest()) {
    Verdict verdict = item->verdict;
    if (verdict.path.empty()) verdict.path = item->file.path;
    files.push_back(entry_of(verdict, item, source.evidence));
  }
  std::stable_sort(files.begin(), files.end(),
                   [](const FileEntry& a, const FileEntry& b) {
                     const int first = a.verdict.score();
                     const int second = b.verdict.score();
                     return first != second ? first > second
                                            : a.verdict.path < b.verdict.path;
                   });
  return files;
}

// Numbers, order of findings, families: what needs the files in their place.
void complete(Model* model) {
  std::map<std::uint32_t, std::size_t> by_item;
  for (std::size_t i = 0; i < model->files.size(); ++i) {
    FileEntry& file = model->files[i];
    file.number = static_cast<std::uint32_t>(i) + 1;
    if (file.item) by_item[file.item->number] = i;
    std::stable_sort(file.verdict.findings.begin(), file.verdict.findings.end(),
                     [](const Finding& first, const Finding& second) {
                       return first.rule.score > second.rule.score;
                     });
    file.excerpts = excerpts_of(file.verdict);
    for (const Finding& finding : file.verdict.findings) {
      if (file.family.empty()) file.family = finding.rule.family;
    }
    model->copied += file.item ? 1 : 0;
    model->removed += file.action == Action::removed ? 1 : 0;
  }
  if (!model->evidence) return;
  const auto& events = model->evidence->events;
  for (std::size_t i = 0; i < events.size(); ++i) {
    std::optional<std::uint32_t> item = events[i].item;
    // What announces a copy has no number yet; the next line has.
    if (events[i].event == "collecting" && i + 1 < events.size() &&
        events[i + 1].event == "collected") {
      item = events[i + 1].item;
    }
    const auto found = item ? by_item.find(*item) : by_item.end();
    if (found == by_item.end()) {
      model->case_events.push_back(events[i]);
      continue;
    }
    FileEntry& file = model->files[found->second];
    file.events.push_back(events[i]);
    if (events[i].event == "reappeared") {
      file.remark = "A file of this name came back after it was removed.";
    }
  }
}

// A file that could not be copied at first may have been copied later.
void drop_copied(Model* model) {
  std::set<std::string> copied;
  for (const EvidenceItem& item : model->evidence->items) {
    copied.insert(item.found_as);
    copied.insert(item.file.path);
  }
  std::erase_if(model->evidence->not_copied, [&copied](const auto& entry) {
    return copied.count(entry.first) != 0;
  });
}

std::vector<Tally> sorted(const std::map<std::string, LevelCounts>& counts) {
  std::vector<Tally> tallies;
  tallies.reserve(counts.size());
  for (const auto& [name, count] : counts) tallies.push_back({name, count});
  std::stable_sort(tallies.begin(), tallies.end(),
                   [](const Tally& a, const Tally& b) {
                     return sum(a.counts) > sum(b.counts);
                   });
  return tallies;
}

void count(Model* model) {
  std::map<std::string, LevelCounts> families;
  std::map<std::string, LevelCounts> folders;
  std::vector<std::pair<std::int64_t, Level>> times;
  std::vector<std::pair<std::string, Level>> paths;
  std::uint64_t undated = 0;
  for (const FileEntry& file : model->files) {
    const auto level = static_cast<std::size_t>(file.level);
    ++model->levels[level];
    ++families[file.family][level];
    ++folders[std::string(folder_of(file.verdict.path))][level];
    paths.emplace_back(file.verdict.path, file.level);
    std::optional<std::int64_t> time = file.verdict.mtime;
    if (file.item) {
      const FileTimes& all = file.item->file.times;
      time = all.modified;
      model->backdated += all.changed - kDay > all.modified ? 1 : 0;
    }
    if (time) {
      times.emplace_back(*time, file.level);
    } else {
      ++undated;
    }
  }
  model->families = sorted(families);
  model->folders = sorted(folders);
  model->times = time_chart(std::move(times), undated);
  model->map = folder_map(paths);
}

std::vector<ReasonCount> reasons(const std::map<Reason, std::uint64_t>& map) {
  std::vector<ReasonCount> all;
  for (const auto& [reason, count] : map) {
    const ReasonInfo& info = info_of(reason);
    all.push_back({std::string(info.text), count, info.leaves_unread});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const ReasonCount& a, const ReasonCount& b) {
                     return a.leaves_unread > b.leaves_unread;
                   });
  return all;
}

void account(const OwnerReportSource& source, Model* model) {
  if (!source.scan) return;
  model->has_scan = true;
  model->account = source.scan->account;
  std::map<Reason, std::uint64_t> counts;
  for (const Verdict& verdict : source.scan->verdicts) {
    if (!verdict.reason) continue;
    if (verdict.outcome != Outcome::detected) ++counts[*verdict.reason];
    const ReasonInfo& info = info_of(*verdict.reason);
    if (info.leaves_unread) {
      model->unread.push_back(
          {verdict.path, std::string(info.text), verdict.detail});
    }
  }
  // Without the account of the run, what was counted here stands for it.
  if (model->account) counts = model->account->not_scanned;
  model->not_scanned = reasons(counts);
  if (model->account) {
    model->layers_not_scanned = reasons(model->account->layers_not_scanned);
  }
  std::stable_sort(
      model->unread.begin(), model->unread.end(),
      [](const Unread& a, const Unread& b) { return a.path < b.path; });
}

// Everybody who wrote a line of the journal, in that order.
std::string actors_of(const Model& model) {
  std::map<std::uint64_t, const CustodyEvent*> in_order;
  const auto take = [&in_order](const std::vector<CustodyEvent>& events) {
    for (const CustodyEvent& event : events) in_order[event.sequence] = &event;
  };
  take(model.case_events);
  for (const FileEntry& file : model.files) take(file.events);
  std::vector<std::string> actors;
  for (const auto& [sequence, event] : in_order) {
    if (!event->actor.empty() &&
        std::find(actors.begin(), actors.end(), event->actor) == actors.end()) {
      actors.push_back(event->actor);
    }
  }
  std::string text;
  for (const std::string& actor : actors) {
    text += (text.empty() ? "" : "; ") + actor;
  }
  const CaseFacts& facts = model.evidence->facts;
  if (!text.empty()) return text;
  return facts.operator_name.empty() ? facts.user : facts.operator_name;
}

void add_facts(Model* model) {
  const auto add = [](auto* list, const char* name, const std::string& value) {
    if (!value.empty()) list->emplace_back(name, value);
  };
  auto* const facts = &model->facts;
  auto* const details = &model->details;
  add(facts, "For", model->addressee);
  add(facts, "Prepared", text::time_for_people(model->made));
  if (model->evidence) {
    const CaseFacts& by = model->evidence->facts;
    add(facts, "Server", by.host);
    add(facts, "Case", by.id);
    add(facts, "Ticket", by.ticket);
    add(facts, "Carried out by", actors_of(*model));
    add(facts, "Authorised by", by.authority);
    add(details, "System", by.system);
    add(details, "Time zone of the server", by.time_zone);
    add(details, "User of the system", by.user);
    add(details, "Program of the last call", by.tool + " " + by.tool_version);
    add(details, "Rule packs", by.packs);
    add(details, "Fingerprint of the rules", by.rules);
  }
  add(facts, "Program", model->tool);
  add(facts, "Questions to", model->contact);
}

std::string title_of(const Model& model) {
  std::string title = "No web shell was found";
  if (model.levels[2] != 0) {
    title = model.levels[2] == 1 ? "A web shell was found"
                                 : "Web shells were found";
  } else if (!model.files.empty()) {
    title = model.files.size() == 1 ? "A file that may be a web shell was found"
                                    : "Files that may be web shells were found";
  }
  if (model.evidence && !model.evidence->facts.host.empty()) {
    title += " on " + model.evidence->facts.host;
  }
  return title;
}

}  // namespace

std::string_view name_of(Action action) {
  constexpr std::array<std::string_view, 6> kNames = {
      "none", "not-copied", "copied", "removed", "restored", "unclear"};
  return kNames[static_cast<std::size_t>(action)];
}

std::string_view text_of(Action action) {
  constexpr std::array<std::string_view, 6> kTexts = {
      "left in place",         "not copied, left in place",
      "copied, left in place", "copied and removed",
      "removed and put back",  "interrupted, to be checked"};
  return kTexts[static_cast<std::size_t>(action)];
}

std::string event_text(const std::string& event) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14>
      kTexts = {{
          {"opened", "the case was opened"},
          {"continued", "a later call continued the case"},
          {"recovered", "the journal was recovered after an interruption"},
          {"collecting", "about to be copied"},
          {"collected", "copied, and the copy read again"},
          {"collect-failed", "could not be copied"},
          {"context", "what is around it was copied"},
          {"removing", "about to be removed"},
          {"removed", "removed"},
          {"remove-refused", "not removed"},
          {"reappeared", "a file of this name came back"},
          {"restoring", "about to be put back"},
          {"restored", "put back"},
          {"restore-refused", "not put back"},
      }};
  for (const auto& [name, text] : kTexts) {
    if (name == event) return std::string(text);
  }
  return event;
}

Model build_model(const OwnerReportSource& source) {
  Model model;
  model.evidence = source.evidence;
  model.made = source.made;
  model.tool = source.tool;
  model.addressee = source.addressee;
  model.contact = source.contact;
  model.files = files_of(source);
  complete(&model);
  if (model.evidence) {
    drop_copied(&model);
    model.evidence->items.clear();
    model.evidence->events.clear();
  }
  count(&model);
  account(source, &model);
  add_facts(&model);
  model.title = title_of(model);
  const Subjects subjects = subjects_of(model.files);
  model.summary = summary_of(model);
  model.not_done = not_done(model, subjects);
  model.next = next_steps(model, subjects);
  return model;
}

}  // namespace beachcomb::owner_report
