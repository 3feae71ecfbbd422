// SPDX-License-Identifier: Apache-2.0
//
// ColdFusion pages. CFML gives a page programs, files, the registry and Java
// in one tag each; a shell joins such a tag to a field of the form or the URL.

rule WEBSHELL_CFM_Execute
{
  meta:
    description = "Detects a ColdFusion page that starts the program that the request names"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "command shell"
    mitre = "T1505.003,T1059"
  strings:
    $x = /<cfexecute[\s\r\n]/ ascii wide nocase
    $x2 = /[^\w]cfexecute\s{0,3}\(\s{0,3}(name|variable)/ ascii wide nocase
    $in = /(#\s{0,3}(form|url|cookie|cgi|attributes|cmd|command|arguments|preservesinglequotes\s{0,3}\(\s{0,3}(form|url))\s{0,3}[.\[#]|form\s{0,2}[.\[]|url\s{0,2}[.\[]|<cfparam|structkeyexists\s{0,3}\(\s{0,3}(form|url)|isdefined\s{0,3}\(\s{0,3}["'](form|url)\.)/ ascii wide nocase
    $dyn = /<cfexecute[^>]{0,300}(name|arguments)\s{0,3}=\s{0,3}["'']?[^"'>#]{0,80}(#|form\.|url\.)/ ascii wide nocase
    $dyn2 = /<cfexecute[^>]{0,200}["'\s\/\\](cmd(\.exe)?|(ba)?sh|powershell(\.exe)?)["'\s]/ ascii wide nocase
    $dyn3 = /cfexecute\s{0,3}\([^\)]{0,160}(form|url)\s{0,2}\./ ascii wide nocase
  condition:
    filesize < 1MB and any of ($x, $x2) and $in and
    any of ($dyn, $dyn2, $dyn3)
}

rule WEBSHELL_CFM_Java_Runtime
{
  meta:
    description = "Detects a ColdFusion page that starts processes or loads classes through Java"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "command shell"
    mitre = "T1505.003,T1059"
  strings:
    $j = /(createobject\s{0,3}\(\s{0,3}["']java["']\s{0,3},|<cfobject[^>]{0,80}java)/ ascii wide nocase
    $c = /["']java\.lang\.(runtime|processbuilder|classloader|reflect)/ ascii wide nocase
    $c2 = /["'](java\.net\.urlclassloader|javax\.script\.scriptenginemanager|sun\.misc\.unsafe|coldfusion\.server\.servicefactory)["']/ ascii wide nocase
    $c3 = /createobject\s{0,3}\(\s{0,3}["']java["']\s{0,3},\s{0,3}#?[a-z_]\w{0,30}\s{0,3}[\[\)#.]/ ascii wide nocase
    $in = /(form\s{0,2}[.\[]|url\s{0,2}[.\[]|cookie\s{0,2}[.\[]|gethttprequestdata\s{0,3}\(|cgi\.query_string)/ ascii wide nocase
    $use = /(\.\s{0,3}exec\s{0,3}\(|\.\s{0,3}start\s{0,3}\(|getruntime\s{0,3}\(|defineclass|loadclass|\.\s{0,3}eval\s{0,3}\(|getdatasources\s{0,3}\(|decrypt)/ ascii wide nocase
  condition:
    filesize < 1MB and $j and ($c or $c2 or $c3) and $in and $use
}

rule WEBSHELL_CFM_Evaluate
{
  meta:
    description = "Detects a ColdFusion page that evaluates or includes what the request says"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "one-line shell"
    mitre = "T1505.003"
  strings:
    $a = /[^\w.]evaluate\s{0,3}\(\s{0,3}(["']?#)?\s{0,3}(form|url|cookie)\s{0,2}[.\[]\s{0,3}["']?\w{1,30}["']?\s{0,3}\]?\s{0,3}(#["']?)?\s{0,3}\)/ ascii wide nocase
    $c = /[^\w.]evaluate\s{0,3}\(\s{0,3}(tostring\s{0,3}\(\s{0,3}|tobinary\s{0,3}\(\s{0,3}|urldecode\s{0,3}\(\s{0,3}|decrypt\s{0,3}\(\s{0,3}|binarydecode\s{0,3}\(\s{0,3}){1,3}(form|url|cookie|gethttprequestdata)/ ascii wide nocase
    $cf = /<cf(set|output|script|if|param|try|silent|component|function)/ ascii wide nocase
  condition:
    filesize < 500KB and $cf and any of ($a, $c)
}

rule WEBSHELL_CFM_Write_Request
{
  meta:
    description = "Detects a ColdFusion page that writes, uploads, reads or deletes files under any path the request gives"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1105/"
    score = 80
    family = "file writer"
    mitre = "T1505.003,T1105"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "<cffile" ascii wide nocase
    $n1 = "<cfdirectory" ascii wide nocase
    $n2 = "filewrite(" ascii wide nocase
    $n3 = "filewrite (" ascii wide nocase
    $w1 = /<cffile[^>]{0,200}action\s{0,3}=\s{0,3}["']?(write|append)["']?[^>]{0,200}file\s{0,3}=\s{0,3}["'][^"'>]{0,60}#\s{0,3}(form|url)\s{0,2}[.\[]/ ascii wide nocase
    $w2 = /<cffile[^>]{0,200}file\s{0,3}=\s{0,3}["'][^"'>]{0,60}#\s{0,3}(form|url)\s{0,2}[.\[][^>]{0,200}output\s{0,3}=\s{0,3}["']?#\s{0,3}(form|url)/ ascii wide nocase
    $w3 = /<cffile[^>]{0,200}action\s{0,3}=\s{0,3}["']?upload["']?[^>]{0,200}destination\s{0,3}=\s{0,3}["'][^"'>]{0,40}#\s{0,3}(form|url)\s{0,2}[.\[]/ ascii wide nocase
    $w4 = /<cffile[^>]{0,200}destination\s{0,3}=\s{0,3}["'][^"'>]{0,40}#\s{0,3}(form|url)\s{0,2}[.\[][^>]{0,200}action\s{0,3}=\s{0,3}["']?upload/ ascii wide nocase
    $w5 = /filewrite\s{0,3}\(\s{0,3}(#\s{0,3})?(form|url)\s{0,2}[.\[]/ ascii wide nocase
    $r1 = /<cffile[^>]{0,200}action\s{0,3}=\s{0,3}["']?(read|readbinary|delete)["']?[^>]{0,200}file\s{0,3}=\s{0,3}["']\s{0,3}#\s{0,3}(form|url)\s{0,2}[.\[]/ ascii wide nocase
    $r2 = /<cfdirectory[^>]{0,200}directory\s{0,3}=\s{0,3}["']\s{0,3}#\s{0,3}(form|url)\s{0,2}[.\[]/ ascii wide nocase
    $r3 = /<cfcontent[^>]{0,200}file\s{0,3}=\s{0,3}["']\s{0,3}#\s{0,3}(form|url)\s{0,2}[.\[]/ ascii wide nocase
    $not = /(makeunique[^>]{0,200}accept\s{0,3}=|allowedextensions|ckfinder)/ ascii wide nocase
  condition:
    filesize < 500KB and any of ($n*) and
    (any of ($w*) or 2 of ($r*)) and not $not
}

rule WEBSHELL_CFM_Upload_Small
{
  meta:
    description = "Detects a bare ColdFusion upload page that accepts every type of file"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1105/"
    score = 75
    family = "uploader"
    mitre = "T1505.003,T1105"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "<cffile" ascii wide nocase
    $u = /<cffile[^>]{0,300}action\s{0,3}=\s{0,3}["']?upload/ ascii wide nocase
    $dest = /(expandpath\s{0,3}\(\s{0,3}["'][.\/]{0,3}["']|getdirectoryfrompath\s{0,3}\(\s{0,3}(getcurrenttemplatepath|cgi|gettemplatepath|getbasetemplatepath)|destination\s{0,3}=\s{0,3}["']([a-z]:\\|#\s{0,3}(form|url)|#\s{0,3}expandpath))/ ascii wide nocase
    $form = /<(input|cfinput)[^>]{0,120}type\s{0,3}=\s{0,3}["']?file/ ascii wide nocase
    $not = /(accept\s{0,3}=|allowedextensions|\.(gif|jpe?g|png|pdf|xls|csv|docx?)["',]|cfquery|listfind|serverfileext|contenttype|session\.|<cfinclude|cfmodule)/ ascii wide nocase
  condition:
    // beachcomb: allow(size-limit) small pages are what it is about; larger ones are the matter of other rules
    filesize < 4KB and $n0 and
    $u and $dest and $form and not $not
}

rule WEBSHELL_CFM_Sql_Client
{
  meta:
    description = "Detects a ColdFusion page that runs the SQL which the request gives"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "sql shell"
    mitre = "T1505.003"
  strings:
    $n0 = "<cfquery" ascii wide nocase
    $a = /<cfquery[^>]{0,200}>\s{0,40}#\s{0,3}(preservesinglequotes\s{0,3}\(\s{0,3})?(form|url)\s{0,2}[.\[]\s{0,3}["']?\w{1,30}["']?\]?\s{0,3}\)?\s{0,3}#\s{0,40}<\/cfquery>/ ascii wide nocase
    $b = /<cfquery[^>]{0,200}datasource\s{0,3}=\s{0,3}["']?#\s{0,3}(form|url)\s{0,2}[.\[][^>]{0,200}>\s{0,40}(#\s{0,3}(preservesinglequotes|form|url)|<cfoutput>)/ ascii wide nocase
  condition:
    filesize < 500KB and $n0 and any of ($a, $b)
}

rule WEBSHELL_CFM_Chopper_Switch
{
  meta:
    description = "Detects the China Chopper style ColdFusion dispatcher with one case for each letter"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/software/S0020/"
    score = 90
    family = "China Chopper"
    mitre = "T1505.003"
  strings:
    $s = /<cfswitch\s{1,5}expression\s{0,3}=\s{0,3}["']?#\s{0,3}(form|url)\s{0,2}[.\[]/ ascii wide nocase
    $c = /<cfcase\s{1,5}value\s{0,3}=\s{0,3}["'][A-Q]["']/ ascii wide nocase
    $u = /(<cfexecute|<cffile|<cfdirectory|<cfquery|filewrite\s{0,3}\()/ ascii wide nocase
  condition:
    filesize < 200KB and $s and #c > 2 and $u
}

rule WEBSHELL_CFM_File_Manager
{
  meta:
    description = "Detects a ColdFusion page that browses, edits and runs things on the whole server"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1083/"
    score = 80
    family = "file manager"
    mitre = "T1505.003,T1083"
  strings:
    $in = /(#\s{0,3}(form|url)\s{0,2}[.\[]|<cfparam\s{1,5}name\s{0,3}=\s{0,3}["']?(form|url)\.)/ ascii wide nocase
    $d1 = /<cfdirectory[\s\r\n]/ ascii wide nocase
    $d2 = /<cffile[^>]{0,200}action\s{0,3}=\s{0,3}["']?(write|append|upload)/ ascii wide nocase
    $d3 = /<cffile[^>]{0,200}action\s{0,3}=\s{0,3}["']?(read|readbinary)/ ascii wide nocase
    $d4 = /<cffile[^>]{0,200}action\s{0,3}=\s{0,3}["']?(delete|rename|move|copy)/ ascii wide nocase
    $d5 = /<cfcontent[\s\r\n]/ ascii wide nocase
    $x1 = /<cfexecute[\s\r\n]/ ascii wide nocase
    $x2 = /<cfregistry[\s\r\n]/ ascii wide nocase
    $x3 = /(expandpath\s{0,3}\(\s{0,3}["'][.\/]{0,3}["']|getdirectoryfrompath|getbasetemplatepath|cgi\.path_translated|cf_template_path|["'][c-d]:\\)/ ascii wide nocase
    $x4 = /(cmd\.exe|\/bin\/sh|servicefactory|java\.lang\.runtime|decryptstring|datasourceservice|passwordhash|adminpassword)/ ascii wide nocase
    $x5 = /(<cfset\s{1,5}\w{0,12}pass\w{0,6}\s{0,3}=\s{0,3}["']|(form|url|cookie)\.\w{0,9}pass\w{0,6}\s{1,3}(neq|eq|is not|is)\s)/ ascii wide nocase
  condition:
    filesize < 1MB and $in and 2 of ($d*) and 2 of ($x*)
}
