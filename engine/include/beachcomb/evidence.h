// SPDX-License-Identifier: Apache-2.0
//
// A case: a folder with a copy of each file that was found and the journal of
// what was done with it. docs/evidence.md describes both, for people who have
// to check them without beachcomb.
//
// All functions here block, and are not thread-safe for one case; a lock in
// the case keeps a second process out.
#ifndef BEACHCOMB_EVIDENCE_H_
#define BEACHCOMB_EVIDENCE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "beachcomb/export.h"
#include "beachcomb/file_record.h"
#include "beachcomb/result.h"
#include "beachcomb/rule_set.h"
#include "beachcomb/unwrap.h"
#include "beachcomb/verdict.h"

namespace beachcomb {

// Who acts, where, with what, and by what right.
struct CaseFacts {
  std::string id;  // without one: the name of the folder
  std::string operator_name;
  std::string authority;  // who approved it
  std::string ticket;
  std::string tool = "beachcomb";
  std::string tool_version;
  std::string packs;  // names of the rule packs
  std::string rules;  // fingerprint of the rules
  // Filled in by the engine.
  std::string host;
  std::string system;     // "Debian GNU/Linux 12 (bookworm), Linux 6.1.0"
  std::string time_zone;  // "CET +01:00"
  std::string user;       // who runs the program
};

struct CaseOptions {
  std::string folder;
  // PEM, Ed25519. Made when it is not there.
  std::string key_file;
  CaseFacts facts;
  // Asked to stop, a call ends between two files, or in one that is copied or
  // in a log, and says of the rest that it was not touched.
  std::stop_token stop{};
};

enum class ItemState {
  copied,    // the file stands where it stood
  removed,   // by us
  restored,  // by us, after we removed it
  unclear,   // an action was begun and has no result: it was interrupted
};
BEACHCOMB_API std::string_view name_of(ItemState state);

// Something in the folder of a found file that changed about when it did.
struct Neighbour {
  std::string name;  // raw bytes
  std::string type;  // "file", "folder", "symlink", "fifo", "socket", "device"
  std::uint64_t size = 0;
  std::uint32_t owner = 0;
  std::string owner_name;
  FileTimes times;
  std::string sha256;  // of files up to 64 MiB
  std::string reason;  // why a file has none
};

// What stood around a found file.
struct ItemContext {
  std::vector<Neighbour> neighbours;  // the nearest in time first
  std::uint64_t looked_at = 0;        // entries of the folder
  bool whole_folder = true;           // it has no more entries than those
  std::uint64_t within = 0;           // that changed then; may be more than 200
  std::string reason;                 // why the folder could not be read
};

// What was kept of a log. Without a copy, no line was.
struct ContextLog {
  std::string path;  // raw bytes
  std::vector<std::uint32_t> items;
  std::string sha256;  // of the whole log, as it is on the disk
  std::uint64_t size = 0;
  std::int64_t modified = 0;  // nanoseconds since 1970, UTC
  std::uint64_t lines = 0;    // kept
  bool cut = false;           // there were more than are kept
  std::string copy;
  std::string copy_sha256;
  FileDigests digests;  // of the kept lines
  std::string reason;   // why it could not be read, or not to its end
};

// One found file in a case.
struct EvidenceItem {
  std::uint32_t number = 0;  // from 1
  FileRecord file;
  FileRecord folder;     // that it stands in
  std::string found_as;  // the path that the scan had
  FileDigests digests;
  std::string copy;         // below the case: "copies/<sha256>.zip"
  std::string copy_sha256;  // of the zip itself
  Verdict verdict;          // what was found
  // The bytes are not those that were scanned.
  bool changed_since_scan = false;
  // Why only a person may remove it; empty when the file is the shell, whole.
  std::string mixed;
  std::int64_t collected = 0;  // nanoseconds since 1970, UTC
  ItemState state = ItemState::copied;
  // Of an action that was begun and has no result: "removing" or "restoring",
  // and the private folder that it was to use.
  std::string pending_event;
  std::string pending_folder;
  // When its folder was modified, as far as we know the last to do so: by
  // taking the file away or putting it back. Nanoseconds since 1970, UTC.
  std::optional<std::int64_t> folder_left;
  std::optional<ItemContext> context;  // where it was asked for
  // Why the last attempt to remove or restore it was refused or failed.
  std::string last_refusal;
};

// One line of the journal.
struct CustodyEvent {
  std::uint64_t sequence = 0;  // from 1
  std::int64_t time = 0;       // nanoseconds since 1970, UTC
  std::string event;           // "collected", docs/evidence.md has the list
  std::optional<std::uint32_t> item;
  std::string actor;
  std::string detail;  // of a refusal or failure
};

// A case as its journal tells it.
struct Case {
  std::string folder;
  CaseFacts facts;
  std::int64_t opened = 0;
  std::vector<EvidenceItem> items;
  std::vector<CustodyEvent> events;
  std::string head;  // SHA-256 of the last line
  std::string key;   // fingerprint of the public key
  std::vector<ContextLog> logs;
  // What could not be copied: path and reason.
  std::vector<std::pair<std::string, std::string>> not_copied;
};

// Reads the journal and checks its chain and signatures, not the copies.
BEACHCOMB_API Result<Case> read_case(const std::string& folder);

struct Verification {
  std::uint64_t records = 0;
  std::uint64_t copies = 0;
  std::string head;  // SHA-256 of the last line of the journal
  std::string key;   // fingerprint of the key that signed it
  // The first thing that is wrong; empty when nothing is.
  std::string fault;
  std::vector<std::string> notes;  // what is worth knowing and no fault
};
// Reads everything again: chain, signatures, copies and their digests. With a
// `key_file`, the journal must be signed with that key; with a `head`, it must
// be one of the lines.
BEACHCOMB_API Verification verify_case(const std::string& folder,
                                       const std::string& key_file = "",
                                       const std::string& head = "");

// What was done with one file.
struct ItemResult {
  std::uint32_t number = 0;  // 0 when it is no item of the case
  std::string path;
  bool done = false;
  std::string text;  // what was done, or why not; for people
  std::vector<std::string> warnings;
};
using OnItem = std::function<void(const ItemResult&)>;

// What is kept beside the files themselves.
struct ContextOptions {
  std::uint32_t window_hours = 24;  // before and after an item's times
  // Files and folders; none: where the servers that we know write them.
  std::vector<std::string> logs;
};

struct Collected {
  std::uint64_t copied = 0;
  std::uint64_t already_there = 0;  // the same file with the same content
  std::uint64_t failed = 0;
  std::uint64_t neighbours = 0;   // recorded
  std::uint64_t log_lines = 0;    // kept
  std::uint64_t logs_failed = 0;  // logs and folders that could not be read
  std::string head;
  bool made_key = false;
};
// Copies the file of each detected verdict into the case, which is made when
// it is not there. With `context`, what stood around the items and the lines of
// logs about them as well. An Error when the case can't be used.
BEACHCOMB_API Result<Collected> collect(
    const CaseOptions& options, const std::vector<Verdict>& verdicts,
    const OnItem& on_item = {},
    const std::optional<ContextOptions>& context = {});

struct RemoveOptions {
  bool dry_run = true;
  Level level = Level::malicious;
  // Only these; none: all.
  std::vector<std::uint32_t> items{};
  // These may be removed although they have other content as well.
  std::vector<std::uint32_t> mixed_items{};
  // Tried on encrypted archives when the file is scanned again.
  std::vector<std::string> passwords = UnwrapOptions{}.passwords;
};
struct Removed {
  std::uint64_t removed = 0;  // of a dry run: would be
  std::uint64_t refused = 0;
  std::uint64_t gone_already = 0;
  std::string head;
};
// Removes files of which the case has a verified copy, and that are still the
// same file with the same content in which one of the same rules holds.
BEACHCOMB_API Result<Removed> remove_files(const CaseOptions& options,
                                           const RuleSet& rules,
                                           const RemoveOptions& remove,
                                           const OnItem& on_item = {});

struct Restored {
  std::uint64_t restored = 0;
  std::uint64_t refused = 0;
  std::string head;
};
// Puts removed files back where they stood; `items` none: all of them.
BEACHCOMB_API Result<Restored> restore_files(
    const CaseOptions& options, const std::vector<std::uint32_t>& items,
    const OnItem& on_item = {});

}  // namespace beachcomb

#endif  // BEACHCOMB_EVIDENCE_H_
