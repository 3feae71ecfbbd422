// SPDX-License-Identifier: Apache-2.0
//
// Input of the request that reaches a PHP evaluator: eval, assert,
// preg_replace with /e, create_function and include. The regular expressions
// read like one step of a data-flow analysis: the sink, at most a few wrapping
// calls, the source. Each stays inside one statement (no ';' in the gap), so
// that a file which merely has both words does not match. Common words are
// spelt with one-letter classes (r[e]t[u]rn) where the search shall start at
// the rarer end of the expression.

rule WEBSHELL_PHP_Eval_Of_Request
{
  meta:
    description = "Detects PHP eval() of data that comes with the request"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 90
    family = "php-eval"
    mitre = "T1505.003"
  strings:
    $direct = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,9}(["\x27]|[^;{})\s][^;{}]{0,250})?\{?(\$\{?["\x27]?_(GET|POST|REQUEST|COOKIE|FILES)|\$_SERVER\s{0,3}\[\s{0,3}["\x27]?(HTTP_|QUERY_STRING|PHP_AUTH)|\$HTTP_(RAW_)?(POST|GET|COOKIE)|php:\/\/input|filter_input\s{0,5}\(|getenv\s{0,4}\(\s{0,4}["\x27]HTTP_|\$GLOBALS\s{0,4}\[\s{0,4}["\x27]_(GET|POST|REQ|COO))/ nocase
    $weird = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert)(\s|\/\*[^*]{0,60}\*\/){0,8}\(([^;{}]{0,120}[(,.@=])?\s?(session_id|getallheaders|get_defined_vars|apache_request_headers|exif_read_data|iptcparse|get_meta_tags|dns_get_record|error_get_last|apache_getenv)\s?\(/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $n1 = "session_id(" nocase
    $n2 = "getallheaders" nocase
    $n3 = "get_defined_vars" nocase
    $n4 = "apache_request_headers" nocase
    $n5 = "exif_read_data" nocase
    $n6 = "iptcparse" nocase
    $n7 = "get_meta_tags" nocase
    $n8 = "dns_get_record" nocase
    $n9 = "error_get_last" nocase
    $n10 = "apache_getenv" nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
    $req5 = "$_SERVER"
    $req6 = "$_FILES"
    $req7 = "php://input"
    $req8 = "HTTP_POST_"
    $req9 = "HTTP_GET_"
    $req10 = "HTTP_RAW_POST"
    $req11 = "getallheaders"
    $req12 = "apache_request_headers"
    $req13 = "filter_input("
    $req14 = "getenv(\"HTTP_"
    $req15 = "getenv('HTTP_"
  condition:
    $php and
    ((any of ($n1, $n2, $n3, $n4, $n5, $n6, $n7, $n8, $n9, $n10) and
      $weird) or (any of ($req*) and $direct))
}

rule WEBSHELL_PHP_Eval_Of_Request_Variable
{
  meta:
    description = "Detects PHP eval() of a variable that was filled from the request just before"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "php-eval"
    mitre = "T1505.003"
  strings:
    $flow = /\$\w{1,40}\s{0,9}\.?=\s{0,9}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["']?\{?(\$\{?["\x27]?_(GET|POST|REQUEST|COOKIE|FILES)|\$_SERVER\s{0,3}\[\s{0,3}["\x27]?(HTTP_|QUERY_STRING|PHP_AUTH)|\$HTTP_(RAW_)?(POST|GET|COOKIE)|php:\/\/input|(getallheaders|apache_request_headers)\s{0,5}\(|filter_input\s{0,5}\(|getenv\s{0,4}\(\s{0,4}["\x27]HTTP_|\$GLOBALS\s{0,4}\[\s{0,4}["\x27]_(GET|POST|REQ|COO))[^;]{0,160};[^\x00]{0,260}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,9}@?(["']{0,2}\s?\?>\s?["']\s?\.\s{0,9})?((base64_decode|gz\w{5,12}|str_rot13|strrev|trim|stripslashes|(raw)?urldecode|hex2bin|decode|decrypt|\w{1,12})\s?\(\s?){0,3}["']?\$\w{1,40}/ nocase
    $text = /\$\w{1,40}\s{0,9}\.?=\s{0,9}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["']?\{?\$_(GET|POST|REQUEST|COOKIE)[^;]{0,160};[^\x00]{0,600}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,9}@?"[^";]{0,40}[^\\]\$\w{1,40}[^";]{0,20};?"/ nocase
    $assert = /\$\w{1,40}\s{0,9}\.?=\s{0,9}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["']?\{?\$_(GET|POST|REQUEST|COOKIE)[^;]{0,120};[^\x00]{0,160}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)assert(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?["']?\$\w{1,30}["']?\s?\)/ nocase
    $extract = /(extract|parse_str|import_request_variables)\s?\(\s?@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["']?(\$_(GET|POST|REQUEST|COOKIE|SERVER)|gp)[^\x00]{0,200}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert|system|passthru|shell_exec)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?\$\w/ nocase
    $near = /\$_(POST|GET|REQUEST|COOKIE)\s{0,4}\[[^;]{0,60};[^\x00]{0,150}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?\$\w{1,30}(\s?\[[^\]]{1,20}\]|->\w{1,20})?\s{0,4}\)\s{0,4};/ nocase
    $wrapper = /f[u]n[c]t[i]on\s{0,9}&?\w{0,40}\s{0,4}\([^)]{0,80}\)\s{0,9}(use[^{]{0,40})?\{[^}]{0,120}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert|system|passthru|shell_exec|create_function)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}["']?\$\w{1,30}["']?[^}]{0,60}\}[^\x00]{0,160}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)\w{1,40}\s{0,4}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}\$_(POST|GET|REQUEST|COOKIE)\s{0,4}[\[\{]/ nocase
    $inside = /if\s{0,4}\(\s{0,4}[^;{}]{0,40}\$_(POST|GET|REQUEST|COOKIE)[^;{}]{0,120}\)\s{0,9}\{?\s{0,9}@?eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?\$\w{1,30}/ nocase
    $loop = /f[o]r[e]a[c]h\s{0,4}\(\s{0,4}@?\$_(POST|GET|REQUEST|COOKIE|FILES)\s{1,4}as\s{1,4}\$\w{1,30}[^;]{0,80}(eval|assert)(\s|\/\*[^*]{0,60}\*\/){0,8}\(/ nocase
    $return = /r[e]t[u]rn\s[^;{}]{0,60}\$_(POST|GET|REQUEST|COOKIE)[^;]{0,80};\s{0,9}\}[^\x00]{0,120}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,9}@?\w{1,30}\s?\(/ nocase
    $e1 = "eval" nocase
    $e2 = "assert" nocase
    $e3 = "passthru" nocase
    $e4 = "shell_exec" nocase
    $e5 = "system(" nocase
    $e6 = "exec(" nocase
    $e7 = "popen(" nocase
    $e8 = "create_function" nocase
    $alias = /\$\w{1,20}\s?=\s?&?\s?@?\$_(GET|POST|REQUEST|COOKIE)\s?;[^\x00]{0,200}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert|system|passthru|shell_exec|exec|popen)\s?\(\s?@?\$\w{1,20}\s?[\[\{]/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
    $req5 = "$_SERVER"
    $req6 = "$_FILES"
    $req7 = "php://input"
    $req8 = "HTTP_POST_"
    $req9 = "HTTP_GET_"
    $req10 = "HTTP_RAW_POST"
    $req11 = "getallheaders"
    $req12 = "apache_request_headers"
    $req13 = "filter_input("
    $req14 = "getenv(\"HTTP_"
    $req15 = "getenv('HTTP_"
  condition:
    $php and any of ($req*) and any of ($e1, $e2, $e3, $e4, $e5, $e6, $e7, $e8) and
    ($flow or $text or $near or $assert or $extract or $wrapper or $inside or $loop or $return or
     $alias)
}

rule WEBSHELL_PHP_Eval_Odd_Form
{
  meta:
    description = "Detects eval() in a form that only hides: an empty string joined to a variable, two strings combined by xor, or nothing else in the tag"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-eval"
    mitre = "T1505.003"
  strings:
    $empty1 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval\(\s?["']{2}\s?\.\s?@?\$/ nocase
    $empty2 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval\(\s?\$\w{1,20}\s?\.\s?["']{2}\s?\)/ nocase
    // beachcomb: allow(short-string) the rule is about a shape, which has no longer text
    $sole = /<\?(php|=)?\s{0,20}(@|echo\s|print\s)?\s{0,5}@?eval\(\s?["']?\$\w{1,12}["']?\s?\)\s?;?\s{0,9}\?>/ nocase
    $sole2 = /<\?(php|=)?\s{0,20}(@|echo\s|print\s)?\s{0,5}@?passthru\s?\(\s?["']?\$\w{1,12}["']?\s?\)\s?;?\s{0,9}\?>/ nocase
    $sole3 = /<\?(php|=)?\s{0,20}(@|echo\s|print\s)?\s{0,5}@?shell_exec\s?\(\s?["']?\$\w{1,12}["']?\s?\)\s?;?\s{0,9}\?>/ nocase
    $sole4 = /<\?(php|=)?\s{0,20}(@|echo\s|print\s)?\s{0,5}@?system\(\s?["']?\$\w{1,12}["']?\s?\)\s?;?\s{0,9}\?>/ nocase
    $joined = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval\(\s?\$\w{1,20}\s?\.\s?\$\w{1,20}\s?(\.\s?\$\w{1,20}\s?)?\)\s?;/ nocase
    $xor = /\$\w{1,20}\s?=\s?["'][^"'\n]{2,30}["']\s?\^\s?["'][^"'\n]{2,30}["']\s?;[^\x00]{0,300}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval\(/ nocase
  condition:
    any of them
}

rule WEBSHELL_PHP_Assert_Of_Request
{
  meta:
    description = "Detects PHP assert() used as an evaluator of request data"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 90
    family = "php-eval"
    mitre = "T1505.003"
  strings:
    $direct = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)assert(\s|\/\*[^*]{0,60}\*\/){0,8}\((\s|\/\*[^*]{0,60}\*\/){0,8}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["']?\{?\$\{?["']?_(GET|POST|REQUEST|COOKIE)\b[^;]{0,60}\)/ nocase
    $quoted = /["']assert["']\s{0,5}[;,)\]\.}][^\x00]{0,160}\$_(GET|POST|REQUEST|COOKIE)\b/ nocase
    $before = /\$_(GET|POST|REQUEST|COOKIE)\b[^;]{0,100}["']assert["']\s{0,5}[,)\]]/ nocase
    $bare = /\$\w{1,20}\s{0,4}=\s{0,4}(assert|passthru|shell_exec|system|create_function|proc_open)\s{0,4};/ nocase
    $joined = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)assert(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?\$\w{1,20}\s?\.\s?\$\w{1,20}/ nocase
    $word = /\w\s?\(\s?(assert|passthru|shell_exec)\s?(\)|,[^;]{0,60}\$_(GET|POST|REQUEST|COOKIE))/ nocase
    $isset = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)assert(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,9}(isset|is_\w{2,12}|empty|array_key_exists|in_array|count|!)/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
    $req5 = "$_SERVER"
    $req6 = "$_FILES"
  condition:
    $php and any of ($req*) and
    (($direct and not $isset) or $quoted or $before or $bare or $word or
     $joined)
}

rule WEBSHELL_PHP_Regex_Evaluator
{
  meta:
    description = "Detects a PHP regular expression with the e modifier that evaluates request data or hidden code"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 90
    family = "php-eval"
    mitre = "T1505.003"
  strings:
    $sub = /preg_(replace|filter)(\s|\/\*[^*]{0,60}\*\/){0,8}\((\s|\/\*[^*]{0,60}\*\/){0,8}["'][^\w\s]?[^;\n]{0,80}[^\w\s][imsxuADSUX]{0,4}e[imsxuADSUX]{0,4}["']\s{0,5},[^;]{0,120}(\$\{?["\x27]?_(GET|POST|REQUEST|COOKIE|FILES)|\$_SERVER\s{0,3}\[\s{0,3}["\x27]?(HTTP_|QUERY_STRING|PHP_AUTH)|\$HTTP_(RAW_)?(POST|GET|COOKIE)|php:\/\/input|(getallheaders|apache_request_headers)\s{0,5}\(|filter_input\s{0,5}\(|getenv\s{0,4}\(\s{0,4}["\x27]HTTP_|\$GLOBALS\s{0,4}\[\s{0,4}["\x27]_(GET|POST|REQ|COO))/ nocase
    $pattern = /preg_(replace|filter)(\s|\/\*[^*]{0,60}\*\/){0,8}\((\s|\/\*[^*]{0,60}\*\/){0,8}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[[^;]{0,80},[^;]{0,120}\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $escaped = /preg_replace(\s|\/\*[^*]{0,60}\*\/){0,8}\((\s|\/\*[^*]{0,60}\*\/){0,8}["'][^;\n]{1,40}[^\w\s][imsxu]{0,4}e[imsxu]{0,4}["']\s{0,5},\s{0,5}["'](\\x[0-9a-f]{2}|\\[0-7]{2,3}|[a-z]{1,2}){6}/ nocase
    $eval = /preg_(replace|filter)(\s|\/\*[^*]{0,60}\*\/){0,8}\((\s|\/\*[^*]{0,60}\*\/){0,8}["'][^;\n]{1,80}e[imsxu]{0,4}["']\s{0,5},[^;]{0,40}(eval|assert|base64_decode|gzinflate|gzuncompress|str_rot13|system|passthru|shell_exec|create_function|(raw)?urldecode|strrev|pack|hex2bin|chr)\s{0,4}\(/ nocase
    $mb = /mb_eregi?_replace(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,160}\$_(GET|POST|REQUEST|COOKIE)[^;]{0,120},\s{0,5}["'][a-z]{0,4}e[a-z]{0,4}["']\s{0,5}\)/ nocase
    $var = /preg_(replace|filter)(\s|\/\*[^*]{0,60}\*\/){0,8}\((\s|\/\*[^*]{0,60}\*\/){0,8}["']([\/|#~@!%])[^;\n"']{0,60}[\/|#~@!%][imsxu]{0,4}e[imsxu]{0,4}["']\s{0,5},\s{0,5}@?["']?(\$\w{1,30}|\w{2,24}\(\s?\$\w{1,30}\s?\))["']?\s{0,5}(\[[^\]]{1,30}\])?\s{0,5},\s{0,5}(["'][^"']{0,80}["']|\w{2,24}\([^)]{0,80}\))\s{0,5}\)/ nocase
    $source1 = "_GET"
    $source2 = "_POST"
    $source3 = "_REQUEST"
    $source4 = "_COOKIE"
    $source5 = "_SERVER"
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and ($sub or $pattern or $escaped or $eval or $mb or
              ($var and any of ($source*)))
}

rule WEBSHELL_PHP_Create_Function_Of_Request
{
  meta:
    description = "Detects PHP create_function() with a body that comes with the request or is decoded at run time"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 90
    family = "php-eval"
    mitre = "T1505.003"
  strings:
    $input = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)create_function(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,60},[^;]{0,120}(\$\{?["\x27]?_(GET|POST|REQUEST|COOKIE|FILES)|\$_SERVER\s{0,3}\[\s{0,3}["\x27]?(HTTP_|QUERY_STRING|PHP_AUTH)|\$HTTP_(RAW_)?(POST|GET|COOKIE)|php:\/\/input|(getallheaders|apache_request_headers)\s{0,5}\(|filter_input\s{0,5}\(|getenv\s{0,4}\(\s{0,4}["\x27]HTTP_|\$GLOBALS\s{0,4}\[\s{0,4}["\x27]_(GET|POST|REQ|COO))/ nocase
    $body = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)create_function(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,60},\s{0,9}@?["']?[^;]{0,40}(eval|assert|base64_decode|gzinflate|gzuncompress|str_rot13|system|pack|file_get_contents)\s{0,4}\(/ nocase
    $flow = /\$\w{1,40}\s{0,9}=\s{0,9}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[[^;]{0,100};[^\x00]{0,260}create_function(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;,]{0,60},\s{0,9}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["']?\$\w{1,30}/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and ($input or $body or $flow)
}

rule WEBSHELL_PHP_Include_Of_Request
{
  meta:
    description = "Detects PHP include of a path or stream that the request names"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-include"
    mitre = "T1505.003"
  strings:
    $direct = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(include|require)(_once)?(\s|\/\*[^*]{0,60}\*\/){0,8}[\s("'](\s|\/\*[^*]{0,60}\*\/){0,8}@?(base64_decode\(|urldecode\(|trim\(|stripslashes\(|hex2bin\(){0,2}["'(]{0,2}\{?\$\{?["']?_(GET|POST|REQUEST|COOKIE)["'}]{0,2}\s{0,4}[\[\{][^;?]{1,60}[\]\}]\s{0,4}["')]{0,4}\s{0,5}(;|\?>)/ nocase
    $files = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(include|require)(_once)?[\s(]{1,9}@?\$_(FILES|SERVER)\s{0,4}\[\s{0,4}["']?(\w{1,30}["']?\s?\]\s?\[\s?["']?tmp_name|HTTP_)/ nocase
    $flow = /\$\w{1,30}\s{0,9}=\s{0,9}@?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[[^;\]]{1,40}\]\s{0,4};\s{0,20}@?(include|require)(_once)?[\s("']{1,9}\$\w{1,30}["']?\s{0,4}\)?\s{0,4}(;|\?>)/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $s1 = "php://input" nocase
    $s2 = "php://filter" nocase
    $s3 = "expect://" nocase
    $s4 = "data:text/plain" nocase
    $s5 = "data://text/plain" nocase
    $s6 = "data:image/" nocase
    $s7 = "data://image/" nocase
    $stream1 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(include|require)(_once)?[\s(]{1,9}@?["']?(php:\/\/(input|filter\/)|expect:\/\/)/ nocase
    $stream2 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(include|require)(_once)?[\s(]{1,9}@?["']?data:(\/\/)?(text\/plain|image\/)[^"']{0,20}[;,]\s?(base64,)?\s?(PD9|<\?|["']\s?\.\s?(base64_decode\s?\(\s?)?\$_(GET|POST|REQ|COO))/ nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
    $req5 = "$_SERVER"
    $req6 = "$_FILES"
  condition:
    $php and
    ((any of ($req*) and ($direct or $files or $flow)) or
     (any of ($s1, $s2, $s3, $s4, $s5, $s6, $s7) and
      ($stream1 or $stream2)))
}
