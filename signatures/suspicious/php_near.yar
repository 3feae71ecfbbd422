// SPDX-License-Identifier: Apache-2.0
//
// Request and a dangerous function close together, or in one small file. Honest
// code does this too, but rarely: it has a framework between the two. The limits
// on the size of the file are part of the meaning (a page that does nothing else)
// and are wide enough that padding shows.

rule SUSP_PHP_Eval_And_Request
{
  meta:
    description = "Detects a PHP page that reads the request and evaluates a variable"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "php-eval"
    mitre = "T1505.003"
  strings:
    $any = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?([^\x27"\s)]|["\x27][^;]{0,120}\$)/ nocase
    $eval = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;\x27")\n]{0,20}["\x27]{0,2}[^;\x27")\n]{0,40}\$\w/ nocase
    $create = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)create_function(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,60},[^;\x27"]{0,20}\$\w/ nocase
    $libapp = /(include|require)(_once)?[\s(@]{1,4}[^;\n]{0,80}\.(php\d?|inc)["\x27]/ nocase
    $lib1 = "namespace "
    $lib2 = "@package"
    $lib3 = "@license"
    $lib4 = "GNU General Public"
    $lib5 = "extends "
    $lib6 = "require_once" nocase
    $lib7 = "function_exists(" nocase
    $lib8 = "parent::"
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
    $env1 = "$_ENV"
    $env2 = "$argv"
    $env3 = "getenv" nocase
    $env4 = "_FILES"
    $env5 = "file_get_contents" nocase
  condition:
    $php and
    ((filesize < 4KB and $any and any of ($req*, $env*) and
      not any of ($libapp, $lib1, $lib5, $lib6)) or
     (any of ($req*) and ($eval or ($create and filesize < 12KB)) and
      (filesize < 6KB or (filesize < 64KB and not any of ($lib*)))))
}

rule SUSP_PHP_Command_Near_Request
{
  meta:
    description = "Detects a command line in a variable next to data that comes with the request"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "php-command"
    mitre = "T1505.003"
  strings:
    $before = /(\$_(GET|POST|REQUEST|COOKIE)\b|php:\/\/input|\$_SERVER\s?\[\s?["\x27](HTTP_|QUERY_STRING|REQUEST_URI)|getallheaders|apache_request_headers|filter_input|\$HTTP_(RAW_)?(POST|GET|COOKIE))[^\x00]{0,300}([^>:$\w\x80-\xff-]|[^:]:|[^-]>)(system|passthru|shell_exec|popen|proc_open|pcntl_exec|exec|ssh2_exec)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?["\x27]?[^;"\x27]{0,40}\$\w/ nocase
    $after = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(system|passthru|shell_exec|popen|proc_open|pcntl_exec|exec|ssh2_exec)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?["\x27]?[^;"\x27]{0,40}\$[^\x00]{0,300}\$_(GET|POST|REQUEST|COOKIE)\b/ nocase
    $server = /\$_SERVER\s?\[\s?["\x27](HTTP_[A-Z_]{3,40}|QUERY_STRING)["\x27]\s?\][^\x00]{0,120}([^>:$\w\x80-\xff-]|[^:]:|[^-]>)(system|passthru|shell_exec|popen|proc_open|pcntl_exec|exec|ssh2_exec)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?\$\w/ nocase
    $tick = /\$_(GET|POST|REQUEST|COOKIE)\b[^\x00]{0,200}(echo|print|return|die|exit|=)\s{0,4}\(?\s?`\s?\{?\$\w{1,30}(\}|\[[^\]`]{1,20}\]\}?)?[^`\n]{0,20}`\s{0,4}[;).?]/ nocase
    $ticksg = /`[^`\n]{0,40}\$_(GET|POST|REQUEST|COOKIE)\s?[\[{][^`\n]{1,40}`/ nocase
    $array = /array\s?\(\s?["\x27](system|passthru|shell_exec|exec)["\x27]\s?,\s?["\x27](system|passthru|shell_exec|exec)["\x27][^\x00]{0,160}\$\w{1,20}\s?\([^;]{0,40}\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $safe1 = "escapeshell" nocase
    $libapp = /(include|require)(_once)?[\s(@]{1,4}[^;\n]{0,80}\.(php\d?|inc)["\x27]/ nocase
    $lib1 = "namespace "
    $lib2 = "@package"
    $lib3 = "@license"
    $lib5 = "extends "
    $lib6 = "require_once" nocase
    $lib4 = "GNU General Public"
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
    $req5 = "$_SERVER"
    $req6 = "php://input"
    $req7 = "getallheaders"
    $req8 = "apache_request_headers"
  condition:
    $php and filesize < 64KB and any of ($req*) and
    ($before or $after or $server or $tick or $ticksg or $array) and
    not any of ($safe*) and not any of ($lib*)
}

rule SUSP_PHP_Call_Near_Request
{
  meta:
    description = "Detects a small PHP file that calls a function in a variable next to data that comes with the request"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 70
    family = "php-callback"
    mitre = "T1505.003"
  strings:
    $before = /(\$_(GET|POST|REQUEST|COOKIE)\b|php:\/\/input|PATH_INFO|getallheaders|apache_request_headers)[^\x00]{0,200}[\s;{}(=@.,!&?:\/]\$\w{1,30}(\s?[\[{][^;\]}]{1,30}[\]}]){0,2}\s{0,3}\(\s?[^)\s]/ nocase
    $after = /[\s;{}(=@.,!&?:\/]\$\w{1,30}(\s?[\[{][^;\]}]{1,30}[\]}]){0,2}\s{0,3}\([^\x00]{0,120}\$_(GET|POST|REQUEST|COOKIE)\b/ nocase
    $paren = /["\x27\w\])]\s?\)\s{0,3}\(\s?@?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $server = /\$_SERVER\s?\[\s?["\x27](HTTP_[A-Z_]{3,40}|QUERY_STRING)["\x27]\s?\][^\x00]{0,80}[\s;{}(=@.]\$\w{1,30}\s?\(\s?\$/ nocase
    $libapp = /(include|require)(_once)?[\s(@]{1,4}[^;\n]{0,80}\.(php\d?|inc)["\x27]/ nocase
    $lib1 = "namespace "
    $lib2 = "@package"
    $lib3 = "@license"
    $lib4 = "extends "
    $lib5 = "require_once" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
    $req5 = "$_SERVER"
    $req6 = "php://input"
    $req7 = "getallheaders"
    $req8 = "apache_request_headers"
  condition:
    $php and filesize < 12KB and any of ($req*) and
    ($before or $after or $paren or $server) and not any of ($lib*)
}

rule SUSP_PHP_Callback_Near_Request
{
  meta:
    description = "Detects a small PHP file that hands request data to a function which calls another by name"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "php-callback"
    mitre = "T1505.003"
  strings:
    $direct = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(call_user_func(_array)?|array_(map|filter|walk|reduce|udiff|uintersect|diff_u\w{3,6}|intersect_u\w{3,6})(_recursive|_assoc|_uassoc)?|u[ak]?sort|register_(shutdown|tick)_function|ob_start|forward_static_call(_array)?|iterator_apply|set_(error|exception)_handler|spl_autoload_register|header_register_callback|filter_var(_array)?|(mb_ereg|preg)_replace_callback(_array)?)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?([^;]{0,60},)?\s?@?[^;,]{0,30}\$_(GET|POST|REQUEST|COOKIE)\s?[\[{][^;,]{1,40}\]\s?\)?\s?\)/ nocase
    $all = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(call_user_func(_array)?|array_(map|filter|walk|reduce|udiff|uintersect|diff_u\w{3,6}|intersect_u\w{3,6})(_recursive|_assoc|_uassoc)?|u[ak]?sort|register_(shutdown|tick)_function|ob_start|forward_static_call(_array)?|iterator_apply|set_(error|exception)_handler|spl_autoload_register|header_register_callback|filter_var(_array)?|(mb_ereg|preg)_replace_callback(_array)?)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?(\.\.\.\s?)?(\$_(GET|POST|REQUEST|COOKIE))\s?[,)]/ nocase
    $near = /\$_(GET|POST|REQUEST|COOKIE)\b[^\x00]{0,160}([^>:$\w\x80-\xff-]|[^:]:|[^-]>)(call_user_func(_array)?|array_map|register_(shutdown|tick)_function|ob_start|forward_static_call(_array)?|set_(error|exception)_handler|spl_autoload_register|header_register_callback)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?\$\w{1,20}\s?[,)]/ nocase
    $second = /\$_(GET|POST|REQUEST|COOKIE)\b[^\x00]{0,160}([^>:$\w\x80-\xff-]|[^:]:|[^-]>)(array_(filter|walk|reduce|u?diff|u?intersect)\w{0,12}|u[ak]?sort|iterator_apply|preg_replace_callback)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;,]{1,40},\s?@?(\w{4,20}\(\s?)?\$\w{1,20}\s?[,)]/ nocase
    $regex = /preg_(replace|filter)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?\$\w{1,20}\s?,[^;]{0,30}\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $closure = /function\s?\(\s?\$\w{1,20}\s?\)\s?\{\s?[^}]{0,40}(eval|assert|system|passthru|shell_exec|exec|popen)\s?\(\s?\$/ nocase
    $libapp = /(include|require)(_once)?[\s(@]{1,4}[^;\n]{0,80}\.(php\d?|inc)["\x27]/ nocase
    $lib1 = "namespace "
    $lib2 = "@package"
    $lib3 = "@license"
    $lib4 = "extends "
    $lib5 = "require_once" nocase
    $map1 = "stripslashes" nocase
    $map2 = "'trim'"
    $map3 = "intval"
    $map4 = "htmlspecialchars"
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
  condition:
    $php and filesize < 8KB and any of ($req*) and
    ($direct or $all or $near or $second or $regex or $closure) and not any of ($lib*, $map*)
}

rule SUSP_PHP_Writes_Near_Request
{
  meta:
    description = "Detects a PHP file that opens a file of a variable name for writing next to data that comes with the request"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "php-writer"
    mitre = "T1505.003"
  strings:
    $open = /\$_(GET|POST|REQUEST|COOKIE)\b[^\x00]{0,200}([^>:$\w\x80-\xff-]|[^:]:|[^-]>)fopen(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,60}\$[^;]{0,60},\s?["\x27][wax]/ nocase
    $put = /\$_(GET|POST|REQUEST|COOKIE)\b[^\x00]{0,200}([^>:$\w\x80-\xff-]|[^:]:|[^-]>)file_put_contents(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?[^,;]{0,40}\$[^,;]{0,40},\s?@?((base64_decode|stripslashes|(raw)?urldecode|hex2bin|gz\w{5,10}|trim|str_(i?replace|rot13)|html\w{8,20})(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,40})?\$/ nocase
    $direct = /(file_put_contents|fwrite|fputs)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,80},[^;]{0,60}\$_(GET|POST|REQUEST|COOKIE)\b/ nocase
    $log = /error_log(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,60}\$_(GET|POST|REQUEST|COOKIE)[^;]{0,60},\s?3\s?,[^;]{0,60}\$/ nocase
    $object = /(SplFileObject(\s|\/\*[^*]{0,60}\*\/){0,8}\(|->save(HTML|XML)?(File)?\s?\(|extractTo\s?\()[^;]{0,30}\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $libapp = /(include|require)(_once)?[\s(@]{1,4}[^;\n]{0,80}\.(php\d?|inc)["\x27]/ nocase
    $lib1 = "namespace "
    $lib2 = "@package"
    $lib3 = "@license"
    $lib4 = "extends "
    $lib5 = "require_once" nocase
    $lib6 = "GNU General Public"
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
  condition:
    $php and filesize < 32KB and any of ($req*) and
    ($open or $put or $direct or $log or $object) and not any of ($lib*)
}

rule SUSP_PHP_File_Function_Of_Request
{
  meta:
    description = "Detects a small PHP page that reads, lists, deletes, copies or fetches what the request names"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 55
    family = "php-file-manager"
    mitre = "T1505.003"
  strings:
    $direct = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(readfile|file_get_contents|highlight_file|show_source|php_strip_whitespace|unlink|rmdir|fopen|file|scandir|opendir|glob|chmod|rename|mkdir|chdir|copy|symlink|dl|(Recursive)?DirectoryIterator|SplFileObject|curl_init|set_include_path|fsockopen|readlink|popen)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?(\w{2,20}\(\s?){0,2}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)\b/ nocase
    $curl = /curl_setopt(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,40}CURLOPT_URL\s?,[^;]{0,40}\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $near = /\$_(GET|POST|REQUEST|COOKIE)\b\s?[\[{][^;]{1,80};[^\x00]{0,160}([^>:$\w\x80-\xff-]|[^:]:|[^-]>)(opendir|scandir|readfile|highlight_file|show_source|unlink|fsockopen|curl_init)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?["\x27]?(udp:\/\/)?\$\w/ nocase
    $safe1 = "basename(" nocase
    $safe2 = "realpath(" nocase
    $safe3 = "in_array(" nocase
    $safe4 = "preg_match(" nocase
    $safe5 = "htmlspecialchars(" nocase
    $libapp = /(include|require)(_once)?[\s(@]{1,4}[^;\n]{0,80}\.(php\d?|inc)["\x27]/ nocase
    $lib1 = "namespace "
    $lib2 = "@package"
    $lib3 = "@license"
    $lib4 = "extends "
    $lib5 = "require_once" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
  condition:
    // beachcomb: allow(size-limit) small pages are what it is about; larger ones are the matter of other rules
    $php and filesize < 4KB and any of ($req*) and
    ($direct or $curl or $near) and not any of ($lib*) and not 2 of ($safe*)
}

rule SUSP_PHP_Unchecked_Upload
{
  meta:
    description = "Detects a small PHP page that stores an upload without a look at its type"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "php-uploader"
    mitre = "T1505.003"
  strings:
    $copy = /(copy|rename|file_put_contents|fwrite)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,60}\$_FILES/ nocase
    $move = /move_uploaded_file(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,60}(tmp_name|\$\w)[^;]{0,30},[^;]{1,80}\)/ nocase
    $near = /\$_FILES[^\x00]{0,160}([^>:$\w\x80-\xff-]|[^:]:|[^-]>)(copy|rename)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?(\$\w{1,20}\s?\[\s?["\x27]?)?\$?tmp\w{0,8}/ nocase
    $ok1 = "pathinfo" nocase
    $ok2 = "getimagesize" nocase
    $ok3 = "finfo" nocase
    $ok4 = "in_array" nocase
    $ok5 = "preg_match" nocase
    $ok6 = "mime" nocase
    $ok7 = "extension" nocase
    $ok8 = "strrchr" nocase
    $ok9 = "uniqid" nocase
    $ok10 = "['type']"
    $ok11 = "[\"type\"]"
    $libapp = /(include|require)(_once)?[\s(@]{1,4}[^;\n]{0,80}\.(php\d?|inc)["\x27]/ nocase
    $lib1 = "namespace "
    $lib2 = "@package"
    $lib3 = "@license"
    $lib4 = "extends "
    $lib5 = "require_once" nocase
    $files = "$_FILES"
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    // beachcomb: allow(size-limit) small pages are what it is about; larger ones are the matter of other rules
    $php and filesize < 4KB and $files and ($copy or $move or $near) and
    not any of ($ok*, $lib*)
}

rule SUSP_PHP_SQL_Console
{
  meta:
    description = "Detects a PHP page that connects with the credentials of the request and runs the SQL it sends"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 55
    family = "php-sql-console"
    mitre = "T1505.003"
  strings:
    $connect = /(mysqli?_p?connect|new\s{1,4}mysqli|new\s{1,4}PDO|pg_p?connect|mssql_p?connect|sqlsrv_connect|oci_connect|odbc_connect|ociLogon)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?[^;]{0,60}\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $query = /(mysqli?_query|pg_query|mssql_query|sqlsrv_query|odbc_exec|oci_parse|->query|->exec|->prepare)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?(\$\w{1,20}\s?,\s?)?@?(\w{4,20}\(\s?)?\$_(GET|POST|REQUEST|COOKIE)\s?\[/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
  condition:
    $php and any of ($req*) and $connect and $query
}

rule SUSP_PHP_Mail_Blaster
{
  meta:
    description = "Detects a small PHP page that mails any text to every address in a list which the request carries"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 55
    family = "php-mailer"
    mitre = "T1505.003"
  strings:
    $split = /(explode|p?reg_split|split)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?["\x27\/]{1,2}(\\r)?(\\n|,|;)[\/"\x27]{1,2}\s?,\s?[^;]{0,30}\$/ nocase
    $for = /(for|while)\s?\([^{]{0,80}\)\s?\{?\s?@?mail(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?(\w{3,12}\s?\(\s?)?\$/ nocase
    $stub = /PHP_OS\s?\.\s?chr\(/ nocase
    $loop = /(foreach|for|while)\s?\([^\x00]{0,400}([^>:$\w\x80-\xff-]|[^:]:|[^-]>)mail(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?(\w{3,12}\s?\(\s?)?\$\w{1,20}/ nocase
    $post = "$_POST"
    $request = "$_REQUEST"
    $libapp = /(include|require)(_once)?[\s(@]{1,4}[^;\n]{0,80}\.(php\d?|inc)["\x27]/ nocase
    $lib1 = "namespace "
    $lib2 = "@package"
    $lib3 = "extends "
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and filesize < 24KB and any of ($post, $request) and
    (($split and $loop) or $for or $stub) and not any of ($lib*)
}

rule SUSP_PHP_Flooder_Or_Port_Scanner
{
  meta:
    description = "Detects a PHP page that floods a host with packets or tries its ports"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "php-network"
    mitre = "T1046,T1498"
  strings:
    $udp = /(fsockopen|stream_socket_client|pfsockopen)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?["\x27](udp|tcp):\/\/[^;]{0,20}\$[^;]{0,60}rand\s?\(/ nocase
    $udp2 = /["\x27]udp:\/\/["\x27]?\s?\.?\s?\$[^\x00]{0,400}(str_repeat|fwrite)/ nocase
    $scan = /(for|foreach|while)\s?\([^)]{0,80}\)[^;]{0,80}(fsockopen|socket_connect|stream_socket_client)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,60}\$\w{0,6}p(or)?t?s?\b/ nocase
    $libapp = /(include|require)(_once)?[\s(@]{1,4}[^;\n]{0,80}\.(php\d?|inc)["\x27]/ nocase
    $lib1 = "namespace "
    $lib2 = "@package"
    $lib3 = "extends "
    $lib4 = "class "
    $lib5 = "GNU General Public"
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
    $req5 = "$argv"
  condition:
    $php and filesize < 64KB and any of ($req*) and ($udp or $udp2 or $scan) and
    not any of ($lib*)
}

rule SUSP_PHP_Config_Grabber
{
  meta:
    description = "Detects PHP code that links or reads the configuration files of the other accounts on the host"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 70
    family = "php-recon"
    mitre = "T1552.001"
  strings:
    $act = /(symlink|ln\s-s|link|file_get_contents|copy|readfile)\s?(\(|\s)[^;]{0,120}(public_html|\/home\d?\/|\/var\/www)/ nocase
    $links = /symlink(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,80}\$/ nocase
    $root = /symlink(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?["\x27]\/["\x27]/ nocase
    $home = "/home" nocase
    $passwd = "/etc/passwd"
    $read = /(symlink|file_get_contents|copy|readfile|fopen|file|readlink)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?["\x27$]/ nocase
    $c1 = "wp-config.php" nocase
    $c2 = "configuration.php" nocase
    $c3 = "/etc/named"
    // beachcomb: allow(duplicate-string) each of the two sets counts it
    $c4 = "/etc/passwd"
    $c5 = "whmcs" nocase
    $c6 = "sites/default/settings.php" nocase
    $c7 = "includes/config.php" nocase
    $c8 = "public_html"
    $c9 = "posix_getpwuid" nocase
    $c10 = "valiases"
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and (($act and 3 of ($c*)) or $root or
              ($links and any of ($passwd, $c8)) or
              ($home and $passwd and $read and 1 of ($c1, $c2, $c6, $c7)))
}

rule SUSP_PHP_Stylesheet_With_Functions
{
  meta:
    description = "Detects an XSL transformation from the request that may call PHP functions"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 65
    family = "php-eval"
    mitre = "T1505.003"
  strings:
    $reg = "registerPHPFunctions" nocase
    $style = "importStylesheet" nocase
    $libapp = /(include|require)(_once)?[\s(@]{1,4}[^;\n]{0,80}\.(php\d?|inc)["\x27]/ nocase
    $lib1 = "namespace "
    $lib2 = "@package"
    $lib3 = "extends "
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
    $req5 = "php://input"
  condition:
    $php and filesize < 16KB and $reg and $style and any of ($req*) and
    not any of ($lib*)
}
