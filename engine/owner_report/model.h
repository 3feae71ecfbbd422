// SPDX-License-Identifier: Apache-2.0
//
// What the notice says, before it is HTML, Markdown or JSON: the formats
// arrange these values and add none, so that they can't tell different
// stories. Strings are raw bytes; whoever writes them escapes them.
#ifndef BEACHCOMB_OWNER_REPORT_MODEL_H_
#define BEACHCOMB_OWNER_REPORT_MODEL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "beachcomb/owner_report.h"
#include "owner_report/folders.h"
#include "owner_report/times.h"

namespace beachcomb::owner_report {

// What was done with a file.
enum class Action {
  none,        // there is no case: it was only looked at
  not_copied,  // there is a case, and it is not in it
  copied,
  removed,
  restored,
  unclear,
};
std::string_view name_of(Action action);  // for machines: "not-copied"
std::string_view text_of(Action action);  // "copied, left in place"

// Where in a layer a finding has its matches: one line, or one offset where
// lines are not known.
struct Excerpt {
  std::string where;      // "line 3, column 33"
  std::string strings{};  // "$a, $b"
  // Empty when it was shown for an earlier finding of the file.
  std::string snippet{};
};

struct FileEntry {
  std::uint32_t number = 0;  // from 1, in the order of the report
  Verdict verdict;           // the finding with the highest score first
  Level level = Level::notice;
  std::string family;
  // For each of the findings: the first few.
  std::vector<std::vector<Excerpt>> excerpts;
  Action action = Action::none;
  std::string remark;  // why it was not copied or not removed; may be empty
  std::optional<EvidenceItem> item;
  std::vector<CustodyEvent> events;
};

// Files of one family or folder.
struct Tally {
  std::string name;
  LevelCounts counts{};
};

struct Reference {
  std::string label;
  std::string url;
};

struct Advice {
  std::string title;
  std::vector<std::string> paragraphs{};
  std::vector<std::string> commands{};
  std::vector<Reference> references{};
};

// What could not be scanned, or not whole.
struct Unread {
  std::string path;
  std::string reason;  // for people
  std::string detail;
};

struct ReasonCount {
  std::string text;
  std::uint64_t count = 0;
  bool leaves_unread = false;
};

struct Model {
  std::string title;
  std::vector<std::string> summary;  // paragraphs
  // Who, where and when; and with what, for those who check it.
  std::vector<std::pair<std::string, std::string>> facts;
  std::vector<std::pair<std::string, std::string>> details;
  std::vector<FileEntry> files;
  LevelCounts levels{};
  std::vector<Tally> families;
  std::vector<Tally> folders;
  TimeChart times;
  std::vector<FolderRow> map;
  // Files that the system changed more than a day after the time they bear.
  std::uint64_t backdated = 0;
  std::vector<CustodyEvent> case_events;  // that are about no single file
  std::vector<Advice> not_done;
  std::vector<Advice> next;
  std::optional<ScanAccount> account;
  bool has_scan = false;
  std::vector<ReasonCount> not_scanned;
  std::vector<ReasonCount> layers_not_scanned;
  std::vector<Unread> unread;
  std::optional<Case> evidence;  // facts, head and key; without its items
  std::uint64_t copied = 0;      // files with a copy
  std::uint64_t removed = 0;     // and not restored
  std::int64_t made = 0;
  std::string tool;
  std::string addressee;
  std::string contact;
};

Model build_model(const OwnerReportSource& source);

// "removed", and in words "removed from its place"; of an unknown event its
// name.
std::string event_text(const std::string& event);

}  // namespace beachcomb::owner_report

#endif  // BEACHCOMB_OWNER_REPORT_MODEL_H_
