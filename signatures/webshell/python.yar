// SPDX-License-Identifier: Apache-2.0
//
// Python: CGI programs and small framework routes that run what is posted, and
// the back-connect shells that come with them. Management code of honest
// projects also calls subprocess, so the value of the request has to be in the
// call, or be the variable "cmd" of a CGI program.

rule WEBSHELL_Python_Cgi_Command
{
  meta:
    description = "Detects a Python CGI program that runs commands or code from its form"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "command shell"
    mitre = "T1505.003,T1059.006"
  strings:
    $f1 = /cgi\s{0,2}\.\s{0,2}FieldStorage\s{0,2}\(/ ascii
    $f2 = /FieldStorage\s{0,2}\(/ ascii
    $f3 = /os\s{0,2}\.\s{0,2}environ\s{0,2}(\.\s{0,2}get\s{0,2}\(|\[)\s{0,2}['"](QUERY_STRING|HTTP_\w{2,30}|CONTENT_LENGTH)['"]/ ascii
    $f4 = /os\s{0,2}\.\s{0,2}getenv\s{0,2}\(\s{0,2}['"](QUERY_STRING|HTTP_\w{2,30}|CONTENT_LENGTH)['"]/ ascii
    $ct = /Content-type\s{0,3}:/ ascii nocase
    $x1 = /(os\s{0,2}\.\s{0,2}(popen[234]?|system|spawn\w{1,3}|exec[lv]\w{0,2})|commands\s{0,2}\.\s{0,2}get(status)?output|popen2\s{0,2}\.\s{0,2}popen\w{1,2}|subprocess\s{0,2}\.\s{0,2}(Popen|call|check_output|check_call|run|getoutput|getstatusoutput))\s{0,2}\(\s{0,2}\[?\s{0,2}(["'][^"'\r\n]{0,60}["']\s{0,2}[+%,]\s{0,2}[\[\(]?)?(f["'][^"'\r\n]{0,40}\{)?(str\s{0,2}\(\s{0,2})?(form|fs|fields|cmd|command|params|query|qs|args|data|c|exec|cmdline|theCmd|shell_cmd|input|req|os\.environ)\w{0,8}\W/ ascii
    $x2 = /[^\w.](exec|eval)\s{0,2}[\(\s]\s{0,2}(base64\.\w{1,20}\s{0,2}\(\s{0,2}|compile\s{0,2}\(\s{0,2}|zlib\.\w{1,20}\s{0,2}\(\s{0,2}|urllib[\w.]{0,8}\.unquote\w{0,5}\s{0,2}\(\s{0,2}){0,3}(form|fs|fields|cmd|command|params|query|qs?\W|code|data|payload|os\.environ)\w{0,8}\W/ ascii
    $not = /(unittest|def\s{1,3}test_|argparse|optparse|distutils|setuptools)/ ascii
  condition:
    filesize < 200KB and any of ($f*) and $ct and any of ($x*) and not $not
}

rule WEBSHELL_Python_Cgi_Kit
{
  meta:
    description = "Detects a Python CGI kit that runs programs, lists folders and edits files for its visitor"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "python kit"
    mitre = "T1505.003,T1059.006"
  strings:
    $f = /(FieldStorage\s{0,2}\(|QUERY_STRING)/ ascii
    $ct = /Content-type\s{0,3}:/ ascii nocase
    $x = /(os\s{0,2}\.\s{0,2}(popen[234]?|system)|commands\s{0,2}\.\s{0,2}get(status)?output|subprocess\s{0,2}\.\s{0,2}(Popen|call|check_output|run))\s{0,2}\(/ ascii
    $d1 = /os\s{0,2}\.\s{0,2}listdir\s{0,2}\(/ ascii
    $d2 = /os\s{0,2}\.\s{0,2}(remove|unlink|rename|rmdir|mkdir|chmod)\s{0,2}\(/ ascii
    $d3 = /(\/etc\/passwd|uname\s{1,3}-a|getpass\.getuser|os\.uname|os\.getuid|platform\.(uname|platform))/ ascii
    $d4 = /(web.?shell|backdoor|back.?connect|command shell|python.?shell|safe.?mode|hacked)/ ascii nocase
    $d5 = /<textarea/ ascii nocase
    $not = /(unittest|def\s{1,3}test_|distutils|setuptools)/ ascii
  condition:
    filesize < 300KB and $f and $ct and $x and 3 of ($d*) and not $not
}

rule WEBSHELL_Python_Framework_Command
{
  meta:
    description = "Detects a Python web route that hands a request value straight to a process or to exec"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "command shell"
    mitre = "T1505.003,T1059.006"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "os.popen" ascii
    $n1 = "os.system" ascii
    $n2 = "subprocess." ascii
    $n3 = "commands.get" ascii
    $n4 = "exec(" ascii
    $n5 = "eval(" ascii
    $z0 = "request.args" ascii
    $z1 = "request.form" ascii
    $z2 = "request.GET" ascii
    $z3 = "request.POST" ascii
    $z4 = "request.values" ascii
    $z5 = "request.params" ascii
    $z6 = "request.query" ascii
    $z7 = "request.data" ascii
    $z8 = "request.cookies" ascii
    $z9 = "request.headers" ascii
    $z10 = "request.json" ascii
    $z11 = "request.get" ascii
    $z12 = "request.body" ascii
    $z13 = "get_argument" ascii
    $z14 = "web.input" ascii
    $f0 = "flask" ascii nocase
    $f1 = "bottle" ascii nocase
    $f2 = "django" ascii nocase
    $f3 = "tornado" ascii nocase
    $f4 = "fastapi" ascii nocase
    $f5 = "aiohttp" ascii nocase
    $f6 = "cherrypy" ascii nocase
    $f7 = "sanic" ascii nocase
    $f8 = "import web" ascii nocase
    $f9 = "pyramid" ascii nocase
    $f10 = "web2py" ascii nocase
    $f11 = "starlette" ascii nocase
    $a = /(os\s{0,2}\.\s{0,2}(popen|system)|commands\s{0,2}\.\s{0,2}get(status)?output|subprocess\s{0,2}\.\s{0,2}(Popen|call|check_output|check_call|run|getoutput|getstatusoutput))\s{0,2}\(\s{0,2}(request|self\.request|flask\.request|bottle\.request|self\.get_argument|web\.input|req)\s{0,2}[.\(]\s{0,2}(args|form|values|GET|POST|params|query|forms|headers|cookies|json|get|body|data|get_argument|REQUEST|["'])/ ascii
    $b = /[^\w.](exec|eval)\s{0,2}\(\s{0,2}(base64\.\w{1,20}\s{0,2}\(\s{0,2}|compile\s{0,2}\(\s{0,2})?(request|self\.request|flask\.request|bottle\.request|self\.get_argument|web\.input)\s{0,2}[.\(]\s{0,2}(args|form|values|GET|POST|params|query|forms|headers|cookies|json|get|body|data|get_argument|get_data|REQUEST|["'])/ ascii
    $py1 = /(^|[\r\n])\s{0,8}(from\s{1,3}\w{1,30}|import\s{1,3}\w{1,30})/ ascii
    $not = /(unittest|def\s{1,3}test_|pytest|[^\w]vuln|injection|semgrep|bandit|# (ok|bad|BAD|noqa))/ ascii
  condition:
    filesize < 100KB and any of ($n*) and any of ($z*) and any of ($f*) and
    $py1 and any of ($a, $b) and not $not
}

rule WEBSHELL_Python_Memory_Route
{
  meta:
    description = "Detects Python that adds a command route to a running web application"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "memory shell injector"
    mitre = "T1505.003"
  strings:
    $r = /(add_url_rule|before_request_funcs|after_request_funcs|before_request|after_request|url_map\s{0,2}\.\s{0,2}add|add_api_route|error_handler_spec)/ ascii
    $x = /(__import__\s{0,2}\(\s{0,2}\\?['"](os|subprocess)\\?['"]\s{0,2}\)|os)\s{0,2}\.\s{0,2}popen\s{0,2}\(\s{0,2}[^\r\n]{0,60}(request|_request_ctx_stack)[^\r\n]{0,60}(args|form|values|headers|cookies)/ ascii
    $x2 = /(lambda\s{0,3}[^\r\n]{0,60}:|CmdResp)[^\r\n]{0,120}popen\s{0,2}\(/ ascii
  condition:
    filesize < 100KB and $r and $x and $x2
}

rule WEBSHELL_Python_Socket_Shell
{
  meta:
    description = "Detects a Python back-connect or bind shell"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1059/006/"
    score = 80
    family = "back-connect"
    mitre = "T1505.003,T1059.006"
  strings:
    $sock = /(socket\s{0,2}\.\s{0,2}socket\s{0,2}\(|socket\s{0,2}\(\s{0,2}(socket\.)?AF_INET|sctpsocket)/ ascii
    $dup = /os\s{0,2}\.\s{0,2}dup2\s{0,2}\(\s{0,2}\w{1,20}\s{0,2}\.\s{0,2}fileno\s{0,2}\(\s{0,2}\)\s{0,2},\s{0,2}[012]/ ascii
    $sh1 = /["'](\/bin\/)?(ba|z|k)?sh["']/ ascii
    $sh2 = /pty\s{0,2}\.\s{0,2}spawn/ ascii
    $sh3 = /["'](cmd\.exe|cmd)["']/ ascii
    $fd = /["'(;\s\/](ba)?sh\s{1,3}-i\s{0,3}[<>]&/ ascii
    $recv = /\.\s{0,2}recv\s{0,2}\(/ ascii
    $pop = /(os\s{0,2}\.\s{0,2}(popen|system)|popen2\s{0,2}\.\s{0,2}popen\w{0,2}|subprocess\s{0,2}\.\s{0,2}(Popen|check_output|getoutput)|commands\s{0,2}\.\s{0,2}getoutput)\s{0,2}\(/ ascii
    $pass = /(hexdigest\s{0,2}\(\s{0,2}\)\s{0,2}==|==\s{0,2}(PW|PASS|Pass|password|PASSWORD|passwd|pwd)\W|[Pp]ass(word)?\s{0,3}[=:?])/ ascii
    $out = /\.\s{0,2}send(all)?\s{0,2}\(/ ascii
    $w = /(bind.?shell|reverse.?shell|back.?door|back.?connect|connect.?back|bindport|\(reverse\|bind\)-shell|HISTFILE)/ ascii nocase
    $not = /(unittest|def\s{1,3}test_|pytest)/ ascii
  condition:
    filesize < 60KB and $sock and not $not and
    (($dup and any of ($sh*)) or ($fd and $recv and $out) or
     ($recv and $pop and $out and $pass and $w))
}
