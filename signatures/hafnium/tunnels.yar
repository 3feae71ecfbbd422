// SPDX-License-Identifier: Apache-2.0
//
// Tunnels: pages that pass TCP connections through HTTP. reGeorg was used
// next to China Chopper in the Exchange intrusions; Neo-reGeorg and the
// UNC3524 variant change its words but not its work. The first rule knows
// the words, the others the work: a socket made from request headers, a
// translation of alphabets, bytes copied both ways.

rule WEBSHELL_reGeorg_Tunnel
{
  meta:
    description = "Detects the server part of reGeorg (any platform): its header names and verbs next to a socket"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/software/S1187/"
    score = 90
    family = "reGeorg"
    mitre = "T1505.003,T1090.001,T1572"
    hash = "406b680edc9a1bb0e2c7c451c56904857848b5f15570401450b73b232ff38928"
  strings:
    $h1 = /["'](HTTP_)?(X-CMD|X_CMD)["']/ nocase ascii wide
    $h2 = /["'](HTTP_)?X[-_]STATUS\b/ nocase ascii wide
    $h3 = /["'](HTTP_)?X[-_]TARGET["']/ nocase ascii wide
    $h4 = /["'](HTTP_)?X[-_]PORT["']/ nocase ascii wide
    $h5 = /["'](HTTP_)?X[-_]ERROR\b/ nocase ascii wide
    $v1 = "\"FORWARD\"" nocase ascii wide
    $v2 = "\"DISCONNECT\"" nocase ascii wide
    $v3 = "'FORWARD'" nocase ascii wide
    $v4 = "'DISCONNECT'" nocase ascii wide
    $v5 = "\"CONNECT\"" nocase ascii wide
    $s1 = /\bAddressFamily\s{0,5}\.\s{0,5}InterNetwork\b/ nocase ascii wide
    $s2 = "SocketChannel" nocase ascii wide
    $s3 = /\b(fsockopen|socket_create|stream_socket_client)\s{0,9}\(/ nocase ascii wide
    $s4 = "java.net.Socket" nocase ascii wide
    $t1 = /\x3c%\s{0,9}[@!]?\s{0,9}(Page|WebHandler|import|Language|String|Socket|out\.)/ nocase ascii wide
    $t2 = /<\?php\s/ nocase ascii wide
    $t3 = /<jsp:(root|scriptlet|declaration|directive)/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    (3 of ($h*) and any of ($v*) and any of ($s*) and any of ($t*))
}

rule WEBSHELL_reGeorg_Banner
{
  meta:
    description = "Detects a server page with the banner of reGeorg or Neo-reGeorg"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/L-codes/Neo-reGeorg"
    score = 85
    family = "reGeorg"
    mitre = "T1505.003,T1572"
  strings:
    $say = /Georg says, ['"\\&]{1,3}(#39;|apos;|quot;)?All seems fine/ nocase ascii wide
    $t1 = /\x3c%\s{0,9}[@!]?\s{0,9}(Page|WebHandler|import|Language|String|Socket|out\.)/ nocase ascii wide
    $t2 = /<\?php\s/ nocase ascii wide
    $t3 = /<jsp:(root|scriptlet|declaration|directive)/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    ($say and any of ($t*))
}

rule WEBSHELL_reGeorg_StrTr_Variant
{
  meta:
    description = "Detects the reGeorg variant of the Exchange attacks: header values translated with StrTr and base64, then a socket to the target"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.volexity.com/blog/2021/03/02/active-exploitation-of-microsoft-exchange-zero-day-vulnerabilities/"
    score = 90
    family = "reGeorg"
    mitre = "T1505.003,T1090.001,T1572"
    hash = "406b680edc9a1bb0e2c7c451c56904857848b5f15570401450b73b232ff38928"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $tr1 = /\bStrTr\s{0,9}\(\s{0,9}(string\b|Request\b|Response\b|\w{1,40}\s{0,9},)/ nocase ascii wide
    $tr2 = /\bFromBase64String\s{0,9}\(\s{0,9}StrTr\b/ nocase ascii wide
    $w1 = "target_str" nocase ascii wide
    $w2 = "IPEndPoint" nocase ascii wide
    $w3 = /\bResponse\s{0,5}\.\s{0,5}AddHeader\s{0,9}\(/ nocase ascii wide
    $w4 = /\bnew\s{1,9}Socket\s{0,9}\(/ nocase ascii wide
    $w5 = /\bRequest\s{0,5}\.\s{0,5}Headers\s{0,5}(\.\s{0,5}Get|\[)/ nocase ascii wide
    $w6 = /\bBinaryWrite\s{0,9}\(/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    (any of ($srv*) and any of ($tr*) and 3 of ($w*))
}

rule WEBSHELL_NeoReGeorg_Tunnel
{
  meta:
    description = "Detects the server part of Neo-reGeorg with randomised words: the standard base64 alphabet beside a permuted one, block encoding, and a socket"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/software/S1189/"
    score = 85
    family = "Neo-reGeorg"
    mitre = "T1505.003,T1090.001,T1572"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $php = /<\?php\s/ nocase ascii wide
    $jsp = /\x3c%[@!]\s{0,9}(page|private|public|String|Object|char)\b/ nocase ascii wide
    // the standard alphabet and, within a line, another quoted text of 64
    $alpha = /ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\+\/["']\s{0,9},\s{0,9}["'][A-Za-z0-9+\/]{64}["']/ ascii wide
    $alpha2 = /["'][A-Za-z0-9+\/]{64}["']\s{0,9},\s{0,9}["']ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\+\// ascii wide
    $w1 = /\bblv_(de|en)code\b/ nocase ascii wide
    $w2 = /\bStrTr\s{0,9}\(/ nocase ascii wide
    $w3 = /\bApplication\s{0,5}\.\s{0,5}Add\s{0,9}\(\s{0,9}mark\b/ nocase ascii wide
    $w4 = /\bBeginConnect\s{0,9}\(/ nocase ascii wide
    $w5 = /\bWaitOne\s{0,9}\(\s{0,9}2000\b/ nocase ascii wide
    $w6 = /\bBuffer\s{0,5}\.\s{0,5}BlockCopy\s{0,9}\(/ nocase ascii wide
    $w7 = /\bInputStream\s{0,5}\.\s{0,5}Read\s{0,9}\(/ nocase ascii wide
    $s1 = /\bAddressFamily\s{0,5}\.\s{0,5}InterNetwork\b/ nocase ascii wide
    $s2 = /\b(fsockopen|socket_create|stream_socket_client)\s{0,9}\(/ nocase ascii wide
    $s3 = "SocketChannel" nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    ((any of ($srv*) or $php or $jsp) and any of ($s*) and
     ((($alpha or $alpha2) and any of ($w*)) or (($alpha or $alpha2) and $php) or
      ($w1 and 2 of ($w*)) or 5 of ($w*)))
}

rule WEBSHELL_UNC3524_Tunnel
{
  meta:
    description = "Detects the reGeorg variant of UNC3524: a C# page that copies bytes between headers, request body and a socket"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.mandiant.com/resources/blog/unc3524-eye-spy-email"
    score = 85
    family = "reGeorg"
    mitre = "T1505.003,T1090.001"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $w1 = "IPEndPoint" ascii wide
    $w2 = /\bResponse\s{0,5}\.\s{0,5}(AddHeader|AppendHeader)\s{0,9}\(/ ascii wide
    $w3 = /\bRequest\s{0,5}\.\s{0,5}InputStream\s{0,5}\.\s{0,5}Read\s{0,9}\(/ ascii wide
    $w4 = /\bRequest\s{0,5}\.\s{0,5}Headers\s{0,5}\.\s{0,5}Get\s{0,9}\(/ ascii wide
    $w5 = /\bResponse\s{0,5}\.\s{0,5}Write\s{0,9}\(/ ascii wide
    $w6 = /\bBuffer\s{0,5}\.\s{0,5}BlockCopy\s{0,9}\(/ ascii wide
    $w7 = /\bResponse\s{0,5}\.\s{0,5}BinaryWrite\s{0,9}\(/ ascii wide
    $w8 = /\bSocketException\s{1,9}soex\b/ ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    (any of ($srv*) and $w1 and 6 of ($w*))
}

rule WEBSHELL_ASPX_Socket_From_Request
{
  meta:
    description = "Detects a server page that opens a socket to a target named by the request and sends the request body through it (tunnels with other words)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/software/S1187/"
    score = 75
    family = "HTTP tunnel"
    mitre = "T1505.003,T1090.001,T1572"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $sock1 = /\bnew\s{1,9}(System\s{0,5}\.\s{0,5}Net\s{0,5}\.\s{0,5}Sockets\s{0,5}\.\s{0,5})?(Socket|TcpClient)\s{0,9}\(/ nocase ascii wide
    $to = /\b(target|host|ip|port|addr|remote|\w{1,30})\s{0,9}=[^;{}<>]{0,80}\bRequest\s{0,9}(\[|\.\s{0,5}(Headers|QueryString|Params|Cookies|Form)\b)/ nocase ascii wide
    $conn = /\.\s{0,5}(Begin)?Connect(Async)?\s{0,9}\(/ nocase ascii wide
    $keep = /\b(Session|Application)\s{0,5}(\[[^\]]{1,60}\]\s{0,5}=|\.\s{0,5}Add\s{0,5}\()/ nocase ascii wide
    $body = /\bRequest\s{0,5}\.\s{0,5}(InputStream|BinaryRead|ContentLength|TotalBytes)\b/ nocase ascii wide
    $back = /\bResponse\s{0,5}\.\s{0,5}(BinaryWrite|OutputStream)\b/ nocase ascii wide
  condition:
    any of ($srv*) and $sock1 and $to and $conn and $keep and $body and $back
}
