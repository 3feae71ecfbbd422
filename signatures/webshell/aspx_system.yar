// SPDX-License-Identifier: Apache-2.0
//
// ASP.NET pages whose inline code leaves the web application: it calls the
// Windows API, connects a shell to a socket, starts programs through COM, WMI
// or the Visual Basic runtime, hooks itself into the server, reads any file,
// or tells the keys of the machine. None of it needs the request to be seen:
// a page is no place for it.

rule WEBSHELL_ASPX_Native_Code
{
  meta:
    description = "Detects an ASP.NET page with inline code that calls the Windows API to run machine code, start processes or borrow tokens"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1106/"
    score = 85
    family = "native loader"
    mitre = "T1505.003,T1106,T1055"
  strings:
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|servicehost|control|master|application|import|assembly)\s/ ascii wide nocase
    $page2 = /\x3cscript[^>]{0,120}runat/ ascii wide nocase
    $imp1 = /dllimport(attribute)?\s{0,3}\(\s{0,3}@?["'](kernel32|advapi32|ntdll|ws2_32|user32|rpcrt4|userenv|psapi)/ ascii wide nocase
    $imp2 = /declare\s{1,4}(auto\s{1,4}|ansi\s{1,4}|unicode\s{1,4})?(function|sub)\s{1,4}\w{1,40}\s{1,4}lib\s{1,4}["'](kernel32|advapi32|ntdll|ws2_32)/ ascii wide nocase
    $imp3 = /(getdelegateforfunctionpointer|marshal\s{0,3}\.\s{0,3}getdelegate)/ ascii wide nocase
    $f1 = /(virtualalloc|virtualprotect|heapcreate|heapalloc|createthread|createremotethread|writeprocessmemory|rtlmovememory|ntmapviewofsection|queueuserapc|enumsystemlocales|enumwindows|callwindowproc|getprocaddress|uuidfromstring)/ ascii wide nocase
    $f2 = /(createprocess|winexec|shellexecute|wsasocket|wsaconnect|peeknamedpipe|createnamedpipe)/ ascii wide nocase
    $f3 = /(logonuser|impersonateloggedonuser|duplicatetoken|openprocesstoken|adjusttokenprivileges|impersonatenamedpipeclient|setthreadtoken|createprocessasuser|createprocesswithtoken)/ ascii wide nocase
  condition:
    filesize < 3MB and any of ($page*) and any of ($imp*) and any of ($f*)
}

rule WEBSHELL_ASPX_Connect_Back
{
  meta:
    description = "Detects an ASP.NET page with inline code that joins a socket and a command interpreter"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1059/003/"
    score = 85
    family = "back-connect"
    mitre = "T1505.003,T1059.003"
  strings:
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|servicehost|control|import|assembly)\s/ ascii wide nocase
    $page2 = /\x3cscript[^>]{0,120}runat/ ascii wide nocase
    $sock = /new\s{1,5}([\w.]{0,40}\.)?(tcpclient|tcplistener|socket|udpclient|clientwebsocket|httplistener|namedpipeserverstream)\s{0,3}\(/ ascii wide nocase
    $sh = /(cmd\.exe|["']cmd["']|powershell|\/bin\/(ba)?sh)/ ascii wide nocase
    $p = /(redirectstandard(in|out)put|processstartinfo|process\s{0,3}\.\s{0,3}start\s{0,3}\(|\.\s{0,3}standardinput)/ ascii wide nocase
  condition:
    filesize < 1MB and any of ($page*) and $sock and $sh and $p
}

rule WEBSHELL_ASPX_Com_Shell
{
  meta:
    description = "Detects an ASP.NET page with inline code that starts programs through COM, WMI or the Visual Basic runtime"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1047/"
    score = 85
    family = "command shell"
    mitre = "T1505.003,T1047,T1559.001"
  strings:
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|servicehost|control|import|assembly)\s/ ascii wide nocase
    $page2 = /\x3cscript[^>]{0,120}runat/ ascii wide nocase
    $page3 = /(^|[\r\n])[ \t]{0,12}(@\{|@functions|@using)\s/ ascii wide
    $in = /([^\w]request\s{0,3}(\.\s{0,3}(form|querystring|params|item|cookies|headers|inputstream|binaryread)|\[|\()|<asp:textbox|<input[^>]{0,80}runat|\.\s{0,2}(text|value|innertext)\s{0,2}[;\)&+,])/ ascii wide nocase
    $wmi1 = /["'](win32_process|win32_scheduledjob|win32_service|win32_product)["']/ ascii wide nocase
    $wmi2 = /(managementclass|managementobject|managementpath|winmgmts)/ ascii wide nocase
    $wmi3 = /(invokemethod|["']create["']|\.create\s{0,2}\()/ ascii wide nocase
    $com1 = /(gettypefromprogid|gettypefromclsid|createobject|getobject)\s{0,3}\(\s{0,3}(new\s{1,3}guid\s{0,3}\(\s{0,3})?["']\{?(wscript\.shell|shell\.application|shell\.users|schedule\.service|mmc20\.application|excel\.application|msscriptcontrol|72C24DD5|13709620|9BA05972|C08AFD90|49B2791A)/ ascii wide nocase
    $vb = /[^\w](microsoft\.visualbasic\.|interaction\.)?(interaction\.)?shell\s{0,2}\(\s{0,3}(request\s{0,3}[.\(\[]|["'](cmd|%comspec%)|\w{1,20}\.text|environ\s{0,2}\()/ ascii wide nocase
  condition:
    filesize < 1MB and any of ($page*) and $in and
    ((all of ($wmi*)) or $com1 or $vb)
}

rule WEBSHELL_ASPX_Server_Hook
{
  meta:
    description = "Detects an ASP.NET page that installs itself in the running server: a virtual path, a module, a filter, a route or a listener"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/004/"
    score = 85
    family = "memory shell injector"
    mitre = "T1505.003,T1505.004"
  strings:
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|servicehost|control|import|assembly)\s/ ascii wide nocase
    $page2 = /\x3cscript[^>]{0,120}runat/ ascii wide nocase
    $h1 = /registervirtualpathprovider/ ascii wide nocase
    $h2 = /:\s{0,3}([\w.]{0,40}\.)?virtualpathprovider\b/ ascii wide nocase
    $h3 = /new\s{1,5}([\w.]{0,40}\.)?httplistener\s{0,3}\(/ ascii wide nocase
    $h4 = /(globalfilters\s{0,3}\.\s{0,3}filters\s{0,3}\.\s{0,3}add|routetable\s{0,3}\.\s{0,3}routes\s{0,3}\.\s{0,3}(add|insert)|dynamicmoduleutility|registermodule\s{0,3}\(|httpapplication\.registermodule)/ ascii wide nocase
    $h5 = /getfield\s{0,3}\(\s{0,3}["']_(moduleCollection|modules|fileMonitor|virtualPathProvider|appBeginRequest)/ ascii wide nocase
    $do = /(assembly\s{0,3}\.\s{0,3}load|processstartinfo|process\s{0,3}\.\s{0,3}start|frombase64string|createinstance|request\s{0,3}(\.|\[)|\.\s{0,3}invoke\s{0,3}\()/ ascii wide nocase
  condition:
    filesize < 1MB and any of ($page*) and any of ($h*) and $do
}

rule WEBSHELL_ASPX_Read_Request
{
  meta:
    description = "Detects an ASP.NET page that sends back, deletes or lists whatever path or address the request names"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1083/"
    score = 75
    family = "file manager"
    mitre = "T1505.003,T1083"
  strings:
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|servicehost|control|import|assembly)\s/ ascii wide nocase
    $page2 = /\x3cscript[^>]{0,120}runat/ ascii wide nocase
    $page3 = /(^|[\r\n])[ \t]{0,12}(@\{|@functions|@using)\s/ ascii wide
    $a = /(file\s{0,2}\.\s{0,2}(readall(text|bytes|lines)|openread|opentext|delete|copy|move)|transmitfile|response\s{0,2}\.\s{0,2}writefile|new\s{1,4}(system\.io\.)?(streamreader|filestream|fileinfo|directoryinfo)|directory\s{0,2}\.\s{0,2}(getfiles|getdirectories|getfilesystementries|delete|createdirectory)|zipfile\s{0,2}\.\s{0,2}\w{4,24}|\.\s{0,2}opensubkey)\s{0,3}\(\s{0,3}(server\s{0,2}\.\s{0,2}mappath\s{0,2}\(\s{0,3})?([\w.]{1,60}\s{0,3}[+&]\s{0,3})?((context|httpcontext\.current|this|page)\s{0,2}\.\s{0,2})?request\s{0,3}(\.\s{0,3}(form|querystring|params|item|cookies|headers)\s{0,3})?[\[\(]/ ascii wide nocase
    $not = /(codebehind|codefile|masterpagefile)\s{0,3}=/ ascii wide nocase
  condition:
    filesize < 200KB and any of ($page*) and $a and not $not
}

rule WEBSHELL_ASPX_Sql_Request
{
  meta:
    description = "Detects an ASP.NET page with inline code in which both the connection and the command come from the visitor"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 75
    family = "sql shell"
    mitre = "T1505.003"
  strings:
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|servicehost|import|assembly)\s/ ascii wide nocase
    $page2 = /\x3cscript[^>]{0,120}runat/ ascii wide nocase
    $c = /(new\s{1,4}([\w.]{0,30}\.)?(sqlconnection|oledbconnection|odbcconnection|oracleconnection|mysqlconnection)\s{0,3}\(\s{0,3}|connectionstring\s{0,3}=\s{0,3})((this\.)?\w{1,30}\.(text|value)|((this|page|context)\.)?request\s{0,3}[.\[\(])/ ascii wide nocase
    $q = /(new\s{1,4}([\w.]{0,30}\.)?(sqlcommand|oledbcommand|odbccommand|oraclecommand|mysqlcommand|sqldataadapter|oledbdataadapter|odbcdataadapter)\s{0,3}\(\s{0,3}|commandtext\s{0,3}=\s{0,3})((this\.)?\w{1,30}\.(text|value)|((this|page|context)\.)?request\s{0,3}[.\[\(])/ ascii wide nocase
    $x = /(xp_cmdshell|sp_oacreate|sp_configure|openrowset)/ ascii wide nocase
    $any = /new\s{1,4}([\w.]{0,30}\.)?(sqlcommand|oledbcommand|odbccommand)\s{0,3}\(/ ascii wide nocase
  condition:
    filesize < 1MB and any of ($page*) and (($c and $q) or ($x and $any))
}

rule WEBSHELL_ASPX_Machine_Keys
{
  meta:
    description = "Detects an ASP.NET page that prints the machine keys or the application pool's passwords"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1552/"
    score = 80
    family = "probe"
    mitre = "T1505.003,T1552"
  strings:
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|servicehost|control|import|assembly)\s/ ascii wide nocase
    $page2 = /\x3cscript[^>]{0,120}runat/ ascii wide nocase
    $k = /(machinekeysection|system\.web\/machinekey)/ ascii wide nocase
    $v = /\.\s{0,3}(validationkey|decryptionkey)\b|getapplicationconfig/ ascii wide nocase
    $a = /(applicationpools|iis:\/\/localhost\/w3svc)/ ascii wide nocase
    $b = /(wamuserpass|anonymoususerpass|processmodel[^\r\n]{0,60}password)/ ascii wide nocase
    $out = /(response\s{0,3}\.\s{0,3}write|\.\s{0,3}(text|innerhtml)\s{0,3}\+?=|\x3c%=)/ ascii wide nocase
  condition:
    filesize < 1MB and any of ($page*) and $out and (($k and $v) or ($a and $b))
}

rule WEBSHELL_ASPX_Scan_Request
{
  meta:
    description = "Detects a short ASP.NET page with inline code that tries connections to hosts and ports of the request"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1046/"
    score = 75
    family = "port scanner"
    mitre = "T1505.003,T1046"
  strings:
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|import|assembly)\s/ ascii wide nocase
    $page2 = /\x3cscript[^>]{0,120}runat/ ascii wide nocase
    $s = /new\s{1,5}([\w.]{0,40}\.)?(tcpclient|socket)\s{0,3}\(/ ascii wide nocase
    $c = /\.\s{0,3}(begin)?connect(async)?\s{0,3}\(/ ascii wide nocase
    $in = /([^\w]request\s{0,3}(\.\s{0,3}(form|querystring|params|item))?\s{0,3}[\[\(]|<asp:textbox|\w\.text\s{0,3}[;\),.])/ ascii wide nocase
    $p = /["']?ports?\w{0,8}["']?\s{0,3}[\]\)=.]/ ascii wide nocase
    $open = /["'][^"'\r\n]{0,30}\b(open|closed|is up|alive)\b/ ascii wide nocase
    $not = /(codebehind|codefile|masterpagefile|smtp)/ ascii wide nocase
  condition:
    filesize < 60KB and any of ($page*) and $s and $c and $in and $p and $open
    and not $not
}

rule WEBSHELL_ASPX_Reflection
{
  meta:
    description = "Detects an ASP.NET page with inline code that looks for a type or method among those loaded and invokes it with request values"
    author = "beachcomb project"
    date = "2026-11-22"
    reference = "https://attack.mitre.org/techniques/T1027/"
    score = 80
    family = "obfuscated shell"
    mitre = "T1505.003,T1027,T1620"
  strings:
    $page1 = /\x3c%\s{0,5}@\s{0,5}(page|webhandler|webservice|servicehost|control|import|assembly)\s/ ascii wide nocase
    $page2 = /\x3cscript[^>]{0,120}runat/ ascii wide nocase
    $page3 = /(^|[\r\n])[ \t]{0,12}(@\{|@functions|@using)\s/ ascii wide
    $in = /[^\w]request\s{0,3}(\.\s{0,3}(form|querystring|params|item|cookies|headers|inputstream|binaryread)|\[|\()/ ascii wide nocase
    $t = /(getassemblies\s{0,3}\(|\.\s{0,3}gettypes\s{0,3}\(|[^\w]type\s{0,3}\.\s{0,3}gettype\s{0,3}\(|assembly\s{0,3}\.\s{0,3}(gettype|loadfile|loadfrom|loadwithpartialname|unsafeloadfrom)\s{0,3}\(|typeof\s{0,3}\([^)]{1,60}\)\s{0,3}\.\s{0,3}assembly)/ ascii wide nocase
    $i = /(\.\s{0,3}invoke\s{0,3}\(|invokemember\s{0,3}\(|createdelegate\s{0,3}\(|\.\s{0,3}dynamicinvoke)/ ascii wide nocase
    $not = /(codebehind|codefile|masterpagefile)\s{0,3}=/ ascii wide nocase
  condition:
    filesize < 200KB and any of ($page*) and $in and $t and $i and not $not
}
