// SPDX-License-Identifier: Apache-2.0
#include "read/file_reader.h"

#include <algorithm>
#include <cstring>

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
    const std::size_t wanted = std::max(size, std::min(size_ * 2, kKeep));
    size_ = 0;
    bytes_.reset();  // before, not after: never both at once
    bytes_ = std::make_unique_for_overwrite<std::byte[]>(wanted);
    size_ = wanted;
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
  os::Status status = os::read_at(file, 0, buffer, &length);
  if (status.ok() && length != size && length < room && length != 0) {
    std::size_t rest = 0;
    status = os::read_full_at(file, length, buffer.subspan(length), &rest);
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

std::uint64_t FileWindows::count() const {
  if (stat_.size <= kWindow) return 1;
  constexpr std::size_t kStride = kWindow - kOverlap;
  return (stat_.size - kOverlap + kStride - 1) / kStride;
}

Windows::Extent FileWindows::extent(std::uint64_t index) const {
  const std::uint64_t offset = index * (kWindow - kOverlap);
  return {offset, static_cast<std::size_t>(
                      std::min<std::uint64_t>(kWindow, stat_.size - offset))};
}

Bytes FileWindows::read(std::uint64_t index) {
  if (stop_.stop_requested()) problem_ = {Reason::interrupted, ""};
  if (problem_.has_value()) return {};
  if (index == current_) return buffer_.first(length_);
  const auto [offset, size] = extent(index);
  current_ = index;
  const os::Status status =
      os::read_full_at(file_, offset, buffer_.first(size), &length_);
  if (!status.ok()) problem_ = read_error(status);
  if (status.ok() && length_ < size) {
    problem_ = changed(stat_.size, offset + length_);
  }
  if (index + 1 == count() && !problem_.has_value()) {
    const std::uint64_t now = size_now(file_, stat_.size);
    if (now != stat_.size) problem_ = changed(stat_.size, now);
  }
  const Bytes bytes = buffer_.first(length_);
  // What the windows before have hashed is the start of this one.
  if (hashed_ >= offset && hashed_ < offset + length_) {
    hash_.update(bytes.subspan(static_cast<std::size_t>(hashed_ - offset)));
    hashed_ = offset + length_;
  }
  return bytes;
}

std::string FileWindows::sha256() {
  if (problem_.has_value() || hashed_ != stat_.size) return {};
  return hash_.hex();
}

std::string FileWindows::read_at(std::uint64_t offset, std::size_t length) {
  std::string text(length, '\0');
  std::size_t n = 0;
  const auto bytes = std::as_writable_bytes(std::span(text));
  if (!os::read_at(file_, offset, bytes, &n).ok()) n = 0;
  text.resize(n);
  return text;
}

}  // namespace beachcomb::read
