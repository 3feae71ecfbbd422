// SPDX-License-Identifier: Apache-2.0
//
// The files page.css and page.js, packed into the program.
#ifndef BEACHCOMB_OWNER_REPORT_ASSETS_H_
#define BEACHCOMB_OWNER_REPORT_ASSETS_H_

#include <string_view>

namespace beachcomb::owner_report {

std::string_view page_css();
std::string_view page_js();

}  // namespace beachcomb::owner_report

#endif  // BEACHCOMB_OWNER_REPORT_ASSETS_H_
