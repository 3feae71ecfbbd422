// SPDX-License-Identifier: Apache-2.0
#include "os/safe_path.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>

#include "catch.h"
#include "support.h"

namespace beachcomb::os {
namespace {

using test::TempFolder;

// Without the links that may lead to it.
std::string real(const TempFolder& folder) {
  return test::fs::canonical(folder.path()).string();
}

Descriptor folder_at(const std::string& path) {
  Descriptor folder;
  REQUIRE(open_folder(path, &folder).ok());
  return folder;
}

Descriptor file_at(const std::string& path) {
  Descriptor file;
  REQUIRE(open_file(kHere, path.c_str(), false, &file).ok());
  return file;
}

TEST_CASE("a folder is opened by its path, whatever its form") {
  const TempFolder temp;
  temp.make_folder("a/b");
  const std::string path = real(temp) + "/a/b";
  for (const std::string& form :
       {path, path + "/", path + "//.", "//." + path}) {
    Descriptor folder;
    CHECK(open_folder(form, &folder).ok());
    FileStat stat, expected;
    REQUIRE(stat_of(folder, &stat).ok());
    REQUIRE(stat_at(kHere, path.c_str(), false, &expected).ok());
    CHECK(stat.inode == expected.inode);
    // Good for what is done with it.
    CHECK(sync(folder).ok());
  }
  Descriptor root;
  CHECK(open_folder("/", &root).ok());
}

TEST_CASE("no link is followed on the way to a folder") {
  const TempFolder temp;
  temp.make_folder("a/b/c");
  const std::string base = real(temp);
  REQUIRE(::symlink("a", (base + "/first").c_str()) == 0);
  REQUIRE(::symlink("b", (base + "/a/middle").c_str()) == 0);
  REQUIRE(::symlink("c", (base + "/a/b/last").c_str()) == 0);
  Descriptor folder;
  CHECK(open_folder(base + "/first/b/c", &folder).is_symlink());
  CHECK(open_folder(base + "/a/middle/c", &folder).is_symlink());
  CHECK(open_folder(base + "/a/b/last", &folder).is_symlink());
  CHECK(open_folder(base + "/a/b/last/", &folder).is_symlink());
  CHECK_FALSE(folder.is_open());
  CHECK(open_folder(base + "/a/b/c", &folder).ok());
}

TEST_CASE("what is no folder by an absolute path is not opened") {
  const TempFolder temp;
  temp.write("file", "");
  const std::string base = real(temp);
  Descriptor folder;
  CHECK(open_folder(base + "/none", &folder).not_found());
  CHECK(open_folder(base + "/file", &folder).not_found());
  CHECK(open_folder(base + "/file/x", &folder).not_found());
  CHECK_FALSE(open_folder("relative", &folder).ok());
  CHECK_FALSE(open_folder("", &folder).ok());
  CHECK_FALSE(open_folder(base + "/../x", &folder).ok());
  CHECK_FALSE(open_folder(base + std::string("\0/x", 3), &folder).ok());
}

TEST_CASE("a path may be longer than the system takes in one piece") {
  const TempFolder temp;
  const std::string name(200, 'd');
  std::string path = real(temp);
  Descriptor at = folder_at(path);
  for (int i = 0; i < 40; ++i) {
    REQUIRE(::mkdirat(at.get(), name.c_str(), 0755) == 0);
    Descriptor next(::openat(at.get(), name.c_str(), O_RDONLY | O_DIRECTORY));
    at = std::move(next);
    path += '/' + name;
  }
  REQUIRE(path.size() > 8000);
  Descriptor folder;
  REQUIRE(open_folder(path, &folder).ok());
  FileStat stat, expected;
  REQUIRE(stat_of(folder, &stat).ok());
  REQUIRE(stat_of(at, &expected).ok());
  CHECK(stat.inode == expected.inode);
}

TEST_CASE("nothing is moved, linked or made over anything") {
  const TempFolder temp;
  temp.write("a", "from");
  temp.write("b", "there");
  const Descriptor at = folder_at(real(temp));
  CHECK_FALSE(move_file(at.get(), "a", at.get(), "b").ok());
  CHECK_FALSE(link_file(at.get(), "a", at.get(), "b").ok());
  Descriptor file;
  CHECK_FALSE(create_file_at(at.get(), "b", &file).ok());
  CHECK_FALSE(make_private_folder(at.get(), "b", &file).ok());
  CHECK(test::read_file(temp / "a") == "from");
  CHECK(test::read_file(temp / "b") == "there");
  REQUIRE(::symlink("nowhere", (temp / "link").c_str()) == 0);
  CHECK_FALSE(move_file(at.get(), "a", at.get(), "link").ok());
  CHECK_FALSE(create_file_at(at.get(), "link", &file).ok());
}

TEST_CASE("files are moved, linked and removed by their names") {
  const TempFolder temp;
  temp.write("a", "text");
  const Descriptor at = folder_at(real(temp));
  Descriptor own;
  REQUIRE(make_private_folder(at.get(), "own", &own).ok());
  struct stat stat {};
  REQUIRE(::fstat(own.get(), &stat) == 0);
  CHECK((stat.st_mode & 0777u) == 0700);
  REQUIRE(move_file(at.get(), "a", own.get(), "b").ok());
  CHECK(move_file(at.get(), "a", own.get(), "b").not_found());
  REQUIRE(link_file(own.get(), "b", at.get(), "c").ok());
  CHECK(test::read_file(temp / "c") == "text");
  CHECK_FALSE(remove_folder(at.get(), "own").ok());
  REQUIRE(unlink_file(own.get(), "b").ok());
  CHECK_FALSE(unlink_file(at.get(), "own").ok());
  REQUIRE(remove_folder(at.get(), "own").ok());
  CHECK(test::read_file(temp / "c") == "text");
  Descriptor file;
  REQUIRE(create_file_at(at.get(), "new", &file).ok());
  REQUIRE(::fstat(file.get(), &stat) == 0);
  CHECK((stat.st_mode & 0777u) == 0600);
  CHECK(sync(file).ok());
  CHECK_FALSE(is_read_only(file));
}

TEST_CASE("a lease is not given while somebody writes") {
  const TempFolder temp;
  const std::string path = temp.write("x", "text");
  const Descriptor file = file_at(path);
  if (take_lease(file) == Lease::not_supported) return;
  CHECK(still_held(file));
  {
    const Descriptor other = file_at(temp.write("y", "text"));
    const Descriptor writer(::open((temp / "y").c_str(), O_WRONLY));
    CHECK(take_lease(other) == Lease::busy);
    CHECK_FALSE(still_held(other));
  }
}

TEST_CASE("a lease tells that somebody wants to write, and kills nobody") {
  const TempFolder temp;
  const std::string path = temp.write("x", "text");
  const Descriptor file = file_at(path);
  if (take_lease(file) != Lease::held) return;
  const Descriptor reader(::open(path.c_str(), O_RDONLY | O_NONBLOCK));
  CHECK(reader.is_open());
  CHECK(still_held(file));
  const Descriptor writer(::open(path.c_str(), O_WRONLY | O_NONBLOCK));
  CHECK_FALSE(writer.is_open());
  CHECK_FALSE(still_held(file));
}

TEST_CASE("a lock keeps a second one out until it is closed") {
  const TempFolder temp;
  const std::string path = temp.write("x", "");
  const Descriptor second = file_at(path);
  {
    const Descriptor first = file_at(path);
    CHECK(lock(first));
    CHECK_FALSE(lock(second));
  }
  CHECK(lock(second));
}

}  // namespace
}  // namespace beachcomb::os
