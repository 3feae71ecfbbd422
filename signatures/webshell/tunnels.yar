// SPDX-License-Identifier: Apache-2.0
//
// HTTP tunnels: pages that relay TCP for an intruder. They share a grammar, not
// a name: a command (connect, read, forward, disconnect) in a header, cookie or
// parameter, a socket kept in the session or application, bytes in both
// directions. Names of headers are random in the newer ones, so the rules look
// for the socket, its keeper and the relay of the body.

rule WEBSHELL_ASPX_Tunnel
{
  meta:
    description = "Detects an ASP.NET page that relays TCP connections through HTTP"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1572/"
    score = 90
    family = "tunnel"
    mitre = "T1505.003,T1572"
  strings:
    $page = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|import)\s/ ascii wide nocase
    $sock = /(new\s{1,4}(system\.net\.sockets\.)?(socket|tcpclient)\s{0,3}\(|addressfamily\s{0,2}\.\s{0,2}internetwork)/ ascii wide nocase
    $keep = /(session|application)\s{0,3}([\[\(]|\.\s{0,2}(add|set|remove)\s{0,2}\()/ ascii wide nocase
    $up = /(request\s{0,3}\.\s{0,3}(inputstream|binaryread|headers|contentlength))/ ascii wide nocase
    $down = /response\s{0,3}\.\s{0,3}(binarywrite|outputstream|addheader|appendheader|headers)/ ascii wide nocase
    $rel1 = /\.\s{0,3}(send|beginsend)\s{0,3}\(/ ascii wide nocase
    $rel2 = /\.\s{0,3}(receive|beginreceive|getstream|available)\b/ ascii wide nocase
  condition:
    filesize < 200KB and all of them
}

rule WEBSHELL_JSP_Tunnel
{
  meta:
    description = "Detects a JSP page that relays TCP connections through HTTP or a web socket"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1572/"
    score = 90
    family = "tunnel"
    mitre = "T1505.003,T1572"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $s1 = /SocketChannel\s{0,3}\.\s{0,3}open\s{0,3}\(/ ascii wide
    $s2 = /new\s{1,5}(java\.net\.)?Socket\s{0,3}\(/ ascii wide
    $s3 = /AsynchronousSocketChannel/ ascii wide
    $k1 = /(session|application|getSession\s{0,3}\(\s{0,3}\w{0,5}\s{0,3}\)|getServletContext\s{0,3}\(\s{0,3}\))\s{0,3}\.\s{0,3}(set|put|get)(Attribute|Value)/ ascii wide
    $k2 = /(MessageHandler|ServerEndpointConfig|getBasicRemote)/ ascii wide
    $k3 = /(ConcurrentHashMap|HashMap)\s{0,3}</ ascii wide
    $u = /(getInputStream|getHeader|onMessage|getParameter|ByteBuffer)\b/ ascii wide
    $r1 = /(new\s{1,5}InetSocketAddress|getInetAddress|getOutputStream)\s{0,3}\(/ ascii wide
    $r2 = /(configureBlocking|setSoTimeout|\.\s{0,3}flip\s{0,3}\(|CompletionHandler|socketChannel|setTcpNoDelay|setReceiveBufferSize|\.available\s{0,3}\()/ ascii wide
    $st = /(X-(CMD|STATUS|TARGET|ERROR|PORT)|setHeader\s{0,3}\(|addHeader\s{0,3}\(|sendBinary)/ ascii wide
  condition:
    filesize < 200KB and any of ($page*) and any of ($s*) and any of ($k*) and
    $u and $r1 and $r2 and $st
}

rule WEBSHELL_Tunnel_Georg_Markers
{
  meta:
    description = "Detects the reGeorg tunnel family by its answers and header set in server code"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/software/S1187/"
    score = 90
    family = "reGeorg"
    mitre = "T1505.003,T1572"
  strings:
    $g = /["'](Neo)?Georg says, 'All seems fine'/ ascii wide nocase
    $c1 = /["']X-CMD["']/ ascii wide nocase
    $c2 = /["']X-TARGET["']/ ascii wide nocase
    $c3 = /["']X-STATUS["']/ ascii wide nocase
    $c4 = /["']X-ERROR["']/ ascii wide nocase
    $c5 = /["']X-PORT["']/ ascii wide nocase
    $v1 = /["']FORWARD["']/ ascii wide nocase
    $v2 = /["']DISCONNECT["']/ ascii wide nocase
    $srv = /((get|set|add|append)Header|headers\s{0,3}\.\s{0,3}get|headers\s{0,3}(\.\s{0,3}(get|add)\s{0,3})?[\[\(]|[^\w]header)\s{0,3}\(?\s{0,3}["']X-(CMD|STATUS|TARGET|ERROR)|_SERVER\s{0,2}\[\s{0,2}["']HTTP_X_(CMD|TARGET)/ ascii wide nocase
    $not = /(urllib3|argparse|import\s{1,3}requests)/ ascii
  condition:
    filesize < 200KB and $srv and not $not and
    ($g or (3 of ($c*) and all of ($v*)))
}

rule WEBSHELL_Tunnel_Node
{
  meta:
    description = "Detects a Node.js or Python server page that relays TCP by header commands"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1572/"
    score = 75
    family = "tunnel"
    mitre = "T1505.003,T1572"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "x-cmd" ascii nocase
    $n1 = "x-target" ascii nocase
    $n2 = "x-port" ascii nocase
    $n3 = "x-status" ascii nocase
    $z0 = "CONNECT" ascii
    $z1 = "FORWARD" ascii
    $net = /(require\s{0,2}\(\s{0,2}["'](node:)?net["']\s{0,2}\)|socket\s{0,2}\.\s{0,2}socket\s{0,2}\()/ ascii
    $h = /headers\s{0,2}(\.\s{0,2}get\s{0,2}\(|\[)\s{0,2}["']x-(cmd|target|port|status)["']/ ascii nocase
    $v1 = /["']CONNECT["']/ ascii
    $v2 = /["']FORWARD["']/ ascii
    $v3 = /["']READ["']/ ascii
  condition:
    filesize < 100KB and any of ($n*) and any of ($z*) and
    $net and $h and 2 of ($v*)
}
