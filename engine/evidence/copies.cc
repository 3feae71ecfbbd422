// SPDX-License-Identifier: Apache-2.0
#include "evidence/copies.h"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "evidence/digests.h"
#include "evidence/libarchive.h"
#include "os/piece_reader.h"
#include "os/process.h"
#include "os/safe_path.h"

namespace beachcomb::evidence {
namespace {

constexpr char kTemporary[] = "copies/.unfinished";

struct FreeEntry {
  void operator()(archive_entry* e) const { archive_entry_free(e); }
};
using Entry = std::unique_ptr<archive_entry, FreeEntry>;

// The content, from its start, in pieces.
Result<FileDigests> digests_of(const os::Descriptor& file, std::uint64_t size,
                               const OnPiece& on_piece) {
  Digests digests;
  os::PieceReader reader(file);
  for (Bytes piece = reader.next(); !piece.empty(); piece = reader.next()) {
    digests.update(piece);
    if (reader.bytes_read() > size) return Error{"it grew while it was copied"};
    if (on_piece && !on_piece(piece)) return Error{"interrupted"};
  }
  if (!reader.status().ok()) return Error{reader.status().text()};
  if (reader.bytes_read() != size) {
    return Error{"it shrank while it was copied"};
  }
  return digests.finish();
}

std::optional<Error> pack(const Content& content, const FileDigests& before,
                          const os::Descriptor& target, FileDigests* digests) {
  const Archive zip(archive_write_new());
  const Entry entry(archive_entry_new());
  archive_entry_set_pathname(entry.get(), before.sha256.c_str());
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0400);
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(before.size));
  if (archive_write_set_format_zip(zip.get()) != ARCHIVE_OK ||
      archive_write_set_options(zip.get(), "zip:encryption=aes256") !=
          ARCHIVE_OK ||
      archive_write_set_passphrase(zip.get(), kPassword) != ARCHIVE_OK ||
      archive_write_set_bytes_in_last_block(zip.get(), 1) != ARCHIVE_OK ||
      archive_write_open_fd(zip.get(), target.get()) != ARCHIVE_OK ||
      archive_write_header(zip.get(), entry.get()) != ARCHIVE_OK) {
    return Error{"the copy can't be written: " + error_of(zip.get())};
  }
  bool written = true;
  const auto result = content([&](Bytes piece) {
    const auto length =
        archive_write_data(zip.get(), piece.data(), piece.size());
    written = length == static_cast<la_ssize_t>(piece.size());
    return written;
  });
  if (!written ||
      (result.ok() && archive_write_close(zip.get()) != ARCHIVE_OK)) {
    return Error{"the copy can't be written: " + error_of(zip.get())};
  }
  if (!result) return result.error();
  *digests = *result;
  return std::nullopt;
}

// Reads an open file for libarchive.
la_ssize_t read_source(archive* a, void* data, const void** buffer) {
  auto* const source = static_cast<os::PieceReader*>(data);
  const Bytes piece = source->next();
  if (!source->status().ok()) {
    archive_set_error(a, source->status().code, "%s",
                      source->status().text().c_str());
    return -1;
  }
  *buffer = piece.data();
  return static_cast<la_ssize_t>(piece.size());
}

// The names of the copies, to the disk.
std::optional<Error> sync_copies(const os::Descriptor& case_folder) {
  os::Descriptor folder;
  os::Status status =
      os::open_file(case_folder.get(), "copies", false, &folder);
  if (status.ok()) status = os::sync(folder);
  if (status.ok()) return std::nullopt;
  return Error{"the copy can't be kept: " + status.text()};
}

}  // namespace

