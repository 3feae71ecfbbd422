// SPDX-License-Identifier: Apache-2.0
#include "os/attributes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>

#include "catch.h"
#include "os/host.h"
#include "os/process.h"
#include "support.h"

namespace beachcomb::os {
namespace {

using test::TempFolder;

Descriptor open_for_writing(const std::string& path) {
  return Descriptor(::open(path.c_str(), O_RDWR | O_CLOEXEC));
}

FileRecord whole_record(const std::string& path) {
  FileRecord record;
  FileType type{};
  REQUIRE(record_at(kHere, path.c_str(), &record, &type).ok());
  Descriptor file;
  REQUIRE(open_file(kHere, path.c_str(), false, &file).ok());
  REQUIRE(read_attributes(file, &record).ok());
  return record;
}

bool has_attributes(const std::string& folder) {
  const std::string probe = folder + "/probe";
  test::write_file(probe, "");
  const bool set = ::setxattr(probe.c_str(), "user.probe", "1", 1, 0) == 0;
  ::unlink(probe.c_str());
  return set;
}

std::string value_of(const FileRecord& record, const std::string& name) {
  for (const ExtendedAttribute& attribute : record.attributes) {
    if (attribute.name == name) return attribute.value;
  }
  return "none";
}

TEST_CASE("a record says what stat says, and nothing is opened for it") {
  const TempFolder folder;
  const std::string path = folder.write("x", "12345");
  // Sandboxes refuse the set-id bits.
  if (::chmod(path.c_str(), 04711) != 0) ::chmod(path.c_str(), 0711);
  REQUIRE(::link(path.c_str(), (folder / "y").c_str()) == 0);
  struct stat expected {};
  REQUIRE(::stat(path.c_str(), &expected) == 0);
  FileRecord record;
  FileType type{};
  REQUIRE(record_at(kHere, path.c_str(), &record, &type).ok());
  CHECK(type == FileType::regular);
  CHECK(record.device == expected.st_dev);
  CHECK(record.inode == expected.st_ino);
  CHECK(record.links == 2);
  CHECK(record.size == 5);
  CHECK(record.mode == (expected.st_mode & 07777));
  CHECK(record.owner == ::geteuid());
  CHECK(record.owner_name == user_name(::geteuid()));
  CHECK(record.group == expected.st_gid);
  CHECK(record.group_name == group_name(expected.st_gid));
  CHECK(record.times.modified ==
        std::int64_t{expected.st_mtim.tv_sec} * 1'000'000'000 +
            expected.st_mtim.tv_nsec);
  CHECK(record.times.changed ==
        std::int64_t{expected.st_ctim.tv_sec} * 1'000'000'000 +
            expected.st_ctim.tv_nsec);
  if (record.times.born.has_value()) {
    CHECK(*record.times.born <= record.times.changed);
    CHECK(*record.times.born > 0);
  }
  Descriptor file;
  REQUIRE(open_file(kHere, path.c_str(), false, &file).ok());
  FileRecord opened;
  REQUIRE(record_of(file, &opened).ok());
  CHECK(opened.inode == record.inode);
  CHECK(opened.times.changed == record.times.changed);
}

TEST_CASE("a record of a link is that of the link") {
  const TempFolder folder;
  folder.write("x", "12345");
  REQUIRE(::symlink("x", (folder / "link").c_str()) == 0);
  FileRecord record;
  FileType type{};
  REQUIRE(record_at(kHere, (folder / "link").c_str(), &record, &type).ok());
  CHECK(type == FileType::symlink);
  CHECK(record.size == 1);
  CHECK(
      record_at(kHere, (folder / "none").c_str(), &record, &type).not_found());
}

TEST_CASE("attributes are read whole, in the order of their names") {
  const TempFolder folder;
  if (!has_attributes(folder.path())) return;
  const std::string path = folder.write("x", "");
  const std::string binary("\0\xff\n", 3);
  ::setxattr(path.c_str(), "user.z", "last", 4, 0);
  ::setxattr(path.c_str(), "user.a", binary.data(), binary.size(), 0);
  ::setxattr(path.c_str(), "user.empty", "", 0, 0);
  const FileRecord record = whole_record(path);
  REQUIRE(record.attributes.size() >= 3);
  CHECK(value_of(record, "user.a") == binary);
  CHECK(value_of(record, "user.empty").empty());
  CHECK(value_of(record, "user.z") == "last");
  CHECK(std::is_sorted(
      record.attributes.begin(), record.attributes.end(),
      [](const auto& a, const auto& b) { return a.name < b.name; }));
  CHECK_FALSE(record.immutable);
  CHECK_FALSE(record.append_only);
}

TEST_CASE("what was read can be put on another file") {
  const TempFolder folder;
  const std::string from = folder.write("from", "text");
  const std::string to = folder.write("to", "text");
  const bool attributes = has_attributes(folder.path());
  if (attributes) {
    ::setxattr(from.c_str(), "user.note", "kept", 4, 0);
    ::setxattr(to.c_str(), "user.other", "to go", 5, 0);
    ::setxattr(to.c_str(), "user.note", "old", 3, 0);
  }
  if (::chown(from.c_str(), 4711, 4712) != 0) {
    // Of root, too, where a namespace has no such user.
    REQUIRE((errno == EPERM || errno == EINVAL));
  }
  // After chown, which takes these bits away.
  if (::chmod(from.c_str(), 06750) != 0) ::chmod(from.c_str(), 0750);
  const timespec times[2] = {{.tv_sec = 100, .tv_nsec = 1},
                             {.tv_sec = -100, .tv_nsec = 999'999'999}};
  REQUIRE(::utimensat(AT_FDCWD, from.c_str(), times, 0) == 0);

  const FileRecord record = whole_record(from);
  CHECK(record.times.modified == -99'000'000'001);
  std::vector<std::string> lost;
  apply_record(open_for_writing(to), record, &lost);
  CHECK(lost.empty());
  const FileRecord after = whole_record(to);
  CHECK(after.mode == record.mode);
  CHECK(after.owner == record.owner);
  CHECK(after.group == record.group);
  CHECK(after.times.modified == record.times.modified);
  CHECK(after.times.accessed == record.times.accessed);
  if (attributes) {
    CHECK(value_of(after, "user.note") == "kept");
    CHECK(value_of(after, "user.other") == "none");
  }
}

TEST_CASE("what can't be put back is named") {
  const TempFolder folder;
  const std::string path = folder.write("x", "");
  FileRecord record = whole_record(path);
  record.attributes.push_back({"nonsense.name", "x"});
  std::vector<std::string> lost;
  apply_record(open_for_writing(path), record, &lost);
  REQUIRE(lost.size() == 1);
  CHECK(lost[0].find("nonsense.name") != std::string::npos);
}

TEST_CASE("set-id bits are not given to another owner") {
  if (::geteuid() == 0) return;  // who may set every owner
  const TempFolder folder;
  const std::string path = folder.write("x", "");
  FileRecord record = whole_record(path);
  record.owner = 0;
  record.owner_name = "root";
  record.mode = 04755;
  std::vector<std::string> lost;
  apply_record(open_for_writing(path), record, &lost);
  CHECK(lost.size() == 2);
  CHECK(whole_record(path).mode == 0755);
}

TEST_CASE("the host says who it is") {
  CHECK_FALSE(host_name().empty());
  CHECK(system_name().find("Linux ") != std::string::npos);
  const std::string zone = time_zone();
  REQUIRE(zone.size() > 6);
  CHECK(zone[zone.size() - 3] == ':');
  CHECK((zone[zone.size() - 6] == '+' || zone[zone.size() - 6] == '-'));
  CHECK(current_user() == user_name(::geteuid()));
  CHECK(group_name(4'000'000'001) == "4000000001");
  CHECK(now() > 1'700'000'000'000'000'000);
}

}  // namespace
}  // namespace beachcomb::os
