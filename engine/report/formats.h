// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_REPORT_FORMATS_H_
#define BEACHCOMB_REPORT_FORMATS_H_

#include <memory>

#include "beachcomb/report.h"

namespace beachcomb::report {

std::unique_ptr<Sink> make_text(Output& output, const ReportOptions& options);
std::unique_ptr<Sink> make_ndjson(Output& output, const ReportOptions& options);
std::unique_ptr<Sink> make_ecs(Output& output, const ReportOptions& options);
std::unique_ptr<Sink> make_ocsf(Output& output, const ReportOptions& options);
std::unique_ptr<Sink> make_cef(Output& output, const ReportOptions& options);
std::unique_ptr<Sink> make_csv(Output& output, const ReportOptions& options);
std::unique_ptr<Sink> make_json(Output& output, const ReportOptions& options);
std::unique_ptr<Sink> make_html(Output& output, const ReportOptions& options);
std::unique_ptr<Sink> make_junit(Output& output, const ReportOptions& options);
std::unique_ptr<Sink> make_sarif(Output& output, const ReportOptions& options);
std::unique_ptr<Sink> make_stix(Output& output, const ReportOptions& options);

}  // namespace beachcomb::report

#endif  // BEACHCOMB_REPORT_FORMATS_H_