Result<Copy> write_copy(const os::Descriptor& case_folder,
                        const Content& content) {
  // Read twice: the name comes from the digests, and what is read for the copy
  // must be what was read before it.
  const auto before = content({});
  if (!before) return before.error();
  Copy copy{.name = "copies/" + before->sha256 + ".zip", .digests = *before};
  os::FileStat stat;
  if (os::stat_at(case_folder.get(), copy.name.c_str(), false, &stat).ok()) {
    // The same content was copied before, by a call that may have been killed
    // before the name was on the disk.
    if (auto error = sync_copies(case_folder)) return *error;
    return copy;
  }
  os::unlink_file(case_folder.get(), kTemporary);
  os::Descriptor target;
  os::Status status =
      os::create_file_at(case_folder.get(), kTemporary, &target);
  if (!status.ok()) return Error{"the copy can't be made: " + status.text()};
  FileDigests packed;
  if (auto error = pack(content, *before, target, &packed)) {
    os::unlink_file(case_folder.get(), kTemporary);
    return *error;
  }
  if (!same(*before, packed)) {
    os::unlink_file(case_folder.get(), kTemporary);
    return Error{"it changed while it was copied"};
  }
  status = os::sync(target);
  if (status.ok()) {
    status = os::move_file(case_folder.get(), kTemporary, case_folder.get(),
                           copy.name.c_str());
  }
  if (!status.ok()) return Error{"the copy can't be kept: " + status.text()};
  if (auto error = sync_copies(case_folder)) return *error;
  return copy;
}

Result<Copy> write_copy(const os::Descriptor& case_folder,
                        const os::Descriptor& file, std::uint64_t size,
                        const std::stop_token& stop) {
  return write_copy(case_folder, [&](const OnPiece& on_piece) {
    return digests_of(file, size, [&](Bytes piece) {
      return !stop.stop_requested() && (!on_piece || on_piece(piece));
    });
  });
}

Result<std::string> check_copy(const os::Descriptor& case_folder,
                               const Copy& copy, const std::stop_token& stop) {
  const auto digests = read_copy(case_folder, copy.name, [&stop](Bytes) {
    return !stop.stop_requested();
  });
  if (!digests) return digests.error();
  if (!same(*digests, copy.digests)) {
    return Error{copy.name + ": holds something else than was copied"};
  }
  return sha256_of(case_folder, copy.name);
}

Result<FileDigests> read_copy(const os::Descriptor& case_folder,
                              const std::string& name,
                              const OnPiece& on_piece) {
  os::Descriptor file;
  const os::Status status =
      os::open_file(case_folder.get(), name.c_str(), false, &file);
  if (!status.ok()) return Error{name + ": " + status.text()};
  os::PieceReader source(file);
  const Archive zip(archive_read_new());
  archive_entry* entry = nullptr;
  if (archive_read_support_format_zip(zip.get()) != ARCHIVE_OK ||
      archive_read_add_passphrase(zip.get(), kPassword) != ARCHIVE_OK ||
      archive_read_open(zip.get(), &source, nullptr, read_source, nullptr) !=
          ARCHIVE_OK ||
      archive_read_next_header(zip.get(), &entry) != ARCHIVE_OK) {
    return Error{name + ": can't be opened: " + error_of(zip.get())};
  }
  Digests digests;
  std::vector<std::byte> buffer(os::PieceReader::kPiece);
  for (;;) {
    const la_ssize_t length =
        archive_read_data(zip.get(), buffer.data(), buffer.size());
    if (length < 0) {
      return Error{name + ": can't be read: " + error_of(zip.get())};
    }
    if (length == 0) break;
    const Bytes piece(buffer.data(), static_cast<std::size_t>(length));
    digests.update(piece);
    if (on_piece && !on_piece(piece)) return Error{name + ": interrupted"};
  }
  return digests.finish();
}

Result<std::string> sha256_of(const os::Descriptor& case_folder,
                              const std::string& name) {
  os::Descriptor file;
  os::FileStat stat;
  os::Status status =
      os::open_file(case_folder.get(), name.c_str(), false, &file);
  if (status.ok()) status = os::stat_of(file, &stat);
  if (!status.ok()) return Error{name + ": " + status.text()};
  const auto digests = digests_of(file, stat.size, {});
  if (!digests) return Error{name + ": " + digests.error().message};
  return digests->sha256;
}

}  // namespace beachcomb::evidence
