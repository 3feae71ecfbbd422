// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_OWNER_REPORT_FORMATS_H_
#define BEACHCOMB_OWNER_REPORT_FORMATS_H_

#include "owner_report/model.h"

namespace beachcomb::owner_report {

// Each says false when the output could not be written.
bool write_html(const Model& model, Output& output);
bool write_markdown(const Model& model, Output& output);
bool write_json(const Model& model, Output& output);

// Of the journal, as a person would check it.
std::vector<std::string> verify_commands(const Model& model);
// "0644 (rw-r--r--)"
std::string mode_text(std::uint32_t mode);

}  // namespace beachcomb::owner_report

#endif  // BEACHCOMB_OWNER_REPORT_FORMATS_H_
