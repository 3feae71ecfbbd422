// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_UNWRAP_ARCHIVE_SOURCE_H_
#define BEACHCOMB_UNWRAP_ARCHIVE_SOURCE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "beachcomb/result.h"
#include "beachcomb/scanner.h"
#include "unwrap/unwrapper.h"

struct archive;

namespace beachcomb::unwrap {

// Where libarchive gets the bytes from: memory, or a file that is too large
// for it. Must stay where it is while a reader that opened it is used.
class Source {
 public:
  explicit Source(Bytes bytes) : bytes_(bytes), size_(bytes.size()) {}
  explicit Source(Windows& windows)
      : windows_(&windows), size_(windows.file_size()) {}

  std::uint64_t size() const { return size_; }
  // What libarchive says to it. Reading ends with an error when the time of
  // `output` is over.
  int open(archive* reader, const Output& output);
  // Entries of a zip's index, wherever it is; no more than are asked for.
  std::uint64_t count_index_entries(std::uint64_t most);
  // Up to the next call, and not while a reader is used: it may hold what the
  // last one gave. REQUIRES: offset <= size()
  std::string_view view(std::uint64_t offset, std::size_t length);
  // The same at any time.
  std::string copy(std::uint64_t offset, std::size_t length) const;

 private:
  struct Calls;

  Bytes bytes_;
  Windows* windows_ = nullptr;
  const Output* output_ = nullptr;
  std::uint64_t size_;
  std::uint64_t position_ = 0;
  std::string block_;
};

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_ARCHIVE_SOURCE_H_
