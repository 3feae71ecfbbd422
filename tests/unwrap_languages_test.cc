// SPDX-License-Identifier: Apache-2.0
//
// The values of expressions in the other languages. Those of JavaScript are
// what Node 18 printed, but for substr() of a negative start, where JScript is
// not ECMAScript; those of VBScript and C# stand in Microsoft's references.
#include <string>
#include <string_view>

#include "catch.h"
#include "unwrap_values.h"

namespace beachcomb::unwrap {
namespace {

using test::value_of;
using test::ValueCase;

constexpr ValueCase kJavascript[] = {
    {"String.fromCharCode(104, 105)", "hi"},
    {"String.fromCharCode(0x68, 0151)", "hi"},
    {"String.fromCharCode(8364)", "\342\202\254"},
    {"\"a\" + \"b\"", "ab"},
    {"'a' + \"b\" + 'c'", "abc"},
    {"\"a\" + 1", "a1"},
    {"1 + \"a\"", "1a"},
    {"1 + 2 + \"a\"", "3a"},
    {"\"a\" + 1 + 2", "a12"},
    {"\"a\" + (1 + 2)", "a3"},
    {"\"\\x68\\u0069\"", "hi"},
    {"\"\\u{68}i\"", "hi"},
    {"\"\\150\\151\"", "hi"},
    {"\"\\q\\'\\\"\"", "q'\""},
    {"\"a\\\nb\"", "ab"},
    {"unescape(\"%68%69\")", "hi"},
    {"unescape(\"%u0068%u0069\")", "hi"},
    {"unescape(\"%u20ac\")", "\342\202\254"},
    {"unescape(\"%zz%6\")", "%zz%6"},
    {"unescape(\"a+b\")", "a+b"},
    {"decodeURIComponent(\"%68%2f\")", "h/"},
    {"decodeURI(\"%68%2f\")", "h%2f"},
    {"decodeURI(\"%41%3B\")", "A%3B"},
    {"atob(\"aGVsbG8=\")", "hello"},
    {"\"abc\".charAt(1)", "b"},
    {"\"abc\".charCodeAt(1)", "98"},
    {"\"abc\".substr(1, 1)", "b"},
    {"\"abcdef\".substring(1, 3)", "bc"},
    {"\"abcdef\".substring(3, 1)", "bc"},
    {"\"a-b-c\".split(\"-\")[1]", "b"},
    {"\"abc\".split(\"\").reverse().join(\"\")", "cba"},
    {"[\"a\", \"b\"].join(\"\")", "ab"},
    {"[\"a\", \"b\"].join()", "a,b"},
    {"[\"a\", \"b\"][1]", "b"},
    {"\"abc\"[1]", "b"},
    {"\"aXbXc\".replace(\"X\", \"-\")", "a-bXc"},
    {"\"AbC\".toLowerCase()", "abc"},
    {"\"AbC\".toUpperCase()", "ABC"},
    {"\"  a \".trim()", "a"},
    {"5 % 3", "2"},
    {"7 & 3", "3"},
    {"7 ^ 2", "5"},
    {"1 << 3", "8"},
    {"~5", "-6"},
    {"2 * 3 + 4", "10"},
    {"`abc`", "abc"},
    {"\"h\" + /* c */ \"i\"", "hi"},
    {"\"h\" + // c\n\"i\"", "hi"},
    {"String.fromCharCode(104 + 1)", "i"},
    {"String.fromCharCode(\"h\".charCodeAt(0) ^ 1)", "i"},
    {"\"\\u0065val\"", "eval"},
};

constexpr ValueCase kVbscript[] = {
    {"Chr(104)", "h"},
    {"Chr(&H68)", "h"},
    {"Chr(&O150)", "h"},
    {"chr(100 + 4)", "h"},
    {"Chr(103+1) & Chr(105)", "hi"},
    {"\"a\" & \"b\"", "ab"},
    {"\"a\" + \"b\"", "ab"},
    {"\"a\" & 1", "a1"},
    {"1 & 2", "12"},
    {"1 + 2 & \"a\"", "3a"},
    {"\"a\" & 1 + 2", "a3"},
    {"StrReverse(\"abc\")", "cba"},
    {"Mid(\"abcdef\", 2)", "bcdef"},
    {"Mid(\"abcdef\", 2, 3)", "bcd"},
    {"Mid(\"abc\", 9)", ""},
    {"Left(\"abc\", 2)", "ab"},
    {"Left(\"abc\", 9)", "abc"},
    {"Right(\"abc\", 2)", "bc"},
    {"Replace(\"axbx\", \"x\", \"\")", "ab"},
    {"LCase(\"AB\")", "ab"},
    {"UCase(\"ab\")", "AB"},
    {"Len(\"abc\")", "3"},
    {"Asc(\"h\")", "104"},
    {"AscW(\"h\")", "104"},
    {"Join(Array(\"a\", \"b\"), \"\")", "ab"},
    {"Join(Array(\"a\", \"b\"))", "a b"},
    {"Split(\"a,b\", \",\")(1)", "b"},
    {"Split(\"a b\")(1)", "b"},
    {"CStr(12)", "12"},
    {"Chr(CInt(\"104\"))", "h"},
    {"\"say \"\"hi\"\"\"", "say \"hi\""},
    {"Trim(\"  a \")", "a"},
    {"ChrW(8364)", "\342\202\254"},
    {"ChrW(104)", "h"},
    {"\"a\" & _\n\"b\"", "ab"},
    {"7 Mod 3", "1"},
    {"7 \\ 2", "3"},
    {"2 ^ 3", "8"},
    {"-5 + 10", "5"},
    {"2 + 3 * 4", "14"},
    {"Chr(Asc(\"g\") + 1)", "h"},
    {"\"\\x41\"", "\\x41"},
    {"Unescape(\"%68%u0069\")", "hi"},
    {"CLng(\"&H68\")", "104"},
    {"Array(\"a\",\"b\")(0)", "a"},
    {"\"it's\"", "it's"},
    {"(1 + 2) * 3", "9"},
    {"&H10", "16"},
    {"&HFF&", "255"},
};

constexpr ValueCase kCsharp[] = {
    {"\"a\" + \"b\"", "ab"},
    {"\"a\" + 1", "a1"},
    {"@\"a\\b\"\"c\"", "a\\b\"c"},
    {"\"\\x68\\u0069\"", "hi"},
    {"\"\\U00000068\"", "h"},
    {"Convert.FromBase64String(\"aGVsbG8=\")", "hello"},
    {"System.Convert.FromBase64String(\"aGVs bG8=\")", "hello"},
    {"Encoding.UTF8.GetString(Convert.FromBase64String(\"aGVsbG8=\"))",
     "hello"},
    {"System.Text.Encoding.Default.GetString(System.Convert.FromBase64String("
     "\"aGVsbG8=\"))",
     "hello"},
    {"\"abcdef\".Substring(1, 3)", "bcd"},
    {"\"abcdef\".Substring(2)", "cdef"},
    {"\"axbx\".Replace(\"x\", \"y\")", "ayby"},
    {"\"ABC\".ToLower()", "abc"},
    {"\"abc\".ToUpper()", "ABC"},
    {"\" a \".Trim()", "a"},
    {"HttpUtility.UrlDecode(\"%68+i\")", "h i"},
    {"Uri.UnescapeDataString(\"%68+i\")", "h+i"},
    {"HttpUtility.HtmlDecode(\"&lt;a&#104;\")", "<ah"},
    {"\"a\" + 'b'", "ab"},
    {"0x68", "104"},
    {"1 + 2 + \"a\"", "3a"},
    {"\"a\" + 1 + 2", "a12"},
};

constexpr ValueCase kJava[] = {
    {"\"a\" + \"b\"", "ab"},
    {"\"a\" + 1 + 2", "a12"},
    {"\"\\u0068\\151\"", "hi"},
    {"new String(Base64.getDecoder().decode(\"aGVsbG8=\"))", "hello"},
    {"\"abcdef\".substring(1, 3)", "bc"},
    {"\"axbx\".replace(\"x\", \"y\")", "ayby"},
    {"\"ABC\".toLowerCase()", "abc"},
};

template <std::size_t N>
void check(const ValueCase (&cases)[N], Dialect dialect) {
  for (const ValueCase& item : cases) {
    CAPTURE(item.expression);
    CHECK(value_of(item.expression, dialect) == item.value);
  }
}

TEST_CASE("JScript: expressions are worth what they should be") {
  check(kJavascript, Dialect::javascript);
}

TEST_CASE("VBScript: expressions are worth what they should be") {
  check(kVbscript, Dialect::vbscript);
}

TEST_CASE("C#: expressions are worth what they should be") {
  check(kCsharp, Dialect::csharp);
}

TEST_CASE("Java: expressions are worth what they should be") {
  check(kJava, Dialect::java);
}

// Each was worth something else once.
TEST_CASE("what is not known stays as it is") {
  CHECK(value_of("\"1\"+1", Dialect::vbscript) == "\"1\"+1");
  CHECK(value_of("Replace(\"axbx\",\"x\",\"y\",2)", Dialect::vbscript) ==
        "Replace(\"axbx\",\"x\",\"y\",2)");
  CHECK(value_of("7\\0", Dialect::vbscript) == "7\\0");
  CHECK(value_of("\"a\"&b", Dialect::vbscript) == "\"a\"&b");
  CHECK(value_of("(97).toString(36)", Dialect::javascript) != "97");
}

}  // namespace
}  // namespace beachcomb::unwrap
