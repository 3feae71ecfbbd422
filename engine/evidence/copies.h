// SPDX-License-Identifier: Apache-2.0
//
// The copies of a case: one zip for each content, encrypted with AES-256 and
// the password that the field uses, so that neither a scanner nor a web server
// takes it for what it holds. The member is called by its SHA-256, without the
// extension that would make it run where somebody unpacks it.
#ifndef BEACHCOMB_EVIDENCE_COPIES_H_
#define BEACHCOMB_EVIDENCE_COPIES_H_

#include <functional>
#include <stop_token>
#include <string>

#include "beachcomb/file_record.h"
#include "beachcomb/result.h"
#include "os/descriptor.h"

namespace beachcomb::evidence {

inline constexpr char kPassword[] = "infected";

struct Copy {
  std::string name;  // below the case: "copies/<sha256>.zip"
  FileDigests digests;
};

// False ends the reading with an Error.
using OnPiece = std::function<bool(Bytes)>;

// Hands out the whole content in pieces, to nobody where none is given, and
// says what it was. Called twice, and must say the same both times.
using Content = std::function<Result<FileDigests>(const OnPiece&)>;

// Copies what `content` hands out, and flushes it to the disk. What is there
// already is kept.
Result<Copy> write_copy(const os::Descriptor& case_folder,
                        const Content& content);
// The same with `size` bytes of `file`, from its start. An Error when the file
// has fewer or more, and when `stop` is requested.
Result<Copy> write_copy(const os::Descriptor& case_folder,
                        const os::Descriptor& file, std::uint64_t size,
                        const std::stop_token& stop);
// Reads a copy back, and says the SHA-256 of the zip itself. An Error when it
// holds something else, and when `stop` is requested.
Result<std::string> check_copy(const os::Descriptor& case_folder,
                               const Copy& copy,
                               const std::stop_token& stop = {});

// Decrypts a copy and says what it holds.
Result<FileDigests> read_copy(const os::Descriptor& case_folder,
                              const std::string& name,
                              const OnPiece& on_piece = {});

// Of a file in the case as it is, in lower-case hex.
Result<std::string> sha256_of(const os::Descriptor& case_folder,
                              const std::string& name);

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_COPIES_H_
