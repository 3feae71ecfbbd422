// SPDX-License-Identifier: Apache-2.0
//
// Shells that only write: the request gives both the name and the content of a
// file, or an upload is stored under the name that the sender chose.

rule WEBSHELL_PHP_Writes_Request_To_Request_Path
{
  meta:
    description = "Detects PHP code that writes request data to a path that the request names"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "php-writer"
    mitre = "T1505.003"
  strings:
    $put = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)file_put_contents(\s|\/\*[^*]{0,60}\*\/){0,8}\((\s|\/\*[^*]{0,60}\*\/){0,8}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["']?\{?(\$\{?["\x27]?_(GET|POST|REQUEST|COOKIE|FILES)|\$_SERVER\s{0,3}\[\s{0,3}["\x27]?(HTTP_|QUERY_STRING|PHP_AUTH)|\$HTTP_(RAW_)?(POST|GET|COOKIE)|php:\/\/input|(getallheaders|apache_request_headers)\s{0,5}\(|filter_input\s{0,5}\(|getenv\s{0,4}\(\s{0,4}["\x27]HTTP_|\$GLOBALS\s{0,4}\[\s{0,4}["\x27]_(GET|POST|REQ|COO))[^;,]{0,80},[^;]{0,160}(\$\{?["\x27]?_(GET|POST|REQUEST|COOKIE|FILES)|\$_SERVER\s{0,3}\[\s{0,3}["\x27]?(HTTP_|QUERY_STRING|PHP_AUTH)|\$HTTP_(RAW_)?(POST|GET|COOKIE)|php:\/\/input|(getallheaders|apache_request_headers)\s{0,5}\(|filter_input\s{0,5}\(|getenv\s{0,4}\(\s{0,4}["\x27]HTTP_|\$GLOBALS\s{0,4}\[\s{0,4}["\x27]_(GET|POST|REQ|COO))/ nocase
    $put2 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)file_put_contents(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,80}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[[^;,\]]{1,40}\]["']?\s{0,3},\s{0,9}@?(file_get_contents|base64_decode|stripslashes|urldecode|hex2bin|gzinflate|str_rot13)\s{0,4}\([^;]{0,80}\$_(GET|POST|REQUEST|COOKIE|FILES)/ nocase
    $open = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)fopen(\s|\/\*[^*]{0,60}\*\/){0,8}\((\s|\/\*[^*]{0,60}\*\/){0,8}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["']?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[[^;,]{1,80},\s{0,4}["'][wax][+bt]{0,2}["'][^\x00]{0,200}(fwrite|fputs)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,120}\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $nest = /(fwrite|fputs)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?fopen(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,120},\s{0,4}["']?[wax][+bt]{0,2}["']?\s?\)\s{0,4},[^;]{0,120}(\$\{?["\x27]?_(GET|POST|REQUEST|COOKIE|FILES)|\$_SERVER\s{0,3}\[\s{0,3}["\x27]?(HTTP_|QUERY_STRING|PHP_AUTH)|\$HTTP_(RAW_)?(POST|GET|COOKIE)|php:\/\/input|(getallheaders|apache_request_headers)\s{0,5}\(|filter_input\s{0,5}\(|getenv\s{0,4}\(\s{0,4}["\x27]HTTP_|\$GLOBALS\s{0,4}\[\s{0,4}["\x27]_(GET|POST|REQ|COO))/ nocase
    $copy = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(copy|rename)(\s|\/\*[^*]{0,60}\*\/){0,8}\((\s|\/\*[^*]{0,60}\*\/){0,8}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[[^;,]{1,60},\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[/ nocase
    $flow = /\$\w{1,20}\s{0,5}=\s{0,5}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[[^;]{1,80};\s{0,20}\$\w{1,20}\s{0,5}=\s{0,5}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[[^;]{1,80};[^\x00]{0,200}(file_put_contents(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?\$\w{1,20}\s?,\s?@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}\$\w{1,20}\s?\)|fopen(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?\$\w{1,20}\s?,\s?["'][wa][^\x00]{0,120}(fwrite|fputs)\s?\(\s?\$\w{1,20}\s?,\s?@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}\$\w{1,20}\s?\))/ nocase
    $remote = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(file_put_contents|copy|fwrite|fputs)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,120}(file_get_contents|curl_\w{4,8}|fopen)\s{0,4}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[/ nocase
    $function = /f[u]n[c]t[i]on\s{1,4}\w{1,30}\s?\(\s?\$\w{1,20}\s?,\s?\$\w{1,20}\s?\)\s{0,9}\{\s{0,9}[^}]{0,60}(file_put_contents|fopen)\s?\(\s?\$\w{1,20}[^\x00]{0,400}\w\s?\(\s?\$_(POST|GET|REQUEST)\s?\[[^\]]{1,30}\]\s?,\s?\$_(POST|GET|REQUEST)\s?\[[^\]]{1,30}\]\s?\)/ nocase
    $named = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)file_put_contents(\s|\/\*[^*]{0,60}\*\/){0,8}\((\s|\/\*[^*]{0,60}\*\/){0,8}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["']?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[[^;,]{1,60}\]["')]{0,3}\s{0,5},\s{0,5}@?(base64_decode|gzinflate|str_rot13|hex2bin|file_get_contents)\s?\(/ nocase
    $headers = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)file_put_contents(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}\$_SERVER\s{0,4}\[\s?["']HTTP_[^;]{1,60},[^;]{0,60}\$_SERVER\s{0,4}\[\s?["']HTTP_/ nocase
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
    $php and any of ($req*) and
    ($function or $put or $put2 or $open or $nest or $copy or
     $flow or $remote or $named or $headers)
}

rule WEBSHELL_PHP_Self_Deleting_Resident
{
  meta:
    description = "Detects PHP code that deletes its own file and stays in memory to write or run a shell for ever"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "php-memory-shell"
    mitre = "T1505.003,T1070.004"
  strings:
    $abort = "ignore_user_abort" nocase
    $self1 = /unlink\s?\(\s?(__FILE__|\$_SERVER\s?\[\s?["']?(SCRIPT_FILENAME|PHP_SELF|SCRIPT_NAME))/ nocase
    $self2 = /unlink\s?\(\s?(basename|realpath|dirname)\s?\(\s?(__FILE__|\$_SERVER)/ nocase
    $loop = /while\s?\(\s?(1|true|!\s?0|!\s?false|\$\w{1,20}\s?=|file_exists|!\s?file_exists|is_file|\()/ nocase
    $loop2 = /for\s?\(\s?;\s?;\s?\)|do\s?\{/ nocase
    $write1 = "file_put_contents" nocase
    $write2 = "fwrite" nocase
    $write3 = "eval(" nocase
    $write4 = "fputs" nocase
    $write5 = "copy(" nocase
  condition:
    $abort and any of ($self*) and any of ($loop*) and any of ($write*)
}

rule WEBSHELL_PHP_Writes_Then_Includes
{
  meta:
    description = "Detects PHP code that writes request data to a file and includes that file at once"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "php-writer"
    mitre = "T1505.003"
  strings:
    $direct = /(file_put_contents|fwrite|fputs)\s?\([^;]{0,160}\$_(GET|POST|REQUEST|COOKIE)[^;]{0,100};[^\x00]{0,200}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(include|require)(_once)?[\s(]{1,4}@?["'$]/ nocase
    $tag = /(file_put_contents|fwrite|fputs)\s?\([^;]{0,80}["']<\?(php|=)?[^\x00]{0,200}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(include|require)(_once)?[\s(]{1,4}@?\$\w{1,20}\s?\)?\s?;/ nocase
    $temp = /(tmpfile|tempnam)\s?\([^\x00]{0,200}(fwrite|fputs|file_put_contents)\s?\([^\x00]{0,200}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(include|require)(_once)?[\s(]{1,4}@?["']?\$?\w{1,40}[^;\n]{0,30};/ nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
    $req5 = "$_SERVER"
    $req6 = "$_FILES"
  condition:
    any of ($req*) and ($direct or $tag or $temp)
}

rule WEBSHELL_PHP_Remote_Code_Loader
{
  meta:
    description = "Detects PHP code that fetches a script from another host and evaluates it or stores it as PHP"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-remote-loader"
    mitre = "T1505.003,T1105"
  strings:
    $fetch = /(file_get_contents|curl_init|curl_setopt|fsockopen|fopen|http_get|\w{0,20}get_?contents?|\w{0,12}geturl\w{0,12}|\w{0,12}curl\w{0,12})\s?\([^;]{0,80}https?:\/\/[^;]{4,200};[^\x00]{0,500}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?["']{0,2}\s?(\?>)?\s?["']{0,2}\s?\.?\s?\$/ nocase
    $urlvar = /["']https?:\/\/[^"'\n]{4,120}["']\s?;[^\x00]{0,200}(file_get_contents|curl_init|fopen)\s?\(\s?\$\w{1,20}[^\x00]{0,200}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?["']{0,2}(\?>)?["']{0,2}\s?\.?\s?\$/ nocase
    $direct = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?["']{0,2}\s?(\?>)?\s?["']{0,2}\s?\.?\s?@?\$?\w{2,40}\s?\(\s?["'](https?:|\\x68\\x?|aHR0c|68747470)/ nocase
    $include = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(include|require)(_once)?[\s(]{1,6}@?["'](https?|ftp):\/\/[^"'\n]{4,160}["']/ nocase
    $urlfn = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?["']\?>["']\s?\.\s?@?\$\w{1,20}\s?\)/ nocase
    $raw1 = "raw.githubusercontent.com" nocase
    $raw2 = "pastebin.com/raw" nocase
    $raw3 = "gist.githubusercontent" nocase
    $raw4 = "geturlsinfo" nocase
    $raw5 = "aHR0cHM6Ly9yYXc"
    $raw6 = "paste.ee/r" nocase
    $raw7 = "68747470733a2f2f"
    $store = /(file_get_contents|curl_init|fopen|copy)\s?\(\s?["']https?:\/\/[^"'\n]{5,120}\.(txt|jpe?g|png|gif)["'][^\x00]{0,300}(fopen|file_put_contents)\s?\([^;]{0,80}\.(php\d?|phtml)["']/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $e1 = "eval(" nocase
    $e2 = "eval (" nocase
    $e3 = "assert(" nocase
    $w1 = "file_put_contents" nocase
    $w2 = "fopen(" nocase
  condition:
    $php and
    ((any of ($e*) and ($fetch or $urlvar or $direct)) or
     (any of ($w*) and $store) or
     (any of ($raw*) and ($urlfn or $include)))
}

rule WEBSHELL_PHP_Mail_Relay
{
  meta:
    description = "Detects a PHP stub that mails what the request carries in encoded form"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 75
    family = "php-mailer"
    mitre = "T1505.003"
  strings:
    $mail = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)mail\s?\([^;]{0,80}(base64_decode|stripslashes|urldecode)\s?\(\s?(base64_decode\s?\(\s?|stripslashes\s?\(\s?)?\$_(POST|REQUEST|GET|COOKIE)/ nocase
    $flow = /\$\w{1,20}\s?=\s?(stripslashes\s?\(\s?)?base64_decode\s?\(\s?\$_(POST|REQUEST)[^;]{1,60};[^\x00]{0,800}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)mail(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?(stripslashes\s?\(\s?)?\$\w{1,20}/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
    $req5 = "$_SERVER"
    $req6 = "$_FILES"
    $d1 = "base64_decode" nocase
    $d2 = "stripslashes" nocase
    $d3 = "urldecode" nocase
  condition:
    $php and any of ($req*) and any of ($d*) and ($mail or $flow)
}

rule WEBSHELL_PHP_Hidden_Administrator
{
  meta:
    description = "Detects WordPress code that adds an administrator with a fixed name when the request asks for it"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "wp-backdoor"
    mitre = "T1136,T1505.003"
  strings:
    $create = /wp_(create|insert)_user\s?\(\s?(["'][^"'$\n]{1,40}["']\s?,\s?["'][^"'$\n]{1,60}["']|\$\w{1,20})/ nocase
    $fixed = /(wp_create_user\s?\(\s?["'][^"'$\n]{1,40}["']\s?,\s?["']|\$(user_?)?(login|name|username|newusername|user)\s?=\s?["'][^"'$\n]{3,30}["']\s?;)/ nocase
    $role = /(set_role|role["']?\s?=>)\s?\(?\s?["']administrator["']/ nocase
    $ask = /if\s?\(\s?(isset\s?\(\s?)?\$_(GET|POST|REQUEST|COOKIE)\s?\[[^;]{1,60}\)/ nocase
    $exists = "username_exists" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and ($create and $fixed and $role and $ask and $exists)
}

rule WEBSHELL_PHP_Lists_IIS_Accounts
{
  meta:
    description = "Detects PHP code that reads the accounts of all IIS sites through COM"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 75
    family = "php-recon"
    mitre = "T1505.003,T1552"
  strings:
    $com = /COM\s?\(\s?["']IIS:\/\/localhost\/w3svc/ nocase
    $pass1 = "AnonymousUserPass" nocase
    $pass2 = "IIS_PASS" nocase
    $pass3 = "UserPass" nocase
    $pass4 = "AnonymousUser" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and ($com and any of ($pass*))
}

rule WEBSHELL_PHP_Writes_PHP_Shell
{
  meta:
    description = "Detects PHP code that writes another PHP shell to disk"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "php-dropper"
    mitre = "T1505.003,T1105"
  strings:
    $put = /(file_put_contents|fwrite|fputs)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,160}<\?(php|=)?[^;]{0,60}(eval|assert|system|passthru|shell_exec|exec)\s{0,4}\(\s{0,4}@?\\?\$_?(GET|POST|REQUEST|COOKIE|_)/ nocase
    $b64 = /(file_put_contents|fwrite|fputs)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,200}base64_decode\s{0,4}\(\s{0,4}["'](PD9waH|PD89|PD9QSF|PD8g|PD8NCi)/ nocase
    $remote = /(file_put_contents|copy|fwrite|fputs)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,160}\.(php\d?|phtml)["'][^;]{0,120}https?:\/\/(pastebin\.com\/raw|raw\.githubusercontent\.com|paste|hastebin|gist\.github|[^"'\/]{4,60}\/[^"'\s]{0,120}\.(txt|jpe?g|gif|png)["'])/ nocase
    $var = /\$\w{1,20}\s{0,4}=\s{0,4}["']<\?(php|=)?\s?@?[^;"']{0,40}(eval|assert|system|passthru|shell_exec)\s{0,4}\(\s{0,4}@?\\?\$_(GET|POST|REQUEST|COOKIE)[^\x00]{0,300}(file_put_contents|fwrite|fputs)\s{0,4}\(/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $write1 = "file_put_contents" nocase
    $write2 = "fwrite" nocase
    $write3 = "fputs" nocase
    $write4 = "copy(" nocase
    $head1 = "PD9waH"
    $head2 = "PD89"
    $head3 = "PD9QSF"
    $head4 = "PD8g"
    $head5 = "PD8NCi"
    $page1 = ".php'" nocase
    $page2 = ".php\"" nocase
    $page3 = ".php5" nocase
    $page4 = ".phtml" nocase
    $req1 = "_GET"
    $req2 = "_POST"
    $req3 = "_REQUEST"
    $req4 = "_COOKIE"
  condition:
    $php and any of ($write*) and
    ((any of ($req*) and ($put or $var)) or
     (any of ($head*) and $b64) or (any of ($page*) and $remote))
}

rule WEBSHELL_PHP_Bare_Uploader
{
  meta:
    description = "Detects a PHP page that stores any upload under the name the sender chose, beside itself or where the request says"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-uploader"
    mitre = "T1505.003,T1105"
  strings:
    $bare = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(move_uploaded_file|copy)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,5}@?\$(_FILES|HTTP_POST_FILES)\s{0,4}\[[^;,]{1,60}tmp_name[^;,]{1,20},\s{0,9}@?["']?(\.\/)?["']?\s?\.?\s?\$(_FILES|HTTP_POST_FILES)\s{0,4}\[[^;,]{1,60}name["']?\s?\]\s{0,5}\)/ nocase
    $where = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(move_uploaded_file|copy)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,5}@?\$(_FILES|HTTP_POST_FILES)\s{0,4}\[[^;,]{1,60}tmp_name[^;,]{1,20},\s{0,9}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["']?\{?(\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[|getcwd\s?\(|\$_SERVER\s?\[\s?["']?(DOCUMENT_ROOT|SCRIPT_FILENAME)["']?\s?\]|__DIR__|dirname\s?\(\s?__FILE__\s?\))[^;\w]{0,12}(basename\s?\(\s?)?\$(_FILES|HTTP_POST_FILES)\s{0,4}\[[^;]{1,50}name/ nocase
    $named = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(move_uploaded_file|copy)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,5}@?\$(_FILES|HTTP_POST_FILES)\s{0,4}\[[^;,]{1,60}tmp_name[^;,]{1,20},\s{0,9}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["']?\{?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[[^;]{1,60}\$(_FILES|HTTP_POST_FILES)\s{0,4}\[[^;]{1,50}name/ nocase
    $path = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(move_uploaded_file|copy)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,5}@?\$(_FILES|HTTP_POST_FILES)\s{0,4}\[[^;,]{1,60}tmp_name[^;,]{1,20},\s{0,9}@?["']?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[[^;,]{1,60}\]\s{0,5}\)/ nocase
    $bound1 = /\$name\s{0,4}=\s{0,4}@?(basename\()?\$_FILES\s{0,4}\[[^;]{1,40}\[\s?["\x27]?name["\x27]?\s?\]\)?\s{0,4};[^=]{0,160}(move_uploaded_file|copy)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,5}[^;,]{1,60},\s{0,5}(["\x27]\.\/["\x27]\s?\.\s?)?["\x27]?\$name["\x27]?\s{0,4}\)/ nocase
    $bound2 = /\$filename\s{0,4}=\s{0,4}@?(basename\()?\$_FILES\s{0,4}\[[^;]{1,40}\[\s?["\x27]?name["\x27]?\s?\]\)?\s{0,4};[^=]{0,160}(move_uploaded_file|copy)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,5}[^;,]{1,60},\s{0,5}(["\x27]\.\/["\x27]\s?\.\s?)?["\x27]?\$filename["\x27]?\s{0,4}\)/ nocase
    $bound3 = /\$file_name\s{0,4}=\s{0,4}@?(basename\()?\$_FILES\s{0,4}\[[^;]{1,40}\[\s?["\x27]?name["\x27]?\s?\]\)?\s{0,4};[^=]{0,160}(move_uploaded_file|copy)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,5}[^;,]{1,60},\s{0,5}(["\x27]\.\/["\x27]\s?\.\s?)?["\x27]?\$file_name["\x27]?\s{0,4}\)/ nocase
    $bound4 = /\$fname\s{0,4}=\s{0,4}@?(basename\()?\$_FILES\s{0,4}\[[^;]{1,40}\[\s?["\x27]?name["\x27]?\s?\]\)?\s{0,4};[^=]{0,160}(move_uploaded_file|copy)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,5}[^;,]{1,60},\s{0,5}(["\x27]\.\/["\x27]\s?\.\s?)?["\x27]?\$fname["\x27]?\s{0,4}\)/ nocase
    $bound5 = /\$file\s{0,4}=\s{0,4}@?(basename\()?\$_FILES\s{0,4}\[[^;]{1,40}\[\s?["\x27]?name["\x27]?\s?\]\)?\s{0,4};[^=]{0,160}(move_uploaded_file|copy)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,5}[^;,]{1,60},\s{0,5}(["\x27]\.\/["\x27]\s?\.\s?)?["\x27]?\$file["\x27]?\s{0,4}\)/ nocase
    $bound6 = /\$nama\s{0,4}=\s{0,4}@?(basename\()?\$_FILES\s{0,4}\[[^;]{1,40}\[\s?["\x27]?name["\x27]?\s?\]\)?\s{0,4};[^=]{0,160}(move_uploaded_file|copy)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,5}[^;,]{1,60},\s{0,5}(["\x27]\.\/["\x27]\s?\.\s?)?["\x27]?\$nama["\x27]?\s{0,4}\)/ nocase
    $bound7 = /\$n\s{0,4}=\s{0,4}@?(basename\()?\$_FILES\s{0,4}\[[^;]{1,40}\[\s?["\x27]?name["\x27]?\s?\]\)?\s{0,4};[^=]{0,160}(move_uploaded_file|copy)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,5}[^;,]{1,60},\s{0,5}(["\x27]\.\/["\x27]\s?\.\s?)?["\x27]?\$n["\x27]?\s{0,4}\)/ nocase
    $bound8 = /\$f\s{0,4}=\s{0,4}@?(basename\()?\$_FILES\s{0,4}\[[^;]{1,40}\[\s?["\x27]?name["\x27]?\s?\]\)?\s{0,4};[^=]{0,160}(move_uploaded_file|copy)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,5}[^;,]{1,60},\s{0,5}(["\x27]\.\/["\x27]\s?\.\s?)?["\x27]?\$f["\x27]?\s{0,4}\)/ nocase
    $bound9 = /\$files\s{0,4}=\s{0,4}@?(basename\()?\$_FILES\s{0,4}\[[^;]{1,40}\[\s?["\x27]?name["\x27]?\s?\]\)?\s{0,4};[^=]{0,160}(move_uploaded_file|copy)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,5}[^;,]{1,60},\s{0,5}(["\x27]\.\/["\x27]\s?\.\s?)?["\x27]?\$files["\x27]?\s{0,4}\)/ nocase
    $bound10 = /\$namafile\s{0,4}=\s{0,4}@?(basename\()?\$_FILES\s{0,4}\[[^;]{1,40}\[\s?["\x27]?name["\x27]?\s?\]\)?\s{0,4};[^=]{0,160}(move_uploaded_file|copy)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,5}[^;,]{1,60},\s{0,5}(["\x27]\.\/["\x27]\s?\.\s?)?["\x27]?\$namafile["\x27]?\s{0,4}\)/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $req1 = "$_FILES"
    $req2 = "HTTP_POST_FILES"
  condition:
    $php and any of ($req*) and
    ($bare or $where or $named or $path or any of ($bound*))
}

rule WEBSHELL_PHP_Uploader_With_Fingerprint
{
  meta:
    description = "Detects a PHP upload page that also shows the operating system of its host"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 75
    family = "php-uploader"
    mitre = "T1505.003,T1105"
  strings:
    $uname = /(echo|print|\.|<\?=)\s{0,5}["']?[^;]{0,60}php_uname\s{0,4}\(/ nocase
    $move = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(move_uploaded_file|copy)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,60}(\$_FILES|\$HTTP_POST_FILES|\$\w{1,20}\[["']tmp_name)/ nocase
    $form = /type\s{0,3}=\s{0,3}\\?["']?file/ nocase
    $more1 = "getcwd" nocase
    $more2 = "Upload" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and ($uname and $move and $form and any of ($more*))
}

rule WEBSHELL_PHP_Request_Drives_File_System
{
  meta:
    description = "Detects a PHP page in which the request alone decides what is read, written, renamed and deleted"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 75
    family = "php-file-manager"
    mitre = "T1505.003,T1083"
  strings:
    $op1 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)unlink(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op2 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)rmdir(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op3 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)rename(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op4 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)chmod(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op5 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)mkdir(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op6 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)fopen(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op7 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)file_get_contents(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op8 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)readfile(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op9 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)highlight_file(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op10 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)show_source(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op11 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)scandir(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op12 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)opendir(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op13 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)chdir(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op14 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)is_dir(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op15 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)is_file(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op16 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)file_exists(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op17 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)touch(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op18 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)copy(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op19 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)glob(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op20 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)file(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op21 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)fileperms(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op22 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)filesize(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $op23 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)is_writable(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["\x27]?\{?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $change1 = "unlink" nocase
    $change2 = "fwrite" nocase
    $change3 = "file_put_contents" nocase
    $change4 = "rename" nocase
    $change5 = "move_uploaded_file" nocase
    $change6 = "fputs" nocase
    $change7 = "chmod" nocase
    $source1 = "$_GET"
    $source2 = "$_POST"
    $source3 = "$_REQUEST"
    $source4 = "$_COOKIE"
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and (3 of ($op*) and
              2 of ($op1, $op2, $op3, $op6, $op7, $op8, $op9, $op10, $op11, $op12,
                    $op13, $op18, $op19) and
              2 of ($change*) and any of
              ($source*))
}

rule WEBSHELL_PHP_MySQL_Privilege_Escalation
{
  meta:
    description = "Detects PHP code that turns a database account into commands through a MOF file or a user-defined function"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-mysql-escalation"
    mitre = "T1505.001,T1505.003"
  strings:
    $mof1 = "wbem/mof" nocase
    $mof2 = "wbem\\\\mof" nocase
    $mof3 = "#pragma namespace" nocase
    $mof4 = "ActiveScriptEventConsumer" nocase
    $udf1 = /create\s{1,4}function\s[^;"']{1,60}soname/ nocase
    $udf2 = "sys_eval" nocase
    $udf3 = "sys_exec" nocase
    $udf4 = "cmdshell" nocase
    $udf5 = "udf.dll" nocase
    $dump1 = "into dumpfile" nocase
    $dump2 = "dumpfile" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $db = /mysqli?_(query|connect)|->query\s?\(/ nocase
  condition:
    $php and $db and
    ((any of ($mof1, $mof2) and any of ($mof3, $mof4, $dump2)) or
     ($mof3 and $dump2) or
     ($udf1 and any of ($udf2, $udf3, $udf4, $udf5) and $dump2) or
     ($udf1 and $dump1))
}
