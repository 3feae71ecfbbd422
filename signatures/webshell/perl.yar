// SPDX-License-Identifier: Apache-2.0
//
// Perl programs in web folders: command shells over CGI, and the back-connect
// and bind shells, bots and defacing tools that are dropped beside them.
//
// Honest CGI programs in Perl are many and do start programs, so a rule wants
// the parameter's value itself in the command (or a variable that is called
// "command"), or a shell whose input and output are a socket.

rule WEBSHELL_Perl_Command_Parameter
{
  meta:
    description = "Detects a Perl CGI program that hands a parameter of the request straight to a shell or to eval"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "command shell"
    mitre = "T1505.003,T1059.004"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "QUERY_STRING" ascii
    $n1 = "PATH_INFO" ascii
    $n2 = "ENV{HTTP_" ascii
    $n3 = "ENV{'HTTP_" ascii
    $n4 = "ENV{\"HTTP_" ascii
    $n5 = "param(" ascii
    $n6 = "$in{" ascii
    $n7 = "$FORM{" ascii
    $n8 = "$form{" ascii
    $n9 = "$input{" ascii
    $n10 = "$param" ascii
    $n11 = "$query{" ascii
    $n12 = "$QUERY" ascii
    $n13 = "$GET{" ascii
    $n14 = "$POST{" ascii
    $n15 = "$in->" ascii
    $n16 = "$q{" ascii
    $n17 = "$cgi" ascii
    $n18 = "$q->" ascii
    $z0 = "/perl" ascii
    $z1 = "use CGI" ascii
    $a = /[^\w$%@&>](system|exec|eval)\s{0,4}[\(\{"'\s]{1,4}\s{0,4}(\$\w{1,20}\s{0,2}->\s{0,2}|CGI::|CGI->)?param\s{0,3}\(/ ascii
    $b = /[^\w$%@&>](system|exec|eval)\s{0,4}[\(\s"]{1,4}\$(in|form|FORM|input|param|params|query|QUERY|get|GET|post|POST|q|cgi)\s{0,2}(->\s{0,2})?[\[\{]\s{0,2}['"]?\w{1,20}/ ascii
    $c = /(\$in\{|\$form\{|\$FORM\{|\$input\{|\$params?\{|\$query\{|\$QUERY\{|\$GET\{|\$POST\{|\$query->|\$cgi->|\$CGI->)[^`\r\n]{1,30}[\}\)][^`\r\n;]{0,40}[`]/ ascii
    $c1 = /(=|\(|print)\s{0,2}[`]\s{0,3}(cd\s[^`\r\n]{1,40}[;&]{1,2}\s{0,3})?\$(in|form|FORM|input|params?|query|QUERY|GET|POST)\s{0,2}(->\s{0,2})?\{/ ascii
    $d = /[^\w]open\s{0,3}\(\s{0,3}\w{1,20}\s{0,3},\s{0,3}["']\s{0,3}\(?(cd\s[^"'\r\n]{1,40}[;&]{1,2}\s{0,3})?\$(in|form|FORM|input|param|params|query|QUERY|get|GET|post|POST|q|cgi)\s{0,2}(->\s{0,2})?\{\s{0,2}['"]?\w{1,20}['"]?\s{0,2}\}[^"'\r\n]{0,30}\|\s{0,2}["']/ ascii
    $e = /[^\w$%@&>](system|exec|eval)\s{0,4}[\(\s"]{1,4}\$ENV\s{0,2}\{\s{0,2}['"]?(QUERY_STRING|PATH_INFO|HTTP_\w{2,30})/ ascii
    $f = /[`][^`\r\n]{0,60}\$ENV\s{0,2}\{\s{0,2}['"]?(QUERY_STRING|PATH_INFO|HTTP_\w{2,30})/ ascii
    $g = /[`][^`\r\n]{0,40}@\{\s{0,2}\[\s{0,2}\$?\w{0,12}(->)?param\s{0,2}\([^`\r\n]{0,40}[`]/ ascii
    $perl1 = /#!\s{0,3}\/[^\r\n]{0,40}\/perl/ ascii
    $perl2 = /[\r\n;]\s{0,8}use CGI[\s;:]/ ascii
    $not = "package Test" ascii
  condition:
    filesize < 1MB and any of ($n*) and any of ($z*) and
    (any of ($a, $b, $d, $e, $f, $g) or ($c and $c1)) and
    any of ($perl*) and not $not
}

rule WEBSHELL_Perl_Command_Variable
{
  meta:
    description = "Detects a Perl CGI program that runs a variable named after a command and shows the output as a page"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "command shell"
    mitre = "T1505.003,T1059.004"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "QUERY_STRING" ascii
    $n1 = "CONTENT_LENGTH" ascii
    $n2 = "REQUEST_METHOD" ascii
    $n3 = "use CGI" ascii
    $n4 = "CGI::" ascii
    $n5 = "param(" ascii
    $n6 = "read(STDIN" ascii
    $z0 = "/perl" ascii
    // beachcomb: allow(duplicate-string) each of the two sets counts it
    $z1 = "use CGI" ascii
    $z2 = "perl -" ascii
    $in1 = /ENV\s{0,2}\{\s{0,2}['"]?(QUERY_STRING|CONTENT_LENGTH|REQUEST_METHOD)/ ascii
    $in2 = /(->\s{0,2}|CGI::|[^\w])param\s{0,3}\(\s{0,3}['"]?(cmd|command|exec|c|x|run|shell|cmdline|commands|query|e|comando|input)['"]?\s{0,3}\)/ ascii nocase
    $in3 = /read\s{0,3}\(\s{0,3}\*?STDIN\s{0,3},/ ascii
    $in4 = /use\s{1,4}CGI[\s;:]/ ascii
    $p = /(\{cmd\}|\{'cmd'\}|\{"cmd"\}|\('cmd'\)|\("cmd"\)|[\{\('"](command|exec|shell|cmdline|comando|action)['"\}\)])/ ascii nocase
    $page = /(Content-Type\s{0,3}:\s{0,3}text\/(html|plain)|CGI::header|->\s{0,2}header\s{0,2}[\(;]|print\s{1,3}header)/ ascii nocase
    $form = /(<form|<input|<textarea|startform|start_form|<pre>)/ ascii nocase
    $x1 = /[`][^`\r\n]{0,40}(\$cmd|\$\{cmd|\$command|\$\{command|\$exec|\$run|\$shell|\$comando|\$execute|\$req|\$query)\w{0,10}\}?[^`\r\n]{0,30}[`]/ ascii nocase
    $x7 = /open[23]\s{0,3}\(\s{0,3}[^;\r\n]{0,80}["'](\/bin\/)?(ba)?sh["'\s]/ ascii
    $x2 = /[^\w$%@&>](system|exec)\s{0,4}[\(\s"']{1,4}\s{0,2}(cd\s{1,3}[^"'\r\n]{1,40}[;&]{1,2}\s{0,3})?\$\{?(cmd|command|exec|run|shell|c|comando|cmdline|runcommand|execute)\}?\s{0,3}["'\);,\s2>]/ ascii nocase
    $x3 = /[^\w]open\s{0,3}\(?\s{0,3}[\w$ "']{1,24}\s{0,3},\s{0,3}["']?\s{0,3}\(?(cd\s{1,3}[^"'\r\n]{1,40}[;&]{1,2}\s{0,3})?\$\{?(cmd|command|exec|run|shell|c|comando|cmdline|runcommand|execute)\}?[^"'\r\n]{0,30}\|\s{0,2}["']/ ascii nocase
    $x4 = /[^\w$%@&>]eval\s{0,4}[\(\s"\{]{1,4}\s{0,2}\$\{?(cmd|command|exec|run|code|c|perl|e)\}?\s{0,3}["'\);\}]/ ascii nocase
    $x5 = /[^\w]open\s{0,3}\(?\s{0,3}\w{1,24}\s{0,3},\s{0,3}["']-\|["']\s{0,3}[,\)]\s{0,3}(\|\|\s{0,3}exec\s{0,3}\(?\s{0,3})?\$(cmd|command|run|c)\W/ ascii nocase
    $x6 = /[^\w]open\s{0,3}\(\s{0,3}\w{0,12}(command|cmd)\w{0,12}\s{0,3},\s{0,3}\$?"?\$?\w{0,12}(command|cmd)/ ascii nocase
    $not1 = /(=head1|__END__|use\s{1,3}lib\s|Getopt::|@ARGV|\n1;\s{0,9}$)/ ascii
  condition:
    filesize < 400KB and any of ($n*) and any of ($z*) and
    $page and $form and
    ($in2 or (any of ($in1, $in3, $in4) and ($p or filesize < 3KB))) and
    any of ($x*) and not $not1
}

rule WEBSHELL_Perl_Telnet_Family
{
  meta:
    description = "Detects the CGI-Telnet family of Perl shells by its configuration and dispatch"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 90
    family = "CGI-Telnet"
    mitre = "T1505.003,T1059.004"
  strings:
    $a = /\$\w{0,3}CmdSep\s{0,3}=/ ascii nocase
    $b = /\$\w{0,8}CommandTimeout\w{0,12}\s{0,3}=/ ascii nocase
    $c = /\$ShowDynamicOutput\s{0,3}=/ ascii nocase
    $d = /\$Redirector\s{0,3}=\s{0,3}\(/ ascii nocase
    $e = /\$CmdPwd\s{0,3}=/ ascii nocase
    $f = /(NTCmdSep|UnixCmdSep)\s{0,3}[=;]/ ascii nocase
    $g = /sub\s{1,5}(ExecuteCommand|PrintCommandLineInputForm|PrintCommandTimeoutMessage|CommandTimeout|PrintPageHeader|PerformLogout|SendFileToBrowser|DownloadFile|UploadFile)\W/ ascii nocase
  condition:
    filesize < 1MB and
    (3 of ($a, $b, $c, $d, $e, $f) or
     (#g > 3 and any of ($a, $b, $c, $d, $e, $f)))
}

rule WEBSHELL_Perl_Cgi_Kit
{
  meta:
    description = "Detects a Perl CGI kit that runs commands, edits files and takes uploads behind one password"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "perl kit"
    mitre = "T1505.003,T1059.004"
  strings:
    $in = /(ENV\s{0,2}\{\s{0,2}['"]?(QUERY_STRING|CONTENT_LENGTH)|[^\w]param\s{0,2}\()/ ascii
    $page = /Content-type\s{0,3}:/ ascii nocase
    $p1 = /\$\w{0,12}(pass|password|passwd)\w{0,6}\s{0,3}=\s{0,3}["'][^"'$]{0,60}["']/ ascii nocase
    $p2 = /(Set-Cookie|HTTP_COOKIE)/ ascii
    $p3 = /(md5_hex|crypt\s{0,3}\()/ ascii
    $r1 = /opendir\s{0,3}\(/ ascii
    $r2 = /readdir\s{0,3}[\(\s]/ ascii
    $w1 = /unlink\s{0,3}[\(\s$]/ ascii
    $w2 = /rename\s{0,3}\(/ ascii
    $w3 = /chmod\s{0,3}[\(\s0]/ ascii
    $w4 = /multipart\/form-data/ ascii nocase
    $w5 = /(rmdir|mkdir)\s{0,3}[\(\s$]/ ascii
    $w6 = /<textarea/ ascii nocase
    $x1 = /[^\w](system|exec)\s{0,3}[\(\s]{1,3}["']?\$/ ascii
    $x2 = /(= ?|\(|print )[`][^`\r\n]{0,30}\$\w/ ascii
    $x3 = /open\s{0,3}\(\s{0,3}\w{1,20}\s{0,3},\s{0,3}["'][^"'\r\n]{0,60}\|\s{0,3}["']/ ascii
    $h1 = /(\/etc\/passwd|\/etc\/shadow|uname\s{1,3}-a|cat\s{1,3}\/etc\/|locate\s|find\s{1,3}\/\s{1,3}-type|ps\s{1,3}aux|netstat\s{1,3}-an)/ ascii
    $h2 = /(back.?connect|bind.?port|backdoor|web.?shell|cgi.?shell|port.?bind|hacked|deface|r00t|safe.?mode|sql.?dump)/ ascii nocase
    $h3 = /(inet_aton|sockaddr_in|getprotobyname|IO::Socket)/ ascii
    $not = /(=head1|package\s{1,3}\w{1,30}::\w{1,30}|GNU General Public|Getopt::)/ ascii
  condition:
    filesize < 1MB and $in and $page and any of ($p*) and any of ($r*) and
    3 of ($w*) and any of ($x*) and $h2 and
    ($h1 or $h3 or #h2 > 2) and not $not
}

rule WEBSHELL_Perl_Browse_Any_Path
{
  meta:
    description = "Detects a short Perl CGI program that lists or sends whatever path the query string gives"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1083/"
    score = 75
    family = "file manager"
    mitre = "T1505.003,T1083"
  strings:
    $in1 = "QUERY_STRING" ascii
    $in2 = /[^\w]param\s{0,3}\(\s{0,3}['"]?(path|file|dir|d|f|filename|p)['"]?\s{0,3}\)/ ascii
    $v = /\$(path|file|dir|filename|fname)\s{0,3}=\s{0,3}(\$\w{0,12}\s{0,2}(->\s{0,2})?[\{]\s{0,2}['"]?(path|file|dir|d|f|filename|p)['"]?\s{0,2}\}|\$?\w{0,9}(->\s{0,2})?param)/ ascii nocase
    $page = /Content-type\s{0,3}:/ ascii nocase
    $form = /(<form|<input)\s/ ascii nocase
    $l = /opendir\s{0,3}\(?\s{0,3}\w{1,12}\s{0,3},\s{0,3}"?\$(path|dir|d|p)/ ascii nocase
    $o = /[^\w]open\s{0,3}\(?\s{0,3}\w{1,12}\s{0,3},\s{0,3}["']?\s{0,3}[<>]{0,2}\s{0,3}["']?\s{0,3},?\s{0,3}"?\$(path|file|f|filename|p|dir|fname)/ ascii nocase
    $u = /[^\w]open\s{0,3}\(?\s{0,3}\w{1,12}\s{0,3},\s{0,3}["']\s{0,3}>\s{0,3}\$(path|file|dir|filename|FORM|in|fname)/ ascii nocase
    $not = /(=head1|package\s{1,3}\w{1,30}|use\s{1,3}lib\s|Getopt::|\.\.\/|s\/\\\.\\\.)/ ascii
  condition:
    filesize < 8KB and $page and $form and any of ($in*) and $v and
    (($l and $o) or $u) and not $not
}

rule WEBSHELL_Perl_Socket_Shell
{
  meta:
    description = "Detects a Perl back-connect or bind shell: a shell whose input and output are a socket"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1059/004/"
    score = 80
    family = "back-connect"
    mitre = "T1505.003,T1059.004"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "PF_INET" ascii
    $n1 = "AF_INET" ascii
    $n2 = "IO::Socket" ascii
    $z0 = "/perl" ascii
    $z1 = "use Socket" ascii
    $z2 = "use IO::" ascii
    $z3 = "use strict" ascii
    $s1 = /socket\s{0,3}\(\s{0,3}\w{1,20}\s{0,3},\s{0,3}&?(PF_INET|AF_INET|2)/ ascii nocase
    $s2 = /IO::Socket(::INET)?/ ascii
    $d1 = /open\s{0,3}\(?\s{0,3}STD(IN|OUT|ERR)\s{0,3},\s{0,3}["']\s{0,3}[<>+]{1,2}&\s{0,3}["',.\s]{0,5}(=|\$?\w)/ ascii
    $d2 = /STD(IN|OUT)\s{0,3}->\s{0,3}fdopen\s{0,3}\(\s{0,3}\$?\w{1,12}/ ascii
    $d3 = /dup2\s{0,3}\(/ ascii
    $d4 = /open[23]\s{0,3}\([^;]{0,80}(fileno|\$\w{0,12}(sock|s|client|c)\b)/ ascii
    $x1 = /(exec|system)\s{0,4}[\(\{\s]{0,3}['"\{]?\s{0,3}(\/bin\/)(ba|z|k|c|tc)?sh/ ascii
    $x2 = /(exec|system)\s{0,4}[\(\{\s]{1,3}["']?\$(shell|sh|system|SHELL|0|cmd|command|bash|fake)/ ascii
    $x3 = /["'](\/bin\/(ba)?sh|\/bin\/(ba)?sh\s{1,3}-i|cmd\.exe)["']/ ascii
    $d5 = /open[23]\s{0,3}\([^;]{0,160}["'](\/bin\/(ba)?sh|cmd)/ ascii
    $x4 = /(= ?|\(|print )[`]\s{0,2}\$\w{1,20}\s{0,3}(2>&1)?\s{0,3}[`]/ ascii
    $x5 = /(exec|system)\s{0,4}[\(\s]{0,3}["'](echo|uname|id;|unset HISTFILE)/ ascii
    $x6 = /eval\s{0,3}[\(\s]{0,3}[`]/ ascii
    $c1 = /(connect|bind|accept|listen)\s{0,3}\(\s{0,3}\w{1,20}\s{0,3},/ ascii
    $c2 = /(PeerAddr|LocalPort|PeerHost|Listen)\s{0,4}=>/ ascii
    $perl = /(#!\s{0,3}\/[\w\/]{1,30}perl|use\s{1,4}(Socket|IO::|strict|POSIX|FileHandle|warnings))/ ascii
    $not = /(=head1|package\s{1,3}\w{1,30}(::\w{1,30})?;|Net::Server|use\s{1,3}Test::|GNU General Public)/ ascii
  condition:
    filesize < 200KB and any of ($n*) and any of ($z*) and
    $perl and any of ($s*) and any of ($c*) and
    (
      (any of ($d*) and any of ($x*)) or
      ($x4 and $x3 and $s2) or ($d4 and $d5)
    ) and not $not
}

rule WEBSHELL_Perl_Socket_Command
{
  meta:
    description = "Detects a Perl server or bot that runs what it reads from a socket"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1059/006/"
    score = 80
    family = "bot"
    mitre = "T1505.003,T1059"
  strings:
    $s = /(IO::Socket|socket\s{0,3}\(\s{0,3}\w{1,20}\s{0,3},\s{0,3}&?(PF_INET|AF_INET))/ ascii
    $irc1 = /PRIVMSG\s/ ascii
    $irc2 = /["'](NICK|JOIN|USER)\s{1,3}["'$]/ ascii
    $irc3 = /(tcpflood|udpflood|httpflood|portscan|googlescan|\^PING|multiscan|rootlog|mirc|@(back|port|udp|tcp|http|oldpack|download|killme|milw0rm|gscan))/ ascii nocase
    $x = /(= ?|\(|print )[`][^`\r\n]{0,30}\$\w/ ascii
    $x2 = /[^\w](system|exec|eval)\s{0,3}[\(\s]{0,3}["']?\$\w/ ascii
    $pl = /(#!\s{0,3}\/[\w\/]{1,30}perl|use\s{1,4}(Socket|IO::|strict|POSIX|HTTP|LWP|warnings))/ ascii
    $hide = /\$0\s{0,3}=\s{0,3}["'$]/ ascii
    $pass = /(if|unless)\s{0,3}\(\s{0,3}\$\w{0,12}\s{0,3}(eq|ne|=~)\s{0,3}["'$\/]\w{0,20}(pass|pwd)/ ascii nocase
    $srv = /(LocalPort\s{0,3}=>|listen\s{0,3}\(\s{0,3}\w{1,20}\s{0,3},|SOMAXCONN)/ ascii
    $not = /(=head1|package\s{1,3}\w{1,30}::\w{1,30};|use\s{1,3}Test::|GNU General Public)/ ascii
  condition:
    filesize < 400KB and $pl and $s and any of ($x, $x2) and not $not and
    (
      ($irc1 and $irc2 and ($irc3 or $hide)) or
      ($srv and $pass)
    )
}

rule WEBSHELL_Perl_Encoded_Eval
{
  meta:
    description = "Detects a Perl program that is little but an encoded text and the eval that runs it"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1027/"
    score = 75
    family = "encoded shell"
    mitre = "T1505.003,T1027"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "unpack" ascii
    $n1 = "decode_base64" ascii
    $n2 = "b64decode" ascii
    $n3 = "base64" ascii
    $n4 = "decrypt" ascii
    $n5 = "uncompress" ascii
    $n6 = "memGunzip" ascii
    $n7 = "inflate(" ascii
    $n8 = "eval pack" ascii
    $n9 = "rot13" ascii
    $z0 = "/perl" ascii
    $z1 = "use MIME::" ascii
    $z2 = "eval unpack" ascii
    $z3 = "eval(unpack" ascii
    $a = /eval\s{0,3}[\(\s]{0,3}unpack\s{0,3}\(?\s{0,3}(u\s{0,3}=>|["'][uH]\*?["']\s{0,3},)\s{0,3}(q[\w{(\/|]|["'<])/ ascii
    $b = /eval\s{0,3}[\(\s]{0,3}(MIME::Base64::)?decode_base64\s{0,3}[\(\s]{1,3}(["'<]|q[\w{(\/|])/ ascii
    $c = /eval\s{0,3}[\(\s{]{0,3}pack\s{0,3}\(?\s{0,3}["'][HhC]\*/ ascii
    $e = /eval\s{0,3}[\(\s]{1,3}\w{0,12}(b64|base64|decode|decrypt|uudec|rot13)\w{0,12}\s{0,3}\(\s{0,3}[\$"'q]/ ascii nocase
    $d = /eval\s{0,3}[\(\s{]{0,3}(Compress::Zlib::)?(uncompress|memGunzip|inflate)\s{0,3}\(/ ascii
    $perl = /#!\s{0,3}\/[^\r\n]{0,40}perl/ ascii
    $not = /(=head1|package\s{1,3}\w{1,30}|use\s{1,3}Test)/ ascii
  condition:
    filesize < 2MB and any of ($n*) and any of ($z*) and
    any of ($a, $b, $c, $d, $e) and ($perl or filesize < 4KB) and not $not
}

rule WEBSHELL_Perl_Mass_Deface
{
  meta:
    description = "Detects a Perl tool that replaces the index pages of a server or roots it"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1491/"
    score = 75
    family = "hack tool"
    mitre = "T1491,T1505.003"
  strings:
    $pl = /#!\s{0,3}\/[\w\/]{1,30}perl/ ascii
    $d1 = /(mass\s?deface|deface(r|ment)|ka0tic|r00t(ed|er)|mass\s?over)/ ascii nocase
    $d5 = /deface/ ascii nocase
    $d2 = /(opendir\s{0,3}\(|File::Find|find\s{1,3}\/)/ ascii
    $d3 = /(index\.(php|html?|asp)|["']index["'.])/ ascii nocase
    $d4 = /(open\s{0,3}\(\s{0,3}\w{1,20}\s{0,3},\s{0,3}["']\s{0,3}>|copy\s{0,3}\(|cp\s{1,3}-)/ ascii
    $e1 = /setuid\s{0,3}\(\s{0,3}0\s{0,3}\)[^\r\n]{0,80}execl/ ascii
    $e2 = /(gcc\s{1,3}-o|chmod\s{1,3}\+s|chmod\s{1,3}4755)/ ascii
    $w1 = /(coded|c0ded)\s{0,3}by/ ascii nocase
    $w2 = /(backdoor|web\s?shell|shell\s?url)/ ascii nocase
    $w3 = /(LWP::|IO::Socket|HTTP::Request)/ ascii
    $w4 = /["'][^"'\r\n]{0,60}(cmd=|shell=|exec=|pass=)["'.\s]{0,3}\.?\s{0,3}\$/ ascii nocase
    $not = /(=head1|package\s{1,3}\w{1,30}::\w{1,30};)/ ascii
  condition:
    filesize < 200KB and not $not and
    (($pl and $d1 and $d2 and $d3 and $d4) or ($pl and #d5 > 4 and $d3) or ($pl and $e1 and $e2) or
     ($w1 and $w2 and $w3 and $w4))
}
