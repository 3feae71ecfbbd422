// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_SCAN_FILE_TYPE_H_
#define BEACHCOMB_SCAN_FILE_TYPE_H_

#include <string_view>

#include "beachcomb/result.h"

namespace beachcomb::scan {

// The external variable `filetype`: a short upper-case name by the first
// bytes ("EXE", "ZIP", "GIF"), as LOKI has it; empty when they say nothing.
const char* file_type_of(Bytes bytes);

}  // namespace beachcomb::scan

#endif  // BEACHCOMB_SCAN_FILE_TYPE_H_
