// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "catch.h"
#include "rules_needs.h"

namespace beachcomb::rules {
namespace {

void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    CAPTURE(c.condition);
    CHECK(need_of(rule_with(c.condition)) == c.need);
  }
}

TEST_CASE("strings and junctions", "[rules][needs]") {
  check({
      {"$a", "$a"},
      {"$a and $b1", "$a and $b1"},
      {"$a and $a", "$a"},
      {"$a or $b1", "$a or $b1"},
      {"$a and ($b1 or $b2 and $b3)", "$a and ($b1 or ($b2 and $b3))"},
      {"$a or true", "anything ('true' is true of every file)"},
      {"$a and true", "$a"},
      {"$a and false", "never"},
      {"$a or false", "$a"},
      {"$a in (0..10)", "$a"},
      {"$e", "anything ('$e' uses a string that can match nothing)"},
      {"$e and $a", "$a"},
      {"\"text\"", "anything ('\"text\"' is true of every file)"},
      {"\"\"", "never"},
      {"unheard_of",
       "anything ('unheard_of' names something that is not known here)"},
      {"math.entropy(0, filesize) > 7.0",
       "anything ('math.entropy(0, filesize) > 7.0' is known after the scan "
       "only)"},
      {"$a and math.entropy(0, filesize) > 7.0", "$a"},
      {"$a or math.entropy(0, filesize) > 7.0",
       "anything ('math.entropy(0, filesize) > 7.0' is known after the scan "
       "only)"},
  });
}

TEST_CASE("what only programs have", "[rules][needs]") {
  const char* const kProgram = "uint16(0) == 0x5a4d";
  for (const char* condition :
       {"pe.is_pe", "pe.is_pe == 1", "defined pe.timestamp",
        "filename contains pe.pdb_path", "pe.number_of_sections > 1",
        "1 < pe.number_of_sections", "pe.sections[0].name == \"x\"",
        "pe.imphash() == \"x\"", "pe.version_info[\"x\"] contains \"y\"",
        "pe.imports(\"a\", \"b\")", "pe.characteristics & pe.DLL",
        "pe.timestamp - 1 == 7", "for any s in pe.sections : (s.name == \"x\")",
        "for any i in (0..pe.number_of_sections) : (uint8(i) == 1)"}) {
    CAPTURE(condition);
    CHECK(need_of(rule_with(condition)).find(kProgram) != std::string::npos);
  }
  for (const char* condition :
       {"not pe.is_pe", "pe.is_pe == 0", "not pe.number_of_sections > 1",
        "pe.MACHINE_I386 == 332", "pe.rich_signature.version(1) == 0",
        "for all s in pe.sections : (s.name == \"x\")",
        "not defined pe.timestamp", "for any pe in (1, 2) : (pe.x == 1)"}) {
    CAPTURE(condition);
    CHECK(need_of(rule_with(condition)).find(kProgram) == std::string::npos);
  }
}

TEST_CASE("negation", "[rules][needs]") {
  check({
      {"not $a", "anything ('$a' can hold where no string occurs)"},
      {"not not $a", "$a"},
      {"$a and not $b1", "$a"},
      {"not ($a or $b1)", "anything ('$a' can hold where no string occurs)"},
      {"not filesize > 10", "filesize <= 10"},
      {"not (filesize > 10 or filesize < 5)", "filesize in (5..10)"},
      {"not (filesize > 10 and filesize < 20)",
       "filesize <= 10 or filesize >= 20"},
      {"not uint16(0) == 0x5A4D",
       "filesize <= 1 or uint16(0) <= 0x5a4c or uint16(0) >= 0x5a4e"},
      {"not (not uint16(0) == 0x5A4D)", "filesize <= 1 or uint16(0) == 0x5a4d"},
      {"not (uint16(0) == 0x5A4D and $a)",
       "anything ('$a' can hold where no string occurs)"},
      {"not (#a == 0)", "$a"},
      {"not (#a < 2 or false)", "$a"},
      {"not (not $a or not $b1)", "$a and $b1"},
      {"not defined uint32(100)", "filesize <= 103"},
      {"defined uint32(100)", "filesize >= 104"},
      {"defined @a", "$a"},
      {"not defined @a",
       "anything ('defined @a' is known after the scan only)"},
      {"not true", "never"},
  });
}

