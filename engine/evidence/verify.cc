// SPDX-License-Identifier: Apache-2.0
//
// Reads a case again from the first byte to the last, and names the first
// thing that is wrong. Writes nothing.
#include <algorithm>
#include <set>
#include <utility>

#include "beachcomb/evidence.h"
#include "beachcomb/sha256.h"
#include "evidence/case_readme.h"
#include "evidence/case_records.h"
#include "evidence/copies.h"
#include "evidence/digests.h"
#include "evidence/journal.h"
#include "json/fields.h"
#include "os/durable.h"

namespace beachcomb {
namespace {

using evidence::JournalText;

struct Loaded {
  os::Descriptor folder;
  JournalText journal;
  Case state;
};

// The journal and what it tells; `journal.fault` when either is wrong.
Result<Loaded> load(const std::string& folder) {
  Loaded loaded;
  const os::Status status = os::open_any_folder(folder.c_str(), &loaded.folder);
  if (!status.ok()) return Error{folder + ": " + status.text()};
  auto journal = evidence::read_journal(loaded.folder);
  if (!journal) {
    return Error{folder + ": is no case: " + journal.error().message};
  }
  loaded.journal = std::move(*journal);
  loaded.state.folder = folder;
  for (const auto& record : loaded.journal.records) {
    const std::string wrong = evidence::apply(record, &loaded.state);
    if (!wrong.empty() && loaded.journal.fault.empty()) {
      loaded.journal.fault = "line " +
                             std::to_string(loaded.state.events.size() + 1) +
                             " of the journal " + wrong;
    }
  }
  if (!loaded.journal.hashes.empty()) {
    loaded.state.head = loaded.journal.hashes.back();
  }
  if (loaded.journal.key) {
    loaded.state.key = loaded.journal.key->fingerprint();
  }
  return loaded;
}

std::string fault_of_file(const os::Descriptor& folder, const char* name,
                          const std::string& expected_sha256) {
  const auto sha256 = evidence::sha256_of(folder, name);
  if (!sha256) return sha256.error().message;
  return *sha256 == expected_sha256 ? "" : std::string(name) + ": was changed";
}

std::string fault_of_copy(const Loaded& loaded, const std::string& of,
                          const evidence::Copy& copy,
                          const std::string& copy_sha256) {
  const std::string fault =
      fault_of_file(loaded.folder, copy.name.c_str(), copy_sha256);
  if (!fault.empty()) return of + fault;
  const auto digests = evidence::read_copy(loaded.folder, copy.name);
  if (!digests) return of + digests.error().message;
  if (!evidence::same(*digests, copy.digests)) {
    return of + "holds something else than was copied";
  }
  return {};
}

std::string fault_of_copies(const Loaded& loaded, std::uint64_t* copies) {
  std::set<std::string> seen;
  for (const EvidenceItem& item : loaded.state.items) {
    std::string fault = fault_of_copy(
        loaded, "the copy of item " + std::to_string(item.number) + ": ",
        {item.copy, item.digests}, item.copy_sha256);
    if (!fault.empty()) return fault;
    seen.insert(item.copy);
  }
  for (const ContextLog& log : loaded.state.logs) {
    if (log.copy.empty()) continue;
    std::string fault = fault_of_copy(loaded, "the lines of " + log.path + ": ",
                                      {log.copy, log.digests}, log.copy_sha256);
    if (!fault.empty()) return fault;
    seen.insert(log.copy);
  }
  *copies = seen.size();
  return {};
}

// The files beside journal and copies.
std::string fault_of_papers(const Loaded& loaded) {
  const auto& opened = loaded.journal.records.front();
  std::string fault = fault_of_file(loaded.folder, evidence::kReadmeName,
                                    json::text_at(opened, "readme_sha256"));
  if (!fault.empty()) return fault;
  const std::string key = json::text_at(opened, "public_key");
  return fault_of_file(loaded.folder, evidence::kPublicKeyName,
                       sha256_hex(std::as_bytes(std::span(key))));
}

std::string fault_of_key(const Loaded& loaded, const std::string& key_file) {
  if (key_file.empty()) return {};
  const auto key = evidence::SigningKey::load(key_file);
  if (!key) return key.error().message;
  if (key->public_key().fingerprint() == loaded.state.key) return {};
  return "the journal is signed with another key than " + key_file;
}

std::string fault_of_head(const Loaded& loaded, const std::string& head) {
  const auto& hashes = loaded.journal.hashes;
  if (head.empty() ||
      std::find(hashes.begin(), hashes.end(), head) != hashes.end()) {
    return {};
  }
  return "no line of the journal has the hash " + head +
         ": it was cut, or it is another journal";
}

std::string fault_of_all(const Loaded& loaded, const std::string& key_file,
                         const std::string& head, std::uint64_t* copies) {
  if (!loaded.journal.fault.empty()) return loaded.journal.fault;
  for (std::string fault :
       {fault_of_key(loaded, key_file), fault_of_head(loaded, head),
        fault_of_papers(loaded)}) {
    if (!fault.empty()) return fault;
  }
  std::string fault = fault_of_copies(loaded, copies);
  if (!fault.empty()) return fault;
  if (!loaded.journal.torn.empty()) {
    return "the journal ends in the middle of line " +
           std::to_string(loaded.journal.records.size() + 1) +
           ": the call that wrote it was killed, or it was cut; the next call "
           "of collect, remove or restore goes on from the line before it";
  }
  return {};
}

}  // namespace

Result<Case> read_case(const std::string& folder) {
  auto loaded = load(folder);
  if (!loaded) return loaded.error();
  if (!loaded->journal.fault.empty()) {
    return Error{folder + ": " + loaded->journal.fault};
  }
  return std::move(loaded->state);
}

Verification verify_case(const std::string& folder, const std::string& key_file,
                         const std::string& head) {
  Verification verification;
  const auto loaded = load(folder);
  if (!loaded) {
    verification.fault = loaded.error().message;
    return verification;
  }
  verification.records = loaded->journal.records.size();
  verification.head = loaded->state.head;
  verification.key = loaded->state.key;
  verification.fault =
      fault_of_all(*loaded, key_file, head, &verification.copies);
  const auto sealed = loaded->journal.sealed;
  if (verification.fault.empty() && sealed != verification.records) {
    verification.notes.push_back(
        "the last call did not end by itself: journal.head names line " +
        std::to_string(sealed.value_or(0)) + " of " +
        std::to_string(verification.records));
  }
  for (const EvidenceItem& item : loaded->state.items) {
    if (item.state == ItemState::unclear) {
      verification.notes.push_back("item " + std::to_string(item.number) +
                                   ": " + item.pending_event +
                                   " was begun and has no result");
    }
  }
  return verification;
}

std::string_view name_of(ItemState state) {
  switch (state) {
    case ItemState::copied:
      return "copied";
    case ItemState::removed:
      return "removed";
    case ItemState::restored:
      return "restored";
    case ItemState::unclear:
      return "unclear";
  }
  return "";
}

}  // namespace beachcomb
