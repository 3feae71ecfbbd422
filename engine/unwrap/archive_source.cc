// SPDX-License-Identifier: Apache-2.0
#include "unwrap/archive_source.h"

#include <archive.h>

#include <algorithm>
#include <cstdio>

#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

constexpr std::size_t kBlock = 256u << 10;  // that is handed out at a time
constexpr std::uint64_t kLeastMember = 46;  // bytes in the index of a zip

}  // namespace

struct Source::Calls {
  // The only place where libarchive can be stopped while it decompresses what
  // gives nothing: millions of empty streams, one behind the other.
  static la_ssize_t read(archive* reader, void* self, const void** bytes) {
    auto* source = static_cast<Source*>(self);
    if (source->output_->expired()) {
      archive_set_error(reader, -1, "out of time");
      return ARCHIVE_FATAL;
    }
    const std::string_view text = source->view(source->position_, kBlock);
    *bytes = text.data();
    source->position_ += text.size();
    return static_cast<la_ssize_t>(text.size());
  }

  static la_int64_t seek(archive*, void* self, la_int64_t offset, int whence) {
    auto* source = static_cast<Source*>(self);
    const auto size = static_cast<la_int64_t>(source->size_);
    la_int64_t from = 0;
    if (whence == SEEK_CUR) from = static_cast<la_int64_t>(source->position_);
    if (whence == SEEK_END) from = size;
    // A header may say anything: sums of it must not overflow.
    const la_int64_t to =
        from + std::clamp<la_int64_t>(offset, -from, size - from);
    source->position_ = static_cast<std::uint64_t>(to);
    return to;
  }

  static la_int64_t skip(archive*, void* self, la_int64_t request) {
    auto* source = static_cast<Source*>(self);
    const auto left =
        static_cast<la_int64_t>(source->size_ - source->position_);
    const la_int64_t by = std::clamp<la_int64_t>(request, 0, left);
    source->position_ += static_cast<std::uint64_t>(by);
    return by;
  }
};

int Source::open(archive* reader, const Output& output) {
  position_ = 0;
  output_ = &output;
  archive_read_set_read_callback(reader, Calls::read);
  archive_read_set_seek_callback(reader, Calls::seek);
  archive_read_set_skip_callback(reader, Calls::skip);
  archive_read_set_callback_data(reader, this);
  return archive_read_open1(reader);
}

std::uint64_t Source::count_index_entries(std::uint64_t most) {
  if (size_ / kLeastMember <= most) return 0;
  constexpr std::string_view kEntry = "PK\1\2";
  std::uint64_t count = 0;
  for (std::uint64_t at = 0; at < size_ && count <= most;) {
    const std::string_view text = view(at, kBlock);
    if (text.size() < kEntry.size()) break;
    for (std::size_t i = 0; (i = text.find(kEntry, i)) != text.npos; ++i) {
      ++count;
    }
    at += text.size() - (kEntry.size() - 1);
    if (text.size() < kBlock) break;
  }
  return count;
}

std::string_view Source::view(std::uint64_t offset, std::size_t length) {
  if (windows_ != nullptr) {
    block_ = windows_->read_at(offset, length);
    return block_;
  }
  return view_of(bytes_).substr(static_cast<std::size_t>(offset), length);
}

std::string Source::copy(std::uint64_t offset, std::size_t length) const {
  if (windows_ != nullptr) return windows_->read_at(offset, length);
  return std::string(
      view_of(bytes_).substr(static_cast<std::size_t>(offset), length));
}

}  // namespace beachcomb::unwrap
