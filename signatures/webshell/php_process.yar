// SPDX-License-Identifier: Apache-2.0
//
// Input of the request that reaches a process: system, exec, shell_exec,
// passthru, popen, proc_open, pcntl_exec, backticks, COM, FFI, and the tricks
// that get round disable_functions.

rule WEBSHELL_PHP_Command_Of_Request
{
  meta:
    description = "Detects a command line that comes with the request and is run by PHP"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 90
    family = "php-command"
    mitre = "T1505.003"
  strings:
    $direct = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(system|passthru|shell_exec|popen|proc_open|pcntl_exec|exec|expect_popen|ssh2_exec)(\s|\/\*[^*]{0,60}\*\/){0,8}\((\s|\/\*[^*]{0,60}\*\/){0,8}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["']?\{?(\$\{?["\x27]?_(GET|POST|REQUEST|COOKIE|FILES)|\$_SERVER\s{0,3}\[\s{0,3}["\x27]?(HTTP_|QUERY_STRING|PHP_AUTH)|\$HTTP_(RAW_)?(POST|GET|COOKIE)|php:\/\/input|(getallheaders|apache_request_headers)\s{0,5}\(|filter_input\s{0,5}\(|getenv\s{0,4}\(\s{0,4}["\x27]HTTP_|\$GLOBALS\s{0,4}\[\s{0,4}["\x27]_(GET|POST|REQ|COO))/ nocase
    $shell = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(system|passthru|shell_exec|popen|proc_open|exec)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,5}@?["'](\/bin\/)?(cmd(\.exe)?\s\/[a-z]|(ba)?sh\s-c|sudo|powershell|\/bin\/(ba)?sh)\b[^;]{0,40}(\$\{?["\x27]?_(GET|POST|REQUEST|COOKIE|FILES)|\$_SERVER\s{0,3}\[\s{0,3}["\x27]?(HTTP_|QUERY_STRING|PHP_AUTH)|\$HTTP_(RAW_)?(POST|GET|COOKIE)|php:\/\/input|(getallheaders|apache_request_headers)\s{0,5}\(|filter_input\s{0,5}\(|getenv\s{0,4}\(\s{0,4}["\x27]HTTP_|\$GLOBALS\s{0,4}\[\s{0,4}["\x27]_(GET|POST|REQ|COO))/ nocase
    $tick = /(<\?=|<\?php|echo|print|die\s?\(|exit\s?\(|print_r\s?\(|var_dump\s?\(|\$\w{1,20}\s?=)\s{0,9}@?`[^`\n]{0,60}\{?\$\{?["']?_(GET|POST|REQUEST|COOKIE)["'}]{0,2}\s{0,4}[\[\{][^`\n]{0,80}`/ nocase
    $tick2 = /[;{}]\s{0,9}@?`\{?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}[\[\{][^`\n]{0,80}`\s{0,5};/
    $array = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)pcntl_exec(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,120}\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $com = /(new\s{1,5}\\?(COM|DOTNET)(\s|\/\*[^*]{0,60}\*\/){0,8}\(|CreateObject\()[^;]{0,40}(WScript\.Shell|Shell\.Application|Wbem|scriptcontrol)[^\x00]{0,500}(->\s{0,3}(exec|run|ShellExecute|Open|Eval|AddCode|ExecuteStatement)\s{0,3}\()[^;]{0,80}(\$_(GET|POST|REQUEST|COOKIE)|\$\w{0,12}(cmd|command|code|exec|shell))/ nocase
    $ffi = /FFI\s{0,3}::\s{0,3}cdef\s{0,3}\([^;]{0,80}(system|popen|exec\w{0,3})\s{0,3}\(/ nocase
    $source1 = "_GET"
    $source2 = "_POST"
    $source3 = "_REQUEST"
    $source4 = "_COOKIE"
    $source5 = "_SERVER"
    $source6 = "php://input" nocase
    $source7 = "_headers" nocase
    $source8 = "getallheaders" nocase
    $source9 = "filter_input" nocase
    $source10 = "_FILES"
    $source11 = "FFI::" nocase
    $source12 = "_VARS"
    $source13 = "getenv" nocase
    $source14 = "_RAW_POST" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and (($direct or $shell or $tick or $tick2 or $array or
               $com or $ffi) and any of ($source*))
}

rule WEBSHELL_PHP_Command_Of_Request_Variable
{
  meta:
    description = "Detects a variable filled from the request and then run as a command line by PHP"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "php-command"
    mitre = "T1505.003"
  strings:
    $cmd = /\$(cmd|command|cmdline|comando|commande|komut|kmt|shell|exec|execute|c|x|k|a|e|s|p|q|r|in|do|run|code|str|string)\s{0,9}=\s{0,9}@?(\(?isset\([^;?]{1,80}\?\s{0,4})?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}\(?["']?\{?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}[\[\{][^;]{1,120};[^\x00]{0,260}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(system|passthru|shell_exec|popen|proc_open|exec)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,9}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["']?\{?\$(cmd|command|cmdline|comando|commande|komut|kmt|shell|exec|execute|c|x|k|a|e|s|p|q|r|in|do|run|code|str|string)\b/ nocase
    $if = /if\s{0,4}\(\s{0,4}[^;{}]{0,30}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[\s{0,4}["']?(cmd|command|c|exec|shell|execute|komut|run)["']?\s?\][^;{}]{0,60}\)\s{0,9}\{?\s{0,9}[^;]{0,60}(system|passthru|shell_exec|popen|proc_open|exec)\s{0,4}\(\s{0,9}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["']?\$/ nocase
    $tick = /\$(cmd|command|c|x|a|e|s|p|q|exec|shell)\s{0,9}=\s{0,9}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}[\[\{][^;]{1,100};[^\x00]{0,160}[=\(;o\s]\s{0,4}`\s?\$\{?(cmd|command|c|x|a|e|s|p|q|exec|shell)\}?[^`\n]{0,30}`/ nocase
    $long = /\$\w{1,20}\s{0,9}=\s{0,9}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}[\[\{]\s?["']?(cmd|command|exec|shell|execute|komut|comando)["']?[^;]{1,60};[^\x00]{0,500}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(system|passthru|shell_exec|popen|proc_open|exec)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,9}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}["']?\{?\$(cmd|command|exec|shell|execute|komut|comando)\b/ nocase
    $this1 = /\$this->\w{0,10}(cmd|command|shell|exec)\w{0,6}\s?=\s?[^;]{0,60}\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $this2 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(system|passthru|shell_exec|popen|proc_open|exec)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,9}@?["']?\{?\$this->\w{0,10}(cmd|command|shell|exec)/ nocase
    $sa = "_GET"
    $sb = "_POST"
    $sc = "_REQUEST"
    $sd = "_COOKIE"
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and (($cmd or $if or $tick or $long or ($this1 and
                                                 $this2)) and any of ($s*))
}

rule WEBSHELL_PHP_Ladder_Of_Runners
{
  meta:
    description = "Detects PHP code that tries one command runner after the other on the same variable"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-command"
    mitre = "T1505.003"
  strings:
    $passthru = /[=@({;!.:]\s{0,9}@?passthru\s{0,4}\(\s{0,4}["']?\$\w{1,30}/ nocase
    $system = /[=@({;!.:]\s{0,9}@?system\s{0,4}\(\s{0,4}["']?\$\w{1,30}/ nocase
    $shell_exec = /[=@({;!.:]\s{0,9}@?shell_exec\s{0,4}\(\s{0,4}["']?\$\w{1,30}/ nocase
    $exec = /[=@({;!.:]\s{0,9}@?exec\s{0,4}\(\s{0,4}["']?\$\w{1,30}/ nocase
    $popen = /[=@({;!.:]\s{0,9}@?popen\s{0,4}\(\s{0,4}["']?\$\w{1,30}/ nocase
    $proc = /[=@({;!.:]\s{0,9}@?proc_open\s{0,4}\(\s{0,4}["']?\$\w{1,30}/ nocase
    $source1 = "$_GET"
    $source2 = "$_POST"
    $source3 = "$_REQUEST"
    $source4 = "$_COOKIE"
    $source5 = "$HTTP_POST_VARS"
    $source6 = "$HTTP_GET_VARS"
    $source7 = "php://input"
    $source8 = "$_FILES"
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and ($passthru and $system and $shell_exec and ($exec or
                                                         $popen or $proc) and any of ($source*))
}

rule WEBSHELL_PHP_Disable_Functions_Bypass
{
  meta:
    description = "Detects PHP code that gets round disable_functions to run commands"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "php-bypass"
    mitre = "T1505.003"
  strings:
    $preload = /putenv(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,5}["']LD_PRELOAD/ nocase
    $trigger = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(mail|mb_send_mail|error_log|imap_mail|gnupg_init|libvirt_connect)(\s|\/\*[^*]{0,60}\*\/){0,8}\(/ nocase
    $imap = /imap_open(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,80}-oProxyCommand/ nocase
    $shock = /putenv(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,5}["']\w{1,30}=\(\)\s?\{\s?[:x\w]/ nocase
    $uaf1 = "str2pt\x72" nocase
    $uaf2 = "ptr2st\x72" nocase
    $uaf3 = "get_basic_func\x73" nocase
    $uaf4 = "get_binary_bas\x65" nocase
    $uaf5 = "parse_el\x66" nocase
    $uaf6 = "get_syste\x6d" nocase
    $uaf7 = "trigger_ua\x66" nocase
    $uaf8 = "fake_obj_offse\x74" nocase
    $uaf9 = "leak_hea\x70" nocase
    $uaf10 = "zif_syste\x6d" nocase
    $perl = /new\s{1,4}perl\s?\(\s?\)[^\x00]{0,200}->\s?eval\s?\(/ nocase
    $scf = /win32_create_service(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,200}(cmd|params)/ nocase
    $ion = /ionCube_read_file(\s|\/\*[^*]{0,60}\*\/){0,8}\(|win_shell_execute(\s|\/\*[^*]{0,60}\*\/){0,8}\(|dl\(\s?["']\.\.\// nocase
    $fpm = /PHP_ADMIN_VALUE[^\x00]{0,200}(extension|allow_url_include|auto_prepend_file)/ nocase
    $fpm2 = /(FCGI|fcgi|9000|php-fpm)/
    $sg1 = "$_GET"
    $sg2 = "$_POST"
    $sg3 = "$_REQUEST"
    $sg4 = "$_COOKIE"
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    3 of ($uaf*) or
    ($php and
     (($preload and $trigger) or $imap or $shock or
      (($perl or $scf or $ion) and any of ($sg*)) or
      ($fpm and $fpm2 and any of ($sg*))))
}
