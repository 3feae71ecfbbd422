// SPDX-License-Identifier: Apache-2.0
#include "evidence/open_case.h"

#include <filesystem>
#include <utility>

#include "beachcomb/report.h"
#include "beachcomb/sha256.h"
#include "evidence/case_readme.h"
#include "evidence/case_records.h"
#include "evidence/journal.h"
#include "os/durable.h"
#include "os/host.h"
#include "os/safe_path.h"
#include "text/base64.h"

namespace beachcomb::evidence {
namespace {

constexpr std::size_t kMostTornBytes = 4096;

CaseFacts complete(const CaseOptions& options) {
  CaseFacts facts = options.facts;
  if (facts.id.empty()) {
    facts.id = printable(std::filesystem::absolute(options.folder)
                             .lexically_normal()
                             .filename()
                             .string());
  }
  facts.host = os::host_name();
  facts.system = os::system_name();
  facts.time_zone = os::time_zone();
  facts.user = os::current_user();
  if (facts.operator_name.empty()) facts.operator_name = facts.user;
  return facts;
}

std::optional<Error> make_folders(const std::string& folder) {
  // Parents as the user would make them; the case itself is for this user.
  std::error_code error;
  const auto parent = std::filesystem::absolute(folder, error).parent_path();
  std::filesystem::create_directories(parent, error);
  os::Status status = os::make_folder(os::kHere, folder.c_str());
  os::Descriptor opened;
  if (status.ok()) status = os::open_any_folder(folder.c_str(), &opened);
  if (status.ok()) status = os::make_folder(opened.get(), "copies");
  if (status.ok()) return std::nullopt;
  return Error{folder + ": " + status.text()};
}

}  // namespace

struct OpenCase::Impl {
  os::Descriptor folder;
  Case state;
  std::optional<JournalWriter> writer;
  std::stop_token stop;
  bool made_key = false;
  bool wrote = false;

  std::optional<Error> record(std::string_view event, const Json& fields) {
    auto record = writer->append(event, state.facts.operator_name, fields);
    if (!record) return record.error();
    wrote = true;
    state.head = writer->head();
    const std::string wrong = evidence::apply(*record, &state);
    if (wrong.empty()) return std::nullopt;
    return Error{"the record '" + std::string(event) + "' " + wrong};
  }

  // The first record, and what a person finds beside it.
  std::optional<Error> begin(const CaseFacts& facts, const PublicKey& key) {
    state.facts = facts;
    const std::string readme = case_readme(facts, key);
    os::Status status = os::put_file(folder.get(), kReadmeName, readme);
    if (status.ok()) {
      status = os::put_file(folder.get(), kPublicKeyName, key.pem());
    }
    if (!status.ok()) return Error{"the case can't be made: " + status.text()};
    return record("opened", {{"format", 1},
                             {"case", to_json(facts)},
                             {"public_key", key.pem()},
                             {"readme_sha256",
                              sha256_hex(std::as_bytes(std::span(readme)))}});
  }

  // Goes on after what is there.
  std::optional<Error> go_on(const JournalText& journal,
                             const CaseFacts& facts) {
    for (const Json& record : journal.records) {
      const std::string wrong = evidence::apply(record, &state);
      if (!wrong.empty()) return Error{"a record of the journal " + wrong};
    }
    state.head = journal.hashes.back();
    if (!journal.torn.empty()) {
      auto error = record(
          "recovered", {{"torn", text::base64(std::string_view(journal.torn)
                                                  .substr(0, kMostTornBytes))},
                        {"bytes", journal.torn.size()}});
      if (error) return error;
    }
    CaseFacts now = facts;
    now.id = state.facts.id;
    if (now.authority.empty()) now.authority = state.facts.authority;
    if (now.ticket.empty()) now.ticket = state.facts.ticket;
    if (now.rules.empty()) {  // a call that needs none
      now.rules = state.facts.rules;
      now.packs = state.facts.packs;
    }
    if (to_json(now) == to_json(state.facts)) return std::nullopt;
    state.facts = now;
    return record("continued", {{"case", to_json(now)}});
  }
};

OpenCase::OpenCase(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
OpenCase::OpenCase(OpenCase&&) noexcept = default;
OpenCase& OpenCase::operator=(OpenCase&&) noexcept = default;

// What a crash leaves unsealed is sealed by the next call.
OpenCase::~OpenCase() {
  if (impl_ != nullptr && impl_->wrote) impl_->writer->seal(impl_->folder);
}

Result<OpenCase> OpenCase::open(const CaseOptions& options, bool create) {
  auto impl = std::make_unique<Impl>();
  impl->state.folder = options.folder;
  impl->stop = options.stop;
  if (create) {
    if (auto error = make_folders(options.folder)) return *error;
  }
  os::Status status =
      os::open_any_folder(options.folder.c_str(), &impl->folder);
  os::Descriptor file;
  if (status.ok()) {
    status = os::open_journal(impl->folder.get(), kJournalName, create, &file);
  }
  if (status.not_found()) {
    return Error{options.folder +
                 ": is no case; `beachcomb evidence collect` makes one"};
  }
  if (!status.ok()) return Error{options.folder + ": " + status.text()};
  if (!os::lock(file)) {
    return Error{options.folder + ": another process works on this case"};
  }
  auto key = SigningKey::load_or_make(options.key_file, &impl->made_key);
  if (!key) return key.error();
  const PublicKey shown = key->public_key();
  impl->state.key = shown.fingerprint();
  auto journal = read_journal(impl->folder);
  if (!journal) return Error{options.folder + ": " + journal.error().message};
  // Nothing was recorded yet: the case is new, or was cut off while it was.
  if (journal->records.empty() && create && journal->whole_bytes == 0) {
    status = os::truncate(file, 0);
    if (!status.ok()) return Error{options.folder + ": " + status.text()};
    impl->writer.emplace(std::move(file), std::move(*key), 0, "");
    if (auto error = impl->begin(complete(options), shown)) return *error;
  } else {
    if (!journal->fault.empty()) {
      return Error{options.folder + ": " + journal->fault};
    }
    if (journal->key->fingerprint() != impl->state.key) {
      return Error{options.folder + ": is signed with another key than " +
                   options.key_file};
    }
    status = os::truncate(file, journal->whole_bytes);
    if (!status.ok()) return Error{options.folder + ": " + status.text()};
    impl->writer.emplace(std::move(file), std::move(*key),
                         journal->records.size(), journal->hashes.back());
    if (auto error = impl->go_on(*journal, complete(options))) return *error;
  }
  if (auto error = impl->writer->seal(impl->folder)) return *error;
  if (status = os::sync(impl->folder); !status.ok()) {
    return Error{options.folder + ": " + status.text()};
  }
  return OpenCase(std::move(impl));
}

const Case& OpenCase::state() const { return impl_->state; }
const os::Descriptor& OpenCase::folder() const { return impl_->folder; }
bool OpenCase::made_key() const { return impl_->made_key; }
const std::stop_token& OpenCase::stop() const { return impl_->stop; }

std::optional<Error> OpenCase::record(std::string_view event,
                                      const Json& fields) {
  return impl_->record(event, fields);
}

}  // namespace beachcomb::evidence
