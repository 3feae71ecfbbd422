// SPDX-License-Identifier: Apache-2.0
//
// Every kind of string, modifier and condition that YARA 4.2 has, over words
// that nobody else uses. The words are spelled with an escape or a class, so
// that this file holds none of them; rules that would hold for any file ask
// for the external variable `live`, which only the differential test sets.
// differential_test.py makes files for each of them and fails when a rule
// holds for none, or for all.
import "elf"
import "hash"
import "math"
import "pe"

// ---- strings

rule Text { strings: $a = "zz\x62rillig" condition: $a }
rule TextEscapes { strings: $a = "sl\x69thy\t\"tove\"\\\x00\xff" condition: $a }
rule Nocase { strings: $a = "gim\x62leWabe" nocase condition: $a }
rule Wide { strings: $a = "zz\x62rillig" wide condition: $a }
rule AsciiWide { strings: $a = "sl\x69thytove" ascii wide condition: $a }
rule WideNocase { strings: $a = "gim\x62lewabe" wide nocase condition: $a }
rule Fullword { strings: $a = "mom\x65rath" fullword condition: $a }
rule WideFullword { strings: $a = "mom\x65rath" wide fullword condition: $a }
rule NocaseFullword
{
  strings:
    $a = "mom\x65rath" nocase fullword
  condition:
    $a
}
rule Xor { strings: $a = "outg\x72abe" xor(1-255) condition: $a }
rule XorWide { strings: $a = "outg\x72abe" xor(0x20-0x2f) wide condition: $a }
rule XorFullword { strings: $a = "outg\x72abe" xor fullword condition: $a }
rule Base64 { strings: $a = "mim\x73yborogove" base64 condition: $a }
rule Base64Wide { strings: $a = "mim\x73yborogove" base64wide condition: $a }
rule Base64Alphabet
{
  strings:
    $a = "mim\x73yborogove" base64("ZYXWVUTSRQPONMLKJIHGFEDCBAzyxwvutsrqponmlkjihgfedcba9876543210+/")
  condition:
    $a
}
rule PrivateString
{
  strings:
    $a = "zz\x62rillig" private
    $b = "sl\x69thytove"
  condition:
    $a and $b
}
rule Anonymous
{
  strings:
    $ = "zz\x62rillig"
    $ = "gim\x62lewabe"
  condition:
    all of them
}
rule Hex { strings: $a = { 7A 7A 62 72 69 6C 6C 69 67 } condition: $a }
rule HexWildcards { strings: $a = { 7A ?? 62 7? ?9 6C } condition: $a }
rule HexJump { strings: $a = { 6D 6F 6D 65 [2-6] 61 74 68 } condition: $a }
rule HexFarJump { strings: $a = { 7A 7A 62 72 [50-400] 6F 75 74 67 } condition: $a }
rule HexEndless { strings: $a = { 67 69 6D 62 6C [300-] 6F 75 74 67 72 } condition: $a }
rule HexAlternatives
{
  strings:
    $a = { 6D ( 6F 6D 65 | 69 6D 73 ) ( 72 | 79 ) }
  condition:
    $a
}
rule Regexp { strings: $a = /zz[b]ril{2}ig/ condition: $a }
rule RegexpFlags { strings: $a = /gim[b]le.wab[e]/is condition: $a }
rule RegexpNocase { strings: $a = /Sli[tT]hy[a-z]+/ nocase condition: $a }
rule RegexpWide { strings: $a = /zz[b]rillig/ wide condition: $a }
rule RegexpFullword { strings: $a = /mo[m]e\w{4}/ fullword condition: $a }
rule RegexpClasses
{
  strings:
    $a = /out[g]rabe[\s\d]{1,4}[^\s<>]{2,8}[;)]/
    $b = /\bslithy[t]ove\b/
    $c = /zz([b]rillig|bril[l]ow|b\x72illant)?[;)]{2}/
  condition:
    any of them
}
rule RegexpAnchors { strings: $a = /^zz[b]rillig/ $b = /outg[r]abe$/ condition: any of them }
rule RegexpLazy { strings: $a = /zzbr[i].{0,200}?outgr/s condition: $a }
rule RegexpOfNothingFixed { strings: $a = /[0-9]{3}-[0-9]{4}-[x-z]{3}/ condition: $a }

// ---- conditions on strings

