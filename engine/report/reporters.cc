// SPDX-License-Identifier: Apache-2.0
//
// The table of output formats: one row and one file for each.
#include <array>

#include "beachcomb/report.h"
#include "report/formats.h"

namespace beachcomb {
namespace {

struct Row {
  ReporterInfo info;
  std::unique_ptr<Sink> (*make)(Output&, const ReportOptions&);
};

constexpr std::array kReporters = {
    Row{{"text", "for people (default)", ".txt", Layout::prose},
        report::make_text},
    Row{{"ndjson", "one JSON object a line", ".ndjson"}, report::make_ndjson},
    Row{{"ecs", "Elastic Common Schema 9, one event a line", ".ecs"},
        report::make_ecs},
    Row{{"ocsf", "OCSF 1.8, Detection Findings one a line", ".ocsf"},
        report::make_ocsf},
    Row{{"cef", "Common Event Format of ArcSight, one event a line", ".cef"},
        report::make_cef},
    Row{{"csv", "a table, one finding a row", ".csv", Layout::document},
        report::make_csv},
    Row{{"json", "one JSON document", ".json", Layout::document},
        report::make_json},
    Row{{"html", "a page for the owner of the server", ".html",
         Layout::document},
        report::make_html},
    Row{{"junit", "test results for CI servers", ".xml", Layout::document},
        report::make_junit},
    Row{{"sarif", "SARIF 2.1.0, for code hosts and editors", ".sarif",
         Layout::document},
        report::make_sarif},
    Row{{"stix", "STIX 2.1, for threat intelligence platforms", ".stix",
         Layout::document},
        report::make_stix},
};

}  // namespace

std::vector<ReporterInfo> reporters() {
  std::vector<ReporterInfo> infos;
  infos.reserve(kReporters.size());
  for (const Row& row : kReporters) infos.push_back(row.info);
  return infos;
}

Result<std::unique_ptr<Sink>> make_reporter(std::string_view format,
                                            Output& output,
                                            const ReportOptions& options) {
  for (const Row& row : kReporters) {
    if (row.info.name == format) return row.make(output, options);
  }
  std::string known;
  for (const Row& row : kReporters) {
    known += (known.empty() ? "" : ", ") + std::string(row.info.name);
  }
  return Error{"unknown format '" + std::string(format) + "' (known: " + known +
               ")"};
}

}  // namespace beachcomb
