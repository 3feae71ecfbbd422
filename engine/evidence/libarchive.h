// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_EVIDENCE_LIBARCHIVE_H_
#define BEACHCOMB_EVIDENCE_LIBARCHIVE_H_

#include <archive.h>

#include <memory>
#include <string>

namespace beachcomb::evidence {

struct FreeArchive {
  void operator()(archive* a) const { archive_free(a); }
};
// Of libarchive, for reading or for writing.
using Archive = std::unique_ptr<archive, FreeArchive>;

// What went wrong last.
inline std::string error_of(archive* a) {
  const char* text = archive_error_string(a);
  return text == nullptr ? "unknown error" : text;
}

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_LIBARCHIVE_H_
