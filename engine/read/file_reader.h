// SPDX-License-Identifier: Apache-2.0
//
// pread(2) into a buffer that is kept for the next file: whoever lent us an
// open file has its offset where it was. Never mmap: a file that is truncated
// while it is scanned would be a SIGBUS, and the handler with which libyara
// guards against that is process-wide.
#ifndef BEACHCOMB_READ_FILE_READER_H_
#define BEACHCOMB_READ_FILE_READER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "beachcomb/result.h"
#include "beachcomb/scanner.h"
#include "beachcomb/sha256.h"
#include "beachcomb/verdict.h"
#include "os/file_system.h"

namespace beachcomb::read {

// Why a file could not be read whole.
struct Problem {
  Reason reason;
  std::string detail;
};

// A buffer that grows to the largest file and is given back when it is huge.
class Buffer {
 public:
  std::span<std::byte> at_least(std::size_t size);
  void shrink();

 private:
  static constexpr std::size_t kKeep = 16u << 20;
  std::unique_ptr<std::byte[]> bytes_;
  std::size_t size_ = 0;
};

// Reads whole files. Not thread-safe: one per thread, reused.
class FileReader {
 public:
  // The bytes that were there, valid until the next call. `problem` is set
  // when they are not all, or changed while they were read.
  Bytes read(const os::Descriptor& file, const os::FileStat& stat,
             std::optional<Problem>* problem);
  // Buffers for a FileWindows.
  Buffer& buffer() { return buffer_; }

 private:
  Buffer buffer_;
};

// A large file in overlapping windows, in constant memory. A string is found
// as long as it is no longer than the overlap.
class FileWindows : public Windows {
 public:
  static constexpr std::size_t kWindow = 16u << 20;
  static constexpr std::size_t kOverlap = 1u << 20;

  // File and buffer must outlive this. Ends early when `stop` is requested.
  FileWindows(const os::Descriptor& file, const os::FileStat& stat,
              Buffer& buffer, std::stop_token stop = {});

  std::uint64_t file_size() const override { return stat_.size; }
  std::uint64_t count() const override;
  Extent extent(std::uint64_t index) const override;
  Bytes read(std::uint64_t index) override;
  std::string read_at(std::uint64_t offset, std::size_t length) override;

  // Set when the file was not read whole, or changed while it was read.
  const std::optional<Problem>& problem() const { return problem_; }
  // Of the whole file, once it was read from the first window to the last.
  // The last call.
  std::string sha256();

 private:
  const os::Descriptor& file_;
  os::FileStat stat_;
  std::span<std::byte> buffer_;
  std::stop_token stop_;
  std::uint64_t current_ = ~std::uint64_t{0};  // the window in the buffer
  std::size_t length_ = 0;                     // of the current window
  Sha256 hash_;
  std::uint64_t hashed_ = 0;  // bytes
  std::optional<Problem> problem_;
};

}  // namespace beachcomb::read

#endif  // BEACHCOMB_READ_FILE_READER_H_
