// SPDX-License-Identifier: Apache-2.0
//
// What holds for every unwrapper of the table, on the seeds of the fuzzer:
// each has one that it unwraps, and none hands out more than it may.
#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "catch.h"
#include "support.h"
#include "unwrap_support.h"

namespace beachcomb::unwrap {
namespace {

using test::CollectOutput;

constexpr std::string_view kExtensions[] = {"", ".php", ".asp", ".aspx",
                                            ".jsp"};

struct Input {
  std::string name;
  std::string bytes;
};

std::vector<Piece> run(const Unwrapper& row, const std::string& bytes,
                       std::string_view extension, std::uint64_t most,
                       bool* is_too_large = nullptr) {
  CollectOutput output;
  output.most = most;
  output.most_pieces = 100'000;
  static const std::vector<std::string> passwords = {"infected"};
  const std::string path = "page" + std::string(extension);
  const Context context{path, extension, &passwords};
  // Without regard to the marks, which only save time.
  if (row.recognises(test::bytes_of(bytes), context)) {
    row.unwrap(test::bytes_of(bytes), context, output);
  }
  if (is_too_large != nullptr) *is_too_large = output.too_large;
  return std::move(output.pieces);
}

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

// What grows when it is unwrapped.
void add_growing(std::vector<Input>* inputs) {
  const std::string php =
      "<"
      "?php $x = chr(97).chr(98).chr(99).chr(100).chr(101);";
  inputs->push_back({"words", php + repeated("a ", 2000)});
  inputs->push_back({"symbols", php + repeated("[", 2000)});
  inputs->push_back({"arrays", php + repeated("$x=[[1]];", 500)});
  inputs->push_back({"quotes", php + "$y='" + repeated("\"", 500) + "'.'\\''"});
  inputs->push_back({"one base64", "x = '" + repeated("PD9waHA", 3) + "'"});
  std::string wide = "\xFF\xFE";
  for (int i = 0; i < 400; ++i) wide += "\x2D\x4E";  // U+4E2D
  inputs->push_back({"utf-16 of Chinese", wide});
  inputs->push_back({"utf-7", "codepage=65000 <+" + repeated("Ti1O", 400)});
  inputs->push_back({"gbk", "<meta charset=gbk>" + repeated("\xD6\xD0", 400)});
}

std::vector<Input> all_inputs() {
  std::vector<Input> inputs;
  for (const auto& entry : std::filesystem::directory_iterator(
           BEACHCOMB_TESTS "/fuzz/corpus/unwrap_fuzz")) {
    inputs.push_back({entry.path().filename().string(),
                      test::read_file(entry.path().string())});
  }
  add_growing(&inputs);
  // And what is in them: an ISO image is kept in a gzip file.
  const std::size_t count = inputs.size();
  for (std::size_t i = 0; i < count; ++i) {
    for (const Unwrapper& row : unwrappers()) {
      for (Piece& piece : run(row, inputs[i].bytes, "", 1u << 20)) {
        inputs.push_back({inputs[i].name + " > " + test::via_of(piece),
                          std::move(piece.bytes)});
      }
    }
  }
  return inputs;
}

const std::vector<Input>& inputs() {
  static const std::vector<Input> all = all_inputs();
  return all;
}

// They leave a value as it is that would be too large, and say no more.
bool is_about_values(const Unwrapper& row) {
  return row.name == "script" || row.name == "server-page" ||
         row.name == "hidden-script" || row.name == "literals";
}

TEST_CASE("every unwrapper has a seed that it unwraps") {
  std::map<std::string_view, std::size_t> pieces;
  for (const Unwrapper& row : unwrappers()) {
    for (const Input& input : inputs()) {
      for (const std::string_view extension : kExtensions) {
        for (const Piece& piece : run(row, input.bytes, extension, 1u << 20)) {
          if (!piece.bytes.empty()) ++pieces[row.name];
        }
      }
    }
    INFO(row.name);
    CHECK(pieces[row.name] > 0);
  }
}

TEST_CASE("no unwrapper hands out more than it may") {
  for (const Unwrapper& row : unwrappers()) {
    for (const Input& input : inputs()) {
      // Containers do not look at the name; 370 KB a dozen times is enough.
      const bool is_large = input.bytes.size() > 100'000;
      for (const std::string_view extension : kExtensions) {
        if (is_large && !extension.empty()) continue;
        for (const std::uint64_t most :
             {0u, 1u, 2u, 3u, 4u, 5u, 7u, 50u, 99u, 100u, 101u, 250u, 1000u}) {
          bool is_too_large = false;
          run(row, input.bytes, extension, most, &is_too_large);
          if (is_too_large) {
            FAIL_CHECK(row.name << " on " << input.name << extension
                                << " above " << most);
          }
        }
      }
    }
  }
}

TEST_CASE("what is cut says so") {
  std::size_t cuts = 0;
  for (const Unwrapper& row : unwrappers()) {
    if (is_about_values(row)) continue;
    for (const Input& input : inputs()) {
      const std::vector<Piece> whole =
          run(row, input.bytes, "", std::uint64_t{32} << 20);
      for (const std::uint64_t most : {0u, 1u, 40u, 100u, 333u}) {
        if (std::none_of(whole.begin(), whole.end(), [&](const Piece& piece) {
              return piece.bytes.size() > most;
            })) {
          continue;
        }
        ++cuts;
        const std::vector<Piece> cut = run(row, input.bytes, "", most);
        if (std::none_of(cut.begin(), cut.end(), [](const Piece& piece) {
              return piece.reason == Reason::size_limit;
            })) {
          FAIL_CHECK(row.name << " on " << input.name << " above " << most);
        }
      }
    }
  }
  CHECK(cuts > 100);
}

// A folded script that lacks its end is no whole one either.
TEST_CASE("a folded script that is cut says so") {
  const std::string text =
      "<"
      "?php $x = chr(97).chr(98).chr(99).chr(100).chr(101);" +
      repeated("a ", 2000);
  for (const Unwrapper& row : unwrappers()) {
    if (row.name != "script") continue;
    const auto whole = run(row, text, ".php", 1u << 20);
    REQUIRE(whole.size() == 1);
    CHECK(whole[0].reason == Reason::none);
    const auto cut = run(row, text, ".php", 1000);
    REQUIRE(cut.size() == 1);
    CHECK(cut[0].reason == Reason::size_limit);
    CHECK(cut[0].bytes.size() == 1000);
    CHECK(whole[0].bytes.substr(0, 1000) == cut[0].bytes);
  }
}

}  // namespace
}  // namespace beachcomb::unwrap
