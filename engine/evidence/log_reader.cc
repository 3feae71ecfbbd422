// SPDX-License-Identifier: Apache-2.0
#include "evidence/log_reader.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

#include "beachcomb/sha256.h"
#include "os/file_system.h"

namespace beachcomb::evidence {
namespace {

constexpr std::size_t kPiece = 256u << 10;
// No log unpacks to this; what does was made to keep us busy.
constexpr std::uint64_t kMostUnpacked = std::uint64_t{64} << 30;

struct FreeArchive {
  void operator()(archive* a) const { archive_free(a); }
};

// The bytes on the disk, hashed as libarchive asks for them.
struct Source {
  const os::Descriptor* file;
  std::uint64_t size;
  const std::stop_token& stop;
  std::uint64_t at = 0;
  os::Status status = {};
  bool interrupted = false;
  Sha256 hash = {};
  std::vector<std::byte> buffer = std::vector<std::byte>(kPiece);

  Bytes next() {
    const auto length = static_cast<std::size_t>(
        std::min<std::uint64_t>(buffer.size(), size - at));
    std::size_t got = 0;
    interrupted = interrupted || stop.stop_requested();
    if (!interrupted && status.ok()) {
      status =
          os::read_full_at(*file, at, std::span(buffer).first(length), &got);
    }
    const Bytes piece = Bytes(buffer).first(got);
    hash.update(piece);
    at += got;
    return piece;
  }
};

la_ssize_t read_source(archive* a, void* data, const void** buffer) {
  auto* const source = static_cast<Source*>(data);
  const Bytes piece = source->next();
  if (!source->status.ok()) {
    archive_set_error(a, source->status.code, "%s",
                      source->status.text().c_str());
    return -1;
  }
  *buffer = piece.data();
  return static_cast<la_ssize_t>(piece.size());
}

std::string text_of(archive* a) {
  const char* text = archive_error_string(a);
  return text == nullptr ? "unknown error" : text;
}

// Why not all of it could be unpacked, or nothing.
std::string unpack(Source* source, LogFilter* filter) {
  const std::unique_ptr<archive, FreeArchive> log(archive_read_new());
  archive_entry* entry = nullptr;
  archive_read_support_filter_gzip(log.get());
  archive_read_support_filter_bzip2(log.get());
  archive_read_support_filter_xz(log.get());
  archive_read_support_filter_zstd(log.get());
  if (archive_read_support_format_raw(log.get()) != ARCHIVE_OK ||
      archive_read_open(log.get(), source, nullptr, read_source, nullptr) !=
          ARCHIVE_OK ||
      archive_read_next_header(log.get(), &entry) != ARCHIVE_OK) {
    return "can't be read: " + text_of(log.get());
  }
  std::uint64_t total = 0;
  for (;;) {
    const void* data = nullptr;
    std::size_t length = 0;
    la_int64_t offset = 0;
    const int code =
        archive_read_data_block(log.get(), &data, &length, &offset);
    if (code == ARCHIVE_EOF) return {};
    if (code < ARCHIVE_WARN) {
      return "can't be read to its end: " + text_of(log.get());
    }
    filter->take(Bytes(static_cast<const std::byte*>(data), length));
    total += length;
    if (total > kMostUnpacked) return "unpacks to more than is read";
    if (filter->cut()) return {};
  }
}

}  // namespace

ReadLog read_log(const os::Descriptor& file, std::uint64_t size,
                 const std::stop_token& stop, LogFilter* filter) {
  ReadLog read;
  Source source{&file, size, stop};
  // libarchive has no word for nothing.
  if (size > 0) read.reason = unpack(&source, filter);
  filter->finish();
  // What libarchive did not ask for is hashed all the same.
  while (!source.next().empty()) {
  }
  if (!source.status.ok()) {
    read.reason = "can't be read: " + source.status.text();
  } else if (source.interrupted) {
    read.reason = "interrupted";
  } else if (source.at < size && read.reason.empty()) {
    read.reason = "was cut off while it was read";
  }
  read.size = source.at;
  read.sha256 = source.hash.hex();
  return read;
}

}  // namespace beachcomb::evidence
