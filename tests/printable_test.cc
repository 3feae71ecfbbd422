// SPDX-License-Identifier: Apache-2.0
#include <random>

#include "beachcomb/report.h"
#include "catch.h"
#include "text/base64.h"
#include "text/format.h"
#include "text/utf8.h"

namespace beachcomb {
namespace {

using namespace std::string_view_literals;

struct Row {
  std::string_view bytes;
  std::string_view shown;
};

const Row kRows[] = {
    {"", ""},
    {"plain name.php", "plain name.php"},
    {"a\nb\rc\td", "a\\nb\\rc\\td"},
    {"\x1b[31mred\x1b]0;x\x07", "\\x1b[31mred\\x1b]0;x\\x07"},
    {"a\0b"sv, "a\\x00b"},
    {"\x7f", "\\x7f"},
    {"\xc2\x9b", "\\x9b"},  // the one-byte CSI as a character
    {"\xc3\xa4", "\xc3\xa4"},
    {"\xe6\xbc\xa2", "\xe6\xbc\xa2"},
    {"\xf0\x9f\x90\x9a", "\xf0\x9f\x90\x9a"},
    {"gpj.\xe2\x80\xae"
     "aspx",
     "gpj.\\u{202e}aspx"},
    {"\xe2\x81\xa6x\xe2\x81\xa9", "\\u{2066}x\\u{2069}"},
    {"\xe2\x80\x8b", "\\u{200b}"},
    {"\xef\xbb\xbf", "\\u{feff}"},
    {"\xef\xbf\xbe\xef\xbf\xbf", "\\u{fffe}\\u{ffff}"},  // not for XML
    {"\xf3\xa0\x81\x81", "\\u{e0041}"},
    {"\xff\xfe", "\\xff\\xfe"},
    {"\xc3", "\\xc3"},                    // cut off
    {"\xc3(", "\\xc3("},                  // no continuation
    {"\xc0\xaf", "\\xc0\\xaf"},           // overlong
    {"\xed\xa0\x80", "\\xed\\xa0\\x80"},  // surrogate
    {"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
    {"\x80", "\\x80"},
};

TEST_CASE("what could mislead is shown as an escape") {
  for (const Row& row : kRows) {
    INFO(row.shown);
    CHECK(printable(row.bytes) == row.shown);
  }
}

TEST_CASE("no text of any bytes has control bytes or broken UTF-8") {
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const char bytes[] = {static_cast<char>(a), static_cast<char>(b), 'x'};
      const std::string shown = printable({bytes, 3});
      bool fine = text::is_utf8(shown);
      for (const char c : shown) {
        fine &= static_cast<unsigned char>(c) >= 0x20 && c != 0x7f;
      }
      if (!fine) FAIL("bytes " << a << " " << b);
    }
  }
}

TEST_CASE("UTF-8 is told from other bytes") {
  CHECK(text::is_utf8(""));
  CHECK(text::is_utf8("na\xc3\xafve \xf0\x9f\x90\x9a"));
  CHECK_FALSE(text::is_utf8("\xe4"));
  CHECK_FALSE(text::is_utf8("\xe0\x80\x80"));
  CHECK_FALSE(text::is_utf8("\xf8\x88\x80\x80\x80"));
  CHECK_FALSE(text::is_utf8("ok\xf0\x9f\x90"));
}

TEST_CASE("base64 pads") {
  CHECK(text::base64("") == "");
  CHECK(text::base64("f") == "Zg==");
  CHECK(text::base64("fo") == "Zm8=");
  CHECK(text::base64("foo") == "Zm9v");
  CHECK(text::base64("\xff\xfe\xfd") == "//79");
  CHECK(text::from_base64("//79") == "\xff\xfe\xfd");
  CHECK(text::from_base64("Zm8=") == "fo");
  CHECK(text::from_base64("Zg==") == "f");
  CHECK(text::from_base64("") == "");
  for (const char* bad :
       {"Zg", "Zg=", "Zg==\n", " Zg=", "Zh==", "====", "Z==="}) {
    CAPTURE(bad);
    CHECK_FALSE(text::from_base64(bad).has_value());
  }
}

TEST_CASE("only what base64() writes is taken for base64") {
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same texts each time
  constexpr std::string_view kLetters = "AQgZ9+/= \n-";
  for (int i = 0; i < 200'000; ++i) {
    std::string text(random() % 13, '\0');
    for (char& c : text) c = kLetters[random() % kLetters.size()];
    const auto bytes = text::from_base64(text);
    if (bytes.has_value() && text::base64(*bytes) != text) FAIL(text);
    const std::string coded = text::base64(text);
    if (text::from_base64(coded) != text) FAIL(coded);
  }
}

TEST_CASE("numbers and times are for people") {
  using namespace text;
  CHECK(with_commas(0) == "0");
  CHECK(with_commas(999) == "999");
  CHECK(with_commas(1000) == "1,000");
  CHECK(with_commas(1234567) == "1,234,567");
  CHECK(with_commas(~std::uint64_t{0}) == "18,446,744,073,709,551,615");
  CHECK(bytes_for_people(0) == "0 bytes");
  CHECK(bytes_for_people(999) == "999 bytes");
  CHECK(bytes_for_people(1000) == "1.00 KB");
  CHECK(bytes_for_people(1'430'000'000) == "1.43 GB");
  CHECK(bytes_for_people(56'400'000) == "56 MB");
  CHECK(bytes_for_people(~std::uint64_t{0}) == "18447 PB");
  CHECK(time_for_people(0) == "1970-01-01 00:00:00 UTC");
  CHECK(time_for_people(1'614'679'872'000'000'000) ==
        "2021-03-02 10:11:12 UTC");
  CHECK(time_rfc3339(1'614'679'872'500'000'000) ==
        "2021-03-02T10:11:12.500000000Z");
  CHECK(time_from_rfc3339("2021-03-02T10:11:12.500000000Z") ==
        1'614'679'872'500'000'000);
  CHECK(time_from_rfc3339("2021-03-02T10:11:12.5Z") ==
        1'614'679'872'500'000'000);
  CHECK(time_from_rfc3339("1969-12-31T23:59:59.999999999Z") == -1);
  CHECK(time_from_rfc3339("2021-03-02T10:11:12Z") == 1'614'679'872'000'000'000);
  for (const char* bad : {"", "2021-03-02T10:11:12", "2021-03-02 10:11:12Z",
                          "2021-02-30T10:11:12Z", "2021-03-02T10:11:12.Z",
                          "2021-03-02T10:11:12.1234567890Z",
                          "2021-03-02T10:11:12.x5Z", "9999-03-02T10:11:12Z"}) {
    CAPTURE(bad);
    CHECK_FALSE(time_from_rfc3339(bad).has_value());
  }
  CHECK(time_rfc3339(-1) == "1969-12-31T23:59:59.999999999Z");
}

}  // namespace
}  // namespace beachcomb
