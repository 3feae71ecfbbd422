// SPDX-License-Identifier: Apache-2.0
//
// ArcSight's Common Event Format, version 0: a line for each finding, for each
// file that was not scanned, or not whole, and for the run.
//
//     CEF:0|vendor|product|version|id|name|severity|key=value key=value
//
// In the header | and \ are escaped, in the values = and \; line breaks and
// other controls are gone before, by printable(). docs/formats/cef.md says what
// stands in which key.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "beachcomb/version.h"
#include "report/event_sink.h"
#include "report/facts.h"
#include "report/formats.h"
#include "report/paths.h"
#include "text/utf8.h"

namespace beachcomb::report {
namespace {

constexpr std::int64_t kMillisecond = 1'000'000;

// The most that a value may have, of the keys that we use, as the extension
// dictionary of CEF has it. Longer ones are cut there, for what a receiver
// does with them is not known.
struct Limit {
  std::string_view key;
  std::size_t bytes;
};
constexpr std::array kLimits = {
    Limit{"dvchost", 100},   Limit{"externalId", 40}, Limit{"fileHash", 255},
    Limit{"filePath", 1023}, Limit{"fname", 1023},    Limit{"msg", 1023},
    Limit{"outcome", 63},    Limit{"reason", 1023},   Limit{"cat", 1023},
};
constexpr std::size_t kCustomLimit = 4000;  // cs1 to cs6
constexpr std::size_t kHeaderLimit = 512;

std::size_t limit_of(std::string_view key) {
  for (const Limit& limit : kLimits) {
    if (limit.key == key) return limit.bytes;
  }
  return kCustomLimit;
}

// printable(), cut between two characters.
std::string cut(std::string_view bytes, std::size_t limit) {
  constexpr std::string_view kMore = "\xe2\x80\xa6";
  std::string shown = printable(bytes);
  if (shown.size() <= limit) return shown;
  std::size_t end = 0;
  const std::size_t most = limit - kMore.size();
  while (true) {
    const std::string_view rest = std::string_view(shown).substr(end);
    const std::size_t length = text::first_character(rest).length;
    if (end + length > most) break;
    end += length;
  }
  shown.resize(end);
  return shown.append(kMore);
}

std::string escaped(std::string_view shown, char mark) {
  std::string out;
  for (const char c : shown) {
    if (c == '\\' || c == mark) out += '\\';
    out += c;
  }
  return out;
}

class Event {
 public:
  // `severity` is from 0 to 10.
  Event(std::string_view id, std::string_view name, int severity)
      : line_(fmt::format("CEF:0|{0}|{0}|{1}|{2}|{3}|{4}|", kProduct, version(),
                          header(id), header(name), severity)) {}

  Event& text(std::string_view key, std::string_view bytes) {
    if (bytes.empty()) return *this;
    return raw(key, escaped(cut(bytes, limit_of(key)), '='));
  }
  template <typename T>
  Event& number(std::string_view key, T number) {
    return raw(key, std::to_string(number));
  }
  // One of the keys for what CEF has no key for: "cs1", "cn1".
  Event& labelled(std::string_view key, std::string_view label,
                  std::string_view bytes) {
    if (bytes.empty()) return *this;
    return text(key, bytes).raw(std::string(key) + "Label", label);
  }
  template <typename T>
  Event& labelled_number(std::string_view key, std::string_view label,
                         T value) {
    return number(key, value).raw(std::string(key) + "Label", label);
  }
  const std::string& line() const { return line_; }

 private:
  static std::string header(std::string_view bytes) {
    return escaped(cut(bytes, kHeaderLimit), '|');
  }
  Event& raw(std::string_view key, std::string_view value) {
    if (begun_) line_ += ' ';
    begun_ = true;
    ((line_ += key) += '=') += value;
    return *this;
  }
  std::string line_;
  bool begun_ = false;
};

class Cef : public EventSink {
 public:
  using EventSink::EventSink;

 private:
  // That there is something nobody knows is worth a look.
  static constexpr int kUnreadSeverity = 3;

