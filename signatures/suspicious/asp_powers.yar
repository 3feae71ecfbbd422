// SPDX-License-Identifier: Apache-2.0
//
// ASP and ASP.NET pages with more power than a page needs: they reach the file
// system, other servers, accounts or the text of a program, and read the
// request. An honest file manager or proxy does it too, so these scores say
// "look at it"; the rules of the webshell pack add what only an intruder does.

rule SUSP_ASP_File_Access
{
  meta:
    description = "Detects an ASP page that reads the request and has three or more ways to reach files whose names are not fixed"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1083/"
    score = 60
    family = "file access"
    mitre = "T1505.003,T1083"
  strings:
    $page = "\x3c%" ascii wide
    $in = /[^\w]request\s{0,5}(\.\s{0,5}(form|querystring|item|binaryread)\s{0,5})?[\(\[]/ ascii wide nocase
    $f1 = /\.\s{0,2}getfolder[\s\(]{1,9}([a-z_]\w{0,40}|server\.mappath\s{0,3}\(\s{0,3}[a-z_]\w{0,40})\s{0,3}[,\)\r\n:%.]/ ascii wide nocase
    $f2 = /\.\s{0,2}(opentextfile|loadfromfile|getfile)[\s\(]{1,9}([a-z_]\w{0,40}|server\.mappath\s{0,3}\(\s{0,3}[a-z_]\w{0,40})\s{0,3}[,\)\r\n:%.(&]/ ascii wide nocase
    $f3 = /\.\s{0,2}(createtextfile|savetofile)[\s\(]{1,9}([a-z_]\w{0,40}|server\.mappath\s{0,3}\(\s{0,3}[a-z_]\w{0,40})\s{0,3}[,\)\r\n:%(&]/ ascii wide nocase
    $f4 = /\.\s{0,2}(deletefile|deletefolder)[\s\(]{1,9}([a-z_]\w{0,40}|server\.mappath\s{0,3}\(\s{0,3}[a-z_]\w{0,40})\s{0,3}[,\)\r\n:%(&]/ ascii wide nocase
    $f5 = /\.\s{0,2}(copyfile|copyfolder|movefile|movefolder|createfolder|copyhere)[\s\(]{1,9}[a-z_]\w{0,40}\s{0,3}[,\)\r\n:%.(&]/ ascii wide nocase
    $f6 = /\.\s{0,2}(drives|getdrive|driveletter|parentfolder|getparentfoldername|subfolders)[^\w]/ ascii wide nocase
    $f7 = /\.\s{0,2}attributes\s{0,3}=/ ascii wide nocase
  condition:
    filesize < 2MB and $page and $in and 3 of ($f*)
}

rule SUSP_ASP_Remote_Fetch
{
  meta:
    description = "Detects an ASP page that fetches an address which it does not name itself and passes on or stores the answer"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1090/"
    score = 50
    family = "proxy"
    mitre = "T1505.003,T1090"
  strings:
    $page = "\x3c%" ascii wide
    $in = /[^\w]request\s{0,5}(\.\s{0,5}(form|querystring|item)\s{0,5})?[\(\[]/ ascii wide nocase
    $obj = /(microsoft|msxml2|winhttp)\s{0,2}["'&+\s]{0,9}\.\s{0,2}["'&+\s]{0,9}(xmlhttp|serverxmlhttp|winhttprequest)/ ascii wide nocase
    $open = /\.\s{0,2}open[\s\(]{1,5}[^,\r\n]{1,60},\s{0,5}(request\s{0,3}[.\(]|[a-z_]\w{0,30}\s{0,3}[,&+\)\r\n])/ ascii wide nocase
    $use = /\.\s{0,2}response(body|text|stream)/ ascii wide nocase
  condition:
    filesize < 200KB and all of them
}

rule SUSP_ASP_Self_Write
{
  meta:
    description = "Detects an ASP page that finds out its own name and writes to a file of that kind what the visitor sends"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "file writer"
    mitre = "T1505.003"
  strings:
    $page = "\x3c%" ascii wide
    $self = /[a-z_]\w{0,20}\s{0,3}=\s{0,3}(server\.mappath\s{0,3}\(\s{0,3})?request\s{0,3}\.\s{0,3}servervariables\s{0,3}\(\s{0,3}["'](script_name|path_info|path_translated|url)["']/ ascii wide nocase
    $in = /[^\w]request\s{0,5}(\.\s{0,5}(form|querystring|item)\s{0,5})?\(\s{0,3}["']/ ascii wide nocase
    $w = /\.\s{0,2}(createtextfile[\s\(]{1,9}|opentextfile[\s\(]{1,9}[^,\r\n]{1,60},\s{0,3}(2|8|forappending|forwriting))/ ascii wide nocase
    $map = /text(file)?[\s\(]{1,9}(server\s{0,2}\.\s{0,2}mappath\s{0,2}\(\s{0,2})?[a-z_]\w{0,20}\s{0,3}[\),]/ ascii wide nocase
    $put = /\.\s{0,2}write(line)?[\s\(]{1,5}[a-z_]/ ascii wide nocase
  condition:
    filesize < 30KB and all of them
}

rule SUSP_ASP_Shell_Object
{
  meta:
    description = "Detects an ASP page that makes the object which starts programs, whatever it does with it"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1059/005/"
    score = 60
    family = "command shell"
    mitre = "T1505.003,T1059.005"
  strings:
    $page1 = "\x3c%" ascii wide
    $page2 = /\x3cscript[^>]{0,80}runat/ ascii wide nocase
    $o1 = /(createobject|activexobject|<object)[^\r\n]{0,60}wscript\.shell/ ascii wide nocase
    $o2 = /(createobject|activexobject)\s{0,5}\(\s{0,5}["']shell\.(application|users|localmachine)/ ascii wide nocase
    $o3 = /72C24DD5-D70A-438B-8A42-98424B88AFB8|13709620-C279-11CE-A49E-444553540000|F935DC22-1CF0-11D0-ADB9-00C04FD58A0B/ ascii wide nocase
    $o4 = /["']winmgmts:/ ascii wide nocase
    $srv = /(response\s{0,3}\.\s{0,3}(write|end|flush|buffer|redirect|expires)|request\s{0,3}[.\(\[]|server\s{0,3}\.\s{0,3}(createobject|mappath|scripttimeout))/ ascii wide nocase
  condition:
    filesize < 2MB and any of ($page*) and any of ($o*) and $srv
}

rule SUSP_ASP_File_By_Request
{
  meta:
    description = "Detects an ASP page in which a value of the request is the name of the file that is read, written, sent or removed"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1083/"
    score = 55
    family = "file access"
    mitre = "T1505.003,T1083"
  strings:
    $page = "\x3c%" ascii wide
    $r = /\.\s{0,2}(deletefile|deletefolder|movefile|copyfile|movefolder|copyfolder|loadfromfile|opentextfile|getfile|getfolder|createtextfile|createfolder|savetofile|saveas)[\s\(]{1,9}(server\s{0,2}\.\s{0,2}mappath\s{0,3}\(\s{0,3})?request\s{0,5}[.\(]/ ascii wide nocase
    $v = /[\s:](path|file|filename|fname|dir|folder|thepath|fpath|filepath|p|f)\s{0,3}=\s{0,3}(server\s{0,2}\.\s{0,2}mappath\s{0,3}\(\s{0,3})?request\s{0,5}(\.\s{0,5}(form|querystring)\s{0,5})?\(/ ascii wide nocase
    $w = /\.\s{0,2}(createtextfile|savetofile|deletefile|deletefolder|loadfromfile|opentextfile)[\s\(]{1,9}(server\s{0,2}\.\s{0,2}mappath\s{0,3}\(\s{0,3})?(path|file|filename|fname|dir|folder|thepath|fpath|filepath|p|f)\s{0,3}[,\)\r\n:%]/ ascii wide nocase
  condition:
    filesize < 500KB and $page and ($r or ($v and $w))
}

rule SUSP_ASPX_Inline_Powers
{
  meta:
    description = "Detects an ASP.NET page with inline code that reads input and reaches files, processes, the registry, services, accounts or other machines"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 55
    family = "server page"
    mitre = "T1505.003"
  strings:
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|servicehost|control|import|assembly)\s/ ascii wide nocase
    $page2 = /\x3cscript[^>]{0,120}runat/ ascii wide nocase
    $page3 = /(^|[\r\n])[ \t]{0,12}(@\{|@functions|@using)\s/ ascii wide
    $in = /([^\w]request\s{0,3}(\.\s{0,3}(form|querystring|params|item|cookies|headers|inputstream|binaryread|files)|\[|\()|<asp:(textbox|fileupload|treeview)|<input[^>]{0,80}runat)/ ascii wide nocase
    $power1 = /[^\w]file\s{0,2}\.\s{0,2}(writeall\w{4,5}|appendall\w{4,5}|create(text)?|delete|move|copy|openwrite|setattributes|setlastwritetime)\s{0,3}\(\s{0,3}[a-z_]/ ascii wide nocase
    $power2 = /[^\w]directory\s{0,2}\.\s{0,2}(getlogicaldrives|delete|move|getfiles|getdirectories|getparent)\s{0,3}\(\s{0,3}([a-z_)])/ ascii wide nocase
    $power3 = /(driveinfo\s{0,2}\.\s{0,2}getdrives|getlogicaldrives)/ ascii wide nocase
    $power4 = /(process\s{0,2}\.\s{0,2}(getprocesses|start)|processstartinfo|new\s{1,4}process\b)/ ascii wide nocase
    $power5 = /(registry\s{0,2}\.\s{0,2}(localmachine|users|currentuser|setvalue|getvalue)|registrykey)/ ascii wide nocase
    $power6 = /(servicecontroller|managementobject(searcher)?|managementclass|directoryentry|wmi)\b/ ascii wide nocase
    $power7 = /new\s{1,5}([\w.]{0,40}\.)?(tcpclient|tcplistener|socket|udpclient|webclient|httpclient|ping)\s{0,3}\(/ ascii wide nocase
    $power8 = /webrequest\s{0,2}\.\s{0,2}create(http)?\s{0,3}\(\s{0,3}[a-z_]/ ascii wide nocase
    $power9 = /(compileassembly|assembly\s{0,2}\.\s{0,2}load|activator\s{0,2}\.\s{0,2}createinstance)/ ascii wide nocase
    $power10 = /new\s{1,5}([\w.]{0,40}\.)?(streamwriter|filestream|binarywriter)\s{0,3}\(\s{0,3}[a-z_]/ ascii wide nocase
    $power11 = /(\.\s{0,2}saveas|transmitfile|response\s{0,2}\.\s{0,2}writefile|\.\s{0,2}downloadfile|server\s{0,2}\.\s{0,2}execute)\s{0,3}\(\s{0,3}[a-z_]/ ascii wide nocase
    $direct = /(webrequest\s{0,2}\.\s{0,2}create(http)?|server\s{0,2}\.\s{0,2}execute|\.\s{0,2}(downloadstring|downloaddata|downloadfile|openread|getstringasync))\s{0,3}\(\s{0,3}(new\s{1,3}uri\s{0,3}\(\s{0,3})?((context|this|page)\s{0,2}\.\s{0,2})?request\s{0,3}[.\[\(]/ ascii wide nocase
    $save = /\.\s{0,2}saveas\s{0,3}\([^;\r\n]{1,160}\.\s{0,2}filename/ ascii wide nocase
    $not = /(codebehind|codefile|masterpagefile|inherits)\s{0,3}=/ ascii wide nocase
    $check = /(getextension|allowed\w{0,12}ext|contenttype\s{0,3}[=!]=|endswith|isauthenticated|isinrole|\.gif|\.jpg|\.pdf)/ ascii wide nocase
  condition:
    filesize < 500KB and any of ($page*) and $in and not $not and
    (2 of ($power*) or $direct or ($save and not $check and filesize < 6KB))
}
