// SPDX-License-Identifier: Apache-2.0
//
// JUnit's XML, as GitLab, Jenkins and others show it beside a merge request: a
// test case for each file that is not clean, and one for the run, so that a
// run without findings is no empty report, which Jenkins takes for a broken
// one. A file with findings is a failure; one that was to be scanned and was
// not, or not whole, is an error; what was left out on purpose is skipped.
//
// The counts stand before the cases, so that these are kept as text until the
// end.
#include <fmt/format.h>

#include "report/facts.h"
#include "report/formats.h"
#include "text/format.h"
#include "text/xml.h"

namespace beachcomb::report {
namespace {

// No XML holds control characters, not even as &#1;, so that printable() comes
// first.
std::string xml(std::string_view bytes) {
  return text::xml_escaped(printable(bytes));
}

// "line 3:14  $eval  eval(Request", a line for each match.
std::string places_of(const Finding& finding) {
  std::string text;
  for (const Match& match : finding.matches) {
    text += match.line == 0
                ? fmt::format("  offset {}", match.offset)
                : fmt::format("  line {}:{}", match.line, match.column);
    text += fmt::format("  {}  {}\n", xml(match.id), xml(match.snippet));
  }
  if (finding.matches_omitted != 0) {
    text += fmt::format("  and {} more\n", finding.matches_omitted);
  }
  return text;
}

class Junit : public Sink {
 public:
  Junit(Output& output, const ReportOptions& options)
      : output_(output), run_(options.run) {}

  bool on_verdict(const Verdict& verdict) override {
    const PathParts parts = parts_of(verdict.path);
    begin_case(parts.directory.empty() ? "." : parts.directory, parts.name);
    for (const Finding& finding : verdict.findings) {
      put("failure", name_of(level_of(finding.rule.score)),
          headline(finding, verdict), describe(finding, verdict));
    }
    failures_ += verdict.findings.empty() ? 0 : 1;
    if (verdict.reason) put_reason(verdict);
    end_case();
    return true;
  }

  bool on_finish(const Summary& summary) override {
    begin_case(kProduct, "everything was scanned");
    if (!summary.is_whole()) {
      put_error(summary.complete ? "unread" : "incomplete", run_line(summary));
    }
    end_case();
    const std::string counts =
        fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\"", cases_,
                    failures_, errors_);
    const std::string time = fmt::format("time=\"{:.3f}\"", summary.seconds);
    return output_.write(fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites name=\"{0}\" {1} {2}>\n"
        "<testsuite name=\"{0}\" {1} skipped=\"{3}\" {2}{4}>\n"
        "{5}{6}</testsuite>\n</testsuites>\n",
        kProduct, counts, time, skipped_, origin(), properties(), text_));
  }

 private:
  void begin_case(std::string_view folder, std::string_view name) {
    text_ += fmt::format("<testcase classname=\"{}\" name=\"{}\">\n",
                         xml(folder), xml(name));
    ++cases_;
  }
  void end_case() { text_ += "</testcase>\n"; }

  void put(std::string_view element, std::string_view type,
           std::string_view message, std::string_view markup) {
    text_ += fmt::format("<{0} type=\"{1}\" message=\"{2}\">{3}</{0}>\n",
                         element, type, xml(message), markup);
  }
  void put_error(std::string_view type, std::string_view message) {
    put("error", type, message, "");
    ++errors_;
  }
  void put_reason(const Verdict& verdict) {
    const ReasonInfo& why = info_of(*verdict.reason);
    const bool on_purpose =
        verdict.outcome == Outcome::skipped && !why.leaves_unread;
    if (on_purpose) {
      put("skipped", why.name, reason_line(verdict), "");
      ++skipped_;
    } else {
      put_error(why.name, reason_line(verdict));
    }
  }

  // Markup. What the reader of a merge request sees.
  static std::string describe(const Finding& finding, const Verdict& verdict) {
    const RuleInfo& rule = finding.rule;
    std::string text = fmt::format("\nscore {}\n", rule.score);
    if (!rule.description.empty()) text += xml(rule.description) + '\n';
    text += fmt::format("in {}\n", xml(chain_of(finding, verdict)));
    text += places_of(finding);
    for (const std::string& reference : rule.references) {
      text += xml(reference) + '\n';
    }
    if (!verdict.sha256.empty()) text += "sha256 " + verdict.sha256 + '\n';
    return text;
  }

  std::string origin() const {
    std::string attributes;
    if (run_.started != 0) {
      attributes +=
          fmt::format(" timestamp=\"{}\"", text::time_rfc3339(run_.started));
    }
    if (!run_.host.empty()) {
      attributes += fmt::format(" hostname=\"{}\"", xml(run_.host));
    }
    return attributes;
  }

  std::string properties() const {
    if (run_.rules.empty()) return {};
    return fmt::format(
        "<properties>\n<property name=\"rules\" value=\"{}\"/>\n"
        "</properties>\n",
        xml(run_.rules));
  }

  Output& output_;
  RunFacts run_;
  std::string text_;  // of the cases
  std::uint64_t cases_ = 0;
  std::uint64_t failures_ = 0;
  std::uint64_t errors_ = 0;
  std::uint64_t skipped_ = 0;
};

}  // namespace

std::unique_ptr<Sink> make_junit(Output& output, const ReportOptions& options) {
  return std::make_unique<Junit>(output, options);
}

}  // namespace beachcomb::report
