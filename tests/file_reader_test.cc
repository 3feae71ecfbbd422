// SPDX-License-Identifier: Apache-2.0
#include "read/file_reader.h"
#include "beachcomb/sha256.h"

#include <fstream>

#include "beachcomb/sha256.h"
#include "catch.h"
#include "support.h"

namespace beachcomb::read {
namespace {

using test::TempFolder;
namespace fs = std::filesystem;

struct Opened {
  explicit Opened(const std::string& path) {
    REQUIRE(os::open_file(os::kHere, path.c_str(), false, &file).ok());
    REQUIRE(os::stat_of(file, &stat).ok());
  }
  os::Descriptor file;
  os::FileStat stat;
};

std::string text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST_CASE("a file is read whole") {
  const TempFolder folder;
  FileReader reader;
  for (const std::size_t size : {0u, 1u, 4096u, 1u << 20, (1u << 20) + 1}) {
    std::string text(size, 'x');
    if (size != 0) text.back() = 'y';
    const Opened opened(folder.write("f", text));
    std::optional<Problem> problem;
    CHECK((text_of(reader.read(opened.file, opened.stat, &problem)) == text));
    CHECK_FALSE(problem.has_value());
  }
}

TEST_CASE("a file that was cut after it was opened has changed") {
  const TempFolder folder;
  const std::string path = folder.write("f", std::string(1000, 'x'));
  const Opened opened(path);
  fs::resize_file(path, 10);
  FileReader reader;
  std::optional<Problem> problem;
  const Bytes bytes = reader.read(opened.file, opened.stat, &problem);
  REQUIRE(problem.has_value());
  CHECK(problem->reason == Reason::changed);
  CHECK(problem->detail == "size was 1000 bytes when opened, then 10");
  // What is still there is scanned.
  CHECK(text_of(bytes) == std::string(10, 'x'));
}

TEST_CASE("a file that was cut to nothing has changed") {
  const TempFolder folder;
  const std::string path = folder.write("f", std::string(1000, 'x'));
  const Opened opened(path);
  fs::resize_file(path, 0);
  FileReader reader;
  std::optional<Problem> problem;
  CHECK(reader.read(opened.file, opened.stat, &problem).empty());
  REQUIRE(problem.has_value());
  CHECK(problem->reason == Reason::changed);
}

TEST_CASE("a file that grew after it was opened has changed") {
  const TempFolder folder;
  for (const std::size_t size : {0u, 10u, 2u << 20}) {
    const std::string path = folder.write("f", std::string(size, 'x'));
    const Opened opened(path);
    test::write_file(path, std::string(size + 5000, 'x'));
    FileReader reader;
    std::optional<Problem> problem;
    static_cast<void>(reader.read(opened.file, opened.stat, &problem));
    INFO(size);
    REQUIRE(problem.has_value());
    CHECK(problem->reason == Reason::changed);
  }
}

TEST_CASE("a file that is removed after it was opened is read") {
  const TempFolder folder;
  const std::string path = folder.write("f", "still here");
  const Opened opened(path);
  fs::remove(path);
  FileReader reader;
  std::optional<Problem> problem;
  CHECK(text_of(reader.read(opened.file, opened.stat, &problem)) ==
        "still here");
  CHECK_FALSE(problem.has_value());
}

TEST_CASE("a folder in place of a file is an error, not nothing") {
  const TempFolder folder;
  const Opened opened(folder.path());
  FileReader reader;
  std::optional<Problem> problem;
  CHECK(reader.read(opened.file, opened.stat, &problem).empty());
  REQUIRE(problem.has_value());
  CHECK(problem->reason == Reason::io_error);
  CHECK_FALSE(problem->detail.empty());
}

TEST_CASE("the buffer is kept for the next file, and given back when huge") {
  Buffer buffer;
  const std::byte* first = buffer.at_least(1u << 20).data();
  CHECK(buffer.at_least(1000).data() == first);
  buffer.shrink();
  CHECK(buffer.at_least(1u << 20).data() == first);
  CHECK(buffer.at_least(64u << 20).size() >= (64u << 20));
  buffer.shrink();
  CHECK(buffer.at_least(10).size() < (64u << 20));
}

TEST_CASE("a file without a size may still have content") {
  const Opened opened("/proc/sys/kernel/ostype");
  CHECK(opened.stat.size == 0);
  FileReader reader;
  std::optional<Problem> problem;
  CHECK(text_of(reader.read(opened.file, opened.stat, &problem)) == "Linux\n");
  CHECK_FALSE(problem.has_value());
}

// A sparse file of `size` bytes with `text` at `offset`.
std::string sparse(const TempFolder& folder, std::uint64_t size,
                   std::uint64_t offset = 0, std::string_view text = {}) {
  const std::string path = folder.write("sparse", "");
  fs::resize_file(path, offset);
  test::write_file(folder / "text", text);
  std::ofstream(path, std::ios::binary | std::ios::app) << text;
  fs::resize_file(path, size);
  return path;
}

TEST_CASE("windows cover every byte, overlap, and end") {
  constexpr std::uint64_t kW = FileWindows::kWindow, kO = FileWindows::kOverlap;
  const TempFolder folder;
  for (const std::uint64_t size : {std::uint64_t{1}, kW - 1, kW, kW + 1,
                                   2 * kW - kO, 2 * kW - kO + 1, 3 * kW}) {
    const Opened opened(sparse(folder, size));
    Buffer buffer;
    FileWindows windows(opened.file, opened.stat, buffer);
    CHECK(windows.file_size() == size);
    std::uint64_t covered = 0;
    REQUIRE(windows.count() < 10);
    for (std::uint64_t i = 0; i < windows.count(); ++i) {
      INFO(size << " window " << i);
      const Windows::Extent extent = windows.extent(i);
      CHECK(extent.offset == (i == 0 ? 0 : covered - kO));
      CHECK(extent.size <= kW);
      CHECK(windows.read(i).size() == extent.size);
      covered = extent.offset + extent.size;
    }
    CHECK(covered == size);
    CHECK_FALSE(windows.problem().has_value());
  }
}

TEST_CASE("windows hold the bytes of their place") {
  constexpr std::uint64_t kEdge = FileWindows::kWindow;
  const TempFolder folder;
  const Opened opened(sparse(folder, 2 * kEdge, kEdge - 3, "needle"));
  Buffer buffer;
  FileWindows windows(opened.file, opened.stat, buffer);
  CHECK(text_of(windows.read(0).last(3)) == "nee");
  const std::size_t at =
      static_cast<std::size_t>(kEdge - 3 - windows.extent(1).offset);
  CHECK(text_of(windows.read(1).subspan(at, 6)) == "needle");
  CHECK(windows.read_at(kEdge - 3, 6) == "needle");
  CHECK(windows.read_at(2 * kEdge - 2, 10).size() == 2);
  CHECK(windows.read_at(2 * kEdge + 5, 10).empty());
}

TEST_CASE("a large file that shrinks or grows while it is read has changed") {
  constexpr std::uint64_t kW = FileWindows::kWindow;
  const TempFolder folder;
  for (const std::uint64_t after : {kW / 2, kW + 10, 5 * kW}) {
    const std::string path = sparse(folder, 3 * kW);
    const Opened opened(path);
    Buffer buffer;
    FileWindows windows(opened.file, opened.stat, buffer);
    REQUIRE_FALSE(windows.read(0).empty());
    fs::resize_file(path, after);
    for (std::uint64_t i = 1; i < windows.count(); ++i) {
      static_cast<void>(windows.read(i));
    }
    CHECK(windows.sha256().empty());
    REQUIRE(windows.problem().has_value());
    CHECK(windows.problem()->reason == Reason::changed);
  }
}

TEST_CASE("a request to stop ends a large file") {
  const TempFolder folder;
  const Opened opened(sparse(folder, 5 * FileWindows::kWindow));
  Buffer buffer;
  std::stop_source stop;
  FileWindows windows(opened.file, opened.stat, buffer, stop.get_token());
  REQUIRE_FALSE(windows.read(0).empty());
  stop.request_stop();
  CHECK(windows.read(1).empty());
  REQUIRE(windows.problem().has_value());
  CHECK(windows.problem()->reason == Reason::interrupted);
}

TEST_CASE("the hash of a large file comes with its windows") {
  constexpr std::uint64_t kW = FileWindows::kWindow;
  const TempFolder folder;
  const Opened opened(sparse(folder, 3 * kW, kW + 5, "needle"));
  FileReader reader;
  std::optional<Problem> problem;
  const std::string whole =
      sha256_hex(reader.read(opened.file, opened.stat, &problem));
  Buffer buffer;
  FileWindows windows(opened.file, opened.stat, buffer);
  CHECK(windows.sha256().empty());
  for (std::uint64_t i = 0; i < windows.count(); ++i) {
    static_cast<void>(windows.read(i));
  }
  static_cast<void>(windows.read(0));  // a second look changes nothing
  CHECK(windows.sha256() == whole);
}

TEST_CASE("the hash of bytes is SHA-256") {
  CHECK(sha256_hex(test::bytes_of("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace beachcomb::read
