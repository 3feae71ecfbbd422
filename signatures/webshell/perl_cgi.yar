// SPDX-License-Identifier: Apache-2.0
//
// Perl CGI programs whose command is nothing but a variable. Honest programs
// start a program of their own with variables behind it; "run this text" is
// what a shell does, whatever the variable is called. Beside it: uploads and
// listings under any path.

rule WEBSHELL_Perl_Command_Is_Variable
{
  meta:
    description = "Detects a short Perl CGI program that runs a command or code which is nothing but a variable"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 75
    family = "command shell"
    mitre = "T1505.003,T1059.006"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "QUERY_STRING" ascii
    $n1 = "CONTENT_LENGTH" ascii
    $n2 = "REQUEST_METHOD" ascii
    $n3 = "PATH_INFO" ascii
    $n4 = "{HTTP_" ascii
    $n5 = "'HTTP_" ascii
    $n6 = "\"HTTP_" ascii
    $n7 = "param(" ascii
    $n8 = "param (" ascii
    $z0 = "/perl" ascii
    $z1 = "use CGI" ascii
    $z2 = "use strict" ascii
    $z3 = "env perl" ascii
    $z4 = "CGI::" ascii
    $in1 = /ENV\s{0,2}\{\s{0,2}['"]?(QUERY_STRING|CONTENT_LENGTH|REQUEST_METHOD|PATH_INFO|HTTP_\w{2,30})/ ascii
    $in2 = /(->\s{0,2}|CGI::|[^\w$@%>])param\s{0,3}\(/ ascii
    $ct = /(Content-type\s{0,3}:|->\s{0,2}header|[^\w$]header\s{0,2}[\(;,]|CGI::header)/ ascii nocase
    $x1 = /[=(,;{]\s{0,3}(print\s{1,3})?[`]\s{0,3}\$\{?\w{1,24}\}?\s{0,3}(2>&1|2>\/dev\/null)?\s{0,3}[`]/ ascii
    $x2 = /print\s{1,3}[`]\s{0,3}\$\{?\w{1,24}\}?\s{0,3}(2>&1)?\s{0,3}[`]/ ascii
    $x3 = /qx\s{0,2}[{(\/|!]\s{0,3}(\$\{?\w{1,24}\}?|@\{\s{0,2}\[)[^\r\n]{0,30}[})\/|!]/ ascii
    $x4 = /[^\w$%@&>](system|exec)\s{0,3}[\(\s]\s{0,3}"?\s{0,2}\$\{?\w{1,24}\}?\s{0,3}(2>&1)?"?\s{0,3}[\);]/ ascii
    $x5 = /[^\w]open\s{0,3}\(?\s{0,3}(my\s{1,3})?[\w$]{1,24}\s{0,3},\s{0,3}"\s{0,3}(cd\s[^"\r\n]{1,40}[;&]{1,2}\s{0,3})?\(?\s{0,2}\$\{?\w{1,24}\}?(\{\s{0,2}['"]?\w{1,20}['"]?\s{0,2}\})?\s{0,3}\)?\s{0,3}(2>&1)?\s{0,3}\|\s{0,3}"/ ascii
    $x6 = /[^\w]open\s{0,3}\(?\s{0,3}(my\s{1,3})?[\w$]{1,24}\s{0,3},\s{0,3}["']-\|["']\s{0,3},\s{0,3}(["'](\/bin\/)?(ba)?sh["']\s{0,3},\s{0,3}["']-c["']\s{0,3},\s{0,3})?\$\w{1,24}\s{0,3}[\);]/ ascii
    $x7 = /[^\w$%@&>]eval\s{0,3}[\(\s]\s{0,3}"?\$\w{1,24}(\{\s{0,2}['"]?\w{1,20}['"]?\s{0,2}\})?"?\s{0,3}[\);]/ ascii
    $x9 = /[^\w$%@&>](system|exec)\s{0,3}[\(\s]\s{0,3}["'](\/bin\/)?(ba)?sh["']\s{0,3},\s{0,3}["']-c["']\s{0,3},/ ascii
    $x8 = /[^\w$%@&>]eval\s{0,3}[\{\(]?\s{0,3}(eval\s{0,3})?\$\w{1,20}\s{0,2}->\s{0,2}param/ ascii
    $shell = /(<pre>|<xmp>|<textarea|text\/plain|<form|<input|2>&1|textfield|start_form|startform)/ ascii nocase
    $not = /(=head1|=cut|__END__|use\s{1,3}lib\s|Getopt::|package\s{1,3}\w{1,30}(::\w{1,30}){1,9}|use\s{1,3}Test::|sub\s{1,3}new\s|GNU General Public|cgi-lib\.pl|!\s{0,2}-[xe]\s{1,2}\$)/ ascii
  condition:
    filesize < 12KB and any of ($n*) and any of ($z*) and
    any of ($in*) and $ct and any of ($x*) and
    ($shell or filesize < 2KB) and not $not
}

rule WEBSHELL_Perl_Upload_Any_Path
{
  meta:
    description = "Detects a short Perl CGI program that stores uploads or text under a path that the form gives"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1105/"
    score = 75
    family = "uploader"
    mitre = "T1505.003,T1105"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "QUERY_STRING" ascii
    $n1 = "CONTENT_LENGTH" ascii
    $n2 = "REQUEST_METHOD" ascii
    $n3 = "PATH_INFO" ascii
    $n4 = "{HTTP_" ascii
    $n5 = "'HTTP_" ascii
    $n6 = "\"HTTP_" ascii
    $n7 = "param(" ascii
    $n8 = "param (" ascii
    $z0 = "/perl" ascii
    $z1 = "use CGI" ascii
    $z2 = "use strict" ascii
    $z3 = "env perl" ascii
    $z4 = "CGI::" ascii
    $ct = /(Content-type\s{0,3}:|->\s{0,2}header|[^\w$]header\s{0,2}[\(;,])/ ascii nocase
    $w1 = /[^\w]open\s{0,3}\(?\s{0,3}(my\s{1,3})?[\w$]{1,24}\s{0,3},\s{0,3}["']?\s{0,3}>{1,2}\s{0,3}["']?\s{0,3}[.,]?\s{0,3}[^;\r\n]{0,30}param\s{0,3}\(/ ascii
    $w2 = /[^\w]open\s{0,3}\(?\s{0,3}(my\s{1,3})?[\w$]{1,24}\s{0,3},\s{0,3}["']\s{0,3}>{1,2}\s{0,3}\$\w{1,20}\/\$\w{1,20}["']/ ascii
    $v = /\$\w{0,12}(dir|path|folder|dest|where)\w{0,8}\s{0,3}=\s{0,3}(\$\w{0,12}\s{0,2}->\s{0,2})?param\s{0,3}\(/ ascii nocase
    $form = /(multipart\/form-data|start_multipart_form|filefield|type\s{0,2}=\s{0,2}['"]?file)/ ascii nocase
    $not = /(=head1|=cut|Getopt::|package\s{1,3}\w{1,30}(::\w{1,30}){1,9}|\.(gif|jpe?g|png)\b|GNU General Public)/ ascii
  condition:
    filesize < 8KB and any of ($n*) and any of ($z*) and
    $ct and $form and ($w1 or ($w2 and $v)) and not $not
}

rule WEBSHELL_Perl_List_Any_Path
{
  meta:
    description = "Detects a short Perl CGI program that walks the file system by links which carry the path"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1083/"
    score = 75
    family = "file manager"
    mitre = "T1505.003,T1083"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "QUERY_STRING" ascii
    $n1 = "CONTENT_LENGTH" ascii
    $n2 = "REQUEST_METHOD" ascii
    $n3 = "PATH_INFO" ascii
    $n4 = "{HTTP_" ascii
    $n5 = "'HTTP_" ascii
    $n6 = "\"HTTP_" ascii
    $n7 = "param(" ascii
    $n8 = "param (" ascii
    $z0 = "/perl" ascii
    $z1 = "use CGI" ascii
    $z2 = "use strict" ascii
    $z3 = "env perl" ascii
    $z4 = "CGI::" ascii
    $in = /(QUERY_STRING|[^\w$@%]param\s{0,3}\()/ ascii
    $ct = /(Content-type\s{0,3}:|->\s{0,2}header|[^\w$]header\s{0,2}[\(;,])/ ascii nocase
    $l = /(opendir\s{0,3}\(?\s{0,3}(my\s{1,3})?[\w$]{1,12}\s{0,3},\s{0,3}"?\$\w|<\$\w{1,20}\/\*>|glob\s{0,3}\(\s{0,3}"\$\w{1,20}\/\*|[`]ls\s[^`]{0,20}\$)/ ascii
    $link = /href\s{0,2}=\s{0,2}\\?['"]?[^'">\r\n]{0,60}\?[^'">\r\n]{0,24}\$\{?\w{1,20}\}?\/\$\{?\w{1,20}/ ascii nocase
    $o = /[^\w]open\s{0,3}\(?\s{0,3}(my\s{1,3})?[\w$]{1,24}\s{0,3},\s{0,3}["']?\s{0,3}<?\s{0,3}["']?,?\s{0,3}"?\$\w{1,20}/ ascii
    $not = /(=head1|=cut|Getopt::|package\s{1,3}\w{1,30}(::\w{1,30}){1,9}|GNU General Public|use\s{1,3}lib\s)/ ascii
  condition:
    filesize < 8KB and any of ($n*) and any of ($z*) and
    all of ($in, $ct, $l, $link, $o) and not $not
}

rule SUSP_Perl_Cgi_Execution
{
  meta:
    description = "Detects a Perl CGI program that takes a form and runs text which begins with a variable"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 50
    family = "command shell"
    mitre = "T1505.003,T1059.006"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "QUERY_STRING" ascii
    $n1 = "CONTENT_LENGTH" ascii
    $n2 = "REQUEST_METHOD" ascii
    $n3 = "PATH_INFO" ascii
    $n4 = "{HTTP_" ascii
    $n5 = "'HTTP_" ascii
    $n6 = "\"HTTP_" ascii
    $n7 = "param(" ascii
    $n8 = "param (" ascii
    $z0 = "/perl" ascii
    $z1 = "use CGI" ascii
    $z2 = "use strict" ascii
    $z3 = "env perl" ascii
    $z4 = "CGI::" ascii
    $perl = /#!\s{0,3}\/[^\r\n]{0,40}perl/ ascii
    $in1 = /ENV\s{0,2}\{\s{0,2}['"]?(QUERY_STRING|CONTENT_LENGTH)/ ascii
    $in2 = /(->\s{0,2}|CGI::|[^\w$@%>])param\s{0,3}\(\s{0,3}['"](cmd|command|exec|run|shell|code|eval|do|c|e|x|line|comando)['"]/ ascii nocase
    $ct = /Content-type\s{0,3}:\s{0,3}text\/(html|plain)/ ascii nocase
    $x1 = /[=(,;{]\s{0,3}[`]\s{0,3}(cd\s[^`\r\n]{1,40}[;&]{1,2}\s{0,3})?\$\{?\w{1,24}\}?(\{\s{0,2}['"]?\w{1,20}['"]?\s{0,2}\})?[^`\r\n]{0,12}[`]/ ascii
    $x2 = /[^\w$%@&>](system|exec)\s{0,3}[\(\s]\s{0,3}"?\s{0,2}(cd\s[^"\r\n]{1,40}[;&]{1,2}\s{0,3})?\$\{?\w{1,24}\}?(\{\s{0,2}['"]?\w{1,20}['"]?\s{0,2}\})?\s{0,3}(2>&1)?"?\s{0,3}[\);]/ ascii
    $x3 = /[^\w]open\s{0,3}\(?\s{0,3}[\w$]{1,24}\s{0,3},\s{0,3}"\s{0,3}(cd\s[^"\r\n]{1,40}[;&]{1,2}\s{0,3})?\(?\$\{?\w{1,24}\}?(\{\s{0,2}['"]?\w{1,20}['"]?\s{0,2}\})?\)?\s{0,3}(2>&1)?\s{0,3}\|\s{0,3}"/ ascii
    $x4 = /[^\w$%@&>]eval\s{0,3}[\(\s]\s{0,3}"?\$\w{1,24}(\{\s{0,2}['"]?\w{1,20}['"]?\s{0,2}\})"?\s{0,3}[\);]/ ascii
    $not = /(=head1|=cut|__END__|use\s{1,3}lib\s|Getopt::|package\s{1,3}\w{1,30}(::\w{1,30}){1,9}|GNU General Public)/ ascii
  condition:
    filesize < 200KB and any of ($n*) and any of ($z*) and
    $perl and $ct and any of ($in*) and any of ($x*) and
    not $not
}
