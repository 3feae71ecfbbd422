// SPDX-License-Identifier: Apache-2.0
//
// PHP that gives the attacker a connection instead of a page: reverse and bind
// shells, tunnels, proxies.

rule WEBSHELL_PHP_Reverse_Shell
{
  meta:
    description = "Detects PHP code that connects a socket to a command interpreter"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 90
    family = "php-reverse-shell"
    mitre = "T1505.003,T1059.004"
  strings:
    $socket1 = "fsockopen" nocase
    $socket2 = "stream_socket_client" nocase
    $socket3 = "socket_connect" nocase
    $socket4 = "stream_socket_server" nocase
    $socket5 = "socket_create" nocase
    $socket6 = "socket_bind" nocase
    $socket7 = "/dev/tcp/"
    $socket8 = "pfsockopen" nocase
    $run = /(proc_open|popen|shell_exec|passthru|system|exec|pcntl_exec)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,4}@?["']?[^;]{0,40}(\/bin\/)?(ba|da|z|k|c)?sh\s{0,3}(-i|-c\s|<&|0<&|["'])/ nocase
    $shvar = /\$\w{1,20}\s?=\s?["'][^"'\n;]{0,60}(uname -a;[^"'\n]{0,40})?\/bin\/(ba)?sh -i/ nocase
    $fd1 = "sh -i <&"
    $fd2 = "sh -i >&"
    $fd3 = "sh -i 0<&"
    $fd4 = "sh -i<&"
    $fd5 = "sh -i>&"
    $loop = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(fgets|fread|socket_read|stream_get_contents|recv)\s?\([^\x00]{0,300}([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(shell_exec|exec|proc_open|popen|passthru|system)\s?\(\s?\$?\w{1,30}[^\x00]{0,300}(fwrite|fputs|socket_write|socket_send)\s?\(/ nocase
    $proc = "proc_open" nocase
    $desc = /array\s?\(\s?["']pipe["']/ nocase
    $sh1 = "/bin/sh"
    $sh2 = "cmd.exe" nocase
    $sh3 = "/bin/bash"
    $name1 = "reverse shell" nocase
    $name2 = "back connect" nocase
    $name3 = "backconnect" nocase
    $name4 = "bind shell" nocase
    $name5 = "reverse_shell" nocase
    $name6 = "daemonise" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and (any of ($socket*) and ($run or $shvar or any of ($fd*) or
                                     $loop or ($proc and $desc and any of ($name*)) or ($proc and
                                                                                        $desc and
                                                                                        any of ($sh*) and
                                                                                        any of ($socket1,
                                                                                                $socket2,
                                                                                                $socket3))))
}

rule WEBSHELL_PHP_Connect_Back_Script
{
  meta:
    description = "Detects a connect-back or bind-port helper program carried inside a PHP file"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "php-reverse-shell"
    mitre = "T1505.003,T1059"
  strings:
    // Base64 of "#!/usr/bin/perl" and of "#include <stdio.h>", as many
    // kits carry them; and Perl or C socket code between PHP quotes.
    $perl64 = "IyEvdXNyL2Jpbi9wZXJs"
    $c64 = "I2luY2x1ZGUgPHN0ZGlvLmg+"
    $perl1 = "PF_INET" nocase
    $perl2 = "SOCK_STREAM" nocase
    $perl3 = "getprotobyname('tcp')"
    $perl4 = "exec {'/bin/sh'}"
    $perl5 = "open(STDIN"
    $perl6 = "dup2("
    $perl7 = "execl("
    $perl8 = "htons(atoi(argv"
    $web1 = "$_POST"
    $web2 = "$_GET"
    $web3 = "$_REQUEST"
    $web4 = "HTTP_POST_VARS"
    $web5 = "fwrite" nocase
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and any of ($web*) and
    ($perl64 or $c64 or 4 of ($perl*))
}

rule WEBSHELL_PHP_Tunnel
{
  meta:
    description = "Detects a PHP page that relays TCP connections for the client"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "php-tunnel"
    mitre = "T1505.003,T1090"
  strings:
    $open = /(fsockopen|stream_socket_client|socket_connect|pfsockopen)(\s|\/\*[^*]{0,60}\*\/){0,8}\(/ nocase
    $xcmd = "X-CMD" nocase
    $xtarget = "X-TARGET" nocase
    $xport = "X-PORT" nocase
    $xstatus = "X-STATUS" nocase
    $hcmd = "HTTP_X_CMD"
    $verb1 = "\"CONNECT\""
    $verb5 = "'CONNECT'"
    $verb2 = "\"DISCONNECT\""
    $verb6 = "'DISCONNECT'"
    $verb3 = "\"FORWARD\""
    $verb7 = "'FORWARD'"
    $verb4 = "\"READ\""
    $verb8 = "'READ'"
    $sess = "session_write_close" nocase
    $tr = "strtr(" nocase
    $alpha = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    $blv = /blv_(de|en)code/ nocase
    $input = "php://input"
    $chop = "socket_set_nonblock" nocase
    $nonblock = "stream_set_blocking" nocase
  condition:
    $open and
    (($xcmd and 2 of ($xtarget, $xport, $xstatus)) or
     ($hcmd and 2 of ($verb*)) or
     ($tr and $alpha and $sess and $input) or $blv or
     (3 of ($verb*) and $sess and ($input or $chop or $nonblock)))
}
