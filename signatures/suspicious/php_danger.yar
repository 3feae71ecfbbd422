// SPDX-License-Identifier: Apache-2.0
//
// PHP pages that are dangerous to have on a server and that attackers leave
// behind, although each could have been put there by its owner: uploaders,
// mass mailers, consoles, file managers with a hacker's vocabulary.

rule SUSP_PHP_Upload_Page
{
  meta:
    description = "Detects a PHP page that does little but store an upload under its own name"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 50
    family = "php-uploader"
    mitre = "T1105"
  strings:
    $move = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(move_uploaded_file|copy)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,5}@?\$(_FILES|HTTP_POST_FILES)\s{0,4}\[[^;]{1,160}\)/ nocase
    $form = /<form[^>]{0,160}multipart\/form-data[^>]{0,80}>[^\x00]{0,400}type\s?=\s?\\?["']?file/ nocase
    $brag1 = "uploader" nocase
    $brag2 = "php_uname" nocase
    $brag3 = "getcwd(" nocase
    $brag4 = "DOCUMENT_ROOT"
    $brag5 = "shell" nocase
    $brag6 = "error_reporting(0)"
    $brag7 = "hack" nocase
    $check1 = "preg_match" nocase
    $check2 = "pathinfo" nocase
    $check3 = "in_array" nocase
    $check4 = "getimagesize" nocase
    $check5 = "nonce" nocase
    $check6 = "csrf" nocase
    $check7 = "UPLOAD_ERR"
    $check8 = "class "
  condition:
    $move and $form and 2 of ($brag*) and not any of ($check*)
}

