// SPDX-License-Identifier: Apache-2.0
//
// Ruby, Node.js, Lua and plain shell programs that a web server runs, and the
// compiled Java classes of servlet shells.

rule WEBSHELL_Shell_Cgi_Command
{
  meta:
    description = "Detects a shell script CGI program that runs its query string"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "command shell"
    mitre = "T1505.003,T1059.004"
  strings:
    $sh = /#!\s{0,3}\/[\w\/]{1,20}\/(env\s{1,3})?(ba|k|z|da|a)?sh/ ascii
    $ct = /(echo|printf)[^\r\n]{0,40}Content-type/ ascii nocase
    $x1 = /(eval|exec|(ba)?sh\s{1,3}-c|\$\(|[`])\s{0,3}["']?\s{0,3}(echo[^|\r\n]{0,60}\|[^\r\n)`]{0,80}\|?\s{0,3}(ba)?sh|\$\{?(QUERY_STRING|HTTP_\w{1,30}|POST_DATA|PATH_INFO))/ ascii
    $x2 = /\$\{?(QUERY_STRING|HTTP_\w{1,30}|PATH_INFO)\}?["']?\s{0,3}\|[^\r\n]{0,120}\|?\s{0,3}(\/bin\/)?(ba)?sh\s{0,3}([\r\n)`]|2>)/ ascii
    $x3 = /(eval|sh\s{1,3}-c|[`]|\$\()\s{0,3}["']?\$\{?(cmd|CMD|command|COMMAND|query|QUERY|q|param|decoded|body|BODY|data|DATA|post|POST|input|INPUT|line|c|x)\}?["']?\s{0,3}(2>&1)?\s{0,3}([\r\n;)`|]|$)/ ascii
    $x4 = /(eval|sh\s{1,3}-c)\s{0,3}["']?(\$\(|[`])\s{0,3}(echo|printf)[^\r\n]{0,20}\$\{?(QUERY_STRING|HTTP_\w{1,30}|PATH_INFO)/ ascii
    $in = /(QUERY_STRING|CONTENT_LENGTH)/ ascii
    $up = /of=[^\s]{1,60}|cat\s{0,3}>\s{0,3}["']?[\/$]/ ascii
    $up2 = /CONTENT_LENGTH/ ascii
    $up3 = /multipart\/form-data/ ascii
  condition:
    filesize < 60KB and $sh and $ct and
    ($x1 or $x2 or $x4 or ($x3 and $in) or ($up and $up2 and $up3 and filesize < 4KB))
}

rule WEBSHELL_Node_Command_Request
{
  meta:
    description = "Detects Node.js code that runs a value of the request in a process or evaluator"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "command shell"
    mitre = "T1505.003,T1059.007"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "child_process" ascii
    $n1 = "mainModule" ascii
    $n2 = "spawn_sync" ascii
    $n3 = "eval(req." ascii
    $n4 = "eval(request." ascii
    $n5 = "eval(ctx." ascii
    $n6 = "Function(req" ascii
    $cp = /(require\s{0,2}\(\s{0,2}["'](node:)?child_process["']|mainModule\s{0,2}\.\s{0,2}require|process\s{0,2}\.\s{0,2}binding\s{0,2}\(\s{0,2}["']spawn_sync|from\s{1,3}["'](node:)?child_process["'])/ ascii
    $x1 = /(exec|execSync|spawn|spawnSync|execFile|execFileSync)\s{0,2}\(\s{0,2}(req|request|ctx|ctx\.request)\s{0,2}\.\s{0,2}(query|body|params|headers|cookies|param)\W/ ascii
    $x2 = /(exec|execSync)\s{0,2}\(\s{0,2}(url\.parse\s{0,2}\([^)]{1,60}\)\s{0,2}\.\s{0,2}query|querystring\.parse|parsed?\w{0,9}\.query|new\s{1,3}URL\s{0,2}\([^)]{1,60}\)\.searchParams|\w{1,12}\.query)\s{0,2}[.\[]\s{0,2}["']?(cmd|command|exec|c|code|q|x)\W/ ascii
    $x4 = /[^\w](exec|execSync|spawn)\s{0,2}\(\s{0,2}(\w{1,12}\.)?[a-z]\w{0,12}\s{0,2}[,)]/ ascii
    $in4 = /(url\s{0,2}\.\s{0,2}parse\s{0,2}\(|\.\s{0,2}on\s{0,2}\(\s{0,2}["']data["']|querystring|searchParams|(req|request|ctx)\s{0,2}\.\s{0,2}(query|body|params|headers|url))/ ascii
    $net4 = /createServer\s{0,2}\(/ ascii
    $x3 = /[^\w.](eval\(req\.|eval\(request\.|eval\(ctx\.|Function\(req\.|Function\(request\.)(query|body|params|headers|cookies)\s{0,2}[.\[]\s{0,2}["']?\w/ ascii
    $srv = /(createServer|express|\.\s{0,2}(get|post|use|all)\s{0,2}\(|pathname|koa|emit)/ ascii
    $not = /(describe\s{0,2}\(|[^\w]it\s{0,2}\(\s{0,2}["']|[Vv]ulnerab|eslint|ruleid)/ ascii
  condition:
    filesize < 60KB and any of ($n*) and
    (($srv and ((($x1 or $x2) and $cp) or $x3)) or
     ($x3 and filesize < 2KB) or
     ($cp and $net4 and $in4 and $x4 and filesize < 4KB)) and not $not
}

rule WEBSHELL_Node_Socket_Shell
{
  meta:
    description = "Detects a Node.js back-connect or bind shell"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1059/007/"
    score = 75
    family = "back-connect"
    mitre = "T1505.003,T1059.007"
  strings:
    $net = /require\s{0,2}\(\s{0,2}["'](node:)?net["']\s{0,2}\)/ ascii
    $cp = /require\s{0,2}\(\s{0,2}["'](node:)?child_process["']\s{0,2}\)/ ascii
    $sh = /["'](\/bin\/(ba|z)?sh|cmd\.exe|powershell\.exe)["']/ ascii
    $p1 = /\.\s{0,2}pipe\s{0,2}\(\s{0,2}\w{1,20}\s{0,2}\.\s{0,2}stdin\s{0,2}\)/ ascii
    $p2 = /\.\s{0,2}stdout\s{0,2}\.\s{0,2}pipe\s{0,2}\(\s{0,2}\w{1,20}\s{0,2}\)/ ascii
    $p3 = /\.\s{0,2}stdin\s{0,2}\.\s{0,2}write\s{0,2}\(\s{0,2}\w{1,20}\s{0,2}\)/ ascii
    $p4 = /\.\s{0,2}stdout\s{0,2}\.\s{0,2}on\s{0,2}\(\s{0,2}["']data["']\s{0,2},\s{0,2}(function\s{0,2}\(\s{0,2}\w{1,12}\s{0,2}\)|\(?\w{1,12}\)?\s{0,2}=>)\s{0,2}\{?\s{0,2}\w{1,12}\s{0,2}\.\s{0,2}write/ ascii
  condition:
    filesize < 10KB and $net and $cp and $sh and
    (($p1 and $p2) or ($p3 and $p4))
}

rule WEBSHELL_Ruby_Command_Request
{
  meta:
    description = "Detects a Ruby CGI program or template that runs commands from its parameters"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "command shell"
    mitre = "T1505.003,T1059"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "params[" ascii
    $n1 = "CGI.new" ascii
    $n2 = "cgi[" ascii
    $n3 = "QUERY_STRING" ascii
    $n4 = "req.params" ascii
    $n5 = "request.params" ascii
    $n6 = "req.query" ascii
    $k0 = "system(params" ascii
    $k1 = "system(cgi" ascii
    $k2 = "system params" ascii
    $k3 = "exec(params" ascii
    $k4 = "exec(cgi" ascii
    $k5 = "eval(params" ascii
    $k6 = "eval(cgi" ascii
    $k7 = "eval params" ascii
    $k8 = "IO.popen(" ascii
    $k9 = "Open3." ascii
    $k10 = "instance_eval" ascii
    $k11 = "%x{#{" ascii
    $k12 = "%x(#{" ascii
    $k13 = "%x[#{" ascii
    $k14 = "`#{" ascii
    $cgi = /(CGI\s{0,2}\.\s{0,2}new|require\s{1,3}["'](cgi|sinatra|webrick)["']|ENV\s{0,2}\[\s{0,2}["']QUERY_STRING["']\s{0,2}\]|\x3c%=)/ ascii
    $x1 = /(system|exec|eval|IO\.popen|Open3\.\w{1,12}|instance_eval|%x)\s{0,2}[\(\{\s"]{1,3}(#\{\s{0,2})?(cgi|params|req\.params|request\.params|req\.query|CGI\.unescape\s{0,2}\(\s{0,2}ENV)\s{0,2}(\[|\.params|\.query)/ ascii
    $x2 = /[`]\s{0,2}#\{\s{0,2}(cgi|params|req\.params|request\.params|cmd|command|req\.query|\w{1,12}\[\s{0,2}["':])\s{0,2}(\[|\}|\.params|\w)/ ascii
  condition:
    filesize < 60KB and any of ($n*) and any of ($k*) and
    $cgi and any of ($x*)
}

rule WEBSHELL_Lua_Command_Request
{
  meta:
    description = "Detects Lua in a web server that runs commands or code from the request"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "command shell"
    mitre = "T1505.003,T1059.011"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "ngx.req" ascii
    $n1 = "ngx.var" ascii
    $n2 = "cgilua" ascii
    $n3 = "QUERY_STRING" ascii
    $n4 = "parseargs" ascii
    $z0 = "io.popen" ascii
    $z1 = "os.execute" ascii
    $z2 = "loadstring" ascii
    $in = /(ngx\s{0,2}\.\s{0,2}(req\s{0,2}\.\s{0,2}get_(uri_args|post_args|headers|body_data)|var\s{0,2}\.\s{0,2}arg_)|cgilua\s{0,2}\.\s{0,2}(QUERY|POST)|os\s{0,2}\.\s{0,2}getenv\s{0,2}\(\s{0,2}["']QUERY_STRING|r\s{0,2}:\s{0,2}parseargs)/ ascii
    $x = /(io\s{0,2}\.\s{0,2}popen|os\s{0,2}\.\s{0,2}execute|loadstring)\s{0,2}\(\s{0,2}(ngx\.|cgilua\.|args|params|cmd|command|post|body|query|data|arg|code|get)\w{0,12}/ ascii
  condition:
    filesize < 60KB and any of ($n*) and any of ($z*) and
    $in and $x
}

rule WEBSHELL_Java_Servlet_Class
{
  meta:
    description = "Detects a small compiled servlet, filter or loader class that runs commands or classes from the request"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 75
    family = "command shell"
    mitre = "T1505.003,T1059"
  strings:
    $s = /(javax|jakarta)\/servlet\// ascii
    $in = /get(Parameter|Header)\x01/ ascii
    $in2 = "getParameter" ascii
    $x1 = "java/lang/Runtime" ascii
    $x2 = "getRuntime" ascii
    $x3 = "java/lang/ProcessBuilder" ascii
    $out = "java/lang/Process" ascii
    $sh = /(cmd\.exe|cmd \/c|\/bin\/sh|\/bin\/bash|sh\x01\x00\x02-c|cmd\x01|command\x01)/ ascii nocase
  condition:
    uint32be(0) == 0xCAFEBABE and filesize < 60KB and $s and
    ($in or $in2) and (($x1 and $x2) or $x3) and $out and $sh
}

rule WEBSHELL_Ruby_Socket_Shell
{
  meta:
    description = "Detects a Ruby back-connect or bind shell"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1059/"
    score = 75
    family = "back-connect"
    mitre = "T1505.003,T1059"
  strings:
    $sock = /(TCPServer|TCPSocket)\s{0,2}\.\s{0,2}(new|open)\W/ ascii
    $x1 = /(exec|spawn|system)[\s\(]{1,3}(sprintf\s{0,2}\(\s{0,2})?["'][^"'\r\n]{0,60}\/bin\/(ba)?sh\s{1,3}-i\s{0,3}[\\<>&\d%]/ ascii
    $x2 = /IO\.popen\s{0,2}\(\s{0,2}(\w{1,12})\s{0,2}(,\s{0,2}["']r["']\s{0,2})?\)[^\r\n]{0,60}(print|write|puts)/ ascii
    $x3 = /\$std(in|out)\.reopen\s{0,2}\(?\s{0,2}\w/ ascii
    $sh = "/bin/sh" ascii
    $not = /(RSpec|Minitest|class\s{1,3}Metasploit)/ ascii
  condition:
    filesize < 30KB and $sock and ($x1 or $x2 or ($x3 and $sh)) and not $not
}
