// SPDX-License-Identifier: Apache-2.0
//
// China Chopper and its relatives in classic ASP. VBScript is not case
// sensitive, needs no brackets round the argument, and has three evaluators
// (eval, execute, ExecuteGlobal), so one line has many spellings. The rules
// ask for a statement, not for words: the evaluator must not follow a dot
// (connection objects have an Execute method too) and its argument must be
// a request value, or a variable or session entry that holds one, or text
// that was visibly hidden.

rule WEBSHELL_ASP_Chopper_Eval_Request
{
  meta:
    description = "Detects classic ASP code that evaluates a value of the HTTP request (China Chopper and every one-liner of its kind)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell caidao-shell/short_shell.md"
    score = 90
    family = "China Chopper"
    mitre = "T1505.003,T1059.005"
  strings:
    $direct = /[^.\w](eval|execute|executeglobal)[\s(]{1,400}request\s{0,20}(\(|\.\s{0,20}(item|form|querystring|cookies|servervariables|binaryread)\b)/ nocase ascii wide
    $wrapped = /[^.\w](eval|execute|executeglobal)[\s(]{1,20}\w{1,20}\s{0,5}\(\s{0,5}(\w{1,20}\s{0,5}\(\s{0,5})?request\s{0,20}(\(|\.\s{0,20}(item|form|querystring|cookies|servervariables|binaryread)\b)/ nocase ascii wide
    $joined = /[^.\w](eval|execute|executeglobal)[\s(]{1,20}["'\s&]{1,10}request\s{0,20}(\(|\.\s{0,20}(item|form|querystring|cookies|servervariables|binaryread)\b)/ nocase ascii wide
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
    ($direct or $wrapped or $joined) and ($open or $block) and
    (any of ($asp*) or $open at 0)
}

rule WEBSHELL_ASP_Chopper_Variable
{
  meta:
    description = "Detects classic ASP code that stores a request value in a variable and evaluates that kind of variable shortly after"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell caidao-shell/a.asp"
    score = 80
    family = "China Chopper"
    mitre = "T1505.003,T1059.005"
  strings:
    $store = /[\s:%(>]\w{1,40}\s{0,20}=\s{0,20}request\s{0,20}[(.]/ nocase ascii wide
    $run = /[\s:%](eval|execute|executeglobal)[\s(]{1,20}((strreverse|unescape|decode|replace|cstr|trim)\s{0,5}\(\s{0,5})?[a-z_]\w{0,40}[ \t)]{0,10}(%>|[\r\n:'&])/ nocase ascii wide
    $asp1 = /\x3c%=?\s{0,60}(eval|execute|executeglobal)\b/ nocase ascii wide
    $asp2 = /\x3c%\s{0,20}@\s{0,20}(language|codepage|enablesessionstate|transaction)\b/ nocase ascii wide
    $asp3 = /\x3c%\s{0,60}('[^\r\n]{0,120}[\r\n]\s{0,60})?(On\s{1,5}Error|Option\s|Response\s{0,3}\.|Server\s{0,3}\.|Session\s{0,3}[.(]|Class\s|Function\s|Private\s|Public\s|Const\s|Dim |Set |If |Sub )/ nocase ascii wide
    $asp4 = /\x3c%[^%]{1,60}\brequest\s{0,9}[(.]/ nocase ascii wide
    $asp5 = /\x3cscript\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $open = "\x3c%" ascii wide
    $block = "runat" nocase ascii wide
  condition:
    $store and $run and ($open or $block) and
    (any of ($asp*) or $open at 0) and
    for any i in (1..30) : (
      $run in (@store[i]..@store[i] + 500)
    )
}

rule WEBSHELL_ASP_Chopper_Session
{
  meta:
    description = "Detects classic ASP code that keeps request text in the session or application and evaluates it from there"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell asp/execute-session.asp"
    score = 85
    family = "China Chopper"
    mitre = "T1505.003,T1059.005"
  strings:
    $open = "\x3c%" ascii wide
    $block = "runat" nocase ascii wide
    $store = /\b(session|application)\s{0,20}\([^()]{1,60}\)\s{0,20}=\s{0,20}(\w{1,30}\s{0,5}\(\s{0,5}){0,2}request\b/ nocase ascii wide
    $run = /[^.\w](eval|execute|executeglobal)[\s(]{1,40}(\w{1,30}\s{0,5}\(\s{0,5}){0,2}(session|application)\s{0,20}\(/ nocase ascii wide
  condition:
    ($open or $block) and $store and $run
}

rule WEBSHELL_ASP_ScriptControl
{
  meta:
    description = "Detects classic ASP code that runs request text in the script control (ExecuteStatement, AddCode, Eval), by name, in pieces, or by class identifier"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell asp/create-activex-object.asp"
    score = 85
    family = "China Chopper"
    mitre = "T1505.003,T1059.005"
  strings:
    $obj1 = "ScriptControl" nocase ascii wide
    $obj2 = "0E59F1D5-1FBE-11D0-8FF2-00A0D10038BC" nocase ascii wide
    $obj3 = /\bCreateObject\s{0,20}\([^\r\n]{0,300}\bchr\s{0,5}\(/ nocase ascii wide
    $obj4 = /\bCreateObject\s{0,20}\(\s{0,20}"[a-z.]{1,12}"\s{0,9}&\s{0,9}"/ nocase ascii wide
    $run1 = /\.\s{0,10}ExecuteStatement\s{0,20}[("'\w]/ nocase ascii wide
    $run2 = /\.\s{0,10}AddCode\s{0,20}[("'\w]/ nocase ascii wide
    $lang = /\.\s{0,10}Language\s{0,20}=/ nocase ascii wide
    $add = /\.\s{0,10}AddObject\s{0,20}[("'\w]/ nocase ascii wide
    $req = /\brequest\b\s{0,20}(\(|\.\s{0,20}(item|form|querystring|cookies)\b)/ nocase ascii wide
    $asp1 = /\x3c%=?\s{0,60}(eval|execute|executeglobal)\b/ nocase ascii wide
    $asp2 = /\x3c%\s{0,20}@\s{0,20}(language|codepage|enablesessionstate|transaction)\b/ nocase ascii wide
    $asp3 = /\x3c%\s{0,60}('[^\r\n]{0,120}[\r\n]\s{0,60})?(On\s{1,5}Error|Option\s|Response\s{0,3}\.|Server\s{0,3}\.|Session\s{0,3}[.(]|Class\s|Function\s|Private\s|Public\s|Const\s|Dim |Set |If |Sub )/ nocase ascii wide
    $asp4 = /\x3c%[^%]{1,60}\brequest\s{0,9}[(.]/ nocase ascii wide
    $asp5 = /\x3cscript\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $open = "\x3c%" ascii wide
    $block = "runat" nocase ascii wide
  condition:
    ($open or $block) and
    (any of ($asp*) or $open at 0) and any of ($run*) and
    (($req and any of ($obj*)) or ($lang and $add and any of ($obj*)))
}

rule SUSP_ASP_Evaluator_And_Request
{
  meta:
    description = "Detects a classic ASP page that evaluates the content of a variable or the result of a call, and reads the request"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell asp"
    score = 50
    family = "China Chopper"
    mitre = "T1505.003,T1059.005"
  strings:
    $run = /([\r\n:][ \t]{0,80}|\x3c%\s{0,20}|\bthen\s{1,5})(eval|execute|executeglobal)[\s(]{1,400}[a-z_]\w{0,60}\s{0,20}(\(|\)|%>|[\r\n:])/ nocase ascii wide
    $req = /\brequest\s{0,100}(\(|\.\s{0,20}(item|form|querystring|cookies|binaryread)\b)/ nocase ascii wide
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
    ($run and $req and ($open or $block) and
     (any of ($asp*) or $open at 0))
}

rule WEBSHELL_ASP_Reverse_Request
{
  meta:
    description = "Detects classic ASP code that evaluates the reversed or decoded text of a request value"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell asp"
    score = 85
    family = "China Chopper"
    mitre = "T1505.003,T1059.005,T1027"
  strings:
    $rev = /[^.\w](eval|execute|executeglobal)[\s(]{1,20}(strreverse|unescape|urldecode|base64_?decode|decode_?base64|replace|cstr|trim|mid|chr)\s{0,10}\(\s{0,10}([a-z_]\w{0,30}\s{0,9}\)|(\w{1,30}\s{0,5}\(\s{0,5}){0,2}request\s{0,20}[(.])/ nocase ascii wide
    $req = /\brequest\s{0,20}(\(|\.\s{0,20}(item|form|querystring|cookies|binaryread)\b)/ nocase ascii wide
    $asp1 = /\x3c%=?\s{0,60}(eval|execute|executeglobal)\b/ nocase ascii wide
    $asp2 = /\x3c%\s{0,20}@\s{0,20}(language|codepage|enablesessionstate|transaction)\b/ nocase ascii wide
    $asp3 = /\x3c%\s{0,60}('[^\r\n]{0,120}[\r\n]\s{0,60})?(On\s{1,5}Error|Option\s|Response\s{0,3}\.|Server\s{0,3}\.|Session\s{0,3}[.(]|Class\s|Function\s|Private\s|Public\s|Const\s|Dim |Set |If |Sub )/ nocase ascii wide
    $asp4 = /\x3c%[^%]{1,60}\brequest\s{0,9}[(.]/ nocase ascii wide
    $asp5 = /\x3cscript\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $open = "\x3c%" ascii wide
    $block = "runat" nocase ascii wide
  condition:
    $rev and $req and ($open or $block) and
    (any of ($asp*) or $open at 0)
}

rule WEBSHELL_ASP_Behinder_Xor
{
  meta:
    description = "Detects classic ASP code that decrypts the request body byte by byte and executes it"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell Behinder/shell.asp"
    score = 85
    family = "Behinder"
    mitre = "T1505.003,T1059.005,T1573"
  strings:
    $open = "\x3c%" ascii wide
    $block = "runat" nocase ascii wide
    $read = /\brequest\s{0,10}\.\s{0,10}BinaryRead\b/ nocase ascii wide
    $byte = /\bascb\s{0,10}\(\s{0,10}midb\s{0,10}\(/ nocase ascii wide
    $xor = /\bxor (asc|chr|\w{1,20}\s{0,5}\()/ nocase ascii wide
    $run = /[^.\w](eval|execute|executeglobal)[\s(]{1,20}\w/ nocase ascii wide
  condition:
    ($open or $block) and $read and $byte and $xor and $run
}

rule WEBSHELL_ASP_Class_Event
{
  meta:
    description = "Detects a VBScript class whose constructor or destructor evaluates a request value"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell asp/class-initialize.asp"
    score = 85
    family = "China Chopper"
    mitre = "T1505.003,T1059.005"
  strings:
    $open = "\x3c%" ascii wide
    $block = "runat" nocase ascii wide
    $event = /\bClass_(Initialize|Terminate)\b[^<>%]{0,200}[\s:](eval|execute|executeglobal)[\s(]{1,20}/ nocase ascii wide
    $req = /\brequest\s{0,20}(\(|\.\s{0,20}(item|form|querystring|cookies)\b)/ nocase ascii wide
  condition:
    ($open or $block) and $event and $req
}

rule WEBSHELL_ASP_XSLT_Command
{
  meta:
    description = "Detects classic ASP code that transforms a style sheet with a script block which starts programs"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell asp/xslt.asp"
    score = 80
    family = "XSLT web shell"
    mitre = "T1505.003,T1220,T1059.005"
  strings:
    $open = "\x3c%" ascii wide
    $block = "runat" nocase ascii wide
    $dom = /\bMSXML2?\.\s{0,3}(DOMDocument|FreeThreadedDOMDocument)/ nocase ascii wide
    $script = /<\s{0,5}\w{1,20}\s{0,5}:\s{0,5}script\b[^>]{0,200}\blanguage\s{0,20}=/ nocase ascii wide
    $run = /\bTransformNode(ToObject)?\b/ nocase ascii wide
    $act = /\b(wscript\.shell|ActiveXObject|shell\.application)\b/ nocase ascii wide
  condition:
    ($open or $block) and $dom and $script and $run and $act
}
