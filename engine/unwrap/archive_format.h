// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_UNWRAP_ARCHIVE_FORMAT_H_
#define BEACHCOMB_UNWRAP_ARCHIVE_FORMAT_H_

#include <cstdint>
#include <string_view>

struct archive;

namespace beachcomb::unwrap {

// How libarchive is told what to expect.
struct Format {
  std::string_view name;
  // Of a compression; ARCHIVE_FILTER_NONE: it is a container.
  int filter;
  // Of the container; behind a compression it is not known yet.
  int (*support)(archive*);
  bool skips;        // gets past a member without reading it
  bool has_offsets;  // the position in the stream is the member's
  // Recognises the first bytes.
  bool (*starts)(std::string_view text);
  // Of a compression: the size of a file with nothing in it.
  std::uint64_t empty = 0;
};

// Whether the first bytes are those of a tar, by its checksum, or of a cpio.
bool starts_tar(std::string_view text);
bool starts_cpio(std::string_view text);

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_ARCHIVE_FORMAT_H_
