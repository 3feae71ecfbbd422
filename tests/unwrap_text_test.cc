// SPDX-License-Identifier: Apache-2.0
//
// Text encodings. What is expected comes from elsewhere: the bytes of East
// Asian text from Python's codecs, UTF-7 from RFC 2152, entities from Python's
// html module, uuencoded lines from its binascii, the encoded script from
// Microsoft's description.
#include <string>
#include <string_view>

#include "catch.h"
#include "unwrap/codec.h"
#include "unwrap/text_unwrappers.h"
#include "unwrap_support.h"

namespace beachcomb::unwrap {
namespace {

using namespace std::string_view_literals;
using test::layer;
using test::unwrapped;

// ASCII in units of so many bytes.
std::string wide(std::string_view text, std::size_t width, bool big_endian) {
  std::string out;
  for (const char c : text) {
    std::string unit(width, '\0');
    unit[big_endian ? width - 1 : 0] = c;
    out += unit;
  }
  return out;
}

constexpr std::string_view kPage = "<p>a page of some length</p>";

TEST_CASE("UTF-16 and UTF-32, each order, with a mark and without") {
  struct Case {
    std::string_view via;
    std::string_view mark;
    std::size_t width;
    bool big_endian;
  };
  for (const Case& item : {Case{"utf-16le", "\xFF\xFE"sv, 2, false},
                           Case{"utf-16be", "\xFE\xFF"sv, 2, true},
                           Case{"utf-32le", "\xFF\xFE\0\0"sv, 4, false},
                           Case{"utf-32be", "\0\0\xFE\xFF"sv, 4, true}}) {
    CAPTURE(item.via);
    const std::string text = wide(kPage, item.width, item.big_endian);
    const std::string marked = std::string(item.mark) + text;
    CHECK(layer(unwrapped(wide_text(), text), item.via) == kPage);
    CHECK(layer(unwrapped(wide_text(), marked), item.via) == kPage);
    // Half a character at the end is nobody's.
    CHECK(layer(unwrapped(wide_text(), marked + "x"), item.via) == kPage);
  }
}

TEST_CASE("UTF-16: surrogates") {
  const std::string page = "\xFF\xFE" + wide(kPage, 2, false);
  const auto decoded = [&](std::string_view tail) {
    return layer(unwrapped(wide_text(), page + std::string(tail)), "utf-16le")
        .substr(kPage.size());
  };
  CHECK(decoded("\x34\xD8\x1E\xDD") == "\xF0\x9D\x84\x9E");  // U+1D11E
  // Alone, in the wrong order, at the end.
  CHECK(decoded("\x34\xD8"
                "a\0"sv) ==
        "\xEF\xBF\xBD"
        "a");
  CHECK(decoded("\x1E\xDD\x34\xD8") == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(decoded("\x34\xD8\x1E") == "\xEF\xBF\xBD");
}

TEST_CASE("what is no wide text") {
  const auto is_none = [](std::string_view text) {
    return unwrapped(wide_text(), text).empty();
  };
  CHECK(is_none(""));
  CHECK(is_none("\xFF\xFE"));
  CHECK(is_none("plain ASCII, of some length"));
  CHECK(is_none(std::string(600, '\0')));
  CHECK(is_none("\xFF\xFE" + std::string(600, '\0')));
  // A program has zeros, too.
  CHECK(is_none("MZ\x90\0\3\0\0\0\4\0\0\0\xFF\xFF\0\0\xB8\0\0\0\0\0\0\0"sv));
}

TEST_CASE("UTF-7: the examples of RFC 2152") {
  const auto decoded = [](std::string_view text) {
    const std::string head = "charset=utf-7 ";
    return layer(unwrapped(utf7(), head + std::string(text)), "utf-7")
        .substr(head.size());
  };
  CHECK(decoded("A+ImIDkQ.") == "A\xE2\x89\xA2\xCE\x91.");
  CHECK(decoded("Hi Mom -+Jjo--!") == "Hi Mom -\xE2\x98\xBA-!");
  CHECK(decoded("+ZeVnLIqe-") == "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E");
  CHECK(decoded("1 +- 1") == "1 + 1");
  CHECK(decoded("+ACEAIQ-") == "!!");
  CHECK(decoded("+2D3cqQ-") == "\xF0\x9F\x92\xA9");
  // What a lenient server skips: a shift with less than a unit in it.
  CHECK(decoded("r+k-es+k-ponse") == "response");
  CHECK(decoded("+AGE") == "a");
  CHECK(decoded("+AGE=") == "a=");
}

TEST_CASE("UTF-7 is asked for, or shows itself") {
  const auto count = [](std::string_view text) {
    return unwrapped(utf7(), text).size();
  };
  CHECK(count("<%@ code"
              "page=\"65000\" %>+AGE-") == 1);
  CHECK(count("<%@ Code"
              "Page = 65000 %>+AGE-") == 1);
  CHECK(count("<?xml encoding='UTF-7'?>+AGE-") == 1);
  CHECK(count("+ADw-script+AD4-alert+ADw-/script+AD4-") == 1);
  CHECK(count("the number 65000 and 1+AGE-") == 0);
  CHECK(count("code"
              "page=65000, and nothing to decode") == 0);
  // In base64, where it stands by accident.
  CHECK(count("iVBORw0KGgo+ADwAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ") == 0);
}

TEST_CASE("charsets of East Asia, where the page declares them") {
  const auto decoded = [](std::string_view declaration, std::string_view text,
                          std::string_view via) {
    const std::string page = std::string(declaration) + std::string(text);
    const std::string bytes = layer(unwrapped(declared_text(), page), via);
    return bytes == "(none)" ? bytes : bytes.substr(declaration.size());
  };
  constexpr auto kChinese =
      "\xE7\xBD\x91\xE7\xAB\x99\xE7\xAE\xA1\xE7\x90\x86"sv;
  constexpr auto kGbk = "\xCD\xF8\xD5\xBE\xB9\xDC\xC0\xED"sv;
  for (const std::string_view declaration :
       {"<meta charset=gb2312>", "<meta charset=\"GBK\">",
        "<%@ code"
        "page=936 %> ",
        "<?xml encoding='gb18030'?>", "<% Response.Charset = \"GB2312\" %>"}) {
    CAPTURE(declaration);
    CHECK(decoded(declaration, kGbk, "gbk") == kChinese);
  }
  // The second byte of a character is a backslash.
  CHECK(decoded("<meta charset=Shift_JIS>", "\x95\\\x8E\xA6\x94\\\x97\xCD",
                "shift-jis") ==
        "\xE8\xA1\xA8\xE7\xA4\xBA\xE8\x83\xBD\xE5\x8A\x9B");
  CHECK(decoded("<meta charset=big5>", "\xB3\\\xA5\\\xBB\\", "big5") ==
        "\xE8\xA8\xB1\xE5\x8A\x9F\xE8\x93\x8B");
  CHECK(decoded("<meta charset=euc-jp>", "\xC6\xFC\xCB\xDC\xB8\xEC",
                "euc-jp") == "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E");
  CHECK(decoded("<meta charset=euc-kr>", "\xC7\xD1\xB1\xB9\xBE\xEE",
                "euc-kr") == "\xED\x95\x9C\xEA\xB5\xAD\xEC\x96\xB4");
  // Not of the charset, and cut in the middle of a character.
  CHECK(decoded("<meta charset=gbk>",
                "\xFF"
                "a\xCD",
                "gbk") ==
        "\xEF\xBF\xBD"
        "a\xEF\xBF\xBD");
  // UTF-8 whatever it says, ASCII, and no declaration.
  CHECK(decoded("<meta charset=gbk>", kChinese, "gbk") == "(none)");
  CHECK(decoded("<meta charset=gbk>", "plain", "gbk") == "(none)");
  CHECK(decoded("<p>the gbk of 936 pages</p>", kGbk, "gbk") == "(none)");
}

TEST_CASE("entities mean what HTML says") {
  CHECK(decode_entities("&lt;&#60;&#x3c;&#X3C;&#0060;&#60 &#x3cz&#97;") ==
        "<<<<<< <za");
  CHECK(decode_entities("&amp;lt;&quot;&apos;&gt;&#8364;") ==
        "&lt;\"'>\xE2\x82\xAC");
  CHECK(decode_entities("&#55296;&#x110000;") == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(decode_entities("& &; &# &#; &#x; &unknown; &lt") ==
        "& &; &# &#; &#x; &unknown; &lt");
}

TEST_CASE("entities count where they stand for code") {
  const auto count = [](std::string_view text) {
    return unwrapped(html_entities(), text).size();
  };
  std::string code;
  for (const char c :
       "<"
       "?= request(1)"sv) {
    code += "&#" + std::to_string(static_cast<int>(c)) + ";";
  }
  CHECK(count("<p>" + code + "</p>") == 1);
  CHECK(count("<p>&#60;b&#62; and &lt;?php and &#101;</p>") == 0);
  // An address, as mail programs hide it.
  CHECK(count("<a href='&#109;&#97;&#105;&#108;&#116;&#111;&#58;&#101;'>") ==
        0);
}

TEST_CASE("plain encodings") {
  CHECK(decode_base32("JBSWY3DPEB3W64TMMQ======") == "Hello world");
  CHECK(decode_base32("jbswy3dp eb3w64tmmq") == "Hello world");
  CHECK(decode_hex("48 65\n6C6c6f") == "Hello");
  CHECK(decode_hex("4865zz").empty());
  CHECK(decode_hex("486") == "H");
  CHECK(decode_uu("#0V%T\n") == "Cat");
  CHECK(decode_uu("begin 644 x\r\n#0V%T\r\n`\r\nend\r\n") == "Cat");
  CHECK(decode_uu("1/#]P:' @96-H;R G0V%T)SL \n") ==
        "<"
        "?php echo 'Cat';");
  CHECK(rot13("Hello, World 13") == "Uryyb, Jbeyq 13");
  CHECK(decode_percent("%48%65+%zz%4", true) == "He %zz%4");
  CHECK(decode_percent("%48%65+", false) == "He+");
  CHECK(decode_unescape("%48%u0065%u20AC%uzzzz%") == "He\xE2\x82\xAC%uzzzz%");
  CHECK(decode_quoted_printable("a=3D=\r\nb=\nc=zz=") == "a=bc=zz");
}

// MsgBox "Hello", whose e is a DEL; its checksum is in it.
TEST_CASE("Microsoft's encoded scripts") {
  const auto decoded = [](std::string_view text) {
    return layer(unwrapped(script_encoder(), text), "script-encoder");
  };
  CHECK(decoded("<SCRIPT>#@~"
                "^DgAAAA==\\ko$K6,JC\x7FV^GJqAQAAA==^#~@</SCRIPT>") ==
        "<SCRIPT>MsgBox \"Hello\"</SCRIPT>");
  // A length that is not so: up to the end mark.
  CHECK(decoded("<SCRIPT>#@~"
                "^AAAAAA==\\ko$K6,JC\x7FV^GJqAQAAA==^#~@</SCRIPT>") ==
        "<SCRIPT>MsgBox \"Hello\"</SCRIPT>");
  CHECK(decoded("<SCRIPT>#@~"
                "^DgAAAA==\\ko$K6,JC\x7FV^GJqAQAAA==") == "(none)");
  CHECK(decoded("#@~"
                "^#@~"
                "^^#~@^#~@") != "(many)");
}

}  // namespace
}  // namespace beachcomb::unwrap
