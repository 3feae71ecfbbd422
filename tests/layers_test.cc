// SPDX-License-Identifier: Apache-2.0
//
// The table of unwrappers and the budget, without containers of other tools:
// those are in unwrap_test.py.
#include <set>

#include "catch.h"
#include "support.h"
#include "unwrap/layers.h"
#include "unwrap/recognise.h"
#include "unwrap/transfer.h"

namespace beachcomb::unwrap {
namespace {

using test::bytes_of;

Candidates candidates(std::string_view text,
                      std::string_view extension = ".txt") {
  static Recogniser::Scratch scratch;
  static const std::vector<std::string> no_passwords;
  return Recogniser::instance().candidates(
      bytes_of(text), {"a" + std::string(extension), extension, &no_passwords},
      scratch);
}

bool is_candidate(std::string_view name, std::string_view text) {
  const auto table = unwrappers();
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i].name == name) return (candidates(text) >> i & 1) != 0;
  }
  FAIL("no unwrapper is called " << name);
  return false;
}

TEST_CASE("each unwrapper has a name of its own") {
  std::set<std::string_view> names;
  for (const Unwrapper& unwrapper : unwrappers()) {
    CHECK(names.insert(unwrapper.name).second);
    for (const std::string_view mark : unwrapper.marks) {
      CHECK(mark.size() >= 3);
    }
  }
  CHECK(names.size() <= 64);
}

// ASP pages were once recognised by an unwrapper that was in no table.
TEST_CASE("pages of each server are in somebody's hands") {
  using namespace std::string_view_literals;
  const std::string php = "<?php $a = chr(101) . chr(118) . chr(97) ?>";
  const std::string asp = "<%@ Language=VBScript %><% a = Chr(101) & b %>";
  const auto is_taken = [](std::string_view name, std::string_view text,
                           std::string_view extension) {
    const auto table = unwrappers();
    for (std::size_t i = 0; i < table.size(); ++i) {
      if (table[i].name == name) {
        return (candidates(text, extension) >> i & 1) != 0;
      }
    }
    return false;
  };
  CHECK(is_taken("script", php, ".php"));
  for (const auto extension : {".asp"sv, ".aspx"sv, ".ashx"sv, ".jsp"sv}) {
    CAPTURE(extension);
    CHECK(is_taken("server-page", asp, extension));
  }
  CHECK(is_taken("server-page", asp, ""));
}

TEST_CASE("ordinary files of a web server are not unwrapped") {
  using namespace std::string_view_literals;
  CHECK(candidates("") == 0);
  CHECK(candidates("<?php echo 'hello'; ?>\n", ".php") == 0);
  CHECK(candidates("header: value\n\ntext\n") == 0);
  CHECK(candidates("PK is how some text begins") == 0);
  CHECK(candidates("BZh9 is no bzip2 yet") == 0);
  CHECK(candidates("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"sv) == 0);
  CHECK(candidates("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n") == 0);
  CHECK(candidates("\xff\xd8\xff\xe0\0\x10JFIF"sv) == 0);
  CHECK(candidates("wOFF\0\1\0\0"sv) == 0);
  CHECK(candidates(std::string(600, '\0')) == 0);
}

TEST_CASE("marks count in any case, in text only, with their unwrapper") {
  const std::string mail = "Subject: x\nCONTENT-transfer-Encoding: base64\n";
  CHECK(is_candidate("mail", mail));
  CHECK_FALSE(is_candidate("mail", "<?php\n" + mail));
  CHECK_FALSE(is_candidate("mail", mail.substr(0, 20)));
  const std::string dump = "a\nExternalUrl : x";
  CHECK(is_candidate("virtual-directory", dump));
  const std::string noise(400, '\0');
  CHECK_FALSE(is_candidate("virtual-directory", noise + dump + noise));
  // Bytes around the code do not hide it where the name says what it is.
  static Recogniser::Scratch scratch;
  static const std::vector<std::string> no_passwords;
  CHECK(Recogniser::instance().candidates(bytes_of(noise + dump + noise),
                                          {"a.aspx", ".aspx", &no_passwords},
                                          scratch) != 0);
  // A page behind a picture: the end looks like text.
  CHECK(
      is_candidate("virtual-directory", noise + dump + std::string(400, ' ')));
}

