// SPDX-License-Identifier: Apache-2.0
//
// Python programs that answer HTTP and run what the request says: CGI, WSGI,
// the small frameworks and the server in the standard library. The command is
// a variable or a field of the form, not a text with a variable in it. And
// programs on the other side: clients that send code to a web shell.

rule WEBSHELL_Python_Command_Is_Variable
{
  meta:
    description = "Detects a short Python CGI program, web route or HTTP server that runs a command or code which is nothing but a variable"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 75
    family = "command shell"
    mitre = "T1505.003,T1059.006"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "os.popen" ascii
    $n1 = "os.system" ascii
    $n2 = "subprocess" ascii
    $n3 = "commands.get" ascii
    $n4 = "popen2" ascii
    $n5 = "FieldStorage" ascii
    $n6 = "wsgi" ascii
    $n7 = "HTTPRequestHandler" ascii
    $n8 = "flask" ascii nocase
    $n9 = "tornado" ascii
    $n10 = "django" ascii
    $n11 = "bottle" ascii
    $n12 = "fastapi" ascii
    $n13 = "import web" ascii
    $n14 = "os.environ" ascii
    $i1 = /FieldStorage\s{0,2}\(/ ascii
    $i2 = /environ\s{0,2}(\.\s{0,2}get\s{0,2}\(|\[)\s{0,2}['"](QUERY_STRING|HTTP_\w{2,30}|CONTENT_LENGTH|wsgi\.input|REQUEST_METHOD|PATH_INFO)['"]/ ascii
    $i3 = /os\s{0,2}\.\s{0,2}getenv\s{0,2}\(\s{0,2}['"](QUERY_STRING|HTTP_\w{2,30}|CONTENT_LENGTH)['"]/ ascii
    $i4 = /(request|req)\s{0,2}\.\s{0,2}(args|form|values|GET|POST|params|query|forms|headers|cookies|json|data|get_data|body|query_params|path_params|get_json)\b/ ascii
    $i5 = /(BaseHTTPRequestHandler|SimpleHTTPRequestHandler|CGIHTTPRequestHandler|BaseHTTPServer|RequestHandler\s{0,2}\)|(FastAPI|Flask|Bottle|Sanic|Starlette|APIRouter|Quart|Blueprint)\s{0,2}\(|get_argument\s{0,2}\(|web\.input\s{0,2}\()/ ascii
    $x1 = /(os\s{0,2}\.\s{0,2}(popen[234]?|system)|commands\s{0,2}\.\s{0,2}get(status)?output|popen2\s{0,2}\.\s{0,2}popen\w{1,2}|subprocess\s{0,2}\.\s{0,2}(getoutput|getstatusoutput))\s{0,2}\(\s{0,2}(str\s{0,2}\(\s{0,2}|unquote\s{0,2}\(\s{0,2}|urllib\.\w{1,20}\.?\w{0,12}\s{0,2}\(\s{0,2}|base64\.\w{1,20}\s{0,2}\(\s{0,2}){0,2}[a-zA-Z_]\w{0,24}(\.\w{1,20}|\[\s{0,2}["']?\w{1,20}["']?\s{0,2}\]|\.\w{1,20}\s{0,2}\(\s{0,2}["']\w{1,20}["'][^)\r\n]{0,12}\)){0,3}\s{0,3}[\),+%]/ ascii
    $x2 = /subprocess\s{0,2}\.\s{0,2}(Popen|call|check_output|check_call|run)\s{0,2}\(\s{0,2}[a-zA-Z_]\w{0,24}(\.\w{1,20}|\[\s{0,2}["']?\w{1,20}["']?\s{0,2}\]|\.\w{1,20}\s{0,2}\(\s{0,2}["']\w{1,20}["'][^)\r\n]{0,12}\)){0,3}\s{0,3},[^\r\n]{0,80}shell\s{0,2}=\s{0,2}(True|1)/ ascii
    $x3 = /[^\w.](exec|eval)\s{0,2}[\(\s]\s{0,2}(base64\.\w{1,20}\s{0,2}\(\s{0,2}|compile\s{0,2}\(\s{0,2}|zlib\.\w{1,20}\s{0,2}\(\s{0,2}|marshal\.\w{1,20}\s{0,2}\(\s{0,2}){1,3}\w{1,24}(\.\w{1,20}|\[\s{0,2}["']?\w{1,20}["']?\s{0,2}\]|\.\w{1,20}\s{0,2}\(\s{0,2}["']\w{1,20}["'][^)\r\n]{0,12}\)){0,3}\s{0,3}[\),]/ ascii
    $x4 = /[^\w.](exec|eval)\s{0,2}\(\s{0,2}(cmd|code|command|data|body|payload|form|request|req|query|post_data|content)(\.\w{1,20}|\[\s{0,2}["']?\w{1,20}["']?\s{0,2}\]|\.\w{1,20}\s{0,2}\(\s{0,2}["']\w{1,20}["'][^)\r\n]{0,12}\)){0,3}\s{0,3}\)/ ascii
    $x5 = /subprocess\s{0,2}\.\s{0,2}(Popen|call|check_output|check_call|run)\s{0,2}\(\s{0,2}\[\s{0,2}["'](\/bin\/)?(ba)?sh["']\s{0,2},\s{0,2}["']-c["']\s{0,2},\s{0,2}[a-zA-Z_]/ ascii
    $out = /(print\s{0,2}[\(\s]|return\b|\.\s{0,2}write\s{0,2}\(|yield\b)/ ascii
    $not = /(unittest|def\s{1,3}test_|pytest|argparse|optparse|distutils|setuptools|[^\w]vuln|semgrep|bandit|# (ok|bad|BAD|noqa)|@login_required|@permission_required|logging\.getLogger)/ ascii
  condition:
    filesize < 10KB and any of ($n*) and any of ($i*) and any of ($x*) and $out and not $not
}

rule WEBSHELL_Python_Cgi_Upload
{
  meta:
    description = "Detects a short Python CGI program that stores uploads under the name and folder that the visitor gives"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1105/"
    score = 75
    family = "uploader"
    mitre = "T1505.003,T1105"
  strings:
    $f = /FieldStorage\s{0,2}\(/ ascii
    $ct = /Content-type\s{0,3}:/ ascii nocase
    $w = /open\s{0,2}\([^\r\n]{0,100}\.\s{0,2}filename[^\r\n]{0,60}["']wb?\+?["']|open\s{0,2}\([^\r\n]{0,100}(getvalue|\.value|\[["']\w{1,20}["']\])[^\r\n]{0,60}["']wb?\+?["']/ ascii
    $form = /(multipart\/form-data|type\s{0,2}=\s{0,2}\\?["']?file)/ ascii nocase
    $not = /(unittest|def\s{1,3}test_|argparse|\.(gif|jpe?g|png)["'])/ ascii
  condition:
    filesize < 6KB and all of ($f, $ct, $w, $form) and not $not
}

rule SUSP_WebShell_Client
{
  meta:
    description = "Detects a script that sends code or commands to a web shell elsewhere, or that prints new web shells"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "web shell client"
    mitre = "T1505.003,T1071.001"
  strings:
    $py = /(^|[\r\n])\s{0,8}(import|from)\s{1,3}(requests|urllib2?|http\.client|httplib|random|sys|socket|base64|argparse)\b/ ascii
    $http = /(requests\.(get|post|request|Session)\s{0,2}\(|urllib2?\.(request\.)?(urlopen|Request|build_opener)\s{0,2}\(|HTTPS?Connection\s{0,2}\()/ ascii
    $ask = /(raw_input\s{0,2}\(|[^\w.]input\s{0,2}\(\s{0,2}["'f]|sys\s{0,2}\.\s{0,2}argv\s{0,2}\[|parse_args\s{0,2}\()/ ascii
    $c1 = /["'](@?(system|passthru|shell_exec|popen|eval|assert|exec)|echo\s{1,3}(shell_exec|system|exec)|die\s{0,2}\()\s{0,2}\(\s{0,2}\\?["']?(%s|\{|\$_|base64_decode)/ ascii
    $c2 = /["']<\?php[^"']{0,200}(system|passthru|shell_exec|eval|exec|fwrite|file_put_contents|base64_decode|assert)\s{0,2}\(/ ascii
    $c3 = /(php:\/\/input|[^\w]web\s?shell|[^\w]backdoor|http code header)/ ascii nocase
    $w1 = /<\?php[^?]{0,900}(@?eval|assert|system|create_function)\s{0,2}\(\s{0,2}(\$|\{|base64_decode)/ ascii
    $w2 = /random\.(choice|sample|randint|shuffle|randrange)\s{0,2}\(/ ascii
    $not = /(unittest|def\s{1,3}test_|pytest|metasploit|nuclei|\bre\.compile\s{0,2}\(\s{0,2}r?["'][^"'\r\n]{0,80}eval)/ ascii
  condition:
    filesize < 30KB and $py and not $not and
    (($http and $ask and ((any of ($c1, $c2)) or #c3 > 1)) or ($w1 and $w2))
}
