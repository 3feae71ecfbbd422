// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_OWNER_REPORT_ADVICE_H_
#define BEACHCOMB_OWNER_REPORT_ADVICE_H_

#include <string>
#include <vector>

#include "owner_report/model.h"

namespace beachcomb::owner_report {

// What the findings are about; each asks for its own advice.
struct Subjects {
  bool exchange = false;
  bool oab = false;  // settings of a virtual directory that became a page
  bool proxy_shell = false;
  bool iis = false;  // ASP and ASP.NET, Exchange or not
  bool php = false;
  bool java = false;
  bool cold_fusion = false;
  bool cgi = false;
};
Subjects subjects_of(const std::vector<FileEntry>& files);

// REQUIRES: the files, counts and the case of `model` are filled in.
std::vector<std::string> summary_of(const Model& model);
std::vector<Advice> not_done(const Model& model, const Subjects& subjects);
std::vector<Advice> next_steps(const Model& model, const Subjects& subjects);

}  // namespace beachcomb::owner_report

#endif  // BEACHCOMB_OWNER_REPORT_ADVICE_H_
