// SPDX-License-Identifier: Apache-2.0
//
// PHP calls a function by a name in a string: `$f($x)`, array_map($f, ...).
// A shell lets the request name the function, or builds the name out of pieces
// so that no scanner reads "assert". These rules look for the call form with
// request data in it, together with the way in which the name was made.

rule WEBSHELL_PHP_Request_Names_Function
{
  meta:
    description = "Detects PHP code that calls a function whose name comes with the request"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 90
    family = "php-callback"
    mitre = "T1505.003"
  strings:
    $call = /([;{}(=@!&|?:,.>"']|echo|print|return|<\?php)\s{0,9}@?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}(\[[^\];\n]{0,60}\]|\{[^};\n]{0,60}\})(\[[^\];\n]{0,20}\])?(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,9}(\)|@?\$|["'\w][^;\n]{0,80}\)\s{0,4}[;?)])/
    $stmt = /([;{}]|<\?php|<\?=|<\?|\*\/|else|\n)\s{0,9}@?\$\w{1,40}\s?\(\s?@?((base64_decode|stripslashes|trim|urldecode|hex2bin|strrev|str_rot13)\s?\(\s?)?\$_(GET|POST|REQUEST|COOKIE)\s?[\[\{][^;\n]{1,60}[\]\}]\s?\){1,2}\s?(;|\?>)/ nocase
    $doc = /substr\s?\(\s?\(?\s?\$\w{1,30}\s?->\s?getDocComment\s?\(\s?\)\s?\)?\s?,\s?\d{1,3}\s?,\s?\d{1,3}/ nocase
    $spread = /(u[ak]?sort|array_map|array_filter|array_walk|call_user_func|call_user_func_array|register_shutdown_function|\$\w{1,20})\s?\(\s?(\.\.\.)\s?\$_(GET|POST|REQUEST|COOKIE)\b/
    $result7 = /(current|end|next|pos|reset|array_pop|array_shift|key|implode|join|array_values)\s?\(\s?\$_(GET|POST|REQUEST|COOKIE)\s?\)\s?(\[\s?\d\s?\])?\s?\(/ nocase
    $headers = /(getallheaders|apache_request_headers|get_defined_vars)\s?\(\s?\)\s?[\[\{][^\]\}]{1,30}[\]\}](\s?[\[\{][^\]\}]{1,30}[\]\}])?\s?\(/ nocase
    $result1 = ")($_GET["
    $result2 = ")($_POST["
    $result3 = ")($_REQUEST["
    $result4 = ")($_COOKIE["
    $result5 = ")(@$_POST["
    $result6 = ")(@$_REQUEST["
    $paren = /\(\s{0,4}@?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[[^\];\n]{0,60}\]\s{0,4}\)\s{0,4}\(\s{0,4}@?(\$_|\$\w|["'])/
    $brace = /\$\{\s{0,4}["'][^"']{0,12}["']?[^}\n]{0,60}\}\s{0,4}[\[\{]\s{0,4}["'\w\$][^\]};\n]{0,30}[\]\}]\s{0,4}\(\s{0,4}@?(\$\{|\$_(GET|POST|REQUEST|COOKIE))/
    $first = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(call_user_func(_array)?|forward_static_call(_array)?|register_shutdown_function|register_tick_function|array_map|ob_start|set_error_handler|set_exception_handler|spl_autoload_register|header_register_callback)(\s|\/\*[^*]{0,60}\*\/){0,8}\((\s|\/\*[^*]{0,60}\*\/){0,8}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["']?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}[\[\{][^;]{1,80}[,)]/ nocase
    $last = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(array_(filter|walk|walk_recursive|reduce|u?diff_u?(key|assoc)|udiff(_u?assoc)?|uintersect(_u?assoc)?|intersect_ukey|intersect_uassoc)|u[ak]?sort|preg_replace_callback|mb_ereg_replace_callback|iterator_apply|sqlite_create_function)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{1,120},\s{0,9}@?((base64_decode|str_rot13|strrev|hex2bin|trim|urldecode)\s?\(\s?)?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[[^;,\]]{1,60}\]\s{0,5}\)\s{0,5}[;)]/ nocase
    $decodedname = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(array_map|call_user_func(_array)?|register_shutdown_function|forward_static_call)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,5}@?(base64_decode|str_rot13|strrev|hex2bin|gzinflate)\s{0,4}\(/ nocase
    $decodedlast = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(array_filter|array_walk|array_reduce|u[ak]?sort|array_walk_recursive)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;()]{0,40},\s?(base64_decode|strrev|str_rot13|hex2bin)\s?\(\s?["'$]/ nocase
    $invoke = /__invoke\s?\(\s?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $evalpattern = /["'](\|\.\*\||\/\.\*\/|#\.\*#|~\.\*~|@\.\*@)[imsx]{0,3}e[imsx]{0,3}["'][^\x00]{0,200}(array_\w{3,20}|u[ak]?sort|call_user_func(_array)?)(\s|\/\*[^*]{0,60}\*\/){0,8}\(/
    $reflection = /new\s{1,9}\\?Reflection(Function|Method|Class)(\s|\/\*[^*]{0,60}\*\/){0,8}\((\s|\/\*[^*]{0,60}\*\/){0,8}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["']?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $o1 = "base64_decode" nocase
    $o2 = "str_rot13" nocase
    $o3 = "strrev" nocase
    $o4 = "hex2bin" nocase
    $o5 = "gzinflate" nocase
    $o6 = "|.*|e"
    $o7 = "/.*/e"
    $o8 = "getDocComment" nocase
    $o9 = "getallheaders" nocase
    $o10 = "apache_request_headers" nocase
    $o11 = "get_defined_vars" nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
    $req5 = "$_SERVER"
    $req6 = "$_FILES"
  condition:
    $php and
    ((any of ($req*) and
      (any of ($result*) or $call or $paren or $brace or $first or $last or
       $stmt or $spread or $reflection or $invoke)) or
     (any of ($o*) and ($decodedname or $decodedlast or $evalpattern or $doc or $headers)))
}

rule WEBSHELL_PHP_Callback_Evaluator
{
  meta:
    description = "Detects a PHP callback function that is given an evaluator or a command runner together with request data"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 90
    family = "php-callback"
    mitre = "T1505.003"
  strings:
    $name_first = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(call_user_func(_array)?|forward_static_call(_array)?|register_shutdown_function|register_tick_function|array_map|ob_start|iterator_apply)(\s|\/\*[^*]{0,60}\*\/){0,8}\((\s|\/\*[^*]{0,60}\*\/){0,8}\\?["']\\{0,2}(assert|system|exec|shell_exec|passthru|popen|proc_open|pcntl_exec|eval|create_function)["']\s{0,5},[^;]{0,200}\$\{?["']?_(GET|POST|REQUEST|COOKIE|SERVER|FILES)/ nocase
    $name_last = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(array_\w{3,24}|u[ak]?sort|preg_replace_callback|iterator_apply|filter_var(_array)?|mb_ereg_replace_callback|yaml_parse|sqlite_create_function)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,200}\$\{?["']?_(GET|POST|REQUEST|COOKIE|SERVER|FILES)[^;]{0,160}["'](assert|system|exec|shell_exec|passthru|popen|proc_open|pcntl_exec|eval)["']/ nocase
    $method = /->\s{0,4}(uasort|uksort|createFunction|sqliteCreateFunction|sqliteCreateAggregate)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,80}["'](assert|system|exec|shell_exec|passthru|eval)["']/ nocase
    $options = /["']options["']\s{0,4}=>\s{0,4}["'](assert|system|exec|shell_exec|passthru|eval)["']/ nocase
    $xpath = "registerPHPFunctions" nocase
    $xpath1 = /:function(String)?\s?\(\s?\\?['"]{1,2}\\?['"]?(assert|system|exec|shell_exec|passthru|preg_replace|file_put_contents)\b/ nocase
    $reflection = /new\s{1,9}\\?ReflectionFunction(\s|\/\*[^*]{0,60}\*\/){0,8}\((\s|\/\*[^*]{0,60}\*\/){0,8}["'](assert|system|exec|shell_exec|passthru|popen|create_function)["']/ nocase
    $flow = /(\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[)[^\x00]{0,200}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(call_user_func(_array)?|array_map|array_filter|array_walk|usort|uasort|register_shutdown_function)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,80}["'](assert|system|shell_exec|passthru|eval)["']/ nocase
    $source1 = "_GET"
    $source2 = "_POST"
    $source3 = "_REQUEST"
    $source4 = "_COOKIE"
    $source5 = "_SERVER"
    $source6 = "_FILES"
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and (($name_first or $name_last or $flow or $method or
               $options or ($xpath and $xpath1) or $reflection) and any of
              ($source*))
}

rule WEBSHELL_PHP_Built_Function_Name
{
  meta:
    description = "Detects a PHP function name built from pieces and then called with request data"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "php-callback"
    mitre = "T1505.003"
  strings:
    $flow = /\$\{?["']?\w{1,30}["']?\}?\s{0,9}\.?=[\s@(]{0,9}(["'][a-z_*]{0,12}["']\s{0,9}\.|\$\w{1,20}\s?\.\s?["'$]|chr\s{0,5}\(|str_\w{3,12}\s{0,4}\(|strtr|substr|base64_decode|strrev|implode|join|pack\s?\(|hex2bin|trim|ucfirst|strtolower|sprintf|preg_replace|["'][^"'\n]{1,20}["']\s{0,4}\^|~|gz\w{5,10}\(|(raw)?urldecode|convert_uu|array_\w{1,20}\s?\(|\$\w{1,20}[\[\{]\s?\d|["'](assert|eval|system|exec|shell_exec|passthru|create_function|call_user_func|base64_decode)["'])[^;]{0,300}(;[^\x00]{0,300})?([;{}@:?\)]|\bphp|<\?=|\becho|\bprint|\beval\(|\belse|\(\s?\))\s{0,20}@?\$\{?["']?\w{1,40}["']?\}?(\[[^\]\n]{1,30}\]){0,2}(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;{}]{0,60}\$\{?["']?_(GET|POST|REQUEST|COOKIE|SERVER|FILES)/ nocase
    $inline = /\(\s?["'][a-z_]{1,10}["']\s?\.\s?["'][a-z_]{1,10}["'](\s?\.\s?["'][a-z_]{1,10}["']){0,12}\s?\)\s?\(\s?@?["']?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $coded = /(str_rot13|base64_decode|strrev|hex2bin|urldecode|trim|implode|join|chr|pack|strtr|str_replace|substr|getenv|constant)\s{0,4}\([^;()]{0,60}\)\s{0,4}\)?\s{0,4}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["']?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}[\[\{]/ nocase
    $codedcb = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(array_map|array_filter|array_walk|call_user_func(_array)?|u[ak]?sort|array_\w{3,24}|register_\w{4,9}_function|preg_replace_callback)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,60}(base64_decode|strrev|str_rot13|hex2bin|str_replace|pack|chr)\s{0,4}\(\s{0,4}["'\d][^;()]{0,60}\)[^;]{0,60}\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $cblate = /=\s?@?(array\s?\(|\[|\(array\))[^;]{0,40}\$_(GET|POST|REQUEST|COOKIE)[^;]{0,60};[^\x00]{0,200}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(array_(filter|walk|walk_recursive|reduce|u?diff_u?(key|assoc)|udiff(_u?assoc)?|uintersect(_u?assoc)?|intersect_ukey|intersect_uassoc)|u[ak]?sort)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?\$\w{1,30}\s?,(\s?[^;]{0,30},)?\s?@?\$\w{1,30}(\[[^\]]{1,12}\])?\s?[,)]/ nocase
    $cbjoin = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(array_(filter|walk|walk_recursive|reduce|u?diff_u?(key|assoc)|udiff(_u?assoc)?|uintersect(_u?assoc)?|intersect_ukey|intersect_uassoc)|u[ak]?sort)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,40}\$_(GET|POST|REQUEST|COOKIE)[^;]{0,80},\s?\$\w{1,30}\s?\.\s?["']\w{1,8}["']\s?\)/ nocase
    $cbmap = /=\s?@?(array\s?\(|\[|\(array\))[^;]{0,40}\$_(GET|POST|REQUEST|COOKIE)[^;]{0,60};[^\x00]{0,100}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)array_map(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?\$\w{1,30}\s?,/ nocase
    $cbescaped = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(array_map|call_user_func(_array)?|register_shutdown_function|forward_static_call|array_filter|array_walk|u[ak]?sort)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}["'][^"'\n]{0,40}\\(x[0-9a-f]{2}|[0-7]{3})[^;]{0,100}\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $cbvar = /(["']\w{1,8}["']\s?\.|\.\s?["']\w{1,8}["']|implode|join|array_diff|str_replace|strtr|base64_decode|strrev|substr|chr\(|\^|hex2bin|pack\()[^;]{0,80};[^\x00]{0,200}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(array_map|call_user_func(_array)?|register_shutdown_function|register_tick_function|forward_static_call(_array)?)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}\$\w{1,30}(\s?\.\s?["'][^"'\n]{0,12}["'])?\s{0,4},\s{0,4}(\(array\)|array\s?\(|\[)?\s{0,4}@?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[[^;\]]{1,40}\]\s{0,4}[)\]]/ nocase
    $cbrare = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(register_shutdown_function|register_tick_function|forward_static_call(_array)?)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}\$\w{1,30}(\s?\.\s?["'][^"'\n]{0,12}["'])?\s{0,4},\s{0,4}(\(array\)|array\s?\(|\[)?\s{0,4}@?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[[^;\]]{1,40}\]\s{0,4}[)\]]/ nocase
    $cbvar2 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(array_(filter|walk|walk_recursive|reduce|u?diff_u?(key|assoc)|udiff(_u?assoc)?|uintersect(_u?assoc)?|intersect_ukey|intersect_uassoc)|u[ak]?sort)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}(\(array\)|array\s?\(|\[)\s{0,4}@?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[[^;]{1,80},\s{0,4}@?\$\w{1,30}(\[[^\]]{1,12}\]\s?\.?\s?(\$\w{1,30}\[[^\]]{1,12}\]\s?\.?\s?){0,8})?\s{0,4}[,)]/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
    $req5 = "$_SERVER"
    $req6 = "$_FILES"
  condition:
    $php and any of ($req*) and
    ($flow or $inline or $coded or $codedcb or $cbescaped or $cbjoin or $cblate or $cbmap or
     $cbvar or $cbrare or
     $cbvar2)
}

rule WEBSHELL_PHP_Extracted_Request_Called
{
  meta:
    description = "Detects request parameters turned into variables which are then called as functions"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "php-callback"
    mitre = "T1505.003"
  strings:
    $extract = /(extract|parse_str)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}(\$_(GET|POST|REQUEST|COOKIE|SERVER)|file_get_contents)[^;]{0,80};[^\x00]{0,200}[;{}@\s]\$\w{1,20}(\[[^\]]{1,20}\])?\s{0,4}\(\s{0,4}@?\$\w{1,20}/ nocase
    $loop = /foreach\s{0,4}\(\s{0,4}(array\s?\(|\[)\s?["']_(GET|POST|REQUEST|COOKIE)["'][^)]{0,20}[)\]][^\x00]{0,60}foreach\s{0,4}\(\s?\$\$\w{1,20}[^\x00]{0,200}\$[\$\{][^\x00]{0,200}((newInstance|invoke|call_user_func|call_user_func_array|[;{}]\s{0,20}@?\$\w{1,20}|->\w{1,20})\s?\([^;]{0,24}\$_\w{1,20})/ nocase
    $defined = /(get_defined_vars|getallheaders|apache_request_headers|array_values\s?\(\s?\$_(GET|POST|REQUEST|COOKIE))\s{0,4}[()][^;]{0,60}[;\)][^\x00]{0,120}([;{}@\(\s]|=\s?)\$\w{1,20}(\[[^\]]{1,20}\])?\s{0,4}\(\s{0,4}@?\$\w{1,20}\s{0,4}[\[)]/ nocase
    $headers = /\$\w{1,20}\s{0,4}\(\s{0,4}@?(getallheaders|apache_request_headers|get_defined_vars|current\s?\(\s?get|end\s?\(\s?get|next\s?\(\s?get|array_pop\s?\(\s?get)\s{0,4}\(/ nocase
    $pair = /\$\w{1,20}\s{0,4}=\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}[\[\{][^;]{1,60};\s{0,20}(\/\/[^\n]{0,80}\s{0,20})?\$\w{1,20}\s{0,4}=\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}[\[\{][^;]{1,60};[^\x00]{0,120}[;{}@\s]\$\w{1,20}\s{0,4}\(\s{0,4}@?\$\w{1,20}\s{0,4}\)\s{0,4}[;)?]/ nocase
    $next = /\$\w{1,20}\s{0,4}=\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}[\[\{][^;]{1,60};[^;]{0,80}([;:{}\/\s]|else)@?\$\w{1,20}\s{0,4}\(\s{0,4}@?\$\w{1,20}\s{0,4}\)\s{0,4}(;|\?>)/ nocase
    $each = /f[o]r[e]a[c]h\s?\(\s?@?\$_(GET|POST|REQUEST|COOKIE)\s{1,4}as\s{1,4}\$\w{1,20}\s?=>\s?\$\w{1,20}\s?\)\s?\{?\s{0,9}@?\$\w{1,20}\s?\(/ nocase
    $cuf = /\$\w{1,20}\s{0,4}=\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}[\[\{][^;]{1,60};\s{0,20}\$\w{1,20}\s{0,4}=\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}[\[\{][^;]{1,60};[^\x00]{0,120}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)call_user_func(_array)?(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?\$\w{1,20}\s?,\s?(array\s?\(|\[)?\s?\$\w{1,20}\s?[\])]/ nocase
    $reflect = /\$_(GET|POST|REQUEST|COOKIE)\s?[\[\{][^;]{1,60};[^\x00]{0,300}new\s{1,4}\\?ReflectionFunction\s?\(\s?\$\w/ nocase
    $keyed = /\$\w{1,20}\s{0,4}=\s{0,4}@?(key|current|end|reset|pos|array_keys|array_values|array_shift|array_pop)\s?\(\s?\$_(GET|POST|REQUEST|COOKIE)\s?\)[^;]{0,20};[^\x00]{0,120}[;{}@\s=]\$\w{1,20}(\[[^\]]{1,8}\])?\s?\(\s?@?\$/ nocase
    $single = /\$\w{1,20}\s{0,4}=\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}[\[\{][^;]{1,60};\s{0,20}@?(echo\s{1,4}|print\s{1,4}|return\s{1,4})?@?\$\w{1,20}\s{0,4}\(\s{0,4}@?(\$_(GET|POST|REQUEST|COOKIE)|\w{2,20}\s?\(\s?\$_(GET|POST|REQUEST|COOKIE))/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
    $req5 = "$_SERVER"
    $req6 = "$_FILES"
    $req7 = "getallheaders" nocase
    $req8 = "apache_request_headers" nocase
    $req9 = "get_defined_vars" nocase
    $req10 = "'_POST'"
    $req11 = "\"_POST\""
    $req12 = "'_GET'"
    $req13 = "\"_GET\""
    $req14 = "php://input"
  condition:
    $php and any of ($req*) and
    ($extract or $loop or $defined or $headers or $pair or $next or
     $single or $each or $cuf or $reflect or $keyed)
}

rule WEBSHELL_PHP_Magic_Method_Runner
{
  meta:
    description = "Detects a PHP class whose magic method runs a property of the object that the request filled"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-gadget"
    mitre = "T1505.003"
  strings:
    $magic = /function\s{1,4}__(destruct|tostring|wakeup|invoke|construct|get|set|call|callstatic|unserialize)\s?\([^)]{0,60}\)\s{0,9}\{[^}]{0,300}([^>:$\w](eval|assert|system|passthru|shell_exec|create_function)\s?\(\s?@?["']?\$|@?\$\w{1,20}\s?\(\s?"?\$this->|\(\s?\$this->\w{1,20}\s?\)\s?\(|[;{}]\s{0,9}@?\$\w{1,20}\s?\(\s?["']{0,2}\s?,?\s?"?\$this->)/ nocase
    $fill = /->\s?\w{1,30}\s?=\s?[^;]{0,60}\$_(POST|GET|REQUEST|COOKIE)\s?\[|unserialize\s?\([^;]{0,60}\$_(POST|GET|REQUEST|COOKIE)|new\s{1,4}\w{1,30}\s?\([^;]{0,60}\$_(POST|GET|REQUEST|COOKIE)/ nocase
    $own = /function\s{1,4}__?(construct|destruct)\s?\([^)]{0,20}\)\s{0,9}\{[^}]{0,200}\$_(POST|GET|REQUEST|COOKIE)[^}]{0,200}(->\w{1,20}\s?\(\s?\$this|\$this->\w{1,20}\s?\(|eval|assert|\$\w{1,20}\s?\(\s?\$this)/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
    $req5 = "$_SERVER"
    $req6 = "$_FILES"
  condition:
    $php and any of ($req*) and $magic and ($fill or $own)
}
