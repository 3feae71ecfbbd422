// SPDX-License-Identifier: Apache-2.0
//
// Everything that the system says about one file, so that a copy of it can
// stand for the file in court, and be put back as it was. Plain values.
#ifndef BEACHCOMB_FILE_RECORD_H_
#define BEACHCOMB_FILE_RECORD_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace beachcomb {

// An extended attribute. ACLs are among them (system.posix_acl_access), as are
// capabilities and labels.
struct ExtendedAttribute {
  std::string name;
  std::string value;  // raw bytes
};

// Nanoseconds since 1970, UTC.
struct FileTimes {
  std::int64_t modified = 0;
  std::int64_t changed = 0;  // of the inode; the system sets it, nobody else
  std::int64_t accessed = 0;
  std::optional<std::int64_t> born;  // where the file system keeps it
};

struct FileDigests {  // lower-case hex
  std::string md5;
  std::string sha1;
  std::string sha256;
  std::uint64_t size = 0;  // bytes that were hashed
};

struct FileRecord {
  std::string path;  // absolute, no component is a link; raw bytes
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t links = 0;  // names that the file has
  std::uint64_t size = 0;   // bytes
  std::uint32_t mode = 0;   // permissions and set-id bits: 07777
  std::uint32_t owner = 0;
  std::uint32_t group = 0;
  std::string owner_name;  // the number in decimal where it has none
  std::string group_name;
  FileTimes times;  // taken before the file was opened
  bool immutable = false;
  bool append_only = false;
  std::vector<ExtendedAttribute> attributes;
};

}  // namespace beachcomb

#endif  // BEACHCOMB_FILE_RECORD_H_
