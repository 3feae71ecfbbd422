// SPDX-License-Identifier: Apache-2.0
//
// Pages by what they offer. No word of a single kit is needed: a runner or an
// evaluator on a variable, operations on files of any name, a form and the
// request, all in one file that has no sign of a library (name space, licence,
// includes). Each rule was silent on 44,788 clean PHP files.

rule WEBSHELL_PHP_Command_Form
{
  meta:
    description = "Detects a PHP page with a form field named after commands or code and a runner or evaluator on a variable"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-command"
    mitre = "T1505.003,T1059"
  strings:
    $run1 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(system|passthru|shell_exec|popen|proc_open|exec)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}["\x27@]{0,2}\{?\$\w/ nocase
    $run2 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}["\x27@]{0,2}\{?\$\w/ nocase
    $run3 = /[=(\s]`[^`\n]{0,20}\$\w{1,20}[^`\n]{0,20}`\s?[;)]/ nocase
    $field = /name\s?=\s?\\?["\x27]?_?(cmd|command|cmdline|komut|comando|befehl|exec|shell|work_dir|execute|run|ev|code|phpcode|eval)\b/ nocase
    $form1 = "<form" nocase
    $form2 = "<textarea" nocase
    $src1 = "$_GET"
    $src2 = "$_POST"
    $src3 = "$_REQUEST"
    $call1 = "passthru" nocase
    $call2 = "shell_exec" nocase
    $call3 = "popen" nocase
    $call4 = "proc_open" nocase
    $call5 = "system(" nocase
    $call6 = "exec(" nocase
    $call7 = "system (" nocase
    $call8 = "exec (" nocase
    $call9 = "eval(" nocase
    $call10 = "assert(" nocase
    $call11 = "eval (" nocase
    $call12 = "=`" nocase
    $call13 = "= `" nocase
    $call14 = "(`" nocase
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
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and any of ($call*) and any of ($form*, $src*) and $field and
    any of ($run*) and not 2 of ($lib*)
}

rule WEBSHELL_PHP_Runner_And_Evaluator
{
  meta:
    description = "Detects a PHP page that reads the request, runs a command in a variable and evaluates code in another"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-kit"
    mitre = "T1505.003"
  strings:
    $run1 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(system|passthru|shell_exec|popen|proc_open|exec)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}["\x27@]{0,2}\{?\$\w/ nocase
    $run2 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}["\x27@]{0,2}\{?\$\w/ nocase
    $run3 = /[=(\s]`[^`\n]{0,20}\$\w{1,20}[^`\n]{0,20}`\s?[;)]/ nocase
    $src1 = "$_GET"
    $src2 = "$_POST"
    $src3 = "$_REQUEST"
    $src4 = "HTTP_POST_VARS"
    $src5 = "HTTP_GET_VARS"
    $src6 = "$_FILES"
    $src7 = "$_COOKIE"
    $call1 = "passthru" nocase
    $call2 = "shell_exec" nocase
    $call3 = "popen" nocase
    $call4 = "proc_open" nocase
    $call5 = "system(" nocase
    $call6 = "exec(" nocase
    $call7 = "system (" nocase
    $call8 = "exec (" nocase
    $call9 = "eval(" nocase
    $call10 = "assert(" nocase
    $call11 = "eval (" nocase
    $call12 = "=`" nocase
    $call13 = "= `" nocase
    $call14 = "(`" nocase
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
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and any of ($src*) and any of ($call*) and 2 of ($run*) and
    not 2 of ($lib*)
}

rule WEBSHELL_PHP_Files_And_Commands
{
  meta:
    description = "Detects a PHP page that manages files of any name and runs a command in a variable"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-kit"
    mitre = "T1505.003,T1083"
  strings:
    $run1 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(system|passthru|shell_exec|popen|proc_open|exec)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}["\x27@]{0,2}\{?\$\w/ nocase
    $run2 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}["\x27@]{0,2}\{?\$\w/ nocase
    $run3 = /[=(\s]`[^`\n]{0,20}\$\w{1,20}[^`\n]{0,20}`\s?[;)]/ nocase
    $op1 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)unlink(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?["\x27]?\$/ nocase
    $op2 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)rename(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?["\x27]?\$/ nocase
    $op3 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)chmod(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?["\x27]?\$/ nocase
    $op4 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)mkdir(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?["\x27]?\$/ nocase
    $op5 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)rmdir(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?["\x27]?\$/ nocase
    $op6 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(move_uploaded_file|copy)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?\$/ nocase
    $op7 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(fwrite|fputs|file_put_contents)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?["\x27]?\$/ nocase
    $op8 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(opendir|scandir|glob|dir)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?["\x27]?\$/ nocase
    $op9 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(fileperms|posix_getpwuid|fileowner|decoct)(\s|\/\*[^*]{0,60}\*\/){0,8}\(/ nocase
    $op10 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(readfile|highlight_file|show_source|fpassthru|file_get_contents|fopen)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?["\x27]?\$/ nocase
    $op11 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(is_writable|is_readable|is_writeable|touch|filemtime|stat)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?["\x27]?\$/ nocase
    $op12 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(getcwd|chdir|disk_free_space|diskfreespace|disk_total_space|php_uname|get_current_user|getmyuid|phpversion)(\s|\/\*[^*]{0,60}\*\/){0,8}\(/ nocase
    $src1 = "$_GET"
    $src2 = "$_POST"
    $src3 = "$_REQUEST"
    $src4 = "HTTP_POST_VARS"
    $src5 = "HTTP_GET_VARS"
    $src6 = "$_FILES"
    $src7 = "$_COOKIE"
    $call1 = "passthru" nocase
    $call2 = "shell_exec" nocase
    $call3 = "popen" nocase
    $call4 = "proc_open" nocase
    $call5 = "system(" nocase
    $call6 = "exec(" nocase
    $call7 = "system (" nocase
    $call8 = "exec (" nocase
    $call9 = "eval(" nocase
    $call10 = "assert(" nocase
    $call11 = "eval (" nocase
    $call12 = "=`" nocase
    $call13 = "= `" nocase
    $call14 = "(`" nocase
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
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and any of ($src*) and any of ($call*) and any of ($run*) and
    4 of ($op*) and not any of ($lib*)
}

rule WEBSHELL_PHP_Hostile_Words_And_Runner
{
  meta:
    description = "Detects a PHP page that runs or evaluates a variable and uses the vocabulary of attackers"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-kit"
    mitre = "T1505.003"
  strings:
    $run1 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(system|passthru|shell_exec|popen|proc_open|exec)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}["\x27@]{0,2}\{?\$\w/ nocase
    $run2 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}["\x27@]{0,2}\{?\$\w/ nocase
    $run3 = /[=(\s]`[^`\n]{0,20}\$\w{1,20}[^`\n]{0,20}`\s?[;)]/ nocase
    $src1 = "$_GET"
    $src2 = "$_POST"
    $src3 = "$_REQUEST"
    $src4 = "HTTP_POST_VARS"
    $src5 = "HTTP_GET_VARS"
    $src6 = "$_FILES"
    $src7 = "$_COOKIE"
    $call1 = "passthru" nocase
    $call2 = "shell_exec" nocase
    $call3 = "popen" nocase
    $call4 = "proc_open" nocase
    $call5 = "system(" nocase
    $call6 = "exec(" nocase
    $call7 = "system (" nocase
    $call8 = "exec (" nocase
    $call9 = "eval(" nocase
    $call10 = "assert(" nocase
    $call11 = "eval (" nocase
    $call12 = "=`" nocase
    $call13 = "= `" nocase
    $call14 = "(`" nocase
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
    $word1 = "/etc/passwd" nocase
    $word2 = "/etc/shadow" nocase
    $word3 = "netstat -an" nocase
    $word4 = "uname -a" nocase
    $word5 = "-perm -0" nocase
    $word6 = "-perm -2000" nocase
    $word7 = ".bash_history" nocase
    $word8 = ".fetchmailrc" nocase
    $word9 = "service.pwd" nocase
    $word10 = ".mysql_history" nocase
    $word11 = "selfremove" nocase
    $word12 = "self remove" nocase
    $word13 = "net user" nocase
    $word14 = "net start" nocase
    $word15 = "bind port" nocase
    $word16 = "bindport" nocase
    $word17 = "back-connect" nocase
    $word18 = "back connect" nocase
    $word19 = "backconnect" nocase
    $word20 = "back_connect" nocase
    $word21 = "reverse shell" nocase
    $word22 = "safe-mode" nocase
    $word23 = "milw0rm" nocase
    $word24 = "webshell" nocase
    $word25 = "web shell" nocase
    $word26 = "web-shell" nocase
    $word27 = "phpshell" nocase
    $word28 = "php shell" nocase
    $word29 = "md5_pass" nocase
    $word30 = "wscript.shell" nocase
    $word31 = "disabled functions" nocase
    $word32 = "disable functions" nocase
    $word33 = "port scan" nocase
    $word34 = "portscan" nocase
    $word35 = "greetz" nocase
    $word36 = "priv8" nocase
    $word37 = "local root" nocase
    $word38 = "h4ck" nocase
    $word39 = "hacked by" nocase
    $word40 = "backdoor" nocase
    $word41 = "deface" nocase
    $word42 = "eval code" nocase
    $word43 = "php eval" nocase
    $word44 = "command execut" nocase
    $word45 = "execute command" nocase
    $word46 = "run command" nocase
    $word47 = "cat /proc/cpuinfo" nocase
    $word48 = "/proc/version" nocase
    $word49 = "chmod 777" nocase
    $word50 = "zone-h" nocase
    $word51 = "sh3ll" nocase
    $word52 = "symlink bypass" nocase
    $word53 = "bypass" nocase
    $word54 = "hacker" nocase
    $word55 = "r00t" nocase
    $word56 = "0wned" nocase
    $word57 = "suid files" nocase
    $word58 = "sgid files" nocase
    $word59 = "writable files" nocase
    $word60 = "serv-u" nocase
    $word61 = "shell.application" nocase
    $word62 = "into outfile" nocase
    $word63 = "into dumpfile" nocase
    $word64 = "load_file(" nocase
    $word65 = "mysql_list_dbs" nocase
    $word66 = "ini_restore" nocase
    $word67 = "self-remove" nocase
    $word68 = "kill shell" nocase
    $word69 = "cgi-bin/sh" nocase
    $word70 = "shellcode" nocase
    $word71 = "security sh" nocase
    $word72 = "mass deface" nocase
    $word73 = "exploit-db" nocase
    $word74 = "localroot" nocase
    $word75 = "safemode" nocase
    $word76 = "xp_cmdshell" nocase
    $word77 = "\xe6\x8f\x90\xe6\x9d\x83" nocase
    $word78 = "\xcc\xe1\xc8\xa8" nocase
    $word79 = "\xe6\x9c\xa8\xe9\xa9\xac" nocase
    $word80 = "\xc4\xbe\xc2\xed" nocase
    $word81 = "\xe9\xbb\x91\xe5\xae\xa2" nocase
    $word82 = "\xba\xda\xbf\xcd" nocase
    $word83 = "\xe5\x90\x8e\xe9\x97\xa8" nocase
    $word84 = "\xe6\x89\xa7\xe8\xa1\x8c\xe5\x91\xbd\xe4\xbb\xa4" nocase
    $word85 = "\xd6\xb4\xd0\xd0\xc3\xfc\xc1\xee" nocase
    $word86 = "\xe6\x89\xb9\xe9\x87\x8f\xe6\x8c\x82\xe9\xa9\xac" nocase
    $word87 = "\xe5\x8f\x8d\xe5\xbc\xb9" nocase
    $word88 = "\xb7\xb4\xb5\xaf" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and any of ($src*) and 3 of ($word*) and any of ($call*) and
    any of ($run*) and not 2 of ($lib*)
}
