// SPDX-License-Identifier: Apache-2.0
//
// ColdFusion pages, continued. The same powers by other roads: a value of the
// request kept in a variable first, functions instead of tags, COM, downloads,
// the registry, the server's own data sources.

rule WEBSHELL_CFM_Evaluate_Variable
{
  meta:
    description = "Detects a short ColdFusion page that evaluates or includes a variable filled from the request"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 75
    family = "one-line shell"
    mitre = "T1505.003"
  strings:
    $tag = "<cf" ascii wide nocase
    $cf = /<cf(set|output|script|if|param|try|silent|component|function|file|include)/ ascii wide nocase
    $in = /[^\w](form|url|cookie)\s{0,2}(\.\s{0,2}\w|\[)|gethttprequestdata\s{0,2}\(/ ascii wide nocase
    $ev = /[^\w.]evaluate\s{0,3}\(\s{0,3}["']?#?[a-z_]\w{0,30}#?["']?\s{0,3}\)/ ascii wide nocase
    $set = /[a-z_]\w{0,30}\s{0,3}=\s{0,3}["']?#?\s{0,3}(\w{1,20}\s{0,2}\(\s{0,3}){0,3}(form|url|cookie|gethttprequestdata)\s{0,2}[.\[\(]/ ascii wide nocase
    $w = /(<cffile[^>]{0,200}action\s{0,3}=\s{0,3}["']?(write|append)|filewrite\s{0,3}\()/ ascii wide nocase
    $out = /(output\s{0,3}=\s{0,3}["']?#\s{0,3}(\w{1,20}\s{0,2}\(\s{0,3}){0,3}(form|url|cookie|gethttprequestdata)|filewrite\s{0,3}\([^;]{1,160},\s{0,5}#?\s{0,3}(\w{1,20}\s{0,2}\(\s{0,3}){0,3}(form|url|cookie|gethttprequestdata))/ ascii wide nocase
    $inc = /(<cfinclude[\s\r\n]|<cfmodule[\s\r\n]|[^\w]include\s{1,3}["'\w#]|\.cfm["'])/ ascii wide nocase
  condition:
    $tag and $cf and $in and
    ((filesize < 3KB and $ev and $set) or (filesize < 20KB and $w and $out and $inc))
}

rule WEBSHELL_CFM_File_Function
{
  meta:
    description = "Detects a ColdFusion page whose file functions or tags take the path from the request"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1083/"
    score = 80
    family = "file manager"
    mitre = "T1505.003,T1083,T1105"
  strings:
    $cf = "<cf" ascii wide nocase
    $w1 = /(filewrite|fileappend|fileopen|filecopy|filemove|fileupload|fileuploadall|filedelete|directorydelete|directoryrename|unzip)\s{0,3}\(\s{0,3}["']?#?\s{0,3}(\w{1,24}\s{0,2}\(\s{0,3}){0,2}(["'][.\/\\]{0,3}["']\s{0,3}&\s{0,3})?(form|url|cookie|arguments)\s{0,2}[.\[]/ ascii wide nocase
    $r1 = /(fileread|filereadbinary|directorylist)\s{0,3}\(\s{0,3}["']?#?\s{0,3}(\w{1,24}\s{0,2}\(\s{0,3}){0,2}(["'][.\/\\]{0,3}["']\s{0,3}&\s{0,3})?(form|url|cookie)\s{0,2}[.\[]/ ascii wide nocase
    $t1 = /<cffile[^>]{0,300}(file|destination|source)\s{0,3}=\s{0,3}["']?\s{0,3}#\s{0,3}(\w{1,24}\s{0,2}\(\s{0,3}){0,2}(["'][.\/\\]{0,3}["']\s{0,3}&\s{0,3})?(form|url|cookie)\s{0,2}[.\[]/ ascii wide nocase
    $t2 = /<cfdirectory[^>]{0,300}directory\s{0,3}=\s{0,3}["']?\s{0,3}#\s{0,3}(\w{1,24}\s{0,2}\(\s{0,3}){0,2}(form|url|cookie)\s{0,2}[.\[]/ ascii wide nocase
    $t3 = /<cfcontent[^>]{0,300}file\s{0,3}=\s{0,3}["']?\s{0,3}#\s{0,3}(\w{1,24}\s{0,2}\(\s{0,3}){0,2}(form|url|cookie)\s{0,2}[.\[]/ ascii wide nocase
    $t4 = /<cfhttp[^>]{0,300}url\s{0,3}=\s{0,3}["']?\s{0,3}#\s{0,3}(\w{1,24}\s{0,2}\(\s{0,3}){0,2}(form|url|cookie)\s{0,2}[.\[]/ ascii wide nocase
    $t4b = /<cfhttp[^>]{0,400}[\s"'](path|file)\s{0,3}=/ ascii wide nocase
    $t5 = /<cfregistry[^>]{0,300}#\s{0,3}(\w{1,24}\s{0,2}\(\s{0,3}){0,2}(form|url|cookie)\s{0,2}[.\[]/ ascii wide nocase
    $t6 = /<cfzip[^>]{0,300}(file|source|destination)\s{0,3}=\s{0,3}["']?\s{0,3}#\s{0,3}(form|url|cookie)\s{0,2}[.\[]/ ascii wide nocase
    $not = /(accept\s{0,3}=\s{0,3}["'](image|text|application)|allowedextensions|ckfinder)/ ascii wide nocase
  condition:
    filesize < 1MB and $cf and not $not and
    (any of ($w1, $r1, $t1, $t2, $t3, $t5, $t6) or ($t4 and $t4b))
}

rule WEBSHELL_CFM_Com_Shell
{
  meta:
    description = "Detects a ColdFusion page that makes a COM or .NET object which starts programs"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1559/001/"
    score = 85
    family = "command shell"
    mitre = "T1505.003,T1559.001"
  strings:
    $o1 = /<cfobject[^>]{0,200}["'](wscript\.shell|shell\.application|scripting\.filesystemobject|system\.diagnostics\.process\w{0,9})["']/ ascii wide nocase
    $o2 = /createobject\s{0,3}\(\s{0,3}["'](com|\.net|dotnet)["']\s{0,3},\s{0,3}["'](wscript\.shell|shell\.application|scripting\.filesystemobject|system\.diagnostics\.process\w{0,9})["']/ ascii wide nocase
  condition:
    filesize < 1MB and any of them
}

rule WEBSHELL_CFM_Data_Sources
{
  meta:
    description = "Detects a ColdFusion page that reads the server's data sources with their passwords or its administrator settings"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1552/"
    score = 80
    family = "probe"
    mitre = "T1505.003,T1552"
  strings:
    $f = /coldfusion\.server\.(servicefactory|adminservice)/ ascii wide nocase
    $d = /(getdatasources\s{0,3}\(|datasourceservice|getdatasourceservice|securityservice)/ ascii wide nocase
    $p = /(\.\s{0,2}password\b|\[\s{0,2}["']password["']\s{0,2}\]|decrypt\s{0,3}\(|0yJ!@1\$r8p0L|\.\s{0,2}checkadminpassword|setadminpassword|setproperty)/ ascii wide nocase
    $f2 = /(neo-datasource\.xml|neo-security\.xml|password\.properties|seed\.properties)/ ascii wide nocase
    $r = /(<cffile|fileread\s{0,3}\(|<cfdirectory)/ ascii wide nocase
    $tag = "<cf" ascii wide nocase
    $cf = /<cf(set|output|script|object|loop)/ ascii wide nocase
  condition:
    filesize < 1MB and $tag and $cf and (($f and $d and $p) or ($f2 and $r))
}

rule SUSP_CFM_Powers
{
  meta:
    description = "Detects a ColdFusion page that starts programs, reaches Java's process classes or the registry, or runs the SQL of a variable against a data source of a variable"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 65
    family = "command shell"
    mitre = "T1505.003,T1059"
  strings:
    $x1 = /<cfexecute[\s\r\n]/ ascii wide nocase
    $x2 = /[^\w]cfexecute\s{0,3}\(/ ascii wide nocase
    $x3 = /["']java\.lang\.(runtime|processbuilder|classloader)["']/ ascii wide nocase
    $x4 = /<cfregistry[\s\r\n]/ ascii wide nocase
    $x5 = /<cfquery[^>]{0,200}datasource\s{0,3}=\s{0,3}["']?#[^>]{0,200}>\s{0,40}#\s{0,3}(preservesinglequotes\s{0,3}\()?[^#]{1,60}#\s{0,40}<\/cfquery>/ ascii wide nocase
    $x6 = /(output\s{0,3}=\s{0,3}["']?#\s{0,3}(\w{1,20}\s{0,2}\(\s{0,3}){0,3}(form|url|cookie|gethttprequestdata)|filewrite\s{0,3}\([^;]{1,160},\s{0,5}#?\s{0,3}(\w{1,20}\s{0,2}\(\s{0,3}){0,3}(form|url|cookie|gethttprequestdata))\s{0,3}[.\[\(]/ ascii wide nocase
    $tag = "<cf" ascii wide nocase
    $cf = /<cf(set|output|script|if|param|component|function|try|loop)[\s>]/ ascii wide nocase
    // the tag in a manual or in a highlighter's list is not in CFML
    $not = /(<\?php|&lt;cf|xmlns:)/ ascii nocase
  condition:
    filesize < 1MB and $tag and $cf and not $not and any of ($x*)
}
