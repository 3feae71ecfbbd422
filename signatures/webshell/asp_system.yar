// SPDX-License-Identifier: Apache-2.0
//
// Classic ASP pages that drive Windows by other ways than WScript.Shell: the
// management interface, the account provider, the registry, the desktop shell
// as a file manager, Access files as archives, and connection attempts as a
// port scan. And pages whose evaluator runs text that was put together from
// numbers or found through a name that is spelt backwards.

rule WEBSHELL_ASP_Management
{
  meta:
    description = "Detects an ASP page that starts processes, changes accounts or changes the registry as the request says"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1047/"
    score = 80
    family = "command shell"
    mitre = "T1505.003,T1047,T1136"
  strings:
    $page1 = "\x3c%" ascii wide
    $page2 = /\x3cscript[^>]{0,80}runat/ ascii wide nocase
    $in = /[^\w]request\s{0,5}(\.\s{0,5}(form|querystring|item|cookies|servervariables)\s{0,5})?[\(\[]/ ascii wide nocase
    $w1 = /(winmgmts|wbemscripting\.swbemlocator)/ ascii wide nocase
    $w2 = /(win32_process|win32_service|stdregprov|win32_scheduledjob|exemethod_|execmethod)/ ascii wide nocase
    $w3 = /\.\s{0,2}(create|execmethod_?|terminate|setstringvalue|enumkey|startservice|stopservice|change)[\s\(]/ ascii wide nocase
    $a1 = /["'](WinNT|IIS):\/\// ascii wide nocase
    $a2 = /\.\s{0,2}(setpassword|setinfo|create|add|put)[\s\(]{1,5}["'\w]/ ascii wide nocase
    $r = /\.\s{0,2}(regread|regwrite|regdelete)[\s\(]{1,5}/ ascii wide nocase
    $r2 = /(wscript\.shell|72C24DD5-D70A-438B-8A42-98424B88AFB8|F935DC22-1CF0-11D0-ADB9-00C04FD58A0B)/ ascii wide nocase
    $p = /(\.\s{0,2}namespace[\s\(]{1,5}(request|[a-z_]\w{0,20}\s{0,3}\))[^\r\n]{0,200}|\.\s{0,2}copyhere[\s\(]{1,5}(request|[a-z_]))/ ascii wide nocase
    $p2 = "shell.application" ascii wide nocase
  condition:
    filesize < 2MB and any of ($page*) and $in and
    (($w1 and $w2 and $w3) or ($a1 and $a2) or ($r and $r2) or ($p and $p2))
}

rule WEBSHELL_ASP_Reversed_Name
{
  meta:
    description = "Detects an ASP page that spells the name of a dangerous object or an evaluator backwards"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1027/"
    score = 85
    family = "obfuscated shell"
    mitre = "T1505.003,T1027"
  strings:
    $page1 = "\x3c%" ascii wide
    $page2 = /\brunat\s{0,9}=/ ascii wide nocase
    $n1 = "llehs.tpircsw" ascii wide nocase
    $n2 = "noitacilppa.llehs" ascii wide nocase
    $n3 = "tcejbometsys" ascii wide nocase
    $n4 = "maerts.bdoda" ascii wide nocase
    $n5 = "lortnoctpircs" ascii wide nocase
    $n6 = "ptthlmx." ascii wide nocase
    $n7 = "tseuqer" ascii wide nocase
    $n8 = "exe.dmc" ascii wide nocase
    $n9 = "llehsdmc_px" ascii wide nocase
    $n10 = "krowten.tpircsw" ascii wide nocase
  condition:
    filesize < 2MB and any of ($page*) and any of ($n*)
}

rule WEBSHELL_ASP_Numbers_To_Code
{
  meta:
    description = "Detects an ASP page that executes text which it puts together from numbers"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1027/"
    score = 80
    family = "encoded shell"
    mitre = "T1505.003,T1027"
  strings:
    $page = "\x3c%" ascii wide
    $run = /[\r\n\t :>%](execute|executeglobal)[ \t\(]{1,9}[a-z_]\w{0,40}[ \t]{0,5}[\)\(:\r\n%]/ ascii wide nocase
    $chr = /[^\w]chrw?\s{0,2}\(\s{0,2}(clng|cint|eval|asc|ascw|"&h"|[a-z_]\w{0,20}\s{0,2}(\(|\)|xor|[-+*\/]))/ ascii wide nocase
    $num1 = /"\d{2,5}([ ,;|.\/$#%&*x-]{1,2}\d{2,5}){6}/ ascii wide
    $num2 = /array\s{0,3}\(\s{0,3}\d{2,5}(\s{0,3},\s{0,3}\d{2,5}){6}/ ascii wide nocase
    $num3 = /"[0-9a-f]{40}/ ascii wide nocase
  condition:
    filesize < 2MB and $page and $run and $chr and any of ($num*)
}

rule WEBSHELL_ASP_Access_Archive
{
  meta:
    description = "Detects an ASP page that packs a folder of the server into a database file or unpacks one"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1560/"
    score = 75
    family = "packer"
    mitre = "T1505.003,T1560"
  strings:
    $page = "\x3c%" ascii wide
    $db = /(adox\.catalog|provider\s{0,3}=\s{0,3}microsoft\.jet)/ ascii wide nocase
    $cr = /(\.\s{0,2}create[\s\(]{1,5}["'\w]|create\s{1,3}table)/ ascii wide nocase
    $get = /\.\s{0,2}loadfromfile[\s\(]/ ascii wide nocase
    $put = /\.\s{0,2}savetofile[\s\(]/ ascii wide nocase
    $walk = /\.\s{0,2}(subfolders|getfolder|namespace|createfolder)\s{0,3}[\(\r\n:\s]/ ascii wide nocase
    $row = /\.\s{0,2}addnew/ ascii wide nocase
  condition:
    filesize < 500KB and $page and $db and $walk and
    (($get and $row and $cr) or ($put and $get and $row))
}

rule WEBSHELL_ASP_Port_Scan
{
  meta:
    description = "Detects an ASP page that tries a list of ports or addresses and reports which answer"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1046/"
    score = 75
    family = "port scanner"
    mitre = "T1505.003,T1046"
  strings:
    $page = "\x3c%" ascii wide
    $ports = /["'][^"'\r\n]{0,40}\b(21,|22,|23,|80,|135,|139,|445,)[^"'\r\n]{0,80}(1433|3306|3389|5631|43958)/ ascii wide
    $obj = /(adodb\.connection|xmlhttp|winsock|socket)/ ascii wide nocase
    $in = /[^\w]request\s{0,5}(\.\s{0,5}(form|querystring)\s{0,5})?\(/ ascii wide nocase
    $err = /(err\s{0,2}\.\s{0,2}(number|description)|\s-2147\d{6})/ ascii wide nocase
  condition:
    filesize < 200KB and all of them
}

rule WEBSHELL_ASP_File_Request
{
  meta:
    description = "Detects an ASP page that lists folders and deletes, reads or sends files straight by request values"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1083/"
    score = 75
    family = "file manager"
    mitre = "T1505.003,T1083"
  strings:
    $page = "\x3c%" ascii wide
    $r1 = /\.\s{0,2}(deletefile|deletefolder|movefile|copyfile|movefolder|copyfolder)[\s\(]{1,9}(server\s{0,2}\.\s{0,2}mappath\s{0,3}\(\s{0,3})?request\s{0,5}[.\(]/ ascii wide nocase
    $r2 = /\.\s{0,2}(loadfromfile|opentextfile|getfile)[\s\(]{1,9}(server\s{0,2}\.\s{0,2}mappath\s{0,3}\(\s{0,3})?request\s{0,5}[.\(]/ ascii wide nocase
    $r3 = /\.\s{0,2}getfolder[\s\(]{1,9}(server\s{0,2}\.\s{0,2}mappath\s{0,3}\(\s{0,3})?request\s{0,5}[.\(]/ ascii wide nocase
    $r4 = /\.\s{0,2}(createtextfile|createfolder|savetofile)[\s\(]{1,9}(server\s{0,2}\.\s{0,2}mappath\s{0,3}\(\s{0,3})?request\s{0,5}[.\(]/ ascii wide nocase
    $l = /\.\s{0,2}(subfolders|drives|files)\s{0,3}[\r\n:\)%]/ ascii wide nocase
  condition:
    filesize < 500KB and $page and
    (2 of ($r*) or ($l and any of ($r*)))
}

rule WEBSHELL_ASP_Execute_Content
{
  meta:
    description = "Detects an ASP page that executes what it reads from a file, a stream or another server"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "loader"
    mitre = "T1505.003,T1059.005"
  strings:
    $page = "\x3c%" ascii wide
    $a = /[\r\n\t :>%](execute|executeglobal)[ \t\(]{1,9}[a-z_]\w{0,40}\s{0,2}\.\s{0,2}(readall|readtext|responsetext|read|text|nodetypedvalue|nodevalue|value)\b/ ascii wide nocase
    $b = /[\r\n\t :>%](execute|executeglobal|eval)[ \t\(]{1,9}([a-z_]\w{0,40}\s{0,2}\(\s{0,3}){1,3}[a-z_]\w{0,40}\s{0,2}\.\s{0,2}(readall|readtext|responsetext|responsebody|read)\b/ ascii wide nocase
    $c = /[\r\n\t :>%](execute|executeglobal)[ \t\(]{1,9}(server\s{0,2}\.\s{0,2})?createobject\s{0,3}\([^\r\n]{1,160}\.\s{0,2}(readall|readtext)\b/ ascii wide nocase
  condition:
    filesize < 1MB and $page and any of ($a, $b, $c)
}

rule WEBSHELL_ASP_Walk_Folders
{
  meta:
    description = "Detects an ASP page whose links carry full paths back to it, so that the visitor walks through all folders of the server"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1083/"
    score = 75
    family = "file manager"
    mitre = "T1505.003,T1083"
  strings:
    $page = "\x3c%" ascii wide
    $in = /[^\w]request\s{0,5}(\.\s{0,5}(form|querystring)\s{0,5})?\(/ ascii wide nocase
    $g = /\.\s{0,2}getfolder[\s\(]{1,9}([a-z_]\w{0,40}\s{0,3}[\)\r\n:.]|request)/ ascii wide nocase
    $l1 = /\?[\w&=]{1,40}=["']{0,2}\s{0,3}["']?\s{0,3}&\s{0,3}(server\s{0,2}\.\s{0,2}urlencode\s{0,2}\(\s{0,2}|replace\s{0,2}\(\s{0,2}|escape\s{0,2}\(\s{0,2})?\w{1,20}\s{0,2}\.\s{0,2}(path|parentfolder)/ ascii wide nocase
    $l2 = /\?[\w&=]{1,40}=\x3c%=\s{0,3}(server\s{0,2}\.\s{0,2}urlencode\s{0,2}\(\s{0,2})?\w{1,20}\s{0,2}\.\s{0,2}(path|parentfolder)/ ascii wide nocase
    $d = /(\.\s{0,2}drives|driveletter)\b/ ascii wide nocase
  condition:
    filesize < 1MB and $page and $in and $g and any of ($l1, $l2, $d)
}
