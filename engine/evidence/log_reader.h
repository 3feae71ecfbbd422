// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_EVIDENCE_LOG_READER_H_
#define BEACHCOMB_EVIDENCE_LOG_READER_H_

#include <cstdint>
#include <stop_token>
#include <string>

#include "evidence/log_filter.h"
#include "os/descriptor.h"

namespace beachcomb::evidence {

struct ReadLog {
  std::string sha256;  // of the bytes on the disk, packed or not
  std::uint64_t size = 0;
  std::string reason;  // why the filter did not see all of it
};

// Gives the filter `size` bytes of a log from its start (it may be written to
// meanwhile), unpacked where it was rotated and packed: gzip, bzip2, xz, zstd.
// Nothing is unpacked to the disk.
ReadLog read_log(const os::Descriptor& file, std::uint64_t size,
                 const std::stop_token& stop, LogFilter* filter);

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_LOG_READER_H_
