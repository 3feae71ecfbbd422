// SPDX-License-Identifier: Apache-2.0
//
// Complete kits: file manager, command line, database client and connect-back
// in one page. Kits are rewritten and renamed all the time, but what they offer
// stays: a runner on a variable, and the vocabulary of somebody who looks round
// on a host that is not theirs. No single word is proof; the number is.

rule WEBSHELL_PHP_Kit_By_Vocabulary
{
  meta:
    description = "Detects a PHP page that runs commands and speaks the language of web-shell kits"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-kit"
    mitre = "T1505.003"
  strings:
    $run1 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(system|passthru|shell_exec|popen|proc_open|exec|eval)\s{0,4}\(\s{0,4}@?["']?\{?\$\w/ nocase
    $run2 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(exec|system|shell_exec|passthru|popen)\s{0,4}\(\s{0,4}["'](uname|id["'; ]|whoami|pwd|cat \/|ls -|netstat|ps |ipconfig|dir\b|net |perl |gcc |wget )/ nocase
    $run3 = /(=|echo|print)\s{0,4}`\s?(uname|whoami|pwd`|cat \/|ls -)/ nocase
    $run4 = /(->|\s)(myshellexec|shellexec|cmd_exec|execmd|exec_cmd|execute_cmd|wsoEx|magicboom|do_exec|runcommand|fx29exec|exshellexec|excmd|cmdexec)\s?\(\s?["'$]/
    $source1 = "$_GET"
    $source2 = "$_POST"
    $source3 = "$_REQUEST"
    $source4 = "HTTP_POST_VARS"
    $source5 = "HTTP_GET_VARS"
    $source6 = "$_COOKIE"
    $source7 = "$_FILES"
    $source8 = "register_globals" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
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
    $wx30 = "wscript.shell" nocase
    $x31 = "disabled functions" nocase
    $x32 = "disable functions" nocase
    $x33 = "port scan" nocase
    $wx34 = "portscan" nocase
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
    $wx46 = "run command" nocase
    $x47 = "cat /proc/cpuinfo" nocase
    $x48 = "/proc/version" nocase
    $x49 = "chmod 777" nocase
    $x50 = "zone-h" nocase
    $x51 = "sh3ll" nocase
    $x52 = "symlink bypass" nocase
    $wx53 = "bypass" nocase
    $wx54 = "hacker" nocase
    $x55 = "r00t" nocase
    $x56 = "0wned" nocase
    $x57 = "suid files" nocase
    $x58 = "sgid files" nocase
    $x59 = "writable files" nocase
    $wx60 = "writeable" nocase
    $x61 = "config.inc.php" nocase
    $x62 = "serv-u" nocase
    $x63 = "shell.application" nocase
    $x64 = "into outfile" nocase
    $x65 = "into dumpfile" nocase
    $wx66 = "load_file(" nocase
    $x67 = "mysql_list_dbs" nocase
    $x68 = "ini_restore" nocase
    $x69 = "self-remove" nocase
    $x70 = "kill shell" nocase
    $x71 = "cgi-bin/sh" nocase
    $wx72 = "rooting" nocase
    $x73 = "shellcode" nocase
    $x74 = "security sh" nocase
    $x75 = "mass deface" nocase
    $wx76 = "jumping" nocase
    $x77 = "exploit-db" nocase
    $x78 = "localroot" nocase
    $wx79 = "safemode" nocase
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
    $w1 = "disable_functions" nocase
    $w2 = "open_basedir" nocase
    $w3 = "safe_mode" nocase
    $w4 = "php_uname" nocase
    $w5 = "posix_getpwuid" nocase
    $w6 = "posix_getgrgid" nocase
    $w7 = "disk_total_space" nocase
    $w8 = "disk_free_space" nocase
    $w9 = "fileperms" nocase
    $w10 = "getcwd" nocase
    $w11 = "get_current_user" nocase
    $w12 = "set_time_limit(0)" nocase
    $w13 = "error_reporting(0)" nocase
    $w14 = "phpinfo" nocase
    $w15 = "make dir" nocase
    $w16 = "make file" nocase
    $w17 = "edit file" nocase
    $w18 = "rename file" nocase
    $w19 = "upload file" nocase
    $w20 = "your ip" nocase
    $w21 = "server ip" nocase
    $w22 = "server software" nocase
    $w23 = "set_magic_quotes_runtime" nocase
    $w24 = "wget" nocase
    $w25 = "lynx" nocase
    $w26 = "/tmp/" nocase
    $w27 = "mysql_connect" nocase
    $w28 = "mssql_connect" nocase
    $w29 = "is_writable" nocase
    $w30 = "md5(md5(" nocase
    $w31 = "HTTP/1.0 404 Not Found" nocase
    $w32 = "Googlebot" nocase
  condition:
    $php and any of ($run*) and
    ((any of ($source*) and
      (5 of ($x*) or (3 of ($x*) and 9 of ($w*, $x*)))) or
     5 of ($x*))
}

rule WEBSHELL_PHP_Titled_As_Shell
{
  meta:
    description = "Detects a PHP page whose title or banner calls itself a shell and that reads the request"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-kit"
    mitre = "T1505.003"
  strings:
    $title = /<title>[^<\n]{0,80}(web.?shell|php.?shell|sh3ll|sh311|she11|\bshell\b|backdoor|h4ck|hacked|r57|c99|b374k|deface|priv8|w4ck|mini.?shell|file.?uploader by|phpremoteview|owned by|wso |\xe6\x9c\xa8\xe9\xa9\xac|\xe5\xa4\xa7\xe9\xa9\xac|\xe5\xb0\x8f\xe9\xa9\xac|\xc4\xbe\xc2\xed)/ nocase
    $banner = /(\/\*|\/\/|#|\*|<!--|<h1>|<b>|<center>)[^\n]{0,60}(web.?shell|php.?shell|sh3ll|backdoor|c99shell|r57shell|b374k|command shell|remote shell|safe.?mod(e)? (bypass|breaker))[^\n]{0,60}(\bby\b|v\.?\s?\d|version|coded|\(c\)|php|\*|<)/ nocase
    $runner1 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(system|passthru|shell_exec|popen|proc_open|exec|eval|assert|move_uploaded_file|fwrite|fputs|file_put_contents|copy|gzinflate|base64_decode|glob|readfile|highlight_file|show_source|include|opendir|scandir)\s{0,4}\(\s{0,4}[^)]/ nocase
    $source1 = "$_GET"
    $source2 = "$_POST"
    $source3 = "$_REQUEST"
    $source4 = "HTTP_POST_VARS"
    $source5 = "HTTP_GET_VARS"
    $source6 = "$_COOKIE"
    $source7 = "$_FILES"
    $source8 = "extract(" nocase
  condition:
    ($title or $banner in (0..2000)) and $runner1 and any of ($source*)
}

rule WEBSHELL_PHP_Kit_Marker
{
  meta:
    description = "Detects internal names of known PHP web-shell kits in a page that reads the request or unpacks itself"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "php-kit"
    mitre = "T1505.003"
  strings:
    // WSO / FilesMan and its children
    $a1 = "FilesMan"
    $a2 = "WSO_VERSION"
    $a3 = "wsoLogin"
    $a4 = "wsoEx("
    $a5 = "$default_action"
    // c99 and r57 and their children
    $b1 = "c99sh" nocase
    $b2 = "c99shell" nocase
    $b3 = "r57shell" nocase
    $b4 = "r57_" nocase
    $b5 = "$sh_mainurl"
    $b6 = "mysql_smarterror"
    $b7 = "myshellexec("
    $b8 = "fs_copy_dir("
    $b9 = "c999sh" nocase
    $b10 = "$surl_autofill_include"
    $b11 = "$bindport_pass"
    $b12 = "U_get_safe_mode" nocase
    // b374k
    $c1 = "$s_pass"
    $c2 = "b374k" nocase
    $c3 = "magicboom"
    // alfa, indoxploit, mini shells
    $d1 = "solevisible" nocase
    $d2 = "ALFA_DATA"
    $d3 = "AlfaTeam" nocase
    $d4 = "IndoXploit" nocase
    $d5 = "alfa_" nocase
    $d6 = "k4mpr3t"
    $d7 = "con7ext" nocase
    $d8 = "0byt3m1n1"
    $d9 = "Gel4y" nocase
    $d10 = "MARIJUANA" fullword
    // phpspy, eanver, Chinese kits
    $e1 = "phpspy" nocase
    $e2 = "eanver"
    $e3 = "4ngel" nocase
    $e4 = "silic1234"
    $e5 = "envlpass"
    $e6 = "spiderpass"
    $e7 = "$admin['check']"
    $e8 = "execute_windows"
    // p0wny
    $f1 = "featureShell" nocase
    $f2 = "featureHint" nocase
    $f3 = "p0wny" nocase
    // others
    $g1 = "antichat" nocase fullword
    $g2 = "safe0ver" nocase
    $g3 = "Fx29Sh" nocase
    $g4 = "locus7s" nocase
    $g5 = "dxshell" nocase
    $g6 = "NetworkFileManagerPHP" nocase
    $g7 = "nstview" nocase
    $g8 = "SimAttacker" nocase
    $g9 = "Ajax/PHP Command Shell" nocase
    $g10 = "weevely" nocase
    $g11 = "NIX REMOTE WEB" nocase
    $g12 = "PHPJackal" nocase
    $g13 = "lama's'hell"
    $g14 = "GFS Web" nocase
    $g15 = "h4ntu" nocase
    $g16 = "rootshell" nocase fullword
    $g17 = "devilzShell" nocase
    $g18 = "Ani-Shell" nocase
    $g19 = "PhpRemoteView" nocase
    $g20 = "EasyPHPWebShell" nocase
    $g21 = "angel shell" nocase
    $g22 = "KAdot" fullword
    $g23 = "STNC WebShell" nocase
    $g24 = "Sincap " nocase
    $g26 = "ZoRBaCK" nocase
    $g27 = "iMHaBiRLiGi" nocase
    $g28 = "DTool Pro" fullword
    $g29 = "Cyber Shell" nocase
    $g30 = "PHP Shell is" nocase
    $run = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(system|passthru|shell_exec|popen|proc_open|exec|eval|assert|create_function|gzinflate|gzuncompress|base64_decode|fwrite|fputs|unlink|chmod)\s{0,4}\(\s{0,4}["'$@\\\w]/ nocase
    $source1 = "$_GET"
    $source2 = "$_POST"
    $source3 = "$_REQUEST"
    $source4 = "HTTP_POST_VARS"
    $source5 = "HTTP_GET_VARS"
    $source6 = "$_COOKIE"
    $source7 = "$_FILES"
    $source8 = "gzinflate" nocase
    $source9 = "$_SERVER"
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and
    ($run and any of ($source*) and
     (2 of ($a*) or
      (2 of ($b*) and
       any of ($b4, $b5, $b6, $b7, $b8, $b10, $b11, $b12)) or
      2 of ($c*) or 2 of ($d*) or 2 of ($e*) or 2 of ($f*) or
      for any of ($g*) : (# > 2)))
}

rule WEBSHELL_PHP_Session_Payload_Loader
{
  meta:
    description = "Detects a PHP stub that decrypts code from the request with a fixed key and evaluates it (Behinder, Godzilla and relatives)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 90
    family = "php-encrypted-loader"
    mitre = "T1505.003,T1573.001"
  strings:
    $body1 = "php://input" nocase
    $body2 = "$_POST"
    $body3 = "$_REQUEST"
    $body4 = "$_COOKIE"
    $body5 = "$_SERVER"
    $body6 = "getallheaders" nocase
    $xor2 = "+1&15"
    $xor3 = "+ 1 & 15"
    $xor4 = "+1)&15"
    $xor5 = /\^\s{0,3}\$\w{1,20}\s{0,3}[\[\{]\s{0,3}\$\w{1,12}\s{0,3}%\s{0,3}strlen/
    $aes1 = "openssl_decrypt" nocase
    $aes2 = "mcrypt_decrypt" nocase
    $name1 = "getBasicsInfo"
    $name2 = "payloadName"
    $name3 = "class C{public function __invoke($p)"
    $name4 = "class C{public function __construct($p)"
    $class = /class\s{1,4}\w{1,30}\s?\{\s{0,9}(public\s|private\s)?\s?function\s{1,4}__\w{3,12}\s?\(\s?\$\w{1,20}\s?\)\s{0,9}\{\s{0,9}@?(eval|assert)\s?\(/ nocase
    $sess1 = "$_SESSION['k']"
    $sess2 = "$_SESSION[\"k\"]"
    $sess3 = "$_SESSION["
    $eval = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert|create_function|call_user_func)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?["']?\$/ nocase
    $split = /explode\s?\(\s?["']\|["']/ nocase
    $exif = /exif_read_data\s?\([^\x00]{0,300}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert|preg_replace)(\s|\/\*[^*]{0,60}\*\/){0,8}\(/ nocase
    $flow = /(openssl_decrypt|mcrypt_decrypt|base64_decode|gzinflate|gzuncompress|xor\w{0,12}|decrypt|encode|decode)\s?\([^;]{0,80}(\$_(POST|GET|REQUEST|COOKIE)|php:\/\/input)[^\x00]{0,600}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?["']?\$/ nocase
    $dec1 = "base64_decode" nocase
    $dec2 = "gzinflate" nocase
    $dec3 = "gzuncompress" nocase
    $dec4 = "decrypt(" nocase
    $exifread = "exif_read_data" nocase
    $code1 = "eval(" nocase
    $fn = "function __" nocase
    $code2 = "assert(" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and
    ((any of ($body*) and any of ($xor*, $aes*, $name*, $sess*, $dec*) and
      (($eval and
        ((any of ($xor*) and any of ($sess*)) or
         any of ($xor2, $xor3, $xor4) or any of ($name*) or
         ($xor5 and any of ($body1, $body2, $body3, $body4, $body6)) or
         (any of ($aes*) and (any of ($sess1, $sess2) or $split)))) or
       2 of ($name*) or $flow)) or
     ($exif and $exifread) or ($class and $fn and any of ($code*)) or
     ($eval and any of ($xor2, $xor3, $xor4) and ($split or any of ($sess*))))
}

rule WEBSHELL_PHP_Chopper_Protocol
{
  meta:
    description = "Detects a PHP page that answers between the marks of the China Chopper and AntSword clients"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "china-chopper"
    mitre = "T1505.003"
  strings:
    $open1 = "\"->|\""
    $open2 = "'->|'"
    $open3 = "\"->\".\"|\""
    $open4 = "'->'.'|'"
    $close1 = "\"|<-\""
    $close2 = "'|<-'"
    $close3 = "\"|\".\"<-\""
    $close4 = "'|'.'<-'"
    $input1 = "$_POST"
    $input2 = "$_REQUEST"
    $input3 = "$_GET"
    $input4 = "z0"
    $input5 = "$_SERVER"
    $input6 = "base64_decode" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and
    (any of ($open*) and any of ($close*) and any of ($input*))
}
