// SPDX-License-Identifier: Apache-2.0
//
// Request and sink close together. A strict data flow misses every shell that
// puts one more assignment, wrapper or test in between; in 44,788 clean PHP files
// eval() of a variable stands within 400 bytes of a superglobal in none. So these
// rules ask only that both are there and near, in either order.

rule WEBSHELL_PHP_Eval_Near_Request
{
  meta:
    description = "Detects eval() of a variable or of a decoded string next to data that comes with the request"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-eval"
    mitre = "T1505.003"
  strings:
    $before = /(\$_(GET|POST|REQUEST|COOKIE)\b|php:\/\/input|\$_SERVER\s?\[\s?["\x27](HTTP_|QUERY_STRING|REQUEST_URI)|getallheaders|apache_request_headers|filter_input|\$HTTP_(RAW_)?(POST|GET|COOKIE))[^\x00]{0,400}([^>:$\w\x80-\xff-]|[^:]:|[^-]>)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,9}(\/\*[^*]{0,40}\*\/)?\s?@?(\(?\s?\$\w|\w{1,30}(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?(\)|["\x27$@]|\w{2,30}\s?\()|["\x27]{2}\s?\.|["\x27]\s?\?>)/ nocase
    $after = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,9}(\/\*[^*]{0,40}\*\/)?\s?@?(\(?\s?\$\w|\w{1,30}(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?(\)|["\x27$@]|\w{2,30}\s?\()|["\x27]{2}\s?\.|["\x27]\s?\?>)[^\x00]{0,400}(\$_(GET|POST|REQUEST|COOKIE)\b|php:\/\/input|\$_SERVER\s?\[\s?["\x27](HTTP_|QUERY_STRING|REQUEST_URI)|getallheaders|apache_request_headers|filter_input|\$HTTP_(RAW_)?(POST|GET|COOKIE))/ nocase
    $joined = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?("[^"]{0,200}"|\x27[^\x27]{0,200}\x27)\s?\.\s?[^;]{0,60}\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $tag = /<script\slanguage=["\x27]?php["\x27]?\s?>\s{0,20}@?(eval|assert|system|passthru|shell_exec|exec)\s?\(/ nocase
    $assert = /(\$_(GET|POST|REQUEST|COOKIE)\b|php:\/\/input|\$_SERVER\s?\[\s?["\x27](HTTP_|QUERY_STRING|REQUEST_URI)|getallheaders|apache_request_headers|filter_input|\$HTTP_(RAW_)?(POST|GET|COOKIE))[^\x00]{0,400}([^>:$\w\x80-\xff-]|[^:]:|[^-]>)assert(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?\$\w{1,30}(\s?\[[^\]]{1,20}\])?\s?\)/ nocase
    $libapp = /(include|require)(_once)?[\s(@]{1,4}[^;\n]{0,80}\.(php\d?|inc)["\x27]/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
    $req5 = "php://input"
    $req6 = "$_SERVER"
    $req7 = "getallheaders"
    $req8 = "apache_request_headers"
    $req9 = "filter_input"
    $req10 = "$HTTP_"
  condition:
    $php and any of ($req*) and
    ($assert or $tag or $joined or (($before or $after) and not $libapp))
}

rule WEBSHELL_PHP_Eval_Of_Variable_Function
{
  meta:
    description = "Detects eval() of what a function in a variable returns or of a hidden superglobal"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-eval"
    mitre = "T1505.003"
  strings:
    $call = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,9}@?\$\w{1,30}\s?([\[{][^;\]}]{1,30}[\]}]\s?){0,2}\(\s?[@"\x27$\w]/ nocase
    // beachcomb: allow(short-string) the rule is about a shape, which has no longer text
    $global = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert|system|passthru|shell_exec)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,9}@?(\$\{[^}]{1,30}\}|\$GLOBALS\s?\[\s?["\x27]_(GET|POST|REQUEST|COOKIE))/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and ($call or $global)
}

rule WEBSHELL_PHP_Evaluator_As_Callback
{
  meta:
    description = "Detects the name of an evaluator or command runner handed to a function that calls it back"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "php-callback"
    mitre = "T1505.003"
  strings:
    $call = /(call_user_func(_array)?|array_(map|filter|walk|reduce|u?diff|u?intersect)\w{0,20}|u[ak]?sort|register_(shutdown|tick)_function|ob_start|forward_static_call(_array)?|iterator_apply|set_(error|exception)_handler|spl_autoload_register|header_register_callback|session_set_save_handler|xml_set_\w{4,40}_handler|sqlite_?createfunction|createFunction|CallbackFilterIterator|ReflectionFunction|fromCallable|(mb_ereg|preg)_replace_callback|assert_options|FILTER_CALLBACK)\b[^;]{0,160}["\x27]\\?(assert|system|passthru|shell_exec|popen|proc_open|pcntl_exec|create_function|exec)["\x27]\s?[,)\]]/ nocase
    $option = /assert_options(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?ASSERT_CALLBACK\s?,\s?["\x27](system|exec|passthru|shell_exec)/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
    $req5 = "$_SERVER"
    $req6 = "php://input"
  condition:
    $php and ($option or ($call and any of ($req*)))
}

rule WEBSHELL_PHP_Request_Names_Class_Or_Method
{
  meta:
    description = "Detects a class or method whose name comes with the request"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-callback"
    mitre = "T1505.003"
  strings:
    $new = /new\s{1,4}\(?\s?\$_(GET|POST|REQUEST|COOKIE)\s?[\[{]/ nocase
    $method = /(->|::)\s?\{\s?\$_(GET|POST|REQUEST|COOKIE)\s?[\[{][^;}]{1,30}\]\s?\}\s?\(/ nocase
    $reflect = /Reflection(Function|Method|Class)\s?\(\s?@?\w{0,20}\s?\(?\s?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $element = /[\s;{}(=@.!]\[\s?\$_(GET|POST|REQUEST|COOKIE)\s?[\[{][^;]{1,40}\]\s?\]\s?\[\s?\d\s?\]\s?\(/ nocase
    $list = /\$(\w{1,20})\s?=\s?\$_(GET|POST|REQUEST|COOKIE)\s?;[^\x00]{0,60}[\s;{}(=@.!]\$\w{1,20}\s?[\[{][^;\]}]{1,20}[\]}]\s?\(/ nocase
    $object = /->\s?(u[ak]?sort|sqliteCreateFunction|createFunction|createAggregate)\s?\([^;]{0,60}\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $functions = /get_defined_functions\s?\([^\x00]{0,160}[\s;{}(=@.!)]\$\w{1,20}(\s?[\[{][^;\]}]{1,20}[\]}])?\s?\([^;]{0,40}\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
  condition:
    $php and any of ($req*) and
    ((filesize < 8KB and $new) or $method or $reflect or $element or
     $list or $functions or $object)
}

rule WEBSHELL_PHP_Unserialized_Runner
{
  meta:
    description = "Detects a class whose magic method evaluates, runs or writes its own property, and unserialize() of the request"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-object"
    mitre = "T1505.003"
  strings:
    $magic = /function\s{1,4}__(destruct|wakeup|toString|call|get|invoke|unserialize)\s?\([^)]{0,40}\)\s{0,9}\{[^}]{0,200}(eval|assert|system|passthru|shell_exec|exec|file_put_contents|fwrite|include|call_user_func|\$\w{1,20}|\))\s?\(?\s?\(?\s?@?\$this->/ nocase
    $input = /unserialize(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,60}(\$_(GET|POST|REQUEST|COOKIE)|php:\/\/input)/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and $magic and $input
}

rule WEBSHELL_PHP_Reverse_Shell_Command
{
  meta:
    description = "Detects a PHP file that starts a connect-back or bind shell with the tools of the host"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "php-reverse-shell"
    mitre = "T1505.003"
  strings:
    $dev = /(ba|z|k)?sh\s[^;"\n]{0,20}\/dev\/(tcp|udp)\// nocase
    $nc = /\b(nc|ncat|netcat)(\.\w{3,12})?\s[^"\x27\n;]{0,60}-\w{0,4}e\w?\s{1,3}(\/bin\/|cmd|\$|sh\b|bash)/ nocase
    $fifo = /(mkfifo|mknod)\s[^"\n]{0,60}(\/bin\/)?(ba|z)?sh\s-i/ nocase
    $python = /python\d?(\.\d)?\s-c[^\n]{0,80}socket[^\n]{0,300}\/bin\/(ba)?sh/ nocase
    $perl = /perl\s-(MIO\s-)?e[^\n]{0,40}Socket[^\n]{0,300}(\/bin\/(ba)?sh|exec)/ nocase
    $run = /((system|passthru|shell_exec|popen|proc_open|pcntl_exec|exec)\s?\(|`)/ nocase
    $t1 = "/dev/tcp/"
    $t2 = "/dev/udp/"
    $t3 = "mkfifo"
    $t4 = "mknod"
    $t5 = "socket" nocase
    $t6 = " -e /bin/"
    $t7 = " -e sh"
    $t8 = " -e cmd"
    // beachcomb: allow(short-string) the rule is about a shape, which has no longer text
    $t9 = "e $"
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and $run and any of ($t*) and
    ($dev or $nc or $fifo or $python or $perl)
}

rule WEBSHELL_PHP_Include_Of_Wrapper
{
  meta:
    description = "Detects include of a stream wrapper or remote host that the request completes"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-include"
    mitre = "T1505.003"
  strings:
    $wrapper = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(include|require)(_once)?[\s("\x27]{1,9}(zip|phar|data|expect|php|ftp|https?|compress\.\w{2,6}|ogg|rar|glob):[^;]{0,120}\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $text = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(include|require)(_once)?[\s("\x27]{1,9}(https?|ftp):\/\/[^"\x27\s]{4,160}\.(txt|jpe?g|png|gif|ico|css|js)\b/ nocase
    $temp = /(file_put_contents|fwrite|fputs)\s?\(\s?["\x27]([^"\x27\n]{1,60})["\x27]\s?,[^;]{0,80}\$_(GET|POST|REQUEST|COOKIE)[^;]{0,60};([^\x00]{0,80}[^>:$\w])?(include|require)(_once)?[\s(]{1,4}["\x27]/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $w1 = "include" nocase
    $w2 = "require" nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
  condition:
    $php and any of ($w*) and
    ($text or (any of ($req*) and ($wrapper or $temp)))
}

rule WEBSHELL_PHP_Writes_Handler_File
{
  meta:
    description = "Detects PHP code that writes an .htaccess or .user.ini file which makes other files run as PHP"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-persistence"
    mitre = "T1505.003"
  strings:
    $write = /(file_put_contents|fwrite|fputs|fopen)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,120}\.(htaccess|user\.ini)/ nocase
    $effect = /(AddType\s{1,4}application\/x-httpd-php|auto_(prepend|append)_file|SetHandler\s{1,4}application\/x-httpd-php|AddHandler\s{1,4}(cgi-script|(application\/)?x-httpd-php)|php_value\s{1,4}auto_)/ nocase
    $ini = /ini_set(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?["\x27]auto_(prepend|append)_file["\x27]\s?,[^;]{0,60}\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and (($write and $effect) or $ini)
}

rule WEBSHELL_PHP_Evaluates_Network_Data
{
  meta:
    description = "Detects PHP code that evaluates what another host sends over a socket"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "php-remote-loader"
    mitre = "T1505.003,T1105"
  strings:
    $socket = /(stream_socket_client|fsockopen|socket_connect|socket_accept|stream_socket_accept|tcp:\/\/)[^\x00]{0,1500}([^>:$\w\x80-\xff-]|[^:]:|[^-]>)(eval|assert)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?(\w{2,20}\s?\(\s?){0,2}\$\w/ nocase
    $direct = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert|include|require)(\s|\/\*[^*]{0,60}\*\/){0,8}[(\s"\x27][^;]{0,60}(tcp|udp|ssl|ftp|gopher):\/\// nocase
    $tick = /socket_(read|recv)\s?\([^\x00]{0,120}`\$\w{1,20}`/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $s1 = "socket" nocase
    $s2 = "fsockopen" nocase
    $s3 = "tcp://"
    $s4 = "udp://"
    $s5 = "ssl://"
    $s6 = "ftp://"
    $s7 = "gopher://"
    $libapp = /(include|require)(_once)?[\s(@]{1,4}[^;\n]{0,80}\.(php\d?|inc)["\x27]/ nocase
    $lib1 = "namespace "
    $lib2 = "@package"
  condition:
    $php and any of ($s*) and ($socket or $direct or $tick) and not any of ($lib*)
}

rule WEBSHELL_PHP_Fetches_PHP_File
{
  meta:
    description = "Detects PHP code that copies a text or picture of another host into a PHP file"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-dropper"
    mitre = "T1505.003,T1105"
  strings:
    $copy = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)copy(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?["\x27](https?|ftp):\/\/[^"\x27\n]{4,160}["\x27]\s?,\s?[^;]{0,60}\.(php\d?|phtml|inc)\b/ nocase
    $put = /file_put_contents(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?[^;,]{0,60}\.(php\d?|phtml)["\x27]\s?,\s?@?(file_get_contents|curl_exec|\w{0,20}(get|curl|fetch)\w{0,20})\s?\(\s?["\x27]?https?:/ nocase
    $shell = /(wget|curl|fetch|lwp-download)\s[^"\x27;\n]{0,60}https?:\/\/[^"\x27;\n]{4,120}\s-[oO]\s?[^"\x27;\n]{1,60}\.(php\d?|phtml)\b/ nocase
    // beachcomb: allow(short-string) the rule is about a shape, which has no longer text
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and ($copy or $put or $shell)
}

rule WEBSHELL_PHP_Eval_Of_Decoder
{
  meta:
    description = "Detects eval() of decoded or inflated data, through any wrapping calls and comments"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-packed"
    mitre = "T1505.003,T1027"
  strings:
    $call = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,9}@?(["\x27]{1,2}\s?\?>\s?["\x27]{0,2}\s?\.\s?)?(\w{3,20}(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?){0,3}(convert_uudecode|gzinflate|gzuncompress|gzdecode|bzdecompress|base64_decode|str_rot13|strrev|hex2bin|pack|rawurldecode|urldecode|openssl_decrypt|mcrypt_decrypt)(\s|\/\*[^*]{0,60}\*\/){0,8}\(/ nocase
    $d1 = "decode" nocase
    $d2 = "gzinflate" nocase
    $d3 = "compress" nocase
    $d4 = "str_rot13" nocase
    $d5 = "strrev" nocase
    $d6 = "hex2bin" nocase
    $d7 = "pack" nocase
    $d8 = "_decrypt" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and any of ($d*) and $call
}

rule WEBSHELL_PHP_Hidden_Include
{
  meta:
    description = "Detects include of a path that is only decoded at run time, or code evaluated twice"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-include"
    mitre = "T1505.003,T1027"
  strings:
    $include = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(include|require)(_once)?[\s(@]{1,6}(base64_decode|hex2bin|str_rot13|strrev|pack|gzinflate|gzuncompress|urldecode|rawurldecode|chr|convert_uudecode)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?["\x27$\d]/ nocase
    $twice = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?["\x27]?\s?(return\s)?eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(/ nocase
    $temp = /(tmpfile|tempnam)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^\x00]{0,200}(fwrite|fputs|file_put_contents)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^\x00]{0,160}(include|require)(_once)?[\s(@]{1,6}(\$|stream_get_meta_data)/ nocase
    $blob = /(gzinflate|gzuncompress|gzdecode)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?(base64_decode|hex2bin|pack|str_rot13|strrev|convert_uudecode)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,30}["\x27][\w+\/=]{40}/ nocase
    $sink = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(include|require|eval|assert|create_function)(_once)?[\s("\x27@]{1,6}\$/ nocase
    $i1 = "include" nocase
    $i2 = "require" nocase
    $i3 = "eval" nocase
    $i4 = "gzinflate" nocase
    $i5 = "gzuncompress" nocase
    $i6 = "gzdecode" nocase
    $k1 = "base64_decode" nocase
    $k2 = "hex2bin" nocase
    $k3 = "str_rot13" nocase
    $k4 = "strrev" nocase
    $k5 = "pack" nocase
    $k6 = "urldecode" nocase
    $k7 = "chr(" nocase
    // beachcomb: allow(duplicate-string) each of the two sets counts it
    $k8 = "eval" nocase
    $k9 = "tmpfile" nocase
    $k10 = "tempnam" nocase
    $lib1 = "namespace "
    $lib2 = "@package"
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and any of ($i*) and any of ($k*) and
    ($include or $twice or ($blob and $sink) or
     ($temp and not any of ($lib*)))
}
