// SPDX-License-Identifier: Apache-2.0
//
// ASP.NET pages, handlers and services (C#, VB.NET, JScript.NET).
//
// An honest application keeps its code in assemblies; a shell brings it in the
// page, because the page is all that the intruder can write. So the anchor is
// the directive or the server script block, and the finding is inline code in
// which a value of the visitor reaches the compiler, a process, a file or the
// loader of assemblies.

rule WEBSHELL_ASPX_JScript_Unsafe
{
  meta:
    description = "Detects JScript.NET in a page that evaluates in the unsafe security context"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/software/S0020/"
    score = 90
    family = "one-line shell"
    mitre = "T1505.003"
  strings:
    $lang = /language\s{0,3}=\s{0,3}["']?\s{0,3}(jscript|javascript|js|\\u00[46]a)/ ascii wide nocase
    $page1 = /\x3c%\s{0,5}@/ ascii wide
    $page2 = /\x3cscript[^>]{0,120}runat/ ascii wide nocase
    $page3 = "webhandler" ascii wide nocase
    $page4 = "msxsl:script" ascii wide nocase
    $ev = /[^\w.]eval\s{0,9}(\/\*[^*]{0,80}\*\/\s{0,5})?\(/ ascii wide nocase
    $uns1 = /["']unsafe["']/ ascii wide
    $uns2 = /(u["'][+\s]{1,5}["']nsafe|un["'][+\s]{1,5}["']safe|uns["'][+\s]{1,5}["']afe|unsa["'][+\s]{1,5}["']fe|unsaf["'][+\s]{1,5}["']e)["']/ ascii wide
    // server-side JScript by directive or script block: eval alone is enough
    $server1 = /\x3c%\s{0,5}@[^%]{0,120}language\s{0,3}=\s{0,3}["']?\s{0,3}(jscript|javascript|js)\b/ ascii wide nocase
    $server2 = /\x3cscript[^>]{0,80}runat[^>]{0,80}(jscript|javascript)|\x3cscript[^>]{0,80}(jscript|javascript)[^>]{0,80}runat/ ascii wide nocase
    $uns3 = /["'][unsafe\\x0-9"'+\s]{0,30}(\\x75|\\u0075)[unsafe\\x0-9A-F"'+\s]{5,50}["']/ ascii wide nocase
    $in = /(request\s{0,5}[.\[\(]|frombase64string|httpcontext|context\.request)/ ascii wide nocase
    $b64 = /["'](dW5zYWZl|InVuc2FmZSI|dW5zYW|[A-Za-z0-9+\/]{0,40}(VW5zYWZl|dW5zYWZl|5zYWZl|1bnNhZm|ZhbChSZXF1ZXN0|ldmFsKFJlcXVlc3|V2YWwoUmVxdWVzd))/ ascii wide
  condition:
    filesize < 1MB and $lang and any of ($page*) and $ev and
    (any of ($uns1, $uns2, $uns3, $b64, $in) or $server1 or $server2)
}

rule WEBSHELL_ASPX_Command_Process
{
  meta:
    description = "Detects an ASP.NET page, handler or service with inline code that starts a program and returns its output"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "command shell"
    mitre = "T1505.003,T1059.003"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "processstartinfo" ascii wide nocase
    $n1 = "diagnostics.process" ascii wide nocase
    $n2 = "process.start" ascii wide nocase
    $n3 = "process .start" ascii wide nocase
    $n4 = "new process" ascii wide nocase
    $n5 = "wscript.sh" ascii wide nocase
    $z0 = "\x3c%@" ascii wide nocase
    $z1 = "\x3c% @" ascii wide nocase
    $z2 = "\x3c%  @" ascii wide nocase
    $z3 = "runat=\"server" ascii wide nocase
    $z4 = "runat=server" ascii wide nocase
    $z5 = "runat='server" ascii wide nocase
    $z6 = "runat=\\\"server" ascii wide nocase
    $z7 = "@functions" ascii wide nocase
    $z8 = "@using" ascii wide nocase
    $z9 = "@\x7b" ascii wide nocase
    $z10 = "msxsl:script" ascii wide nocase
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|servicehost|control|master|import|assembly)\s/ ascii wide nocase
    $page2 = /\x3cscript[^>]{0,120}runat\s{0,3}=\s{0,3}\\?["']?server/ ascii wide nocase
    $page3 = /@\{|@functions\s{0,5}\{|@using\s/ ascii wide
    // beachcomb: allow(duplicate-string) each of the two sets counts it
    $page4 = "msxsl:script" ascii wide nocase
    $p1 = /new\s{1,5}(system\s{0,2}\.\s{0,2}diagnostics\s{0,2}\.\s{0,2})?process(startinfo)?\s{0,5}[\(;\r\n{]/ ascii wide nocase
    $p2 = /[^\w]process\s{0,3}\.\s{0,3}start\s{0,5}\(/ ascii wide nocase
    $p3 = /["']wscript\.shell["']/ ascii wide nocase
    $out1 = /redirectstandard(output|input|error)/ ascii wide nocase
    $out2 = /\.\s{0,3}standard(output|error|input)/ ascii wide nocase
    $cmd = /(cmd\.exe|["'\/\\]cmd["'\s]|%comspec%|powershell|["'@\s]\/c["'\s]|\/bin\/(ba)?sh)/ ascii wide nocase
    $in1 = /[^\w]request\s{0,3}(\.\s{0,3}(form|querystring|params|item|cookies|headers|inputstream|binaryread|servervariables|rawurl|totalbytes)|\[|\(\s{0,3}")/ ascii wide nocase
    $in2 = /<asp:(textbox|button|linkbutton)/ ascii wide nocase
    $in3 = /<input[^>]{0,80}runat/ ascii wide nocase
    $in4 = /(webmethod|operationcontract)/ ascii wide nocase
    $in5 = /\w\s{0,2}\.\s{0,2}text\s{0,2}[;\)&+]/ ascii wide nocase
  condition:
    filesize < 2MB and any of ($n*) and any of ($z*) and
    any of ($page*) and
    ((any of ($p1, $p2) and (any of ($out*) or $cmd)) or ($p3 and $cmd)) and
    any of ($in*)
}

rule WEBSHELL_ASPX_Assembly_Load
{
  meta:
    description = "Detects an ASP.NET page that loads an assembly from bytes that the request carries"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1620/"
    score = 90
    family = "memory loader"
    mitre = "T1505.003,T1620"
  strings:
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|servicehost|control|master|import|assembly)\s/ ascii wide nocase
    $page2 = /\x3cscript[^>]{0,120}runat/ ascii wide nocase
    $page3 = /@\{|@functions\s{0,5}\{|@using\s/ ascii wide
    $page4 = "msxsl:script" ascii wide nocase
    $page5 = "\x3c%" ascii wide
    $l1 = /assembly\s{0,3}\.\s{0,3}load\s{0,5}\(/ ascii wide nocase
    $l2 = /getmethod\s{0,3}\([^\r\n]{0,60}["'](load|l["'\s+]{3,6}oad|lo["'\s+]{3,6}ad|loa["'\s+]{3,6}d)["']/ ascii wide nocase
    $l3 = /appdomain[^\r\n]{0,60}\.\s{0,3}load\s{0,5}\(/ ascii wide nocase
    $l4 = /invokemember\s{0,3}\(\s{0,3}["']load["']/ ascii wide nocase
    $l5 = /getmethod\s{0,3}\([^\r\n]{0,60}(frombase64string|reverse|decode|replace)/ ascii wide nocase
    $l6 = /assembly\)?[^\r\n]{0,80}getmethods?\s{0,3}\(/ ascii wide nocase
    $in = /(request\s{0,3}(\.\s{0,3}(form|querystring|params|item|cookies|headers|inputstream|binaryread|totalbytes|contentlength)|\[|\()|\.\s{0,3}inputstream)/ ascii wide nocase
    $use = /(createinstance|\.\s{0,3}equals\s{0,3}\(|entrypoint|\.\s{0,3}invoke\s{0,3}\(|gettypes?\s{0,3}\()/ ascii wide nocase
    $dec = /(frombase64string|createdecryptor|rijndaelmanaged|aescryptoserviceprovider|aes\.create|binaryread|tobase64|gzipstream|deflatestream|\^\s{0,3}=?\s{0,3}\w{0,20}\[|inputstream\s{0,3}\.\s{0,3}read)/ ascii wide nocase
  condition:
    filesize < 1MB and any of ($page*) and any of ($l*) and $in and $use and
    $dec
}

rule WEBSHELL_ASPX_Runtime_Compile
{
  meta:
    description = "Detects an ASP.NET page that compiles and runs source code out of the request"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1027/004/"
    score = 85
    family = "memory loader"
    mitre = "T1505.003,T1027.004"
  strings:
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|control|import|assembly)\s/ ascii wide nocase
    $page2 = /\x3cscript[^>]{0,120}runat/ ascii wide nocase
    $page3 = /@\{|@functions\s{0,5}\{|@using\s/ ascii wide
    $c1 = /compileassemblyfrom(source|dom)\s{0,5}\(/ ascii wide nocase
    $c2 = /new\s{1,4}(microsoft\.\w{1,12}\.)?(csharpcodeprovider|vbcodeprovider|jscriptcodeprovider)\s{0,3}\(/ ascii wide nocase
    $c3 = /codedomprovider\s{0,3}\.\s{0,3}createprovider\s{0,3}\(/ ascii wide nocase
    $c4 = /(microsoft\.jscript\.eval|vsaengine\.createengine|jscript[e]valuate)/ ascii wide nocase
    $c5 = /(csharpscript\s{0,3}\.\s{0,3}evaluateasync|runspacefactory\s{0,3}\.\s{0,3}create|powershell\s{0,3}\.\s{0,3}create\s{0,3}\(|\.\s{0,3}addscript\s{0,3}\()/ ascii wide nocase
    $in = /[^\w](request\s{0,3}(\.\s{0,3}(form|querystring|params|item|cookies|headers|inputstream|binaryread)|\[|\()|<asp:textbox|\w\.text\s{0,2}[;\)])/ ascii wide nocase
  condition:
    filesize < 1MB and any of ($page*) and any of ($c*) and $in
}

rule WEBSHELL_ASPX_Deserialize
{
  meta:
    description = "Detects an ASP.NET page that deserialises request data with a formatter that runs code"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "memory loader"
    mitre = "T1505.003,T1620"
  strings:
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|control|import|assembly)\s/ ascii wide nocase
    $page2 = /\x3cscript[^>]{0,120}runat/ ascii wide nocase
    $page3 = /@\{|@functions\s{0,5}\{|@using\s/ ascii wide
    $f = /(losformatter|objectstateformatter|binaryformatter|netdatacontractserializer|soapformatter|simpletyperesolver|activitysurrogateselector|disableactivitysurrogateselectortypecheck)/ ascii wide nocase
    $x = /(xamlreader|xamlservices|objectdataprovider|resxresourcereader)\s{0,3}(\.\s{0,3}(parse|load|transform)\s{0,3})?\(/ ascii wide nocase
    $d = /\.\s{0,3}(unsafe)?deserialize\s{0,5}\(/ ascii wide nocase
    $in = /request\s{0,3}(\.\s{0,3}(form|querystring|params|item|cookies|headers|inputstream|binaryread)|\[|\()/ ascii wide nocase
  condition:
    filesize < 1MB and any of ($page*) and (($f and $d) or $x) and $in
}

rule WEBSHELL_ASPX_Xslt_Script
{
  meta:
    description = "Detects an ASP.NET page or style sheet that runs script through a trusted XSL transformation"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1220/"
    score = 85
    family = "xslt shell"
    mitre = "T1505.003,T1220"
  strings:
    $t1 = /xsltsettings\s{0,3}\.\s{0,3}trustedxslt/ ascii wide nocase
    $t2 = /xsltsettings\s{0,3}\(\s{0,3}true\s{0,3},\s{0,3}true/ ascii wide nocase
    $t3 = /enablescript\s{0,3}=\s{0,3}true/ ascii wide nocase
    $in = /(request\s{0,3}(\.\s{0,3}(form|querystring|params|item|cookies|headers|inputstream|binaryread)|\[|\()|frombase64string)/ ascii wide nocase
    $run = /\.\s{0,3}transform\s{0,5}\(/ ascii wide nocase
    $m = /<msxsl\:script/ ascii wide nocase
    $me = /(eval\s{0,5}\([^\r\n]{0,60}request|new\s{1,4}(system\.diagnostics\.)?process|process\.start\s{0,3}\(|httpcontext\.current|assembly\s{0,3}\.\s{0,3}load\s{0,3}\()/ ascii wide nocase
  condition:
    filesize < 1MB and
    ((any of ($t*) and $in and $run) or ($m and $me))
}

rule WEBSHELL_ASPX_Write_Request
{
  meta:
    description = "Detects an ASP.NET page that writes request data to a file whose name the request gives"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1105/"
    score = 85
    family = "file writer"
    mitre = "T1505.003,T1105"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "streamwriter" ascii wide nocase
    $n1 = "filestream" ascii wide nocase
    $n2 = "file.create" ascii wide nocase
    $n3 = "file.writeall" ascii wide nocase
    $n4 = "file.append" ascii wide nocase
    $n5 = "file.open" ascii wide nocase
    $n6 = "downloadfile" ascii wide nocase
    $n7 = "downloaddata" ascii wide nocase
    $n8 = ".saveas" ascii wide nocase
    $n9 = ".saveas (" ascii wide nocase
    // beachcomb: allow(short-string) the rule is about a shape, which has no longer text
    $z0 = "\x3c%@" ascii wide nocase
    $z1 = "\x3c% @" ascii wide nocase
    $z2 = "runat=\"server" ascii wide nocase
    $z3 = "runat=server" ascii wide nocase
    $z4 = "runat='server" ascii wide nocase
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|control|import|assembly)\s/ ascii wide nocase
    $page2 = /\x3cscript[^>]{0,120}runat/ ascii wide nocase
    $page3 = "\x3c%" ascii wide
    $a = /(streamwriter|filestream|file\s{0,2}\.\s{0,2}(create|createtext|writealltext|writeallbytes|appendalltext|open|openwrite))\s{0,5}\(\s{0,3}([\w.]{1,30}\s{0,2}\(\s{0,3}){0,3}(["'@][^"'\r\n]{0,40}["']\s{0,3}[+&,]\s{0,3})?(context\s{0,2}\.\s{0,2}|httpcontext\.current\.)?request\s{0,3}(\.\s{0,3}(form|querystring|params|item|cookies|headers)\s{0,3})?[\[\(]/ ascii wide nocase
    $b = /(downloadfile|downloaddata)\s{0,5}\(\s{0,3}(\w{1,30}\s{0,2}\(\s{0,3})?request\s{0,3}(\.\s{0,3}(form|querystring|params|item)\s{0,3})?[\[\(]/ ascii wide nocase
    $c = /\.\s{0,3}saveas\s{0,5}\(\s{0,3}([\w.]{1,40}\s{0,2}\(\s{0,3}){0,3}(["'@][^"'\r\n]{0,40}["']\s{0,3}[+&,]\s{0,3})?request\s{0,3}(\.\s{0,3}(form|querystring|params|item|cookies|headers)\s{0,3})?[\[\(]/ ascii wide nocase
  condition:
    filesize < 1MB and any of ($n*) and any of ($z*) and
    any of ($page*) and any of ($a, $b, $c)
}

rule WEBSHELL_ASPX_Write_Form
{
  meta:
    description = "Detects a short ASP.NET page that writes a text box, field or posted file to any path the visitor gives"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1105/"
    score = 80
    family = "file writer"
    mitre = "T1505.003,T1105"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "streamwriter" ascii wide nocase
    $n1 = "filestream" ascii wide nocase
    $n2 = "file.create" ascii wide nocase
    $n3 = "file.writeall" ascii wide nocase
    $n4 = "file.append" ascii wide nocase
    $n5 = "file.openwrite" ascii wide nocase
    $n6 = "fileinfo" ascii wide nocase
    $n7 = ".saveas" ascii wide nocase
    // beachcomb: allow(short-string) the rule is about a shape, which has no longer text
    $z0 = "\x3c%@" ascii wide nocase
    $z1 = "\x3c% @" ascii wide nocase
    $z2 = "runat=\"server" ascii wide nocase
    $z3 = "runat=server" ascii wide nocase
    $z4 = "runat='server" ascii wide nocase
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|import)\s/ ascii wide nocase
    $page2 = /\x3cscript[^>]{0,120}runat/ ascii wide nocase
    $w1 = /(new\s{1,4}|new\s{1,4}system\.io\.)(streamwriter|filestream)\s{0,4}\(\s{0,3}((this\.)?\w{1,30}\.text|\w{1,30}\.(value|tostring)|path\s{0,3}[,\)]|file\w{0,10}\s{0,3}[,\)])/ ascii wide nocase
    $w2 = /file\s{0,2}\.\s{0,2}(create|createtext|writealltext|writeallbytes|appendalltext|openwrite)\s{0,4}\(\s{0,3}((this\.)?\w{1,30}\.text|path\s{0,3}[,\)]|file\w{0,10}\s{0,3}[,\)])/ ascii wide nocase
    $w3 = /\.\s{0,3}saveas\s{0,4}\(\s{0,3}([\w.]{1,40}\s{0,2}\(\s{0,3}){0,2}(this\.)?\w{1,30}\.(text|value)\s{0,3}[,\)+&]/ ascii wide nocase
    $w4 = /new\s{1,4}(system\.io\.)?fileinfo\s{0,3}\(\s{0,3}(this\.)?\w{1,30}\.text/ ascii wide nocase
    $w5 = /new\s{1,4}(system\.io\.)?filestream\s{0,3}\([^;\r\n]{0,160}\.\s{0,2}filename/ ascii wide nocase
    $in1 = /<asp:textbox/ ascii wide nocase
    $in2 = /[^\w]request\s{0,3}(\.\s{0,3}(form|querystring|params|item|files))?\s{0,2}[\[\(]/ ascii wide nocase
    $in3 = /<input[^>]{0,80}runat/ ascii wide nocase
    $not1 = /(getextension|allowed\w{0,12}ext|codebehind|codefile|inherits\s{0,3}=)/ ascii wide nocase
  condition:
    filesize < 40KB and any of ($n*) and any of ($z*) and
    any of ($page*) and any of ($w*) and any of ($in*) and
    not $not1
}

rule WEBSHELL_ASPX_Upload_Inline
{
  meta:
    description = "Detects a short ASP.NET page that stores posted files beside itself without any check of type"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1105/"
    score = 75
    family = "uploader"
    mitre = "T1505.003,T1105"
  strings:
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|import)\s/ ascii wide nocase
    $page2 = /\x3cscript[^>]{0,120}runat/ ascii wide nocase
    $page3 = "\x3c%" ascii wide
    $s1 = /\.\s{0,3}saveas\s{0,4}\(\s{0,3}([\w.]{1,40}\s{0,2}\(\s{0,3}){0,3}["'@.\/\\\w\s+&]{0,60}/ ascii wide nocase
    $in = /(request\s{0,3}\.\s{0,3}files|\.\s{0,2}postedfile|httppostedfile|<asp:fileupload|\.\s{0,2}hasfile)/ ascii wide nocase
    $dest = /(server\s{0,3}\.\s{0,3}mappath|path\s{0,3}\.\s{0,3}combine|request\s{0,3}[.\[\(]|physicalapplicationpath|\w{1,20}\.text\s{0,2}[+;\)])/ ascii wide nocase
    $form = /(<form|<asp:fileupload|type\s{0,2}=\s{0,2}["']?file)/ ascii wide nocase
    $bare = /\x3c%\s{0,5}@\s{0,5}page/ ascii wide nocase
    $not1 = /(getextension|allowed\w{0,12}ext|codebehind|codefile|contenttype\s{0,3}[=!]=|contenttype\.|endswith|inherits\s{0,3}=|isauthenticated|guid\.newguid|datetime\.now\.tostring|session\s{0,2}\[|\.gif|\.jpg|\.pdf|\.xls|\.csv|\.docx?)/ ascii wide nocase
  condition:
    filesize < 6KB and any of ($page*) and $s1 and $in and $dest and not $not1
    and ($form or ($bare and filesize < 1500))
}

rule WEBSHELL_ASPX_File_Manager
{
  meta:
    description = "Detects an ASP.NET page with inline code that browses and changes the files of the whole server"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1083/"
    score = 80
    family = "file manager"
    mitre = "T1505.003,T1083"
  strings:
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|import|assembly)\s/ ascii wide nocase
    $page2 = /\x3cscript[^>]{0,120}runat\s{0,3}=\s{0,3}["']?server/ ascii wide nocase
    $in = /[^\w](request\s{0,3}(\.\s{0,3}(form|querystring|params|item|cookies))?\s{0,2}[\[\(]|<asp:textbox|\w{1,30}\.(text|value)\s{0,3}[;\)])/ ascii wide nocase
    $r1 = /(directory\s{0,2}\.\s{0,2}get(files|directories|logicaldrives|parent)|\.\s{0,2}get(files|directories|filesysteminfos)\s{0,3}\(|driveinfo|getlogicaldrives|environment\.getlogicaldrives|getdrives)/ ascii wide nocase
    $d1 = /(file|directory)\s{0,2}\.\s{0,2}delete\s{0,3}\(/ ascii wide nocase
    $d2 = /\.\s{0,2}delete\s{0,3}\(\s{0,3}(true)?\s{0,3}\)/ ascii wide nocase
    $d3 = /(file|directory)\s{0,2}\.\s{0,2}(move|copy|setcreationtime|setlastwritetime|setattributes)\s{0,3}\(/ ascii wide nocase
    $d4 = /\.\s{0,2}(copyto|moveto)\s{0,3}\(/ ascii wide nocase
    $d5 = /(streamwriter|file\s{0,2}\.\s{0,2}(create|createtext|writealltext|writeallbytes))\s{0,3}\(/ ascii wide nocase
    $d6 = /\.\s{0,3}saveas\s{0,4}\(/ ascii wide nocase
    $d7 = /(streamreader|file\s{0,2}\.\s{0,2}(openread|opentext|readalltext|readallbytes)|transmitfile|response\.writefile|binarywrite)\s{0,3}\(/ ascii wide nocase
    $d8 = /directory\s{0,2}\.\s{0,2}createdirectory\s{0,3}\(/ ascii wide nocase
    $x1 = /(md5cryptoserviceprovider|formsauthentication\.hashpassword|passw(or)?d?\s{0,3}=\s{0,3}["'][^"']{1,50}["']\s{0,3};|session\s{0,2}[\[\(]\s{0,2}["']\w{0,20}(login|auth|pass|pwd))/ ascii wide nocase
    $x2 = /(xp_cmdshell|sp_oacreate|process\s{0,2}\.\s{0,2}start|new\s{1,4}process|processstartinfo|process\s{0,2}\.\s{0,2}getprocesses|cmd\.exe)/ ascii wide nocase
    $x3 = /(registry(key)?\s{0,2}\.\s{0,2}|opensubkey|localmachine|servicecontroller|managementobject|directoryentry|iis:\/\/|win32_)/ ascii wide nocase
    $x4 = /(new\s{1,4}(tcpclient|socket|tcplistener)|addressfamily\.internetwork|portscan|sqlconnection|oledbconnection)/ ascii wide nocase
    $x5 = /(getlogicaldrives|drive(info|type)|getdrives|["']c:\\{1,2}["'])/ ascii wide nocase
    $x6 = /server\s{0,3}\.\s{0,3}mappath\s{0,3}\(\s{0,3}["'][.\/~]{0,2}["']/ ascii wide nocase
    $not = /(codebehind|codefile|masterpagefile)\s{0,3}=/ ascii wide nocase
  condition:
    filesize < 1MB and all of ($page1, $page2) and $in and $r1 and
    2 of ($d*) and 2 of ($x*) and not $not
}

rule WEBSHELL_ASPX_File_Browser_Small
{
  meta:
    description = "Detects a short ASP.NET page that lists folders and sends back any file that the visitor names"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1083/"
    score = 75
    family = "file manager"
    mitre = "T1505.003,T1083"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "directory.get" ascii wide nocase
    $n1 = "directoryinfo" ascii wide nocase
    $n2 = ".getfiles" ascii wide nocase
    $n3 = ".getdirectories" ascii wide nocase
    $z0 = "\x3c%@" ascii wide nocase
    $z1 = "\x3c% @" ascii wide nocase
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|import)\s/ ascii wide nocase
    $in = /[^\w]request\s{0,3}(\.\s{0,3}(form|querystring|params|item))?\s{0,2}[\[\(]\s{0,2}["']\w{1,20}["']/ ascii wide nocase
    $in2 = /<asp:textbox/ ascii wide nocase
    $r1 = /(directory\s{0,2}\.\s{0,2}get(files|directories)\s{0,3}\(|new\s{1,4}(system\.io\.)?directoryinfo\s{0,3}\(|\.\s{0,2}get(files|directories)\s{0,3}\()/ ascii wide nocase
    $f1 = /(streamreader|file\s{0,2}\.\s{0,2}(openread|opentext|readalltext|readallbytes|delete|copy|move|create)|transmitfile|response\s{0,2}\.\s{0,2}writefile|new\s{1,4}(system\.io\.)?fileinfo)\s{0,3}\(/ ascii wide nocase
    $root = /(getlogicaldrives|driveinfo|["'@]c:\\{1,2}["']|["']\.\.[\\\/]?["']|\.parent\b|physicalapplicationpath|server\s{0,3}\.\s{0,3}mappath\s{0,3}\(\s{0,3}["'][.\/~]{0,2}["'])/ ascii wide nocase
    $key = /(authkey|scriptname|cmd\.exe|<pre>|system32|file\w{0,6} ?browser|file\w{0,6} ?manager|webshell|(file|path|dir|folder)\w{0,6}\s{0,3}=\s{0,3}request\s{0,3}[.\[\(])/ ascii wide nocase
    $not = /(codebehind|codefile|masterpagefile|inherits)\s{0,3}=/ ascii wide nocase
  condition:
    filesize < 20KB and any of ($n*) and any of ($z*) and
    $page1 and any of ($in, $in2) and $r1 and $f1 and
    $root and $key and not $not
}

rule WEBSHELL_ASPX_Sql_Client
{
  meta:
    description = "Detects a short ASP.NET page that runs any SQL against any connection string that the visitor types"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 75
    family = "sql shell"
    mitre = "T1505.003"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "sqlconnection" ascii wide nocase
    $n1 = "oledbconnection" ascii wide nocase
    $n2 = "odbcconnection" ascii wide nocase
    $n3 = "dataadapter" ascii wide nocase
    $n4 = "connectionstring" ascii wide nocase
    $z0 = "\x3c%@" ascii wide nocase
    $z1 = "\x3c% @" ascii wide nocase
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|import)\s/ ascii wide nocase
    $c = /new\s{1,4}([\w.]{0,30}\.)?(sqlconnection|oledbconnection|odbcconnection|sqldataadapter|oledbdataadapter)\s{0,3}\(\s{0,3}((this\.)?\w{1,30}\.(text|value)|request|connectionstring|connection|conn|str\w{0,8})\s{0,3}[;\),.\[\(]/ ascii wide nocase
    $cs = /\.\s{0,2}connectionstring\s{0,3}=\s{0,3}((this\.)?\w{1,30}\.(text|value)|request|connection)/ ascii wide nocase
    $cs2 = /["']\s{0,3}(server|data\s?source|provider)\s{0,3}=[^"'\r\n]{0,60}["']\s{0,3}[+&]\s{0,3}(this\.)?\w{1,30}(\.(text|value))?\s{0,3}[+&]\s{0,80}["'];\s{0,3}\w/ ascii wide nocase
    $pw = /["'];?\s{0,3}(password|pwd)\s{0,3}=\s{0,3}["']\s{0,3}[+&]\s{0,3}(this\.)?\w{1,30}\.(text|value)/ ascii wide nocase
    $q = /(new\s{1,4}([\w.]{0,30}\.)?(sqlcommand|oledbcommand|odbccommand|sqldataadapter|oledbdataadapter)\s{0,3}\(\s{0,3}|commandtext\s{0,3}=\s{0,3})((this\.)?\w{1,30}\.(text|value)|request|sql\w{0,6}|query)\s{0,3}[;\),.\[\(]/ ascii wide nocase
    $in = /(<asp:textbox|[^\w]request\s{0,3}(\.\s{0,3}(form|querystring|params|item))?\s{0,2}[\[\(])/ ascii wide nocase
    $hint = /(txtconnection|connection\s?string|server\s{0,3}=\s{0,3}|uid\s{0,3}=|data source\s{0,3}=|authkey)/ ascii wide nocase
    $not = /(codebehind|codefile|masterpagefile|inherits)\s{0,3}=/ ascii wide nocase
  condition:
    filesize < 30KB and any of ($n*) and any of ($z*) and
    $page1 and ((any of ($c, $cs, $cs2) and $q) or ($cs2 and $pw)) and $in and $hint and
    not $not
}

rule WEBSHELL_ASPX_Unicode_Escapes
{
  meta:
    description = "Detects an ASP.NET page whose identifiers are written as Unicode escapes or padded with format characters"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1027/"
    score = 80
    family = "obfuscated shell"
    mitre = "T1505.003,T1027"
  strings:
    // plain words, so that a prefilter can decide
    // beachcomb: allow(short-string) the rule is about a shape, which has no longer text
    $n0 = "\\u0" ascii wide nocase
    $n1 = "\\ufff" ascii wide nocase
    $n2 = "\\u20" ascii wide nocase
    $z0 = "\x3c%@" ascii wide nocase
    $z1 = "\x3c% @" ascii wide nocase
    $z2 = "runat=\"server" ascii wide nocase
    $z3 = "runat=server" ascii wide nocase
    $z4 = "runat='server" ascii wide nocase
    $page1 = /\x3c%\s{0,5}@\s{0,5}\w/ ascii wide
    $page2 = /\x3cscript[^>]{0,120}runat/ ascii wide nocase
    $a = /\\U000000[4-7][0-9a-fA-F]\\?[U\w]/ ascii wide
    $b = /(\\u00[46][1-9a-fA-F]|\\u00[57][0-9aA]){3}/ ascii wide nocase
    $c = /[A-Za-z]\\U?u?(0000)?(FFFA|FFF9|FFFB|200B|200C|200D|200E|200F|202A|202B|202C|202D|202E|2060|FEFF)\\?[Uu\w]/ ascii wide nocase
    $d = /language\s{0,3}=\s{0,3}["']?\\u00/ ascii wide nocase
    // a name that begins or goes on with an escaped letter
    $f = /[\s.(;=,{!]\\u00([46][1-9a-f]|[57][0-9a])\w{2}/ ascii wide nocase
    $e = /[a-z]{1,12}\\u00[4-7][0-9a-f][a-z]{1,12}\s{0,3}[\.\(\[]/ ascii wide nocase
    $in = /(request|eval|frombase64string|assembly|process|httpcontext|response|\\u0052|\\u0065|\\U0000)/ ascii wide nocase
  condition:
    filesize < 1MB and any of ($n*) and any of ($z*) and
    any of ($page*) and $in and
    ($d or #a > 3 or #b > 3 or #c > 3 or #e > 4 or #f > 1)
}

rule WEBSHELL_WebConfig_Script
{
  meta:
    description = "Detects a web.config that makes itself a script and carries code"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/004/"
    score = 90
    family = "web.config shell"
    mitre = "T1505.003,T1505.004"
  strings:
    $conf = /<configuration[\s>]/ ascii wide nocase
    $h1 = /path\s{0,3}=\s{0,3}["'](\*|web)\.config["']/ ascii wide nocase
    $h2 = /extension\s{0,3}=\s{0,3}["']\.config["']/ ascii wide nocase
    $p = /(asp\.dll|pagehandlerfactory|simplehandlerfactory|system\.web\.compilation\.pagebuildprovider|isapimodule|fastcgimodule|cgimodule)/ ascii wide nocase
    $code = /\x3c%[@=\s\w]/ ascii wide
    $run = /(createobject\s{0,3}\(|[^\w](eval|execute)\s{0,3}[\(\s]|process\s{0,3}\.\s{0,3}start|new\s{1,4}process|assembly\s{0,2}\.\s{0,2}load|request\s{0,3}[.\(\[]|response\s{0,3}\.\s{0,3}write)/ ascii wide nocase
  condition:
    filesize < 1MB and $conf and any of ($h*) and $p and $code and $run
}

rule WEBSHELL_ASPX_Server_Probe
{
  meta:
    description = "Detects a short ASP.NET page that searches the server for writable folders or secrets"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1083/"
    score = 75
    family = "probe"
    mitre = "T1505.003,T1083"
  strings:
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|import)\s/ ascii wide nocase
    $out = /(response\s{0,3}\.\s{0,3}write|\.\s{0,3}text\s{0,3}\+=)/ ascii wide nocase
    $reg = /registry\s{0,3}\.\s{0,3}(localmachine|users|currentuser)/ ascii wide nocase
    $try1 = /file\s{0,3}\.\s{0,3}create\s{0,3}\([^;\r\n]{1,80}\)\s{0,3}\.\s{0,3}close/ ascii wide nocase
    $try2 = /file\s{0,3}\.\s{0,3}delete\s{0,3}\([^;\r\n]{1,80}\+\s{0,3}["']/ ascii wide nocase
    $walk = /(getvaluenames|getsubkeynames|getdirectories)\s{0,3}\(/ ascii wide nocase
    $fs = /(fileattributes|directory\s{0,3}\.\s{0,3}exists|getaccesscontrol|file\s{0,3}\.\s{0,3}create|:\\\\["'])/ ascii wide nocase
    $not = /(codebehind|codefile|masterpagefile|inherits)\s{0,3}=/ ascii wide nocase
  condition:
    filesize < 20KB and $page1 and $out and $walk and
    (($reg and $fs) or ($try1 and $try2)) and not $not
}

rule WEBSHELL_ASPX_Raw_Socket
{
  meta:
    description = "Detects an ASP.NET page with inline code that captures or scans the network"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1040/"
    score = 80
    family = "sniffer"
    mitre = "T1505.003,T1040,T1046"
  strings:
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|import)\s/ ascii wide nocase
    $inline = /\x3cscript[^>]{0,120}runat\s{0,3}=\s{0,3}["']?server/ ascii wide nocase
    $raw = /sockettype\s{0,2}\.\s{0,2}raw/ ascii wide nocase
    $ioc = /iocontrolcode\s{0,2}\.\s{0,2}receiveall/ ascii wide nocase
    $scan = /(new\s{1,4}(system\.net\.sockets\.)?(tcpclient|socket)\s{0,3}\()/ ascii wide nocase
    $ports = /["'][^"'\r\n]{0,40}\b(21,|22,|80,|135,|139,|445,)[^"'\r\n]{0,60}(1433|3306|3389)/ ascii wide nocase
    $in = /(<asp:textbox|request\s{0,3}[.\[\(])/ ascii wide nocase
  condition:
    filesize < 500KB and $page1 and $inline and $in and
    ($raw or $ioc or ($scan and $ports))
}
