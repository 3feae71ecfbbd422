// SPDX-License-Identifier: Apache-2.0
#include "os/line_reader.h"

#include "catch.h"
#include "support.h"

namespace beachcomb::os {
namespace {

using test::TempFolder;

struct Read {
  std::vector<std::string> lines;
  std::vector<bool> cut;
};

// All lines of a file, in reads of so many bytes.
Read read_all(const std::string& text, std::size_t read_bytes,
              std::size_t limit = 100, char separator = '\n') {
  const TempFolder folder;
  Descriptor input;
  const std::string path = folder.write("list", text);
  REQUIRE(open_file(kHere, path.c_str(), true, &input).ok());
  LineReader reader(
      std::move(input),
      {.separator = separator, .limit = limit, .read_bytes = read_bytes});
  Read read;
  Status status;
  while (std::optional<Line> line = reader.next({}, &status)) {
    read.lines.push_back(line->text);
    read.cut.push_back(line->cut);
  }
  CHECK(status.ok());
  CHECK_FALSE(reader.next({}, &status).has_value());  // it stays at its end
  return read;
}

using Lines = std::vector<std::string>;

TEST_CASE("lines are the same in reads of any size") {
  for (const std::size_t read_bytes : {1, 2, 3, 7, 100}) {
    CHECK(read_all("", read_bytes).lines.empty());
    CHECK(read_all("one", read_bytes).lines == Lines{"one"});
    CHECK(read_all("one\n", read_bytes).lines == Lines{"one"});
    CHECK(read_all("\n\none\n\ntwo", read_bytes).lines ==
          Lines{"", "", "one", "", "two"});
    CHECK(read_all("one\ntwo;three", read_bytes, 100, ';').lines ==
          Lines{"one\ntwo", "three"});
  }
}

TEST_CASE("a line that is too long is cut, and the next is whole") {
  for (const std::size_t read_bytes : {1, 2, 3, 7, 100}) {
    const Read read = read_all("12345\n123456\n1234567890\n1", read_bytes, 5);
    CHECK(read.lines == Lines{"12345", "12345", "12345", "1"});
    CHECK(read.cut == std::vector<bool>{false, true, true, false});
  }
}

TEST_CASE("a request to stop ends the reading, an error too") {
  Descriptor zero;
  REQUIRE(open_file(kHere, "/dev/zero", true, &zero).ok());
  LineReader endless(std::move(zero), {.limit = 100, .read_bytes = 10});
  std::stop_source stop;
  stop.request_stop();
  Status status;
  CHECK_FALSE(endless.next(stop.get_token(), &status).has_value());
  CHECK(status.ok());

  const TempFolder folder;
  Descriptor directory;
  REQUIRE(open_file(kHere, folder.path().c_str(), true, &directory).ok());
  LineReader wrong(std::move(directory), {.limit = 100, .read_bytes = 10});
  CHECK_FALSE(wrong.next({}, &status).has_value());
  CHECK_FALSE(status.ok());
}

TEST_CASE("a reader knows what is here already") {
  const TempFolder folder;
  Descriptor input;
  const std::string path = folder.write("list", "one\ntwo\nthree");
  REQUIRE(open_file(kHere, path.c_str(), true, &input).ok());
  LineReader reader(std::move(input), {.limit = 100, .read_bytes = 100});
  Status status;
  CHECK_FALSE(reader.has_line());
  CHECK(reader.next({}, &status).has_value());
  CHECK(reader.has_line());
  CHECK(reader.next({}, &status).has_value());
  CHECK_FALSE(reader.has_line());  // its end may still come
}

}  // namespace
}  // namespace beachcomb::os