TEST_CASE("sizes", "[rules][needs]") {
  check({
      {"filesize < 10KB", "filesize <= 10239"},
      {"filesize < 5 * 2", "filesize <= 9"},
      {"10 > filesize", "filesize <= 9"},
      {"filesize >= 10 and filesize <= 20", "filesize in (10..20)"},
      {"filesize > 10 and filesize < 5", "never"},
      {"filesize == 7", "filesize == 7"},
      {"filesize != 7", "filesize <= 6 or filesize >= 8"},
      {"filesize < 0", "never"},
      {"filesize >= 0", "anything ('filesize >= 0' is true of every file)"},
      {"filesize > -1", "anything ('filesize > -1' is true of every file)"},
      {"filesize != -1", "anything ('filesize != -1' is true of every file)"},
      {"filesize > 9223372036854775807", "never"},
      {"$a and filesize < 100 and $b1", "filesize <= 99 and $a and $b1"},
      {"filesize < 1.5",
       "anything ('filesize < 1.5' is known after the scan only)"},
      {"filesize < #a", "$a"},
      {"1 == 1", "anything ('1 == 1' is true of every file)"},
      {"1 == 2", "never"},
      {"5", "anything ('5' is true of every file)"},
      {"0", "never"},
      {"1 << 70", "never"},
      {"1 << 3 == 8 and $a", "$a"},
  });
}

TEST_CASE("integers at fixed places", "[rules][needs]") {
  check({
      {"uint16(0) == 0x5A4D", "uint16(0) == 0x5a4d"},
      {"0x5A4D == uint16(0)", "uint16(0) == 0x5a4d"},
      {"uint16(0) == 0x5A4D or uint32be(2 + 2) == 0x3C3F7068",
       "uint16(0) == 0x5a4d or uint32be(4) == 0x3c3f7068"},
      {"uint8(0) > 5", "uint8(0) >= 6"},
      {"int8(3) <= -1", "int8(3) <= -1"},
      {"uint32(0) & 0xFFFF == 0x5A4D",
       "anything ('uint32(0) & 0xFFFF == 0x5A4D' is known after the scan "
       "only)"},
      {"0xFFFF & uint32(0) != 0x5A4D",
       "anything ('0xFFFF & uint32(0) != 0x5A4D' is known after the scan "
       "only)"},
      {"uint8(-1) == 0", "never"},
      {"uint8(filesize) == 0",
       "anything ('uint8(filesize) == 0' is known after the scan only)"},
      {"uint8(@a) == 5", "$a"},
      {"uint8(0) == uint8(1)",
       "anything ('uint8(0) == uint8(1)' is known after the scan only)"},
      {"uint8(0) == 300", "never"},
      {"$a at 0", "$a and uint16be(0) == 0x6162"},
      {"$a at 4 - 1", "$a and uint16be(3) == 0x6162"},
      {"$b2 at 0", "$b2 and uint8(0) == 0x65"},
      {"$b3 at 1", "$b3 and uint8(1) == 1"},
      {"$a at -1", "never"},
      {"$a at filesize - 2", "$a"},
      {"$a at uint32(0)", "$a"},
  });
}

TEST_CASE("counts, places and lengths", "[rules][needs]") {
  check({
      {"#a > 0", "$a"},
      {"#a >= 0", "anything ('#a >= 0' can hold where no string occurs)"},
      {"#a == 3", "$a"},
      {"#a != 0", "$a"},
      {"#a != 1", "anything ('#a != 1' can hold where no string occurs)"},
      {"#a == 0", "anything ('#a == 0' can hold where no string occurs)"},
      {"#a < 5", "anything ('#a < 5' can hold where no string occurs)"},
      {"2 < #a", "$a"},
      {"#a", "$a"},
      {"not #a", "anything ('#a' can hold where no string occurs)"},
      {"#a in (0..10) > 1", "$a"},
      {"#a + #b1 > 3", "$a or $b1"},
      {"#a * #b1 > 3", "$a and $b1"},
      {"#a > #b1", "$a"},
      {"#a - 1 >= 0", "$a"},
      {"#a & 3 == 1", "$a"},
      {"#e > 0", "anything ('#e > 0' can hold where no string occurs)"},
      {"@a < 100", "$a"},
      {"@a[2] != 100", "$a"},
      {"@a < @b1", "$a and $b1"},
      {"!a[1] + 2 > 3", "$a"},
      {"-@a <= 0", "$a"},
      {"not (@a < 100)",
       "anything ('@a < 100' can hold where no string occurs)"},
  });
}

