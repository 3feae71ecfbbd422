// SPDX-License-Identifier: Apache-2.0
//
// Classic ASP pages with more power than a page needs: they reach the file
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
    $page = "<%" ascii wide
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
    $page = "<%" ascii wide
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
    $page = "<%" ascii wide
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
    $page1 = "<%" ascii wide
    $page2 = /<script[^>]{0,80}runat/ ascii wide nocase
    $o1 = /(createobject|activexobject|<object)[^\r\n]{0,60}wscript\.shell/ ascii wide nocase
    $o2 = /(createobject|activexobject)\s{0,5}\(\s{0,5}["']shell\.(application|users|localmachine)/ ascii wide nocase
    $o3 = /72C24DD5-D70A-438B-8A42-98424B88AFB8|13709620-C279-11CE-A49E-444553540000|F935DC22-1CF0-11D0-ADB9-00C04FD58A0B/ ascii wide nocase
    $o4 = /["']winmgmts:/ ascii wide nocase
    $srv = /(response\s{0,3}\.\s{0,3}(write|end|flush|buffer|redirect|expires)|request\s{0,3}[.\(\[]|server\s{0,3}\.\s{0,3}(createobject|mappath|scripttimeout))/ ascii wide nocase
  condition:
    filesize < 2MB and any of ($page*) and any of ($o*) and $srv
}
