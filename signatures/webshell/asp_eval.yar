// SPDX-License-Identifier: Apache-2.0
//
// Classic ASP pages that hand the visitor's text to the script engine.
//
// The sink is one of VBScript's evaluators (Eval, Execute, ExecuteGlobal), the
// same through ScriptControl, or JScript's eval; the source is the Request
// object. Database code says conn.Execute, with a dot before the word, so the
// rules insist that there is none, and client-side JavaScript has neither the
// VBScript forms of Request nor the server's delimiters.

rule WEBSHELL_ASP_Eval_Request
{
  meta:
    description = "Detects an ASP or ASP.NET page that evaluates a request value directly"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 90
    family = "one-line shell"
    mitre = "T1505.003"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "request(\"" ascii wide nocase
    $n1 = "request('" ascii wide nocase
    $n2 = "request (" ascii wide nocase
    $nt = "request\t" ascii wide nocase
    $ns = "request  " ascii wide nocase
    $n3 = "request." ascii wide nocase
    $n4 = "request[" ascii wide nocase
    $n5 = "request(0" ascii wide nocase
    $n6 = "request(1" ascii wide nocase
    $n7 = "request(2" ascii wide nocase
    $n8 = "request(3" ascii wide nocase
    $n9 = "request(4" ascii wide nocase
    $n10 = "request(5" ascii wide nocase
    $n11 = "request(6" ascii wide nocase
    $n12 = "request(7" ascii wide nocase
    $n13 = "request(8" ascii wide nocase
    $n14 = "request(9" ascii wide nocase
    $n15 = "request(#" ascii wide nocase
    $n16 = "request(chr" ascii wide nocase
    $n17 = "session(" ascii wide nocase
    $n18 = "application(" ascii wide nocase
    $z0 = "eval" ascii wide nocase
    $z1 = "execut" ascii wide nocase
    $z2 = "addcode" ascii wide nocase
    $page1 = "\x3c%" ascii wide
    $page2 = "runat" ascii wide nocase
    $a = /[^.\w](eval|execute|executeglobal)([\s\(]{1,9}|[\s\(]{0,9}"{2}\s{0,3}[&+]\s{0,3}|[\s\(]{1,9}string\s{0,3}\()request\s{0,5}(\.\s{0,5}(form|querystring|item|params|cookies|servervariables|headers)\s{0,5}(\.\s{0,3}(get|item)\s{0,3})?)?[\(\[]\s{0,5}(["'\d#]|chr\s{0,3}\()/ ascii wide nocase
    $b = /\.\s{0,3}(executestatement|addcode)[\s\(]{1,9}(["\w]{1,30}\s{0,3}[&+]\s{0,3})?request\s{0,5}(\.\s{0,5}(form|querystring|item|params|cookies|servervariables)\s{0,5})?[\(\[]/ ascii wide nocase
    $c = /[^.\w](eval|execute|executeglobal)\s{0,5}\([^;\r\n%<]{1,80}[^\w.]request\s{0,3}(\.\s{0,3}(form|querystring|item|params|cookies|servervariables|headers)\s{0,3}(\.\s{0,3}(get|item)\s{0,3})?)?[\(\[]\s{0,5}(["'\d#]|chr\s{0,3}\()/ ascii wide nocase
    $d = /[^.\w]eval\s{0,5}(\/\*[^*]{0,80}\*\/\s{0,5})\(?[^;\r\n%<]{0,40}request\s{0,3}[.\[\(]/ ascii wide nocase
    $e = /[^.\w](execute|executeglobal)[\s\(]{1,9}(session|application)\s{0,3}\(\s{0,3}["\w]/ ascii wide nocase
    $f = /[^.\w](eval|execute|executeglobal)[\s\(]{1,9}(unescape|strreverse|replace|trim|cstr|server\.urldecode|decode\w{0,20}|\w{0,20}decode\w{0,10}|base64\w{0,20}|b64\w{0,20})[\s\(]{1,9}request\s{0,5}[\(.\[]/ ascii wide nocase
  condition:
    filesize < 2MB and any of ($n*) and any of ($z*) and
    any of ($page*) and any of ($a, $b, $c, $d, $e, $f)
}

rule WEBSHELL_ASP_Eval_Variable
{
  meta:
    description = "Detects a short ASP page whose evaluator runs a variable filled from the request"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "one-line shell"
    mitre = "T1505.003"
  strings:
    $page = "\x3c%" ascii wide
    $in = /[^\w.]request\s{0,5}(\.\s{0,5}(form|querystring|item|cookies|servervariables|totalbytes|binaryread)\s{0,5}[\(\[]|[\(\[]\s{0,3}(["'][^"'\/:\r\n]{1,40}["']|\d{1,3}|chr\s{0,2}\([^\r\n]{1,60})\s{0,3}[\)\]])/ ascii wide nocase
    $ex = /[\r\n\t :>=\("%](execute|executeglobal)[ \t\(]{1,9}[a-z_][\w.]{0,40}[ \t]{0,5}[\)\r\n:%&\(]/ ascii wide nocase
    $ev1 = /[\r\n\t :>=%]eval[ \t]{1,5}[a-z_][\w.]{0,40}(\(\w{1,9}\))?[ \t]{0,5}[\r\n:%&]/ ascii wide nocase
    $ev2 = /\x3c%([^%]|%[^>]){0,600}[^.\w]eval[ \t]{0,5}\([ \t]{0,5}[a-z_][\w.]{0,40}[ \t]{0,5}[\)&+,]/ ascii wide nocase
    $ev3 = /\x3c%([^%]|%[^>]){0,300}[^.\w]eval[ \t\(]{1,5}[\w"&+ \t\(]{1,60}%>/ ascii wide nocase
    // Functions of the kind that is named after SQL, and pages of frameworks.
    $not1 = "cursor.execute" ascii nocase
    $not2 = "<?php" ascii nocase
  condition:
    filesize < 12KB and $page and $in and any of ($ex, $ev1, $ev2, $ev3) and
    not any of ($not*)
}

rule WEBSHELL_ASP_Eval_Decoded
{
  meta:
    description = "Detects an ASP page that executes text which a routine of its own decodes"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1027/"
    score = 85
    family = "encoded shell"
    mitre = "T1505.003,T1027"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "end function" ascii wide nocase
    $nr = "replace(" ascii wide nocase
    $n1 = "end sub" ascii wide nocase
    $n2 = "vbscript" ascii wide nocase
    $n3 = "server.createobject" ascii wide nocase
    $n4 = "response.write" ascii wide nocase
    $n5 = "response.end" ascii wide nocase
    $n6 = "response.flush" ascii wide nocase
    $n7 = "response.redirect" ascii wide nocase
    $n8 = "request(" ascii wide nocase
    $n9 = "request.form" ascii wide nocase
    $n10 = "request.querystring" ascii wide nocase
    $n11 = "strreverse" ascii wide nocase
    $n12 = "chr(" ascii wide nocase
    $n13 = "chrw(" ascii wide nocase
    $n14 = "unescape(" ascii wide nocase
    $n15 = "chr (" ascii wide nocase
    $n16 = "\" & \"" ascii wide nocase
    $n17 = "\"&\"" ascii wide nocase
    $z0 = "execute" ascii wide nocase
    $z1 = "eval(" ascii wide nocase
    $z2 = "eval " ascii wide nocase
    $page = "\x3c%" ascii wide
    $vb = /(end\s{1,3}(function|sub)|[^\w]chrw?\s{0,3}\(|strreverse|vbscript|server\.createobject|response\.(write|end|flush|redirect)|request\s{0,2}(\(\s{0,2}"|\.\s{0,2}(form|querystring))|execute\w{0,6}\s{0,3}\(\s{0,3}unescape)/ ascii wide nocase
    $a = /[\r\n\t :>%](execute|executeglobal)[ \t\(]{1,9}[a-z_]\w{0,40}[ \t]{0,3}\([ \t]{0,3}"[^"\r\n]{6}/ ascii wide nocase
    $b = /[\r\n:>%][ \t]{0,20}(execute|executeglobal)[ \t\(]{1,9}[a-z_]\w{0,40}[ \t]{0,3}\([ \t]{0,3}[a-z_]\w{0,40}[ \t]{0,3}[\),]/ ascii wide nocase
    $c = /[\r\n\t :>%](execute|executeglobal|eval)[ \t\(]{1,9}(chrw?\s{0,3}\(|"[^"\r\n]{0,40}"\s{0,3}&\s{0,3}(chrw?\s{0,3}\(|"))/ ascii wide nocase
    $d = /\x3c%([^%]|%[^>]){0,900}[^.\w]eval[ \t\(]{1,9}[a-z_]\w{0,40}[ \t]{0,3}\([ \t]{0,3}"[^"\r\n]{6}/ ascii wide nocase
    $loop3 = /replace\s{0,2}\(\s{0,2}"[^"\r\n]{6,400}"\s{0,2},\s{0,2}"[^"\r\n]{1,12}"\s{0,2},\s{0,2}("[^"\r\n]{0,3}"|vbnullstring)/ ascii wide nocase
    $loop4 = /chrw?\s{0,2}\(\s{0,2}\d{2,3}\s{0,2}\)\s{0,3}&\s{0,3}chrw?\s{0,2}\(\s{0,2}\d{2,3}\s{0,2}\)\s{0,3}&\s{0,3}chr/ ascii wide nocase
    $loop5 = /strreverse\s{0,3}\(/ ascii wide nocase
    $e = /[\r\n\t :>%"](execute|executeglobal)[ \t\(]{1,5}[a-z_]\w{0,40}[ \t\)]{0,5}(:|\r|\n|%>)/ ascii wide nocase
    $loop1 = /array\s{0,3}\(\s{0,3}(".{1,2}",){20}/ ascii wide nocase
    $loop2 = /chrw?\s{0,3}\(\s{0,3}(asc\w?\s{0,3}\([^\r\n]{0,40}(xor|[-+])|[\w\(\)]{1,20}\s{0,3}(xor|-|\+)\s{0,3}\w|"?&h)/ ascii wide nocase
    $not1 = "<?php" ascii nocase
    $not2 = "cursor.execute" ascii nocase
  condition:
    filesize < 2MB and any of ($n*) and any of ($z*) and
    $page and
    ($c or ($e and any of ($loop3, $loop4, $loop5)) or
     ($vb and (any of ($a, $b, $d) or ($e and any of ($loop*))))) and
    not any of ($not*)
}

rule WEBSHELL_ASP_Script_Control
{
  meta:
    description = "Detects an ASP page that runs request text through MSScriptControl"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "one-line shell"
    mitre = "T1505.003"
  strings:
    $sc = /(scriptcontrol|0E59F1D5-1FBE-11D0-8FF2-00A0D10038BC)/ ascii wide nocase
    $run = /\.\s{0,3}(executestatement|addcode|eval|run)[\s\(]{1,9}["\w]/ ascii wide nocase
    $run2 = /\.\s{0,3}executestatement[\s\(]{1,9}["\w]/ ascii wide nocase
    $obj = /\.\s{0,3}addobject[\s\(]{1,9}["\w][^\r\n]{0,60},\s{0,5}(request|response|server|session)/ ascii wide nocase
    $in = /[^\w]request\s{0,5}(\.\s{0,5}(form|querystring|item|cookies|servervariables)\s{0,5})?\(/ ascii wide nocase
    $page = "\x3c%" ascii wide
  condition:
    filesize < 1MB and $page and
    (($sc and $run and $in) or ($run2 and $obj))
}

rule WEBSHELL_ASP_JScript_Evaluator
{
  meta:
    description = "Detects server-side JScript in ASP that evaluates request data or takes eval as a value"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "one-line shell"
    mitre = "T1505.003"
  strings:
    // plain words, so that a prefilter can decide
    // beachcomb: allow(short-string) the rule is about a shape, which has no longer text
    $n0 = "\x3c%@" ascii wide nocase
    $n1 = "\x3c% @" ascii wide nocase
    $n2 = "\x3c%  @" ascii wide nocase
    $n3 = "runat=server" ascii wide nocase
    $n4 = "runat=\"server" ascii wide nocase
    $n5 = "runat='server" ascii wide nocase
    $n6 = "runat = " ascii wide nocase
    $z0 = "request" ascii wide nocase
    $s1 = /\x3cscript[^>]{0,120}runat\s{0,3}=\s{0,3}["']?server/ ascii wide nocase
    $s2 = /\x3c%\s{0,3}@[^%]{0,80}language\s{0,3}=\s{0,3}["']?(jscript|javascript|js)["'\s%]/ ascii wide nocase
    $in = /[^\w]request\s{0,5}(\.\s{0,5}(form|querystring|item|params|cookies|servervariables|headers)\s{0,5})?[\(\[]\s{0,3}["'\d]/ ascii wide nocase
    $e1 = /[{,=:\[]\s{0,5}['"]?\w{0,20}['"]?\s{0,3}[:=]\s{0,5}eval\s{0,3}[};,\]]/ ascii wide
    $e2 = /[^\w.]eval\s{0,3}\(\s{0,3}(string\s{0,3}\(\s{0,3})?[a-z_]\w{0,30}\s{0,3}[\)+,\[]/ ascii wide nocase
    $e3 = /[^\w.]eval\s{0,5}\/\*/ ascii wide nocase
    $e4 = /new\s{1,5}function\s{0,3}\(\s{0,3}[a-z_"']\w{0,30}["'\s]{0,3}\)\s{0,3}[;\(\)]/ ascii wide nocase
  condition:
    filesize < 60KB and any of ($n*) and $z0 and
    any of ($s1, $s2) and $in and any of ($e1, $e2, $e3, $e4)
}
