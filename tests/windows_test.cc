// SPDX-License-Identifier: Apache-2.0
//
// A file scanned in windows must have the findings that it has whole. Small
// windows over memory here, so that every kind of edge is cheap to try; the
// real ones over a file at the end.
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>

#include "catch.h"
#include "read/file_reader.h"
#include "support.h"

namespace beachcomb {
namespace {

using test::bytes_of;
using test::outline;
using test::rules_of;

class MemoryWindows : public Windows {
 public:
  MemoryWindows(std::string_view text, std::size_t window, std::size_t overlap)
      : text_(text), window_(window), overlap_(overlap) {}

  std::uint64_t count() const override {
    if (text_.size() <= window_) return 1;
    const std::size_t stride = window_ - overlap_;
    return (text_.size() - overlap_ + stride - 1) / stride;
  }
  Extent extent(std::uint64_t index) const override {
    const std::uint64_t offset = index * (window_ - overlap_);
    return {offset, static_cast<std::size_t>(std::min<std::uint64_t>(
                        window_, text_.size() - offset))};
  }
  Bytes read(std::uint64_t index) override {
    // A copy of its own, so that reading past it is seen by the sanitizer.
    const Extent place = extent(index);
    const std::string_view part =
        text_.substr(static_cast<std::size_t>(place.offset), place.size);
    buffer_.assign(part.begin(), part.end());
    buffer_.shrink_to_fit();
    return std::as_bytes(std::span(buffer_));
  }
  std::uint64_t file_size() const override { return text_.size(); }
  std::string read_at(std::uint64_t offset, std::size_t length) override {
    if (offset >= text_.size()) return {};
    return std::string(text_.substr(static_cast<std::size_t>(offset), length));
  }