rule SUSP_PHP_Mass_Mailer
{
  meta:
    description = "Detects a PHP page that sends the mail of whoever calls it to a list of addresses"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 55
    family = "php-mailer"
    mitre = "T1505.003"
  strings:
    $mail = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)mail(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}\$\w{1,20}\s{0,4},/ nocase
    $list = /explode\s?\(\s?["'](\\r)?\\n["']\s?,\s?\$(_POST|\w{0,12}(email|to|list|maillist))/ nocase
    $brag1 = "mailer" nocase
    $brag2 = "inbox" nocase
    $brag3 = "spam" nocase
    $brag4 = "bulk" nocase
    $brag5 = "emaillist" nocase
    $brag6 = "ur_list"
    $brag7 = "realname" nocase
    $brag8 = "email_list" nocase
    $brag9 = "replyto" nocase
    $post = "$_POST"
    $request = "$_REQUEST"
    $html = "<form" nocase
  condition:
    $mail and $list and $html and ($post or $request) and 2 of ($brag*)
}

rule SUSP_PHP_Kit_Words
{
  meta:
    description = "Detects a PHP page with the vocabulary of web-shell kits"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "php-kit"
    mitre = "T1505.003"
  strings:
    $source1 = "$_GET"
    $source2 = "$_POST"
    $source3 = "$_REQUEST"
    $source4 = "HTTP_POST_VARS"
    $source5 = "HTTP_GET_VARS"
    $source6 = "$_COOKIE"
    $source7 = "register_globals" nocase
    $source8 = "$GLOBALS["
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $do = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(system|passthru|shell_exec|popen|proc_open|exec|eval|fopen|unlink|chmod|opendir|scandir|mysql_query|fsockopen|move_uploaded_file|file_put_contents|copy)\s{0,4}\(\s{0,4}@?["'$]/ nocase
    $x1 = "/etc/passwd" nocase
    $x2 = "/etc/shadow" nocase
    $x3 = "netstat -an" nocase
    $x4 = "uname -a" nocase
    $x5 = "-perm -0" nocase
    $x6 = "-perm -2000" nocase
    $x7 = ".bash_history" nocase
    $x8 = ".fetchmailrc" nocase
    $x9 = "service.pwd" nocase
    $x10 = ".mysql_history" nocase
    $x11 = "selfremove" nocase
    $x12 = "self remove" nocase
    $x13 = "net user" nocase
    $x14 = "net start" nocase
    $x15 = "bind port" nocase
    $x16 = "bindport" nocase
    $x17 = "back-connect" nocase
    $x18 = "back connect" nocase
    $x19 = "backconnect" nocase
    $x20 = "back_connect" nocase
    $x21 = "reverse shell" nocase
    $x22 = "safe-mode" nocase
    $x23 = "milw0rm" nocase
    $x24 = "webshell" nocase
    $x25 = "web shell" nocase
    $x26 = "web-shell" nocase
    $x27 = "phpshell" nocase
    $x28 = "php shell" nocase
    $x29 = "md5_pass" nocase
    $x31 = "disabled functions" nocase
    $x32 = "disable functions" nocase
    $x33 = "port scan" nocase
    $x35 = "greetz" nocase
    $x36 = "priv8" nocase
    $x37 = "local root" nocase
    $x38 = "h4ck" nocase
    $x39 = "hacked by" nocase
    $x40 = "backdoor" nocase
    $x41 = "deface" nocase
    $x42 = "eval code" nocase
    $x43 = "php eval" nocase
    $x44 = "command execut" nocase
    $x45 = "execute command" nocase
    $x47 = "cat /proc/cpuinfo" nocase
    $x48 = "/proc/version" nocase
    $x49 = "chmod 777" nocase
    $x50 = "zone-h" nocase
    $x51 = "sh3ll" nocase
    $x52 = "symlink bypass" nocase
    $x55 = "r00t" nocase
    $x56 = "0wned" nocase
    $x57 = "suid files" nocase
    $x58 = "sgid files" nocase
    $x59 = "writable files" nocase
    $x61 = "config.inc.php" nocase
    $x62 = "serv-u" nocase
    $x63 = "shell.application" nocase
    $x64 = "into outfile" nocase
    $x65 = "into dumpfile" nocase
    $x67 = "mysql_list_dbs" nocase
    $x68 = "ini_restore" nocase
    $x69 = "self-remove" nocase
    $x70 = "kill shell" nocase
    $x71 = "cgi-bin/sh" nocase
    $x73 = "shellcode" nocase
    $x74 = "security sh" nocase
    $x75 = "mass deface" nocase
    $x77 = "exploit-db" nocase
    $x78 = "localroot" nocase
    $x80 = "xp_cmdshell" nocase
    $x81 = "\xe6\x8f\x90\xe6\x9d\x83" nocase
    $x82 = "\xcc\xe1\xc8\xa8" nocase
    $x83 = "\xe6\x9c\xa8\xe9\xa9\xac" nocase
    $x84 = "\xc4\xbe\xc2\xed" nocase
    $x85 = "\xe9\xbb\x91\xe5\xae\xa2" nocase
    $x86 = "\xba\xda\xbf\xcd" nocase
    $x87 = "\xe5\x90\x8e\xe9\x97\xa8" nocase
    $x88 = "\xe6\x89\xa7\xe8\xa1\x8c\xe5\x91\xbd\xe4\xbb\xa4" nocase
    $x89 = "\xd6\xb4\xd0\xd0\xc3\xfc\xc1\xee" nocase
    $x90 = "\xe6\x89\xb9\xe9\x87\x8f\xe6\x8c\x82\xe9\xa9\xac" nocase
    $x91 = "\xe5\x8f\x8d\xe5\xbc\xb9" nocase
    $x92 = "\xb7\xb4\xb5\xaf" nocase
  condition:
    $php and $do and
    ((any of ($source*) and 4 of ($x*)) or 5 of ($x*))
}

rule SUSP_PHP_Command_Page
{
  meta:
    description = "Detects a PHP page with a form whose text is run as a command line"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 65
    family = "php-command"
    mitre = "T1505.003,T1059"
  strings:
    $run = /[=@({;!.:\s]@?(system|passthru|shell_exec|popen|proc_open)\s{0,4}\(\s{0,4}["']?\{?\$(\w{0,12}(cmd|command|komut|comando|exec|shell)\w{0,6})\b/ nocase
    $run2 = /[=@({;!.:\s]@?exec\s{0,4}\(\s{0,4}["']?\{?\$(\w{0,12}(cmd|command|komut|comando|shell)\w{0,6})\b/ nocase
    $recon = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(exec|system|shell_exec|passthru|popen)\s{0,4}\(\s{0,4}["'](uname|id["'; ]|whoami|pwd|cat \/etc|ls -l|netstat)/ nocase
    $recon2 = /(=|echo|print)\s{0,4}`\s?(uname|id`|whoami|pwd|cat \/|ls -)/ nocase
    $field = /name\s?=\s?\\?["']?_?(cmd|command|komut|comando|exec|shell|work_dir|execute)\b/ nocase
    $form = "<form" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $source1 = "$_GET"
    $source2 = "$_POST"
    $source3 = "$_REQUEST"
  condition:
    $php and $form and ($run or $run2) and ($recon or $recon2 or $field) and
    ($field or any of ($source*))
}

rule SUSP_PHP_Connect_Back
{
  meta:
    description = "Detects a PHP page that sends the output of commands to a socket"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 70
    family = "php-reverse-shell"
    mitre = "T1059"
  strings:
    $socket = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(fsockopen|pfsockopen|stream_socket_client|stream_socket_server|socket_create)(\s|\/\*[^*]{0,60}\*\/){0,8}\(/ nocase
    $run = /(fwrite|fputs|socket_write)\s?\(\s?\$\w{1,20}\s?,\s?[^;]{0,40}(system|shell_exec|exec|passthru|popen)\s?\(/ nocase
    $tick = /=\s?`\$\w{1,20}`\s?;/
    $loop = /while\s?\([^;]{0,80}(feof|fgets|fread|!|true|1)[^\x00]{0,400}(shell_exec|proc_open|popen|system|passthru)\s?\(\s?["']?\$/ nocase
    $shell1 = "/bin/sh"
    $shell2 = "cmd.exe" nocase
    $shell3 = "/bin/bash"
  condition:
    $socket and ($run or ($tick and any of ($shell*)) or
                 ($loop and any of ($shell*)))
}

rule SUSP_PHP_Request_Named_Command
{
  meta:
    description = "Detects a PHP page with a request parameter named like a command and a runner on a variable"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 60
    family = "php-command"
    mitre = "T1505.003,T1059"
  strings:
    $name = /\$_(GET|POST|REQUEST|COOKIE)\s?\[\s?["']?(cmd|command|exec|shell|komut|execute|cmdline|comando)["']?\s?\]/ nocase
    $run = /[=@({;!.:\s](system|passthru|shell_exec|popen|proc_open)\s{0,4}\(\s{0,4}["']?\$\w/ nocase
    $run2 = /[=@({;!.:\s]exec\s{0,4}\(\s{0,4}["']?\$\w{1,20}["']?\s?[,)]/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $runner1 = "passthru" nocase
    $runner2 = "shell_exec" nocase
    $runner3 = "popen" nocase
    $runner4 = "system(" nocase
    $runner5 = "proc_open" nocase
    $runner6 = "pcntl_exec" nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
    $req5 = "$_SERVER"
    $req6 = "$_FILES"
  condition:
    $php and any of ($req*) and $name and
    ($run or $run2) and 3 of ($runner*)
}

rule SUSP_PHP_File_Manager_Page
{
  meta:
    description = "Detects a single PHP page that offers to read, edit, rename, delete, upload and re-permission any file"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 50
    family = "php-file-manager"
    mitre = "T1083"
  strings:
    $op1 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)unlink\s?\(\s?@?["']?\$/ nocase
    $op2 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)rename\s?\(\s?@?["']?\$/ nocase
    $op3 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)chmod\s?\(\s?@?["']?\$/ nocase
    $op4 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)mkdir\s?\(\s?@?["']?\$/ nocase
    $op5 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)rmdir\s?\(\s?@?["']?\$/ nocase
    $op6 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(move_uploaded_file|copy)\s?\(\s?@?\$(_FILES|HTTP_POST_FILES|\w{1,20}\[)/ nocase
    $op7 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(fwrite|fputs|file_put_contents)\s?\(\s?@?["']?\$/ nocase
    $op8 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(opendir|scandir|glob)\s?\(\s?@?["']?\$/ nocase
    $op9 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(fileperms|posix_getpwuid|fileowner|decoct)\s?\(/ nocase
    $op10 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(readfile|highlight_file|show_source|fpassthru)\s?\(\s?@?["']?\$/ nocase
    $page1 = "<title" nocase
    $page2 = "<style" nocase
    $page3 = "<body" nocase
    $form1 = "<form" nocase
    $form2 = "<textarea" nocase
    $lib1 = "namespace "
    $lib2 = "extends "
    $lib3 = "@package" nocase
    $lib4 = "@license" nocase
    $lib5 = "require_once" nocase
    $lib6 = "include_once" nocase
    $lib7 = "defined("
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $req1 = "$_GET"
    $req2 = "$_POST"
    $req3 = "$_REQUEST"
    $req4 = "$_COOKIE"
    $req5 = "$_SERVER"
    $req6 = "$_FILES"
  condition:
    $php and any of ($req*) and any of ($page*) and any of ($form*) and
    7 of ($op*) and not any of ($lib*)
}

rule SUSP_PHP_MySQL_Console
{
  meta:
    description = "Detects a single PHP page of the days of register_globals that runs any SQL on any server"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 45
    family = "php-sql-console"
    mitre = "T1505.003"
  strings:
    $connect = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)mysql_p?connect\s?\(\s?@?["']?\$/ nocase
    $dbs = "mysql_list_dbs" nocase
    $dbs2 = "show databases" nocase
    $tables = "mysql_list_tables" nocase
    $tables2 = "show tables" nocase
    $fields = "mysql_num_fields" nocase
    $form = "<form" nocase
    $query = /(stripslashes|mysql_query)\s?\(\s?@?\$(\w{0,10}query|\w{0,10}sql|_(POST|GET|REQUEST)\s?\[\s?["']?\w{0,10}(query|sql))/ nocase
    $html1 = "<html" nocase
    $html2 = "<title" nocase
    $html3 = "<body" nocase
    $lib1 = "namespace "
    $lib2 = "extends "
    $lib3 = "@package" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and $connect and ($dbs or $dbs2) and ($tables or $tables2) and
    $fields and $form and $query and any of ($html*) and
    not any of ($lib*)
}

rule SUSP_PHP_Defacer
{
  meta:
    description = "Detects PHP code that overwrites the start page with a boast"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 70
    family = "php-defacer"
    mitre = "T1491.002"
  strings:
    $brag = /hack(ed|3d)\s{1,3}(by|with)\s/ nocase
    $index = /(fopen|file_put_contents)\s?\(\s?["'][^"'\n]{0,60}index\.(php|html?)["']/ nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and $brag and $index
}
