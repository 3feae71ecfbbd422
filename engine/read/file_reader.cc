// SPDX-License-Identifier: Apache-2.0
#include "read/file_reader.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "beachcomb/sha256.h"

namespace beachcomb::read {
namespace {

Problem read_error(const os::Status& status) {
  return {Reason::io_error, status.text()};
}

Problem changed(std::uint64_t from, std::uint64_t to) {
  return {Reason::changed, "size was " + std::to_string(from) +
                               " bytes when opened, then " +
                               std::to_string(to)};
}

// The size of the file now; `otherwise` when the system does not say.
std::uint64_t size_now(const os::Descriptor& file, std::uint64_t otherwise) {
  os::FileStat stat;
  return os::stat_of(file, &stat).ok() ? stat.size : otherwise;
}

}  // namespace

std::span<std::byte> Buffer::at_least(std::size_t size) {
  if (size > size_) {
    size_ = std::max(size, std::min(size_ * 2, kKeep));
    bytes_.reset();  // before, not after: never both at once
    bytes_ = std::make_unique_for_overwrite<std::byte[]>(size_);
  }
  return {bytes_.get(), size_};
}

void Buffer::shrink() {
  if (size_ <= kKeep) return;
  bytes_.reset();
  size_ = 0;
}

Bytes FileReader::read(const os::Descriptor& file, const os::FileStat& stat,
                       std::optional<Problem>* problem) {
  buffer_.shrink();
  // One byte more than there should be: a file that grew shows at once, and
  // one that did not needs no second call to find its end. A file without a
  // size may still have content (/proc), so it gets room for some.
  constexpr std::size_t kUnsized = 1u << 20;
  const std::size_t size = static_cast<std::size_t>(stat.size);
  const std::size_t room = size == 0 ? kUnsized : size + 1;
  const std::span<std::byte> buffer = buffer_.at_least(room).first(room);
  std::size_t length = 0;
  os::Status status = os::read_some(file, buffer, &length);
  if (status.ok() && length != size && length < room && length != 0) {
    std::size_t rest = 0;
    status = os::read_full(file, buffer.subspan(length), &rest);
    length += rest;
  }
  if (!status.ok()) {
    *problem = read_error(status);
    return {};
  }
  if (length != size) {
    const std::uint64_t now = size_now(file, length);
    const bool whole_without_size = size == 0 && now == 0 && length < room;
    if (!whole_without_size) *problem = changed(size, now);
  }
  return buffer.first(size == 0 ? length : std::min(length, size));
}

FileWindows::FileWindows(const os::Descriptor& file, const os::FileStat& stat,
                         Buffer& buffer, std::stop_token stop)
    : file_(file),
      stat_(stat),
      buffer_(buffer.at_least(kWindow).first(kWindow)),
      stop_(std::move(stop)) {}

std::optional<Windows::Window> FileWindows::next() {
  if (stop_.stop_requested()) problem_ = {Reason::interrupted, ""};
  if (ended_ || problem_.has_value()) return std::nullopt;
  std::size_t kept = 0;
  if (size_ != 0) {
    kept = kOverlap;
    std::memmove(buffer_.data(), buffer_.data() + (size_ - kept), kept);
    offset_ += size_ - kept;
  }
  // Nothing behind the size that the file had when it was opened: a log that
  // is written faster than we read would never end.
  const std::uint64_t left = stat_.size - std::min(stat_.size, offset_ + kept);
  const std::size_t wanted = static_cast<std::size_t>(
      std::min<std::uint64_t>(left, buffer_.size() - kept));
  std::size_t length = 0;
  const os::Status status =
      os::read_full(file_, buffer_.subspan(kept, wanted), &length);
  if (!status.ok()) {
    problem_ = read_error(status);
  } else if (length < wanted) {
    problem_ = changed(stat_.size, offset_ + kept + length);
  }
  size_ = kept + length;
  ended_ = problem_.has_value() || length == left;
  if (ended_ && !problem_.has_value()) {
    const std::uint64_t now = size_now(file_, stat_.size);
    if (now != stat_.size) problem_ = changed(stat_.size, now);
  }
  if (length == 0) return std::nullopt;
  return Window{buffer_.first(size_), offset_};
}

std::string FileWindows::read_at(std::uint64_t offset, std::size_t length) {
  std::string text(length, '\0');
  std::size_t n = 0;
  const auto bytes = std::as_writable_bytes(std::span(text));
  if (!os::read_at(file_, offset, bytes, &n).ok()) n = 0;
  text.resize(n);
  return text;
}

std::string sha256_of(const os::Descriptor& file) {
  std::vector<std::byte> buffer(1u << 20);
  Sha256 hash;
  for (std::uint64_t offset = 0;;) {
    std::size_t n = 0;
    if (!os::read_at(file, offset, buffer, &n).ok()) return {};
    if (n == 0) return hash.hex();
    hash.update(Bytes(buffer).first(n));
    offset += n;
  }
}

}  // namespace beachcomb::read
