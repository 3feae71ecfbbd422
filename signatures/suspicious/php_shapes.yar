// SPDX-License-Identifier: Apache-2.0
//
// Shapes that only obfuscated PHP has: names without letters, words glued from
// pieces, escapes of two kinds in one word. None is proof of a shell.

rule SUSP_PHP_Glued_Letters
{
  meta:
    description = "Detects a word in PHP code that is glued from pieces of one to three letters"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "php-obfuscated"
    mitre = "T1027"
  strings:
    $single = /\x27[a-z_0-9]{1,3}\x27\s?\.\s?\x27[a-z_0-9]{1,3}\x27\s?\.\s?\x27[a-z_0-9]{1,3}\x27/ nocase
    $double = /"[a-z_0-9]{1,3}"\s?\.\s?"[a-z_0-9]{1,3}"\s?\.\s?"[a-z_0-9]{1,3}"/ nocase
    $assigned = /=\s?["\x27][a-z_]{2,12}["\x27]\s?\.\s?["\x27][a-z_]{2,12}["\x27]\s?;[^\x00]{0,200}[\s;{}(=@.,]\$\w{1,30}\s?\(\s?[$@"\x27]/ nocase
    $implode = /(implode|join)\s?\(\s?["\x27]{2}\s?,\s?(array\s?\(|\[)\s?["\x27][a-z_]{1,3}["\x27]\s?,\s?["\x27][a-z_]{1,3}["\x27]\s?,/ nocase
    // beachcomb: allow(short-string) the rule is about a shape, which has no longer text
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $v = "$"
  condition:
    $php and $v and ($single or $double or $assigned or $implode)
}

rule SUSP_PHP_Lookalike_Names
{
  meta:
    description = "Detects PHP variables whose names are drawn from two or three look-alike characters"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "php-obfuscated"
    mitre = "T1027"
  strings:
    $zero = /\$[O0o]{5,40}\b/
    $ell = /\$[Il1i]{6,40}\b/
    $under = /\$_{3,40}[^\w\x80-\xff]/
    $z = "$O0"
    $y = "$OO"
    $x = "$lI"
    $w = "$Il"
    $v = "$II"
    $u = "$l1"
    $t = "$___"
    $s = "$ll"
    // beachcomb: allow(short-string) the rule is about a shape, which has no longer text
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and any of ($z, $y, $x, $w, $v, $u, $t, $s) and
    (#zero > 3 or #ell > 3 or #under > 3)
}

rule SUSP_PHP_Inverted_String
{
  meta:
    description = "Detects PHP code that inverts or xors a literal and calls the result"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 65
    family = "php-obfuscated"
    mitre = "T1027"
  strings:
    $not = /[=(.]\s?~\s?\(?\s?(["\x27][\x80-\xff]{3}|%[89a-f][0-9a-f]%|["\x27]?[\x80-\xff]{4})/
    $notcall = /\(\s?~\s?["\x27(\x80-\xff%][^;]{2,60}\)\s?\(/
    $xor = /[=(.;&?:{]\s?["\x27][^"\x27\n]{1,30}["\x27]\s?\^\s?["\x27][^"\x27\n]{1,30}["\x27]\s?\)?\s?\.?[^\x00]{0,120}[\s;{}(=@.,]\$\$?[^\s;(){}]{1,30}\s?\(\s?[$@"\x27]/
    $xorone = /\(\s?["\x27][^\w\s]["\x27]\s?\^\s?["\x27][^\s]["\x27]\s?\)\s?\.\s?\(?\s?["\x27]/
    $n1 = "~"
    $x1 = "'^'"
    $x2 = "\"^\""
    $x3 = "' ^ '"
    $x4 = "\" ^ \""
    $x5 = "\"^'"
    $x6 = "'^\""
    // at the start: every picture has two such bytes somewhere
    // beachcomb: allow(short-string) the rule is about a shape, which has no longer text
    $php = /(<\?(php|=\s?[$@~(\x22\x27])|<script\slanguage=.?php)/ nocase
    // beachcomb: allow(short-string) the rule is about a shape, which has no longer text
    $short = /<\?\s/
  condition:
    ($php in (0..1024) or $short in (0..16)) and filesize < 64KB and
    (($n1 and ($not or $notcall)) or (any of ($x*) and ($xor or $xorone)))
}

rule SUSP_PHP_Mixed_Escapes
{
  meta:
    description = "Detects PHP words written half in hexadecimal and half in octal escapes, or read from an escaped name"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 65
    family = "php-obfuscated"
    mitre = "T1027"
  strings:
    $mix = /\\x[2-7][0-9a-f]\\[01]?[0-7]{2}|\\[01][0-7]{2}\\x[2-7][0-9a-f]/ nocase
    $brace = /\$\{\s?["\x27][^"\x27}]{0,20}\\(x[2-7][0-9a-f]|1[0-7]{2})/ nocase
    $percent = /urldecode\s?\(\s?["\x27](%[2-7][0-9a-f]){6}/ nocase
    $goto = /goto\s\w{3,10}\s?;\s{0,20}\w{3,10}\s?:[^\x00]{0,80}\\(x[2-7][0-9a-f]|1[0-7]{2})/ nocase
    // beachcomb: allow(short-string) the rule is about a shape, which has no longer text
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $v1 = "\\x"
    $v2 = "urldecode" nocase
    $v3 = "\\1"
    $v4 = "\\6"
  condition:
    $php and any of ($v*) and (#mix > 2 or $brace or $percent or $goto)
}

rule SUSP_PHP_Decoded_Name_Table
{
  meta:
    description = "Detects a table of function names that are decoded at run time and called by index"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 65
    family = "php-obfuscated"
    mitre = "T1027"
  strings:
    $table = /array\s?\(\s?base64_decode\s?\(\s?["\x27][\w+\/=]{2,60}["\x27][^;]{0,20}\)\s?,\s?base64_decode\s?\(/ nocase
    $global = /\$GLOBALS\s?\[\s?["\x27][^"\x27]{1,30}["\x27]\s?\]\s?\[\s?\d{1,4}\s?\]\s?\(/ nocase
    $brace = /\$\{\s?["\x27]GLOBALS["\x27]\s?\}/ nocase
    $defined = /(define\s?\(\s?|const\s)["\x27]?\w{1,30}["\x27]?\s?[,=]\s?["\x27](assert|passthru|shell_exec|create_function|gzinflate)["\x27]/ nocase
    $ord = /chr\s?\(\s?ord\s?\(\s?["\x27$][^;]{1,40}\)\s?[-+^]\s?\d{1,3}\s?\)[^\x00]{0,120}[\s;{}(=@.,]\$\w{1,30}\s?\(\s?[$@"\x27]/ nocase
    $codes = /array\s?\(\s?1?\d\d\s?,\s?1?\d\d\s?,\s?1?\d\d\s?,[^;]{0,60}chr\s?\([^;]{0,20};[^\x00]{0,60}[\s;{}(=@.,]\$\w{1,30}\s?\(\s?[$@"\x27]/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $k1 = "base64_decode" nocase
    $k2 = "GLOBALS"
    $k3 = "define" nocase
    // beachcomb: allow(short-string) the rule is about a shape, which has no longer text
    $k4 = "chr" nocase
    $k5 = "const "
    $lib = "class "
  condition:
    $php and any of ($k*) and
    ($table or $global or $brace or $defined or (($ord or $codes) and not $lib))
}

rule SUSP_PHP_Blob_And_Evaluator
{
  meta:
    description = "Detects an evaluator and a Base64 literal of 300 or more characters"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 65
    family = "php-obfuscated"
    mitre = "T1027"
  strings:
    $blob = /[=(,.]\s?["\x27][A-Za-z0-9+\/]{300}/
    $call = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert|create_function)(\s|\/\*[^*]{0,60}\*\/){0,8}\(/ nocase
    $c1 = "eval(" nocase
    $c2 = "eval (" nocase
    $c3 = "eval/*" nocase
    $c4 = "assert(" nocase
    $c5 = "create_function" nocase
    $d1 = "base64" nocase
    $d2 = "decode" nocase
    $d3 = "inflate" nocase
    $d4 = "strtr" nocase
    $d5 = "GLOBALS"
    $d6 = "chr(" nocase
    $d7 = "\\x"
    $d8 = "_replace" nocase
    $d9 = "str_rot13" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and any of ($c*) and any of ($d*) and $call and $blob
}

rule SUSP_PHP_Numbered_Or_Hex_Names
{
  meta:
    description = "Detects function names of PHP written as hexadecimal digits, code numbers or indexes into a string"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 65
    family = "php-obfuscated"
    mitre = "T1027"
  strings:
    $hex = /["\x27](7379737465|65786563|6576616c|6261736536345f|706173737468|7368656c6c5f|66696c655f70757|617373657274|677a696e666c)[0-9a-f]{0,60}["\x27]/ nocase
    $codes = /["\x27](\d{2,3}[ ,|.-]){5,400}\d{2,3}["\x27]/ nocase
    // beachcomb: allow(short-string) the rule is about a shape, which has no longer text
    $chr = /chr(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?\$/ nocase
    $brace = /\$\w{1,20}\{\s?\d{1,3}\s?\}\s?\.\s?\$\w{1,20}\{\s?\d{1,3}\s?\}\s?\.\s?\$\w{1,20}\{\s?\d{1,3}\s?\}\s?\.\s?\$\w{1,20}\{\s?\d{1,3}\s?\}/ nocase
    $h1 = "73797374656"
    $h2 = "65786563"
    $h3 = "6576616"
    $h4 = "62617365363"
    $h5 = "7061737374"
    $h6 = "7368656c6c"
    $h7 = "66696c655f"
    $h8 = "61737365727"
    $h9 = "677a696e66"
    $k = "chr" nocase
    // beachcomb: allow(short-string) the rule is about a shape, which has no longer text
    $b = "}.$"
    $b2 = "} . $"
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and
    ((any of ($h*) and $hex) or ($k and $codes and $chr) or
     (any of ($b, $b2) and $brace))
}

rule SUSP_PHP_Blob_And_Variable_Call
{
  meta:
    description = "Detects a Base64 literal of 300 or more characters in PHP code that calls a function in a variable"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "php-obfuscated"
    mitre = "T1027"
  strings:
    $blob = /[=(,.]\s?["\x27][A-Za-z0-9+\/=]{300}/
    $call = /[;}]\s{0,9}@?\$\w{1,30}\s?\(\s?["\x27$@]/ nocase
    $call2 = /=\s?@?\$\w{1,30}\s?\(\s?@?(\$\w{1,30}\s?\(|["\x27][^"\x27]{0,10}["\x27]\s?,)/ nocase
    $d1 = "base64" nocase
    $d2 = "rot13" nocase
    $d3 = "inflate" nocase
    $d4 = "strtr" nocase
    $d5 = "GLOBALS"
    $d6 = "chr(" nocase
    $d7 = "_replace" nocase
    $d8 = "strrev" nocase
    $lib1 = "namespace "
    $lib2 = "extends "
    $lib3 = "protected "
    $lib4 = "require_once"
    $lib5 = "$this->"
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and any of ($d*) and ($call or $call2) and $blob and not any of ($lib*)
}