TEST_CASE("sets of strings", "[rules][needs]") {
  check({
      {"any of ($b*)", "$b1 or $b2 or $b3"},
      {"all of ($b*)", "$b1 and $b2 and $b3"},
      {"2 of ($b*)", "2 of ($b1, $b2, $b3)"},
      {"filesize <= 10239 and $a and 2 of ($b*)",
       "filesize <= 10239 and $a and 2 of ($b1, $b2, $b3)"},
      {"4 of ($b*)", "never"},
      {"2 of ($a, $a)", "$a"},
      {"2 of ($a, $a, $b1)", "2 of ($a, $a, $b1)"},
      {"50% of ($b*)", "2 of ($b1, $b2, $b3)"},
      {"33% of ($b*)", "$b1 or $b2 or $b3"},
      {"34% of ($b*)", "2 of ($b1, $b2, $b3)"},
      {"100% of ($b*)", "$b1 and $b2 and $b3"},
      // $e can match nothing and is there for nothing.
      {"all of them", "$a and $b1 and $b2 and $b3 and $"},
      {"2 of them", "$a or $b1 or $b2 or $b3 or $"},
      {"any of them",
       "anything ('any of them' uses a string that can match "
       "nothing)"},
      {"none of ($b*)",
       "anything ('none of ($b*)' can hold where no string occurs)"},
      {"0 of ($b*)", "anything ('0 of ($b*)' can hold where no string occurs)"},
      {"not any of ($b*)",
       "anything ('any of ($b*)' can hold where no string occurs)"},
      {"not none of ($b*)",
       "anything ('none of ($b*)' can hold where no string occurs)"},
      {"#a of ($b*)",
       "anything ('#a of ($b*)' can hold where no string occurs)"},
      {"(#a + 1) of ($b*)", "$b1 or $b2 or $b3"},
      {"uint8(0) of ($b*)",
       "anything ('uint8(0) of ($b*)' can hold where no string occurs)"},
      {"any of ($b*) in (0..100)", "$b1 or $b2 or $b3"},
      {"all of ($a, $b1) at 0",
       "$a and uint16be(0) == 0x6162 and $b1 and uint16be(0) == 0x6364"},
      {"none of ($b*) in (0..100)",
       "anything ('none of ($b*) in (0..100)' can hold where no string "
       "occurs)"},
      {"any of ($)", "$"},
      {"any of ($zz*)",
       "anything ('any of ($zz*)' names something that is not known here)"},
  });
}

TEST_CASE("loops", "[rules][needs]") {
  check({
      {"for any of ($b*) : ($)", "$b1 or $b2 or $b3"},
      {"for all of ($b*) : ($ in (0..10))", "$b1 and $b2 and $b3"},
      {"for 2 of ($b*) : (# > 1)", "2 of ($b1, $b2, $b3)"},
      {"for any of ($a, $b1) : ($ at 0)",
       "($a and uint16be(0) == 0x6162) or ($b1 and uint16be(0) == 0x6364)"},
      {"for all of ($b*) : (# > 0 and $a)", "$b1 and $a and $b2 and $b3"},
      // The body is an integer: three times $b1 is as good.
      {"for 3 of ($b*) : (#)", "$b1 or $b2 or $b3"},
      {"for all of ($b*) : (# or false)", "$b1 or $b2 or $b3"},
      {"for none of ($b*) : ($)",
       "anything ('for none of ($b*) : ($)' can hold where no string occurs)"},
      {"for any of ($b*) : (not $)",
       "anything ('$' can hold where no string occurs)"},
      {"not for any of ($b*) : ($)",
       "anything ('for any of ($b*) : ($)' is known after the scan only)"},
      {"for any i in (1..3) : (uint8(i) == 0x41)",
       "uint8(1) == 0x41 or uint8(2) == 0x41 or uint8(3) == 0x41"},
      {"for all i in (1, 2) : (uint8(i) == 0x41)",
       "uint8(1) == 0x41 and uint8(2) == 0x41"},
      {"for any i in (1..#a) : (@a[i] < 100 and $b1)", "$a and $b1"},
      {"for any i in (1..#a) : (true)", "$a"},
      {"for any i in (0..100) : ($a at i)", "$a"},
      {"for all i in (0..filesize) : ($a at i and filesize > 3)",
       "filesize >= 4 and $a"},
      {"for none i in (1..#a) : ($b1)", "$a"},
      {"for any s in dotnet.streams : (s.name == \"x\" and $a)", "$a"},
      {"for any k, v in macho.entries : (k == \"x\")",
       "anything ('k == \"x\"' is known after the scan only)"},
      {"for any s in (\".php\", \".asp\") : (filename endswith s)",
       "filename endswith \".php\" or filename endswith \".asp\""},
      {"for any i in (1, 2) : (for any j in (1..2) : (uint8(i + j) == i))",
       "uint8(2) == 1 or uint8(3) == 1 or uint8(3) == 2 or "
       "uint8(4) == 2"},
      {"for any i in (5..1) : (true)", "never"},
      {"for 2 i in (1, 2, 3) : (i)", "anything ('i' is true of every file)"},
  });
}

TEST_CASE("externals", "[rules][needs]") {
  check({
      {"filename == \"a.php\"", "filename == \"a.php\""},
      {"\"a.php\" == filename", "filename == \"a.php\""},
      {"not filename contains \"x\"", "not filename contains \"x\""},
      {"filename iendswith \".PHP\" and $a",
       "filename iendswith \".PHP\" and $a"},
      {"not (filename matches /x/i or extension == \".js\")",
       "not extension == \".js\""},
      {"filename", "filename != \"\""},
      {"not filename", "filename == \"\""},
      {"filename == extension",
       "anything ('filename == extension' is known after the scan only)"},
      {"for any filename in (1, 2) : (filename == 1)",
       "anything ('filename == 1' is true of every file)"},
  });
}

}  // namespace
}  // namespace beachcomb::rules
