// SPDX-License-Identifier: Apache-2.0
//
// China Chopper, server side, as a JScript page for ASP.NET: the shell of the
// Hafnium intrusions of 2021 and of ProxyShell.
//
// The shell is one call: the evaluator of JScript.NET on a value of the HTTP
// request, with a second argument that lifts the sandbox. Everything around
// it varies (blanks, case, quotes, the order of attributes, the way to the
// value, where the call stands), so each rule asks for two things that
// cannot be varied away: a server-side JScript anchor, and one form of the
// call. No rule here bounds the file size: the same line is found appended
// to large legitimate pages.
//
// Anchors $js1..$js3: a directive, or a script tag with its two attributes
// in either order. A client-side script block is none of them.

rule WEBSHELL_ASPX_Chopper_JScript_Eval_Request
{
  meta:
    description = "Detects a server-side JScript page which evaluates a value of the HTTP request (China Chopper, any way to reach the value)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.cisa.gov/news-events/analysis-reports/ar21-072d"
    score = 95
    family = "China Chopper"
    mitre = "T1505.003,T1059.007"
  strings:
    $js1 = /\x3c%\s{0,100}@[^>]{0,900}\bLanguage\s{0,20}=\s{0,20}["']?J(S|Script|avaScript)["'\s%]/ nocase ascii wide
    $js2 = /<script\b[^>]{0,300}\blanguage\s{0,20}=\s{0,20}["']{0,2}J(S|Script|avaScript)\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $js3 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server\b[^>]{0,300}\blanguage\s{0,20}=\s{0,20}["']{0,2}J(S|Script|avaScript)\b/ nocase ascii wide
    $eval = /\b(eval\b|new\s{1,20}Function\s{0,20}\()[^;{}<>]{0,200}\bRequest\s{0,20}([\[(]|\.\s{0,20}(Item|Form|QueryString|Params|Headers|Cookies|ServerVariables|BinaryRead|InputStream|Files|Unvalidated)\b)/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    ($eval and any of ($js*))
}

rule WEBSHELL_ASPX_Chopper_Eval_Request_Unsafe
{
  meta:
    description = "Detects the evaluator call on a request value with the unsafe argument, without any page directive (a fragment, or a page whose language comes from the configuration)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.cisa.gov/news-events/analysis-reports/ar21-072d"
    score = 90
    family = "China Chopper"
    mitre = "T1505.003,T1059.007"
  strings:
    $call = /(\x3c%|<script\b|CDATA\[)[^%]{0,300}\beval\b[^;{}<>]{0,120}\bRequest\s{0,20}[\[(.][^;{}<>]{1,120},\s{0,20}["']{1,2}unsafe["']{1,2}\s{0,20}\)/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    ($call)
}

rule WEBSHELL_ASPX_Chopper_JScript_Eval_Unsafe
{
  meta:
    description = "Detects a server-side JScript page with a two-argument evaluator call that lifts the sandbox, whatever is evaluated"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.cisa.gov/news-events/analysis-reports/ar21-072d"
    score = 85
    family = "China Chopper"
    mitre = "T1505.003,T1059.007"
  strings:
    $js1 = /\x3c%\s{0,100}@[^>]{0,900}\bLanguage\s{0,20}=\s{0,20}["']?J(S|Script|avaScript)["'\s%]/ nocase ascii wide
    $js2 = /<script\b[^>]{0,300}\blanguage\s{0,20}=\s{0,20}["']{0,2}J(S|Script|avaScript)\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $js3 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server\b[^>]{0,300}\blanguage\s{0,20}=\s{0,20}["']{0,2}J(S|Script|avaScript)\b/ nocase ascii wide
    $literal = /\beval\b[^;<>]{0,400},\s{0,20}["']{1,2}unsafe["']{1,2}\s{0,20}\)/ nocase ascii wide
    // two arguments, the second a name, an escaped or a joined string
    $named = /\beval\b[\s\/*\-]{0,40}\([^;"'(),<>{}]{1,120},[\s\/*\-]{0,40}[\w"']/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    (any of ($js*) and ($literal or $named))
}

rule WEBSHELL_ASPX_Chopper_JScript_Variable
{
  meta:
    description = "Detects a server-side JScript page that stores a request value in a variable and evaluates shortly after"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell caidao-shell/w01.asp"
    score = 85
    family = "China Chopper"
    mitre = "T1505.003,T1059.007"
  strings:
    $js1 = /\x3c%\s{0,100}@[^>]{0,900}\bLanguage\s{0,20}=\s{0,20}["']?J(S|Script|avaScript)["'\s%]/ nocase ascii wide
    $js2 = /<script\b[^>]{0,300}\blanguage\s{0,20}=\s{0,20}["']{0,2}J(S|Script|avaScript)\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $js3 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server\b[^>]{0,300}\blanguage\s{0,20}=\s{0,20}["']{0,2}J(S|Script|avaScript)\b/ nocase ascii wide
    $flow = /=[\w\s.(]{0,80}\bRequest\s{0,20}([\[(]|\.\s{0,20}(Item|Form|QueryString|Params|Headers|Cookies|ServerVariables|BinaryRead|InputStream|Files|Unvalidated)\b)[^<>]{0,400}\beval\b\s{0,20}[\/(]/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    ($flow and any of ($js*))
}

rule WEBSHELL_ASPX_Chopper_JScript_Base64_Stage
{
  meta:
    description = "Detects a server-side JScript page which evaluates base64, either sent by the client or hiding the access to the request"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.microsoft.com/en-us/security/blog/2021/03/02/hafnium-targeting-exchange-servers/"
    score = 85
    family = "China Chopper"
    mitre = "T1505.003,T1059.007,T1027,T1140"
  strings:
    $js1 = /\x3c%\s{0,100}@[^>]{0,900}\bLanguage\s{0,20}=\s{0,20}["']?J(S|Script|avaScript)["'\s%]/ nocase ascii wide
    $js2 = /<script\b[^>]{0,300}\blanguage\s{0,20}=\s{0,20}["']{0,2}J(S|Script|avaScript)\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $js3 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server\b[^>]{0,300}\blanguage\s{0,20}=\s{0,20}["']{0,2}J(S|Script|avaScript)\b/ nocase ascii wide
    $call = /\beval\b[^;<>]{0,300}\bFromBase64String\s{0,20}\(/ nocase ascii wide
    $decode = "FromBase64String" nocase ascii wide
    // base64 of the word Request, in three spellings and at all three offsets
    $b1 = "UmVxdWVzd" ascii wide
    $b2 = "JlcXVlc3" ascii wide
    $b3 = "SZXF1ZXN0" ascii wide
    $b4 = "cmVxdWVzd" ascii wide
    $b5 = "yZXF1ZXN0" ascii wide
    $b6 = "UkVRVUVTV" ascii wide
    $b7 = "JFUVVFU1" ascii wide
    $b8 = "SRVFVRVNU" ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    (any of ($js*) and ($call or ($decode and any of ($b*))))
}

rule WEBSHELL_ASPX_Chopper_JScript_Escaped
{
  meta:
    description = "Detects a server-side JScript page that spells the evaluator, the request object or the unsafe argument with escapes or joined pieces"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell caidao-shell/w03.asp"
    score = 85
    family = "China Chopper"
    mitre = "T1505.003,T1059.007,T1027"
  strings:
    $js1 = /\x3c%\s{0,100}@[^>]{0,900}\bLanguage\s{0,20}=\s{0,20}["']?J(S|Script|avaScript)["'\s%]/ nocase ascii wide
    $js2 = /<script\b[^>]{0,300}\blanguage\s{0,20}=\s{0,20}["']{0,2}J(S|Script|avaScript)\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $js3 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server\b[^>]{0,300}\blanguage\s{0,20}=\s{0,20}["']{0,2}J(S|Script|avaScript)\b/ nocase ascii wide
    // the evaluator as an identifier with escapes
    $e1 = "\\u0065val" nocase ascii wide
    $e2 = "e\\u0076al" nocase ascii wide
    $e3 = "ev\\u0061l" nocase ascii wide
    $e4 = "eva\\u006c" nocase ascii wide
    $e5 = "\\u0065\\u0076" nocase ascii wide
    $e6 = "\\u0076\\u0061" nocase ascii wide
    $e7 = "\\u0061\\u006c" nocase ascii wide
    // the argument
    $u1 = "\\x75\\x6e" nocase ascii wide
    $u2 = "\\u0075\\u006e" nocase ascii wide
    $u3 = "\\x66\\x65" nocase ascii wide
    $u4 = "\\u0066\\u0065" nocase ascii wide
    $u5 = "\\x75nsafe" nocase ascii wide
    $u6 = "uns\\x61fe" nocase ascii wide
    $u7 = "un\\x73afe" nocase ascii wide
    $u8 = "unsa\\x66e" nocase ascii wide
    $u9 = "unsaf\\x65" nocase ascii wide
    $u10 = "u\\x6esafe" nocase ascii wide
    $u11 = "\"u\"+\"n" nocase ascii wide
    $u16 = "\"u\" + \"n" nocase ascii wide
    $u17 = "'u'+'n" nocase ascii wide
    $u18 = "'u' + 'n" nocase ascii wide
    $u12 = "\"un\"+\"s" nocase ascii wide
    $u19 = "\"un\" + \"s" nocase ascii wide
    $u20 = "'un'+'s" nocase ascii wide
    $u21 = "'un' + 's" nocase ascii wide
    $u13 = "\"uns\"+\"a" nocase ascii wide
    $u22 = "\"uns\" + \"a" nocase ascii wide
    $u23 = "'uns'+'a" nocase ascii wide
    $u24 = "'uns' + 'a" nocase ascii wide
    $u14 = /["']unsaf?["']\s{0,20}\+/ nocase ascii wide
    $u15 = /["']u["']\s{0,20}\+\s{0,20}["']nsafe["']/ nocase ascii wide
    // the name of the evaluator or of the request in pieces
    $p1 = "\"e\"+\"v" nocase ascii wide
    $p4 = "\"e\" + \"v" nocase ascii wide
    $p5 = "'e'+'v" nocase ascii wide
    $p6 = "'e' + 'v" nocase ascii wide
    $p7 = "\"v\"+\"a" nocase ascii wide
    $p8 = "'v'+'a" nocase ascii wide
    $p2 = "\"ev\"+\"al" nocase ascii wide
    $p9 = "\"ev\" + \"al" nocase ascii wide
    $p10 = "'ev'+'al" nocase ascii wide
    $p11 = "'ev' + 'al" nocase ascii wide
    $p3 = /["']Req["'][\s+\/*\-]{1,40}["']uest/ nocase ascii wide
    $r1 = /\bRequest\s{0,20}[\[(]\s{0,20}["']\\[xu]/ nocase ascii wide
    $call = "eval" nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    (any of ($js*) and (any of ($e*) or any of ($p*) or ($call and (any of ($u*) or $r1))))
}

rule WEBSHELL_ASPX_Chopper_JScript_ObfuscatorIO
{
  meta:
    description = "Detects a server-side JScript block run through a JavaScript obfuscator (string table with hexadecimal names) that evaluates a request value"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.microsoft.com/en-us/security/blog/2021/03/02/hafnium-targeting-exchange-servers/"
    score = 85
    family = "China Chopper"
    mitre = "T1505.003,T1059.007,T1027"
    hash = "ac44513e5ef93d8cbc17219350682c2246af6d5eb85c1b4302141d94c3b06c90"
  strings:
    $js1 = /\x3c%\s{0,100}@[^>]{0,900}\bLanguage\s{0,20}=\s{0,20}["']?J(S|Script|avaScript)["'\s%]/ nocase ascii wide
    $js2 = /<script\b[^>]{0,300}\blanguage\s{0,20}=\s{0,20}["']{0,2}J(S|Script|avaScript)\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $js3 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server\b[^>]{0,300}\blanguage\s{0,20}=\s{0,20}["']{0,2}J(S|Script|avaScript)\b/ nocase ascii wide
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $name1 = "var _0x" ascii wide
    $name2 = "(_0x" ascii wide
    $name3 = "[_0x" ascii wide
    $name4 = "=_0x" ascii wide
    $call = /\beval\s{0,20}\(\s{0,20}(this\s{0,20}[.\[]\s{0,20})?Request\s{0,20}\[?\s{0,20}_0x[0-9a-f]{2,8}/ nocase ascii wide
    $eval = /\beval\b\s{0,20}\(/ nocase ascii wide
    $load = /function\s{1,20}Page_Load\b/ nocase ascii wide
    $unsafe = /["'](unsafe|\\x75\\x6e\\x73)/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    ((any of ($js*) or $srv2) and any of ($name*) and ($call or ($eval and ($load or $unsafe))))
}

rule WEBSHELL_ASPX_Chopper_JScript_Comment_Split
{
  meta:
    description = "Detects a server-side JScript page in which a comment separates the evaluator from its arguments, as in the ProxyShell look-alikes of error pages"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.huntress.com/blog/rapid-response-microsoft-exchange-servers-still-vulnerable-to-proxyshell-exploit"
    score = 85
    family = "China Chopper"
    mitre = "T1505.003,T1059.007,T1027"
  strings:
    $js1 = /\x3c%\s{0,100}@[^>]{0,900}\bLanguage\s{0,20}=\s{0,20}["']?J(S|Script|avaScript)["'\s%]/ nocase ascii wide
    $js2 = /<script\b[^>]{0,300}\blanguage\s{0,20}=\s{0,20}["']{0,2}J(S|Script|avaScript)\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $js3 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server\b[^>]{0,300}\blanguage\s{0,20}=\s{0,20}["']{0,2}J(S|Script|avaScript)\b/ nocase ascii wide
    $split = /\beval\s{0,20}\/\*[^<>]{0,200}\*\/\s{0,20}[(\/]/ nocase ascii wide
    $inner = /\beval\s{0,20}\(\s{0,20}\/\*[^<>]{0,200}\*\/[\w.\s\/*]{0,120}\bRequest\b/ nocase ascii wide
    $word = /\bfunction\s{1,20}getErrorWord\b/ nocase ascii wide
    $call = "eval" nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    (any of ($js*) and ($split or $inner or ($word and $call)))
}

rule SUSP_ASPX_JScript_Page_With_Eval
{
  meta:
    description = "Detects any server-side JScript page that has both the evaluator and the request object, however far apart: hardly any legitimate page of this language exists on an Exchange server"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.cisa.gov/news-events/analysis-reports/ar21-072d"
    score = 60
    family = "China Chopper"
    mitre = "T1505.003,T1059.007"
  strings:
    $js1 = /\x3c%\s{0,100}@[^>]{0,900}\bLanguage\s{0,20}=\s{0,20}["']?J(S|Script|avaScript)["'\s%]/ nocase ascii wide
    $js2 = /<script\b[^>]{0,300}\blanguage\s{0,20}=\s{0,20}["']{0,2}J(S|Script|avaScript)\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $js3 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server\b[^>]{0,300}\blanguage\s{0,20}=\s{0,20}["']{0,2}J(S|Script|avaScript)\b/ nocase ascii wide
    $eval = "eval" fullword nocase ascii wide
    $req = "Request" fullword nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    ($eval and $req and any of ($js*))
}

rule WEBSHELL_ASPX_JScriptEvaluate_Engine
{
  meta:
    description = "Detects a C# or VB page that calls the JScript.NET evaluator engine on a request value"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.cisa.gov/news-events/analysis-reports/ar21-072d"
    score = 85
    family = "China Chopper"
    mitre = "T1505.003,T1059.007"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $open = /\x3c%[^%]{0,400}\bJScriptEvaluate\b/ nocase ascii wide
    $engine = /\bJScriptEvaluate\s{0,20}\(/ nocase ascii wide
    $req = /\bRequest\s{0,20}([\[(]|\.\s{0,20}(Item|Form|QueryString|Params|Headers|Cookies|ServerVariables|BinaryRead|InputStream|Files|Unvalidated)\b)/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    ($engine and $req and (any of ($srv*) or $open))
}

rule WEBSHELL_ASPX_Unicode_Escaped_Code
{
  meta:
    description = "Detects an ASP.NET page whose code, not its text, is written in unicode escapes of plain letters (identifiers, directive values, eight-digit escapes, invisible filler)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/Neo23x0/signature-base gen_webshells.yar (idea only)"
    score = 80
    family = "China Chopper"
    mitre = "T1505.003,T1027"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $member = /\b(Request|Response|System|Server|Context|Page|Assembly|Process|Convert)\s{0,5}\.\s{0,5}\\u00[4-7][0-9a-f]/ nocase ascii wide
    $long = /\\U000000[4-7][0-9a-f]/ ascii wide
    $lang = /\x3c%\s{0,20}@[^>]{0,200}=\s{0,5}["']?\\u00[4-7][0-9a-f]/ nocase ascii wide
    $filler1 = "\\U0000FFFA" nocase ascii wide
    $filler2 = "\\uFFFA" nocase ascii wide
    $after = /\*\/\\(u00|U000000)[4-7][0-9a-f]/ ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    (any of ($srv*) and
     ($member or $lang or $after or #long > 4 or #filler1 > 2 or #filler2 > 2))
}
