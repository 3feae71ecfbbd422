// SPDX-License-Identifier: Apache-2.0
//
// China Chopper outside ASP: PHP one-liners, and the long server scripts for
// platforms without an evaluator (JSP, ColdFusion, ASP.NET handlers and web
// services). The long ones implement the protocol of the client: a command
// letter from A to Q, parameters z0, z1, z2, and an answer between two
// delimiters that the source usually writes in pieces.

rule WEBSHELL_PHP_Chopper_Eval_Superglobal
{
  meta:
    description = "Detects PHP code that hands a request variable straight to an evaluator"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell caidao-shell/short_shell.md"
    score = 85
    family = "China Chopper"
    mitre = "T1505.003,T1059"
  strings:
    // evaluator first in the file or block; then anywhere at a statement
    $tag1 = /<\?(php|=|\s)[^?]{0,300}\beval\s{0,20}(\/\*[^*]{0,60}\*\/)?\s{0,20}\(\s{0,20}(@?\w{1,30}\s{0,9}\(\s{0,9}){0,3}["'.\s@]{0,6}\$\{?\s{0,5}["']?_(POST|GET|REQUEST|COOKIE)\b["']?\}?\s{0,5}([\[{][^;<>]{1,60}[\]}]\s{0,5}[),;."']|\))/ nocase ascii wide
    $tag2 = /<\?(php|=|\s)[^?]{0,300}\bassert\s{0,20}(\/\*[^*]{0,60}\*\/)?\s{0,20}\(\s{0,20}(@?(base64_decode|str_rot13|gzinflate|gzuncompress|gzdecode|stripslashes|trim|urldecode|rawurldecode|hex2bin|strrev|convert_uudecode|pack|implode|join|end|reset|current|array_pop)\s{0,9}\(\s{0,9}){0,3}["'.\s@]{0,6}\$\{?\s{0,5}["']?_(POST|GET|REQUEST|COOKIE)\b["']?\}?\s{0,5}[\[{][^;<>]{1,60}[\]}]["'\s]{0,5}\)/ nocase ascii wide
    $line1 = /[;{}\r\n@]\s{0,60}@?\s{0,5}eval\s{0,20}\(\s{0,20}(@?\$?\w{1,30}\s{0,9}\(\s{0,9}){0,4}\$_(POST|GET|REQUEST|COOKIE)\s{0,5}[\[{]/ nocase ascii wide
    $line2 = /[;{}\r\n@]\s{0,60}@?\s{0,5}assert\s{0,20}\(\s{0,20}(@?(base64_decode|str_rot13|gzinflate|gzuncompress|gzdecode|stripslashes|trim|urldecode|rawurldecode|hex2bin|strrev|convert_uudecode|pack|implode|join|end|reset|current|array_pop)\s{0,9}\(\s{0,9}){0,4}\$_(POST|GET|REQUEST|COOKIE)\s{0,5}[\[{][^;<>]{1,60}[\]}]\s{0,5}\)/ nocase ascii wide
    $php = /<\?php\s/ nocase ascii wide
  condition:
    any of ($tag*) or ($php and any of ($line*))
}

rule WEBSHELL_PHP_Chopper_Callback
{
  meta:
    description = "Detects PHP code that hands a request variable to an evaluator through a callback, a regular expression with the e flag, an output buffer or a shutdown function"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell caidao-shell"
    score = 80
    family = "China Chopper"
    mitre = "T1505.003,T1059"
  strings:
    $pregE = /\bpreg_(replace|filter)\s{0,20}\(\s{0,20}["'](.)[^"'\r\n]{0,60}[\/#|~!@%)\]}][imsxuADSUXJ]{0,4}e[imsxuADSUXJ]{0,4}["']\s{0,20},[^;]{0,200}(\$_(POST|GET|REQUEST|COOKIE)|str_rot13|base64_decode|\$\w{1,30}\s{0,5}\(|\beval\s{0,5}\()/ nocase ascii wide
    $pregE2 = /\$_(POST|GET|REQUEST|COOKIE)\b[^<>]{0,160}\bpreg_(replace|filter)\s{0,20}\(\s{0,20}["'](.)[^"'\r\n]{0,60}[\/#|~!@%)\]}][imsxuADSUXJ]{0,4}e[imsxuADSUXJ]{0,4}["']\s{0,20},/ nocase ascii wide
    $ob1 = /\bob_start\s{0,20}\(\s{0,20}(["']assert["']|function[^;]{0,80}\$\w{1,20}\s{0,5}=[^;]{0,40};|function[^;]{0,80}(register_shutdown_function|assert|eval))/ nocase ascii wide
    $cb1 = /\b(register_shutdown_function|register_tick_function|call_user_func(_array)?|array_(map|filter|walk|reduce|walk_recursive)|u[ak]?sort|forward_static_call|iterator_apply|set_error_handler|set_exception_handler)\s{0,20}\([^;]{0,80}["'](assert|eval|create_function|system|exec|passthru|shell_exec)["']/ nocase ascii wide
    $var1 = /(<\?php\s{1,20}|<\?=\s{0,9}|[;{}()=@&|?:,.!]\s{0,40})\$_(POST|GET|REQUEST|COOKIE)\s{0,5}[\[{][^;\]}]{1,40}[\]}]\s{0,5}\(\s{0,10}(@?\$\w{1,30}|@?\w{1,20}\s{0,5}\()/ nocase ascii wide
    $var2 = /\(\s{0,5}\$\w{1,20}\s{0,5}=\s{0,5}@?\$_(POST|GET|REQUEST|COOKIE)\s{0,5}\[[^\]]{1,40}\]\s{0,5}\)\s{0,5}\.\s{0,5}@?\$\w{1,20}\s{0,5}\(\s{0,5}\$_(POST|GET|REQUEST|COOKIE)/ nocase ascii wide
    $create = /\bcreate_function\s{0,20}\([^;]{0,60},[^;]{0,60}\$_(POST|GET|REQUEST|COOKIE)\b/ nocase ascii wide
    $super = /\$\{?["']?_(POST|GET|REQUEST|COOKIE)\b/ nocase ascii wide
    $php = /<\?(php\s|=\s{0,9}[\w(@$]{2}|\s{1,9}[\w(@$]{2})/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    ($php and $super and
     ($pregE or $pregE2 or $ob1 or $cb1 or $var1 or $var2 or $create))
}

rule WEBSHELL_PHP_Chopper_Built_Name
{
  meta:
    description = "Detects PHP code that builds the name of an evaluator (filler removed, reversed, rot13, joined letters) and calls it with a request variable"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell caidao-shell/404.php"
    score = 80
    family = "China Chopper"
    mitre = "T1505.003,T1059,T1027"
  strings:
    $filler = /=\s{0,9}@?str_replace\s{0,20}\(\s{0,20}["'][^"'\s]{1,12}["']\s{0,9},\s{0,9}["']["']\s{0,9},\s{0,9}["'][^"']{6,60}["']\s{0,9}\)\s{0,9};/ nocase ascii wide
    $rev1 = /\bstrrev\s{0,20}\(\s{0,20}["'](tressa|lave|noitcnuf_etaerc|edoced_46esab|metsys)["']/ nocase ascii wide
    $rev2 = /=\s{0,9}["'](tressa|lave|noitcnuf_etaerc)["'][^<>]{0,120}\bstrrev\s{0,20}\(/ nocase ascii wide
    $rot = /\bstr_rot13\s{0,20}\(\s{0,20}["'](riny|nffreg|flfgrz|perngr_shapgvba|onfr64_qrpbqr)["']/ nocase ascii wide
    $join1 = /[=(,.\[]\s{0,9}("as"\s{0,9}\.\s{0,9}"sert"|'as'\s{0,9}\.\s{0,9}'sert'|"ass"\s{0,9}\.\s{0,9}"ert"|'ass'\s{0,9}\.\s{0,9}'ert')/ nocase ascii wide
    $join2 = /[=(,.\[]\s{0,9}("ev"\s{0,9}\.\s{0,9}"al["(]|'ev'\s{0,9}\.\s{0,9}'al['(])/ nocase ascii wide
    $join5 = /[=(,.\[]\s{0,9}("e"\."v"\."|'e'\.'v'\.')al?["']/ nocase ascii wide
    $join3 = /["']e["']\s{0,9};[^<>]{0,60}["']val\(\$/ nocase ascii wide
    $chr = /(\bchr\(\s{0,5}\d{2,3}\s{0,5}\)\s{0,9}\.\s{0,9}){4}/ nocase ascii wide
    $b64 = /["'](YXNzZXJ0|ZXZhbC|Y3JlYXRlX2Z1bmN0aW9u|QGV2YWwo|ZXZhbCgk)/ ascii wide
    $eval = /\b(eval|assert)\s{0,9}\(\s{0,9}["']?\$/ nocase ascii wide
    $super = /_(POST|GET|REQUEST|COOKIE)\b/ ascii wide
    $super2 = /CRfUE9TVF|JF9QT1NU|kX1BPU1|X1BPU1/ ascii wide
    // at the start of a line or file, or after markup or a picture header;
    // not behind a comment sign, where lists of signatures quote it
    $php = /(^|[\r\n>;\x00\xFFa])[ \t]{0,40}<\?(php\s|=\s{0,9}[\w(@$]{2})/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    ($php and ($super or $super2 or $join3) and
     (any of ($rev*) or $rot or any of ($join*) or $filler or
      ($eval and ($b64 or $chr))))
}

rule WEBSHELL_PHP_Chopper_Variable
{
  meta:
    description = "Detects PHP code that stores a request variable and evaluates the copy shortly after"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell caidao-shell/m7lrv01.php"
    score = 80
    family = "China Chopper"
    mitre = "T1505.003,T1059"
  strings:
    $flow = /<\?(php|=|\s)[^?]{0,400}\$\w{1,30}\s{0,9}=\s{0,9}(@?\w{1,20}\s{0,5}\(\s{0,5}){0,3}@?\$_(POST|GET|REQUEST|COOKIE)\s{0,5}[\[{][^;]{1,60};[^<>?]{0,80}[@\s;{](eval|assert)\s{0,9}\(\s{0,9}(@?\$?\w{1,20}\s{0,5}\(\s{0,5}){0,2}@?\$\w{1,30}\s{0,9}[)(]/ nocase ascii wide
  condition:
    $flow
}

rule WEBSHELL_Chopper_Answer_Delimiters
{
  meta:
    description = "Detects server code that frames its answer with the two delimiters of the China Chopper protocol, whole, joined or escaped"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell caidao-shell/customize.ashx"
    score = 85
    family = "China Chopper"
    mitre = "T1505.003,T1071.001"
  strings:
    $o1 = "\"->|\"" ascii wide
    $o2 = "'->|'" ascii wide
    $o4 = "\\x2D\\x3E\\x7C" nocase ascii wide
    $o5 = "->#Chr(124)" nocase ascii wide
    $o7 = "H2DH3EH7CH22" ascii wide
    $o11 = "\"-\"&\">|\"" ascii wide
    $o12 = "\"-\" & \">|\"" ascii wide
    $o13 = "\"-\"+\">|\"" ascii wide
    $o14 = "\"-\" + \">|\"" ascii wide
    $o15 = "\"-\".\">|\"" ascii wide
    $o16 = "\"-\" . \">|\"" ascii wide
    $o17 = "'-'&'>|'" ascii wide
    $o18 = "'-' & '>|'" ascii wide
    $o19 = "'-'+'>|'" ascii wide
    $o20 = "'-' + '>|'" ascii wide
    $o21 = "'-'.'>|'" ascii wide
    $o22 = "'-' . '>|'" ascii wide
    $o23 = "\"->\"&\"|\"" ascii wide
    $o24 = "\"->\" & \"|\"" ascii wide
    $o25 = "\"->\"+\"|\"" ascii wide
    $o26 = "\"->\" + \"|\"" ascii wide
    $o27 = "\"->\".\"|\"" ascii wide
    $o28 = "\"->\" . \"|\"" ascii wide
    $o29 = "'->'&'|'" ascii wide
    $o30 = "'->' & '|'" ascii wide
    $o31 = "'->'+'|'" ascii wide
    $o32 = "'->' + '|'" ascii wide
    $o33 = "'->'.'|'" ascii wide
    $o34 = "'->' . '|'" ascii wide
    $c1 = "\"|<-\"" ascii wide
    $c2 = "'|<-'" ascii wide
    $c4 = "\\x7C\\x3C\\x2D" nocase ascii wide
    $c5 = "Chr(124)#<-" nocase ascii wide
    $c7 = "H7CH3CH2D" ascii wide
    $c11 = "\"|\"&\"<-\"" ascii wide
    $c12 = "\"|\" & \"<-\"" ascii wide
    $c13 = "\"|\"+\"<-\"" ascii wide
    $c14 = "\"|\" + \"<-\"" ascii wide
    $c15 = "\"|\".\"<-\"" ascii wide
    $c16 = "\"|\" . \"<-\"" ascii wide
    $c17 = "'|'&'<-'" ascii wide
    $c18 = "'|' & '<-'" ascii wide
    $c19 = "'|'+'<-'" ascii wide
    $c20 = "'|' + '<-'" ascii wide
    $c21 = "'|'.'<-'" ascii wide
    $c22 = "'|' . '<-'" ascii wide
    $c23 = "\"|<\"&\"-\"" ascii wide
    $c24 = "\"|<\" & \"-\"" ascii wide
    $c25 = "\"|<\"+\"-\"" ascii wide
    $c26 = "\"|<\" + \"-\"" ascii wide
    $c27 = "\"|<\".\"-\"" ascii wide
    $c28 = "\"|<\" . \"-\"" ascii wide
    $c29 = "'|<'&'-'" ascii wide
    $c30 = "'|<' & '-'" ascii wide
    $c31 = "'|<'+'-'" ascii wide
    $c32 = "'|<' + '-'" ascii wide
    $c33 = "'|<'.'-'" ascii wide
    $c34 = "'|<' . '-'" ascii wide
    $s1 = /\x3c%[\s@!=]{0,9}(page|WebHandler|WebService|import|String|request|response|Language|Server|Function|Dim |out\.)/ nocase ascii wide
    $s2 = /<\?php\s/ nocase ascii wide
    $s3 = /<CF(SET|SWITCH|OUTPUT|TRY|SCRIPT)[ \t\r\n>]/ nocase ascii wide
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $s4 = /<jsp:scriptlet[\s>]/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    (any of ($o*) and any of ($c*) and ($srv2 or any of ($s*)))
}

rule WEBSHELL_JSP_Chopper
{
  meta:
    description = "Detects the Java server script of China Chopper: command letters with double-letter methods and the parameters z0, z1, z2"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell caidao-shell/guest.jsp"
    score = 90
    family = "China Chopper"
    mitre = "T1505.003"
  strings:
    $pwd1 = /\bString\s{1,9}Pwd\s{0,9}=\s{0,9}["']/ nocase ascii wide
    $pwd2 = /\bgetParameter\s{0,9}\(\s{0,9}Pwd\s{0,9}\)/ nocase ascii wide
    $z0 = /\bgetParameter\s{0,9}\(\s{0,9}["']z0["']/ nocase ascii wide
    $z1 = /\bgetParameter\s{0,9}\(\s{0,9}["']z1["']/ nocase ascii wide
    $z2 = /\bgetParameter\s{0,9}\(\s{0,9}["']z2["']/ nocase ascii wide
    $m1 = /\bvoid\s{1,9}(AA|BB|MM|NN|OO|PP|QQ)\s{0,9}\([^)]{0,60}\bStringBuffer\b/ ascii wide
    $m2 = /\b(AA|BB|MM|NN|OO|PP|QQ)\s{0,9}\(\s{0,9}(z1\s{0,9},\s{0,9})?(z2\s{0,9},\s{0,9})?sb\s{0,9}\)/ ascii wide
    $m3 = /\bString\s{1,9}EC\s{0,9}\(\s{0,9}String\b/ ascii wide
    $db = /\bDriverManager\s{0,5}\.\s{0,5}getConnection\s{0,9}\(/ ascii wide
    $exec = /\bgetRuntime\s{0,5}\(\s{0,5}\)\s{0,5}\.\s{0,5}exec\s{0,9}\(/ ascii wide
    $tag1 = /\x3c%[@!\s]{0,9}(page|import|String|request|out\.)/ nocase ascii wide
    $tag2 = /<jsp:(root|scriptlet|declaration|directive)/ nocase ascii wide
  condition:
    ($tag1 or $tag2) and
    (($z1 and $z2 and ($z0 or any of ($pwd*) or any of ($m*))) or (2 of ($m*) and ($exec or $db)) or
     (all of ($pwd*) and ($exec or $db)))
}

rule WEBSHELL_JSP_Request_File_Writer
{
  meta:
    description = "Detects a JSP one-liner that writes a request parameter to a file named by another request parameter"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell caidao-shell/w02.jsp"
    score = 85
    family = "JSP file writer"
    mitre = "T1505.003,T1105"
  strings:
    $open = /\bnew\s{1,9}(java\s{0,3}\.\s{0,3}io\s{0,3}\.\s{0,3})?(FileOutputStream|FileWriter|PrintWriter)\s{0,9}\([^;]{0,160}\bgetParameter\s{0,9}\([^;]{1,80}\)\s{0,5}\.\s{0,5}(write|print|append)\s{0,9}\([^;]{0,160}\bgetParameter\s{0,9}\(/ nocase ascii wide
    $tag1 = /\x3c%[!\s]{0,9}(new |try\s?\{|java|String|byte)/ nocase ascii wide
    $tag2 = /<jsp:scriptlet[\s>]/ nocase ascii wide
  condition:
    $open and ($tag1 or $tag2)
}

rule WEBSHELL_CFM_Chopper
{
  meta:
    description = "Detects the ColdFusion server script of China Chopper: a switch on a form field with command letters and the parameters z1 and z2"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell caidao-shell/ice.cfm"
    score = 90
    family = "China Chopper"
    mitre = "T1505.003"
  strings:
    $switch = /<CFSWITCH\s{1,20}EXPRESSION\s{0,9}=\s{0,9}["']?#?\s{0,5}Form\s{0,5}[.\[]/ nocase ascii wide
    $case = /<CFCASE\s{1,20}VALUE\s{0,9}=\s{0,9}["'][A-Q]["']/ nocase ascii wide
    $z1 = /\bForm\s{0,5}\.\s{0,5}z1\b/ nocase ascii wide
    $z2 = /\bForm\s{0,5}\.\s{0,5}z2\b/ nocase ascii wide
    $exec = /<CFEXECUTE\b/ nocase ascii wide
    $file = /<CFFILE\b[^>]{0,200}\bForm\s{0,5}\./ nocase ascii wide
  condition:
    ($switch and #case > 2 and ($exec or $file)) or
    ($z1 and $z2 and ($exec or $file))
}

rule WEBSHELL_CFM_Execute_From_Request
{
  meta:
    description = "Detects a ColdFusion page that runs a program named or parameterised by the request"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell other/ololo.cfm"
    score = 80
    family = "CFM command shell"
    mitre = "T1505.003,T1059.003"
  strings:
    $exec = /<CFEXECUTE\b[^>]{0,300}#[^#>]{0,60}\b(Form|URL|Cookie|CGI)\s{0,5}[.\[]/ nocase ascii wide
    $exec2 = /<CFEXECUTE\b[^>]{0,300}["'][^"'>]{0,60}\b(cmd\.exe|\/bin\/(ba)?sh|powershell)/ nocase ascii wide
    $req = /\b(Form|URL)\s{0,5}\.\s{0,5}\w/ nocase ascii wide
    // evaluate("form.x") only looks the field up; these run what is in it
    $eval = /\b(evaluate|render)\s{0,9}\(\s{0,9}(["']#)?\s{0,5}(Form|URL|Cookie)\s{0,5}[.\[]/ nocase ascii wide
    $tag = /<CF(SET|OUTPUT|IF|SCRIPT|PARAM)\b/ nocase ascii wide
  condition:
    $exec or ($exec2 and $req) or ($eval and $tag)
}

rule WEBSHELL_ASHX_Chopper_Handler
{
  meta:
    description = "Detects the C# server script of China Chopper as handler, web service or SOAP extension: command letters with the parameters z, z1, z2"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell caidao-shell/customize.ashx"
    score = 90
    family = "China Chopper"
    mitre = "T1505.003"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $z1 = /\b(Request\s{0,9}(\.\s{0,9}(Form|Item|Params|QueryString)\s{0,9})?[\[(]\s{0,9}["']z1["']|String\s{1,9}z1\b)/ nocase ascii wide
    $z2 = /\b(Request\s{0,9}(\.\s{0,9}(Form|Item|Params|QueryString)\s{0,9})?[\[(]\s{0,9}["']z2["']|String\s{1,9}z2\b)/ nocase ascii wide
    $case = /\bcase\s{1,9}["'][A-Q]["']\s{0,9}:/ nocase ascii wide
    $t1 = "GetLogicalDrives" nocase ascii wide
    $t2 = "SqlConnection" nocase ascii wide
    $t3 = "ProcessStartInfo" nocase ascii wide
    $t4 = "\\x2D\\x3E\\x7C" nocase ascii wide
    $t5 = "GetDirectories" nocase ascii wide
  condition:
    any of ($srv*) and $z1 and $z2 and #case > 2 and 2 of ($t*)
}

rule WEBSHELL_ASP_Chopper_Hex_Server
{
  meta:
    description = "Detects the customised JavaScript server page of China Chopper that keeps its commands as letter-prefixed hexadecimal text"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell caidao-shell/cutstomize.asp"
    score = 90
    family = "China Chopper"
    mitre = "T1505.003,T1059.007,T1027"
  strings:
    $js1 = /\x3c%\s{0,100}@[^>]{0,900}\bLanguage\s{0,20}=\s{0,20}["']?J(S|Script|avaScript)["'\s%]/ nocase ascii wide
    $js2 = /<script\b[^>]{0,300}\blanguage\s{0,20}=\s{0,20}["']{0,2}J(S|Script|avaScript)\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $js3 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server\b[^>]{0,300}\blanguage\s{0,20}=\s{0,20}["']{0,2}J(S|Script|avaScript)\b/ nocase ascii wide
    $hex = /\bvar \w{1,20}\s{0,9}=\s{0,9}["'](H[0-9A-F]{2}){24}/ nocase ascii wide
    $req = /\bRequest\s{0,9}\.\s{0,9}form\s{0,9}\(/ nocase ascii wide
    $eval = /[:=]\s{0,9}eval\b/ nocase ascii wide
  condition:
    any of ($js*) and $hex and ($req or $eval)
}
