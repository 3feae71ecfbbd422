// SPDX-License-Identifier: Apache-2.0
//
// journald's native protocol, which systemd keeps stable and documents for
// those who speak it themselves (systemd.io, JOURNAL_NATIVE_PROTOCOL): a
// datagram of fields for each entry, or a sealed file of memory when it is too
// large for one. We do: libsystemd would bring liblzma, libzstd, liblz4,
// libgcrypt and libcap into a program that reads hostile files, for a format
// that is written below in one function. In 2024 that list of libraries was
// how a backdoor in liblzma got into sshd, which linked libsystemd to send one
// datagram.
#include "journal_output.h"

#include <array>
#include <cstdint>
#include <utility>

namespace beachcomb::cli {
namespace {

constexpr const char* kSocket = "/run/systemd/journal/socket";

// For `journalctl MESSAGE_ID=...`. docs/formats/services.md lists them.
struct Kind {
  std::string_view name;
  std::string_view message_id;
};
constexpr std::array kKinds = {
    Kind{"detected", "619ddef54c6649b3a100ab3134fa6b19"},
    Kind{"unread", "df983e9a08c44ccdad7e2a5091aa5e7d"},
    Kind{"skipped", "e20d540f8fc64b2b860b691160c7c45f"},
    Kind{"clean", "9cf30eb01d594cd2a94e8804e9e8357d"},
    Kind{"run", "c488c41ad5024586b4c403d0ce125f02"},
};

std::string_view message_id_of(std::string_view kind) {
  for (const Kind& row : kKinds) {
    if (row.name == kind) return row.message_id;
  }
  return {};
}

class Fields {
 public:
  Fields& add(std::string_view name, std::string_view value) {
    constexpr int kByte = 8;
    if (value.empty()) return *this;
    text_ += name;
    if (value.find('\n') == value.npos) {
      text_ += '=';
    } else {
      text_ += '\n';  // then the length, the least byte first
      for (int i = 0; i < kByte; ++i) {
        text_ += static_cast<char>(std::uint64_t{value.size()} >> i * kByte);
      }
    }
    (text_ += value) += '\n';
    return *this;
  }
  Fields& add(std::string_view name, std::uint64_t number) {
    return add(name, std::to_string(number));
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void add_verdict(const Verdict& verdict, Fields* fields) {
  fields->add("BEACHCOMB_PATH", verdict.path)
      .add("BEACHCOMB_OUTCOME", name_of(verdict.outcome));
  if (verdict.mtime) fields->add("BEACHCOMB_SIZE", verdict.size);
  fields->add("BEACHCOMB_SHA256", verdict.sha256);
  if (verdict.reason) {
    fields->add("BEACHCOMB_REASON", info_of(*verdict.reason).name)
        .add("BEACHCOMB_DETAIL", printable(verdict.detail));
  }
  if (verdict.findings.empty()) return;
  const int score = verdict.score();
  fields->add("BEACHCOMB_LEVEL", name_of(level_of(score)))
      .add("BEACHCOMB_SCORE", static_cast<std::uint64_t>(score));
  // A field may be there more than once.
  for (const Finding& finding : verdict.findings) {
    fields->add("BEACHCOMB_RULE", finding.rule.pack + '.' + finding.rule.name)
        .add("BEACHCOMB_FAMILY", finding.rule.family);
    for (const std::string& technique : finding.rule.mitre) {
      fields->add("BEACHCOMB_MITRE", technique);
    }
  }
}

void add_summary(const Summary& summary, Fields* fields) {
  const Ledger& ledger = summary.ledger;
  fields->add("BEACHCOMB_FILES", ledger.files())
      .add("BEACHCOMB_CLEAN", ledger.count(Outcome::clean))
      .add("BEACHCOMB_DETECTED", ledger.count(Outcome::detected))
      .add("BEACHCOMB_SKIPPED", ledger.count(Outcome::skipped))
      .add("BEACHCOMB_FAILED", ledger.count(Outcome::failed))
      .add("BEACHCOMB_COMPLETE", summary.complete ? "1" : "0")
      .add("BEACHCOMB_ALL_READ", summary.is_whole() ? "1" : "0");
}

class JournalOutput : public ServiceOutput {
 public:
  using ServiceOutput::ServiceOutput;

 private:
  std::string message_of(std::string_view entry,
                         const Subject& subject) override {
    Fields fields;
    fields.add("MESSAGE", entry)
        .add("PRIORITY", static_cast<std::uint64_t>(subject.priority()))
        .add("SYSLOG_IDENTIFIER", "beachcomb")
        .add("SYSLOG_FACILITY", "3")  // daemon
        .add("MESSAGE_ID", message_id_of(subject.kind()));
    if (subject.verdict != nullptr) add_verdict(*subject.verdict, &fields);
    if (subject.summary != nullptr) add_summary(*subject.summary, &fields);
    return fields.take();
  }
};

}  // namespace

std::unique_ptr<ServiceOutput> make_journal_output(const std::string& name,
                                                   std::string_view where,
                                                   Layout layout) {
  return std::make_unique<JournalOutput>(
      name,
      Endpoint{.kind = Endpoint::Kind::journal,
               .path = std::string(where.empty() ? kSocket : where)},
      layout);
}

}  // namespace beachcomb::cli
