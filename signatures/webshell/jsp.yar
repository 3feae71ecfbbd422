// SPDX-License-Identifier: Apache-2.0
//
// JSP and JSPX pages (and servlets in source) that serve an intruder.
//
// The anchor is page syntax (<%, jsp:scriptlet, jsp:root, an EL expression), so
// that Java libraries, which may well start processes and define classes, are
// out of question. In a page these calls are the finding: business pages do
// not start processes, define classes or unpack ciphers from a parameter.

rule WEBSHELL_JSP_Command_Exec
{
  meta:
    description = "Detects a JSP page that starts a process with data of the request"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "command shell"
    mitre = "T1505.003,T1059"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $page3 = "\x3c%" ascii wide
    $x1 = /getRuntime\s{0,9}\(\s{0,5}\)\s{0,9}(\/\*.{0,80}\*\/\s{0,9})?\.\s{0,9}(\/\*.{0,80}\*\/\s{0,9})?exec\s{0,5}\(/ ascii wide
    $x2 = /new\s{1,9}(java\s{0,3}\.\s{0,3}lang\s{0,3}\.\s{0,3})?ProcessBuilder\s{0,5}\(/ ascii wide
    $x3 = /(new\s{1,9}|\.)ProcessBuilder\b/ ascii wide
    $x4 = /Runtime\s{1,5}\w{1,30}\s{0,5}=\s{0,5}(null|(java\.lang\.)?Runtime\s{0,3}\.\s{0,3}getRuntime)/ ascii wide
    $x5 = /[\w\)]\s{0,5}\.\s{0,5}exec\s{0,5}\(\s{0,5}[\w"\(]/ ascii wide
    $x6 = /(getRuntime\s{0,5}\(\s{0,5}\)\s{0,5},\s{0,5}["']exec|new\s{1,5}(java\.beans\.)?(Expression|Statement)\s{0,5}\([^;]{0,60}["'](exec|start)["'])/ ascii wide
    $in1 = /\.\s{0,5}(getParameter(Values|Map)?|getHeader|getCookies|getQueryString|getInputStream|getReader|getAttribute|getRequestURI|getPathInfo|getPart)\s{0,5}\(/ ascii wide
    $in2 = /[^\w]param\s{0,2}[.\[]\s{0,2}["'\w]/ ascii wide
    $out = /(getInputStream|getOutputStream|getErrorStream|waitFor|out\s{0,2}\.\s{0,2}print|getWriter|request)/ ascii wide
    // a template of a generator (EJS, ERB), not a page
    $template = /(\x3c%_|_%>|\x3c%-[^-]|[^-]-%>)/ ascii
  condition:
    filesize < 2MB and any of ($page*) and not $template and
    ($x1 or $x2 or $x6 or ($x4 and $x5) or ($x3 and $out)) and any of ($in1, $in2)
}

rule WEBSHELL_JSP_Command_Other_Input
{
  meta:
    description = "Detects a JSP page that gives a system shell to a socket, a web socket or a form"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1059/"
    score = 80
    family = "command shell"
    mitre = "T1505.003,T1059"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $x1 = /getRuntime\s{0,9}\(\s{0,5}\)\s{0,9}\.\s{0,9}exec\s{0,5}\(/ ascii wide
    $x2 = /new\s{1,9}(java\.lang\.)?ProcessBuilder\s{0,5}\(/ ascii wide
    $x3 = /Runtime\s{1,5}\w{1,30}\s{0,5}=\s{0,5}(null|(java\.lang\.)?Runtime\s{0,3}\.\s{0,3}getRuntime)/ ascii wide
    $s1 = /["'](cmd|cmd\.exe|cmd\s{1,3}\/c[^"']{0,40}|cmd\.exe\s{1,3}\/c[^"']{0,40}|\/bin\/(ba)?sh|powershell(\.exe)?|sh)["']/ ascii wide nocase
    $s2 = /new\s{1,5}(java\.net\.)?(Server)?Socket\s{0,5}\(/ ascii wide
    $s3 = /(MessageHandler|ServerEndpoint|onMessage)/ ascii wide
    $io = /(getInputStream|getOutputStream|getBasicRemote)\s{0,5}\(/ ascii wide
    // a template of a generator (EJS, ERB), not a page
    $template = /(\x3c%_|_%>|\x3c%-[^-]|[^-]-%>)/ ascii
  condition:
    filesize < 1MB and any of ($page*) and not $template and any of ($x*) and $io and
    ($s1 or $s2 or $s3)
}

rule WEBSHELL_JSP_Class_Loader
{
  meta:
    description = "Detects a JSP page that defines a class from bytes that the request carries"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1620/"
    score = 90
    family = "memory loader"
    mitre = "T1505.003,T1620"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $page3 = /\$\{[^}]{1,200}getClass/ ascii wide
    $java = /(ClassLoader|byte\s{0,3}\[|java\.(lang|util|io|net)|javax?\.\w{3,12}\.)/ ascii wide
    $d1 = /defineClass\s{0,5}["'\(,]/ ascii wide
    $d2 = /["']defineClass["']/ ascii wide
    $d3 = /define["'\s+]{3,9}Class|def["'\s+]{3,9}ineClass/ ascii wide
    $d4 = /ZGVmaW5lQ2xhc3|RlZmluZUNsYXNz|kZWZpbmVDbGFzc/ ascii wide
    $d5 = /(defineAnonymousClass|\$\$BCEL\$\$|bcel\.internal\.util\.ClassLoader|TemplatesImpl|_bytecodes|ssalCenifed)/ ascii wide
    $use = /(newInstance|equals\s{0,3}\(|getMethod|invoke\s{0,3}\(|loadClass|forName)/ ascii wide
    $in = /(getParameter|getInputStream|getReader|getHeader|getAttribute|getSession|pageContext|decodeBuffer|getDecoder|byte\[\]\s{0,3}\{|"yv66vg)/ ascii wide
    // a template of a generator (EJS, ERB), not a page
    $template = /(\x3c%_|_%>|\x3c%-[^-]|[^-]-%>)/ ascii
  condition:
    filesize < 2MB and any of ($page*) and not $template and any of ($d*) and $use and $in and
    $java
}

rule WEBSHELL_JSP_Url_Class_Loader
{
  meta:
    description = "Detects a JSP page that loads and runs code from an address, a file or a jar that the request gives"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1620/"
    score = 85
    family = "memory loader"
    mitre = "T1505.003,T1620"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "URLClassLoader" ascii wide
    $n1 = "JavaCompiler" ascii wide
    $n2 = "XMLDecoder" ascii wide
    $n3 = "ObjectInputStream" ascii wide
    $n4 = "InitialContext" ascii wide
    $n5 = "JShell" ascii wide
    $n6 = "GroovyShell" ascii wide
    $n7 = "Interpreter" ascii wide
    $n8 = "SpelExpressionParser" ascii wide
    $n9 = "ELProcessor" ascii wide
    $n10 = "ExpressionFactory" ascii wide
    $n11 = "ScriptEngine" ascii wide
    $n12 = "Ognl" ascii wide
    $n13 = "JdbcRowSetImpl" ascii wide
    $n14 = "setDataSourceName" ascii wide
    $n15 = "setAutoCommit" ascii wide
    $n16 = "MethodUtil" ascii wide
    $n17 = "MLet" ascii wide
    $n18 = "EventHandler" ascii wide
    $n19 = "OrderClassLoaders" ascii wide
    $n20 = "MethodHandles" ascii wide
    $n21 = "System.load" ascii wide
    $n22 = "Velocity" ascii wide
    $n23 = "TransformerFactory" ascii wide
    $z0 = "request.get" ascii wide
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $l1 = /URLClassLoader/ ascii wide
    $l2 = /getSystemJavaCompiler\s{0,3}\(/ ascii wide
    $l3 = /new\s{1,5}(java\.beans\.)?XMLDecoder\s{0,3}\(/ ascii wide
    $l4 = /new\s{1,5}(java\.io\.)?ObjectInputStream\s{0,3}\(/ ascii wide
    $l5 = /InitialContext\s{0,3}\(\s{0,3}\)\s{0,3}\.\s{0,3}lookup\s{0,3}\(\s{0,3}(request|param|\w{1,10}\s{0,3}\))/ ascii wide
    $l6 = /(JShell\s{0,3}\.\s{0,3}(create|builder)|new\s{1,4}(groovy\.lang\.)?GroovyShell|new\s{1,4}(bsh\.)?Interpreter\s{0,3}\(|new\s{1,4}(\w{1,20}\.){0,6}SpelExpressionParser|new\s{1,4}(\w{1,20}\.){0,3}ELProcessor|ExpressionFactory|RhinoScriptEngine|NashornScriptEngine|Ognl\s{0,2}\.\s{0,2}getValue|sun\.reflect\.misc\.MethodUtil|javax\.management\.loading\.MLet|new\s{1,4}MLet\s{0,3}\(|java\.beans\.EventHandler|OrderClassLoaders|MethodHandles\s{0,2}\.\s{0,2}lookup|System\s{0,2}\.\s{0,2}load\s{0,3}\(|Velocity\s{0,2}\.\s{0,2}evaluate|TransformerFactory)/ ascii wide
    $l7 = /JdbcRowSetImpl|setDataSourceName|setAutoCommit\s{0,3}\(\s{0,3}true/ ascii wide
    $use = /(newInstance\s{0,3}\(|readObject\s{0,3}\(|loadClass\s{0,3}\(|forName\s{0,3}\(|\.\s{0,3}eval\s{0,3}\(|lookup\s{0,3}\(|getValue\s{0,3}\(|System\s{0,2}\.\s{0,2}load\s{0,3}\(|newTransformer|getMLetsFromURL|evaluate\s{0,3}\(|parseExpression|createValueExpression|invoke\s{0,3}\()/ ascii wide
    $in = /request\.get(Parameter|InputStream|Reader|Header|Cookies|Part|QueryString|Session)/ ascii wide
    // a template of a generator (EJS, ERB), not a page
    $template = /(\x3c%_|_%>|\x3c%-[^-]|[^-]-%>)/ ascii
  condition:
    filesize < 1MB and any of ($n*) and $z0 and
    any of ($page*) and not $template and any of ($l*) and $use and $in
}

rule WEBSHELL_JSP_Script_Engine
{
  meta:
    description = "Detects a JSP page that feeds the request to a script engine or an expression evaluator"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 90
    family = "one-line shell"
    mitre = "T1505.003,T1059.007"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $page3 = /\$\{[^}]{1,200}/ ascii wide
    $e1 = /ScriptEngineManager/ ascii wide
    $e2 = /getEngineBy(Name|Extension|MimeType)/ ascii wide
    $run = /\.\s{0,5}eval\s{0,5}\(|["']eval["']/ ascii wide
    $in = /(getParameter|getHeader|getReader|getInputStream|getQueryString|getCookies|[^\w]param\s{0,2}[.\[])/ ascii wide
    $shape = /(\x3c%|<jsp:|\$\{[^}]{0,200}ScriptEngine)/ ascii wide
    // a template of a generator (EJS, ERB), not a page
    $template = /(\x3c%_|_%>|\x3c%-[^-]|[^-]-%>)/ ascii
  condition:
    filesize < 1MB and any of ($page*) and not $template and $shape and any of ($e*) and $run and
    $in
}

rule WEBSHELL_JSP_Expression_Language
{
  meta:
    description = "Detects an EL expression that reaches Runtime, reflection or a script engine"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 90
    family = "one-line shell"
    mitre = "T1505.003"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "getRuntime" ascii wide
    $n1 = ".forName(" ascii wide
    $n2 = ".getClass(" ascii wide
    $n3 = ".getMethod" ascii wide
    $n4 = "getDeclaredMethod" ascii wide
    $n5 = ".invoke(" ascii wide
    $n6 = ".newInstance(" ascii wide
    $n7 = ".class." ascii wide
    $a = /[$#]\{[^}\r\n]{0,200}getRuntime\s{0,3}\(\s{0,3}\)\s{0,3}\.\s{0,3}exec\s{0,3}\(/ ascii wide
    $b = /[$#]\{[^}\r\n]{0,120}(getClass\s{0,3}\(\s{0,3}\)|\.class|\["class"\])\s{0,3}\.\s{0,3}(forName\s{0,3}\(|getMethods?\s{0,3}\(|getDeclaredMethods?\s{0,3}\(|getClassLoader\s{0,3}\()/ ascii wide
    $c = /[$#]\{[^}\r\n]{0,200}(newInstance|invoke)\s{0,3}\([^}\r\n]{0,200}param\s{0,2}[.\[]/ ascii wide
    $d = /<c:set[^>]{0,120}(getClass\s{0,3}\(\s{0,3}\)\s{0,3}\.\s{0,3}forName|getDeclaredMethods?\s{0,2}\(|getRuntime)/ ascii wide
    $e = /[$#]\{\s{0,3}(param|header|cookie|pageContext\.request|requestScope)[^}\r\n]{0,100}(\.getClass\(|\.invoke\(|\.class\.)/ ascii wide
    $page = /(\x3c%@|<jsp:|xmlns:jsp|<c:\w{2,9}\s|<html)/ ascii wide nocase
    $not1 = "CVE-20" ascii
    $not2 = "HTTP/1." ascii
    $not3 = "info:" ascii
  condition:
    filesize < 200KB and any of ($n*) and
    ($page or filesize < 2KB) and
    any of ($a, $b, $c, $d, $e) and
    not any of ($not*)
}

rule WEBSHELL_JSP_Reflection_Hidden
{
  meta:
    description = "Detects a JSP page that hides the names of classes or methods which it calls by reflection"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1027/"
    score = 85
    family = "obfuscated shell"
    mitre = "T1505.003,T1027"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $in = /(getParameter|getHeader|getReader|getInputStream|getQueryString|getCookies|getAttribute|getMethod)/ ascii wide
    $java = /(Class\s{0,3}\.\s{0,3}forName|java\.(lang|util|io|net)|javax?\.\w{3,12}\.|<jsp:|page\s{1,5}import)/ ascii wide
    $r1 = /(getMethods?|getDeclaredMethods?|getDeclaredConstructors?|findStatic|findVirtual)\s{0,5}\(/ ascii wide
    $r2 = /\.\s{0,5}(invoke|invokeExact|newInstance)\s{0,5}\(/ ascii wide
    // names hidden: decoded, concatenated, reversed, from bytes or characters
    $h1 = /(forName|loadClass|getMethod|getDeclaredMethod)\s{0,5}\(\s{0,5}new\s{1,5}(java\.lang\.)?String\s{0,5}\(/ ascii wide
    $h2 = /(forName|loadClass|getMethod|getDeclaredMethod)\s{0,5}\(\s{0,5}["'][\w.]{0,20}["']\s{0,5}\+\s{0,5}["']/ ascii wide
    $h3 = /(forName|loadClass|getMethod|getDeclaredMethod)\s{0,5}\(\s{0,5}[\w.]{1,40}\s{0,3}\(\s{0,5}(["'\w\[{]|new\s)/ ascii wide
    $h4 = /new\s{1,5}(java\.lang\.)?String\s{0,5}\(\s{0,5}new\s{1,5}(byte|char)\s{0,3}\[\s{0,3}\]\s{0,3}\{\s{0,3}\(?(byte|char|0x|'|\d)/ ascii wide
    $h5 = /(amF2YS5sYW5n|phdmEubGFuZ|qYXZhLmxhbm|UnVudGltZ|J1bnRpbW|SdW50aW1l|UHJvY2Vzc0J1aWxkZX|Byb2Nlc3NCdWlsZG|Qcm9jZXNzQnVpbGRlc|Z2V0UnVudGltZ|amF2YXguc2NyaXB0)/ ascii wide
    $h6 = /(emitnuR|redliuBssecorP|cexe"|eganaMenignEtpircS)/ ascii wide
    $h7 = /["']R["'\s+]{3,7}un["'\s+]{0,7}time["']|["']Run["'\s+]{3,7}time["']|["']java\.["'\s+]{3,7}lang|["']Ru["'\s+]{3,7}ntime["']|["']get["'\s+]{3,7}Runtime["']|["']getRun["'\s+]{3,7}time["']|["']ex["'\s+]{3,7}ec["']|["']e["'\s+]{3,7}xec["']|["']exe["'\s+]{3,7}c["']/ ascii wide
    $h8 = /(forName|loadClass)\s{0,5}\(\s{0,5}request\s{0,5}\./ ascii wide
    $h9 = /["']java\.lang\.(Runtime|ProcessBuilder|UNIXProcess|ProcessImpl)["']/ ascii wide
    $h10 = /(6a6176612e6c616e67|52756e74696d65|6a 61 76 61 2e)/ ascii wide nocase
    $h11 = /(DatatypeConverter\s{0,2}\.\s{0,2}parse(Base64|Hex)Binary|BASE64Decoder|getDecoder|decodeBuffer)/ ascii wide
    $h12 = /\(char\)\s{0,3}\(?\s{0,3}\w{1,20}(\[\w{1,9}\])?\s{0,3}[\^+-]/ ascii wide
    $h13 = /\.\s{0,3}append\s{0,3}\(\s{0,3}\(\s{0,3}char\s{0,3}\)\s{0,3}\d{2,3}/ ascii wide
    // a template of a generator (EJS, ERB), not a page
    $template = /(\x3c%_|_%>|\x3c%-[^-]|[^-]-%>)/ ascii
  condition:
    filesize < 200KB and any of ($page*) and not $template and $in and $java and
    (
      (($r1 or $h8) and $r2 and
       any of ($h1, $h2, $h3, $h4, $h5, $h6, $h7, $h8, $h9, $h10, $h13)) or
      ($r1 and $r2 and $h11 and filesize < 8KB) or
      ($r1 and $r2 and $h12 and filesize < 8KB)
    )
}

rule WEBSHELL_JSP_Unicode_Escapes
{
  meta:
    description = "Detects a JSP page whose code is written in Unicode escapes"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1027/"
    score = 85
    family = "obfuscated shell"
    mitre = "T1505.003,T1027"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "u0065" ascii wide
    $n1 = "u0072" ascii wide
    $n2 = "u0052" ascii wide
    $n3 = "u0043" ascii wide
    $n4 = "u006a" ascii wide
    $n5 = "u006A" ascii wide
    $z0 = "\x3c%@ page" ascii wide nocase
    $z1 = "\x3c%@page" ascii wide nocase
    $z2 = "<jsp:" ascii wide nocase
    $z3 = "\x3c%!" ascii wide nocase
    $z4 = "\x3c%\\u" ascii wide nocase
    $z5 = "\x3c% \\u" ascii wide nocase
    $page1 = /\x3c%[@!=\s\w\\]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    // six letters, digits or dots of code in a row
    $a = /(\\u{1,8}00([46][1-9a-f]|[57][0-9a]|3[0-9]|2[089e])){6}/ ascii wide nocase
    // names that matter, letter by letter
    $b1 = /\\u{1,8}0065\\u{1,8}0078\\u{1,8}0065\\u{1,8}0063/ ascii wide
    $b2 = /\\u{1,8}0052\\u{1,8}0075\\u{1,8}006e/ ascii wide nocase
    $b3 = /\\u{1,8}0072\\u{1,8}0065\\u{1,8}0071\\u{1,8}0075/ ascii wide
    $b4 = /\\u{1,8}0043\\u{1,8}006c\\u{1,8}0061\\u{1,8}0073\\u{1,8}0073/ ascii wide nocase
    $b5 = /\\u{1,8}006a\\u{1,8}0061\\u{1,8}0076\\u{1,8}0061/ ascii wide nocase
  condition:
    filesize < 1MB and any of ($n*) and any of ($z*) and
    any of ($page*) and #a > 2 and
    (any of ($b*) or #a > 20)
}

rule WEBSHELL_JSPX_Split_Text
{
  meta:
    description = "Detects a JSP document whose code is cut up by CDATA sections or written in character references"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1027/"
    score = 85
    family = "obfuscated shell"
    mitre = "T1505.003,T1027"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "<jsp:scriptlet" ascii wide
    $n1 = "<jsp:declaration" ascii wide
    $n2 = "<jsp:expression" ascii wide
    $n3 = "java.sun.com/JSP/Page" ascii wide
    $n4 = "java.sun.com/jsp/page" ascii wide
    $page1 = /<jsp:(scriptlet|declaration|expression)/ ascii wide
    $page2 = /http:\/\/java\.sun\.com\/JSP\/Page/ ascii wide nocase
    $a = /\w\s{0,3}<!\[CDATA\[\w{1,20}\]\]>\s{0,3}(<!\[CDATA\[|\w)/ ascii wide
    $b = /\]\]>\s{0,3}<!\[CDATA\[\w{1,20}\]\]>/ ascii wide
    $c = /(&#(x[2-7][0-9a-f]|\d{2,3});){6}/ ascii wide nocase
    $d = /<!ENTITY\s{1,5}\w{1,20}\s{1,5}["'][^"'<]{0,300}(Runtime|getParameter|exec\s{0,3}\()/ ascii wide
  condition:
    filesize < 1MB and any of ($n*) and
    any of ($page*) and (#a > 1 or #b > 1 or $c or $d)
}

rule WEBSHELL_JSP_Write_Request
{
  meta:
    description = "Detects a JSP page that writes request data to a file whose name the request gives"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1105/"
    score = 85
    family = "file writer"
    mitre = "T1505.003,T1105"
  strings:
    // plain words, so that a prefilter can decide
    $n0 = "FileOutputStream" ascii wide
    $n1 = "FileWriter" ascii wide
    $n2 = "RandomAccessFile" ascii wide
    $n3 = "PrintWriter" ascii wide
    $n4 = "PrintStream" ascii wide
    $n5 = "Paths.get" ascii wide
    $n6 = "newOutputStream" ascii wide
    $n7 = "newBufferedWriter" ascii wide
    $n8 = "Files.write" ascii wide
    $n9 = "Files.copy" ascii wide
    $n10 = "DiskFile" ascii wide
    $z0 = "getParameter" ascii wide
    $z1 = "getHeader" ascii wide
    $z2 = "getInputStream" ascii wide
    $z3 = "getReader" ascii wide
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $page3 = "\x3c%" ascii wide
    $a = /(FileOutputStream|FileWriter|RandomAccessFile|PrintWriter|PrintStream|Paths\s{0,2}\.\s{0,2}get|newOutputStream|newBufferedWriter|DiskFile)\s{0,5}\(\s{0,5}(new\s{1,5}(java\.io\.)?File\s{0,5}\(\s{0,5})?([^;\r\n]{0,80}\+\s{0,5})?(new\s{1,5}String\s{0,3}\(\s{0,3})?request\s{0,5}\.\s{0,5}get(Parameter|Header)/ ascii wide
    $w = /\.\s{0,3}(write|print|println)\s{0,5}\(\s{0,5}[^;\r\n]{0,60}request\s{0,5}\.\s{0,5}get(Parameter|Header|InputStream|Reader)/ ascii wide
    $f = /(new\s{1,5}(java\.io\.)?(FileOutputStream|FileWriter|RandomAccessFile|(PrintWriter|PrintStream)\s{0,3}\(\s{0,3}(new\s{1,5}(java\.io\.)?File|[a-z]\w{0,20}\s{0,3}[,)]))|Files\s{0,2}\.\s{0,2}(write|copy|newOutputStream|newBufferedWriter)\s{0,3}\()/ ascii wide
    $fn = /new\s{1,5}(java\.io\.)?File\s{0,5}\([^;\r\n]{0,80}request\s{0,5}\.\s{0,5}getParameter/ ascii wide
    $not = /out\s{0,3}\.\s{0,3}(write|print|println)\s{0,5}\(\s{0,5}[^;\r\n]{0,60}request\s{0,5}\.\s{0,5}get(Parameter|Header)/ ascii wide
    // a template of a generator (EJS, ERB), not a page
    $template = /(\x3c%_|_%>|\x3c%-[^-]|[^-]-%>)/ ascii
  condition:
    filesize < 1MB and any of ($n*) and any of ($z*) and
    any of ($page*) and not $template and
    ($a or ($f and #w > #not) or ($f and $fn))
}

rule WEBSHELL_JSP_Write_Variable
{
  meta:
    description = "Detects a short JSP page that writes one parameter into the file that another parameter names"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1105/"
    score = 80
    family = "file writer"
    mitre = "T1505.003,T1105"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $f1 = /new\s{1,5}(java\.io\.)?(FileOutputStream|FileWriter|RandomAccessFile|PrintWriter|PrintStream)\s{0,5}\(\s{0,5}(new\s{1,5}(java\.io\.)?File\s{0,5}\(\s{0,5})?([a-z]\w{0,30}|getServletContext\s{0,3}\(\)|application)\s{0,5}[\),.+]/ ascii wide
    $w1 = /\.\s{0,3}(write|writeBytes)\s{0,5}\(\s{0,5}([a-z]\w{0,30})\s{0,3}(\.\s{0,3}getBytes\s{0,3}\([^)]{0,30}\)\s{0,3})?[,\)]/ ascii wide
    $w2 = /([^t]|[^u]t)\s{0,3}\.\s{0,3}(println|print|append)\s{0,5}\(\s{0,5}([a-z]\w{0,30})\s{0,3}(\.\s{0,3}getBytes\s{0,3}\([^)]{0,30}\)\s{0,3})?[,\)]/ ascii wide
    $in = /request\s{0,5}\.\s{0,5}getParameter\s{0,5}\(\s{0,5}["']\w{1,30}["']/ ascii wide
    $area = /<textarea/ ascii wide nocase
    $real = /(getRealPath\s{0,3}\(|getServletPath|getPathTranslated)/ ascii wide
    $not = /(isMultipartContent|PreparedStatement|createTempFile|useBean|\.getUser)/ ascii wide
    // a template of a generator (EJS, ERB), not a page
    $template = /(\x3c%_|_%>|\x3c%-[^-]|[^-]-%>)/ ascii
  condition:
    filesize < 12KB and any of ($page*) and not $template and $f1 and any of ($w*) and #in > 1 and
    ($area or $real) and not $not
}

rule WEBSHELL_JSP_Upload_Raw
{
  meta:
    description = "Detects a JSP page that parses an upload by itself and stores it without any check"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1105/"
    score = 75
    family = "uploader"
    mitre = "T1505.003,T1105"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $in = /(request\s{0,3}\.\s{0,3}get(InputStream|Reader|ContentType)\s{0,3}\(|ServletInputStream|DataInputStream)/ ascii wide
    $b = /(boundary|filename=|multipart\/form-data|lastIndexOf\s{0,3}\(\s{0,3}["']=)/ ascii wide
    $f = /new\s{1,5}(java\.io\.)?(FileOutputStream|RandomAccessFile|FileWriter)\s{0,5}\(/ ascii wide
    $dest = /(getRealPath\s{0,3}\(|getParameter\s{0,3}\(|["']\/tmp|getPathTranslated|filename)/ ascii wide
    $form = /<form[^>]{0,160}multipart\/form-data/ ascii wide nocase
    $not = /(getUser(Principal)?\s{0,3}\(|isUserInRole|\.(gif|jpe?g|png|pdf|xls|csv|docx?)["']|allowed|PreparedStatement|endsWith)/ ascii wide nocase
  condition:
    filesize < 16KB and any of ($page*) and $in and $b and $f and $dest and
    $form and not $not
}

rule WEBSHELL_JSP_File_Manager
{
  meta:
    description = "Detects a JSP page that browses and changes the files of the whole server"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1083/"
    score = 80
    family = "file manager"
    mitre = "T1505.003,T1083"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $in = /(request\s{0,5}\.\s{0,5}getParameter|getParameter(Values)?\s{0,5}\()/ ascii wide
    $r1 = /\.\s{0,3}listFiles\s{0,3}\(/ ascii wide
    $r2 = /File\s{0,3}\.\s{0,3}listRoots\s{0,3}\(/ ascii wide
    $r3 = /\.\s{0,3}list\s{0,3}\(\s{0,3}\)/ ascii wide
    $d1 = /\.\s{0,3}delete\s{0,3}\(\s{0,3}\)/ ascii wide
    $d2 = /\.\s{0,3}renameTo\s{0,3}\(/ ascii wide
    $d3 = /new\s{1,5}(java\.io\.)?(FileOutputStream|FileWriter|RandomAccessFile)\s{0,5}\(/ ascii wide
    $d4 = /\.\s{0,3}mkdirs?\s{0,3}\(/ ascii wide
    $d5 = /new\s{1,5}(java\.io\.)?(FileInputStream|FileReader)\s{0,5}\(/ ascii wide
    $d6 = /\.\s{0,3}setLastModified\s{0,3}\(/ ascii wide
    $x1 = /(getRuntime\s{0,5}\(|ProcessBuilder|Runtime)/ ascii wide
    $x2 = /(DriverManager\s{0,3}\.\s{0,3}getConnection|executeQuery)/ ascii wide
    $x3 = /(System\s{0,3}\.\s{0,3}getProperty|getProperties)\s{0,5}\(/ ascii wide
    $x4 = /(new\s{1,5}(java\.net\.)?Socket|ServerSocket|InetAddress)/ ascii wide
    $x5 = /(String\s{1,5}(\w{0,12}(pwd|pass|password|PASSWORD|PW|Pwd|Pass)\w{0,6})\s{0,5}=\s{0,5}["'][^"']{1,40}["']|_password\s{0,3}=)/ ascii wide
    $x6 = /Content-Disposition/ ascii wide nocase
    $x7 = /(getRealPath\s{0,3}\(|getPathTranslated)/ ascii wide
    $x8 = /(ZipOutputStream|ZipEntry|GZIPOutputStream)/ ascii wide
    $x9 = /(getHostName|getServerPort|os\.name|user\.dir)/ ascii wide
    // a template of a generator (EJS, ERB), not a page
    $template = /(\x3c%_|_%>|\x3c%-[^-]|[^-]-%>)/ ascii
  condition:
    filesize < 1MB and any of ($page*) and not $template and $in and
    (($r1 and 3 of ($d*) and 2 of ($x*)) or ($r2 and 2 of ($d*) and any of ($x*)) or
     ($r3 and 3 of ($d*) and 3 of ($x*)))
}

rule WEBSHELL_JSP_Browse_Any_Path
{
  meta:
    description = "Detects a short JSP page that lists folders and shows files under any path that the visitor gives"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1083/"
    score = 75
    family = "file manager"
    mitre = "T1505.003,T1083"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $in1 = /new\s{1,5}(java\.io\.)?File\s{0,5}\(\s{0,5}request\s{0,5}\.\s{0,5}getParameter/ ascii wide
    $in2 = /(String\s{1,5}|\s)(path|file|dir|folder|f|p|fname|filePath|filename|currentPath|curr_path)\s{0,5}=\s{0,5}(new\s{1,3}String\s{0,3}\(\s{0,3})?request\s{0,5}\.\s{0,5}getParameter/ ascii wide nocase
    $l = /\.\s{0,3}list(Files|Roots)\s{0,3}\(/ ascii wide
    $r = /new\s{1,5}(java\.io\.)?(FileInputStream|FileReader|RandomAccessFile|Scanner)\s{0,5}\(/ ascii wide
    $s = /(canRead|canWrite|lastModified|isDirectory|getAbsolutePath)\s{0,3}\(/ ascii wide
    $not = /(getUserPrincipal|isUserInRole|getRemoteUser|taglib)/ ascii wide
  condition:
    filesize < 40KB and any of ($page*) and any of ($in*) and $l and $r and
    #s > 1 and not $not
}

rule WEBSHELL_JSP_Chopper_Methods
{
  meta:
    description = "Detects the China Chopper style JSP dispatcher: two-letter methods that fill a StringBuffer, chosen by one parameter"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/software/S0020/"
    score = 90
    family = "China Chopper"
    mitre = "T1505.003"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $page3 = /extends\s{1,5}HttpServlet/ ascii wide
    $m = /\s([A-Z])[A-Z]\s{0,3}\(\s{0,3}(String\s{1,3}\w{1,9}\s{0,3},\s{0,3}){0,4}(StringBu(ffer|ilder)|HttpServletRe\w{4,6})\s{1,3}\w{1,9}\s{0,3}\)\s{0,3}throws/ ascii wide
    $p = /getParameter\s{0,3}\(\s{0,3}["'][a-zA-Z]?[0-9a-f]{0,20}[zZ]?[0-9]["']\s{0,3}\)/ ascii wide
    $d = /(["']->\||\|<-["']|\\x2D\\x3E|\\u002d\\u003e|["']->["']\s{0,3}\+\s{0,3}["']\|)/ ascii wide
    $r = /(listRoots|getRuntime|ProcessBuilder|DriverManager)/ ascii wide
  condition:
    filesize < 200KB and any of ($page*) and
    ((#m > 3 and $r) or (#p > 1 and $d and $r))
}

rule WEBSHELL_JSP_Memory_Component
{
  meta:
    description = "Detects a JSP page that registers a filter, servlet, listener, valve or web socket at run time"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "memory shell injector"
    mitre = "T1505.003,T1620"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $c1 = /(org\.apache\.catalina\.core\.|ApplicationContext|StandardContext|WebappClassLoaderBase|StandardService|getServletContext|AbstractHandlerMethodMapping|RequestMappingHandlerMapping|WebApplicationContext|ServerContainer|WebAppContext|NioEndpoint|requestHandlerMapping|StandardEngine|WsServerContainer)/ ascii wide
    $r1 = /\.\s{0,3}(addFilterDef|addFilterMap(Before)?|addFilterMapping|addServletMapping(Decoded)?|addApplicationEventListener|setApplicationEventListeners|addValve|addChild|registerMapping|addEndpoint|setExecutor|addUrlMapping)\s{0,3}\(/ ascii wide
    $r2 = /\.\s{0,3}(addFilter|addServlet|addListener)\s{0,3}\(\s{0,3}["\w]/ ascii wide
    $f = /(getDeclaredField|getField|setAccessible|implements\s{1,5}(javax\.servlet\.|jakarta\.servlet\.)?(Filter|Servlet|ServletRequestListener|Valve)|extends\s{1,5}(HttpServlet|ValveBase|Endpoint|AbstractEndpoint|ThreadPoolExecutor)|ServerEndpointConfig|filterConfigs)/ ascii wide
    // a template of a generator (EJS, ERB), not a page
    $template = /(\x3c%_|_%>|\x3c%-[^-]|[^-]-%>)/ ascii
  condition:
    filesize < 1MB and any of ($page*) and not $template and $c1 and any of ($r*) and $f
}

rule WEBSHELL_JSP_Cipher_Payload
{
  meta:
    description = "Detects a JSP page that decrypts what is posted and runs or answers with the result"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1573/001/"
    score = 85
    family = "memory loader"
    mitre = "T1505.003,T1573.001"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $k = /SecretKeySpec\s{0,3}\(/ ascii wide
    $c = /Cipher\s{0,3}\.\s{0,3}getInstance\s{0,3}\(\s{0,3}["']AES/ ascii wide
    $in = /(getReader\s{0,3}\(\s{0,3}\)\s{0,3}\.\s{0,3}readLine|getParameter\s{0,3}\(|getInputStream\s{0,3}\()/ ascii wide
    $run = /(ClassLoader|newInstance\s{0,3}\(|\.\s{0,3}equals\s{0,3}\(\s{0,3}pageContext|getMethod\s{0,3}\(|invoke\s{0,3}\(|readObject\s{0,3}\()/ ascii wide
    $post = /(getMethod\s{0,3}\(\s{0,3}\)\s{0,3}\.\s{0,3}equals|doFinal\s{0,3}\()/ ascii wide
    // a template of a generator (EJS, ERB), not a page
    $template = /(\x3c%_|_%>|\x3c%-[^-]|[^-]-%>)/ ascii
  condition:
    filesize < 100KB and any of ($page*) and not $template and $k and $c and $in and $run and
    $post
}

rule WEBSHELL_JSP_Sql_Client
{
  meta:
    description = "Detects a JSP page that connects to a database and runs SQL as the request says"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 75
    family = "sql shell"
    mitre = "T1505.003"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $c = /DriverManager\s{0,3}\.\s{0,3}getConnection\s{0,3}\(/ ascii wide
    $u = /String\s{1,5}\w{0,12}(url|driver|user\w{0,5}|pass\w{0,5}|pwd|host|port|dbname|db|sql|query|q|cmd|connstr)\s{0,5}=\s{0,5}request\s{0,5}\.\s{0,5}getParameter/ ascii wide nocase
    $q = /(executeQuery|executeUpdate|execute|prepareStatement)\s{0,3}\(\s{0,5}(request\s{0,5}\.\s{0,5}getParameter|sql|sqls?tr|query|q|cmd|s)\s{0,5}[\).]/ ascii wide nocase
    $q2 = /executeQuery\s{0,3}\(\s{0,5}["']\s{0,3}select\s[^"';]{0,40}from\s{1,5}["']\s{0,3}\+/ ascii wide nocase
    $drv = /Class\s{0,3}\.\s{0,3}forName\s{0,3}\(\s{0,3}(driver|request|\w{0,10}driver\w{0,6}|x\[0\])/ ascii wide nocase
  condition:
    filesize < 200KB and any of ($page*) and $c and any of ($q, $q2) and
    (#u > 2 or ($drv and $u))
}

rule WEBSHELL_JSP_Database_Dump
{
  meta:
    description = "Detects a short JSP page with a hard-coded connection that dumps whole tables to the visitor"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1213/"
    score = 75
    family = "database dumper"
    mitre = "T1505.003,T1213"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $c = /DriverManager\s{0,3}\.\s{0,3}getConnection\s{0,3}\(/ ascii wide
    $d1 = /["']jdbc:(oracle|mysql|sqlserver|microsoft|jtds|db2|postgresql)/ ascii wide
    $all1 = /(getColumnName|getColumnCount|getTables|getMetaData)\s{0,3}\(/ ascii wide
    $all2 = /["']\s{0,3}select\s{1,5}(\*|1,2,3|"\s{0,3}\+)/ ascii wide nocase
    $dict = /from\s{1,3}(dba_tables|all_tables|user_tables|all_tab_columns|information_schema\.tables|sysobjects)/ ascii wide nocase
    $fil = /(INSERT INTO|FileWriter|FileOutputStream|out\.clear\s{0,3}\(|rownum|limit\s)/ ascii wide nocase
    $in = /request\s{0,5}\.\s{0,5}getParameter/ ascii wide
    $cred = /String\s{1,5}\w{0,12}(pass\w{0,6}|pwd)\s{0,5}=\s{0,5}["'][^"']{0,40}["']/ ascii wide nocase
    $not = /(taglib|useBean|include file)/ ascii wide
  condition:
    filesize < 40KB and $page1 and $c and not $not and
    (($dict and $in) or
     (filesize < 12KB and $d1 and $cred and
      (($all1 and $fil) or ($all2 and $fil and $in) or
       ($all2 and $all1))))
}

rule WEBSHELL_Java_Servlet_Source
{
  meta:
    description = "Detects the source of a servlet that runs commands from the request"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 75
    family = "command shell"
    mitre = "T1505.003,T1059"
  strings:
    $s = /(extends\s{1,5}(javax\.servlet\.http\.|jakarta\.servlet\.http\.)?HttpServlet|implements\s{1,5}(javax\.servlet\.|jakarta\.servlet\.)?(Filter|ServletRequestListener))/ ascii wide
    $x = /(getRuntime\s{0,5}\(\s{0,5}\)\s{0,5}\.\s{0,5}exec|new\s{1,5}ProcessBuilder)\s{0,5}\([^;]{0,80}(getParameter|getHeader|cmd|command)/ ascii wide
    $in = /\.\s{0,3}get(Parameter|Header)\s{0,3}\(\s{0,3}["'](cmd|command|exec|c|x|pwd|shell)["']/ ascii wide nocase
  condition:
    filesize < 100KB and $s and $x and $in
}

rule WEBSHELL_JSP_Ebcdic_Page
{
  meta:
    description = "Detects a page that declares an EBCDIC encoding or is written in one, which only hides code from readers"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1027/"
    score = 80
    family = "obfuscated shell"
    mitre = "T1505.003,T1027"
  strings:
    // <?xml and <jsp:  in code page 037
    $x = { 4C 6F A7 94 93 40 }
    $j = { 4C 91 A2 97 7A }
    // pageEncoding, scriptlet, getParameter, Runtime in code page 037
    $k1 = { 97 81 87 85 C5 95 83 96 84 89 95 87 }
    $k2 = { A2 83 99 89 97 A3 93 85 A3 }
    $k3 = { 87 85 A3 D7 81 99 81 94 85 A3 85 99 }
    $k4 = { D9 A4 95 A3 89 94 85 }
  condition:
    filesize < 1MB and ($x at 0 or $j) and any of ($k*)
}
