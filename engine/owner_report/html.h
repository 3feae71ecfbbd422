// SPDX-License-Identifier: Apache-2.0
//
// The parts of the page, in files of their own.
#ifndef BEACHCOMB_OWNER_REPORT_HTML_H_
#define BEACHCOMB_OWNER_REPORT_HTML_H_

#include "owner_report/markup.h"
#include "owner_report/model.h"

namespace beachcomb::owner_report {

// chart.cc
void write_time_chart(const TimeChart& chart, Markup& out);
void write_folder_map(const std::vector<FolderRow>& rows, Markup& out);
// What the patterns of the charts stand for.
void write_legend(const LevelCounts& levels, Markup& out);
// The patterns themselves, once in a page.
void write_patterns(Markup& out);

// html_files.cc
void write_file_table(const Model& model, Markup& out);
void write_file_details(const Model& model, Markup& out);

// html_sections.cc
void write_found(const Model& model, Markup& out);
void write_not_done(const Model& model, Markup& out);
void write_next(const Model& model, Markup& out);
void write_account(const Model& model, Markup& out);
void write_journal(const Model& model, Markup& out);

// A path that may break behind its slashes.
void write_path(std::string_view path, Markup& out);
// "malicious", with a mark that needs no colour.
void write_level(Level level, Markup& out);
void write_events(const std::vector<CustodyEvent>& events, Markup& out);

}  // namespace beachcomb::owner_report

#endif  // BEACHCOMB_OWNER_REPORT_HTML_H_