TEST_CASE("base64 is read as mail programs do") {
  bool is_cut = false;
  const auto decode = [&](std::string_view text, std::uint64_t most = 100) {
    is_cut = false;
    return from_base64(text, most, &is_cut);
  };
  CHECK(decode("aGVsbG8=") == "hello");
  CHECK(decode("aGV\r\nsb G8") == "hello");
  CHECK(decode("aGVsbG8=aGVsbG8=") == "hellohello");
  CHECK(decode("") == "");
  CHECK(decode("!*") == "");
  CHECK_FALSE(is_cut);
  CHECK(decode("aGVsbG8=", 5) == "hello");
  CHECK_FALSE(is_cut);
  CHECK(decode("aGVsbG8=", 4) == "hell");
  CHECK(is_cut);
}

TEST_CASE("quoted-printable is read as mail programs do") {
  bool is_cut = false;
  const auto decode = [&](std::string_view text, std::uint64_t most = 100) {
    is_cut = false;
    return from_quoted_printable(text, most, &is_cut);
  };
  CHECK(decode("a=3Db=3d") == "a=b=");
  CHECK(decode("soft=\r\nbreak=\n=  \nhere") == "softbreakhere");
  CHECK(decode("wrong=zz=4") == "wrong=zz=4");
  CHECK(decode("at the end=") == "at the end");
  CHECK(decode("=41=42=43", 3) == "ABC");
  CHECK_FALSE(is_cut);
  CHECK(decode("=41=42=43", 2) == "AB");
  CHECK(is_cut);
}

// A mail whose one part is `text`.
std::string wrapped(std::string_view text) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out = "Subject: x\nContent-Transfer-Encoding: base64\n\n";
  for (std::size_t i = 0; i < text.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      const char c = i + j < text.size() ? text[i + j] : '\0';
      group = group << 8 | static_cast<unsigned char>(c);
    }
    for (int shift = 18; shift >= 0; shift -= 6) {
      out += kAlphabet[group >> shift & 63];
    }
  }
  return out;
}

Verdict scan(std::string_view text, const UnwrapOptions& options = {}) {
  const RuleSet rules = test::rules_of(
      "rule Needle { meta: score = 80 strings: $a = \"needle\" "
      "condition: $a }");
  Scanner scanner(rules);
  LayerScan layers(options);
  Verdict verdict;
  const FileFacts facts{"x.eml", ""};
  layers.scan(bytes_of(text), {facts, 40, std::nullopt, {}}, scanner, &verdict);
  return verdict;
}

TEST_CASE("layers are scanned, counted and named by their chain") {
  const Verdict verdict = scan(wrapped(wrapped("a needle.")));
  REQUIRE(verdict.findings.size() == 1);
  CHECK(verdict.findings[0].layer == 2);
  CHECK(verdict.findings[0].matches[0].offset == 2);
  REQUIRE(verdict.layers.size() == 2);
  CHECK(verdict.chain(2) == "base64 > base64");
  CHECK(verdict.layers[1].parent == 1);
  CHECK(verdict.layers[1].offset == verdict.layers[0].offset);
  CHECK(verdict.layers[1].line == 4);
  CHECK(verdict.layers[1].size == 9);
  CHECK(verdict.layer_counts.scanned == 2);
  CHECK_FALSE(verdict.reason.has_value());
}

TEST_CASE("what a budget cuts off is in the verdict") {
  const std::string deep = wrapped(wrapped(wrapped("a needle.")));
  UnwrapOptions options;
  options.depth = 2;
  Verdict verdict = scan(deep, options);
  CHECK(verdict.reason == Reason::depth_limit);
  CHECK(verdict.layer_counts.scanned == 2);
  CHECK(verdict.layer_counts.skipped.at(Reason::depth_limit) == 1);
  CHECK(verdict.detail == "base64 > base64 > base64");

  options = {};
  options.layers = 2;
  CHECK(scan(deep, options).reason == Reason::layer_limit);

  options = {};
  options.layer_bytes = 60;
  verdict = scan(deep, options);
  CHECK(verdict.reason == Reason::size_limit);
  CHECK(verdict.layers[0].size == 60);

  options = {};
  options.bytes = 60;
  CHECK(scan(deep, options).reason == Reason::byte_limit);
}

TEST_CASE("a run that is stopped stops unwrapping") {
  const RuleSet rules = test::rules_of("rule R { condition: false }");
  Scanner scanner(rules);
  const UnwrapOptions options;
  LayerScan layers(options);
  std::stop_source source;
  source.request_stop();
  Verdict verdict;
  const FileFacts facts{"x.eml", ""};
  const std::string text = wrapped("a needle");
  layers.scan(bytes_of(text), {facts, 40, std::nullopt, source.get_token()},
              scanner, &verdict);
  CHECK(verdict.reason == Reason::interrupted);
  CHECK(verdict.layer_counts.scanned == 0);
}

}  // namespace
}  // namespace beachcomb::unwrap