rule Count { strings: $a = "zz\x62rillig" condition: #a >= 3 }
rule CountIsZero { strings: $a = "zz\x62rillig" condition: live and #a == 0 }
rule CountIn { strings: $a = "zz\x62rillig" condition: #a in (0..100) >= 2 }
rule Offset { strings: $a = "zz\x62rillig" condition: @a[2] > @a + 20 }
rule Length { strings: $a = /zz[b]rillig\d*/ condition: !a > 9 or !a[2] > 10 }
rule At { strings: $a = "zz\x62rillig" condition: $a at 0 }
rule In { strings: $a = "sl\x69thytove" condition: $a in (20..filesize - 20) }
rule AnyOf { strings: $a = "zz\x62rillig" $b = "mom\x65rath" condition: any of them }
rule AllOf { strings: $a = "zz\x62rillig" $b = "mom\x65rath" condition: all of ($*) }
rule NoneOf { strings: $a = "zz\x62rillig" $b = "mom\x65rath" condition: live and none of them }
rule SomeOf
{
  strings:
    $a1 = "zz\x62rillig"
    $a2 = "mom\x65rath"
    $a3 = "outg\x72abe"
    $b = "gim\x62lewabe"
  condition:
    2 of ($a*) and not $b
}
rule Percent
{
  strings:
    $a = "zz\x62rillig"
    $b = "mom\x65rath"
    $c = "outg\x72abe"
    $d = "gim\x62lewabe"
  condition:
    60% of them
}
rule OfIn { strings: $a = "zz\x62rillig" $b = "mom\x65rath" condition: any of them in (0..60) }
rule ForOf
{
  strings:
    $a = "zz\x62rillig"
    $b = "mom\x65rath"
  condition:
    for any of them : ( # > 1 and @ > 10 and ! > 7 )
}
rule ForAllAt { strings: $a = "zz\x62rillig" $b = "mom\x65rath" condition: for all of them : ( $ in (0..300) ) }
rule ForIndex { strings: $a = "zz\x62rillig" condition: for any i in (1..#a) : ( uint8(@a[i] + 9) == 0x3b ) }
rule ForList { strings: $a = "zz\x62rillig" condition: $a and for any n in (16, 33, 50) : ( @a[1] % 64 < n ) }
rule ForNested
{
  strings:
    $a = "zz\x62rillig"
    $b = "mom\x65rath"
  condition:
    for any i in (1..#a) : ( for any j in (1..#b) : ( @b[j] - @a[i] < 40 and @b[j] > @a[i] ) )
}

// ---- other conditions

rule Filesize { condition: live and filesize > 1KB and filesize < 1MB }
rule EmptyFile { condition: live and filesize == 0 }
rule Integers { condition: uint32be(0) == 0x42435431 or uint16(0) == 0x4342 or int8(3) == 49 and uint8be(1) == 0x43 }
rule IntegersBehindTheEnd { condition: live and not defined uint32(filesize - 2) }
rule Arithmetic { condition: live and (filesize * 3 + 1) \ 2 - filesize % 7 > 0x200 and filesize & 0x1 == 1 }
rule Bits { condition: live and (filesize ^ 0o17) | 1 != filesize << 1 and ~filesize < 0 and filesize >> 4 > 3 }
rule Floats { condition: live and math.entropy(0, filesize) > 4.5 and 1.5 * filesize > 100.0 }
rule Boolean { strings: $a = "zz\x62rillig" condition: not (not $a or false) and true }
rule Extern { condition: live and extension == ".page" }
rule ExternText
{
  condition:
    live and (filename contains "seven" or filename icontains "EIGHT" or
    filename startswith "nine" or filename istartswith "TEN" or
    filename endswith "eleven" or filename iendswith "TWELVE" or
    filename iequals "THIRTEEN" or filename matches /^four[t]een/i)
}
rule ModuleElf { condition: elf.type == elf.ET_EXEC or elf.type == elf.ET_DYN }
rule ModulePe { condition: pe.is_pe or (live and uint16(0) == 0x5a4d and not defined pe.number_of_sections) }
rule ModuleHash { strings: $a = "zz\x62rillig" condition: $a and hash.md5(@a, 9) == "aadfc0bda7cad6286d4a1144393cde91" or hash.crc32(0, 4) == 0xed8ce459 }
rule ModuleMath { condition: live and math.mean(0, filesize) > 100.0 and math.in_range(math.entropy(0, 64), 1.0, 5.0) }
rule ForDictionary { condition: for any section in elf.sections : ( section.name == ".text" ) }

// ---- rules and rules

private rule Hidden { strings: $a = "zz\x62rillig" condition: $a }
rule RefersToPrivate { strings: $b = "mom\x65rath" condition: Hidden and $b }
rule RefersTwice : tag_one tag_two { condition: Text and Nocase }
rule RefersToNot { strings: $b = "mom\x65rath" condition: $b and not Text }
rule OfRules { condition: live and 2 of (Text, Nocase, Fullword) }
rule OfRuleWildcard { condition: any of (RefersT*) }
rule Metadata
{
  meta:
    score = 55
    text = "of \"every\" kind"
    number = -5
    truth = true
  strings:
    $a = "mim\x73yborogove"
  condition:
    $a
}
