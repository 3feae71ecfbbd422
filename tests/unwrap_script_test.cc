// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "catch.h"
#include "unwrap/text_unwrappers.h"
#include "unwrap_support.h"
#include "unwrap_values.h"

namespace beachcomb {
namespace {

std::string repeated(const std::string& text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

// None of them may take the stack with it.
TEST_CASE("nesting without an end") {
  for (const char* opening :
       {"(", "[", "{", "f(", "base64_decode(", "$a[", "${", "$$", "array(", "-",
        "~", "@", "!", "(string)", "a.", "$x=", "$x.=", "new ", "&"}) {
    INFO(opening);
    const std::string text =
        "<"
        "?php $a=chr(1).chr(2).base64_decode('eA==');" +
        repeated(opening, 20'000);
    for (const char* extension : {".php", ".asp", ".aspx", ".jsp"}) {
      test::CollectOutput output;
      test::unwrap_into(unwrap::script(), text, extension, &output);
      test::unwrap_into(unwrap::server_page(), text, extension, &output);
      CHECK(output.pieces.size() < output.most_pieces);
    }
  }
}

using test::folded;
using unwrap::Dialect;

struct ScriptCase {
  const char* script;
  const char* form;  // what stands in its normal form
};

void check(Dialect dialect, std::initializer_list<ScriptCase> cases) {
  for (const ScriptCase& item : cases) {
    CAPTURE(item.script);
    CHECK_THAT(folded(item.script, dialect), Catch::Contains(item.form));
  }
}

TEST_CASE("PHP: variables hold what was assigned") {
  check(Dialect::php, {{"$a='str';$b=$a.'rev';f($b('abc'));", "f('cba')"},
                       {"$a='x';$a.='y';$a.='z';f($a);", "f('xyz')"},
                       {"$"
                        "{'a'}='q'.'';f($a);",
                        "f('q')"},
                       {"$n='v';$$n='w'.'';f($v);", "f('w')"},
                       {"$x=$"
                        "{'GLO'.'BALS'}['k'];",
                        "$x=$k;"},
                       {"$x=['a','b'];f($x[1].$x[0]);", "f('ba')"},
                       {"$x=array('k'=>'v');f($x['k'].'w');", "f('vw')"},
                       {"$x[]='p';$x[]='q';f($x[1].$x[0]);", "f('qp')"},
                       {"define('K','v');f(K.'w');", "f('vw')"},
                       {"$f='strrev';f($f('ba').'c');", "f('abc')"},
                       {"f(('ch'.'r')(104));", "f('h')"},
                       {"$_='a';$_++;f($_.'');", "f('b')"},
                       {"$a='z';$a++;f($a.'');", "f('aa')"}});
}

TEST_CASE("PHP: what is no constant is none") {
  check(Dialect::php,
        {{"f('p'.'q');$a='x';$a=g();f($a.'y');", "f($a.'y')"},
         {"$a='x'.'y';function g($a){return $a.'z';}", "return $a.'z'"},
         {"$a=chr(104);foreach($l as $a){f($a.'x');}", "f($a.'x')"},
         {"$a='x'.'';$b=&$a;$a='y';f($b.'');", "f($b.'')"},
         {"$i=5;f($i.'x');$i++;f($i.'x');", "f('5x');$i++;f($i.'x')"},
         {"f('a'.'b'.$u.'c'.'d');", "f('ab'.$u.'cd')"},
         {"f(A::B.'x'.'y');", "f(A::B.'xy')"}});
}

TEST_CASE("PHP: comments, strings and tags") {
  check(Dialect::php, {{"f/*x*/(/*y*/'a'/*z*/./*w*/'b');", "f('ab')"},
                       {"f('a'.// c\n'b'# d\n.'c');", "f('abc')"},
                       {"#[A]\nf('a'.'b');", "f('ab')"},
                       {"f(<<<A\nx\\x41\nA\n.'b');", "f('xAb')"},
                       {"f(<<<'A'\nx\\x41\nA\n.'b');", "f('x\\x41b')"},
                       {"$a='x';f(\"{$a}y\".\"$"
                        "{a}z\".\"$a\");",
                        "f('xyxzx')"},
                       {"?><b>html</b><?"
                        "php f('a'.'b');",
                        "f('ab')"},
                       {"f('a'.'b')?>'c'.'d'", "f('ab')?>"},
                       {"return'a'.'b';", "return 'ab'"},
                       {"echo'a'.'b','c'.'d';", "echo 'ab','cd'"}});
}

TEST_CASE("VBScript: statements") {
  check(Dialect::vbscript,
        // The first of a section has no line before it.
        {{"x = \"a\" & \"b\"\nf(x)", "f(\"ab\")"},
         {"X = \"a\" : y = x & \"b\" : f(Y)", "f(\"ab\")"},
         {"Dim a : a = \"x\"\na = a & \"y\"\nf(a)", "f(\"xy\")"},
         {"Const k = \"v\"\nf(k & \"w\")", "f(\"vw\")"},
         {"f(\"a\" & _\n  \"b\")", "f(\"ab\")"},
         {"rem \"x\" & \"y\"\nf(\"a\" & \"b\") ' c", "f(\"ab\")"},
         {"o.Run \"cm\" & \"d\"", "o.Run \"cmd\""},
         {"Set o = CreateObject(\"WScr\" & \"ipt.Shell\")",
          "(\"WScript.Shell\")"},
         {"f Chr(104) & Chr(105)", "f \"hi\""},
         {"f Chr(103+1) & chr(&H69) & StrReverse(\"!\")", "f \"hi!\""},
         // A comparison, and no assignment.
         {"f(\"p\" & \"q\")\nIf a = \"b\" Then f(a & \"x\")", "f(a&\"x\")"}});
}

TEST_CASE("VBScript: what is run is a layer") {
  for (const char* script :
       {"Execute(\"f 1\" & \" : g h\")", "Execute \"f 1\" & \" : g h\"",
        "x = 1 : ExecuteGlobal Chr(102) & \" 1 : g h\"",
        "s = \"h g\" & \" : 1 f\"\nExecute StrReverse(s)"}) {
    CAPTURE(script);
    test::CollectOutput output;
    unwrap::Folder folder(script, Dialect::vbscript, output);
    folder.fold(0, std::string_view(script).size());
    folder.finish();
    CHECK(std::any_of(
        output.pieces.begin(), output.pieces.end(),
        [](const unwrap::Piece& piece) { return piece.bytes == "f 1 : g h"; }));
  }
}

TEST_CASE("JScript, C# and Java: statements") {
  check(Dialect::javascript,
        {{"var a=\"x\",b=a+\"y\";f(b);", "f(\"xy\")"},
         {"var a=\"x\";a+=\"y\";f(a);", "f(\"xy\")"},
         {"this[\"al\"+\"ert\"](\"1\");", "this.alert(\"1\")"},
         {"\\u0066(\"a\"+\"b\");", "f(\"ab\")"},
         {"var a=[\"x\",\"y\"];f(a[1]+a[0]);", "f(\"yx\")"},
         {"f(1+u+\"a\"+\"b\");", "f(1+u+\"ab\")"},
         {"x=/re\"g/;f(\"a\"+\"b\");", "f(\"ab\")"},
         {"f(a/b,\"c\"+\"d\");", "f(a/b,\"cd\")"},
         {"f(\"a\"/*c*/+//d\n\"b\");", "f(\"ab\")"}});
  check(Dialect::csharp, {{"string a=\"x\";a+=\"y\";f(a);", "f(\"xy\")"},
                          {"var a=\"x\"+@\"\\y\";f(a);", "f(\"x\\\\y\")"},
                          {"string \\u0061=\"x\";f(a+\"y\");", "f(\"xy\")"}});
  check(Dialect::java, {{"String a=\"x\";a+=\"y\";f(a);", "f(\"xy\")"},
                        {"f(\"a\"+'b');", "f(\"ab\")"}});
}

// Each value may double with each line; none may be larger than a layer.
TEST_CASE("values that grow stay within the budget") {
  std::string php = "$a='0123456789abcdef';";
  std::string basic = "a = \"0123456789abcdef\"\n";
  for (int i = 0; i < 200; ++i) {
    php += "$a=$a.$a;$b[]=$a;$c=str_replace('0',$a,$a);$d=str_repeat($a,9999);";
    basic += "a = a & a\nb = Replace(a, \"0\", a)\n";
  }
  test::CollectOutput output;
  output.most = 1 << 16;
  for (const auto& [text, dialect] :
       {std::pair(php, Dialect::php), std::pair(basic, Dialect::vbscript)}) {
    unwrap::Folder folder(text, dialect, output);
    folder.fold(0, text.size());
    folder.finish();
  }
  CHECK_FALSE(output.too_large);
}

TEST_CASE("an output that wants no more is not asked again") {
  // A value that there is no room for, and then a layer.
  const std::string php = "$a='" + std::string(1500, 'x') +
                          "';f($a.$a);"
                          "ev"
                          "al(base64_"
                          "decode('JGEgPSAic2FuZHBpcGVyIjsgZWNobyAkYTs='));";
  test::CollectOutput output;
  output.most = 2000;
  output.most_pieces = 1;
  unwrap::Folder folder(php, Dialect::php, output);
  folder.fold(0, php.size());
  folder.finish();
  CHECK(output.pieces.size() == 1);
}

}  // namespace
}  // namespace beachcomb
