// SPDX-License-Identifier: Apache-2.0
#include "evidence/log_reader.h"

#include <archive.h>
#include <archive_entry.h>

#include <cstddef>

#include "beachcomb/sha256.h"
#include "evidence/libarchive.h"
#include "os/piece_reader.h"

namespace beachcomb::evidence {
namespace {

// No log unpacks to this; what does was made to keep us busy.
constexpr std::uint64_t kMostUnpacked = std::uint64_t{64} << 30;

// The bytes on the disk, hashed as libarchive asks for them.
struct Source {
  os::PieceReader reader;
  const std::stop_token& stop;
  bool interrupted = false;
  Sha256 hash = {};

  Bytes next() {
    interrupted = interrupted || stop.stop_requested();
    const Bytes piece = interrupted ? Bytes() : reader.next();
    hash.update(piece);
    return piece;
  }
};

la_ssize_t read_source(archive* a, void* data, const void** buffer) {
  auto* const source = static_cast<Source*>(data);
  const Bytes piece = source->next();
  if (!source->reader.status().ok()) {
    archive_set_error(a, source->reader.status().code, "%s",
                      source->reader.status().text().c_str());
    return -1;
  }
  *buffer = piece.data();
  return static_cast<la_ssize_t>(piece.size());
}

// Why not all of it could be unpacked, or nothing.
std::string unpack(Source* source, LogFilter* filter) {
  const Archive log(archive_read_new());
  archive_entry* entry = nullptr;
  archive_read_support_filter_gzip(log.get());
  archive_read_support_filter_bzip2(log.get());
  archive_read_support_filter_xz(log.get());
  archive_read_support_filter_zstd(log.get());
  if (archive_read_support_format_raw(log.get()) != ARCHIVE_OK ||
      archive_read_open(log.get(), source, nullptr, read_source, nullptr) !=
          ARCHIVE_OK ||
      archive_read_next_header(log.get(), &entry) != ARCHIVE_OK) {
    return "can't be read: " + error_of(log.get());
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
      return "can't be read to its end: " + error_of(log.get());
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
  Source source{os::PieceReader(file, size), stop};
  // libarchive has no word for nothing.
  if (size > 0) read.reason = unpack(&source, filter);
  filter->finish();
  // What libarchive did not ask for is hashed all the same.
  while (!source.next().empty()) {
  }
  if (!source.reader.status().ok()) {
    read.reason = "can't be read: " + source.reader.status().text();
  } else if (source.interrupted) {
    read.reason = "interrupted";
  } else if (source.reader.bytes_read() < size && read.reason.empty()) {
    read.reason = "was cut off while it was read";
  }
  read.size = source.reader.bytes_read();
  read.sha256 = source.hash.hex();
  return read;
}

}  // namespace beachcomb::evidence
