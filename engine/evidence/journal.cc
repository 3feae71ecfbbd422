// SPDX-License-Identifier: Apache-2.0
#include "evidence/journal.h"

#include <utility>

#include "beachcomb/sha256.h"
#include "json/fields.h"
#include "json/verdict.h"
#include "os/durable.h"
#include "os/host.h"
#include "os/process.h"
#include "os/safe_path.h"
#include "text/base64.h"
#include "text/format.h"

namespace beachcomb::evidence {
namespace {

using json::number_at;
using json::text_at;

constexpr std::size_t kMostJournalBytes = std::size_t{4} << 30;
constexpr std::string_view kSignature = ",\"signature\":\"";
constexpr std::string_view kEnd = "\"}";
const std::string kNoLine(64, '0');

std::string hash_of(std::string_view line) {
  return sha256_hex(std::as_bytes(std::span(line)));
}

// Snippets of shells stand in the journal. Written so, they are the same text
// for who parses the JSON, and no shell for a scanner or a web server that
// meets the file. None of these stands outside of a JSON string.
std::string disarmed(std::string_view line) {
  constexpr std::string_view kArms = "<>%?$(&'`";
  std::string out;
  out.reserve(line.size());
  for (const char c : line) {
    if (kArms.find(c) == kArms.npos) {
      out.push_back(c);
    } else {
      out.append("\\u00").append(text::hex({&c, 1}));
    }
  }
  return out;
}

std::string signed_line(const Json& record, const SigningKey& key) {
  std::string line = disarmed(json::line_of(record));
  line.pop_back();  // the brace that closes it
  const std::string signature = text::base64(key.sign(line));
  return line.append(kSignature).append(signature).append(kEnd);
}

// The signed part of a line and its signature, raw.
std::optional<std::pair<std::string_view, std::string>> split(
    std::string_view line) {
  const std::size_t at = line.rfind(kSignature);
  if (at == line.npos || !line.ends_with(kEnd)) return std::nullopt;
  std::string_view coded = line.substr(at + kSignature.size());
  coded.remove_suffix(std::min(coded.size(), kEnd.size()));
  auto signature = text::from_base64(coded);
  if (!signature) return std::nullopt;
  return std::pair(line.substr(0, at), *signature);
}

// Checks one line and adds it; what is wrong with it, or nothing.
std::string take_line(std::string_view line, JournalText* journal) {
  const Json record = Json::parse(line, nullptr, false);
  const auto parts = split(line);
  if (!record.is_object() || !parts) return "is no signed record";
  const std::uint64_t expected = journal->records.size() + 1;
  if (number_at(record, "seq") != expected) {
    return "has the number " + std::to_string(number_at(record, "seq")) +
           ": records were dropped, added or swapped";
  }
  const std::string& before =
      journal->hashes.empty() ? kNoLine : journal->hashes.back();
  if (text_at(record, "prev") != before) {
    return "does not continue the line before it";
  }
  if (expected == 1) {
    auto key = PublicKey::from_pem(text_at(record, "public_key"));
    if (!key) return "names no key";
    journal->key = std::move(*key);
  }
  if (!journal->key->verify(parts->first, parts->second)) {
    return "has a signature that does not fit: it was changed";
  }
  journal->records.push_back(record);
  journal->hashes.push_back(hash_of(line));
  return {};
}

// What is wrong with the head, or nothing.
std::string check_head(const os::Descriptor& case_folder,
                       JournalText* journal) {
  std::string text;
  const os::Status status =
      os::read_file(case_folder.get(), kHeadName, false, 4096, &text);
  // The first call was interrupted before it could write one.
  if (status.not_found() && journal->records.size() <= 1) return {};
  if (!status.ok()) return std::string(kHeadName) + ": " + status.text();
  if (!text.ends_with('\n')) return "journal.head is cut off";
  text.pop_back();
  const Json head = Json::parse(text, nullptr, false);
  const auto parts = split(text);
  if (!head.is_object() || !parts ||
      !journal->key->verify(parts->first, parts->second)) {
    return "journal.head has a signature that does not fit: it was changed";
  }
  const std::uint64_t sequence = number_at(head, "seq");
  if (sequence == 0 || sequence > journal->hashes.size()) {
    return "the journal was cut: journal.head names record " +
           std::to_string(sequence) + ", the last one there is " +
           std::to_string(journal->hashes.size());
  }
  if (journal->hashes[sequence - 1] != text_at(head, "hash")) {
    return "journal.head names another record " + std::to_string(sequence);
  }
  journal->sealed = sequence;
  return {};
}

}  // namespace

Result<JournalText> read_journal(const os::Descriptor& case_folder) {
  std::string text;
  const os::Status status = os::read_file(case_folder.get(), kJournalName,
                                          false, kMostJournalBytes, &text);
  if (!status.ok())
    return Error{std::string(kJournalName) + ": " + status.text()};
  JournalText journal;
  std::string_view rest = text;
  for (std::size_t end; (end = rest.find('\n')) != rest.npos;) {
    const std::string wrong = take_line(rest.substr(0, end), &journal);
    if (!wrong.empty()) {
      journal.fault = "line " + std::to_string(journal.records.size() + 1) +
                      " of the journal " + wrong;
      return journal;
    }
    rest.remove_prefix(end + 1);
  }
  journal.torn = rest;
  journal.whole_bytes = text.size() - rest.size();
  if (journal.records.empty()) {
    journal.fault = "the journal has no record";
    return journal;
  }
  journal.fault = check_head(case_folder, &journal);
  return journal;
}

Result<Json> JournalWriter::append(std::string_view event,
                                   const std::string& actor,
                                   const Json& fields) {
  Json record{{"seq", sequence_ + 1},
              {"time", text::time_rfc3339(os::now())},
              {"event", std::string(event)},
              {"actor", actor}};
  for (const auto& [key, value] : fields.items()) record[key] = value;
  record["prev"] = head_.empty() ? kNoLine : head_;
  const std::string line = signed_line(record, key_);
  os::Status status = os::write_all(file_, line + '\n');
  if (status.ok()) status = os::sync(file_);
  if (!status.ok()) {
    return Error{"the journal could not be written: " + status.text()};
  }
  ++sequence_;
  head_ = hash_of(line);
  return record;
}

std::optional<Error> JournalWriter::seal(
    const os::Descriptor& case_folder) const {
  const Json head{{"seq", sequence_}, {"hash", head_}};
  const os::Status status = os::put_file(case_folder.get(), kHeadName,
                                         signed_line(head, key_) + '\n');
  if (status.ok()) return std::nullopt;
  return Error{std::string(kHeadName) + ": " + status.text()};
}

}  // namespace beachcomb::evidence
