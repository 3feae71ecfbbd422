// SPDX-License-Identifier: Apache-2.0
//
// The custody journal: one JSON object a line.
//
//     {"seq":2,"time":"...","event":"...",...,
//      "prev":"<hex>","signature":"<base64>"}
//
// `prev` is the SHA-256 of the line before, without its line break (64 zeros
// in the first), and `signature` is the Ed25519 signature of the line up to
// the comma before "signature". So a line can't be changed, dropped from the
// middle, swapped or added without the key. That the last lines were dropped
// can't be seen in the journal: journal.head names its last line, signed with
// the same key, and whoever wrote down the head of the last call can ask for
// it.
#ifndef BEACHCOMB_EVIDENCE_JOURNAL_H_
#define BEACHCOMB_EVIDENCE_JOURNAL_H_

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/result.h"
#include "evidence/signing_key.h"
#include "os/descriptor.h"

namespace beachcomb::evidence {

using Json = nlohmann::ordered_json;

inline constexpr char kJournalName[] = "journal.ndjson";
inline constexpr char kHeadName[] = "journal.head";

// What a journal file holds, as far as it is right.
struct JournalText {
  std::vector<Json> records;
  std::vector<std::string> hashes;  // of each line
  std::string torn;                 // what stands behind the last line break
  std::uint64_t whole_bytes = 0;    // without the torn part
  std::optional<PublicKey> key;     // that the first record names
  std::optional<std::uint64_t> sealed;  // the sequence that the head names
  std::string fault;                    // the first thing that is wrong
};

// Reads and checks the journal in a case: form, order, chain, signatures and
// the head. An Error when there is none or it can't be read.
Result<JournalText> read_journal(const os::Descriptor& case_folder);

// Appends to a journal that read_journal found without fault.
class JournalWriter {
 public:
  JournalWriter(os::Descriptor file, SigningKey key, std::uint64_t sequence,
                std::string head)
      : file_(std::move(file)),
        key_(std::move(key)),
        sequence_(sequence),
        head_(std::move(head)) {}

  // Adds seq, time, prev and signature. The line is on the disk when this
  // returns the record; after an Error nothing may be appended any more.
  Result<Json> append(std::string_view event, const std::string& actor,
                      const Json& fields);
  // Names the last line in journal.head.
  std::optional<Error> seal(const os::Descriptor& case_folder) const;
  const std::string& head() const { return head_; }

 private:
  os::Descriptor file_;
  SigningKey key_;
  std::uint64_t sequence_;
  std::string head_;
};

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_JOURNAL_H_
