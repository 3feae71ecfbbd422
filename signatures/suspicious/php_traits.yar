// SPDX-License-Identifier: Apache-2.0
//
// One habit of shells and kits each: a gate with a fixed hash, a page that poses
// as an error page, one that reports the server to its author. Seldom in honest
// code, and never proof.

rule SUSP_PHP_Password_Gate
{
  meta:
    description = "Detects a PHP page that compares the hash of a request parameter with a fixed hash"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "php-kit"
    mitre = "T1505.003"
  strings:
    $left = /(md5|sha1|crc32|hash|base64_encode)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,40}\$_(GET|POST|REQUEST|COOKIE)[^;]{1,60}["\x27][0-9a-f]{16,64}["\x27]/ nocase
    $right = /["\x27][0-9a-f]{32,64}["\x27]\s?={2,3}\s?(md5|sha1|hash)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,20}\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $src1 = "$_GET"
    $src2 = "$_POST"
    $src3 = "$_REQUEST"
    $src4 = "HTTP_POST_VARS"
    $src5 = "HTTP_GET_VARS"
    $src6 = "$_FILES"
    $src7 = "$_COOKIE"
  condition:
    $php and any of ($src*) and ($left or $right)
}

rule SUSP_PHP_Host_Fingerprint_Page
{
  meta:
    description = "Detects a PHP page with a form that shows the kernel and the account of the server"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "php-kit"
    mitre = "T1505.003,T1082"
  strings:
    $show = /(posix_getpwuid(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?posix_get|php_uname(\s|\/\*[^*]{0,60}\*\/){0,8}\()/ nocase
    $form = "<form" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $src1 = "$_GET"
    $src2 = "$_POST"
    $src3 = "$_REQUEST"
    $src4 = "HTTP_POST_VARS"
    $src5 = "HTTP_GET_VARS"
    $src6 = "$_FILES"
    $src7 = "$_COOKIE"
    $lib1 = "namespace "
    $lib2 = "extends "
    $lib3 = "@package" nocase
    $lib4 = "@license" nocase
    $lib5 = "require_once" nocase
    $lib6 = "include_once" nocase
    $lib7 = "defined("
    $lib8 = "@author"
    $lib9 = "@param"
    $libapp = /(include|require)(_once)?[\s(@]{1,4}[^;\n]{0,80}\.(php\d?|inc)["\x27]/ nocase
    $lib10 = "protected "
    $lib11 = "parent::"
    $lib12 = "implements "
    $lib13 = "abstract "
  condition:
    $php and any of ($src*) and $form and $show and not any of ($lib*)
}

rule SUSP_PHP_Quiet_And_Endless
{
  meta:
    description = "Detects a PHP page that silences all errors, removes its time limit and reads the request"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 45
    family = "php-kit"
    mitre = "T1505.003"
  strings:
    $quiet = /error_reporting(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?(0|null|E_ERROR)\s?\)/ nocase
    $endless = /(set_time_limit(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?0\s?\)|ini_set(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?["\x27]max_execution_time["\x27]\s?,\s?["\x27]?0["\x27]?\s?\))/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $src1 = "$_GET"
    $src2 = "$_POST"
    $src3 = "$_REQUEST"
    $src4 = "HTTP_POST_VARS"
    $src5 = "HTTP_GET_VARS"
    $src6 = "$_FILES"
    $src7 = "$_COOKIE"
    $lib1 = "namespace "
    $lib2 = "extends "
    $lib3 = "@package" nocase
    $lib4 = "@license" nocase
    $lib5 = "require_once" nocase
    $lib6 = "include_once" nocase
    $lib7 = "defined("
    $lib8 = "@author"
    $lib9 = "@param"
    $libapp = /(include|require)(_once)?[\s(@]{1,4}[^;\n]{0,80}\.(php\d?|inc)["\x27]/ nocase
    $lib10 = "protected "
    $lib11 = "parent::"
    $lib12 = "implements "
    $lib13 = "abstract "
  condition:
    $php and any of ($src*) and $quiet and $endless and not any of ($lib*)
}

rule SUSP_PHP_Hides_As_Error_Page
{
  meta:
    description = "Detects a PHP page that poses as an error page and can run code or store files"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "php-kit"
    mitre = "T1505.003,T1036"
  strings:
    $pose = /(header(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?["\x27]\s?(HTTP\/1\.[01]|status:)\s40[34]|<title>(404 Not Found|403 Forbidden)|<h1>(Not Found|Forbidden)<\/h1>)/ nocase
    $act = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|system|exec|passthru|shell_exec|assert|copy|move_uploaded_file|create_function|call_user_func)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?["\x27]?[$\w]/ nocase
    $found = "Not Found" nocase
    $forbidden = "Forbidden" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $src1 = "$_GET"
    $src2 = "$_POST"
    $src3 = "$_REQUEST"
    $src4 = "HTTP_POST_VARS"
    $src5 = "HTTP_GET_VARS"
    $src6 = "$_FILES"
    $src7 = "$_COOKIE"
    $lib1 = "namespace "
    $lib2 = "extends "
    $lib3 = "@package" nocase
    $lib4 = "@license" nocase
    $lib5 = "require_once" nocase
    $lib6 = "include_once" nocase
    $lib7 = "defined("
    $lib8 = "@author"
    $lib9 = "@param"
    $libapp = /(include|require)(_once)?[\s(@]{1,4}[^;\n]{0,80}\.(php\d?|inc)["\x27]/ nocase
    $lib10 = "protected "
    $lib11 = "parent::"
    $lib12 = "implements "
    $lib13 = "abstract "
  condition:
    $php and any of ($src*) and any of ($found, $forbidden) and $pose and $act and
    not any of ($lib*)
}

rule SUSP_PHP_Mails_Server_Details
{
  meta:
    description = "Detects a PHP page that mails where it lies on the server to a fixed address"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "php-backdoor"
    mitre = "T1505.003,T1041"
  strings:
    $mail = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)mail(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?["\x27$]/ nocase
    $address = /["\x27][\w.+-]{2,30}@[\w.-]{3,40}\.\w{2,6}["\x27]/ nocase
    $server1 = "SCRIPT_FILENAME"
    $server2 = "PATH_TRANSLATED"
    $server3 = "SERVER_ADDR"
    $server4 = "HTTP_REFERER"
    $server5 = "DOCUMENT_ROOT"
    $server6 = "SERVER_SOFTWARE"
    $call1 = "mail(" nocase
    $call2 = "mail (" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and 4 of ($server*) and any of ($call*) and $mail and $address
}

rule SUSP_PHP_Small_File_Browser
{
  meta:
    description = "Detects a small PHP page that lists any folder the request names"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 50
    family = "php-file-manager"
    mitre = "T1083"
  strings:
    $list = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(opendir|scandir|readdir|glob|RecursiveDirectoryIterator|DirectoryIterator|dir)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?["\x27]?[.\/]{0,3}["\x27]?\.?\$/ nocase
    $link = /(<form|<input|<a href=[^>]{0,40}(\$|["\x27]\s?\.))/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $src1 = "$_GET"
    $src2 = "$_POST"
    $src3 = "$_REQUEST"
    $lib1 = "namespace "
    $lib2 = "extends "
    $lib3 = "@package" nocase
    $lib4 = "@license" nocase
    $lib5 = "require_once" nocase
    $lib6 = "include_once" nocase
    $lib7 = "defined("
    $lib8 = "@author"
    $lib9 = "@param"
    $libapp = /(include|require)(_once)?[\s(@]{1,4}[^;\n]{0,80}\.(php\d?|inc)["\x27]/ nocase
    $lib10 = "protected "
    $lib11 = "parent::"
    $lib12 = "implements "
    $lib13 = "abstract "
  condition:
    $php and filesize < 6KB and any of ($src*) and $list and $link and
    not any of ($lib*)
}

rule SUSP_PHP_Session_Holds_Decoded_Request
{
  meta:
    description = "Detects a PHP page that keeps decoded request data in the session for another page"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 55
    family = "php-encrypted-loader"
    mitre = "T1505.003"
  strings:
    $keep = /\$_SESSION\s?\[[^;]{1,40}=\s?@?(\w{3,20}\s?\(\s?)?(base64_decode|gzinflate|gzuncompress|hex2bin|openssl_decrypt|str_rot13)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,40}\$_(COOKIE|POST|GET|REQUEST)/ nocase
    $s = "$_SESSION"
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and $s and $keep
}

rule SUSP_PHP_Writes_Into_Itself
{
  meta:
    description = "Detects a small PHP page that writes into its own file what the request brings"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "php-writer"
    mitre = "T1505.003"
  strings:
    $open = /(fopen|file_put_contents)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?(__FILE__|basename\s?\(\s?__FILE__\s?\)|\$_SERVER\s?\[\s?["\x27]?(SCRIPT_FILENAME|PHP_SELF|SCRIPT_NAME))[^;,]{0,20},\s?(["\x27]([wax]|r\+)|[^;]{0,60}\$)/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $src1 = "$_GET"
    $src2 = "$_POST"
    $src3 = "$_REQUEST"
    $src4 = "HTTP_POST_VARS"
    $src5 = "HTTP_GET_VARS"
    $src6 = "$_FILES"
    $src7 = "$_COOKIE"
    $lib1 = "namespace "
    $lib2 = "extends "
    $lib3 = "@package" nocase
    $lib4 = "@license" nocase
    $lib5 = "require_once" nocase
    $lib6 = "include_once" nocase
    $lib7 = "defined("
    $lib8 = "@author"
    $lib9 = "@param"
    $libapp = /(include|require)(_once)?[\s(@]{1,4}[^;\n]{0,80}\.(php\d?|inc)["\x27]/ nocase
    $lib10 = "protected "
    $lib11 = "parent::"
    $lib12 = "implements "
    $lib13 = "abstract "
  condition:
    $php and any of ($src*) and $open and not any of ($lib*)
}

rule SUSP_PHP_Resets_Admin_Password
{
  meta:
    description = "Detects a PHP page that overwrites the password of an account of a content management system with one from the request"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "php-backdoor"
    mitre = "T1098"
  strings:
    $update = /update\s{1,4}[^;]{0,40}users\b[^;]{0,10}\sset\s[^;]{0,60}(user_)?pass(word|wd)?[^;]{0,80}(\$_(GET|POST|REQUEST)|md5\s?\(\s?["\x27])/ nocase
    $config = /(wp-config\.php|configuration\.php|settings\.php|DB_PASSWORD|mysqli?_connect)/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $src1 = "$_GET"
    $src2 = "$_POST"
    $src3 = "$_REQUEST"
    $src4 = "HTTP_POST_VARS"
    $src5 = "HTTP_GET_VARS"
    $src6 = "$_FILES"
    $src7 = "$_COOKIE"
    $lib1 = "namespace "
    $lib2 = "extends "
    $lib3 = "@package" nocase
    $lib4 = "@license" nocase
    $lib5 = "require_once" nocase
    $lib6 = "include_once" nocase
    $lib7 = "defined("
    $lib8 = "@author"
    $lib9 = "@param"
    $libapp = /(include|require)(_once)?[\s(@]{1,4}[^;\n]{0,80}\.(php\d?|inc)["\x27]/ nocase
    $lib10 = "protected "
    $lib11 = "parent::"
    $lib12 = "implements "
    $lib13 = "abstract "
  condition:
    $php and filesize < 16KB and any of ($src*) and $update and $config and
    not 3 of ($lib*)
}

rule SUSP_PHP_Overwrites_Pages
{
  meta:
    description = "Detects PHP code that boasts of an intrusion and writes files"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 65
    family = "php-defacer"
    mitre = "T1491.002"
  strings:
    $brag = /(hack|pwn|deface)(e?d|3d)\s{1,3}(by|with)\s/ nocase
    $write = /(fopen(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,60},\s?["\x27][wa]|file_put_contents(\s|\/\*[^*]{0,60}\*\/){0,8}\()/ nocase
    $lib1 = "namespace "
    $lib2 = "extends "
    $lib3 = "@package"
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and $brag and $write and not any of ($lib*)
}
