// SPDX-License-Identifier: Apache-2.0
//
// A table for spreadsheets, RFC 4180: a header, and then a row for each
// finding, or for a file without one. docs/formats/csv.md has the columns.
//
// A spreadsheet takes a cell that begins with = + - or @ for a formula, and a
// formula can fetch a page or run a program. Whoever names a file could choose
// what the reader's spreadsheet does. Such text gets an apostrophe before it,
// as OWASP has it ("CSV Injection"), which spreadsheets take for the mark of a
// text. And every text stands in quotes, so that a program which takes ; or a
// tab for the end of a cell finds no new beginning in the middle of one.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/facts.h"
#include "report/formats.h"
#include "text/base64.h"
#include "text/format.h"

namespace beachcomb::report {
namespace {

constexpr std::string_view kHeader =
    "path,outcome,level,score,reason,detail,pack,rule,family,description,"
    "mitre,reference,layer,chain,matches,line,column,offset,string,snippet,"
    "size,mtime,sha256,path_base64\r\n";

// With a blank or a full-width sign, too, as some spreadsheets take them.
bool begins_formula(std::string_view shown) {
  constexpr std::array<std::string_view, 8> kSigns = {"=",
                                                      "+",
                                                      "-",
                                                      "@",
                                                      "\xef\xbc\x9d",
                                                      "\xef\xbc\x8b",
                                                      "\xef\xbc\x8d",
                                                      "\xef\xbc\xa0"};
  shown.remove_prefix(std::min(shown.find_first_not_of(' '), shown.size()));
  return std::any_of(kSigns.begin(), kSigns.end(), [&](std::string_view sign) {
    return shown.starts_with(sign);
  });
}

class Row {
 public:
  Row& text(std::string_view bytes) {
    const std::string shown = printable(bytes);
    next() += begins_formula(shown) ? "\"'" : "\"";
    for (const char c : shown) {
      line_ += c;
      if (c == '"') line_ += c;
    }
    line_ += '"';
    return *this;
  }
  Row& number(std::uint64_t number) {
    next() += std::to_string(number);
    return *this;
  }
  Row& empty(std::size_t cells = 1) {
    for (; cells != 0; --cells) next();
    return *this;
  }
  std::string end() { return std::move(line_) + "\r\n"; }

 private:
  std::string& next() {
    if (!first_) line_ += ',';
    first_ = false;
    return line_;
  }
  std::string line_;
  bool first_ = true;
};

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

// Whether path_base64 is needed to know the path.
bool is_shown_whole(const std::string& path) {
  return printable(path) == path && !begins_formula(path);
}

class Csv : public Sink {
 public:
  explicit Csv(Output& output) : output_(output) {}

  bool on_verdict(const Verdict& verdict) override {
    if (verdict.findings.empty()) return write(row(verdict, nullptr));
    return std::all_of(
        verdict.findings.begin(), verdict.findings.end(),
        [&](const Finding& f) { return write(row(verdict, &f)); });
  }

  // Nothing of the account: every row is a file. But a table that ends too
  // early must not look like a whole one.
  bool on_finish(const Summary& summary) override {
    if (summary.complete) return write({});
    return write(Row()
                     .empty()
                     .text("incomplete")
                     .empty(2)
                     .text(info_of(Reason::interrupted).name)
                     .text("stopped early: the rest was not scanned")
                     .empty(18)
                     .end());
  }

 private:
  static std::string row(const Verdict& verdict, const Finding* finding) {
    Row row;
    row.text(verdict.path).text(name_of(verdict.outcome));
    if (finding != nullptr) {
      row.text(name_of(level_of(finding->rule.score)))
          .number(static_cast<std::uint64_t>(finding->rule.score));
    } else {
      row.empty(2);
    }
    if (verdict.reason) {
      row.text(info_of(*verdict.reason).name).text(verdict.detail);
    } else if (verdict.known_good) {
      row.empty().text(trust(verdict));
    } else {
      row.empty(2);
    }
    put_finding(verdict, finding, &row);
    if (verdict.mtime) {
      row.number(verdict.size).text(text::time_rfc3339(*verdict.mtime));
    } else {
      row.empty(2);
    }
    row.text(verdict.sha256);
    if (is_shown_whole(verdict.path)) {
      row.empty();
    } else {
      row.text(text::base64(verdict.path));
    }
    return row.end();
  }

  static void put_finding(const Verdict& verdict, const Finding* finding,
                          Row* row) {
    if (finding == nullptr) {
      row->empty(14);
      return;
    }
    const RuleInfo& rule = finding->rule;
    row->text(rule.pack)
        .text(rule.name)
        .text(rule.family)
        .text(rule.description)
        .text(joined(rule.mitre))
        .text(joined(rule.references))
        .number(finding->layer)
        .text(chain_of(*finding, verdict))
        .number(finding->matches.size() + finding->matches_omitted);
    const Match* const match = first_match(*finding);
    if (match == nullptr) {
      row->empty(5);
      return;
    }
    if (match->line != 0) {
      row->number(match->line).number(match->column);
    } else {
      row->empty(2);
    }
    row->number(match->offset).text(match->id).text(match->snippet);
  }

  bool write(const std::string& row) {
    const std::string_view header = begun_ ? "" : kHeader;
    begun_ = true;
    return output_.write(std::string(header) + row);
  }

  Output& output_;
  bool begun_ = false;
};

}  // namespace

std::unique_ptr<Sink> make_csv(Output& output, const ReportOptions&) {
  return std::make_unique<Csv>(output);
}

}  // namespace beachcomb::report
