// SPDX-License-Identifier: Apache-2.0
//
// Classic ASP pages that start programs or drive the desktop shell for their
// visitor. WScript.Shell is reached by its ProgID, by its class id, or by a
// ProgID that is put together from pieces so that a search does not find it;
// no honest page does the last.

rule WEBSHELL_ASP_Command_Request
{
  meta:
    description = "Detects an ASP page that runs operating system commands taken from the request"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "command shell"
    mitre = "T1505.003,T1059.003"
  strings:
    $page1 = "\x3c%" ascii wide
    $page2 = /\x3cscript[^>]{0,80}runat/ ascii wide nocase
    $obj1 = /(createobject|activexobject)\s{0,5}\(\s{0,5}["']wscript\.shell(\.1)?["']/ ascii wide nocase
    $obj2 = /(createobject|activexobject)\s{0,5}\(\s{0,5}["']shell\.application/ ascii wide nocase
    $obj3 = /clsid:["']?\{?72C24DD5-D70A-438B-8A42-98424B88AFB8/ ascii wide nocase
    $obj4 = /clsid:["']?\{?13709620-C279-11CE-A49E-444553540000/ ascii wide nocase
    $obj5 = /(progid|classid)\s{0,3}=\s{0,3}["']?wscript\.shell/ ascii wide nocase
    $run = /(\.\s{0,3}(exec|run|shellexecute)[\s\(]{1,5}["\w%\(]|stdout\s{0,3}\.\s{0,3}readall)/ ascii wide nocase
    $in = /[^\w]request\s{0,5}(\.\s{0,5}(form|querystring|item|cookies|servervariables)\s{0,5})?[\(\[]\s{0,3}["'\w]/ ascii wide nocase
  condition:
    filesize < 2MB and any of ($page*) and any of ($obj*) and $run and $in
}

rule WEBSHELL_ASP_Split_ProgID
{
  meta:
    description = "Detects an ASP page that builds the name of a dangerous COM object from pieces"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1027/"
    score = 80
    family = "obfuscated shell"
    mitre = "T1505.003,T1027"
  strings:
    $page1 = "\x3c%" ascii wide
    $page2 = /\x3cscript[^>]{0,80}runat/ ascii wide nocase
    $a = /(createobject|activexobject)\s{0,5}\(\s{0,5}["'][a-z.]{0,12}["']\s{0,3}([&+]\s{0,3}["'][a-z.]{0,12}["']\s{0,3}){1,12}\)/ ascii wide nocase
    // Each of the names below, broken anywhere: four letters, a quote, an
    // ampersand or plus, a quote, the next letter.
    $fso = /(["']sc["'][ &+]{1,3}["']r|["']scr["'][ &+]{1,3}["']i|scri["'][ &+]{1,3}["']p|crip["'][ &+]{1,3}["']t|ript["'][ &+]{1,3}["']i|ipti["'][ &+]{1,3}["']n|ptin["'][ &+]{1,3}["']g|ipting["'][ &+]{1,3}["']\.|ing\.["'][ &+]{1,3}["']f|ng\.f["'][ &+]{1,3}["']i|g\.fi["'][ &+]{1,3}["']l|\.fil["'][ &+]{1,3}["']e|file["'][ &+]{1,3}["']s|iles["'][ &+]{1,3}["']y|lesy["'][ &+]{1,3}["']s|esys["'][ &+]{1,3}["']t|syst["'][ &+]{1,3}["']e|yste["'][ &+]{1,3}["']m|stem["'][ &+]{1,3}["']o|temo["'][ &+]{1,3}["']b|emob["'][ &+]{1,3}["']j|mobj["'][ &+]{1,3}["']e|obje["'][ &+]{1,3}["']c|bjec["'][ &+]{1,3}["']t)/ ascii wide nocase
    $wsh = /(["']ws["'][ &+]{1,3}["']c|["']wsc["'][ &+]{1,3}["']r|wscr["'][ &+]{1,3}["']i|scri["'][ &+]{1,3}["']p|crip["'][ &+]{1,3}["']t|script["'][ &+]{1,3}["']\.|ipt\.["'][ &+]{1,3}["']s|pt\.s["'][ &+]{1,3}["']h|t\.sh["'][ &+]{1,3}["']e|\.she["'][ &+]{1,3}["']l|shel["'][ &+]{1,3}["']l)/ ascii wide nocase
    $app = /(["']sh["'][ &+]{1,3}["']e|["']she["'][ &+]{1,3}["']l|shel["'][ &+]{1,3}["']l|shell["'][ &+]{1,3}["']\.|ell\.["'][ &+]{1,3}["']a|ll\.a["'][ &+]{1,3}["']p|l\.ap["'][ &+]{1,3}["']p|\.app["'][ &+]{1,3}["']l|appl["'][ &+]{1,3}["']i|ppli["'][ &+]{1,3}["']c|plic["'][ &+]{1,3}["']a|lica["'][ &+]{1,3}["']t|icat["'][ &+]{1,3}["']i|cati["'][ &+]{1,3}["']o|atio["'][ &+]{1,3}["']n)/ ascii wide nocase
    $net = /(["']ws["'][ &+]{1,3}["']c|["']wsc["'][ &+]{1,3}["']r|wscr["'][ &+]{1,3}["']i|scri["'][ &+]{1,3}["']p|crip["'][ &+]{1,3}["']t|script["'][ &+]{1,3}["']\.|ipt\.["'][ &+]{1,3}["']n|pt\.n["'][ &+]{1,3}["']e|t\.ne["'][ &+]{1,3}["']t|\.net["'][ &+]{1,3}["']w|netw["'][ &+]{1,3}["']o|etwo["'][ &+]{1,3}["']r|twor["'][ &+]{1,3}["']k)/ ascii wide nocase
    $ado = /(["']ad["'][ &+]{1,3}["']o|["']ado["'][ &+]{1,3}["']d|adod["'][ &+]{1,3}["']b|adodb["'][ &+]{1,3}["']\.|odb\.["'][ &+]{1,3}["']s|db\.s["'][ &+]{1,3}["']t|b\.st["'][ &+]{1,3}["']r|\.str["'][ &+]{1,3}["']e|stre["'][ &+]{1,3}["']a|trea["'][ &+]{1,3}["']m)/ ascii wide nocase
    $ctl = /(["']sc["'][ &+]{1,3}["']r|["']scr["'][ &+]{1,3}["']i|scri["'][ &+]{1,3}["']p|crip["'][ &+]{1,3}["']t|ript["'][ &+]{1,3}["']c|iptc["'][ &+]{1,3}["']o|ptco["'][ &+]{1,3}["']n|tcon["'][ &+]{1,3}["']t|cont["'][ &+]{1,3}["']r|ontr["'][ &+]{1,3}["']o|ntro["'][ &+]{1,3}["']l)/ ascii wide nocase
    // a name letter by letter
    $one = /("[a-z.]{1,3}"\s{0,3}[&+]\s{0,3}){6}/ ascii wide nocase
    $use = /(createobject|activexobject)\s{0,5}\(/ ascii wide nocase
    $in = /[^\w]request\s{0,5}[.\(\[]/ ascii wide nocase
  condition:
    filesize < 2MB and any of ($page*) and $in and $use and
    any of ($a, $fso, $wsh, $app, $net, $ado, $ctl, $one)
}

rule WEBSHELL_ASP_Remote_Component
{
  meta:
    description = "Detects an ASP page that creates whatever COM object the request names"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "command shell"
    mitre = "T1505.003"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "createobject" ascii wide nocase
    $n1 = ".run" ascii wide nocase
    $n2 = ".exec" ascii wide nocase
    $n3 = "shellexecute" ascii wide nocase
    $z0 = "request(" ascii wide nocase
    $z1 = "request." ascii wide nocase
    $z2 = "request (" ascii wide nocase
    $page = "\x3c%" ascii wide
    $a = /createobject\s{0,5}\(\s{0,5}request\s{0,5}[.\(]/ ascii wide nocase
    $b = /(\.run|\.exec|\.shellexecute)[\s\(]{1,9}["\w \t&\.\/]{0,40}[ \t\(&"]request\s{0,5}[.\(]/ ascii wide nocase
  condition:
    filesize < 1MB and any of ($n*) and any of ($z*) and
    $page and any of ($a, $b)
}

rule WEBSHELL_ASP_Sql_Command
{
  meta:
    description = "Detects an ASP page that runs xp_cmdshell or its relatives for the visitor"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/001/"
    score = 85
    family = "sql shell"
    mitre = "T1505.003,T1505.001"
  strings:
    $page1 = "\x3c%" ascii wide
    $page2 = "runat" ascii wide nocase
    $xp = /(xp_cmdshell|sp_oamethod|sp_oacreate|xp_regwrite|xp_dirtree|sp_makewebtask)/ ascii wide nocase
    $in = /[^\w]request\s{0,5}(\.\s{0,5}(form|querystring|item|params)\s{0,5})?[\(\[]/ ascii wide nocase
    $db = /(adodb|driver\s{0,3}=|provider\s{0,3}=|sqlconnection|oledb|\.execute)/ ascii wide nocase
    $run = /(exec(ute)?\s{1,3}(master[\w.]{0,9}\.)?(\.?dbo\.)?(xp_cmdshell|sp_oa|xp_regwrite|xp_dirtree)|\.execute[\s\(]{1,5}["\w])/ ascii wide nocase
  condition:
    filesize < 2MB and any of ($page*) and $xp and $in and $db and $run
}

rule WEBSHELL_ASP_Script_Dropper
{
  meta:
    description = "Detects an ASP page that writes another script or program to disk, from its text or from the network, to run it"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1105/"
    score = 75
    family = "dropper"
    mitre = "T1505.003,T1105"
  strings:
    $page = "\x3c%" ascii wide
    $cr = /(createobject|activexobject)\s{0,5}\(/ ascii wide nocase
    // a script in a string of the script
    $q1 = /createobject\s{0,3}\(\s{0,3}""[a-z.0-9]{5,40}""/ ascii wide nocase
    $q2 = /\.\s{0,3}createtextfile[\s\(]{1,5}["'][^"'\r\n]{1,120}\.(vbs|js|bat|cmd|asp|aspx|php)["']/ ascii wide nocase
    $run = /\.\s{0,3}(run|exec|shellexecute)[\s\(]{1,5}["\w]/ ascii wide nocase
    // fetched and stored
    $net = /(microsoft\.xmlhttp|msxml2\.(server)?xmlhttp|winhttp\.winhttprequest)/ ascii wide nocase
    $body = /\.\s{0,3}write[\s\(]{1,5}\w{1,30}\.\s{0,3}responsebody/ ascii wide nocase
    $save = /\.\s{0,3}savetofile[\s\(]{1,5}["'][^"'\r\n]{1,120}\.(vbs|js|bat|cmd|asp|aspx|asa|cer|php|exe|dll|jsp)["']/ ascii wide nocase
    $save2 = /\.\s{0,3}savetofile[\s\(]{1,5}(server\.mappath\s{0,3}\(\s{0,3})?(request|"?\w{0,20}"?\s{0,2}&\s{0,2}request)/ ascii wide nocase
    $ex = /[\r\n\t :>](execute|executeglobal)[ \t\(]{1,5}[a-z_]\w{0,40}[ \t\)]{0,5}(:|\r|\n|%>)/ ascii wide nocase
    $hid = /chr\s{0,2}\(\s{0,2}\d{2,3}\s{0,2}\)\s{0,3}&\s{0,3}chr\s{0,2}\(\s{0,2}\d{2,3}\s{0,2}\)\s{0,3}&\s{0,3}chr/ ascii wide nocase
  condition:
    filesize < 200KB and $page and $cr and
    (($q1 and $q2 and $run) or ($net and $body and any of ($save*)) or
     ($net and $ex and ($hid or filesize < 20KB)))
}

rule WEBSHELL_ASP_Xsl_Script
{
  meta:
    description = "Detects an ASP page that runs script through the MSXML transformation engine"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1220/"
    score = 85
    family = "xslt shell"
    mitre = "T1505.003,T1220"
  strings:
    $page = "\x3c%" ascii wide
    $ms = /<msxsl:script/ ascii wide nocase
    $tr = /transformnode[\s\(]/ ascii wide nocase
    $x = /(activexobject|wscript\.shell|\.exec\s{0,2}\(|eval\s{0,2}\(|request\s{0,2}[.\(])/ ascii wide nocase
  condition:
    filesize < 500KB and all of them
}
