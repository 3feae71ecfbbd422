// SPDX-License-Identifier: Apache-2.0
//
// Scripts that want to cost more than a scan: deep, long, without an end, or
// larger unwrapped than anything may be. Work that grows with the square of
// the size would run into the time limit of the test.
#include <zlib.h>

#include <string>

#include "catch.h"
#include "unwrap/text_unwrappers.h"
#include "unwrap_support.h"

using beachcomb::test::CollectOutput;
using beachcomb::test::layer;
using beachcomb::test::unwrap_into;

namespace unwrap = beachcomb::unwrap;

namespace {

constexpr std::uint64_t kMost = std::uint64_t{4} << 20;
// So that every text is taken.
const std::string kMark =
    "<?php eval(base64_decode('ZWNobyAxOyBlY2hvIDI7IC8v'));";

CollectOutput unwrap_php(const std::string& code) {
  CollectOutput output;
  output.most = kMost;
  unwrap_into(unwrap::script(), kMark + code, ".php", &output);
  CHECK(layer(output.pieces, "base64") == "echo 1; echo 2; //");
  return output;
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string out;
  out.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST_CASE("nesting without an end", "[unwrap]") {
  for (const char* opening : {"(",
                              "[",
                              "{",
                              "f(",
                              "base64_decode(",
                              "$a[",
                              "${",
                              "$$",
                              "array(",
                              "-",
                              "~",
                              "@",
                              "!",
                              "(string)",
                              "a.",
                              "$x=",
                              "$x.=",
                              "'a'.(",
                              "1+(",
                              "new ",
                              "x::",
                              "$x->",
                              "'a'['",
                              "\"a\"[",
                              "f('a',",
                              "<<<A\n",
                              "/*",
                              "\"$x",
                              "\"{$",
                              "function f(",
                              "foreach($a as ",
                              "?><?php ",
                              "?>"}) {
    CAPTURE(opening);
    unwrap_php(repeated(opening, 200000));
  }
}

TEST_CASE("long chains", "[unwrap]") {
  for (const char* link :
       {"'a'.", "$x.", "$x.'a'.", "chr(65).", "1+", "'a'^", "$x='a'.",
        "$a[]='a';", "$a['k']='v';", "$x.='aaaa';", "$x=$x.'a';", "f('a',$x).",
        "'a',", "$x=>", "strrev('abc').", "$a[1].", "${'a'}.", "$x++;"}) {
    CAPTURE(link);
    unwrap_php("$q = " + repeated(link, 100000) + "'z';");
  }
  std::string keys;
  for (int i = 0; i < 50000; ++i) {
    keys += "$a['k" + std::to_string(i) + "']='v';";
  }
  unwrap_php(keys);
}

TEST_CASE("values that grow", "[unwrap]") {
  unwrap_php("$a='aaaaaaaaaaaaaaaa';" + repeated("$a=$a.$a;", 60) +
             "eval($a);");
  unwrap_php("$a='aaaaaaaaaaaaaaaa';" + repeated("$a.=$a;", 60) + "eval($a);");
  unwrap_php("eval(str_repeat(str_repeat('a', 100000), 100000));");
  unwrap_php("$a='" + std::string(1 << 20, 'a') + "';" +
             repeated("f($a,strrev($a));", 1000));
  unwrap_php("$a=str_replace('a','" + std::string(5000, 'b') + "','" +
             std::string(50000, 'a') + "');eval($a);");
  unwrap_php("$a=explode('a','" + std::string(1 << 20, 'a') + "');f($a);");
  unwrap_php("$a=strtr('" + std::string(1 << 20, 'a') +
             "',array('a'=>'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'));eval($a);");
  unwrap_php("$a='x';" + repeated("$a=\"$a$a\";", 60) + "eval($a);");
  unwrap_php("$a='" + std::string(1 << 20, '(') + "';eval($a.'b');");
  unwrap_php("$a=pack('H9999999999','61');eval(sprintf('%999999999s','a'));");
}

TEST_CASE("a bomb of zlib", "[unwrap]") {
  const std::string zeros(64 << 20, ' ');
  uLongf size = compressBound(zeros.size());
  std::string packed(size, '\0');
  REQUIRE(compress(reinterpret_cast<Bytef*>(packed.data()), &size,
                   reinterpret_cast<const Bytef*>(zeros.data()),
                   zeros.size()) == Z_OK);
  packed.resize(size);
  std::string hex;
  for (const char c : packed) {
    const auto byte = static_cast<unsigned char>(c);
    hex += "0123456789abcdef"[byte / 16];
    hex += "0123456789abcdef"[byte % 16];
  }
  const std::string bomb = "eval(gzuncompress(hex2bin('" + hex + "')));";
  const CollectOutput output = unwrap_php(bomb + bomb + bomb);
  const std::string part = layer(output.pieces, "hex gzuncompress");
  CHECK(part == std::string(kMost, ' '));
  // Not one that is cut when it fits.
  CollectOutput roomy;
  roomy.most = std::uint64_t{65} << 20;
  unwrap_into(unwrap::script(), kMark + bomb, ".php", &roomy);
  CHECK(layer(roomy.pieces, "hex gzuncompress") == zeros);
}

TEST_CASE("a literal of many megabytes", "[unwrap]") {
  for (const char* piece :
       {"QUFB", "4142", "aA+/", "%41", "\\x41", "\\\\", "a "}) {
    CAPTURE(piece);
    unwrap_php("$a='" + repeated(piece, 4 << 20) + "'; f($a);");
    unwrap_php("$a=\"" + repeated(piece, 4 << 20) + "\"; f(strrev($a));");
  }
}

TEST_CASE("an output that wants no more", "[unwrap]") {
  std::string code = "<?php ";
  for (int i = 0; i < 1000; ++i) {
    code += "eval(strrev('" + std::to_string(i) + ";)\"olleh\"(lave ohce');";
  }
  CollectOutput output;
  output.most_pieces = 5;
  unwrap_into(unwrap::script(), "<?php eval(hex2bin('41'));" + code, ".php",
              &output);
  CHECK(output.pieces.size() == 5);
  CollectOutput late;
  late.is_expired = true;
  unwrap_into(unwrap::script(), code + repeated("$a=hex2bin('4142');", 100000),
              ".php", &late);
  CHECK(late.pieces.size() < 1000);
}

TEST_CASE("any bytes", "[unwrap]") {
  std::uint64_t state = 88172645463325252ULL;
  const std::string alphabet =
      "'\"`\\$(){}[].,;:=+-*/#?<>&|^~@!% \n\tabcx019_eEuUR\x80\xFF";
  for (int round = 0; round < 3000; ++round) {
    std::string code;
    for (int i = 0; i < 120; ++i) {
      state ^= state << 13;
      state ^= state >> 7;
      state ^= state << 17;
      code += alphabet[state % alphabet.size()];
    }
    CAPTURE(code);
    CollectOutput output;
    output.most = 4096;
    for (const char* head :
         {"<?php eval(hex2bin('41'));", "<%@ Language=VBScript%><%Execute(1)\n",
          "<%@ Language=JScript%><%eval(1);", "<%@ Language=C#%><%\\u0065;",
          "<%@page import=\"java.x\"%><%atob('x');"}) {
      unwrap_into(head[1] == '?' ? unwrap::script() : unwrap::server_page(),
                  head + code, "", &output);
    }
  }
}

}  // namespace
