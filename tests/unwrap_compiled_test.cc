// SPDX-License-Identifier: Apache-2.0
//
// Compiled pages, written byte by byte as the two specifications say.
#include <string>
#include <vector>

#include "catch.h"
#include "unwrap/text_unwrappers.h"
#include "unwrap_support.h"

using beachcomb::test::CollectOutput;
using beachcomb::test::layer;
using beachcomb::test::unwrap_into;
using beachcomb::test::unwrapped;

namespace unwrap = beachcomb::unwrap;

namespace {

std::string big(unsigned value, std::size_t width) {
  std::string out(width, '\0');
  for (std::size_t i = width; i-- > 0; value >>= 8) {
    out[i] = static_cast<char>(value & 0xFF);
  }
  return out;
}

std::string little(unsigned value, std::size_t width) {
  const std::string out = big(value, width);
  return {out.rbegin(), out.rend()};
}

std::string utf8(const std::string& text) {
  return "\x01" + big(static_cast<unsigned>(text.size()), 2) + text;
}

std::string java_class(const std::vector<std::string>& pool) {
  std::string out = "\xCA\xFE\xBA\xBE" + big(0, 2) + big(52, 2);
  out += big(static_cast<unsigned>(pool.size()) + 1, 2);
  for (const std::string& constant : pool) out += constant;
  return out + big(0x21, 2) + big(2, 2);
}

const std::vector<std::string> kPool = {
    utf8("java/lang/Runtime"),                        // 1
    "\x07" + big(1, 2),                               // 2 class
    utf8("exec"),                                     // 3
    utf8("(Ljava/lang/String;)Ljava/lang/Process;"),  // 4
    "\x0C" + big(3, 2) + big(4, 2),                   // 5 name and type
    "\x0A" + big(2, 2) + big(5, 2),                   // 6 method
    utf8("cmd /c \xC0\x80\xED\xA0\xBD\xED\xB0\x9A"),  // 7, Java's own UTF-8
    "\x08" + big(7, 2),                               // 8 string
    utf8("_jspService"),                              // 9
};

TEST_CASE("the constants of a Java class", "[unwrap]") {
  const std::string file = java_class(kPool);
  const auto pieces = unwrapped(unwrap::java_class(), file, ".class");
  CHECK(layer(pieces, "java-class") ==
        "class java.lang.Runtime\n"
        "java.lang.Runtime.exec (Ljava/lang/String;)Ljava/lang/Process;\n"
        "\"cmd /c " +
            std::string(1, '\0') +
            "\xF0\x9F\x90\x9A\"\n"
            "_jspService\n");
  REQUIRE(pieces.size() == 1);
  CHECK(pieces[0].length == file.size() - 4);
}

TEST_CASE("a Java class that is cut or forged", "[unwrap]") {
  const std::string file = java_class(kPool);
  for (std::size_t size = 0; size < file.size(); ++size) {
    CAPTURE(size);
    CollectOutput output;
    unwrap_into(unwrap::java_class(), file.substr(0, size), "", &output);
    CHECK(output.pieces.size() <= 1);
  }
  for (std::size_t i = 8; i < file.size(); ++i) {
    std::string forged = file;
    forged[i] = '\xFF';
    unwrapped(unwrap::java_class(), forged);
  }
  // 65,535 strings of 65,535 characters each.
  std::vector<std::string> pool(65000, "\x08" + big(1, 2));
  pool[0] = utf8(std::string(65535, 'x'));
  CollectOutput output;
  output.most = 1 << 20;
  unwrap_into(unwrap::java_class(), java_class(pool), "", &output);
  CHECK(!output.too_large);
  REQUIRE(output.pieces.size() == 1);
  CHECK(output.pieces[0].bytes.size() > (1 << 19));
  // A fat Mach-O program begins with the same four bytes.
  CHECK(unwrapped(unwrap::java_class(),
                  "\xCA\xFE\xBA\xBE" + big(2, 4) + std::string(100, '\0'))
            .empty());
}

// An assembly with one type reference, one type of two methods, and one
// member reference. All heaps and tables are small, so indices have 2 bytes.
std::string assembly() {
  std::string strings(1, '\0');
  const auto name = [&](const std::string& text) {
    const auto at = static_cast<unsigned>(strings.size());
    strings += text + '\0';
    return little(at, 2);
  };
  const std::string module =
      little(0, 2) + name("App_Web_x.dll") + little(1, 2) + little(0, 4);
  const std::string type_ref =
      little(2 << 2 | 2, 2) + name("Process") + name("System.Diagnostics");
  const std::string type_def = little(1, 4) + name("shell_aspx") + name("ASP") +
                               little(0, 2) + little(1, 2) + little(1, 2);
  const auto method = [&](const std::string& text) {
    return little(0, 4) + little(0, 2) + little(6, 2) + name(text) +
           little(0, 2) + little(1, 2);
  };
  const std::string methods = method("Page_Load") + method("Run");
  const std::string member_ref =
      little(1 << 3 | 1, 2) + name("Start") + little(0, 2);
  // Bits of the tables that are there: 0, 1, 2, 6, 10.
  std::string tables = little(0, 4) + std::string("\2\0\0\1", 4) +
                       little(1 | 2 | 4 | 64 | 1024, 4) + little(0, 4) +
                       little(0, 8);
  for (const unsigned rows : {1u, 1u, 1u, 2u, 1u}) tables += little(rows, 4);
  tables += module + type_ref + type_def + methods + member_ref;
  const std::string us(
      "\0\x0F"
      "c\0m\0d\0.\0e\0x\0e\0\0\x05\xA0\x4F\x7D\x59\1",
      22);
  const auto padded = [](std::string text) {
    text.resize((text.size() + 3) / 4 * 4);
    return text;
  };
  tables = padded(tables);
  strings = padded(strings);
  std::string root = "BSJB" + little(1, 2) + little(1, 2) + little(0, 4) +
                     little(12, 4) + std::string("v4.0.30319\0\0", 12) +
                     little(0, 2) + little(3, 2);
  const auto head = static_cast<unsigned>(root.size() + 12 + 20 + 12);
  const auto a = static_cast<unsigned>(tables.size());
  const auto b = static_cast<unsigned>(strings.size());
  root += little(head, 4) + little(a, 4) + std::string("#~\0\0", 4);
  root +=
      little(head + a, 4) + little(b, 4) + std::string("#Strings\0\0\0\0", 12);
  root += little(head + a + b, 4) + little(22, 4) + std::string("#US\0", 4);
  return "MZ" + std::string(254, '\0') + root + tables + strings + us;
}

TEST_CASE("the names and strings of a .NET assembly", "[unwrap]") {
  const std::string file = assembly();
  const auto pieces = unwrapped(unwrap::dotnet(), file, ".dll");
  CHECK(layer(pieces, "dotnet") ==
        "type ASP.shell_aspx\n"
        "method ASP.shell_aspx.Page_Load\n"
        "method ASP.shell_aspx.Run\n"
        "call System.Diagnostics.Process.Start\n"
        "uses System.Diagnostics.Process\n"
        "\"cmd.exe\"\n"
        "\"\xE4\xBE\xA0\xE5\xA5\xBD\"\n");
  REQUIRE(pieces.size() == 1);
  CHECK(pieces[0].offset == 256);
  CHECK(pieces[0].length == file.size() - 256);
}

TEST_CASE("a .NET assembly that is cut or forged", "[unwrap]") {
  const std::string file = assembly();
  for (std::size_t size = 0; size < file.size(); ++size) {
    unwrapped(unwrap::dotnet(), file.substr(0, size));
  }
  for (std::size_t i = 256; i < file.size(); ++i) {
    for (const char c : {'\0', '\x7F', '\xFF'}) {
      std::string forged = file;
      forged[i] = c;
      CollectOutput output;
      output.most = 1 << 16;
      unwrap_into(unwrap::dotnet(), forged, "", &output);
      CHECK(!output.too_large);
    }
  }
  CHECK(unwrapped(unwrap::dotnet(), "MZ" + std::string(500, 'x')).empty());
}

}  // namespace
