// SPDX-License-Identifier: Apache-2.0
//
// PHP that hides what it does, without proof of what that is. Commercial
// encoders produce some of these shapes too, so the scores stay below the
// level at which a file may be removed without a closer look.

rule SUSP_PHP_Eval_Of_Silenced_Variable
{
  meta:
    description = "Detects eval() of a plain variable or function result with its errors silenced"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "php-obfuscated"
    mitre = "T1027"
  strings:
    $silent = /(base64_decode|gz\w{5,10}|str_rot13|strrev|decrypt|decode|\$_(POST|GET|REQUEST|COOKIE))\s?[\(\[][^\x00]{0,400}@eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,6}@?["']?\$\w{1,40}/ nocase
    $silent2 = /@eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,6}\w{1,30}\s?\(\s?\$\w{1,30}\s?(,\s?\$\w{1,30}\s?)?\)\s?\)/ nocase
    $call = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?\$\w{1,40}\s?\(\s{0,4}@?\$\w{1,40}/ nocase
    $comment = /eval\/\*[^*\n]{0,20}\*\/\s?\(/ nocase
    $nested = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?["']return eval\(/ nocase
    $case1 = "EvAl(" fullword
    $case2 = "eVaL(" fullword
    $case4 = "eVAL(" fullword
    $case5 = "EvaL(" fullword
    $case6 = "evAL(" fullword
    $case8 = "evaL(" fullword
    $case9 = "EvAL(" fullword
    $case10 = "EVaL(" fullword
    $source1 = "$_POST"
    $source2 = "$_REQUEST"
    $source3 = "$_COOKIE"
    $source4 = "$_GET["
    $source5 = "base64_decode" nocase
    $source6 = "$GLOBALS["
    $source7 = "strrev" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and
    (((any of ($silent*) or $call) and any of ($source*)) or $comment or
     $nested or any of ($case*))
}

rule SUSP_PHP_Goto_Maze
{
  meta:
    description = "Detects PHP code whose order is broken up by goto and whose strings are escaped"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "php-obfuscated"
    mitre = "T1027"
  strings:
    $goto = /goto \w{4,8};\s{0,20}\w{4,8}:\s/
    $escape1 = "\\x6" nocase
    $escape2 = "\\14"
    $escape3 = "\\16"
    $escape4 = "\\x2"
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and #goto > 8 and any of ($escape*)
}

rule SUSP_PHP_Escaped_Strings
{
  meta:
    description = "Detects PHP code with many words written in hexadecimal or octal escapes"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 50
    family = "php-obfuscated"
    mitre = "T1027"
  strings:
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $func1 = "\\x65\\x76\\x61\\x6c" nocase
    $func2 = "\\x63\\x75\\x72\\x6c" nocase
    $func3 = "\\x73\\x74\\x72\\x5f" nocase
    $func4 = "\\x66\\x75\\x6e\\x63" nocase
    $func5 = "\\x68\\x74\\x74\\x70" nocase
    $func6 = "\\143\\165\\162\\154"
    $func7 = "\\146\\151\\154\\145"
    $func8 = "\\150\\164\\164\\160"
    $func9 = "\\x66\\x69\\x6c\\x65" nocase
    $func10 = "\\x5f\\x53\\x45\\x52" nocase
    $func11 = "\\x48\\x54\\x54\\x50" nocase
    $func12 = "\\x73\\x79\\x73\\x74" nocase
    $func13 = "\\x2e\\x70\\x68\\x70" nocase
    $func14 = "\\56\\160\\150\\160"
    $func15 = "\\137\\123\\105\\122"
    $mix1 = "\\x68\\164" nocase
    $mix2 = "\\150\\x74" nocase
    $mix3 = "\\x66\\151" nocase
    $mix4 = "\\146\\x69" nocase
    $mix5 = "\\x63\\165" nocase
    $mix6 = "\\143\\x75" nocase
    $mix7 = "\\x73\\164" nocase
    $mix8 = "\\163\\x74" nocase
  condition:
    $php and (2 of ($func*) or 3 of ($mix*))
}

rule SUSP_PHP_Decoded_Variable_Function
{
  meta:
    description = "Detects PHP code that decodes a long embedded blob and runs it through a function in a variable"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "php-obfuscated"
    mitre = "T1027"
  strings:
    $decode1 = "base64_decode" nocase
    $decode2 = "gzinflate" nocase
    $decode3 = "gzuncompress" nocase
    $decode4 = "str_rot13" nocase
    $decode5 = "create_function" nocase
    $halt = "__halt_compiler" nocase
    $self = /(file_get_contents|fopen|file|readfile|substr\s?\(\s?file_get_contents)\s?\(\s?__FILE__/ nocase
    $eval = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert|create_function)(\s|\/\*[^*]{0,60}\*\/){0,8}\(/ nocase
    $octal = /chr\s?\(\s?ord\s?\(\s?\$\w{1,20}[\[\{][^;]{0,60}[-^+]/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and
    (($self and $eval and any of ($decode*) and not $halt) or
     ($octal and $eval and any of ($decode*)))
}

rule SUSP_PHP_Inflated_Literal
{
  meta:
    description = "Detects PHP code that inflates a long Base64 literal"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 50
    family = "php-obfuscated"
    mitre = "T1027"
  strings:
    $lit = /gz(inflate|uncompress|decode)\s?\(\s?base64_decode\s?\(\s?["'][\w+\/=]{200}/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and $lit
}
