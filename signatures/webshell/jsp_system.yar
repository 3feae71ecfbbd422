// SPDX-License-Identifier: Apache-2.0
//
// More JSP pages, and Java source that does the work of one: files, databases,
// addresses and ports straight by parameters, compiled payloads kept in a
// string, and servlets, filters, listeners, valves and controllers that run
// what a request says (the source of what is called a memory shell).

rule WEBSHELL_JSP_File_Parameter
{
  meta:
    description = "Detects a JSP page that lists folders and deletes, renames or writes files by parameters"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1083/"
    score = 75
    family = "file manager"
    mitre = "T1505.003,T1083"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $in = /new\s{1,5}(java\.io\.)?File\s{0,5}\(\s{0,5}[a-z_]\w{0,30}\s{0,3}[\),]/ ascii wide nocase
    $in2 = /new\s{1,5}(java\.io\.)?(File|FileInputStream|FileReader|FileOutputStream|FileWriter|RandomAccessFile)\s{0,5}\(\s{0,5}(new\s{1,5}(java\.io\.)?File\s{0,5}\(\s{0,5})?request\s{0,5}\.\s{0,5}getParameter/ ascii wide
    $p = /request\s{0,5}\.\s{0,5}getParameter\s{0,3}\(/ ascii wide
    $l = /\.\s{0,3}list(Files|Roots)?\s{0,3}\(/ ascii wide
    $d1 = /\.\s{0,3}(delete|deleteOnExit)\s{0,3}\(\s{0,3}\)/ ascii wide
    $d2 = /\.\s{0,3}renameTo\s{0,3}\(/ ascii wide
    $d3 = /new\s{1,5}(java\.io\.)?(FileOutputStream|FileWriter|RandomAccessFile)\s{0,5}\(/ ascii wide
    $d4 = /\.\s{0,3}mkdirs?\s{0,3}\(/ ascii wide
    $up = /(getParent(File)?\s{0,3}\(|listRoots|["']\.\.["']|["']\/["']\s{0,3}[;\)]|["'][a-zA-Z]:[\\\/]{1,2}["']|getRealPath\s{0,3}\(\s{0,3}["']\/?["']|user\.dir)/ ascii wide
    // a template of a generator (EJS, ERB), not a page
    $template = /(\x3c%_|_%>|\x3c%-[^-]|[^-]-%>)/ ascii
  condition:
    filesize < 500KB and any of ($page*) and not $template and $p and $l and
    ($in2 or ($in and $up and 2 of ($d*)))
}

rule SUSP_JSP_Read_Parameter
{
  meta:
    description = "Detects a short JSP page that shows or sends the file which a parameter names, without a folder of its own"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1083/"
    score = 55
    family = "file reader"
    mitre = "T1505.003,T1083"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $a = /new\s{1,5}(java\.io\.)?(FileInputStream|FileReader|RandomAccessFile)\s{0,5}\(\s{0,5}(new\s{1,5}(java\.io\.)?File\s{0,5}\(\s{0,5})?(request\s{0,5}\.\s{0,5}getParameter|[a-z]\w{0,20}\s{0,3}\))/ ascii wide
    $b = /Files\s{0,3}\.\s{0,3}(readAllBytes|readAllLines|newInputStream|newBufferedReader|lines)\s{0,3}\(\s{0,3}Paths\s{0,3}\.\s{0,3}get\s{0,3}\(\s{0,3}(request|[a-z]\w{0,20}\s{0,3}\))/ ascii wide
    $p = /(path|file|dir|name|f|p|src|url)\w{0,8}\s{0,5}=\s{0,5}(new\s{1,3}String\s{0,3}\(\s{0,3})?request\s{0,5}\.\s{0,5}getParameter/ ascii wide nocase
    $out = /(out\s{0,3}\.\s{0,3}(print|write)|getOutputStream\s{0,3}\()/ ascii wide
    $not = /(getUserPrincipal|isUserInRole|getRemoteUser|getSession|session\s{0,3}\.\s{0,3}getAttribute|taglib|PreparedStatement|getRealPath\s{0,3}\(\s{0,3}["'][^"'\/]|["']\/[\w\/]{2,40}\/["']\s{0,3}\+)/ ascii wide
  condition:
    filesize < 6KB and any of ($page*) and any of ($a, $b) and $p and $out and
    not $not
}

rule WEBSHELL_JSP_Sql_Parameter
{
  meta:
    description = "Detects a JSP page that takes the address of the database and the command from the request"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "sql shell"
    mitre = "T1505.003"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $c = /getConnection\s{0,3}\(\s{0,3}request\s{0,5}\.\s{0,5}getParameter/ ascii wide
    $c2 = /DriverManager\s{0,3}\.\s{0,3}getConnection\s{0,3}\(/ ascii wide
    $c3 = /getConnection\s{0,3}\(\s{0,3}[a-z]\w{0,20}\s{0,3}(,\s{0,3}[a-z]\w{0,20}\s{0,3},\s{0,3}[a-z]\w{0,20}\s{0,3})?\)/ ascii wide
    $q3 = /(executeQuery|executeUpdate|execute|prepareStatement)\s{0,3}\(\s{0,5}[a-z]\w{0,20}\s{0,3}\)/ ascii wide
    $f3 = /forName\s{0,3}\(\s{0,3}[a-z]\w{0,20}\s{0,3}\)/ ascii wide
    $p = /=\s{0,5}request\s{0,5}\.\s{0,5}getParameter/ ascii wide
    $q = /(executeQuery|executeUpdate|execute|prepareStatement|addBatch)\s{0,3}\(\s{0,5}request\s{0,5}\.\s{0,5}getParameter/ ascii wide
    $f = /forName\s{0,3}\(\s{0,3}request\s{0,5}\.\s{0,5}getParameter/ ascii wide
  condition:
    filesize < 500KB and any of ($page*) and ($c or ($c2 and ($q or $f)) or
                                              ($c3 and $q3 and $f3 and #p > 2))
}

rule SUSP_JSP_Upload_Any_Name
{
  meta:
    description = "Detects a short JSP page that stores an upload under the name that the visitor gives it, without any check"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1105/"
    score = 60
    family = "uploader"
    mitre = "T1505.003,T1105"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $u = /(isMultipartContent|ServletFileUpload|MultipartRequest|SmartUpload|getParts?\s{0,3}\(|DiskFileUpload|FileItem)/ ascii wide
    $w = /\.\s{0,3}(write|saveAs|save|transferTo)\s{0,3}\(/ ascii wide
    $n = /(\.\s{0,3}getName\s{0,3}\(|getSubmittedFileName|getFileName\s{0,3}\(|getFilesystemName|\.\s{0,3}save\s{0,3}\(|getParameter\s{0,3}\()/ ascii wide
    $d = /(getRealPath\s{0,3}\(|getParameter\s{0,3}\(|["'](\/tmp|[a-zA-Z]:[\\\/])|\.\s{0,3}save\s{0,3}\(\s{0,3}["'])/ ascii wide
    $not = /(getUserPrincipal|isUserInRole|getRemoteUser|session\s{0,3}\.\s{0,3}getAttribute|getContentType\s{0,3}\(\s{0,3}\)\s{0,3}\.|setAllowedFilesList|setDeniedFilesList|endsWith|PreparedStatement|randomUUID|currentTimeMillis|\.(gif|jpe?g|png|pdf|xls|csv|docx?)["'])/ ascii wide nocase
  condition:
    filesize < 8KB and any of ($page*) and $u and $w and $n and $d and not $not
}

rule WEBSHELL_JSP_Scan_Request
{
  meta:
    description = "Detects a JSP page that scans ports or networks for its visitor"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1046/"
    score = 75
    family = "port scanner"
    mitre = "T1505.003,T1046"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $p = /request\s{0,5}\.\s{0,5}getParameter\s{0,3}\(/ ascii wide
    $s = /(new\s{1,5}(java\.net\.)?(Socket|InetSocketAddress)\s{0,3}\(|InetAddress\s{0,3}\.\s{0,3}getByName\s{0,3}\(|\.\s{0,3}isReachable\s{0,3}\()/ ascii wide
    $loop = /for\s{0,3}\(\s{0,3}int\s{1,3}\w{1,12}\s{0,3}=\s{0,3}\w{1,20}\s{0,3};\s{0,3}\w{1,12}\s{0,3}<=?\s{0,3}(\d{3,5}|end|stop|max|last|ports?|\w{0,12}[pP]ort\w{0,8}|\w{0,8}[eE]nd\w{0,6})/ ascii wide
    $w = /(port\w{0,8}scan|scan\w{0,3}port|["'][^"'\r\n]{0,30}\b(open|is up|alive)\b|scanip|ip_start|startip|endip|inet_aton|ip2long)/ ascii wide nocase
    $ports = /["'][^"'\r\n]{0,40}\b(21,|22,|80,|135,|445,)[^"'\r\n]{0,80}(1433|3306|3389|8080)/ ascii wide
    $url = /openConnection\s{0,3}\(/ ascii wide
    $thr = /(extends\s{1,4}Thread|implements\s{1,4}Runnable|ThreadPool|LinkedBlockingQueue)/ ascii wide
  condition:
    filesize < 200KB and any of ($page*) and $p and
    (($s and ($loop or $ports) and $w) or ($url and $thr and $w))
}

rule SUSP_JSP_Fetch_Parameter
{
  meta:
    description = "Detects a short JSP page that fetches the address which a parameter gives and passes on the answer"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1090/"
    score = 50
    family = "proxy"
    mitre = "T1505.003,T1090"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $a = /new\s{1,5}(java\.net\.)?URL\s{0,3}\(\s{0,3}(request\s{0,5}\.\s{0,5}getParameter|[a-z]\w{0,20}\s{0,3}\))/ ascii wide
    $in = /(url|src|u|link|target|dest|addr|host|uri)\w{0,8}["']?\s{0,5}(\)|=\s{0,5}request\s{0,5}\.\s{0,5}get(Parameter|QueryString))/ ascii wide nocase
    $p = /request\s{0,5}\.\s{0,5}get(Parameter|QueryString|Reader|InputStream)\s{0,3}\(/ ascii wide
    $o = /(openConnection|openStream)\s{0,3}\(/ ascii wide
    $out = /(out\s{0,3}\.\s{0,3}(print|write)|getOutputStream\s{0,3}\(|Files\s{0,3}\.\s{0,3}copy)/ ascii wide
  condition:
    filesize < 20KB and any of ($page*) and all of ($a, $in, $p, $o, $out)
}

rule WEBSHELL_JSP_Payload_Text
{
  meta:
    description = "Detects a JSP page, script or expression that carries a compiled Java class as text and defines it"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1620/"
    score = 85
    family = "memory loader"
    mitre = "T1505.003,T1620"
  strings:
    // base64, hexadecimal and BCEL text of the first bytes of a class file
    $c1 = "yv66vgAAAD" ascii wide
    $c2 = "yv66vgADAC" ascii wide
    $c3 = "cafebabe000000" ascii wide nocase
    $c4 = "H4sIAAAAAAAA" ascii wide
    $c5 = "$$BCEL$$" ascii wide
    $c6 = "-54,-2,-70,-66" ascii wide
    $c7 = "-54, -2, -70, -66" ascii wide
    $d = /(defineClass|define["'\s+]{3,9}Class|ClassLoader|defineAnonymousClass|b64decode|decodeBuffer|getDecoder|parseBase64Binary|newInstance|loadClass)/ ascii wide
    $r = /(request\s{0,3}\.\s{0,3}get|getParameter|pageContext|ServletContext|HttpServletRequest|StandardContext|getContextClassLoader|currentThread|["']defineClass["'])/ ascii wide
    $not = /(unittest|@Test\b|ysoserial)/ ascii
  condition:
    filesize < 2MB and any of ($c*) and $d and $r and not $not
}

rule WEBSHELL_Java_Component_Source
{
  meta:
    description = "Detects the source of a servlet, filter, listener, valve or controller that starts processes or defines classes with what a request carries"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 75
    family = "memory shell"
    mitre = "T1505.003,T1059,T1620"
  strings:
    $s1 = /(extends\s{1,5}([\w.]{1,40}\.)?(HttpServlet|GenericServlet|ValveBase|Endpoint|HandlerInterceptorAdapter|AbstractTranslet|GenericFilter|OncePerRequestFilter|AbstractEndpoint|ThreadPoolExecutor)\b)/ ascii wide
    $s2 = /implements\s{1,5}([\w.]{1,40}\s{0,3},\s{0,3}){0,3}([\w.]{1,40}\.)?(Filter|Servlet|ServletRequestListener|HttpSessionListener|Valve|HandlerInterceptor|WebFilter|GlobalFilter|MessageHandler|ServletContextListener)\b/ ascii wide
    $s3 = /@(RestController|Controller|RequestMapping|GetMapping|PostMapping|WebServlet|WebFilter|ServerEndpoint|Path|WebService|WebMethod)\b/ ascii wide
    // the second stage of a loader: an object that gets the request by equals
    $s4 = /public\s{1,4}boolean\s{1,4}equals\s{0,3}\(\s{0,3}Object[^}]{0,600}(ServletRequest|HttpServletRe|PageContext|getRequest)/ ascii wide
    $in = /(\.\s{0,3}get(Parameter|Header|QueryString|Reader|InputStream|Cookies|QueryParams|Body|FormData)\s{0,3}\(|@RequestParam|@RequestBody|@QueryParam|@PathVariable|onMessage\s{0,3}\()/ ascii wide
    $x1 = /getRuntime\s{0,5}\(\s{0,5}\)\s{0,5}\.\s{0,5}exec\s{0,5}\(\s{0,5}[a-z_(n]/ ascii wide
    $x2 = /new\s{1,5}(java\.lang\.)?ProcessBuilder\s{0,5}\(\s{0,5}[a-z_(n]/ ascii wide
    $x3 = /["']defineClass["']|\bdefineClass\s{0,3}\(\s{0,3}(null\s{0,3},\s{0,3})?\w{1,30}\s{0,3},\s{0,3}0\s{0,3},/ ascii wide
    $x4 = /new\s{1,5}(java\.lang\.)?ProcessBuilder\s{0,5}\(\s{0,5}["'](cmd|cmd\.exe|sh|\/bin\/(ba)?sh|bash)["']/ ascii wide
    $x5 = /["'](\/bin\/(ba)?sh|cmd(\.exe)?|sh|bash)["']\s{0,3},\s{0,3}["'](-c|\/c)["']\s{0,3},\s{0,3}[a-z]/ ascii wide
    $out = /(getInputStream\s{0,3}\(|getWriter\s{0,3}\(|getOutputStream\s{0,3}\(|\.\s{0,3}equals\s{0,3}\(\s{0,3}(new\s{1,3}Object|request|req|pageContext)|getBasicRemote|newInstance\s{0,3}\(\s{0,3}\)\s{0,3}\.\s{0,3}equals\s{0,3}\(|readLine\s{0,3}\()/ ascii wide
    $not = /(@Test\b|org\.junit|@PreAuthorize|import\s{1,3}(static\s{1,3})?org\.mockito)/ ascii wide
  condition:
    filesize < 40KB and any of ($s*) and $in and any of ($x*) and $out and
    not $not
}

rule SUSP_JSP_Powers
{
  meta:
    description = "Detects a JSP page that starts a process, defines a class or evaluates script, whatever it gets its orders from"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 65
    family = "command shell"
    mitre = "T1505.003,T1059"
  strings:
    $page1 = /<\s?%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $x1 = /Runtime\s{0,9}\.\s{0,9}getRuntime\s{0,9}\(\s{0,5}\)/ ascii wide
    $x1b = /\.\s{0,9}exec\s{0,5}\(/ ascii wide
    $x2 = /new\s{1,9}(java\.lang\.)?ProcessBuilder\s{0,5}\(/ ascii wide
    $x3 = /(defineClass|defineAnonymousClass)\s{0,5}\(/ ascii wide
    $x4 = /extends\s{1,5}(java\.lang\.)?(ClassLoader|URLClassLoader|SecureClassLoader)\b/ ascii wide
    $x5 = /(ScriptEngineManager|getEngineByName|GroovyShell|SpelExpressionParser|ELProcessor|JShell)\s{0,5}[\(.]/ ascii wide
    $x7 = /(VirtualMachine\s{0,3}\.\s{0,3}attach|\.\s{0,3}loadAgent)\s{0,5}\(/ ascii wide
    $x6 = /["'](defineClass|getRuntime|java\.lang\.(Runtime|ProcessBuilder|ProcessImpl|UNIXProcess))["']/ ascii wide
    $java = /(java\.|javax\.|jakarta\.|request|response|String|Process|out\.)/ ascii wide
    // a template of a generator (EJS, ERB), not a page
    $template = /(\x3c%_|_%>|\x3c%-[^-]|[^-]-%>)/ ascii
  condition:
    filesize < 2MB and any of ($page*) and $java and not $template and
    (($x1 and $x1b) or any of ($x2, $x3, $x4, $x5, $x6, $x7))
}

rule SUSP_JSP_Write_Powers
{
  meta:
    description = "Detects a short JSP page that reads parameters and opens files for writing whose names are not fixed, without asking who is there"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1105/"
    score = 50
    family = "file writer"
    mitre = "T1505.003,T1105"
  strings:
    $page1 = /\x3c%[@!=\s\w]/ ascii wide
    $page2 = /(<jsp:(root|scriptlet|declaration|expression|directive)|java\.sun\.com\/JSP\/Page|<\w{1,12}:scriptlet)/ ascii wide
    $p = /request\s{0,5}\.\s{0,5}get(Parameter|InputStream|Reader|Header|Part)\w{0,6}\s{0,3}\(/ ascii wide
    $w = /(new\s{1,5}(java\.io\.)?(FileOutputStream|FileWriter|RandomAccessFile)|Files\s{0,3}\.\s{0,3}(write|copy|newOutputStream|newBufferedWriter))\s{0,5}\(\s{0,5}[a-z(n]/ ascii wide
    $not = /(getUserPrincipal|isUserInRole|getRemoteUser|session\s{0,3}\.\s{0,3}getAttribute|taglib|PreparedStatement|useBean|endsWith|\.(gif|jpe?g|png|pdf|xls|csv|docx?)["'])/ ascii wide nocase
    // a template of a generator (EJS, ERB), not a page
    $template = /(\x3c%_|_%>|\x3c%-[^-]|[^-]-%>)/ ascii
  condition:
    filesize < 12KB and any of ($page*) and $p and $w and not any of ($not, $template)
}
