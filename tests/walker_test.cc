// SPDX-License-Identifier: Apache-2.0
#include "walk/walker.h"

#include <map>
#include <set>

#include "catch.h"
#include "support.h"

namespace beachcomb::walk {
namespace {

using test::TempFolder;
namespace fs = std::filesystem;

struct Walked {
  std::map<std::string, std::optional<Reason>> entries;
  std::size_t count = 0;  // of entries, doubles too
  std::size_t largest_batch = 0;
  std::size_t batches = 0;
};

Walked walk_all(const WalkOptions& options) {
  Walker walker(options);
  Walked walked;
  std::vector<Listing> pending = walker.start();
  while (!pending.empty()) {
    Listing next = std::move(pending.back());
    pending.pop_back();
    Batch batch = walker.list(std::move(next));
    ++walked.batches;
    walked.largest_batch = std::max(
        walked.largest_batch, batch.entries.size() + batch.folders.size());
    for (const Entry& entry : batch.entries) {
      ++walked.count;
      walked.entries[entry.path()] = entry.reason;
    }
    if (batch.rest.has_value()) pending.push_back(std::move(*batch.rest));
    std::move(batch.folders.begin(), batch.folders.end(),
              std::back_inserter(pending));
  }
  return walked;
}

Walked walk_roots(std::vector<std::string> roots) {
  WalkOptions options;
  options.roots = std::move(roots);
  return walk_all(options);
}

TEST_CASE("a folder is handed out in batches, each name once") {
  const TempFolder folder;
  for (int i = 0; i < 300; ++i) folder.write(std::to_string(i), "");
  folder.write("sub/x", "");
  const Walked walked = walk_roots({folder.path()});
  CHECK(walked.count == 301);
  CHECK(walked.entries.size() == 301);
  CHECK(walked.largest_batch <= Walker::kBatch);
  CHECK(walked.batches >= 301 / Walker::kBatch);
  CHECK(walked.entries.count(folder / "sub/x") == 1);
}

TEST_CASE("a folder with exactly one batch ends") {
  const TempFolder folder;
  for (std::size_t i = 0; i < Walker::kBatch; ++i) {
    folder.write(std::to_string(i), "");
  }
  CHECK(walk_roots({folder.path()}).count == Walker::kBatch);
}

TEST_CASE("an empty folder gives nothing") {
  const TempFolder folder;
  CHECK(walk_roots({folder.path()}).count == 0);
}

TEST_CASE("a root may be a file, a link, or missing") {
  const TempFolder folder;
  const std::string file = folder.write("file", "");
  folder.write("tree/x", "");
  fs::create_symlink(file, folder / "to_file");
  fs::create_symlink(folder / "tree", folder / "to_tree");
  const Walked walked =
      walk_roots({file, folder / "to_file", folder / "to_tree",
                  folder / "missing", file + "/below"});
  CHECK(walked.entries.at(file) == std::nullopt);
  CHECK(walked.entries.at(folder / "to_file") == std::nullopt);
  CHECK(walked.entries.at(folder / "to_tree/x") == std::nullopt);
  CHECK(walked.entries.at(folder / "missing") == Reason::not_found);
  CHECK(walked.entries.at(file + "/below") == Reason::not_found);
  CHECK(walked.count == 5);
}

TEST_CASE("a path below a root with a slash at its end has one slash") {
  const TempFolder folder;
  folder.write("x", "");
  const Walked walked = walk_roots({folder.path() + '/'});
  CHECK(walked.entries.count(folder / "x") == 1);
}

TEST_CASE("links are not followed by default") {
  const TempFolder folder, outside;
  outside.write("secret", "");
  fs::create_symlink(outside.path(), folder / "out");
  fs::create_symlink("loop", folder / "loop");
  fs::create_symlink("nowhere", folder / "dangling");
  const Walked walked = walk_roots({folder.path()});
  CHECK(walked.count == 3);
  for (const auto& [path, reason] : walked.entries) {
    CHECK(reason == Reason::symlink);
  }
}

TEST_CASE("followed links are entered once, and loops end") {
  const TempFolder folder, outside;
  outside.write("found", "");
  folder.write("a/file", "");
  fs::create_symlink(outside.path(), folder / "out");
  fs::create_symlink("..", folder / "a/up");
  fs::create_symlink("loop", folder / "loop");
  fs::create_symlink("nowhere", folder / "dangling");
  WalkOptions options;
  options.roots = {folder.path()};
  options.follow_symlinks = true;
  const Walked walked = walk_all(options);
  CHECK(walked.entries.at(folder / "out/found") == std::nullopt);
  CHECK(walked.entries.at(folder / "a/file") == std::nullopt);
  CHECK(walked.entries.at(folder / "a/up") == Reason::duplicate);
  CHECK(walked.entries.at(folder / "loop") == Reason::symlink);
  CHECK(walked.entries.at(folder / "dangling") == Reason::symlink);
  CHECK(walked.count == 5);
}

TEST_CASE("a folder met twice is entered once") {
  const TempFolder folder;
  folder.write("sub/x", "");
  const Walked walked = walk_roots({folder.path(), folder / "sub"});
  // One of the two ways in is a duplicate, whichever came second.
  CHECK(walked.count == 2);
  CHECK(walked.entries.count(folder / "sub/x") == 1);
  CHECK(walked.entries.at(folder / "sub") == Reason::duplicate);
}

TEST_CASE("files are told apart by device and inode, unless they have links") {
  WalkOptions options;
  options.roots = {"a", "b"};
  Walker walker(options);
  os::FileStat stat{.device = 1, .inode = 2, .links = 1};
  CHECK(walker.first_visit({}, stat));
  CHECK_FALSE(walker.first_visit({}, stat));
  stat.device = 2;
  CHECK(walker.first_visit({}, stat));
  stat.links = 2;
  CHECK(walker.first_visit({}, stat));
  CHECK(walker.first_visit({}, stat));
}

TEST_CASE("Visited knows an identity by both of its parts") {
  Visited visited;
  CHECK(visited.insert({.device = 1, .inode = 2}));
  CHECK(visited.insert({.device = 2, .inode = 1}));
  CHECK_FALSE(visited.insert({.device = 1, .inode = 2}));
}

TEST_CASE("what is excluded is an entry that says so, and not entered") {
  const TempFolder folder;
  folder.write("keep/a.php", "");
  folder.write("keep/a.txt", "");
  folder.write("cache/b.php", "");
  WalkOptions options;
  options.roots = {folder.path()};
  options.include = {"*.php"};
  options.exclude = {"cache"};
  const Walked walked = walk_all(options);
  CHECK(walked.entries.at(folder / "keep/a.php") == std::nullopt);
  CHECK(walked.entries.at(folder / "keep/a.txt") == Reason::excluded);
  CHECK(walked.entries.at(folder / "cache") == Reason::excluded);
  CHECK(walked.count == 3);
}

TEST_CASE("globs with a slash count from the root, not from the file system") {
  const TempFolder folder;
  folder.write("a/b/x", "");
  folder.write("z/a/b/x", "");
  WalkOptions options;
  options.roots = {folder.path()};
  options.exclude = {"a/b"};
  const Walked walked = walk_all(options);
  CHECK(walked.entries.at(folder / "a/b") == Reason::excluded);
  CHECK(walked.entries.at(folder / "z/a/b/x") == std::nullopt);
}

TEST_CASE("paths from a list are taken as they are, lines or NUL") {
  const TempFolder folder;
  folder.write("one", "");
  folder.write("two\nlines", "");
  folder.write("tree/x", "");
  WalkOptions options;
  options.files_from =
      folder.write("list", (folder / "one") + "\n\n" + (folder / "tree") +
                               "\n" + (folder / "none"));
  Walked walked = walk_all(options);
  CHECK(walked.entries.at(folder / "one") == std::nullopt);
  CHECK(walked.entries.at(folder / "tree/x") == std::nullopt);
  CHECK(walked.entries.at(folder / "none") == Reason::not_found);
  CHECK(walked.count == 3);

  std::string list = (folder / "one");
  list.push_back('\0');
  list += folder / "two\nlines";
  options.files_from = folder.write("list0", list);
  options.nul_separated = true;
  walked = walk_all(options);
  CHECK(walked.entries.at(folder / "two\nlines") == std::nullopt);
  CHECK(walked.count == 2);
}

TEST_CASE("a long list is read in pieces, with no path cut") {
  const TempFolder folder;
  std::string list;
  for (int i = 0; i < 2000; ++i) {
    list += folder / ("name-" + std::to_string(i)) + "\n";
  }
  WalkOptions options;
  options.files_from = folder.write("list", list);
  const Walked walked = walk_all(options);
  CHECK(walked.count == 2000);
  CHECK(walked.entries.count(folder / "name-1999") == 1);
  CHECK(walked.batches > 10);
}

TEST_CASE("a list that is not there is a failed entry") {
  const TempFolder folder;
  WalkOptions options;
  options.files_from = folder / "none";
  const Walked walked = walk_all(options);
  CHECK(walked.entries.at(folder / "none") == Reason::not_found);
}

TEST_CASE("system errors become reasons") {
  CHECK(reason_of(os::Status{2}) == Reason::vanished);            // ENOENT
  CHECK(reason_of(os::Status{20}) == Reason::vanished);           // ENOTDIR
  CHECK(reason_of(os::Status{13}) == Reason::permission_denied);  // EACCES
  CHECK(reason_of(os::Status{1}) == Reason::permission_denied);   // EPERM
  CHECK(reason_of(os::Status{40}) == Reason::symlink);            // ELOOP
  CHECK(reason_of(os::Status{5}) == Reason::io_error);            // EIO
  CHECK(reason_of(os::FileType::fifo) == Reason::fifo);
  CHECK(reason_of(os::FileType::socket) == Reason::socket);
  CHECK(reason_of(os::FileType::device) == Reason::device);
  CHECK(reason_of(os::FileType::symlink) == Reason::symlink);
}

}  // namespace
}  // namespace beachcomb::walk
