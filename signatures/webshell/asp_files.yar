// SPDX-License-Identifier: Apache-2.0
//
// Classic ASP pages that write, upload, list or delete files as the visitor
// says. Upload components and editors' file managers are the honest relatives:
// they fix the folder, check the extension and never offer the drives of the
// server, and that is what the conditions look for.

rule WEBSHELL_ASP_Write_Request
{
  meta:
    description = "Detects an ASP page that writes text from the request into a file that the request names"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "file writer"
    mitre = "T1505.003,T1105"
  strings:
    $page1 = "\x3c%" ascii wide
    $page2 = /\x3cscript[^>]{0,80}runat/ ascii wide nocase
    $a = /\.\s{0,2}(createtextfile|opentextfile|savetofile)[\s\(]{1,9}(server\.mappath\s{0,3}\(\s{0,3})?["'\w \t&.\\\/\(\)]{0,40}request\s{0,5}[.\(\[]/ ascii wide nocase
    $b = /\.\s{0,2}(write|writeline|writetext)[\s\(]{1,9}(request\s{0,5}[.\(\[]|unescape\s{0,3}\(\s{0,3}request)/ ascii wide nocase
    $c = /\.\s{0,2}(deletefile|deletefolder|copyfile|copyfolder|movefile|movefolder|createfolder)[\s\(]{1,9}(server\.mappath\s{0,3}\(\s{0,3})?["'\w \t&.\\\/\(\)]{0,40}request\s{0,5}[.\(\[]/ ascii wide nocase
    $obj = /(filesystemobject|adodb\.stream|createobject|0D43FE01-F093-11CF-8940-00A0C9054228)/ ascii wide nocase
    $wr = /\.\s{0,2}(createtextfile|savetofile|opentextfile)[\s\(]/ ascii wide nocase
    $notresp = /response\s{0,2}\.\s{0,2}write[\s\(]{1,9}(request\s{0,5}[.\(\[]|unescape\s{0,3}\(\s{0,3}request)/ ascii wide nocase
  condition:
    filesize < 1MB and any of ($page*) and $obj and
    ($a or #c > 1 or ($wr and #b > #notresp))
}

rule WEBSHELL_ASP_Write_Form
{
  meta:
    description = "Detects a short ASP page with a form for the path and the text of a file that it then writes"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "file writer"
    mitre = "T1505.003,T1105"
  strings:
    $page = "\x3c%" ascii wide
    $obj = /(createobject|activexobject|<object)/ ascii wide nocase
    $fso = /(filesystemobject|adodb\.stream|0D43FE01-F093-11CF-8940-00A0C9054228|emobject"|ystemob"|"scri"|"script")/ ascii wide nocase
    $wr = /\.\s{0,2}(createtextfile|opentextfile|savetofile)[\s\(]{1,9}[a-z_]\w{0,40}\s{0,3}[,\)\r\n:%]/ ascii wide nocase
    $wr2 = /\.\s{0,2}(createtextfile|opentextfile|savetofile)[\s\(]{1,9}server\.mappath\s{0,3}\(\s{0,3}[a-z_]\w{0,40}\s{0,3}\)/ ascii wide nocase
    $in = /[^\w]request\s{0,5}(\.\s{0,5}(form|querystring|item)\s{0,5})?\(\s{0,3}["'][^"'\r\n]{1,40}["']/ ascii wide nocase
    $area = "<textarea" ascii wide nocase
    $self1 = /(mappath\s{0,3}\(\s{0,3}(request\.servervariables\s{0,3}\(\s{0,3}["']?(script_name|path_info|url)|["']\.["']|["'](path_translated|script_name))|path_translated|appl_physical_path)/ ascii wide nocase
    $self2 = /action\s{0,3}=\s{0,3}["']{0,2}(\?|["'>\s]|\x3c%=\s{0,3}(request\.servervariables|url))/ ascii wide nocase
  condition:
    filesize < 20KB and $page and $obj and $fso and any of ($wr, $wr2) and
    #in > 1 and $area and any of ($self*)
}

rule WEBSHELL_ASP_File_Manager
{
  meta:
    description = "Detects an ASP page that browses, changes and runs things on the whole server"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1083/"
    score = 80
    family = "file manager"
    mitre = "T1505.003,T1083"
  strings:
    $page = "\x3c%" ascii wide
    $in = /[^\w]request\s{0,5}(\.\s{0,5}(form|querystring|item|servervariables)\s{0,5})?\(\s{0,3}["'\w]/ ascii wide nocase
    $out = /response\s{0,2}\.\s{0,2}(write|end|redirect|binarywrite)/ ascii wide nocase
    // reading the tree
    $r1 = /\.\s{0,2}getfolder[\s\(]/ ascii wide nocase
    $r2 = /\.\s{0,2}subfolders/ ascii wide nocase
    $r3 = /\.\s{0,2}(drives|getdrive|isready|drivetype|driveletter|availablespace|freespace)/ ascii wide nocase
    // changing it
    $c1 = /\.\s{0,2}(deletefile|deletefolder)[\s\(]/ ascii wide nocase
    $c2 = /\.\s{0,2}(copyfile|movefile|copyfolder|movefolder|copyhere|movehere)[\s\(]/ ascii wide nocase
    $c3 = /\.\s{0,2}(createtextfile|opentextfile|savetofile|createfolder)[\s\(]/ ascii wide nocase
    $c4 = /\.\s{0,2}loadfromfile[\s\(]/ ascii wide nocase
    $c5 = /\.\s{0,2}attributes\s{0,3}=/ ascii wide nocase
    // what only an intruder needs beside it
    $x1 = /wscript\.(shell|network)/ ascii wide nocase
    $x2 = "shell.application" ascii wide nocase
    $x3 = /server\s{0,2}\.\s{0,2}scripttimeout\s{0,3}=\s{0,3}\d{4}/ ascii wide nocase
    $x4 = /(adox\.catalog|xp_cmdshell|serv-?u|regread|regwrite|msxml2\.xmlhttp|microsoft\.xmlhttp|hkey_local_machine|hklm\\)/ ascii wide nocase
    $x5 = /(cmd\.exe|cmd\s\/c|\\system32|c:\\winnt|documents and settings|\\pcanywhere|sethc\.exe|boot\.ini)/ ascii wide nocase
    $x6 = /(userpass|mNametitle|sitepass|admin_?pass|password)\s{0,3}=\s{0,3}"[^"]{1,40}"\s{0,9}['\r\n:]/ ascii wide nocase
    $x7 = /session\s{0,3}\(\s{0,3}["']?\w{1,30}["']?\s{0,3}\)\s{0,3}<>\s{0,3}\w{0,5}(pass|pwd)/ ascii wide nocase
    $x8 = /(scanport|portscan|hackers?|webshell|back ?door|\xcc\xe1\xc8\xa8|\xb9\xd2\xc2\xed|\xc4\xbe\xc2\xed|\xe6\x8f\x90\xe6\x9d\x83|\xe6\x9c\xa8\xe9\xa9\xac|\xe6\x8c\x82\xe9\xa9\xac)/ ascii nocase
  condition:
    filesize < 2MB and $page and $in and $out and
    (($r1 and $r2) or $r3) and 2 of ($c*) and 2 of ($x*)
}

rule WEBSHELL_ASP_Browse_Any_Path
{
  meta:
    description = "Detects a short ASP page that lists folders and shows files anywhere on the server"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1083/"
    score = 75
    family = "file manager"
    mitre = "T1505.003,T1083"
  strings:
    $page = "\x3c%" ascii wide
    $v = /\s([a-z_]\w{0,20})\s{0,3}=\s{0,3}request\s{0,3}(\.\s{0,3}(form|querystring)\s{0,3})?\(\s{0,3}["'](file|path|dir|folder|f|p|d|fd|src|name|thepath|filename|folderpath)["']/ ascii wide nocase
    $v2 = /\.\s{0,2}(getfolder|opentextfile|getfile)[\s\(]{1,9}request\s{0,3}[.\(]/ ascii wide nocase
    $fso = /(filesystemobject|0D43FE01-F093-11CF-8940-00A0C9054228)/ ascii wide nocase
    $r1 = /\.\s{0,2}getfolder[\s\(]{1,5}[a-z_"]/ ascii wide nocase
    $r2 = /\.\s{0,2}(opentextfile|loadfromfile|getfile)[\s\(]{1,5}[a-z_"]/ ascii wide nocase
    $r3 = /\.\s{0,2}(subfolders|files|drives)\s{0,3}[\r\n:\)%]/ ascii wide nocase
    $root = /(["'][a-z]:\\{1,2}["']|\.\s{0,2}drives|["']\.\.\\?["']|\\\.\.["'\\]|\.parentfolder)/ ascii wide nocase
    $not = /(extension|allowed|rs\s{0,3}\(|recordset)/ ascii wide nocase
  condition:
    filesize < 16KB and $page and any of ($v, $v2) and $fso and $r1 and
    ($r2 or $v2) and $r3 and $root and not $not
}

rule WEBSHELL_ASP_Upload_Any_Path
{
  meta:
    description = "Detects an ASP upload page that stores the posted bytes under a path that the visitor gives"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1105/"
    score = 75
    family = "uploader"
    mitre = "T1505.003,T1105"
  strings:
    $page = "\x3c%" ascii wide
    $bin = /request\s{0,2}\.\s{0,2}binaryread[\s\(]/ ascii wide nocase
    $form = "multipart/form-data" ascii wide nocase
    $save = /(\.\s{0,2}(savetofile|createtextfile)[\s\(]|\.\s{0,2}saveas[\s\(])/ ascii wide nocase
    $path1 = /\.\s{0,2}form\s{0,3}\(\s{0,3}["'](path|filepath|dir|folder|savepath|topath|upath|updir|actionpath|\w{0,9}path)["']/ ascii wide nocase
    $path2 = /name\s{0,3}=\s{0,3}["']?(path|filepath|savepath|topath|folder|upath|dir|upfilename|thePath|LocalFile)["']?[^>]{0,60}value\s{0,3}=\s{0,3}["']?\x3c%/ ascii wide nocase
    $path3 = /(["'\s][c-e]:\\{1,2}(inetpub|windows|winnt|temp|wwwroot|web)|value\s{0,2}=\s{0,2}["'][c-e]:\\)/ ascii wide nocase
    $path4 = /request\s{0,2}\.\s{0,2}servervariables\s{0,3}\(\s{0,3}["']?(path_translated|appl_physical_path)/ ascii wide nocase
    $not1 = /(allowed\w{0,12}ext|denied\w{0,12}ext|checkext|isallowed|allowext|fileext\s{0,3}=\s{0,3}"(gif|jpg)|<>\s{0,3}"(gif|jpg|\.gif|\.jpg)|ckfinder|fckeditor|recordset)/ ascii wide nocase
  condition:
    filesize < 60KB and $page and $bin and $form and $save and
    any of ($path*) and not $not1
}

rule WEBSHELL_ASP_Database_Client
{
  meta:
    description = "Detects an ASP page that connects to the database and runs the SQL which the request gives"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 75
    family = "sql shell"
    mitre = "T1505.003"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = ".open" ascii wide nocase
    $n1 = ".execute" ascii wide nocase
    $z0 = "xp_cmdshell" ascii wide nocase
    $z1 = "openrowset" ascii wide nocase
    $z2 = "sp_oacreate" ascii wide nocase
    $z3 = "sqloledb" ascii wide nocase
    $z4 = "driver={" ascii wide nocase
    $z5 = "driver =" ascii wide nocase
    $z6 = ".open request" ascii wide nocase
    $z7 = ".open(request" ascii wide nocase
    $z8 = ".open session" ascii wide nocase
    $z9 = ".open(session" ascii wide nocase
    $z10 = "provider=" ascii wide nocase
    $z11 = "provider =" ascii wide nocase
    $page = "\x3c%" ascii wide
    $conn1 = /\.\s{0,2}open[\s\(]{1,5}(request\s{0,3}[.\(]|session\s{0,3}\(|["'][^"'\r\n]{0,60}["']\s{0,3}&\s{0,3}request)/ ascii wide nocase
    $sql1 = /\.\s{0,2}execute[\s\(]{1,5}(request\s{0,3}(\.\s{0,3}(form|querystring)\s{0,3})?\(|replace\s{0,3}\(\s{0,3}request)/ ascii wide nocase
    $sql2 = /\.\s{0,2}open[\s\(]{1,5}request\s{0,3}(\.\s{0,3}(form|querystring)\s{0,3})?\(\s{0,3}["'](sql|q|query|cmd)/ ascii wide nocase
    $x = /(xp_cmdshell|openrowset|sp_oacreate|provider\s{0,3}=\s{0,3}sqloledb|driver\s{0,3}=\s{0,3}\{)/ ascii wide nocase
    // a form that offers connection strings, and code that takes them
    $offer = /<(input|option|textarea|a)\s[^>]{0,200}(provider\s{0,3}=\s{0,3}(microsoft\.|sqloledb|msdaora)|driver\s{0,3}=\s{0,3}\{)/ ascii wide nocase
    $take = /request\s{0,3}(\.\s{0,3}(form|querystring)\s{0,3})?\(\s{0,3}["']\w{0,9}(db|conn|str|sql|query)\w{0,9}["']/ ascii wide nocase
    $do = /\.\s{0,2}(execute|open)[\s\(]{1,5}["\w]/ ascii wide nocase
  condition:
    filesize < 1MB and any of ($n*) and any of ($z*) and
    $page and
    ((any of ($sql*) and ($conn1 or $x)) or ($offer and $take and $do))
}
