// SPDX-License-Identifier: Apache-2.0
#include "service_output.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "journal_output.h"
#include "syslog_output.h"

namespace beachcomb::cli {
namespace {

constexpr std::string_view kJournal = "journald:";
constexpr std::string_view kSyslog = "syslog:";

bool leaves_unread(const Verdict& verdict) {
  return verdict.reason && info_of(*verdict.reason).leaves_unread;
}

class Announcer : public Sink {
 public:
  Announcer(ServiceOutput& output, Sink& next) : output_(output), next_(next) {}

  bool on_verdict(const Verdict& verdict) override {
    output_.about({.verdict = &verdict});
    return next_.on_verdict(verdict);
  }
  bool on_finish(const Summary& summary) override {
    output_.about({.summary = &summary});
    return next_.on_finish(summary);
  }

 private:
  ServiceOutput& output_;
  Sink& next_;
};

}  // namespace

Priority Subject::priority() const {
  if (summary != nullptr) {
    return summary->is_whole() ? Priority::info : Priority::error;
  }
  switch (verdict->outcome) {
    case Outcome::clean:
      return Priority::info;
    case Outcome::skipped:
      return leaves_unread(*verdict) ? Priority::error : Priority::info;
    case Outcome::failed:
      return Priority::error;
    case Outcome::detected:
      break;
  }
  const Level level = level_of(verdict->score());
  if (level == Level::malicious) return Priority::critical;
  if (leaves_unread(*verdict)) return Priority::error;
  return level == Level::suspicious ? Priority::warning : Priority::notice;
}

std::string_view Subject::kind() const {
  if (summary != nullptr) return "run";
  const bool was_asked_for =
      verdict->outcome == Outcome::failed ||
      (verdict->outcome == Outcome::skipped && leaves_unread(*verdict));
  return was_asked_for ? "unread" : name_of(verdict->outcome);
}

void ServiceOutput::open() {
  if (connection_.open()) return;
  spdlog::warn("{}: {}; trying again while the scan goes on", printable(name_),
               connection_.problem());
}

bool ServiceOutput::write(std::string_view text) {
  if (layout_ == Layout::prose) {
    send(text);
    return true;
  }
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    send(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

void ServiceOutput::send(std::string_view entry) {
  entry = entry.substr(0, entry.find_last_not_of("\r\n") + 1);
  if (entry.empty()) return;
  connection_.send(message_of(entry, subject_));
  ++sent_;
}

bool ServiceOutput::finish() {
  connection_.finish();
  if (connection_.lost() != 0) {
    spdlog::error("{}: {} of {} entries may be lost: {}", printable(name_),
                  connection_.lost(), sent_, connection_.problem());
  }
  if (connection_.resets() != 0) {
    spdlog::error(
        "{}: the connection was closed {} times before all entries in it were "
        "read; those are lost",
        printable(name_), connection_.resets());
  }
  return connection_.lost() == 0 && connection_.resets() == 0;
}

bool is_service(std::string_view path) {
  return path.starts_with(kJournal) || path.starts_with(kSyslog);
}

Result<std::unique_ptr<ServiceOutput>> make_service_output(
    const std::string& path, std::string_view format) {
  Layout layout = Layout::lines;
  for (const ReporterInfo& reporter : reporters()) {
    if (reporter.name == format) layout = reporter.layout;
  }
  if (layout == Layout::document) {
    return Error{path + ": " + std::string(format) +
                 " is one document and can't be told entry by entry; name "
                 "another format with -f"};
  }
  const std::string_view all = path;
  if (all.starts_with(kJournal)) {
    return make_journal_output(path, all.substr(kJournal.size()), layout);
  }
  return make_syslog_output(path, all.substr(kSyslog.size()));
}

std::unique_ptr<Sink> make_announcer(ServiceOutput& output, Sink& next) {
  return std::make_unique<Announcer>(output, next);
}

}  // namespace beachcomb::cli
