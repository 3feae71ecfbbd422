// SPDX-License-Identifier: Apache-2.0
#include "os/piece_reader.h"

#include "catch.h"
#include "support.h"

namespace beachcomb::os {
namespace {

using test::TempFolder;

std::string read_all(PieceReader& reader) {
  std::string text;
  for (Bytes piece = reader.next(); !piece.empty(); piece = reader.next()) {
    REQUIRE(piece.size() <= PieceReader::kPiece);
    for (const std::byte byte : piece) text += static_cast<char>(byte);
  }
  return text;
}

// So long that no piece looks like another.
std::string text_of(std::size_t length) {
  std::string text(length, '\0');
  for (std::size_t i = 0; i < length; ++i) {
    text[i] = static_cast<char>(i * 7 + i / 256);
  }
  return text;
}

Descriptor open(const std::string& path) {
  Descriptor file;
  REQUIRE(open_file(kHere, path.c_str(), true, &file).ok());
  return file;
}

TEST_CASE("the pieces of a file are its content, as often as it is read") {
  constexpr std::size_t kPiece = PieceReader::kPiece;
  const TempFolder folder;
  for (const std::size_t length : {std::size_t{0}, std::size_t{1}, kPiece - 1,
                                   kPiece, kPiece + 1, 3 * kPiece}) {
    const std::string text = text_of(length);
    const Descriptor file = open(folder.write("file", text));
    for (int i = 0; i < 2; ++i) {
      PieceReader reader(file);
      CHECK(read_all(reader) == text);
      CHECK(reader.bytes_read() == length);
      CHECK(reader.status().ok());
    }
  }
}

TEST_CASE("the pieces of a file end at the limit") {
  constexpr std::size_t kPiece = PieceReader::kPiece;
  const TempFolder folder;
  const std::string text = text_of(2 * kPiece + 10);
  const Descriptor file = open(folder.write("file", text));
  for (const std::size_t most : {std::size_t{0}, std::size_t{1}, kPiece,
                                 kPiece + 5, text.size(), text.size() + 1}) {
    PieceReader reader(file, most);
    CHECK(read_all(reader) == text.substr(0, most));
    CHECK(reader.bytes_read() == std::min(most, text.size()));
  }
}

TEST_CASE("an error ends the pieces, and is kept") {
  const TempFolder folder;
  const Descriptor file = open(folder.path());  // opens, and can't be read
  PieceReader reader(file);
  CHECK(reader.next().empty());
  CHECK(reader.next().empty());
  CHECK_FALSE(reader.status().ok());
}

TEST_CASE("a file that grows behind its last piece has ended") {
  const TempFolder folder;
  const Descriptor file = open(folder.write("file", "one"));
  PieceReader reader(file);
  CHECK(reader.next().size() == 3);
  folder.write("file", "one and two");
  CHECK(reader.next().empty());
  CHECK(reader.bytes_read() == 3);
}

}  // namespace
}  // namespace beachcomb::os