 private:
  std::string_view text_;
  std::size_t window_, overlap_;
  std::vector<char> buffer_;
};

// The same for the whole and for windows of several sizes.
void check_same(const RuleSet& rules, std::string_view text) {
  Scanner scanner(rules);
  const FileFacts facts{"/f", ""};
  const std::string whole =
      outline(scanner.scan(bytes_of(text), facts).findings);
  for (const std::size_t window : {64u, 100u, 1000u}) {
    MemoryWindows windows(text, window, 32);
    const ScanResult result = scanner.scan(windows, facts);
    INFO("window of " << window);
    CHECK(outline(result.findings) == whole);
    CHECK_FALSE(result.reason.has_value());
  }
}

std::string text_with(std::size_t size,
                      std::vector<std::pair<std::size_t, std::string>> words) {
  std::string text(size, '.');
  for (const auto& [at, word] : words) text.replace(at, word.size(), word);
  return text;
}

TEST_CASE("a string across the edge of a window is found, once") {
  const RuleSet rules = rules_of(
      "rule Any { strings: $a = \"needle\" condition: $a }\n"
      "rule Two { strings: $a = \"needle\" condition: #a == 2 }\n"
      "rule More { strings: $a = \"needle\" condition: #a > 2 }\n");
  for (std::size_t at = 20; at < 120; ++at) {
    check_same(rules, text_with(400, {{at, "needle"}, {300, "needle"}}));
  }
}

TEST_CASE("offsets, counts and sizes in conditions are those of the file") {
  const RuleSet rules = rules_of(
      "rule Size { condition: filesize == 777 }\n"
      "rule At { strings: $a = \"needle\" condition: $a at 500 }\n"
      "rule In { strings: $a = \"needle\" condition: $a in (490..510) }\n"
      "rule Offset { strings: $a = \"needle\" condition: @a[2] == 500 }\n"
      "rule Length { strings: $a = /ne+dle/ condition: !a[2] == 6 }\n"
      "rule For { strings: $a = \"needle\" condition: for all i in (1..#a) : "
      "( @a[i] == 90 or @a[i] == 500 ) }\n"
      "rule Apart { strings: $a = \"head\" $b = \"tail\" condition: all of "
      "them and @b > @a }\n");
  const std::string text = text_with(
      777, {{0, "head"}, {90, "needle"}, {500, "needle"}, {773, "tail"}});
  Scanner scanner(rules);
  CHECK(scanner.scan(bytes_of(text), {"/f", ""}).findings.size() == 7);
  check_same(rules, text);
}

TEST_CASE("strings of every kind are found across edges") {
  const RuleSet rules = rules_of(
      "rule Wide { strings: $a = \"needle\" wide condition: $a }\n"
      "rule Nocase { strings: $a = \"NEEDLE\" nocase condition: $a }\n"
      "rule Hex { strings: $a = { 6e 65 [2-4] 6c } condition: $a }\n"
      "rule Regexp { strings: $a = /n[e]{2}d[a-z]+/ condition: $a }\n"
      "rule Xor { strings: $a = \"needle\" xor(1-255) condition: $a }\n"
      "rule Base64 { strings: $a = \"needle\" base64 condition: $a }\n");
  std::string wide, masked;
  for (const char c : std::string("needle")) {
    wide += c;
    wide += '\0';
    masked += static_cast<char>(c ^ 0x55);
  }
  for (std::size_t at = 40; at < 90; at += 3) {
    check_same(rules, text_with(700, {{0, "head"},
                                      {at, "needle"},
                                      {at + 60, wide},
                                      {at + 120, masked},
                                      {at + 200, "bmVlZGxl"},
                                      {650, "tail"}}));
  }
}

TEST_CASE("integers are read anywhere in the file") {
  const RuleSet rules = rules_of(
      "rule Head { condition: uint32be(0) == 0x68656164 }\n"
      "rule Middle { condition: uint32be(300) == 0x6d696464 }\n"
      "rule Tail { condition: uint32be(filesize - 4) == 0x7461696c }\n"
      "rule AtString { strings: $a = \"needle\" condition: "
      "for any i in (1..#a) : ( uint8(@a[i] + 6) == 0x21 ) }\n");
  const std::string text = text_with(
      600, {{0, "head"}, {200, "needle!"}, {300, "midd"}, {596, "tail"}});
  Scanner scanner(rules);
  CHECK(scanner.scan(bytes_of(text), {"/f", ""}).findings.size() == 4);
  check_same(rules, text);
}

TEST_CASE("random text has the same findings in windows") {
  const RuleSet rules = rules_of(
      "rule A { strings: $a = \"ab\" $b = \"ba\" nocase $c = { 61 ?? 62 } "
      "$d = /a[ab]{2,9}c/ condition: any of them }\n"
      "rule B { strings: $a = \"abc\" condition: #a > 3 }\n"
      "rule C { strings: $a = \"abcab\" $b = \"cc\" condition: $a and not $b "
      "}\n");
  std::mt19937 random(7);
  for (int i = 0; i < 200; ++i) {
    std::string text(200 + random() % 400, ' ');
    for (char& c : text) c = "aabbc  "[random() % 7];
    check_same(rules, text);
  }
}

TEST_CASE("a large file has the same findings in windows as whole") {
  constexpr std::size_t kEdge = read::FileWindows::kWindow;
  constexpr std::size_t kOverlap = read::FileWindows::kOverlap;
  const RuleSet rules = rules_of(
      "rule Needle { strings: $a = \"needle\" condition: #a == 4 }\n"
      "rule Size { condition: filesize > 33554432 }\n");
  std::string text(2 * kEdge + 5000, '\0');
  for (const std::size_t at : {kEdge - kOverlap - 3, kEdge - 3,
                               2 * kEdge - kOverlap - 2, text.size() - 6}) {
    text.replace(at, 6, "needle");
  }
  const test::TempFolder folder;
  const std::string path = folder.write("large", text);
  os::Descriptor file;
  os::FileStat stat;
  REQUIRE(os::open_file(os::kHere, path.c_str(), false, &file).ok());
  REQUIRE(os::stat_of(file, &stat).ok());
  read::Buffer buffer;
  read::FileWindows windows(file, stat, buffer);
  Scanner scanner(rules);
  const ScanResult whole = scanner.scan(bytes_of(text), {"/f", ""});
  const ScanResult windowed = scanner.scan(windows, {"/f", ""});
  REQUIRE(whole.findings.size() == 2);
  CHECK(outline(windowed.findings) == outline(whole.findings));
  const Match& match = windowed.findings[0].matches.at(3);
  CHECK(match.snippet.ends_with("needle"));
  CHECK(match.line == 0);
}

}  // namespace
}  // namespace beachcomb