  std::string finding_event(const Finding& finding,
                            const Verdict& verdict) const override {
    return found(finding, verdict).line();
  }

  std::string file_event(const Verdict& verdict) const override {
    if (verdict.reason) return unread(verdict).line();
    if (verdict.outcome != Outcome::clean) return {};
    Event event("clean",
                verdict.known_good ? "A file is known to be good"
                                   : "Nothing was found in a file",
                0);
    put_file(verdict, &event);
    event.text("msg", trust(verdict));
    return event.line();
  }

  std::string run_event(const Summary& summary) const override {
    const Ledger& ledger = summary.ledger;
    const bool whole = summary.is_whole();
    Event event("run", "A scan ended", whole ? 0 : kUnreadSeverity);
    put_origin(&event);
    event.text("externalId", id_of_run())
        .text("outcome", whole ? "success" : "failure")
        .number("cnt", ledger.files())
        .labelled_number("cn1", "detected", ledger.count(Outcome::detected))
        .labelled_number("cn2", "failed", ledger.count(Outcome::failed))
        .labelled_number("cn3", "skipped", ledger.count(Outcome::skipped))
        .labelled("cs6", "rules", run().rules)
        .text("msg", run_line(summary));
    if (run().started != 0) {
      event.number("start", run().started / kMillisecond);
    }
    return event.line();
  }

  void put_origin(Event* event) const {
    event->number("rt", now() / kMillisecond).text("dvchost", run().host);
  }

  void put_file(const Verdict& verdict, Event* event) const {
    put_origin(event);
    const std::string path = full_path(verdict, run());
    event->text("fname", parts_of(path).name).text("filePath", path);
    if (verdict.mtime) {
      event->number("fsize", verdict.size)
          .number("fileModificationTime", *verdict.mtime / kMillisecond);
    }
    event->text("fileHash", verdict.sha256);
  }

  Event found(const Finding& finding, const Verdict& verdict) const {
    const RuleInfo& rule = finding.rule;
    Event event(rule.pack + '.' + rule.name,
                rule.description.empty() ? rule.name : rule.description,
                static_cast<int>(severity_of_ten(rule.score)));
    put_file(verdict, &event);
    event.text("externalId", finding_id(finding, verdict, run()))
        .text("cat", name_of(level_of(rule.score)))
        .number("cnt", finding.matches.size() + finding.matches_omitted)
        .text("msg", headline(finding, verdict))
        .labelled("cs1", "pack", rule.pack)
        .labelled("cs2", "family", rule.family)
        .labelled("cs3", "mitre", fmt::format("{}", fmt::join(rule.mitre, " ")))
        .labelled("cs4", "chain", chain_of(finding, verdict))
        .labelled("cs6", "rules", run().rules)
        .labelled_number("cn1", "score", rule.score);
    if (const Match* const match = first_match(finding); match != nullptr) {
      event.labelled("cs5", "match", match->snippet)
          .labelled_number("cn2", "offset", match->offset);
      if (match->line != 0) event.labelled_number("cn3", "line", match->line);
    }
    return event;
  }

  Event unread(const Verdict& verdict) const {
    const ReasonInfo& why = info_of(*verdict.reason);
    const bool was_skipped = verdict.outcome == Outcome::skipped;
    const bool on_purpose = was_skipped && !why.leaves_unread;
    Event event(
        fmt::format("{}.{}", was_skipped ? "skipped" : "unread", why.name),
        was_skipped ? "A file was skipped"
                    : "A file could not be scanned whole",
        on_purpose ? 0 : kUnreadSeverity);
    put_file(verdict, &event);
    event.text("externalId", verdict_id(verdict, run(), now()))
        .text("cat", name_of(verdict.outcome))
        .text("outcome", on_purpose ? "" : "failure")
        .text("reason", why.text)
        .text("msg", reason_line(verdict));
    return event;
  }
};

}  // namespace

std::unique_ptr<Sink> make_cef(Output& output, const ReportOptions& options) {
  return std::make_unique<Cef>(output, options);
}

}  // namespace beachcomb::report
