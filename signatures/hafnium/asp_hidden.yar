// SPDX-License-Identifier: Apache-2.0
//
// Classic ASP that hides what it does: reversed, escaped, shifted, numbered,
// cut or encoded text, another character set, objects made by number instead
// of by name, attributes and blanks that keep a page out of sight.
//
// The lists of base64 and UTF-16 strings, and of words cut in two, were made
// by a script: each word in its usual spellings, encoded after zero, one and
// two leading bytes, and only the characters that the word alone determines.

rule WEBSHELL_ASP_Hidden_Execute
{
  meta:
    description = "Detects classic ASP code that evaluates visibly hidden text: reversed, URL-escaped, shifted letters, numbers with an offset, character codes, hexadecimal pairs or base64"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell asp/bypass-all.asp"
    score = 80
    family = "China Chopper"
    mitre = "T1505.003,T1059.005,T1027"
  strings:
    // the evaluator, not as a method, of a call
    $run = /[^.\w](eval|execute|executeglobal)[\s(]{1,20}\w{1,40}\s{0,10}\(/ nocase ascii wide
    $any = /[^.\w](eval|execute|executeglobal)[\s(]{1,20}["\w]/ nocase ascii wide
    // reversed "request" next to a reversed evaluator
    $rev1 = "(tseuqer lave" nocase ascii wide
    $rev2 = "(tseuqer(lave" nocase ascii wide
    $rev3 = "(tseuqer etucexe" nocase ascii wide
    $rev4 = "(tseuqer(etucexe" nocase ascii wide
    $rev5 = "tseuqer labolgetucexe" nocase ascii wide
    // URL escapes
    $esc1 = "eval%20request%28" nocase ascii wide
    $esc2 = "eval%28request%28" nocase ascii wide
    $esc3 = "execute%20request%28" nocase ascii wide
    $esc4 = "execute%28request%28" nocase ascii wide
    $esc5 = "%65%76%61%6c" nocase ascii wide
    $esc6 = "%65%78%65%63%75%74%65" nocase ascii wide
    // shifted by three letters
    $rot1 = "hydo#uhtxhvw" nocase ascii wide
    $rot2 = "h{hfxwh#uhtxhvw" nocase ascii wide
    $rot3 = "hydo+uhtxhvw" nocase ascii wide
    // a list of numbers, or hexadecimal pairs, handed to a decoder
    $num = /[^.\w](eval|execute|executeglobal)[\s(]{1,20}\w{1,40}\s{0,10}\(\s{0,10}"([%,|\-&$#!;\s]{0,3}\d{2,4}[%,|\-&$#!;]){8}/ nocase ascii wide
    $hex = /[^.\w](eval|execute|executeglobal)[\s(]{1,20}\w{1,40}\s{0,10}\(\s{0,10}"[0-9a-f]{24}/ nocase ascii wide
    // character codes joined
    $chr = /[^.\w](eval|execute|executeglobal)[\s(]{1,20}(chrw?\s{0,5}\(\s{0,5}[&ho0-9]{2,6}\s{0,5}\)\s{0,9}&\s{0,9}){4}/ nocase ascii wide
    $mix = /[^.\w](eval|execute|executeglobal)[\s(]{1,20}("[a-z]{0,8}"|chrw?\s{0,5}\([^()]{1,8}\))\s{0,5}&\s{0,5}("[a-z]{0,8}"|chrw?\s{0,5}\([^()]{1,8}\))\s{0,5}&/ nocase ascii wide
    // its words cut once
    $j1 = "e\"&\"val" nocase ascii wide
    $j2 = "e\" & \"val" nocase ascii wide
    $j3 = "ev\"&\"al" nocase ascii wide
    $j4 = "ev\" & \"al" nocase ascii wide
    $j5 = "eva\"&\"l" nocase ascii wide
    $j6 = "eva\" & \"l" nocase ascii wide
    $j7 = "r\"&\"equest" nocase ascii wide
    $j8 = "r\" & \"equest" nocase ascii wide
    $j9 = "re\"&\"quest" nocase ascii wide
    $j10 = "re\" & \"quest" nocase ascii wide
    $j11 = "req\"&\"uest" nocase ascii wide
    $j12 = "req\" & \"uest" nocase ascii wide
    $j13 = "requ\"&\"est" nocase ascii wide
    $j14 = "requ\" & \"est" nocase ascii wide
    $j15 = "reque\"&\"st" nocase ascii wide
    $j16 = "reque\" & \"st" nocase ascii wide
    $j17 = "reques\"&\"t" nocase ascii wide
    $j18 = "reques\" & \"t" nocase ascii wide
    $j19 = "e\"&\"xecute" nocase ascii wide
    $j20 = "e\" & \"xecute" nocase ascii wide
    $j21 = "ex\"&\"ecute" nocase ascii wide
    $j22 = "ex\" & \"ecute" nocase ascii wide
    $j23 = "exe\"&\"cute" nocase ascii wide
    $j24 = "exe\" & \"cute" nocase ascii wide
    $j25 = "exec\"&\"ute" nocase ascii wide
    $j26 = "exec\" & \"ute" nocase ascii wide
    $j27 = "execu\"&\"te" nocase ascii wide
    $j28 = "execu\" & \"te" nocase ascii wide
    $j29 = "execut\"&\"e" nocase ascii wide
    $j30 = "execut\" & \"e" nocase ascii wide
    // base64 of the evaluator and the request object
    $b1 = "ZXZhbCByZXF1ZXN0" ascii wide
    $b2 = "V2YWwgcmVxdWVzd" ascii wide
    $b3 = "ldmFsIHJlcXVlc3" ascii wide
    $b4 = "ZXZhbChyZXF1ZXN0" ascii wide
    $b5 = "V2YWwocmVxdWVzd" ascii wide
    $b6 = "ldmFsKHJlcXVlc3" ascii wide
    $b7 = "ZXZhbCBSZXF1ZXN0" ascii wide
    $b8 = "V2YWwgUmVxdWVzd" ascii wide
    $b9 = "ldmFsIFJlcXVlc3" ascii wide
    $b10 = "ZXZhbChSZXF1ZXN0" ascii wide
    $b11 = "V2YWwoUmVxdWVzd" ascii wide
    $b12 = "ldmFsKFJlcXVlc3" ascii wide
    $b13 = "ZXZhbCBSRVFVRVNU" ascii wide
    $b14 = "V2YWwgUkVRVUVTV" ascii wide
    $b15 = "ldmFsIFJFUVVFU1" ascii wide
    $b16 = "ZXZhbChSRVFVRVNU" ascii wide
    $b17 = "V2YWwoUkVRVUVTV" ascii wide
    $b18 = "ldmFsKFJFUVVFU1" ascii wide
    $b19 = "ZXhlY3V0ZSByZXF1ZXN0" ascii wide
    $b20 = "V4ZWN1dGUgcmVxdWVzd" ascii wide
    $b21 = "leGVjdXRlIHJlcXVlc3" ascii wide
    $b22 = "ZXhlY3V0ZShyZXF1ZXN0" ascii wide
    $b23 = "V4ZWN1dGUocmVxdWVzd" ascii wide
    $b24 = "leGVjdXRlKHJlcXVlc3" ascii wide
    $b25 = "ZXhlY3V0ZSBSZXF1ZXN0" ascii wide
    $b26 = "V4ZWN1dGUgUmVxdWVzd" ascii wide
    $b27 = "leGVjdXRlIFJlcXVlc3" ascii wide
    $b28 = "ZXhlY3V0ZShSZXF1ZXN0" ascii wide
    $b29 = "V4ZWN1dGUoUmVxdWVzd" ascii wide
    $b30 = "leGVjdXRlKFJlcXVlc3" ascii wide
    $b31 = "ZXhlY3V0ZSBSRVFVRVNU" ascii wide
    $b32 = "V4ZWN1dGUgUkVRVUVTV" ascii wide
    $b33 = "leGVjdXRlIFJFUVVFU1" ascii wide
    $b34 = "ZXhlY3V0ZShSRVFVRVNU" ascii wide
    $b35 = "V4ZWN1dGUoUkVRVUVTV" ascii wide
    $b36 = "leGVjdXRlKFJFUVVFU1" ascii wide
    $b37 = "RXZhbCByZXF1ZXN0" ascii wide
    $b38 = "FdmFsIHJlcXVlc3" ascii wide
    $b39 = "RXZhbChyZXF1ZXN0" ascii wide
    $b40 = "FdmFsKHJlcXVlc3" ascii wide
    $b41 = "RXZhbCBSZXF1ZXN0" ascii wide
    $b42 = "FdmFsIFJlcXVlc3" ascii wide
    $b43 = "RXZhbChSZXF1ZXN0" ascii wide
    $b44 = "FdmFsKFJlcXVlc3" ascii wide
    $b45 = "RXZhbCBSRVFVRVNU" ascii wide
    $b46 = "FdmFsIFJFUVVFU1" ascii wide
    $b47 = "RXZhbChSRVFVRVNU" ascii wide
    $b48 = "FdmFsKFJFUVVFU1" ascii wide
    $b49 = "RXhlY3V0ZSByZXF1ZXN0" ascii wide
    $b50 = "FeGVjdXRlIHJlcXVlc3" ascii wide
    $b51 = "RXhlY3V0ZShyZXF1ZXN0" ascii wide
    $b52 = "FeGVjdXRlKHJlcXVlc3" ascii wide
    $b53 = "RXhlY3V0ZSBSZXF1ZXN0" ascii wide
    $b54 = "FeGVjdXRlIFJlcXVlc3" ascii wide
    $b55 = "RXhlY3V0ZShSZXF1ZXN0" ascii wide
    $b56 = "FeGVjdXRlKFJlcXVlc3" ascii wide
    $b57 = "RXhlY3V0ZSBSRVFVRVNU" ascii wide
    $b58 = "FeGVjdXRlIFJFUVVFU1" ascii wide
    $b59 = "RXhlY3V0ZShSRVFVRVNU" ascii wide
    $b60 = "FeGVjdXRlKFJFUVVFU1" ascii wide
    $b61 = "RXhlY3V0ZUdsb2JhbCByZXF1ZXN0" ascii wide
    $b62 = "V4ZWN1dGVHbG9iYWwgcmVxdWVzd" ascii wide
    $b63 = "FeGVjdXRlR2xvYmFsIHJlcXVlc3" ascii wide
    $b64 = "RXhlY3V0ZUdsb2JhbChyZXF1ZXN0" ascii wide
    $b65 = "V4ZWN1dGVHbG9iYWwocmVxdWVzd" ascii wide
    $b66 = "FeGVjdXRlR2xvYmFsKHJlcXVlc3" ascii wide
    $b67 = "RXhlY3V0ZUdsb2JhbCBSZXF1ZXN0" ascii wide
    $b68 = "V4ZWN1dGVHbG9iYWwgUmVxdWVzd" ascii wide
    $b69 = "FeGVjdXRlR2xvYmFsIFJlcXVlc3" ascii wide
    $b70 = "RXhlY3V0ZUdsb2JhbChSZXF1ZXN0" ascii wide
    $b71 = "V4ZWN1dGVHbG9iYWwoUmVxdWVzd" ascii wide
    $b72 = "FeGVjdXRlR2xvYmFsKFJlcXVlc3" ascii wide
    $b73 = "RXhlY3V0ZUdsb2JhbCBSRVFVRVNU" ascii wide
    $b74 = "V4ZWN1dGVHbG9iYWwgUkVRVUVTV" ascii wide
    $b75 = "FeGVjdXRlR2xvYmFsIFJFUVVFU1" ascii wide
    $b76 = "RXhlY3V0ZUdsb2JhbChSRVFVRVNU" ascii wide
    $b77 = "V4ZWN1dGVHbG9iYWwoUkVRVUVTV" ascii wide
    $b78 = "FeGVjdXRlR2xvYmFsKFJFUVVFU1" ascii wide
    $b79 = "RVhFQ1VURSByZXF1ZXN0" ascii wide
    $b80 = "VYRUNVVEUgcmVxdWVzd" ascii wide
    $b81 = "FWEVDVVRFIHJlcXVlc3" ascii wide
    $b82 = "RVhFQ1VURShyZXF1ZXN0" ascii wide
    $b83 = "VYRUNVVEUocmVxdWVzd" ascii wide
    $b84 = "FWEVDVVRFKHJlcXVlc3" ascii wide
    $b85 = "RVhFQ1VURSBSZXF1ZXN0" ascii wide
    $b86 = "VYRUNVVEUgUmVxdWVzd" ascii wide
    $b87 = "FWEVDVVRFIFJlcXVlc3" ascii wide
    $b88 = "RVhFQ1VURShSZXF1ZXN0" ascii wide
    $b89 = "VYRUNVVEUoUmVxdWVzd" ascii wide
    $b90 = "FWEVDVVRFKFJlcXVlc3" ascii wide
    $b91 = "RVhFQ1VURSBSRVFVRVNU" ascii wide
    $b92 = "VYRUNVVEUgUkVRVUVTV" ascii wide
    $b93 = "FWEVDVVRFIFJFUVVFU1" ascii wide
    $b94 = "RVhFQ1VURShSRVFVRVNU" ascii wide
    $b95 = "VYRUNVVEUoUkVRVUVTV" ascii wide
    $b96 = "FWEVDVVRFKFJFUVVFU1" ascii wide
    $b97 = "RVZBTCByZXF1ZXN0" ascii wide
    $b98 = "VWQUwgcmVxdWVzd" ascii wide
    $b99 = "FVkFMIHJlcXVlc3" ascii wide
    $b100 = "RVZBTChyZXF1ZXN0" ascii wide
    $b101 = "VWQUwocmVxdWVzd" ascii wide
    $b102 = "FVkFMKHJlcXVlc3" ascii wide
    $b103 = "RVZBTCBSZXF1ZXN0" ascii wide
    $b104 = "VWQUwgUmVxdWVzd" ascii wide
    $b105 = "FVkFMIFJlcXVlc3" ascii wide
    $b106 = "RVZBTChSZXF1ZXN0" ascii wide
    $b107 = "VWQUwoUmVxdWVzd" ascii wide
    $b108 = "FVkFMKFJlcXVlc3" ascii wide
    $b109 = "RVZBTCBSRVFVRVNU" ascii wide
    $b110 = "VWQUwgUkVRVUVTV" ascii wide
    $b111 = "FVkFMIFJFUVVFU1" ascii wide
    $b112 = "RVZBTChSRVFVRVNU" ascii wide
    $b113 = "VWQUwoUkVRVUVTV" ascii wide
    $b114 = "FVkFMKFJFUVVFU1" ascii wide
    $asp1 = /\x3c%=?\s{0,60}(eval|execute|executeglobal)\b/ nocase ascii wide
    $asp2 = /\x3c%\s{0,20}@\s{0,20}(language|codepage|enablesessionstate|transaction)\b/ nocase ascii wide
    $asp3 = /\x3c%\s{0,60}('[^\r\n]{0,120}[\r\n]\s{0,60})?(On\s{1,5}Error|Option\s|Response\s{0,3}\.|Server\s{0,3}\.|Session\s{0,3}[.(]|Class\s|Function\s|Private\s|Public\s|Const\s|Dim |Set |If |Sub )/ nocase ascii wide
    $asp4 = /\x3c%[^%]{1,60}\brequest\s{0,9}[(.]/ nocase ascii wide
    $asp5 = /\x3cscript\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $open = "\x3c%" ascii wide
    $block = "runat" nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    (($open or $block) and
     (any of ($asp*) or $open at 0) and
     ($num or $hex or $chr or $mix or
      ($any and
       (any of ($rev*) or any of ($esc*) or any of ($rot*) or any of ($b*) or 2 of ($j*))) or
      ($run and any of ($rev*))))
}

rule SUSP_ASP_Code_Out_Of_View
{
  meta:
    description = "Detects server code that evaluates or reads the request and is pushed out of view by more than a hundred blanks"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/Neo23x0/signature-base gen_webshells.yar (idea only)"
    score = 65
    family = "China Chopper"
    mitre = "T1505.003,T1027"
  strings:
    $far = /[ \t]{100}\s{0,300}\s\x3c%[^%]{0,60}\b(eval|execute|executeglobal|request)[(.\[ \t]/ nocase ascii wide
    $far2 = /\x3c%[ \t]{100}\s{0,300}(eval|execute|executeglobal|Response\.Write[( ]{1,5}eval)[( \t]/ nocase ascii wide
  condition:
    any of them
}

rule WEBSHELL_ASP_UTF7
{
  meta:
    description = "Detects an ASP page declared as UTF-7 whose encoded text holds an evaluator and the request object"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell asp/utf7-bypass.asp"
    score = 90
    family = "China Chopper"
    mitre = "T1505.003,T1027"
  strings:
    $page = /\x3c%\s{0,20}@[^>]{0,200}\bcodepage\s{0,20}=\s{0,20}["']?65000\b/ nocase ascii
    $page2 = /\bcodepage\s{0,20}=\s{0,20}["']?65000\b/ nocase ascii
    // base64 of UTF-16BE at the three offsets a UTF-7 run can have
    $e1 = "AGUAdgBhAG" ascii
    $e2 = "BlAHYAYQBs" ascii
    $e3 = "AZQB2AGEAb" ascii
    $e4 = "AGUAeABlAGMAdQB0AG" ascii
    $e5 = "BlAHgAZQBjAHUAdABl" ascii
    $e6 = "AZQB4AGUAYwB1AHQAZ" ascii
    $e7 = "AEUAdgBhAG" ascii
    $e8 = "BFAHYAYQBs" ascii
    $e9 = "ARQB2AGEAb" ascii
    $e10 = "AEUAeABlAGMAdQB0AG" ascii
    $e11 = "BFAHgAZQBjAHUAdABl" ascii
    $e12 = "ARQB4AGUAYwB1AHQAZ" ascii
    $e13 = "AEUAWABFAEMAVQBUAE" ascii
    $e14 = "BFAFgARQBDAFUAVABF" ascii
    $e15 = "ARQBYAEUAQwBVAFQAR" ascii
    $r1 = "AHIAZQBxAHUAZQBzAH" ascii
    $r2 = "ByAGUAcQB1AGUAcwB0" ascii
    $r3 = "AcgBlAHEAdQBlAHMAd" ascii
    $r4 = "AFIAZQBxAHUAZQBzAH" ascii
    $r5 = "BSAGUAcQB1AGUAcwB0" ascii
    $r6 = "AUgBlAHEAdQBlAHMAd" ascii
    $r7 = "AFIARQBRAFUARQBTAF" ascii
    $r8 = "BSAEUAUQBVAEUAUwBU" ascii
    $r9 = "AUgBFAFEAVQBFAFMAV" ascii
  condition:
    ($page or $page2) and any of ($e*) and any of ($r*)
}

rule SUSP_ASP_UTF7_Page
{
  meta:
    description = "Detects an ASP page declared as UTF-7: hardly a legitimate page needs this, and it hides the text of a shell"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell asp/utf7-bypass.asp"
    score = 60
    family = "China Chopper"
    mitre = "T1505.003,T1027"
  strings:
    $page = /\x3c%\s{0,20}@[^>]{0,200}\bcodepage\s{0,20}=\s{0,20}["']?65000\b/ nocase ascii
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    $page
}

rule SUSP_ASP_Script_Encoder
{
  meta:
    description = "Detects a server page written with the Script Encoder; rarely legitimate today, and a way to hide a shell"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell asp/vbencode-bypass.asp"
    score = 55
    family = "Script Encoder"
    mitre = "T1505.003,T1027"
  strings:
    $lang = /\blanguage\s{0,20}=\s{0,20}["']?(VBScript|JScript)\.Encode\b/ nocase ascii wide
    $head = /#@~\^[A-Za-z0-9+\/]{6}==/ ascii wide
    $page = /\x3c%\s{0,20}@[^>]{0,200}\.Encode\b/ nocase ascii wide
    $srv2 = /\x3cscript\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
  condition:
    $lang and $head and ($page or $srv2)
}

rule SUSP_ASP_AspCoding
{
  meta:
    description = "Detects a page that decodes its code with the ASPEncodeDLL component"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/Neo23x0/signature-base gen_webshells.yar (idea only)"
    score = 70
    family = "AspCoding"
    mitre = "T1505.003,T1027"
  strings:
    $obj = /\bCreateObject\s{0,9}\(\s{0,9}["']{1,2}ASPEncodeDLL\b/ nocase ascii wide
    $call = /\bAspCoding\b/ nocase ascii wide
    $run = /[^.\w](eval|execute|executeglobal)[\s(]{1,20}/ nocase ascii wide
    $req = /\brequest\b\s{0,20}[(.]/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    ($obj and $call and ($run or $req))
}

rule WEBSHELL_ASP_ClassId_Objects
{
  meta:
    description = "Detects server code that makes shell or network objects by class identifier instead of by name and uses them with request values"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/Neo23x0/signature-base gen_webshells.yar (identifiers)"
    score = 75
    family = "ASP command shell"
    mitre = "T1505.003,T1059.005,T1027"
  strings:
    $id1 = "72C24DD5-D70A-438B-8A42-98424B88AFB8" nocase ascii wide
    $id2 = "F935DC22-1CF0-11D0-ADB9-00C04FD58A0B" nocase ascii wide
    $id3 = "093FF999-1EA0-4079-9525-9614C3504B74" nocase ascii wide
    $id4 = "F935DC26-1CF0-11D0-ADB9-00C04FD58A0B" nocase ascii wide
    $id5 = "0D43FE01-F093-11CF-8940-00A0C9054228" nocase ascii wide
    $object = /<object\b[^>]{0,200}\bclassid\s{0,20}=/ nocase ascii wide
    $server = /\brunat\s{0,20}=\s{0,20}["']?server/ nocase ascii wide
    $create = /\b(GetTypeFromCLSID|CreateObject|GetObject)\s{0,20}\(/ nocase ascii wide
    $req = /\brequest\b\s{0,20}(\(|\[|\.\s{0,20}(item|form|querystring|cookies|servervariables|params)\b)/ nocase ascii wide
    $use = /\.(exec|run[\s(]|ShellExecute|CreateTextFile|OpenTextFile|GetFolder|StdOut)/ nocase ascii wide
  condition:
    any of ($id*) and (($object and $server) or $create) and $req and $use
}

rule WEBSHELL_ASP_Self_Hiding
{
  meta:
    description = "Detects a page that evaluates or writes request values and sets itself hidden, system and read-only"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell asp/bypass-iisuser-p.asp"
    score = 80
    family = "China Chopper"
    mitre = "T1505.003,T1564.001"
  strings:
    $attr = /\.\s{0,10}Attributes\s{0,20}=\s{0,20}(39|38|7|6|FileAttributes\s{0,5}\.\s{0,5}(Hidden|System))\b/ nocase ascii wide
    $self = /\b(PATH_TRANSLATED|SCRIPT_NAME|ScriptFullName|PhysicalPath|PATH_INFO)\b/ nocase ascii wide
    $run = /[^.\w](eval|execute|executeglobal)[\s(]{1,40}/ nocase ascii wide
    $req = /\brequest\s{0,20}(\(|\[|\.\s{0,20}(item|form|querystring|cookies)\b)/ nocase ascii wide
  condition:
    $attr and $self and $run and $req
}
